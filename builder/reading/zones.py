"""Find the zone of an entry's times, and how far it is from UTC."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from builder.model.dates import Clock, Day
from builder.model.entry import Entry
from builder.model.place import Place
from builder.model.site import Site


def zone_of(entry: Entry, places: Mapping[str, Place], site: Site) -> str:
    """Name the zone of times without an offset: the entry's, else that of a place which has one, else the site's."""
    if entry.time_zone:
        return entry.time_zone
    own = (places[location.place].time_zone for location in entry.places if location.place in places)
    return next((zone for zone in own if zone), site.time_zone)


def offset_minutes(zone: str, day: Day, clock: Clock | None) -> int:
    """Return how far a zone's clocks are from UTC at a time of day."""
    if clock is None or not 1 <= day.year <= 9999:
        return 0
    moment = datetime(day.year, day.month, day.day, min(clock.hour, 23), clock.minute, tzinfo=_zone(zone))
    offset = moment.utcoffset()
    return int(offset.total_seconds() // 60) if offset else 0


@cache
def _zone(name: str) -> ZoneInfo:
    # The rules come from the tzdata package, not from the machine, so that every machine orders alike.
    from importlib.resources import files

    package, _, stem = f"tzdata.zoneinfo.{name.replace('/', '.')}".rpartition(".")
    with files(package).joinpath(stem).open("rb") as data:
        return ZoneInfo.from_file(data, key=name)
