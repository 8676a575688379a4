"""Which days have a page, and what else covers a day: periods, and what is dated no closer."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import compress
from math import inf

from builder.model.addresses import day_address, day_anchor
from builder.model.archive import Archive, TimelineSpot
from builder.model.dates import Day, Edge
from builder.model.entry import Entry

_ENOUGH = 2
# What is nearest to a day says most about it.
_MOST_COVERING = 20


def entries_by_day(archive: Archive) -> Mapping[TimelineSpot, tuple[Entry, ...]]:
    """List the days that have entries, each with these, in order."""
    found: defaultdict[TimelineSpot, list[Entry]] = defaultdict(list)
    for entry in archive.entries:
        spot = archive.spots[entry.id]
        if spot.day:
            found[spot].append(entry)
    return {spot: tuple(entries) for spot, entries in found.items()}


def has_page(entries: Sequence[Entry]) -> bool:
    """Return whether a day has a page of its own; any other is on that of its month."""
    return len(entries) >= _ENOUGH


def home_of_day(spot: TimelineSpot, entries: Sequence[Entry]) -> str:
    """Return where a day is at home: its own page, or its place on that of its month."""
    return (day_address if has_page(entries) else day_anchor)(spot.year, spot.month, spot.day)


def on_day_pages(archive: Archive) -> frozenset[str]:
    """List the entries that the pages of days hold."""
    ids = [entry.id for entry in archive.entries]
    spots = [*map(archive.spots.__getitem__, ids)]
    counts = Counter(spots)
    with_pages = {spot for spot, count in counts.items() if spot.day and count >= _ENOUGH}
    return frozenset(compress(ids, map(with_pages.__contains__, spots)))


class Spans:
    """All entries that cover more than a day, by when they begin."""

    def __init__(self, archive: Archive) -> None:
        found = [(first, last, entry) for entry in archive.entries for first, last in _days_of(entry)]
        self.all = sorted(found, key=lambda span: span[:2])
        self._firsts = [first for first, _, _ in self.all]

    def covering(self, day: Day) -> tuple[Entry, ...]:
        """Return what began before a day and covers it, the shortest first."""
        before = self.all[: bisect_left(self._firsts, day.ordinal)]
        covering = [(last - first, entry) for first, last, entry in before if last >= day.ordinal]
        return tuple(entry for _, entry in sorted(covering, key=lambda found: found[0])[:_MOST_COVERING])


def _days_of(entry: Entry) -> tuple[tuple[int, float], ...]:
    """Return the first and the last day that an entry covers, if these are two; what goes on has no last one."""
    when = entry.when
    if when.earliest is None or when.end is Edge.UNKNOWN:
        return ()
    last: float = when.latest.ordinal if when.latest else inf
    return ((when.earliest.ordinal, last),) if last > when.earliest.ordinal else ()
