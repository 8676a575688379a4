"""The map of all places, each as large as its entries are many, with the timeline's band and filter."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from builder.drawing.base_lines import draw_base, draw_base_file
from builder.drawing.crowds import crowds_in
from builder.model.addresses import MAP_ADDRESS, place_address
from builder.model.archive import Archive
from builder.model.basemap import BaseMap
from builder.model.digests import digest_of
from builder.model.entry import Entry
from builder.outputs.parts.band import overview
from builder.outputs.parts.locator import Whereabouts, base_address, panel_of_base, whereabouts_of
from builder.outputs.parts.made_of import made_of_list
from builder.outputs.parts.words import place_link
from builder.views.band import Band
from builder.views.edition import Edition, Html
from builder.views.map import Circle, MapSpot, Panel, Region
from builder.views.output import Export, Link, Listed, Output, Page, Section, View, file_of

# So many places find room for their names on any map.
_MOST_IN_SHORT = 14
_SMALLER = 3
# All discs of a map together are no larger than so many of the largest.
_MOST_LARGE = 20


class PlaceItem(Struct, frozen=True):
    """A place in a list: how many entries happened there, how many only mention it."""

    id: str
    place: Link
    count: int
    mentions: int


class PanelView(Struct, frozen=True):
    """One map: its lines, the places and regions upon it, and the list beside it.

    `insets` are maps of a smaller region with places of its own; `details` show a part of this one larger, with the
    places that lie there, and have no list. `is_detail` is whether this map is one of these. `greatest` is the number
    of entries of the place that has the most, on whichever map that stands; `most` is that of the largest possible
    disc: more, where so many discs would cover a map."""

    panel: Panel
    lines: Html
    circles: tuple[Circle, ...]
    regions: tuple[Region, ...]
    insets: tuple[Panel, ...]
    details: tuple[Panel, ...]
    is_detail: bool
    items: tuple[PlaceItem, ...]
    most: int
    greatest: int


class MapView(View, frozen=True, kw_only=True):
    """All that the map of all places shows; places without a point, or known only roughly, are only listed.

    `has_mentioned` and `has_contested` are whether the legend has to say how such places are drawn. Entries are
    filtered as on the timeline: `count` and `first_year` are those of all, `has_other` that it shows the same.
    `months` are those in which something happened at a place, counted from year 0."""

    count: int
    first_year: int
    has_other: bool
    overview: Band | None
    months: tuple[int, ...]
    panels: tuple[PanelView, ...]
    drawn: tuple[PlaceItem, ...]
    listed: tuple[PlaceItem, ...]
    has_mentioned: bool
    has_contested: bool


SECTION = Section("map", 40, lambda archive: archive.has_map)


def plan(edition: Edition) -> Iterator[Output]:
    whereabouts = whereabouts_of(edition.archive)
    if not whereabouts.spots:
        return
    made_of = made_of_list(edition, edition.archive.entries)
    yield Page(file_of(MAP_ADDRESS), "map.html", partial(_map_view, whereabouts, edition), made_of, Listed())
    for base in edition.archive.maps.values():
        yield Export(base_address(base), partial(draw_base_file, base), edition.digest)


def _map_view(whereabouts: Whereabouts, edition: Edition) -> MapView:
    archive = edition.archive
    items = {id: _item(id, archive) for id in archive.places}
    ordered = sorted(items, key=lambda id: (items[id].place.words.casefold(), id))
    circles = [_circle(id, spot, items[id], archive) for id, spot in whereabouts.spots.items()]
    panels = tuple(_panels(whereabouts, circles, items, archive))
    named = {region.id for view in panels for region in view.regions}
    return MapView(
        address=MAP_ADDRESS,
        title="",
        section="map",
        count=len(archive.entries),
        first_year=archive.spots[archive.entries[0].id].year if archive.entries else 1,
        has_other=True,
        overview=overview(edition),
        months=_months(archive),
        panels=panels,
        drawn=tuple(items[id] for id in ordered if id in whereabouts.spots),
        listed=tuple(items[id] for id in ordered if id not in whereabouts.spots and id not in named),
        has_mentioned=any(not circle.count for circle in circles),
        has_contested=any(circle.contested for circle in circles),
    )


def _months(archive: Archive) -> tuple[int, ...]:
    """Return the months in which something happened at a place; what is known by its year had happened by its end."""
    spots = [
        archive.spots[entry.id] for entry in archive.entries if any(location.is_scene for location in entry.places)
    ]
    return tuple(sorted({12 * spot.year + (spot.month or 12) - 1 for spot in spots}))


def _panels(
    whereabouts: Whereabouts, circles: Sequence[Circle], items: Mapping[str, PlaceItem], archive: Archive
) -> Iterator[PanelView]:
    """Return every map that has places, each followed by those that show parts of it larger."""
    on: dict[str, list[Circle]] = {}
    for circle in circles:
        on.setdefault(whereabouts.panel_of([circle.spot]).id, []).append(circle)
    greatest = max(item.count for item in items.values())
    most = max(greatest, *(sum(circle.count for circle in held) // _MOST_LARGE for held in on.values()))
    for panel in whereabouts.panels:
        if panel.id not in on:
            continue
        base, held = archive.maps.get(panel.id), on[panel.id]
        found = crowds_in([(circle.spot.longitude, circle.spot.latitude) for circle in held], panel.bounds)
        larger = [
            panel_of_base(base, f"{panel.id}-{number}", bounds, whereabouts.spots, archive)
            for number, bounds in enumerate(found, start=1)
        ]
        insets = tuple(other for other in whereabouts.panels if _is_within(other, panel))
        yield _panel_view(panel, base, held, items, (most, greatest), insets=insets, details=tuple(larger))
        for detail in larger:
            yield _panel_view(detail, base, _within(detail, held), items, (most, greatest), is_detail=True)


def map_in_short(archive: Archive) -> PanelView | None:
    """Return the map of the region with the places at which most happened, or None where there are no maps."""
    whereabouts = whereabouts_of(archive)
    if not whereabouts.panels:
        return None
    panel = whereabouts.panels[0]
    items = {id: _item(id, archive) for id in archive.places}
    spots = {id: spot for id, spot in whereabouts.spots.items() if whereabouts.panel_of([spot]).id == panel.id}
    ranked = sorted(spots, key=lambda id: (-items[id].count, -items[id].mentions, id))[:_MOST_IN_SHORT]
    circles = [_circle(id, spots[id], items[id], archive) for id in ranked]
    # A small map has small discs.
    greatest = max((item.count for item in items.values()), default=0)
    sizes = (_SMALLER * greatest, greatest)
    return _panel_view(panel, archive.maps.get(panel.id), circles, items, sizes) if circles else None


def _panel_view(
    panel: Panel,
    base: BaseMap | None,
    circles: Sequence[Circle],
    items: Mapping[str, PlaceItem],
    sizes: tuple[int, int],
    insets: tuple[Panel, ...] = (),
    details: tuple[Panel, ...] = (),
    is_detail: bool = False,
) -> PanelView:
    ids = {place_address(id): id for id in items}
    regions = tuple(
        Region(id, name, items[id].count, items[id].mentions)
        for name in panel.names
        if name.address and (id := ids[name.address])
    )
    listed = [*(region.id for region in regions), *(circle.id for circle in circles)]
    ordered = sorted(listed, key=lambda id: (items[id].place.words.casefold(), id))
    return PanelView(
        panel=panel,
        lines=_lines(replace(base, bounds=panel.bounds) if base else None),
        circles=tuple(circles),
        regions=regions,
        insets=insets,
        details=details,
        is_detail=is_detail,
        items=() if is_detail else tuple(items[id] for id in ordered),
        most=sizes[0],
        greatest=sizes[1],
    )


def _within(panel: Panel, circles: Sequence[Circle]) -> tuple[Circle, ...]:
    return tuple(circle for circle in circles if panel.bounds.holds(circle.spot.longitude, circle.spot.latitude))


def _circle(id: str, spot: MapSpot, item: PlaceItem, archive: Archive) -> Circle:
    contested = sum(archive.is_contested(entry) for entry in _happened(id, archive))
    return Circle(id, place_address(id), spot, item.count, item.mentions, contested)


def _item(id: str, archive: Archive) -> PlaceItem:
    """Count the entries in which something happened at a place, and those that only mention it."""
    count = len(_happened(id, archive))
    return PlaceItem(id, place_link(id, archive), count, len(archive.by_place.get(id, ())) - count)


def _happened(id: str, archive: Archive) -> list[Entry]:
    return [
        entry
        for entry in archive.by_place.get(id, ())
        if any(location.place == id and location.is_scene for location in entry.places)
    ]


def _lines(base: BaseMap | None) -> Html:
    return Html(digest_of(base), partial(draw_base, base)) if base else Html(b"", str)


def _is_within(inner: Panel, outer: Panel) -> bool:
    bounds = inner.bounds
    return inner != outer and all(
        outer.bounds.holds(*corner) for corner in ((bounds.west, bounds.south), (bounds.east, bounds.north))
    )
