"""An entry as lists show it: what its card holds."""

from collections.abc import Iterable

from msgspec import Struct

from builder.model.addresses import entry_address
from builder.model.archive import Archive
from builder.model.dates import Date
from builder.model.entry import Entry, Status
from builder.outputs.parts.languages import own_language
from builder.outputs.parts.words import actor_link, place_link
from builder.views.output import Link

# A card names those who acted and where; the entry's own page names everybody.
_MOST_ACTORS = 4
_MOST_PLACES = 3


class SidedLink(Struct, frozen=True):
    """A link to an actor, with the side whose sign precedes it."""

    words: str
    address: str
    side: str | None
    lang: str | None = None


class CardView(Struct, frozen=True, kw_only=True):
    """What a card shows."""

    title: str
    address: str
    summary: str | None
    when: Date
    zone: str
    date_text: str | None
    places: tuple[Link, ...]
    actors: tuple[SidedLink, ...]
    is_provisional: bool
    is_early: bool
    is_contested: bool
    lang: str | None
    dir: str | None
    own_lang: str | None


def card_view(entry: Entry, archive: Archive, zone: str, is_contested: bool) -> CardView:
    """Show an entry as a card; whether one of its claims is contested depends on those of other entries."""
    return CardView(
        title=entry.title,
        address=entry_address(entry.id),
        summary=entry.summary,
        when=entry.when,
        zone=zone,
        date_text=entry.date_text,
        places=tuple(
            place_link(id, archive) for id in _first(location.place for location in entry.places)[:_MOST_PLACES]
        ),
        actors=tuple(sided_link(id, archive) for id in _first(part.actor for part in entry.actors)[:_MOST_ACTORS]),
        is_provisional=entry.status is Status.PROVISIONAL,
        is_early=entry.id in archive.shown_early,
        is_contested=is_contested,
        lang=entry.lang,
        dir=entry.dir,
        own_lang=own_language(entry),
    )


def sided_link(id: str, archive: Archive) -> SidedLink:
    link = actor_link(id, archive)
    return SidedLink(link.words, link.address, archive.actors[id].side, link.lang)


def _first(ids: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(ids))
