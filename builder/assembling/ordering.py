"""Put entries in the one order that lists show: by day, within it by clock and by what follows what, and last by id.

The order is total, and the same on every machine. Dates and clocks decide before relations do; relations that make a
cycle, with each other or with clocks, decide nothing."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from heapq import heappop, heappush
from itertools import groupby

from builder.model.cycles import cycles
from builder.model.dates import Precision, SortKey, sort_key
from builder.model.entry import Entry
from builder.model.place import Place
from builder.model.site import Site
from builder.model.time_zones import offset_minutes, zone_of

Pair = tuple[int, int]


def key_of(entry: Entry, places: Mapping[str, Place], site: Site) -> SortKey:
    """Return where an entry stands in time."""
    if not entry.date.has_time or all(
        point.clock is None or point.clock.offset is not None for point in entry.date.points
    ):
        return sort_key(entry.date, 0)
    point = entry.date.points[0]
    offset = offset_minutes(zone_of(entry, places, site), point.earliest, point.clock) if point.clock else 0
    return sort_key(entry.date, offset)


def day_of(key: SortKey) -> SortKey:
    """Return the key that all entries of one day share; those of which only the month is known share another."""
    year, month, day, precision, _ = key
    return (year, month, day, min(precision, Precision.DAY), 0)


def in_order(entries: Iterable[Entry], keys: Mapping[str, SortKey]) -> tuple[Entry, ...]:
    """Sort entries; their keys are given by id."""
    days: defaultdict[SortKey, list[Entry]] = defaultdict(list)
    for entry in entries:
        days[day_of(keys[entry.id])].append(entry)
    return tuple(entry for day in sorted(days) for entry in order_of_a_day(days[day], keys))


def order_of_a_day(entries: list[Entry], keys: Mapping[str, SortKey]) -> list[Entry]:
    """Sort the entries of one day."""
    if len(entries) < 2:
        return entries
    by_id = sorted(entries, key=lambda entry: (keys[entry.id], _numbered(entry.id), entry.id))
    place_of = {entry.id: index for index, entry in enumerate(by_id)}
    told = [
        (place_of[pair[0]], place_of[pair[1]])
        for entry in by_id
        for relation in entry.related
        if relation.entry in place_of and (pair := relation.sequence(entry.id))
    ]
    if not told:
        return by_id
    clocks = list(_pairs_by_clock(by_id, keys))
    pairs = [*_without_cycles(told, clocks), *clocks]
    return [by_id[index] for index in _in_sequence(len(by_id), pairs) if index < len(by_id)]


def _numbered(id: str) -> tuple[str | int, ...]:
    """Split an id into alternating texts and numbers, so that `part-2` comes before `part-10`."""
    return tuple(int(part) if index % 2 else part for index, part in enumerate(_NUMBERS.split(id)))


def _pairs_by_clock(entries: list[Entry], keys: Mapping[str, SortKey]) -> Iterator[Pair]:
    """Pair entries by the clock, earlier first; the end of each instant has a number of its own, after the entries'.

    So there are no more pairs than entries need, however many of them share an instant."""
    timed = [(keys[entry.id][4], index) for index, entry in enumerate(entries) if _has_clock(keys[entry.id])]
    for end, (_, alike) in enumerate(groupby(timed, key=lambda instant: instant[0]), start=len(entries)):
        for _, index in alike:
            yield index, end
            if end > len(entries):
                yield end - 1, index


def _has_clock(key: SortKey) -> bool:
    return key[3] == Precision.TIME


def _without_cycles(told: list[Pair], clocks: list[Pair]) -> list[Pair]:
    """Leave out the pairs of what comes, by way of others, before itself."""
    later: defaultdict[int, list[int]] = defaultdict(list)
    for one, other in (*told, *clocks):
        later[one].append(other)
    cycle_of = {index: number for number, cycle in enumerate(cycles(later)) for index in cycle}
    return [(one, other) for one, other in told if cycle_of.get(one, -1) != cycle_of.get(other, -2)]


def _in_sequence(count: int, pairs: list[Pair]) -> Iterator[int]:
    """List numbers from 0 on so that the first of each pair comes first, and the lowest of what may come next."""
    later: defaultdict[int, list[int]] = defaultdict(list)
    for one, other in pairs:
        later[one].append(other)
    awaited = Counter(other for _, other in pairs)
    free = [index for index in range(count) if not awaited[index]]
    while free:
        yield (index := heappop(free))
        for other in later[index]:
            awaited[other] -= 1
            if not awaited[other]:
                heappush(free, other)


_NUMBERS = re.compile(r"(\d+)")
