"""Dates as they are known: points, intervals and sets in the proleptic Gregorian calendar.

A Date never knows more than its text: bounds are never invented, and a month stays a month."""

from enum import IntEnum, StrEnum

from msgspec import Struct

SortKey = tuple[int, int, int, int, int]

# Stands before every precision: what began at an unknown time leads the date that it is placed at.
_LEADING = 0
_DAYS_OF_MONTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Precision(IntEnum):
    """How exactly a date is known, from coarse to fine."""

    CENTURY = 1
    DECADE = 2
    YEAR = 3
    SEASON = 4
    MONTH = 5
    DAY = 6
    TIME = 7


class DateShape(StrEnum):
    """What the dates in a text are to each other."""

    POINT = "point"
    INTERVAL = "interval"
    ONE_OF = "one-of"
    ALL_OF = "all-of"


class Edge(StrEnum):
    """How a date's start or end is known: written, open (`..`) or unknown (nothing written)."""

    KNOWN = "known"
    OPEN = "open"
    UNKNOWN = "unknown"


class Part(StrEnum):
    """A part of a date that the author marked as unspecified with X."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


class Day(Struct, frozen=True, array_like=True, order=True, gc=False):
    """A day of the proleptic Gregorian calendar; year 0 is 1 BC (ISO 8601), years have no limit."""

    year: int
    month: int
    day: int

    @property
    def ordinal(self) -> int:
        """Count the days up to this one; 1 is 1 January of year 1, as in `datetime.date.toordinal`."""
        # Years are counted from March, so that a leap day comes last (Hinnant's days_from_civil).
        year = self.year - (self.month < 3)
        days_before_month = (153 * ((self.month + 9) % 12) + 2) // 5
        return 365 * year + year // 4 - year // 100 + year // 400 + days_before_month + self.day - 306

    @property
    def weekday(self) -> int:
        """Count from Monday, which is 0."""
        return (self.ordinal + 6) % 7


# Scripts count days from here.
DAY_OF_1970 = Day(1970, 1, 1).ordinal


class Clock(Struct, frozen=True, array_like=True, gc=False):
    """A time of day as written; the offset from UTC is in minutes, None where the author gave none."""

    hour: int
    minute: int
    second: int | None
    offset: int | None

    def utc_seconds(self, zone_offset_minutes: int) -> int:
        """Count seconds from midnight UTC of the written day; a clock's own offset goes before the zone's."""
        offset = zone_offset_minutes if self.offset is None else self.offset
        return (self.hour * 60 + self.minute - offset) * 60 + (self.second or 0)


class Point(Struct, frozen=True, array_like=True, gc=False):
    """One date or date-time as written; `season` is its EDTF code (21 to 41)."""

    text: str
    earliest: Day
    latest: Day
    precision: Precision
    approximate: bool
    uncertain: bool
    clock: Clock | None
    season: int | None
    unspecified: tuple[Part, ...]

    @property
    def is_qualified(self) -> bool:
        return self.approximate or self.uncertain


class Date(Struct, frozen=True, array_like=True, gc=False):
    """What an author wrote for a date; a bound that is open or unknown is None.

    An interval's points are its known sides; a set's are its members in the order written, and `runs` holds
    the places of those that run on to the next one (`1670..1672`). Precision is that of the coarsest point;
    a date is approximate or uncertain when one of its points is."""

    text: str
    shape: DateShape
    points: tuple[Point, ...]
    runs: tuple[int, ...]
    start: Edge
    end: Edge
    earliest: Day | None
    latest: Day | None
    precision: Precision
    approximate: bool
    uncertain: bool

    @property
    def is_point(self) -> bool:
        return self.shape is DateShape.POINT

    @property
    def is_interval(self) -> bool:
        return self.shape is DateShape.INTERVAL

    @property
    def is_one_of(self) -> bool:
        return self.shape is DateShape.ONE_OF

    @property
    def is_all_of(self) -> bool:
        return self.shape is DateShape.ALL_OF

    @property
    def is_qualified(self) -> bool:
        return self.approximate or self.uncertain

    @property
    def has_time(self) -> bool:
        return any(point.clock for point in self.points)

    @property
    def has_local_time(self) -> bool:
        """Return whether a time has no offset: what it means depends on the zone."""
        return any(point.clock and point.clock.offset is None for point in self.points)

    @property
    def has_known_start(self) -> bool:
        return self.start is Edge.KNOWN

    @property
    def has_known_end(self) -> bool:
        return self.end is Edge.KNOWN

    @property
    def start_point(self) -> Point | None:
        return self.points[0] if self.has_known_start else None

    @property
    def end_point(self) -> Point | None:
        return self.points[-1] if self.has_known_end else None

    @property
    def members(self) -> tuple[tuple[Point, Point], ...]:
        """Return every member's first and last point, which are one where the member is no range."""
        run_ends = {index + 1 for index in self.runs}
        return tuple(
            (point, self.points[index + 1] if index in self.runs else point)
            for index, point in enumerate(self.points)
            if index not in run_ends
        )


class End(Struct, frozen=True, array_like=True, gc=False):
    """What an author wrote for an entry's `end`: a date, `..` (goes on) or `unknown`."""

    text: str
    edge: Edge
    point: Point | None


def sort_key(date: Date, zone_offset_minutes: int) -> SortKey:
    """Return a date its place in the one order of dates; the caller appends the entry's id to make it total.

    First the day of the earliest bound, as written in its own offset. Then precision, coarse before fine: a
    year leads its year, a month its month, and a day without a time those with one. Then the instant, by the
    clock's own offset or else the zone's. A date without a known start stands at the start of its end, and
    leads it."""
    if date.is_interval or len(date.points) == 1:
        key = _key(date.points[0], zone_offset_minutes)
    else:
        key = min(_key(first, zone_offset_minutes) for first, _ in date.members)
    return key if date.earliest is not None else (*key[:3], _LEADING, 0)


def date_of(point: Point) -> Date:
    """Return the date that one point makes."""
    return Date(
        text=point.text,
        shape=DateShape.POINT,
        points=(point,),
        runs=(),
        start=Edge.KNOWN,
        end=Edge.KNOWN,
        earliest=point.earliest,
        latest=point.latest,
        precision=point.precision,
        approximate=point.approximate,
        uncertain=point.uncertain,
    )


def day_alone(day: Day) -> Date:
    """Return the date of a day, without a time."""
    text = f"{'-' if day.year < 0 else ''}{abs(day.year):04}-{day.month:02}-{day.day:02}"
    return date_of(Point(text, day, day, Precision.DAY, False, False, None, None, ()))


def known_by(date: Date | None) -> Day | None:
    """Return the day by whose end what has this date has surely happened; None where no day is sure."""
    return None if date is None or date.is_qualified else date.latest


def is_day(date: Date) -> bool:
    """Return whether a date is one certain day, with or without a time."""
    return date.is_point and date.earliest == date.latest and not date.is_qualified


def spanning(start: Date, end: End) -> Date:
    """Join an entry's `date`, which must be a point, with its `end` into the interval that the two mean."""
    assert start.is_point
    text = start.text + "/" + (".." if end.edge is Edge.OPEN else end.point.text if end.point else "")
    return interval_between(text, start.points[0], end.point, Edge.KNOWN, end.edge)


def interval_between(text: str, first: Point | None, last: Point | None, start: Edge, end: Edge) -> Date:
    """Make an interval of its two sides; a side that is not known has no point."""
    points = tuple(point for point in (first, last) if point)
    return Date(
        text=text,
        shape=DateShape.INTERVAL,
        points=points,
        runs=(),
        start=start,
        end=end,
        earliest=first.earliest if first else None,
        latest=latest_of(first, last) if last else None,
        precision=min(point.precision for point in points),
        approximate=any(point.approximate for point in points),
        uncertain=any(point.uncertain for point in points),
    )


def latest_of(first: Point | None, last: Point) -> Day:
    """Return the last day that a range covers."""
    # From 00:30 on the 20th in Baku to 23:00 UTC on the 19th is forwards in time and backwards in days.
    return max(first.earliest, last.latest) if first else last.latest


def ends_before_start(start: Point, end: Point) -> bool:
    """Return whether an end is surely before its start; two clocks of which one has no offset say nothing."""
    if start.clock and end.clock and (start.clock.offset is None) == (end.clock.offset is None):
        return _instant(end.earliest, end.clock) < _instant(start.earliest, start.clock)
    return end.latest < start.earliest


def starts_after(one: Date, other: Date) -> bool:
    """Return whether a date surely begins after another has ended; approximate, uncertain and open ones never do.

    Two clocks are compared as instants where both have an offset or neither does, all else by the days as written."""
    if one.is_qualified or other.is_qualified or one.earliest is None or other.latest is None:
        return False
    if {one.shape, other.shape} <= {DateShape.POINT, DateShape.INTERVAL}:
        start, end = one.points[0].clock, other.points[-1].clock
        if start and end and (start.offset is None) == (end.offset is None):
            return _instant(one.points[0].earliest, start) > _instant(other.points[-1].latest, end)
    return one.earliest > other.latest


def days_in_month(year: int, month: int) -> int:
    """Count the days of a month, in any year."""
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and is_leap else _DAYS_OF_MONTHS[month - 1]


def _key(point: Point, zone_offset_minutes: int) -> SortKey:
    day = point.earliest
    instant = point.clock.utc_seconds(zone_offset_minutes) if point.clock else 0
    return (day.year, day.month, day.day, point.precision, instant)


def _instant(day: Day, clock: Clock) -> int:
    return day.ordinal * 86_400 + clock.utc_seconds(0)
