"""Leave out the points of a line that nobody would miss at a scale (Douglas and Peucker)."""

from itertools import pairwise
from math import fsum

from builder.drawing.clipping import Points


def simplified(line: Points, tolerance: float) -> Points:
    """Return a line that nowhere departs from the one given by more than the tolerance; its ends stay."""
    kept = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        farthest, distance = _farthest(line, first, last)
        if distance > tolerance * tolerance:
            kept.add(farthest)
            spans += ((first, farthest), (farthest, last))
    return tuple(point for number, point in enumerate(line) if number in kept)


def simplified_ring(ring: Points, tolerance: float) -> Points:
    """Return a ring that departs as little; one that comes to nothing at this scale is left out."""
    if len(ring) < 4 or area(ring) < tolerance * tolerance:
        return ()
    # A ring has no ends: it is cut in two where it begins, and at the point farthest from there.
    x, y = ring[0]
    half = max(range(len(ring)), key=lambda number: (ring[number][0] - x) ** 2 + (ring[number][1] - y) ** 2)
    found = (*simplified(ring[: half + 1], tolerance), *simplified(ring[half:], tolerance)[1:])
    return found if len(found) > 3 else ()


def area(ring: Points) -> float:
    """Measure what a closed ring encloses."""
    return abs(fsum(x * to_y - to_x * y for (x, y), (to_x, to_y) in pairwise(ring))) / 2


def _farthest(line: Points, first: int, last: int) -> tuple[int, float]:
    """Find the point between two that lies farthest from the way between them, and the square of its distance."""
    (x, y), (to_x, to_y) = line[first], line[last]
    way_x, way_y = to_x - x, to_y - y
    length = way_x * way_x + way_y * way_y
    found, most = first, 0.0
    for number in range(first + 1, last):
        off_x, off_y = line[number][0] - x, line[number][1] - y
        if length:
            share = (off_x * way_x + off_y * way_y) / length
            share = 0.0 if share < 0 else 1.0 if share > 1 else share
            off_x, off_y = off_x - share * way_x, off_y - share * way_y
        distance = off_x * off_x + off_y * off_y
        if distance > most:
            found, most = number, distance
    return found, most
