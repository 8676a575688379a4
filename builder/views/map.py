"""Maps as pages show them: what is where on the site's own maps, and on what authority."""

from types import MappingProxyType

from msgspec import Struct

from builder.model.basemap import Bounds, Line, ShapeKind
from builder.model.place import PlacePrecision

# How many kilometres around its point a place may lie, by the precision that is stated. UCDP's `where_prec` 2 is
# within 25 km of a point that is known; the others are the order of size of what they are called after.
REACH_KM = MappingProxyType(
    {
        PlacePrecision.EXACT: 1.0,
        PlacePrecision.SETTLEMENT: 5.0,
        PlacePrecision.VICINITY: 25.0,
        PlacePrecision.DISTRICT: 30.0,
        PlacePrecision.REGION: 100.0,
        PlacePrecision.COUNTRY: 300.0,
    }
)


class Base(Struct, frozen=True):
    """The source of a map's lines: where the drawing for locators is, and what is printed about it."""

    address: str
    edition: str
    viewpoint: str | None
    licence: str | None
    has_borders: bool
    has_disputed: bool


class GroundName(Struct, frozen=True):
    """A name that belongs to no point: of a country, of a sea, or of a region of the site (which has no `kind`).

    `points` are where it may stand, in degrees, the best first. `words` are empty where only the code of a country is
    given, which each language has words for; `lang` is their language where it is not the page's. A region of the
    site has an address."""

    kind: ShapeKind | None
    points: Line
    words: str
    code: str | None = None
    lang: str | None = None
    address: str | None = None


class Panel(Struct, frozen=True):
    """One map of the site; the region comes before what lies far away. `base` is None where there are no lines.

    `has_coded` is whether countries are named in the words that Unicode CLDR has for their codes."""

    id: str
    bounds: Bounds
    base: Base | None
    names: tuple[GroundName, ...] = ()
    has_coded: bool = False


class MapSpot(Struct, frozen=True):
    """A place on a map: its names, its point as coarse as the site shows it, and how far around it may lie.

    `lang` is the language of the names where it is not the page's."""

    words: str
    latitude: float
    longitude: float
    reach_km: float
    lang: str | None = None


class Locator(Struct, frozen=True):
    """A small map of where something is: its spots, and others by which one finds one's way.

    `near` is the nearest larger town."""

    panel: Panel
    spots: tuple[MapSpot, ...]
    others: tuple[MapSpot, ...]
    near: MapSpot | None = None


class Circle(Struct, frozen=True):
    """A place on the map of all: `count` entries happened there, `mentions` only name it.

    In `contested` of those that happened there a statement is denied or contradicted by another claimant."""

    id: str
    address: str
    spot: MapSpot
    count: int
    mentions: int
    contested: int = 0


class Region(Struct, frozen=True):
    """A region of the site on the map of all, where its name is a link; its numbers are those of a place."""

    id: str
    name: GroundName
    count: int
    mentions: int
