"""The front page: what happened in short, between whom and where, the moments, what is contested, what is new."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import groupby

from msgspec import Struct

from builder.model.actor import ActorKind
from builder.model.addresses import STORY, page_address
from builder.model.archive import Archive
from builder.model.dates import Date
from builder.model.entry import Entry
from builder.model.site import Side
from builder.outputs.map_page import PanelView, map_in_short
from builder.outputs.parts.band import overview
from builder.outputs.parts.cards import SidedLink, sided_link
from builder.outputs.parts.chronology import PeriodItem
from builder.outputs.parts.corrections import ListedCorrection, corrections_of_all
from builder.outputs.parts.feeding import feed_address, newest
from builder.outputs.parts.forms import feed_form
from builder.outputs.parts.indexes import IndexItem
from builder.outputs.parts.languages import front_translation
from builder.outputs.parts.made_of import made_of_list
from builder.outputs.parts.sources import SourceView, numbered
from builder.outputs.parts.words import actor_link, page_link, place_link, tag_link
from builder.outputs.question_pages import ContestedItem, most_contested
from builder.outputs.story_pages import steps_of
from builder.outputs.timeline_pages import years_with_entries
from builder.views.band import Band
from builder.views.edition import Card, Edition, Html
from builder.views.output import Link, Listed, Output, Page, View

_MOST_LATEST = 6
_MOST_CONTESTED = 6
_MOST_LISTED = 10
_MOST_CORRECTIONS = 3
_MOST_OF_A_PARTY = 3
_NO_BODIES = (ActorKind.PERSON, ActorKind.MEDIA, ActorKind.OTHER)
_STORY_KEY = f"pages/{STORY}"


class Story(Struct, frozen=True):
    """What happened, in short, as `pages/front.md` puts it: its heading, its text, and the language of each."""

    title: str
    body: Html
    lang: str | None
    body_lang: str | None
    dir: str | None


class ToldStory(Struct, frozen=True):
    """The story that the front page begins with: a link to it, and its steps, each with its day."""

    link: Link
    summary: str | None
    dir: str | None
    steps: tuple[tuple[Date, str, Link], ...]


class PartyItem(Struct, frozen=True):
    """A side, and the bodies of it that most entries are about; without a side, those that belong to none."""

    side: Side | None
    actors: tuple[IndexItem, ...]


class PublishedDay(Struct, frozen=True):
    """What was published on one day: the day as the moment at which it begins, and the entries."""

    day: str
    cards: tuple[Card, ...]


class FrontView(View, frozen=True, kw_only=True):
    """All that the front page shows; `sources` are those that its story cites."""

    count: int
    told: ToldStory | None
    story: Story | None
    sources: tuple[SourceView, ...]
    parties: tuple[PartyItem, ...]
    map: PanelView | None
    overview: Band | None
    years: tuple[PeriodItem, ...]
    moments: tuple[Card, ...]
    contested: tuple[ContestedItem, ...]
    latest: tuple[PublishedDay, ...]
    actors: tuple[IndexItem, ...]
    places: tuple[IndexItem, ...]
    tags: tuple[IndexItem, ...]
    corrections: tuple[ListedCorrection, ...]
    feed: str | None


def plan(edition: Edition) -> Iterator[Output]:
    record = _STORY_KEY if STORY in edition.archive.pages else None
    made_of = made_of_list(edition, edition.archive.entry_of.values(), record=record)
    yield Page("index.html", "front.html", partial(_front_view, edition), made_of, Listed())


def _front_view(edition: Edition) -> FrontView:
    archive, cards = edition.archive, edition.cards
    return FrontView(
        address="",
        title=archive.site.title,
        summary=archive.site.description,
        section="front",
        forms=feed_form(feed_address("", archive.entries, archive.site), archive),
        lang=archive.original if not archive.site.translations else None,
        translation=front_translation(archive),
        count=len(archive.entries),
        told=_told(edition),
        story=_story(edition),
        sources=numbered(edition.bodies[_STORY_KEY].cited, archive) if STORY in archive.pages else (),
        parties=_parties(archive),
        map=map_in_short(archive),
        overview=overview(edition),
        years=years_with_entries(edition),
        # Whatever the order of the list, a line of time is in that of the clock.
        moments=tuple(
            cards[id]
            for id in sorted(
                (id for id in archive.site.moments if _is_listed(id, archive)), key=lambda id: edition.order["", id]
            )
        ),
        contested=most_contested(archive, _MOST_CONTESTED),
        latest=tuple(_latest(edition)),
        actors=_most_written_about(archive.by_actor, sided_link, archive),
        places=_most_written_about(archive.by_place, place_link, archive),
        tags=_most_written_about(archive.by_tag, tag_link, archive),
        corrections=tuple(corrections_of_all(archive)[:_MOST_CORRECTIONS]),
        feed=feed_address("", archive.entries, archive.site),
    )


def _latest(edition: Edition) -> Iterator[PublishedDay]:
    """List the entries that were published last, by the day of their publication."""
    entries = newest(edition.archive.entries)[:_MOST_LATEST]
    for day, found in groupby(entries, key=lambda entry: (entry.published or "")[:10]):
        yield PublishedDay(f"{day}T00:00:00Z", tuple(edition.cards[entry.id] for entry in found))


def _is_listed(id: str, archive: Archive) -> bool:
    """Return whether an entry is listed: one that is withdrawn keeps only its page."""
    entry = archive.entry_of.get(id)
    return entry is not None and not entry.is_withdrawn


def _story(edition: Edition) -> Story | None:
    archive = edition.archive
    page = archive.pages.get(STORY)
    if page is None:
        return None
    body_lang = archive.language_of_text(_STORY_KEY, page.lang or archive.original)
    return Story(page.title, edition.body(_STORY_KEY), page.lang, body_lang, page.dir)


def _told(edition: Edition) -> ToldStory | None:
    archive = edition.archive
    page = archive.pages.get(archive.site.story or "")
    if page is None:
        return None
    address = page_address(page.id)
    steps = tuple(
        (entry.when, edition.zones[entry.id], Link(entry.title, f"{address}#step_{number}", entry.lang))
        for number, entry in enumerate(steps_of(page, edition), start=1)
    )
    return ToldStory(page_link(page.id, archive), page.summary, page.dir, steps)


def _parties(archive: Archive) -> tuple[PartyItem, ...]:
    """List the sides in the order of the site, and last those who belong to none; a site without sides has none."""
    if not archive.site.sides:
        return ()
    parties = (
        PartyItem(side, _bodies_of(side.id if side else None, archive)) for side in (*archive.site.sides, None)
    )
    return tuple(party for party in parties if party.actors)


def _bodies_of(side: str | None, archive: Archive) -> tuple[IndexItem, ...]:
    """Return the bodies of a side that most entries are about: no persons, and nobody who only passes words on."""
    actors, entries = archive.actors, archive.by_actor
    bodies = [id for id in entries if actors[id].side == side and actors[id].kind not in _NO_BODIES]
    ranked = sorted(bodies, key=lambda id: (-len(entries[id]), archive.names[f"actors/{id}"].casefold(), id))
    return tuple(_item(actor_link(id, archive), len(entries[id])) for id in ranked[:_MOST_OF_A_PARTY])


def _item(link: Link | SidedLink, count: int) -> IndexItem:
    side = link.side if isinstance(link, SidedLink) else None
    return IndexItem(link.words, link.address, count, side, lang=link.lang)


def _most_written_about(
    index: Mapping[str, tuple[Entry, ...]], link_to: Callable[[str, Archive], Link | SidedLink], archive: Archive
) -> tuple[IndexItem, ...]:
    items = [_item(link_to(id, archive), len(entries)) for id, entries in index.items()]
    return tuple(sorted(items, key=lambda item: (-item.count, item.words.casefold(), item.address))[:_MOST_LISTED])
