"""Where things are, as pages draw it: which maps the site has, and on which of them an entry or a place is.

All of it follows from the directory and from one entry; it is made once for all pages. No point is finer than the
site and the entry allow, and a ring is never narrower than what rounding leaves open."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from math import cos, hypot, radians
from types import MappingProxyType
from typing import NamedTuple

from builder import __version__
from builder.drawing.canvas import KM_PER_DEGREE, Canvas
from builder.drawing.extent import LEAST_KM_WITHOUT_LINES, extents
from builder.model.archive import Archive
from builder.model.basemap import BaseMap, Bounds, ShapeKind
from builder.model.decimals import decimal
from builder.model.digests import digest_of
from builder.model.entry import Entry
from builder.model.place import UNPLACED, Place, PlacePrecision
from builder.outputs.parts.ground import ground_names
from builder.outputs.parts.words import place_link
from builder.views.map import REACH_KM, Base, Locator, MapSpot, Panel

# How many towns, which help to find one's way, are tried for each locator.
_MOST_GUIDES = 5
# Kinds of places in the order of their size; all others are smaller than a town.
_SIZES = MappingProxyType({"town": 1, "city": 2, "capital": 3})
_CITY = 2


class Whereabouts(NamedTuple):
    """The site's maps, the region first; every place that may be drawn; towns that lie far apart, for each map, and
    the nearest larger town of every place that has one."""

    panels: tuple[Panel, ...]
    spots: Mapping[str, MapSpot]
    guides: Mapping[str, tuple[tuple[str, MapSpot], ...]]
    nearest: Mapping[str, str]
    decimals: int

    def of_place(self, id: str) -> Locator | None:
        """Locate a place, if it may be drawn."""
        return self._locator({id: self.spots[id]}) if id in self.spots else None

    def of_entry(self, entry: Entry) -> Locator | None:
        """Locate what happened: where it is mentioned only, or known only roughly, nothing is drawn."""
        spots: dict[str, MapSpot] = {}
        for location in entry.places:
            spot = self.spots.get(location.place)
            if spot and location.is_scene and location.precision not in UNPLACED:
                spots.setdefault(location.place, self._as_known(spot, location.precision, entry))
        return self._locator(spots) if spots else None

    def panel_of(self, spots: Iterable[MapSpot]) -> Panel:
        """Choose the first map that holds all, or else the most."""
        found = tuple(spots)
        held = {panel.id: sum(_holds(panel, spot) for spot in found) for panel in self.panels}
        return max(self.panels, key=lambda panel: held[panel.id])

    def _locator(self, spots: Mapping[str, MapSpot]) -> Locator:
        panel = self.panel_of(spots.values())
        held = tuple(spot for spot in spots.values() if _holds(panel, spot))
        near = next((found for id in spots if (found := self.nearest.get(id)) and found not in spots), None)
        others = tuple(spot for id, spot in self.guides[panel.id] if id not in spots and id != near)
        spot = self.spots[near] if near else None
        return Locator(panel, held, others, spot if spot and _holds(panel, spot) else None)

    def _as_known(self, spot: MapSpot, precision: PlacePrecision | None, entry: Entry) -> MapSpot:
        decimals = entry.safety.decimals(self.decimals)
        reach = max(spot.reach_km, REACH_KM.get(precision, 0.0) if precision else 0.0)
        if reach == spot.reach_km and decimals == self.decimals:
            return spot
        return _spot(spot.words, spot.lang, (spot.latitude, spot.longitude), reach, decimals)


def whereabouts_of(archive: Archive) -> Whereabouts:
    """Work out the site's maps from its base maps and its places; what no base map holds gets a map without lines."""
    decimals = archive.site.safety.coordinate_decimals
    drawn = (place for place in archive.places.values() if place.is_on_maps)
    spots = {place.id: _spot_of(place, archive) for place in drawn}
    bases = sorted(archive.maps.values(), key=lambda base: (_size(base.bounds), base.id))
    panels = [panel_of_base(base, base.id, base.bounds, spots, archive) for base in bases]
    points = [
        (spot.longitude, spot.latitude)
        for spot in spots.values()
        if not any(panel.bounds.holds(spot.longitude, spot.latitude) for panel in panels)
    ]
    panels += [
        panel_of_base(None, f"without-lines-{number}", bounds, spots, archive)
        for number, bounds in enumerate(extents(points, LEAST_KM_WITHOUT_LINES))
    ]
    sizes = {id: _SIZES.get(archive.places[id].kind, 0) for id in spots}
    cities = {id: spot for id, spot in spots.items() if sizes[id] >= _CITY}
    guides = {panel.id: _far_apart(cities, panel.bounds) for panel in panels}
    return Whereabouts(tuple(panels), spots, guides, _nearest(spots, sizes), decimals)


def base_address(base: BaseMap) -> str:
    """Name the file of the lines beneath locators: the name changes with what is drawn, so that it may be kept."""
    # Another version may draw the same lines otherwise.
    return f"assets/map.{digest_of(base, __version__).hex()[:10]}.svg"


def panel_of_base(
    base: BaseMap | None, id: str, bounds: Bounds, spots: Mapping[str, MapSpot], archive: Archive
) -> Panel:
    """Make a map of what lies within bounds, upon a base map if there is one."""
    names = ground_names(base, bounds, spots, archive)
    has_coded = any(name.code and not name.words for name in names)
    return Panel(id, bounds, _note(base) if base else None, names, has_coded)


def _note(base: BaseMap) -> Base:
    has_disputed = base.draws(ShapeKind.DISPUTED)
    has_borders = base.draws(ShapeKind.BORDER)
    return Base(base_address(base), base.edition, base.viewpoint, base.licence, has_borders, has_disputed)


def _holds(panel: Panel, spot: MapSpot) -> bool:
    return panel.bounds.holds(spot.longitude, spot.latitude)


def _nearest(spots: Mapping[str, MapSpot], sizes: Mapping[str, int]) -> dict[str, str]:
    """Find for each place the nearest town that is larger."""
    towns = {
        least: sorted((spots[id].latitude, id) for id, size in sizes.items() if size >= least)
        for least in range(1, max(_SIZES.values()) + 1)
    }
    found = {id: _nearest_of(spot, towns.get(sizes[id] + 1, []), spots) for id, spot in spots.items()}
    return {id: near for id, near in found.items() if near}


def _nearest_of(spot: MapSpot, towns: Sequence[tuple[float, str]], spots: Mapping[str, MapSpot]) -> str | None:
    """Go north and south from a place, as far as a town may still be nearer than the nearest one found."""
    middle = bisect_left(towns, (spot.latitude, ""))
    best: tuple[float, str] | None = None
    for way in (range(middle, len(towns)), range(middle - 1, -1, -1)):
        for number in way:
            latitude, id = towns[number]
            if best and abs(latitude - spot.latitude) > best[0]:
                break
            off = (_degrees_between(spot, spots[id]), id)
            best = min(best, off) if best else off
    return best[1] if best else None


def _degrees_between(one: MapSpot, other: MapSpot) -> float:
    across = abs(one.longitude - other.longitude) % 360
    return hypot(min(across, 360 - across) * cos(radians(one.latitude)), one.latitude - other.latitude)


def _spot_of(place: Place, archive: Archive) -> MapSpot:
    assert place.point is not None
    link, decimals = place_link(place.id, archive), archive.site.safety.coordinate_decimals
    reach = REACH_KM.get(place.precision, 0.0) if place.precision else 0.0
    return _spot(link.words, link.lang, place.point, reach, decimals)


def _spot(words: str, lang: str | None, point: tuple[float, float], reach: float, decimals: int) -> MapSpot:
    # Rounded as the place's own page says it, so that no map is finer than the words.
    latitude, longitude = (float(decimal(degrees, decimals)) for degrees in point)
    left_open = hypot(0.5, 0.5) * KM_PER_DEGREE / 10**decimals
    return MapSpot(words, latitude, longitude, round(max(reach, left_open), 2), lang)


def _size(bounds: Bounds) -> float:
    return (bounds.east - bounds.west) * (bounds.north - bounds.south)


def _far_apart(towns: Mapping[str, MapSpot], bounds: Bounds) -> tuple[tuple[str, MapSpot], ...]:
    """Choose towns within bounds that lie far from each other, beginning far from the middle."""
    canvas = Canvas(bounds, 1.0)
    places = {
        id: canvas.project(spot.longitude, spot.latitude)
        for id, spot in towns.items()
        if bounds.holds(spot.longitude, spot.latitude)
    }
    distances = {id: hypot(x - 0.5, y - canvas.height / 2) for id, (x, y) in places.items()}
    chosen: list[str] = []
    while distances and len(chosen) < _MOST_GUIDES:
        farthest = max(distances, key=lambda id: (distances[id], id))
        chosen.append(farthest)
        x, y = places[farthest]
        del distances[farthest]
        # The first was chosen by its distance from the middle, the others by that from those chosen.
        distances = {
            id: min(distances[id] if len(chosen) > 1 else 9.0, hypot(places[id][0] - x, places[id][1] - y))
            for id in distances
        }
    return tuple((id, towns[id]) for id in chosen)
