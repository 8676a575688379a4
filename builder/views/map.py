"""Maps as pages show them: what lies where on the site's own maps, and what each rests on."""

from types import MappingProxyType

from msgspec import Struct

from builder.model.basemap import Bounds
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
    """What a map's lines were drawn by: where the drawing for locators stands, and what is said of it."""

    address: str
    edition: str
    viewpoint: str | None
    licence: str | None
    has_borders: bool
    has_disputed: bool


class Panel(Struct, frozen=True):
    """One map of the site; the region comes before what lies far away. `base` is None where there are no lines."""

    id: str
    bounds: Bounds
    base: Base | None


class MapSpot(Struct, frozen=True):
    """A place on a map: its names, its point as coarse as the site shows it, and how far around it may lie.

    `lang` is the language of the names where it is not the page's."""

    words: str
    latitude: float
    longitude: float
    reach_km: float
    lang: str | None = None


class Locator(Struct, frozen=True):
    """A small map of where something is: its spots, and others by which one finds one's way."""

    panel: Panel
    spots: tuple[MapSpot, ...]
    others: tuple[MapSpot, ...]


class Circle(Struct, frozen=True):
    """A place on the map of all: `count` entries happened there, `mentions` only name it."""

    id: str
    address: str
    spot: MapSpot
    count: int
    mentions: int
