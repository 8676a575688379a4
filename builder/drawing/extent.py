"""Choose what maps of some points are to show: where most of them lie close together, and all of them."""

from collections.abc import Sequence
from itertools import pairwise
from math import cos, hypot, radians

from builder.drawing.canvas import KM_PER_DEGREE, squeeze
from builder.model.basemap import Bounds, Position

# What lies farther from the middle one of all points is left to a map of its own.
_REGION_KM = 800.0
_LEAST_KM = 160.0
# Without lines beneath there is nothing around the points to be seen.
LEAST_KM_WITHOUT_LINES = 40.0
_MARGIN = 0.12
# Width beside height, of a map of the region and of one that holds what lies far away.
_NEAR_SHAPE = 1.5
_FAR_SHAPE = 2.0
_NEAREST_TO_A_POLE = 84.0


def extents(points: Sequence[Position], least_km: float = _LEAST_KM) -> tuple[Bounds, ...]:
    """Return the bounds of the region where most points lie and, if some lie elsewhere, of a map that holds all."""
    if not points:
        return ()
    unrolled = _unrolled(points)
    longitudes, latitudes = (sorted(point[axis] for point in unrolled) for axis in (0, 1))
    middle = longitudes[len(longitudes) // 2], latitudes[len(latitudes) // 2]
    near = [point for point in unrolled if _km_between(middle, point) <= _REGION_KM]
    if len(near) == len(unrolled):
        return (bounds_around(near, _NEAR_SHAPE, least_km),)
    everywhere = bounds_around(unrolled, _FAR_SHAPE)
    # Where most points lie far from each other there is no region.
    return (
        (bounds_around(near, _NEAR_SHAPE, least_km), everywhere) if 2 * len(near) > len(unrolled) else (everywhere,)
    )


def bounds_around(points: Sequence[Position], shape: float, least_km: float = _LEAST_KM) -> Bounds:
    """Return bounds of a shape that hold all points with a margin, and are no less than so high."""
    west, east = min(point[0] for point in points), max(point[0] for point in points)
    south, north = min(point[1] for point in points), max(point[1] for point in points)
    across, up = (west + east) / 2, (south + north) / 2
    narrowing = squeeze(Bounds(west, south, east, north))
    least = least_km / KM_PER_DEGREE
    height = max(least, (north - south) * (1 + 2 * _MARGIN), (east - west) * narrowing * (1 + 2 * _MARGIN) / shape)
    height = min(height, 2 * _NEAREST_TO_A_POLE, 360 * narrowing / shape)
    up = min(max(up, height / 2 - _NEAREST_TO_A_POLE), _NEAREST_TO_A_POLE - height / 2)
    # Bounds that were moved away from a pole are of another shape, if that is what it takes to hold all.
    width = max(height * shape / squeeze(Bounds(west, up, east, up)), (east - west) * (1 + 2 * _MARGIN))
    width = min(width, 360.0)
    west = across - width / 2
    return _from_west(Bounds(west, up - height / 2, west + width, up + height / 2))


def _from_west(bounds: Bounds) -> Bounds:
    """Write bounds from a longitude of the usual half of the world, in hundredths of a degree."""
    turns = 360 * ((bounds.west + 180) // 360)
    west, south, east, north = bounds.west - turns, bounds.south, bounds.east - turns, bounds.north
    return Bounds(round(west, 2), round(south, 2), round(east, 2), round(north, 2))


def _unrolled(points: Sequence[Position]) -> list[Position]:
    """Write longitudes so that the widest stretch without any point is the one that is left out."""
    longitudes = sorted({longitude for longitude, _ in points})
    gaps = [(longitudes[0] + 360 - longitudes[-1], longitudes[0])]
    gaps += [(later - earlier, later) for earlier, later in pairwise(longitudes)]
    start = max(gaps)[1]
    return [(longitude if longitude >= start else longitude + 360, latitude) for longitude, latitude in points]


def _km_between(one: Position, other: Position) -> float:
    up = other[1] - one[1]
    return hypot(up, (other[0] - one[0]) * cos(radians((one[1] + other[1]) / 2))) * KM_PER_DEGREE
