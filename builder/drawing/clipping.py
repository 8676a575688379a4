"""Cut lines and rings at the edges of a box: nothing of what is given back lies outside it.

Lines after Liang and Barsky, rings after Sutherland and Hodgman."""

from collections.abc import Iterator
from itertools import pairwise

from builder.drawing.canvas import Box

Points = tuple[tuple[float, float], ...]


def clip_line(line: Points, box: Box) -> Iterator[Points]:
    """Return the pieces of a line that lie within a box."""
    piece: list[tuple[float, float]] = []
    for start, end in pairwise(line):
        inside = _inside(start, end, box)
        if inside is None:
            continue
        first, last = inside
        if piece and piece[-1] != first:
            yield tuple(piece)
            piece = []
        if not piece:
            piece.append(first)
        if last != first:
            piece.append(last)
        if last != end:
            yield from (tuple(piece),) if len(piece) > 1 else ()
            piece = []
    if len(piece) > 1:
        yield tuple(piece)


def clip_ring(ring: Points, box: Box) -> Points:
    """Return what of a ring lies within a box, closed along its edges; nothing where it lies outside."""
    left, top, right, foot = box
    found = list(ring[:-1] if ring and ring[0] == ring[-1] else ring)
    for axis, edge, sign in ((0, left, 1), (0, right, -1), (1, top, 1), (1, foot, -1)):
        found = list(_beyond(found, axis, edge, sign))
    return (*found, found[0]) if len(found) > 2 else ()


def _beyond(ring: list[tuple[float, float]], axis: int, edge: float, sign: int) -> Iterator[tuple[float, float]]:
    """Return what of a ring lies on one side of an edge."""
    for number, end in enumerate(ring):
        start = ring[number - 1]
        starts, ends = (start[axis] - edge) * sign >= 0, (end[axis] - edge) * sign >= 0
        if starts != ends:
            share = (edge - start[axis]) / (end[axis] - start[axis])
            other = start[1 - axis] + share * (end[1 - axis] - start[1 - axis])
            yield (edge, other) if axis == 0 else (other, edge)
        if ends:
            yield end


def _inside(
    start: tuple[float, float], end: tuple[float, float], box: Box
) -> tuple[tuple[float, float], tuple[float, float]] | None:
    (x, y), (to_x, to_y) = start, end
    left, top, right, foot = box
    # Most segments of a map lie within, or all on one side.
    if left <= min(x, to_x) and max(x, to_x) <= right and top <= min(y, to_y) and max(y, to_y) <= foot:
        return start, end
    enters, leaves = 0.0, 1.0
    for way, room in ((x - to_x, x - left), (to_x - x, right - x), (y - to_y, y - top), (to_y - y, foot - y)):
        if way == 0:
            if room < 0:
                return None
        elif way < 0:
            enters = max(enters, room / way)
        else:
            leaves = min(leaves, room / way)
    if enters > leaves:
        return None
    first = start if enters == 0 else _on_the_way(start, end, enters, box)
    return first, end if leaves == 1 else _on_the_way(start, end, leaves, box)


def _on_the_way(start: tuple[float, float], end: tuple[float, float], share: float, box: Box) -> tuple[float, float]:
    # What is rounded stays within the box.
    x, y = (start[axis] + share * (end[axis] - start[axis]) for axis in (0, 1))
    return min(max(x, box[0]), box[2]), min(max(y, box[1]), box[3])
