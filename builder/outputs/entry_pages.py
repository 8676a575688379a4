"""One page for each entry: what happened, when and where, who says so, by which sources."""

from collections.abc import Iterable, Iterator
from functools import partial

from msgspec import Struct

from builder.model.actor import Basis
from builder.model.addresses import day_address, entry_address, month_address, year_address
from builder.model.archive import Archive
from builder.model.dates import Date
from builder.model.entry import (
    Assessment,
    Entry,
    Location,
    PlaceRole,
    Rel,
    Role,
    Status,
)
from builder.model.ids import slug
from builder.model.place import PlacePrecision
from builder.outputs.parts.cards import SidedLink, sided_link
from builder.outputs.parts.corrections import CorrectionView, correction_views
from builder.outputs.parts.forms import record_form
from builder.outputs.parts.languages import entry_translation, listed, own_language
from builder.outputs.parts.line_of_days import LineOfDays, line_of_days
from builder.outputs.parts.linked_data import linked_data
from builder.outputs.parts.locator import Whereabouts, whereabouts_of
from builder.outputs.parts.made_of import made_of_entry
from builder.outputs.parts.media import MediaRecordView, PictureView, figures_beside, records_beside
from builder.outputs.parts.questions import QuestionView, questions_of
from builder.outputs.parts.sources import SourceView, numbered
from builder.outputs.parts.words import actor_link, entry_link, page_link, place_link, tag_link
from builder.outputs.social_cards import card_of
from builder.views.edition import Edition, Heading, Html
from builder.views.map import Locator
from builder.views.output import Link, Output, Page, View, file_of


class RoleView(Struct, frozen=True):
    """What an actor did in the event, on what basis and on whose word."""

    role: Role | None
    basis: Basis | None
    according_to: tuple[Link, ...]


class PartView(Struct, frozen=True):
    """An actor, once, and every part that it had in the event."""

    actor: SidedLink
    roles: tuple[RoleView, ...]


class LocationView(Struct, frozen=True):
    """A place's part in the event, and how exactly it is known."""

    place: Link
    role: PlaceRole
    precision: PlacePrecision | None


class QuoteView(Struct, frozen=True):
    """Words as spoken."""

    text: str
    lang: str | None
    by: SidedLink | None
    source: int | None
    source_id: str | None
    translated_from: str | None


class RelatedEntryView(Struct, frozen=True):
    """Another entry, and how it is related to this one."""

    rel: Rel
    entry: Link


class Neighbours(Struct, frozen=True):
    """The entries before and after this one in one chronology; `of` is None for the whole one."""

    of: Link | None
    before: Link | None
    after: Link | None


class TrailItem(Struct, frozen=True):
    """A year, month or day that an entry belongs to; `month` is 0 for a year, `day` for both."""

    year: int
    month: int
    day: int
    address: str


class EntryView(View, frozen=True, kw_only=True):
    """All that an entry's page shows."""

    status: Status
    is_early: bool
    when: Date
    zone: str
    date_text: str | None
    ongoing_as_of: Date | None
    day: Heading
    trail: tuple[TrailItem, ...]
    dateline: tuple[Link, ...]
    types: tuple[tuple[str, str | None], ...]
    tags: tuple[Link, ...]
    warnings: tuple[str, ...]
    body: Html
    body_lang: str | None
    own_lang: str | None
    dir: str | None
    parts: tuple[PartView, ...]
    locations: tuple[LocationView, ...]
    locator: Locator | None
    questions: tuple[QuestionView, ...]
    said: LineOfDays | None
    quotes: tuple[QuoteView, ...]
    assessment: Assessment | None
    method: Link | None
    figures: tuple[PictureView, ...]
    records: tuple[MediaRecordView, ...]
    sources: tuple[SourceView, ...]
    hides_sources: bool
    whole: Link | None
    episodes: tuple[Link, ...]
    related: tuple[RelatedEntryView, ...]
    corrections: tuple[CorrectionView, ...]
    authors: tuple[str, ...]
    published: str | None
    updated: str | None
    confidence: str | None
    confidence_reason: str | None
    neighbours: Neighbours
    neighbours_by: tuple[Neighbours, ...]
    linked_data: str
    card: str | None


def plan(edition: Edition) -> Iterator[Output]:
    whereabouts = whereabouts_of(edition.archive)
    for entry in edition.archive.entry_of.values():
        made_of = made_of_entry(entry, edition)
        view = partial(entry_view, entry, whereabouts, edition)
        changed = entry.updated or entry.published
        is_listed = None if entry.is_withdrawn else listed(entry_translation(entry, edition.archive), changed)
        yield Page(file_of(entry_address(entry.id)), "entry.html", view, made_of, is_listed)


def entry_view(entry: Entry, whereabouts: Whereabouts, edition: Edition) -> EntryView:
    """Gather what the page of one entry shows. Of a withdrawn entry only its title, dates and reason are left."""
    entry, archive, key = entry.as_shown, edition.archive, f"entries/{entry.id}"
    hidden = entry.safety.hide_sources
    cited = () if hidden or entry.is_withdrawn else edition.bodies[key].cited
    sources = numbered(cited, archive, entry.id)
    numbers = {source.id: source.number for source in sources}
    corrections, questions = correction_views(entry, archive), questions_of(entry, archive, numbers)
    return EntryView(
        address=entry_address(entry.id),
        title=entry.title,
        summary=entry.summary,
        section="timeline",
        forms=record_form(entry_address(entry.id), archive),
        status=entry.status,
        is_early=entry.id in archive.shown_early,
        when=entry.when,
        zone=edition.zones[entry.id],
        date_text=entry.date_text,
        ongoing_as_of=entry.ongoing_as_of,
        day=edition.headings[entry.id],
        # Without other entries, a withdrawn entry's month has no page.
        trail=() if entry.is_withdrawn else tuple(_trail(entry, edition)),
        dateline=tuple(place_link(id, archive) for id in _dateline(entry.places)),
        types=tuple((kind, _own_label(kind, archive)) for kind in entry.types),
        tags=tuple(tag_link(slug(tag), archive) for tag in entry.tags),
        warnings=entry.warnings,
        body=Html(b"", str) if entry.is_withdrawn else edition.body(key),
        lang=entry.lang,
        translation=entry_translation(entry, archive),
        body_lang=archive.language_of_text(key, own_language(entry)),
        own_lang=own_language(entry),
        dir=entry.dir,
        parts=tuple(_parts(entry, archive)),
        locations=tuple(
            LocationView(place_link(location.place, archive), location.role, location.precision)
            for location in entry.places
        ),
        locator=whereabouts.of_entry(entry),
        questions=questions,
        said=line_of_days(column for question in questions for column in question.columns),
        quotes=tuple(
            QuoteView(
                quote.text,
                quote.lang,
                None if quote.by is None else sided_link(quote.by, archive),
                numbers.get(quote.source or ""),
                quote.source,
                quote.translated_from,
            )
            for quote in entry.quotes
        ),
        assessment=entry.assessment,
        method=_method(entry, archive),
        figures=figures_beside(entry, archive),
        records=records_beside(entry, archive),
        sources=sources,
        hides_sources=hidden,
        whole=_whole(entry, archive),
        episodes=tuple(entry_link(part) for part in archive.parts_of.get(entry.id, ())),
        related=tuple(
            RelatedEntryView(relation.rel, entry_link(archive.entry_of[relation.entry]))
            for relation in entry.related
            if relation.entry in archive.entry_of
        ),
        corrections=corrections,
        authors=entry.authors,
        published=entry.published,
        updated=entry.updated,
        confidence=entry.confidence,
        confidence_reason=entry.confidence_reason,
        neighbours=_neighbours(None, edition.order.get(("", entry.id)), archive.entries),
        neighbours_by=tuple(_neighbours_by(entry, edition)),
        linked_data=linked_data(entry, archive, edition.zones[entry.id], sources, corrections),
        card=card_of(entry, edition),
    )


def _whole(entry: Entry, archive: Archive) -> Link | None:
    whole = archive.entry_of.get(entry.part_of) if entry.part_of else None
    return entry_link(whole) if whole else None


def _trail(entry: Entry, edition: Edition) -> Iterator[TrailItem]:
    """Lead to the year, month and day of an entry, as far as they are known and have pages."""
    spot = edition.archive.spots[entry.id]
    yield TrailItem(spot.year, 0, 0, year_address(spot.year))
    if spot.month:
        yield TrailItem(spot.year, spot.month, 0, month_address(spot.year, spot.month))
    if entry.id in edition.on_day_pages:
        yield TrailItem(spot.year, spot.month, spot.day, day_address(spot.year, spot.month, spot.day))


def _dateline(places: tuple[Location, ...]) -> list[str]:
    """Name the places where it happened, in the declared order; places only mentioned are no dateline."""
    return list(dict.fromkeys(place.place for place in places if place.is_scene))


def _own_label(kind: str, archive: Archive) -> str | None:
    return next((own.label for own in archive.site.types if own.value == kind), None)


def _parts(entry: Entry, archive: Archive) -> Iterator[PartView]:
    roles: dict[str, list[RoleView]] = {}
    for part in entry.actors:
        by = tuple(actor_link(id, archive) for id in part.according_to)
        # A part without role, basis and witness is shown by the name alone.
        found = [RoleView(part.role, part.basis, by)] if part.role or part.basis or by else []
        roles.setdefault(part.actor, []).extend(found)
    return (PartView(sided_link(id, archive), tuple(found)) for id, found in roles.items())


def _method(entry: Entry, archive: Archive) -> Link | None:
    method = entry.assessment.method if entry.assessment else None
    return page_link(method, archive) if method else None


def _neighbours_by(entry: Entry, edition: Edition) -> Iterable[Neighbours]:
    archive = edition.archive
    for id in dict.fromkeys(part.actor for part in entry.actors):
        index = edition.order.get((f"actors/{id}", entry.id))
        yield _neighbours(actor_link(id, archive), index, archive.by_actor[id])
    for id in dict.fromkeys(location.place for location in entry.places):
        index = edition.order.get((f"places/{id}", entry.id))
        yield _neighbours(place_link(id, archive), index, archive.by_place[id])


def _neighbours(of: Link | None, index: int | None, entries: tuple[Entry, ...]) -> Neighbours:
    if index is None:
        return Neighbours(of, None, None)
    before = entry_link(entries[index - 1]) if index else None
    after = entry_link(entries[index + 1]) if index + 1 < len(entries) else None
    return Neighbours(of, before, after)
