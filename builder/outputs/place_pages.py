"""One page for each place: its names by side, what it lies in and according to whom, what happened there."""

from collections.abc import Iterator, Mapping
from functools import partial

from builder.model.addresses import place_address
from builder.model.entry import Entry, PlaceRole
from builder.model.place import Place, PlacePrecision, rounded
from builder.outputs.actor_pages import TieView, parts_of, tie_view
from builder.outputs.parts.chronology import chronology, further_parts
from builder.outputs.parts.feeding import feed_address
from builder.outputs.parts.forms import forms_of_list, record_form
from builder.outputs.parts.indexes import IndexGroup, IndexItem, IndexView, by_words, index_view
from builder.outputs.parts.languages import listed, translation_view
from builder.outputs.parts.locator import Whereabouts, whereabouts_of
from builder.outputs.parts.made_of import made_of_list
from builder.outputs.parts.sources import SourceView, numbered
from builder.outputs.parts.words import NameView, name_views, other_names, place_link
from builder.views.chronology import Chronology
from builder.views.edition import Edition, Html
from builder.views.map import Locator
from builder.views.output import Link, Listed, Output, Page, Section, View, file_of


class PlaceView(View, frozen=True, kw_only=True):
    """All that a place's page shows; `point` is latitude and longitude, no finer than the site's policy allows."""

    kind: str
    names: tuple[NameView, ...]
    body: Html
    body_lang: str | None
    point: tuple[str, str] | None
    precision: PlacePrecision | None
    locator: Locator | None
    part_of: tuple[TieView, ...]
    within: tuple[Link, ...]
    chronology: Chronology
    sources: tuple[SourceView, ...]
    geonames: str | None
    feed: str | None


SECTION = Section("places", 30)


def plan(edition: Edition) -> Iterator[Output]:
    yield Page("places/index.html", "index.html", partial(_index_view, edition), listed=Listed())
    within, whereabouts = parts_of(edition.archive.places), whereabouts_of(edition.archive)
    for id, place in edition.archive.places.items():
        entries = edition.archive.by_place.get(id, ())
        made_of = made_of_list(edition, entries, record=f"places/{id}")
        view = partial(_place_view, place, within, whereabouts, edition)
        translation = translation_view(f"places/{id}", place.body, edition.archive, place.lang)
        yield Page(file_of(place_address(id)), "place.html", view, made_of, listed(translation))
        yield from further_parts(entries, edition, place_link(id, edition.archive), "places", partial(_roles, id))


def _place_view(
    place: Place, within: Mapping[str, list[str]], whereabouts: Whereabouts, edition: Edition
) -> PlaceView:
    archive, key = edition.archive, f"places/{place.id}"
    sources = numbered(edition.bodies[key].cited, archive)
    entries = archive.by_place.get(place.id, ())
    numbers = {source.id: source.number for source in sources}
    return PlaceView(
        address=place_address(place.id),
        title=archive.names[key],
        section="places",
        forms=forms_of_list(place_address(place.id), entries, archive)
        + record_form(place_address(place.id), archive),
        lang=archive.tongues.get(key),
        translation=translation_view(key, place.body, archive, place.lang),
        kind=place.kind,
        names=name_views(place.names, archive),
        body=edition.body(key),
        body_lang=archive.language_of_text(key, place.lang or archive.original),
        point=rounded(place.point, archive.site.safety.coordinate_decimals) if place.point else None,
        precision=place.precision,
        locator=whereabouts.of_place(place.id),
        part_of=tuple(tie_view(tie, place_link(tie.to, archive), archive, numbers) for tie in place.part_of),
        within=tuple(place_link(id, archive) for id in within.get(place.id, ())),
        chronology=chronology(entries, edition, partial(_roles, place.id), place_address(place.id)),
        sources=sources,
        geonames=place.geonames,
        feed=feed_address(place_address(place.id), entries, archive.site),
    )


def _roles(id: str, entry: Entry) -> tuple[tuple[str, str], ...]:
    roles = (location.role for location in entry.places if location.place == id)
    return tuple(dict.fromkeys(("place_roles", role.value) for role in roles if role is not PlaceRole.LOCATION))


def _index_view(edition: Edition) -> IndexView:
    archive = edition.archive
    groups: dict[str, list[IndexItem]] = {}
    for place in archive.places.values():
        link, count = place_link(place.id, archive), len(archive.by_place.get(place.id, ()))
        groups.setdefault(place.kind, []).append(
            IndexItem(link.words, link.address, count, aliases=other_names(place.names, link), lang=link.lang)
        )
    ordered = (IndexGroup(kind, None, tuple(sorted(groups[kind], key=by_words))) for kind in sorted(groups))
    return index_view("places", ordered)
