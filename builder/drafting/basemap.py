"""Turn what a user has of Natural Earth into the base maps of a publication: cut to its region, simplified, small.

Nothing is downloaded. What was taken, in which edition and with whose viewpoint, is kept in the files and printed
beneath each map."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil, log10
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import astuple

from builder.drafting.name_spots import name_spots
from builder.drafting.natural_earth import Atlas, read_atlas
from builder.drawing.canvas import MAP_WIDTH, Canvas, squeeze
from builder.drawing.extent import extents
from builder.drawing.paths import clipped
from builder.drawing.simplification import area, simplified, simplified_ring
from builder.model.basemap import BaseMap, Bounds, Line, MapName, ShapeKind
from builder.model.errors import BuilderError
from builder.publishing.files import unlinked, write_whole

_LICENCE = "public domain"
_WORLD_ATLAS = "countries-10m.json"
_MOST_BYTES = 30_000
# In units of the map of all.
_TOLERANCE = 0.35
_COARSER = 1.3
# In squares of the tolerance.
_LEAST_ISLAND = 16.0
_BEYOND = 0.02
_AREAS = (ShapeKind.LAND, ShapeKind.WATER)
_NAMES = (ShapeKind.COUNTRY, ShapeKind.SEA)
_OF_THE_REGION = tuple(kind for kind in ShapeKind if kind not in _NAMES)
# Far away coasts are enough to know the part of the world by; borders there are no matter of this publication.
_OF_FAR_AWAY = (ShapeKind.LAND,)


class _Package(Struct):
    """What npm's package.json says."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class _About:
    """What is printed beneath each map, and the names of the files that it was made from."""

    edition: str
    viewpoint: str | None
    made_from: str


def draft_basemap(
    site: Path,
    given: Path | None,
    around: Bounds | None,
    edition: str | None,
    viewpoint: str | None,
    moment: datetime,
) -> list[str]:
    """Write the base maps into `content/map/`; return the paths written, relative to the site."""
    from builder.building.pipeline import load

    paths = _files(given or site / "node_modules/world-atlas")
    if not viewpoint:
        _refuse_one_viewpoint(paths)
    about = _About(edition or _edition(paths[0]), viewpoint, ", ".join(path.name for path in paths))
    archive = load(site, moment).archive
    points = [(path.point[1], path.point[0]) for path in archive.places.values() if path.is_on_maps and path.point]
    bounds = _bounds(points, around)
    atlas = read_atlas(paths)
    kinds = {"region": _OF_THE_REGION, "wide": _OF_FAR_AWAY}
    texts = {
        id: _written(atlas, held, about, kinds[id], _own_names(archive.maps.get(id)))
        for id, held in zip(kinds, bounds, strict=False)
    }
    return _write(site, texts)


def _bounds(points: Sequence[tuple[float, float]], around: Bounds | None) -> tuple[Bounds, ...]:
    if around is None:
        if not points:
            raise BuilderError("no place has coordinates: give the region with --around, or add points")
        return extents(points)
    elsewhere = [point for point in points if not around.holds(*point)]
    return (around, extents(points)[-1]) if elsewhere else (around,)


def _files(given: Path) -> list[Path]:
    """List what is to be read: the file given, world-atlas in its largest scale, or all layers of a folder."""
    if given.is_file():
        return [given]
    if (given / _WORLD_ATLAS).is_file():
        return [given / _WORLD_ATLAS]
    layers = sorted(path for path in given.glob("*.*json") if path.name.startswith("ne_"))
    if not layers:
        raise BuilderError(
            f"there is no map data in {given.name}: give a file, or a folder that contains "
            "world-atlas (`npm install world-atlas`) or layers of Natural Earth (ne_….geojson)"
        )
    return layers


def _edition(path: Path) -> str:
    """Read which edition it is from what lies beside the file."""
    package = path.with_name("package.json")
    if package.is_file():
        try:
            found = msgspec.json.decode(package.read_bytes(), type=_Package)
        except msgspec.DecodeError:
            pass
        else:
            return f"{found.name} {found.version}"
    for version in (
        path.with_name("VERSION"),
        *sorted(path.parent.glob("*VERSION.txt")),
        path.parent.parent / "VERSION",
    ):
        if version.is_file():
            return f"Natural Earth {version.read_text('utf-8').strip()}"
    raise BuilderError(f"nothing next to {path.name} says which edition it is: give it with --edition")


def _refuse_one_viewpoint(paths: Sequence[Path]) -> None:
    for path in paths:
        if re.search(r"admin_0_countries_[a-z]{3}\b", path.name.lower()):
            raise BuilderError(f"{path.name} has the borders of one viewpoint: say whose with --viewpoint")


def _own_names(base: BaseMap | None) -> tuple[MapName, ...]:
    """Return what the author has named on a map that is made again: its seas, and countries under other words."""
    return tuple(name for name in base.names if name.names) if base else ()


def _names(atlas: Atlas, bounds: Bounds, own: Sequence[MapName]) -> tuple[MapName, ...]:
    """Name the countries that are large enough on a map, and keep what the author has named."""
    named = {name.code for name in own if name.code}
    unit = (bounds.east - bounds.west) / MAP_WIDTH
    found = []
    for code, rings in sorted(atlas.coded.items()):
        cut = [] if code in named else [*_cut(ShapeKind.LAND, rings, bounds)]
        if spots := name_spots([*_simplified(ShapeKind.LAND, cut, bounds, unit)], bounds):
            found.append(MapName(ShapeKind.COUNTRY, spots, code))
    return (*found, *own)


def _written(atlas: Atlas, bounds: Bounds, about: _About, kinds: Sequence[ShapeKind], own: Sequence[MapName]) -> str:
    """Write one base map, as coarse as it has to be to stay small."""
    names = [_name_feature(name) for name in _names(atlas, bounds, own)]
    lines = {kind: list(_cut(kind, atlas.lines.get(kind, ()), bounds)) for kind in kinds}
    tolerance = _TOLERANCE
    while True:
        degrees = tolerance * (bounds.north - bounds.south) / Canvas(bounds, MAP_WIDTH).height
        lines = {kind: list(_simplified(kind, found, bounds, degrees)) for kind, found in lines.items()}
        text = _text(lines, names, bounds, about, max(0, ceil(-log10(degrees))))
        if len(text) <= _MOST_BYTES:
            return text
        tolerance *= _COARSER


def _text(
    lines: Mapping[ShapeKind, Sequence[Line]], names: Sequence[str], bounds: Bounds, about: _About, decimals: int
) -> str:
    said = {"edition": about.edition}
    if about.viewpoint and ShapeKind.BORDER in lines:
        said["viewpoint"] = about.viewpoint
    said["licence"] = _LICENCE
    said["made_from"] = f"{about.made_from}, cut and simplified by dateline basemap"
    features = [
        _feature(kind, [_rounded(line, decimals) for line in found]) for kind, found in lines.items() if found
    ]
    features += names
    box, told = json.dumps(list(astuple(bounds))), json.dumps(said, ensure_ascii=False)
    head = f'{{"type": "FeatureCollection",\n"bbox": {box},\n"about": {told},\n"features": [\n'
    return head + ",\n".join(features) + "\n]}\n"


def _cut(kind: ShapeKind, lines: Sequence[Line], bounds: Bounds) -> Iterator[Line]:
    """Cut lines a little beyond bounds, so that no edge made by cutting is seen."""
    margin_x, margin_y = (bounds.east - bounds.west) * _BEYOND, (bounds.north - bounds.south) * _BEYOND
    wider = Bounds(bounds.west - margin_x, bounds.south - margin_y, bounds.east + margin_x, bounds.north + margin_y)
    return clipped(kind, _around_the_world(lines, wider), wider)


def _simplified(kind: ShapeKind, lines: Sequence[Line], bounds: Bounds, tolerance: float) -> Iterator[Line]:
    """Simplify lines as they will look; islands too small to be seen are left out."""
    narrowing = squeeze(bounds)
    for line in lines:
        seen = tuple((x * narrowing, y) for x, y in line)
        if kind in _AREAS:
            seen = simplified_ring(seen, tolerance) if area(seen) > _LEAST_ISLAND * tolerance**2 else ()
        else:
            seen = simplified(seen, tolerance)
        if seen:
            yield tuple((x / narrowing, y) for x, y in seen)


def _around_the_world(lines: Sequence[Line], bounds: Bounds) -> Iterator[Line]:
    """Return the lines that may lie within bounds, a turn further on where these go across the 180th meridian."""
    for turn in (-360, 0, 360):
        for line in lines:
            west, east = min(x for x, _ in line) + turn, max(x for x, _ in line) + turn
            if west <= bounds.east and east >= bounds.west:
                yield tuple((x + turn, y) for x, y in line) if turn else line


def _rounded(line: Line, decimals: int) -> list[tuple[float, float]]:
    points = [(round(x, decimals), round(y, decimals)) for x, y in line]
    return [point for number, point in enumerate(points) if not number or point != points[number - 1]]


def _feature(kind: ShapeKind, lines: Sequence[Sequence[tuple[float, float]]]) -> str:
    is_area = kind in _AREAS
    shape = "MultiPolygon" if is_area else "MultiLineString"
    written = json.dumps([[line] if is_area else line for line in lines], separators=(",", ":"))
    geometry = f'{{"type": "{shape}", "coordinates": {written}}}'
    return f'{{"type": "Feature", "properties": {{"kind": "{kind}"}}, "geometry": {geometry}}}'


def _name_feature(name: MapName) -> str:
    said = {"kind": name.kind.value} | ({"code": name.code} if name.code else {})
    properties = said | ({"names": dict(name.names)} if name.names else {})
    geometry = {"type": "MultiPoint", "coordinates": name.points}
    feature = {"type": "Feature", "properties": properties, "geometry": geometry}
    return json.dumps(feature, ensure_ascii=False)


def _write(site: Path, texts: dict[str, str]) -> list[str]:
    folder = unlinked(site, "content/map")
    folder.mkdir(exist_ok=True)
    for id in ("region", "wide"):
        if id not in texts:
            (folder / f"{id}.json").unlink(missing_ok=True)
    for id, text in texts.items():
        write_whole(folder / f"{id}.json", text.encode())
    return [f"content/map/{id}.json" for id in texts]
