"""A place: its names by side, where it lies, and what it lies in according to whom."""

from enum import StrEnum
from types import MappingProxyType

from msgspec import Struct

from builder.model.actor import Tie
from builder.model.decimals import decimal
from builder.model.names import Name


class PlacePrecision(StrEnum):
    """How exactly a place is known (ACLED geo precision, UCDP where_prec)."""

    EXACT = "exact"
    VICINITY = "vicinity"
    SETTLEMENT = "settlement"
    DISTRICT = "district"
    REGION = "region"
    COUNTRY = "country"
    FUZZY = "fuzzy"
    NONE = "none"


# What is known no better is not drawn as a point.
UNPLACED = (PlacePrecision.FUZZY, PlacePrecision.NONE)

# Kinds of places that the map or the index knows; all others are words of the author's own.
PLACE_KINDS = tuple("country region district capital city town village villages road bridge site".split())

# Decimals of a degree that say no more than the precision does: one of them is some eleven kilometres.
DECIMALS = MappingProxyType(
    {
        PlacePrecision.SETTLEMENT: 3,
        PlacePrecision.DISTRICT: 2,
        PlacePrecision.REGION: 1,
        PlacePrecision.COUNTRY: 0,
        PlacePrecision.FUZZY: 1,
        PlacePrecision.NONE: 0,
    }
)


class Place(Struct, frozen=True, kw_only=True, array_like=True):
    """One place; `point` is latitude and longitude in degrees (WGS 84), as written."""

    id: str
    kind: str
    names: tuple[Name, ...]
    body: str
    body_line: int
    point: tuple[float, float] | None = None
    precision: PlacePrecision | None = None
    part_of: tuple[Tie, ...] = ()
    sources: tuple[str, ...] = ()
    time_zone: str | None = None
    geonames: str | None = None
    wikidata: str | None = None
    formerly: tuple[str, ...] = ()
    lang: str | None = None
    allow: tuple[tuple[str, str], ...] = ()

    @property
    def all_sources(self) -> tuple[str, ...]:
        """List its own sources, then those of its ties; a source may come twice."""
        return (*self.sources, *(id for tie in self.part_of for id in tie.sources))

    @property
    def is_on_maps(self) -> bool:
        """Return whether it may be drawn as a point: not where that is known only roughly, or not at all."""
        return self.point is not None and self.precision not in UNPLACED


def rounded(point: tuple[float, float], decimals: int) -> tuple[str, str]:
    """Write latitude and longitude with so many decimals, and no minus before a zero."""
    latitude, longitude = point
    return decimal(latitude, decimals), decimal(longitude, decimals)
