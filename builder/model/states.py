"""Turn `as_of` into the state of which a figure speaks, so that two states can be called the same, or one the later.

A day means its end, a time that instant, and a period its whole length. What is not known stays unknown: an
approximate date, one of several, or a month that is not itself the period, is the same as no other."""

from collections.abc import Callable
from math import inf

from msgspec import Struct

from builder.model.claim import Reports
from builder.model.dates import Clock, Date, Day, Point, Precision

_DAY = 86_400
_LAST_MINUTE = Clock(23, 59, None, None)

# Minutes from UTC at a clock that gives no offset of its own, on a day, by the zone of the claim.
Offset = Callable[[Day, Clock], int]


class State(Struct, frozen=True):
    """The state of which a figure speaks: bounds in seconds UTC, and what makes it one with another, if anything."""

    earliest: float
    latest: float
    identity: tuple[object, ...] | None

    def is_same_as(self, other: "State") -> bool:
        return self.identity is not None and self.identity == other.identity

    def is_after(self, other: "State") -> bool:
        return self.earliest > other.latest


def state_of(as_of: Date | None, reports: Reports | None, offset: Offset) -> State | None:
    """Return the state that a claim's `as_of` names; None where it says nothing that could be compared."""
    if as_of is None or as_of.is_qualified or as_of.is_all_of:
        return None
    return State(
        earliest=_first(as_of, offset, is_period=as_of.is_interval),
        latest=_last(as_of, offset),
        identity=_identity(as_of, reports, offset),
    )


def _identity(as_of: Date, reports: Reports | None, offset: Offset) -> tuple[object, ...] | None:
    known = as_of.has_known_start and as_of.has_known_end
    if as_of.is_one_of or not known or any(point.unspecified for point in as_of.points):
        return None
    first, last = as_of.points[0], as_of.points[-1]
    is_period = reports is Reports.PERIOD or as_of.is_interval
    if not is_period:
        return None if as_of.precision < Precision.DAY else ("end", *_place(first, first.latest, offset))
    # Without a period a month says no more than that it was one day of it, at either side of an interval too.
    if reports is not Reports.PERIOD and as_of.precision < Precision.DAY:
        return None
    return ("period", *_place(first, first.earliest, offset), *_place(last, last.latest, offset))


def _place(point: Point, day: Day, offset: Offset) -> tuple[str, int]:
    """Return a day as written, or an instant: days of two zones are one day to those who speak of it."""
    return ("instant", _instant(day, point.clock, offset)) if point.clock else ("day", day.ordinal)


def _first(as_of: Date, offset: Offset, is_period: bool) -> float:
    if as_of.earliest is None:
        return -inf
    clock = as_of.points[0].clock if not as_of.is_one_of else None
    if clock:
        return _instant(as_of.earliest, clock, offset)
    # The state of a day is that at its end; a period begins with its first day.
    start = _instant(as_of.earliest, _LAST_MINUTE, offset) + 60
    return start - _DAY if is_period or (as_of.is_one_of and as_of.has_time) else start


def _last(as_of: Date, offset: Offset) -> float:
    if as_of.latest is None:
        return inf
    clock = as_of.points[-1].clock if not as_of.is_one_of else None
    if clock:
        return _instant(as_of.latest, clock, offset)
    return _instant(as_of.latest, _LAST_MINUTE, offset) + 60


def _instant(day: Day, clock: Clock, offset: Offset) -> int:
    minutes = offset(day, clock) if clock.offset is None else clock.offset
    return day.ordinal * _DAY + clock.utc_seconds(minutes)
