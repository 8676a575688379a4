"""Time zones: which one holds for the times of an entry, and which offset it gives to a local time.

The rules come from the tzdata package, not from the machine, so that every machine says the same."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from builder.model.dates import Clock, Day
from builder.model.entry import Entry
from builder.model.place import Place
from builder.model.site import Site

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_MINUTE = timedelta(minutes=1)


def zone_of(entry: Entry, places: Mapping[str, Place], site: Site) -> str:
    """Name the zone of times without an offset: the entry's, else that of a place which has one, else the site's."""
    if entry.time_zone:
        return entry.time_zone
    own = (places[location.place].time_zone for location in entry.places if location.place in places)
    return next((zone for zone in own if zone), site.time_zone)


def offset_of(clock: Clock, day: Day, zone: str | None) -> int | None:
    """Return the offset of a clock in minutes: its own, or else its zone's.

    None where there is neither, where the zone's clocks pass over that time or show it twice, and where the offset
    is not one of whole minutes, which neither ISO 8601 nor HTML can write."""
    if clock.offset is not None or zone is None:
        return clock.offset
    offsets = _offsets(zone, day, clock)
    if offsets is None or offsets[0] != offsets[1] or offsets[0] % _MINUTE:
        return None
    return offsets[0] // _MINUTE


def clock_change(clock: Clock, day: Day, zone: str) -> tuple[int, int] | None:
    """Return a zone's offsets before and after the change of clocks that leaves a local time without one meaning.

    Where the clocks go back (the first offset is the greater) it comes twice, where they go forward never."""
    offsets = None if clock.offset is not None else _offsets(zone, day, clock)
    if offsets is None or offsets[0] == offsets[1]:
        return None
    return offsets[0] // _MINUTE, offsets[1] // _MINUTE


def offset_text(minutes: int) -> str:
    """Write an offset as ISO 8601 and HTML do."""
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}" if minutes else "Z"


def offset_minutes(zone: str, day: Day, clock: Clock) -> int:
    """Return the offset of a zone at a local time, rounded down: enough to put times in order."""
    offsets = _offsets(zone, day, clock)
    return offsets[0] // _MINUTE if offsets else 0


def _rules() -> Path:
    """Find the folder of the tzdata package: `importlib.resources` takes longer to import than all zones to read."""
    found = find_spec("tzdata")
    assert found
    assert found.origin
    return Path(found.origin).parent


@cache
def known_zones() -> frozenset[str]:
    """List the IANA time zones of the tzdata package, the same on every machine."""
    return frozenset((_rules() / "zones").read_text("utf-8").split())


@cache
def _zone(name: str) -> "ZoneInfo":
    # Most builds read no zone: only those that do pay for the import.
    from zoneinfo import ZoneInfo

    with (_rules() / "zoneinfo" / name).open("rb") as data:
        return ZoneInfo.from_file(data, key=name)


def _offsets(zone: str, day: Day, clock: Clock) -> tuple[timedelta, timedelta] | None:
    """Return a zone's offsets at a local time as the clocks before and after a change have it; one twice else."""
    if not 1 <= day.year <= 9999:
        return None
    moment = datetime(day.year, day.month, day.day, clock.hour, clock.minute, clock.second or 0, tzinfo=_zone(zone))
    before, after = moment.utcoffset(), moment.replace(fold=1).utcoffset()
    return (before, after) if before is not None and after is not None else None
