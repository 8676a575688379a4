"""Compare two dates as moments: the same, one within the other, or said in a text.

Clocks without an offset, and days beside clocks, are those of the site's zone in the fact sheet: Baku and Yerevan."""

from counts_in_words import MONTHS

from builder.model.dates import Date, Point, Precision

ZONE_MINUTES = 4 * 60
DAY_MINUTES = 24 * 60


def is_same_moment(one: Date, other: Date) -> bool:
    """Return whether two dates cover the same minutes and are equally sure."""
    return one.approximate == other.approximate and _span(one) == _span(other)


def ends_within(inner: Date, outer: Date) -> bool:
    """Return whether a date lies within another; of one that is open to the past the end is enough."""
    first, last = _span(outer)
    starts = first <= _span(inner)[0] or inner.earliest is None
    return starts and first <= _span(inner)[1] <= last


def is_said_in(date: Date, text: str, years: frozenset[int]) -> bool:
    """Return whether one of the points of a date stands in a text, which leaves out years that are clear."""
    return any(_in_words(point, years) in text for point in date.points)


def _in_words(point: Point, years: frozenset[int]) -> str:
    day = point.earliest
    if point.precision < Precision.MONTH:
        return f"{day.year}"
    month = MONTHS[day.month - 1] if day.year in years else f"{MONTHS[day.month - 1]} {day.year}"
    return month if point.precision == Precision.MONTH else f"{day.day} {month}"


def _span(date: Date) -> tuple[float, float]:
    first = _minute(date.points[0], at_end=False) if date.earliest else float("-inf")
    last = _minute(date.points[-1], at_end=True) if date.latest else float("inf")
    return first, last


def _minute(point: Point, at_end: bool) -> float:
    day = point.latest if at_end else point.earliest
    if point.clock:
        return day.ordinal * DAY_MINUTES + point.clock.utc_seconds(ZONE_MINUTES) / 60 + ZONE_MINUTES
    return day.ordinal * DAY_MINUTES + (DAY_MINUTES - 1 if at_end else 0)
