"""A base map: coasts, waters, borders and names of a region, as one edition of one data set has them."""

from enum import StrEnum

from msgspec import Struct

# Longitude and latitude in degrees, in the order of GeoJSON (RFC 7946).
Position = tuple[float, float]
Line = tuple[Position, ...]


class ShapeKind(StrEnum):
    """What a feature of a base map is: land and water are rings, countries and seas are points, all others lines."""

    LAND = "land"
    WATER = "water"
    RIVER = "river"
    BORDER = "border"
    DISPUTED = "disputed"
    COUNTRY = "country"
    SEA = "sea"


class Bounds(Struct, frozen=True, array_like=True):
    """What a map shows of the world, in degrees; across the 180th meridian `east` is more than 180."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, longitude: float, latitude: float) -> bool:
        """Return whether a point lies within, whichever way round the world it is written."""
        return self.south <= latitude <= self.north and self.west <= self.across(longitude) <= self.east

    def across(self, longitude: float) -> float:
        """Return a longitude as it is written within these bounds."""
        return longitude + 360 if longitude < self.west and longitude + 360 <= self.east else longitude


class MapShape(Struct, frozen=True, array_like=True):
    """All rings or lines of one kind."""

    kind: ShapeKind
    lines: tuple[Line, ...]


class MapName(Struct, frozen=True, array_like=True):
    """The name of a country or a sea, and where it may stand, the best point first.

    A country is named by its code (ISO 3166-1 alpha-2), in the words that Unicode CLDR has for it in each language;
    `names` are the author's, by language, and come before these."""

    kind: ShapeKind
    points: Line
    code: str | None = None
    names: tuple[tuple[str, str], ...] = ()


class BaseMap(Struct, frozen=True, kw_only=True, array_like=True):
    """One file of `content/map/`; its stem is the id. Edition, viewpoint and licence are printed beneath each map."""

    id: str
    bounds: Bounds
    shapes: tuple[MapShape, ...]
    edition: str
    viewpoint: str | None = None
    licence: str | None = None
    made_from: str | None = None
    names: tuple[MapName, ...] = ()

    def draws(self, kind: ShapeKind) -> bool:
        return any(shape.kind is kind and shape.lines for shape in self.shapes)
