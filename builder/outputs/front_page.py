"""The front page: what this is, the moments the editors chose, what is contested, what is new, and the ways in."""

from collections.abc import Iterator, Mapping
from functools import partial

from builder.model.addresses import actor_address, place_address, tag_address
from builder.model.archive import Archive
from builder.model.entry import Entry
from builder.outputs.parts.band import overview
from builder.outputs.parts.corrections import ListedCorrection, corrections_of_all
from builder.outputs.parts.feeding import feed_address, newest
from builder.outputs.parts.forms import feed_form
from builder.outputs.parts.indexes import IndexItem
from builder.outputs.parts.languages import front_translation
from builder.outputs.parts.made_of import made_of_list
from builder.outputs.question_pages import ContestedItem, most_contested
from builder.outputs.timeline_pages import YearItem, years_with_entries
from builder.views.band import Band
from builder.views.edition import Card, Edition
from builder.views.output import Listed, Output, Page, View

_MOST_LATEST = 6
_MOST_CONTESTED = 6
_MOST_LISTED = 10
_MOST_CORRECTIONS = 3


class FrontView(View, frozen=True, kw_only=True):
    """All that the front page shows."""

    count: int
    overview: Band | None
    years: tuple[YearItem, ...]
    moments: tuple[Card, ...]
    contested: tuple[ContestedItem, ...]
    latest: tuple[Card, ...]
    actors: tuple[IndexItem, ...]
    places: tuple[IndexItem, ...]
    tags: tuple[IndexItem, ...]
    corrections: tuple[ListedCorrection, ...]
    feed: str | None


def plan(edition: Edition) -> Iterator[Output]:
    made_of = made_of_list(edition, edition.archive.entry_of.values())
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
        overview=overview(edition),
        years=years_with_entries(edition),
        moments=tuple(cards[id] for id in archive.site.moments if _is_listed(id, archive)),
        contested=most_contested(archive, _MOST_CONTESTED),
        latest=tuple(cards[entry.id] for entry in newest(archive.entries)[:_MOST_LATEST]),
        actors=_most_written_about(archive.by_actor, "actors/", edition),
        places=_most_written_about(archive.by_place, "places/", edition),
        tags=_most_written_about(archive.by_tag, "tags/", edition),
        corrections=tuple(corrections_of_all(archive)[:_MOST_CORRECTIONS]),
        feed=feed_address("", archive.entries, archive.site),
    )


def _is_listed(id: str, archive: Archive) -> bool:
    """Return whether an entry stands in lists: one that is withdrawn keeps its page only."""
    entry = archive.entry_of.get(id)
    return entry is not None and not entry.is_withdrawn


def _most_written_about(index: Mapping[str, tuple[Entry, ...]], kind: str, edition: Edition) -> tuple[IndexItem, ...]:
    archive = edition.archive
    names = archive.tags if kind == "tags/" else archive.names
    address = {"tags/": tag_address, "actors/": actor_address, "places/": place_address}[kind]
    items = [
        IndexItem(
            names[id if kind == "tags/" else kind + id],
            address(id),
            len(entries),
            archive.actors[id].side if kind == "actors/" else None,
            lang=archive.original if kind == "tags/" else archive.tongues.get(kind + id),
        )
        for id, entries in index.items()
    ]
    return tuple(sorted(items, key=lambda item: (-item.count, item.words.casefold(), item.address))[:_MOST_LISTED])
