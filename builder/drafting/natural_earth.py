"""Read what a user has of Natural Earth: the TopoJSON of npm's world-atlas, or GeoJSON of its layers.

Which lines are borders and which are disputed is what the data says, and nothing else."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

import msgspec
from babel.core import get_global
from msgspec import Struct

from builder.drafting.topology import dissolved
from builder.model.basemap import Line, Position, ShapeKind
from builder.model.errors import BuilderError

# Values of `featurecla` (in version 5; earlier ones have fewer), without what stands behind in brackets.
_KINDS: Mapping[str, ShapeKind] = MappingProxyType(
    {
        "land": ShapeKind.LAND,
        "lake": ShapeKind.WATER,
        "alkaline lake": ShapeKind.WATER,
        "reservoir": ShapeKind.WATER,
        "river": ShapeKind.RIVER,
        "lake centerline": ShapeKind.RIVER,
        "international boundary": ShapeKind.BORDER,
        "disputed": ShapeKind.DISPUTED,
        "breakaway": ShapeKind.DISPUTED,
        "admin-0 breakaway and disputed": ShapeKind.DISPUTED,
        "claim boundary": ShapeKind.DISPUTED,
        "elusive frontier": ShapeKind.DISPUTED,
        "indefinite": ShapeKind.DISPUTED,
        "indeterminant frontier": ShapeKind.DISPUTED,
        "line of control": ShapeKind.DISPUTED,
        "reference line": ShapeKind.DISPUTED,
        "unrecognized": ShapeKind.DISPUTED,
    }
)
_COUNTRY = "admin-0 country"
# Where editions of Natural Earth hold the code of a country.
_CODES = ("ISO_A2", "iso_a2", "ISO_A2_EH", "iso_a2_eh")
_LETTERS = re.compile("[A-Z]{2}")
_NOT_OF_IT = "name npm's world-atlas/countries-10m.json, or GeoJSON of Natural Earth"


@dataclass(slots=True)
class Atlas:
    """All lines by kind, the countries of layers that do not tell coasts from borders, and the rings of each country
    that has a code (ISO 3166-1 alpha-2)."""

    lines: dict[ShapeKind, list[Line]] = field(default_factory=dict)
    countries: list[tuple[Line, ...]] = field(default_factory=list)
    coded: dict[str, list[Line]] = field(default_factory=dict)

    def add(self, kind: ShapeKind, lines: Iterable[Line]) -> None:
        self.lines.setdefault(kind, []).extend(map(unrolled, lines))

    def add_country(self, code: str | None, rings: Iterable[Line]) -> None:
        """Keep the rings of a country; one without a code is not named."""
        if code:
            self.coded.setdefault(code, []).extend(map(unrolled, rings))

    def resolve(self) -> None:
        """Take from countries what no other layer has said."""
        land, borders = dissolved(self.countries)
        self.lines.setdefault(ShapeKind.LAND, list(map(unrolled, land)))
        if ShapeKind.DISPUTED not in self.lines:
            self.lines.setdefault(ShapeKind.BORDER, borders)
        self.countries.clear()


class _TopoPolygon(Struct, tag="Polygon"):
    arcs: list[list[int]]
    id: str | None = None


class _TopoMultiPolygon(Struct, tag="MultiPolygon"):
    arcs: list[list[list[int]]]
    id: str | None = None


class _TopoCollection(Struct, tag="GeometryCollection"):
    geometries: list[_TopoPolygon | _TopoMultiPolygon]


class _Transform(Struct):
    scale: Position
    translate: Position


class _Topology(Struct, tag="Topology"):
    objects: dict[str, _TopoCollection]
    arcs: list[list[tuple[int, int]]]
    transform: _Transform


class _LineString(Struct, tag="LineString"):
    coordinates: list[list[float]]


class _Lines(Struct, tag="MultiLineString"):
    coordinates: list[list[list[float]]]


class _Polygon(Struct, tag="Polygon"):
    coordinates: list[list[list[float]]]


class _MultiPolygon(Struct, tag="MultiPolygon"):
    coordinates: list[list[list[list[float]]]]


class _Feature(Struct, tag="Feature"):
    properties: dict[str, object]
    geometry: _LineString | _Lines | _Polygon | _MultiPolygon | None


class _Collection(Struct, tag="FeatureCollection"):
    features: list[_Feature]


def read_atlas(paths: Sequence[Path]) -> Atlas:
    """Read files; raise BuilderError where one is not what it has to be."""
    atlas = Atlas()
    for path in paths:
        try:
            found = msgspec.json.decode(path.read_bytes(), type=_Topology | _Collection)
        except msgspec.DecodeError as error:
            raise BuilderError(f"{path.name} cannot be read ({str(error).lower()}): {_NOT_OF_IT}") from None
        except OSError as error:
            raise BuilderError(f"{path.name} cannot be read ({error.strerror}): {_NOT_OF_IT}") from None
        match found:
            case _Topology():
                _add_topology(atlas, found, path.name)
            case _Collection():
                _add_collection(atlas, found, path.name)
    atlas.resolve()
    return atlas


def unrolled(line: Line) -> Line:
    """Write a line across the 180th meridian as one that goes on beyond it, and a ring around a pole by way of it."""
    turn, points = 0.0, [line[0]]
    for (before, _), (x, y) in pairwise(line):
        turn += 360.0 if before - x > 180 else -360.0 if x - before > 180 else 0.0
        points.append((x + turn, y))
    if turn and line[0] == line[-1]:
        pole = 90.0 if line[0][1] > 0 else -90.0
        points += [(points[-1][0], pole), (line[0][0], pole), line[0]]
    return tuple(points)


def _add_topology(atlas: Atlas, topology: _Topology, name: str) -> None:
    if not {"countries", "land"} <= topology.objects.keys():
        raise BuilderError(f"{name} has no countries and land: {_NOT_OF_IT}")
    arcs = list(map(tuple, _positions(topology)))
    land, countries = topology.objects["land"], topology.objects["countries"]
    atlas.add(ShapeKind.LAND, [_ring(ring, arcs) for geometry in land.geometries for ring in _topo_rings(geometry)])
    # An arc that two countries have is a border; one that a country has twice is not.
    users = Counter(
        number
        for geometry in countries.geometries
        for number in {max(arc, ~arc) for ring in _topo_rings(geometry) for arc in ring}
    )
    atlas.add(ShapeKind.BORDER, [arcs[number] for number, count in sorted(users.items()) if count > 1])
    for geometry in countries.geometries:
        atlas.add_country(_code(geometry.id), [_ring(ring, arcs) for ring in _topo_rings(geometry)])


def _code(said: object) -> str | None:
    """Return the code of a country in two letters; world-atlas has it in digits, Natural Earth has -99 for none."""
    if isinstance(said, str) and said.isdecimal():
        return next(iter(get_global("territory_aliases").get(said, ())), None)
    return said if isinstance(said, str) and _LETTERS.fullmatch(said) else None


def _positions(topology: _Topology) -> Iterator[list[Position]]:
    """Undo the steps in which TopoJSON writes arcs."""
    (scale_x, scale_y), (from_x, from_y) = topology.transform.scale, topology.transform.translate
    for arc in topology.arcs:
        x = y = 0
        line = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            line.append((x * scale_x + from_x, y * scale_y + from_y))
        yield line


def _topo_rings(geometry: _TopoPolygon | _TopoMultiPolygon) -> Iterator[list[int]]:
    match geometry:
        case _TopoPolygon(arcs=rings):
            yield from rings
        case _TopoMultiPolygon(arcs=polygons):
            yield from (ring for polygon in polygons for ring in polygon)


def _ring(numbers: Sequence[int], arcs: Sequence[Line]) -> Line:
    """Join arcs into a ring; one whose number is turned round is gone backwards."""
    points: list[Position] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return tuple(points)


def _add_collection(atlas: Atlas, collection: _Collection, name: str) -> None:
    known = 0
    for feature in collection.features:
        said = str(feature.properties.get("featurecla") or feature.properties.get("FEATURECLA") or "").lower()
        said = re.sub(r" *\(.*", "", said)
        lines = tuple(tuple((point[0], point[1]) for point in line) for line in _lines(feature))
        known += said in _KINDS or said == _COUNTRY
        if said == _COUNTRY:
            atlas.countries.append(lines)
            codes = (feature.properties.get(key) for key in _CODES)
            atlas.add_country(next(filter(None, map(_code, codes)), None), lines)
        elif said in _KINDS:
            atlas.add(_KINDS[said], lines)
    if not known:
        raise BuilderError(f"{name} does not say what its lines are (there is no `featurecla`): {_NOT_OF_IT}")


def _lines(feature: _Feature) -> Iterator[list[list[float]]]:
    match feature.geometry:
        case _LineString(coordinates=line):
            yield line
        case _Lines(coordinates=lines) | _Polygon(coordinates=lines):
            yield from lines
        case _MultiPolygon(coordinates=polygons):
            yield from (ring for polygon in polygons for ring in polygon)
