"""Choose which parts of a map need one of their own: where points lie so close that signs and names would pile up."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import floor, hypot

from builder.drawing.canvas import MAP_WIDTH, Canvas
from builder.drawing.extent import bounds_around
from builder.model.basemap import Bounds, Position

# Points so close to each other, in units of the map of all, belong to one crowd; so many of them make a crowd.
_CLOSE = 34.0
_CROWD = 4
_MOST = 2
_LEAST_KM = 40.0
_SHAPE = 1.5
# A map that shows nearly all of another shows it hardly larger.
_WIDEST = 0.6


def crowds_in(points: Sequence[Position], bounds: Bounds) -> tuple[Bounds, ...]:
    """Return the bounds of maps that show the crowds among points larger, the largest crowd first."""
    canvas = Canvas(bounds, MAP_WIDTH)
    positions = [canvas.project(*point) for point in points]
    crowds = sorted(_crowds(positions), key=lambda crowd: (-len(crowd), crowd))
    found: list[Bounds] = []
    for crowd in crowds:
        inner = bounds_around([(bounds.across(points[at][0]), points[at][1]) for at in crowd], _SHAPE, _LEAST_KM)
        if len(found) < _MOST and len(crowd) >= _CROWD and _is_part(inner, bounds) and not _meets(inner, found):
            found.append(inner)
    return tuple(found)


def _crowds(positions: Sequence[Position]) -> Iterator[list[int]]:
    """Put points that lie close to each other, or to one that does, into one crowd."""
    # What is close to a point lies in its own cell or in one around that.
    cells: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
    for at, position in enumerate(positions):
        cells[_cell(position)].add(at)
    for at in range(len(positions)):
        crowd, new = list[int](), {at} & cells[_cell(positions[at])]
        while new:
            for other in new:
                cells[_cell(positions[other])].discard(other)
            crowd += new
            new = {close for other in new for close in _close(other, positions, cells)}
        if crowd:
            yield sorted(crowd)


def _cell(position: Position) -> tuple[int, int]:
    return floor(position[0] / _CLOSE), floor(position[1] / _CLOSE)


def _close(at: int, positions: Sequence[Position], cells: Mapping[tuple[int, int], set[int]]) -> Iterator[int]:
    (x, y), (column, row) = positions[at], _cell(positions[at])
    for cell in product((column - 1, column, column + 1), (row - 1, row, row + 1)):
        for other in cells.get(cell, ()):
            if hypot(x - positions[other][0], y - positions[other][1]) < _CLOSE:
                yield other


def _is_part(inner: Bounds, bounds: Bounds) -> bool:
    return inner.east - inner.west <= _WIDEST * (bounds.east - bounds.west)


def _meets(inner: Bounds, others: Sequence[Bounds]) -> bool:
    return any(
        inner.west < other.east
        and other.west < inner.east
        and inner.south < other.north
        and other.south < inner.north
        for other in others
    )
