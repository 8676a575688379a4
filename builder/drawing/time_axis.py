"""Turn the dates on which figures were said into places across a drawing, with long silences folded.

Places are in hundredths of the width. Between two dates time runs evenly; where nobody said a figure for long it is
folded to a short stretch, which the drawing marks."""

from collections.abc import Iterable
from itertools import pairwise
from math import fsum

from msgspec import Struct

from builder.model.dates import Date, Day, Point

# A silence is folded that is so many times as long as the shortest ones; each stretch has this part of the longest.
_LONGEST, _LEAST = 4.0, 0.2
_SECONDS = 86_400


class Span(Struct, frozen=True):
    """When a figure was said, in days: a moment, or bounds; None where one is not known."""

    first: float | None
    last: float | None

    @property
    def middle(self) -> float:
        """Return where its mark stands: at a bound that is known, or between the two."""
        if self.first is None or self.last is None:
            known = self.first if self.last is None else self.last
            assert known is not None
            return known
        return (self.first + self.last) / 2


class TimeAxis(Struct, frozen=True):
    """Where moments stand: known ones, in order, with their positions; `folds` are those of folded silences."""

    moments: tuple[float, ...]
    positions: tuple[float, ...]
    folds: tuple[float, ...]

    def across(self, moment: float) -> float:
        """Return the position of a moment; what lies outside is at the edge."""
        if moment <= self.moments[0]:
            return self.positions[0]
        for (first, last), (start, end) in zip(pairwise(self.moments), pairwise(self.positions), strict=True):
            if moment <= last:
                return start + (end - start) * (moment - first) / (last - first)
        return self.positions[-1]


def span_of(date: Date) -> Span | None:
    """Return when something was said; None where neither bound is known."""
    if date.earliest is None and date.latest is None:
        return None
    single = date.points[0] if date.is_point else None
    if single and single.clock:
        moment = _moment(single)
        return Span(moment, moment)
    first = None if date.earliest is None else float(date.earliest.ordinal)
    last = None if date.latest is None else float(date.latest.ordinal + 1)
    # A day is a moment to a reader: its mark stands in its middle.
    if date.earliest == date.latest and first is not None:
        return Span(first + 0.5, first + 0.5)
    return Span(first, last)


def axis_of(spans: Iterable[Span], start: float, end: float) -> TimeAxis:
    """Spread the moments of all spans between two positions."""
    found = sorted({bound for span in spans for bound in (span.first, span.last) if bound is not None})
    if len(found) < 2:
        return TimeAxis((*found, found[0] + 1) if found else (0.0, 1.0), ((start + end) / 2,) * 2, ())
    gaps = [second - first for first, second in pairwise(found)]
    shortest = sorted(gaps)[len(gaps) // 4]
    most = max(_LONGEST * shortest, *(gap for gap in gaps if gap <= _LONGEST * shortest))
    widths = [max(min(gap, most), _LEAST * most) for gap in gaps]
    positions = [start]
    for width in widths:
        positions.append(positions[-1] + (end - start) * width / fsum(widths))
    folds = [(one + other) / 2 for gap, (one, other) in zip(gaps, pairwise(positions), strict=True) if gap > most]
    return TimeAxis(tuple(found), tuple(positions), tuple(folds))


def day_at(moment: float) -> Day:
    """Return the day in which a moment lies."""
    return day_of(int(moment // 1))


def day_of(ordinal: int) -> Day:
    """Return the day with an ordinal as `Day.ordinal` counts them (Hinnant's civil_from_days)."""
    days = ordinal + 305
    era, day_of_era = divmod(days, 146_097)
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36_524 - day_of_era // 146_096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    month = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * month + 2) // 5 + 1
    return Day(year_of_era + era * 400 + (month >= 10), month + 3 if month < 10 else month - 9, day)


def _moment(point: Point) -> float:
    """Return a clock as it was written: readers compare days of the claimants' own clocks."""
    assert point.clock is not None
    clock = point.clock
    return point.earliest.ordinal + (clock.hour * 3600 + clock.minute * 60 + (clock.second or 0)) / _SECONDS
