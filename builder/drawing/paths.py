"""Turn the shapes of a base map into paths of SVG for a canvas: cut to it, simplified for it, in whole steps."""

from collections.abc import Iterable, Iterator

from builder.drawing.canvas import Canvas
from builder.drawing.clipping import Points, clip_line, clip_ring
from builder.drawing.simplification import simplified, simplified_ring
from builder.model.basemap import BaseMap, Bounds, Line, ShapeKind

# Where a ring is cut its new edge is not to be seen: rings go on for so many units beyond the picture.
_BEYOND = 4.0
_TOLERANCE = 0.4
_AREAS = (ShapeKind.LAND, ShapeKind.WATER)


def water_path(base: BaseMap, canvas: Canvas, steps: int) -> str:
    """Return the path of all that is not land, to be filled by the even-odd rule; a unit is so many steps."""
    left, top, right, foot = _beyond(canvas)
    sea: Points = ((left, top), (right, top), (right, foot), (left, foot), (left, top))
    rings = [ring for kind in _AREAS for ring in projected(base, kind, canvas)]
    if not rings:
        return ""
    return "".join(f"{written}z" for written in _written([sea, *rings], steps, closed=True))


def line_path(base: BaseMap, kind: ShapeKind, canvas: Canvas, steps: int) -> str:
    """Return the path of all lines of a kind."""
    return "".join(_written(projected(base, kind, canvas), steps, closed=False))


def clipped(kind: ShapeKind, lines: Iterable[Line], bounds: Bounds) -> Iterator[Line]:
    """Cut rings or lines, in degrees, at bounds."""
    box = bounds.west, bounds.south, bounds.east, bounds.north
    for line in lines:
        if kind in _AREAS:
            if ring := clip_ring(line, box):
                yield ring
        else:
            yield from clip_line(line, box)


def projected(base: BaseMap, kind: ShapeKind, canvas: Canvas) -> Iterator[Points]:
    """Return the rings or lines of a kind on a canvas, cut to it and simplified for it."""
    bounds = canvas.bounds
    across, down = canvas.width / (bounds.east - bounds.west), canvas.height / (bounds.north - bounds.south)
    for shape in base.shapes:
        for line in shape.lines if shape.kind is kind else ():
            points = tuple([((x - bounds.west) * across, (bounds.north - y) * down) for x, y in line])
            if kind in _AREAS:
                ring = simplified_ring(clip_ring(points, _beyond(canvas)), _TOLERANCE)
                yield from (ring,) if ring else ()
            else:
                yield from (simplified(piece, _TOLERANCE) for piece in clip_line(points, canvas.box))


def _beyond(canvas: Canvas) -> tuple[float, float, float, float]:
    return -_BEYOND, -_BEYOND, canvas.width + _BEYOND, canvas.height + _BEYOND


def _written(lines: Iterable[Points], steps: int, closed: bool) -> Iterator[str]:
    """Write lines as moves from point to point, in whole steps; what is shorter than a step is left out."""
    for line in lines:
        points = [(round(x * steps), round(y * steps)) for x, y in line]
        (x, y), moves = points[0], []
        for to_x, to_y in points[1 : -1 if closed else None]:
            if (to_x, to_y) != (x, y):
                moves.append(f"{to_x - x}{'' if to_y < y else ' '}{to_y - y}")
                x, y = to_x, to_y
        if moves:
            yield f"M{points[0][0]} {points[0][1]}l" + " ".join(moves).replace(" -", "-")
