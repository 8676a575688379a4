"""The names on a map that belong to no point: countries and seas as its base map has them, regions of the site.

A region of the site is named among its places, and nothing says how far it reaches: no outline is drawn. Its places
are those that lie in it by geography; what somebody claims to be a part of something moves no name."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from math import fsum

from builder.drawing.canvas import MAP_WIDTH, Canvas
from builder.drawing.clipping import Points, clip_line
from builder.drawing.paths import projected
from builder.model.actor import Basis
from builder.model.addresses import place_address
from builder.model.archive import Archive
from builder.model.basemap import BaseMap, Bounds, Line, MapName, Position, ShapeKind
from builder.outputs.parts.words import place_link
from builder.views.map import GroundName, MapSpot

REGION = "region"
# At how many points across and down a name is tried among the places of its region.
_TRIES = 9
# What a name of a country or a sea keeps free of lines, each way, in units of the map of all.
_HALF_WIDE, _HALF_HIGH = 36.0, 8.0
_LINES = (ShapeKind.LAND, ShapeKind.BORDER, ShapeKind.DISPUTED)
# Of the width or the height of a map.
_LEAST_SHARE = 1 / 40


def ground_names(
    base: BaseMap | None, bounds: Bounds, spots: Mapping[str, MapSpot], archive: Archive
) -> tuple[GroundName, ...]:
    """Return the names of the regions of the site on a map, and those of its base map."""
    clear = zip(base.names, _clear_points(_Drawn(base), bounds), strict=True) if base else ()
    written = (_of_base(name, points, archive) for name, points in clear if points)
    return (*_regions(bounds, spots, archive), *written)


class _Drawn:
    """A base map by identity: comparing all its lines with those of another takes longer than finding the points."""

    def __init__(self, base: BaseMap) -> None:
        self.base = base

    def __hash__(self) -> int:
        return id(self.base)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Drawn) and other.base is self.base


# Every page of the preview asks again, and so does every edition.
@lru_cache(maxsize=32)
def _clear_points(drawn: _Drawn, bounds: Bounds) -> tuple[Line, ...]:
    """Return for each name of a base map the points at which it has room on a map of these bounds."""
    canvas = Canvas(bounds, MAP_WIDTH)
    lines = [line for kind in _LINES for line in projected(drawn.base, kind, canvas)]
    return tuple(
        tuple(point for point in name.points if _is_clear(point, canvas, lines)) for name in drawn.base.names
    )


def _of_base(name: MapName, points: Line, archive: Archive) -> GroundName:
    """Name a country or a sea in the edition's language, or else in the original's, or in what there is."""
    words, language = dict(name.names), archive.site.language
    own = words.get(language) or words.get(language.partition("-")[0])
    if own or name.code:
        return GroundName(name.kind, points, own or "", name.code)
    lang = archive.original if archive.original in words else name.names[0][0]
    return GroundName(name.kind, points, words[lang], lang=lang)


def _is_clear(point: Position, canvas: Canvas, lines: Sequence[Points]) -> bool:
    """Return whether a name of usual width around a point stays within the picture, and no line runs through it."""
    x, y = canvas.project(*point)
    box = (x - _HALF_WIDE, y - _HALF_HIGH, x + _HALF_WIDE, y + _HALF_HIGH)
    if box[0] < 0 or box[1] < 0 or box[2] > canvas.width or box[3] > canvas.height:
        return False
    return not any(next(clip_line(line, box), None) for line in lines)


def _regions(bounds: Bounds, spots: Mapping[str, MapSpot], archive: Archive) -> Iterator[GroundName]:
    wanted = {id for id, place in archive.places.items() if place.kind == REGION and id not in spots}
    held: dict[str, list[Position]] = {id: [] for id in sorted(wanted)}
    for of, spot in spots.items() if wanted else ():
        if bounds.holds(spot.longitude, spot.latitude):
            for id in _all_around(of, archive) & wanted:
                held[id].append((bounds.across(spot.longitude), spot.latitude))
    for id, places in held.items():
        if _is_seen(tuple(places), bounds):
            link = place_link(id, archive)
            yield GroundName(None, _among(tuple(places)), link.words, lang=link.lang, address=place_address(id))


def _all_around(id: str, archive: Archive) -> set[str]:
    """Return what a place is in by geography, and what that is in."""
    seen, new = set[str](), {id}
    while new:
        seen |= new
        ties = (tie for of in new if of in archive.places for tie in archive.places[of].part_of)
        new = {tie.to for tie in ties if tie.basis is Basis.GEOGRAPHIC} - seen
    return seen - {id}


def _is_seen(points: Line, bounds: Bounds) -> bool:
    """Return whether places are far enough apart on a map for a name among them."""
    xs, ys = ([point[axis] for point in points] for axis in (0, 1))
    if not points:
        return False
    across, up = (
        (max(xs) - min(xs)) / (bounds.east - bounds.west),
        (max(ys) - min(ys)) / (bounds.north - bounds.south),
    )
    return max(across, up) >= _LEAST_SHARE


def _among(points: Line) -> Line:
    """Return points among places for the name of all, the nearest to their middle first."""
    xs, ys = ([point[axis] for point in points] for axis in (0, 1))
    middle_x, middle_y = fsum(xs) / len(xs), fsum(ys) / len(ys)
    wide, high = max(xs) - min(xs) or 1.0, max(ys) - min(ys) or 1.0
    shares = [step / (_TRIES - 1) for step in range(_TRIES)]
    tried = [
        (min(xs) + across * (max(xs) - min(xs)), min(ys) + up * (max(ys) - min(ys)))
        for across in shares
        for up in shares
    ]
    return tuple(
        sorted(
            {(middle_x, middle_y), *tried},
            key=lambda at: (((at[0] - middle_x) / wide) ** 2 + ((at[1] - middle_y) / high) ** 2, at),
        )
    )
