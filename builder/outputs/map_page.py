"""The map of all places, each as large as its entries are many, the lines beneath it, and its data for a script."""

from collections.abc import Iterator
from functools import partial

import msgspec
from msgspec import Struct

from builder.drawing.base_lines import draw_base, draw_base_file
from builder.model.addresses import MAP_ADDRESS, place_address
from builder.model.archive import Archive
from builder.model.basemap import BaseMap
from builder.model.digests import digest_of
from builder.model.entry import Entry
from builder.outputs.parts.locator import Whereabouts, base_address, happened_at, whereabouts_of
from builder.outputs.parts.made_of import made_of_list
from builder.outputs.parts.words import place_link
from builder.views.edition import Edition, Html
from builder.views.map import Circle, Panel
from builder.views.output import Export, Link, Listed, Output, Page, Section, View, file_of

_DATA = f"{MAP_ADDRESS}places.json"


class PlaceItem(Struct, frozen=True):
    """A place in the list beneath the maps: how many entries happened there, how many only mention it."""

    place: Link
    count: int
    mentions: int


class PanelView(Struct, frozen=True):
    """One map: its lines, the places upon it, and the maps that show a part of it in more detail.

    `most` is the number of entries of the place that has the most, on whichever map that stands."""

    panel: Panel
    lines: Html
    circles: tuple[Circle, ...]
    insets: tuple[Panel, ...]
    most: int


class MapMonth(Struct, frozen=True, order=True):
    """A month in which something happened on the map; `month` is 0 where only the year is known."""

    year: int
    month: int


class MapView(View, frozen=True, kw_only=True):
    """All that the map of all places shows; places without a point, or known only roughly, are only listed.

    `steps` are those of the slider, in the order of time."""

    panels: tuple[PanelView, ...]
    drawn: tuple[PlaceItem, ...]
    listed: tuple[PlaceItem, ...]
    steps: tuple[MapMonth, ...]
    data: str


SECTION = Section("map", 40, lambda archive: archive.has_map)


def plan(edition: Edition) -> Iterator[Output]:
    whereabouts = whereabouts_of(edition.archive)
    if not whereabouts.spots:
        return
    made_of = made_of_list(edition, edition.archive.entries)
    yield Page(file_of(MAP_ADDRESS), "map.html", partial(_map_view, whereabouts, edition), made_of, Listed())
    yield Export(_DATA, partial(_data, whereabouts, edition.archive), made_of)
    for base in edition.archive.maps.values():
        yield Export(base_address(base), partial(draw_base_file, base), edition.digest)


def _map_view(whereabouts: Whereabouts, edition: Edition) -> MapView:
    archive = edition.archive
    counts = {id: _counts(id, archive) for id in archive.places}
    items = {id: PlaceItem(place_link(id, archive), *counts[id]) for id in archive.places}
    ordered = sorted(items, key=lambda id: (items[id].place.words.casefold(), id))
    most = max(count for count, _ in counts.values())
    circles: dict[str, list[Circle]] = {}
    for id, spot in whereabouts.spots.items():
        panel = whereabouts.panel_of([spot])
        circles.setdefault(panel.id, []).append(Circle(id, place_address(id), spot, *counts[id]))
    return MapView(
        address=MAP_ADDRESS,
        title="",
        section="map",
        panels=tuple(
            PanelView(
                panel,
                _lines(archive.maps.get(panel.id)),
                tuple(circles[panel.id]),
                tuple(other for other in whereabouts.panels if _is_within(other, panel)),
                most,
            )
            for panel in whereabouts.panels
            if panel.id in circles
        ),
        drawn=tuple(items[id] for id in ordered if id in whereabouts.spots),
        listed=tuple(items[id] for id in ordered if id not in whereabouts.spots),
        steps=_steps(whereabouts, archive),
        data=_DATA,
    )


def _steps(whereabouts: Whereabouts, archive: Archive) -> tuple[MapMonth, ...]:
    spots = [archive.spots[entry.id] for entry, _ in _drawn(whereabouts, archive)]
    return tuple(sorted({MapMonth(spot.year, spot.month) for spot in spots}))


def _counts(id: str, archive: Archive) -> tuple[int, int]:
    """Count the entries in which something happened at a place, and those that only mention it."""
    entries = archive.by_place.get(id, ())
    count = sum(any(location.place == id and happened_at(location) for location in entry.places) for entry in entries)
    return count, len(entries) - count


def _lines(base: BaseMap | None) -> Html:
    return Html(digest_of(base), partial(draw_base, base)) if base else Html(b"", str)


def _is_within(inner: Panel, outer: Panel) -> bool:
    bounds = inner.bounds
    return inner != outer and all(
        outer.bounds.holds(*corner) for corner in ((bounds.west, bounds.south), (bounds.east, bounds.north))
    )


def _data(whereabouts: Whereabouts, archive: Archive) -> bytes:
    """Write for a script what happened where and when: year, month, id, title, the numbers of its places,
    and the language of its title where it is not the page's."""
    entries = [
        (
            archive.spots[entry.id].year,
            archive.spots[entry.id].month,
            entry.id,
            entry.title,
            found,
            *([entry.lang] if entry.lang else []),
        )
        for entry, found in _drawn(whereabouts, archive)
    ]
    return msgspec.json.encode({"places": list(whereabouts.spots), "entries": entries})


def _drawn(whereabouts: Whereabouts, archive: Archive) -> Iterator[tuple[Entry, list[int]]]:
    """List the entries in which something happened on the map, each with the numbers of its places."""
    numbers = {id: number for number, id in enumerate(whereabouts.spots)}
    for entry in archive.entries:
        happened = (location.place for location in entry.places if happened_at(location))
        if found := [numbers[id] for id in dict.fromkeys(happened) if id in numbers]:
            yield entry, found
