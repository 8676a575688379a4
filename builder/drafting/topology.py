"""Distinguish coasts from borders where countries are drawn one by one: what two of them share is a border."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from builder.model.basemap import Line, Position

Edge = tuple[Position, Position]


def dissolved(countries: Sequence[Iterable[Line]]) -> tuple[list[Line], list[Line]]:
    """Return the rings of all land and the borders within it; each country is given as its rings."""
    owners: dict[Edge, int] = {}
    shared: set[Edge] = set()
    inner: set[Edge] = set()
    for number, rings in enumerate(countries):
        for edge in (edge for ring in rings for edge in pairwise(ring) if edge[0] != edge[1]):
            there = _either_way(edge)
            if there in owners:
                # What one country has on both sides is no border of it.
                (shared if owners[there] != number else inner).add(there)
            owners.setdefault(there, number)
    coast = [
        edge
        for rings in countries
        for ring in rings
        for edge in pairwise(ring)
        if edge[0] != edge[1] and _either_way(edge) not in shared and _either_way(edge) not in inner
    ]
    return list(_rings(coast)), list(_chains(shared))


def _either_way(edge: Edge) -> Edge:
    return edge if edge[0] <= edge[1] else (edge[1], edge[0])


def _rings(edges: Iterable[Edge]) -> Iterator[Line]:
    """Follow edges from end to end until they come back to where they began."""
    onward: defaultdict[Position, list[Position]] = defaultdict(list)
    for start, end in edges:
        onward[start].append(end)
    for start in list(onward):
        while onward[start]:
            ring = [start]
            while onward[ring[-1]]:
                ring.append(onward[ring[-1]].pop())
            if ring[0] == ring[-1] and len(ring) > 3:
                yield tuple(ring)


def _chains(edges: Iterable[Edge]) -> Iterator[Line]:
    """Join edges into lines that end where three meet, or where there are no more."""
    beside: defaultdict[Position, set[Position]] = defaultdict(set)
    for start, end in sorted(edges):
        beside[start].add(end)
        beside[end].add(start)
    ends = [point for point, others in beside.items() if len(others) != 2]
    # What has no end is a ring: it may be cut anywhere.
    for start in (*ends, *beside):
        while beside[start]:
            line = [start]
            while beside[line[-1]] and (len(line) == 1 or (line[-1] not in ends and line[-1] != start)):
                step = min(beside[line[-1]])
                beside[line[-1]].discard(step)
                beside[step].discard(line[-1])
                line.append(step)
            yield tuple(line)
