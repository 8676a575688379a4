"""Find where the name of a country may stand on a map: within its land, and the deepest inside first.

A name is wide and low, so that depth counts for more up and down than across. What is too shallow for a name on the
whole map may do for one on a map that shows a part of it larger."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import hypot

from builder.drawing.canvas import MAP_WIDTH, Canvas
from builder.model.basemap import Bounds, Line, Position

# In units of the map of all: how far points are tried from each other, and how deep a name has to lie.
_STEP = 16.0
_LEAST_DEPTH = 9.0
_SHALLOWEST = 4.0
# How much narrower names are taken to be than they are, so that what fits is as high as wide.
_FLATNESS = 4.0
# So many points are kept, so far from each other.
_MOST_SPOTS = 40
_APART = 30.0


def name_spots(rings: Sequence[Line], bounds: Bounds) -> Line:
    """Return points, in degrees, at which a name may stand within rings cut to bounds; none where none fits."""
    canvas = Canvas(bounds, MAP_WIDTH)
    edges = [
        (x / _FLATNESS, y, to_x / _FLATNESS, to_y)
        for ring in rings
        for (x, y), (to_x, to_y) in pairwise([canvas.project(*point) for point in ring])
    ]
    depths = {point: _depth(point[0] / _FLATNESS, point[1], edges) for point in _grid(rings, canvas)}
    deepest = max(depths.values(), default=0.0)
    if deepest < _LEAST_DEPTH:
        return ()
    kept: list[Position] = []
    for x, y in sorted(depths, key=lambda point: (-depths[point], point)):
        if depths[x, y] < _SHALLOWEST or len(kept) == _MOST_SPOTS:
            break
        if all(hypot(x - other_x, y - other_y) >= _APART for other_x, other_y in kept):
            kept.append((x, y))
    return tuple(_degrees(point, canvas) for point in kept)


def _grid(rings: Sequence[Line], canvas: Canvas) -> Iterator[Position]:
    """Return the points of a grid that lie about the rings and within the picture."""
    positions = [canvas.project(*point) for ring in rings for point in ring]
    if not positions:
        return
    left, right = max(0.0, min(x for x, _ in positions)), min(canvas.width, max(x for x, _ in positions))
    top, foot = max(0.0, min(y for _, y in positions)), min(canvas.height, max(y for _, y in positions))
    for row in range(int(top / _STEP), int(foot / _STEP) + 1):
        for column in range(int(left / _STEP), int(right / _STEP) + 1):
            yield (column + 0.5) * _STEP, (row + 0.5) * _STEP


def _depth(x: float, y: float, edges: Sequence[tuple[float, float, float, float]]) -> float:
    """Measure how far within a point lies; what lies outside, by the even-odd rule, has no depth."""
    is_within, least = False, float("inf")
    for from_x, from_y, to_x, to_y in edges:
        if (from_y > y) != (to_y > y) and x < from_x + (y - from_y) / (to_y - from_y) * (to_x - from_x):
            is_within = not is_within
        way_x, way_y = to_x - from_x, to_y - from_y
        length = way_x * way_x + way_y * way_y
        share = ((x - from_x) * way_x + (y - from_y) * way_y) / length if length else 0.0
        share = min(1.0, max(0.0, share))
        least = min(least, hypot(x - from_x - share * way_x, y - from_y - share * way_y))
    return least if is_within else 0.0


def _degrees(point: Position, canvas: Canvas) -> Position:
    bounds, (x, y) = canvas.bounds, point
    longitude = bounds.west + x / canvas.width * (bounds.east - bounds.west)
    return round(longitude, 2), round(bounds.north - y / canvas.height * (bounds.north - bounds.south), 2)
