"""Read a base map from GeoJSON (RFC 7946): a collection of features, each with the kind that says how it is drawn."""

import json
import re

import msgspec
from msgspec import Struct

from builder.model.basemap import BaseMap, Bounds, Line, MapShape, ShapeKind
from builder.reading.nodes import UNSEEN, refuse_deep_json
from builder.reading.not_yaml import NotYaml

# Our own base maps have some 2,000; each is projected and simplified for every map that shows it.
MOST_POINTS = 50_000
_HINT = "make it anew with `dateline basemap`"


class _About(Struct, forbid_unknown_fields=True):
    """What is said of all features together."""

    edition: str
    viewpoint: str | None = None
    licence: str | None = None
    made_from: str | None = None


class _Properties(Struct):
    kind: ShapeKind


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
    geometry: _LineString | _MultiLineString | _Polygon | _MultiPolygon


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
        raise NotYaml(f"this is no JSON: {error.msg.lower()}", _HINT, error.lineno, error.colno) from None
    except msgspec.ValidationError as error:
        raise NotYaml(f"this is no base map{_whereabouts(str(error))}", _HINT, 1, 1) from None
    except RecursionError:
        raise NotYaml("brackets within brackets, too deep to be read", _HINT, 1, 1) from None
    except ValueError:
        # Python reads no number of thousands of digits.
        raise NotYaml("a number of this base map has too many digits", _HINT, 1, 1) from None
    bounds, about = found.bbox, found.about
    for said in (about.edition, about.viewpoint or "", about.licence or "", about.made_from or ""):
        if odd := UNSEEN.search(said):
            says = f"`about` holds an escape that stands for a control character (U+{ord(odd[0]):04X})"
            raise NotYaml(says, "delete it: no text needs it", 1, 1)
    if sum(len(line) for feature in found.features for line in _lines(feature)) > MOST_POINTS:
        raise NotYaml(f"this base map has more than {MOST_POINTS:,} points", _HINT, 1, 1)
    shapes = tuple(MapShape(feature.properties.kind, _lines(feature)) for feature in found.features)
    if not all(_is_on_earth(line) for shape in shapes for line in shape.lines):
        raise NotYaml("a line of this base map is no line of longitudes and latitudes", _HINT, 1, 1)
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
    )


def _lines(feature: _Feature) -> tuple[Line, ...]:
    match feature.geometry:
        case _LineString(coordinates=line):
            return (line,)
        case _MultiLineString(coordinates=lines) | _Polygon(coordinates=lines):
            return lines
        case _MultiPolygon(coordinates=polygons):
            return tuple(ring for polygon in polygons for ring in polygon)


def _is_on_earth(line: Line) -> bool:
    # A base map across the 180th meridian goes on beyond it.
    return len(line) > 1 and all(-540 <= longitude <= 540 and -90 <= latitude <= 90 for longitude, latitude in line)


def _whereabouts(message: str) -> str:
    """Describe what is wrong, and where, in the words of JSON."""
    field = re.search(r"(?:missing required|contains unknown) field `(\w+)`", message)
    place = re.search(r"at `\$\.?(.*)`$", message)
    named = f": `{field[1]}` is {'missing' if 'missing' in message else 'not known'}" if field else ""
    return named + (f" ({place[1]})" if place and place[1] else "")
