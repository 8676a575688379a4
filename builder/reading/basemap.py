"""Read a base map from GeoJSON (RFC 7946): a collection of features, each with the kind that says how it is drawn."""

import json
import re
from collections.abc import Iterator

import msgspec
from msgspec import Struct

from builder.model.basemap import BaseMap, Bounds, Line, MapName, MapShape, Position, ShapeKind
from builder.reading.nodes import UNSEEN, refuse_deep_json
from builder.reading.not_yaml import NotYaml

# Our own base maps have some 2,000; each is projected and simplified for every map that shows it.
MOST_POINTS = 50_000
_HINT = "create it again with `dateline basemap`"
_NAMES = (ShapeKind.COUNTRY, ShapeKind.SEA)
_CODE = re.compile("[A-Z]{2}")


class _About(Struct, forbid_unknown_fields=True):
    """What is said of all features together."""

    edition: str
    viewpoint: str | None = None
    licence: str | None = None
    made_from: str | None = None


class _Properties(Struct):
    kind: ShapeKind
    code: str | None = None
    names: dict[str, str] = {}


class _Point(Struct, tag="Point"):
    coordinates: Position


class _MultiPoint(Struct, tag="MultiPoint"):
    coordinates: Line


class _LineString(Struct, tag="LineString"):
    coordinates: Line


class _MultiLineString(Struct, tag="MultiLineString"):
    coordinates: tuple[Line, ...]


class _Polygon(Struct, tag="Polygon"):
    coordinates: tuple[Line, ...]


class _MultiPolygon(Struct, tag="MultiPolygon"):
    coordinates: tuple[tuple[Line, ...], ...]


class _Feature(Struct, tag="Feature"):
    properties: _Properties
    geometry: _Point | _MultiPoint | _LineString | _MultiLineString | _Polygon | _MultiPolygon


class _Collection(Struct, tag="FeatureCollection"):
    bbox: Bounds
    about: _About
    features: tuple[_Feature, ...]


def read_basemap(text: str, id: str) -> BaseMap:
    """Read one file of `content/map/`; raise NotYaml where it is not what a map can be drawn by."""
    refuse_deep_json(text)
    try:
        found = msgspec.convert(json.loads(text), _Collection)
    except json.JSONDecodeError as error:
        raise NotYaml(f"this is not JSON: {error.msg.lower()}", _HINT, error.lineno, error.colno) from None
    except msgspec.ValidationError as error:
        raise NotYaml(f"this is not a base map{_whereabouts(str(error))}", _HINT, 1, 1) from None
    except RecursionError:
        raise NotYaml("brackets nested too deeply", _HINT, 1, 1) from None
    except ValueError:
        # Python reads no number of thousands of digits.
        raise NotYaml("a number of this base map has too many digits", _HINT, 1, 1) from None
    bounds, about = found.bbox, found.about
    for said in (about.edition, about.viewpoint or "", about.licence or "", about.made_from or ""):
        if odd := UNSEEN.search(said):
            says = f"`about` contains an escape for a control character (U+{ord(odd[0]):04X})"
            raise NotYaml(says, "delete it", 1, 1)
    if sum(len(line) for feature in found.features for line in _lines(feature)) > MOST_POINTS:
        raise NotYaml(f"this base map has more than {MOST_POINTS:,} points", _HINT, 1, 1)
    names = tuple(_names(found.features))
    drawn = (feature for feature in found.features if feature.properties.kind not in _NAMES)
    shapes = tuple(MapShape(feature.properties.kind, _lines(feature)) for feature in drawn)
    if not all(len(line) > 1 and _is_on_earth(line) for shape in shapes for line in shape.lines):
        raise NotYaml("a line of this base map is not a line of longitudes and latitudes", _HINT, 1, 1)
    if not (bounds.west < bounds.east <= bounds.west + 360 and -90 <= bounds.south < bounds.north <= 90):
        raise NotYaml("`bbox` is not west, south, east and north in degrees", _HINT, 1, 1)
    return BaseMap(
        id=id,
        bounds=bounds,
        shapes=shapes,
        edition=about.edition,
        viewpoint=about.viewpoint,
        licence=about.licence,
        made_from=about.made_from,
        names=names,
    )


def _names(features: tuple[_Feature, ...]) -> Iterator[MapName]:
    """Read the names of countries and seas; raise NotYaml where a name has no words or no point on earth."""
    for number, feature in enumerate(features):
        said, where = feature.properties, f"features[{number}]"
        is_name, is_point = said.kind in _NAMES, isinstance(feature.geometry, _Point | _MultiPoint)
        if is_name != is_point:
            says = "the name of a country or a sea" if is_name else f"a shape of the kind `{said.kind}`"
            wanted = "a Point or a MultiPoint" if is_name else "lines or polygons"
            raise NotYaml(f"{says} is drawn by {wanted} ({where}.geometry)", _HINT, 1, 1)
        if not is_name:
            continue
        (points,) = _lines(feature)
        if not (points and _is_on_earth(points)):
            raise NotYaml(f"a name has no point of longitude and latitude ({where}.geometry)", _HINT, 1, 1)
        if said.code is not None and not _CODE.fullmatch(said.code):
            says = f'"{said.code}" is not the code of a country ({where}.properties.code)'
            raise NotYaml(says, "write two capital letters (ISO 3166-1 alpha-2), or `names`", 1, 1)
        if not (said.code or said.names):
            hint = 'write `"names": {"en": "…"}`, or for a country its `"code"` (ISO 3166-1 alpha-2)'
            raise NotYaml(f"a {said.kind} has no name ({where}.properties)", hint, 1, 1)
        if odd := next((found for text in said.names.values() if (found := UNSEEN.search(text))), None):
            says = f"a name contains an escape for a control character (U+{ord(odd[0]):04X})"
            raise NotYaml(f"{says} ({where}.properties.names)", "delete it", 1, 1)
        yield MapName(said.kind, points, said.code, tuple(said.names.items()))


def _lines(feature: _Feature) -> tuple[Line, ...]:
    match feature.geometry:
        case _Point(coordinates=point):
            return ((point,),)
        case _MultiPoint(coordinates=points):
            return (points,)
        case _LineString(coordinates=line):
            return (line,)
        case _MultiLineString(coordinates=lines) | _Polygon(coordinates=lines):
            return lines
        case _MultiPolygon(coordinates=polygons):
            return tuple(ring for polygon in polygons for ring in polygon)


def _is_on_earth(line: Line) -> bool:
    # A base map across the 180th meridian goes on beyond it.
    return all(-540 <= longitude <= 540 and -90 <= latitude <= 90 for longitude, latitude in line)


def _whereabouts(message: str) -> str:
    """Describe what is wrong, and where, in the words of JSON."""
    field = re.search(r"(?:missing required|contains unknown) field `(\w+)`", message)
    where = re.search(r"at `\$\.?(.*)`$", message)
    named = f": `{field[1]}` is {'missing' if 'missing' in message else 'not known'}" if field else ""
    return named + (f" ({where[1]})" if where and where[1] else "")
