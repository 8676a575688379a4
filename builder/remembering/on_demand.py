"""Set an edition of which nothing is set yet: bodies and cards are set when a page asks for them.

What was set is kept by the digest of all that it was made from, so that the next edition, which differs in one entry,
sets that entry anew and nothing else."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import TypeVar

from msgspec import Struct, field

from builder.model.archive import Archive
from builder.model.digests import joined_digest
from builder.model.entry import Entry
from builder.model.problem import Problem
from builder.model.time_zones import zone_of
from builder.remembering.cards import render_card
from builder.remembering.edition import heading_of
from builder.rendering.renderer import Renderer
from builder.rendering.theme import Theme, title_of_corrections
from builder.typesetting.body import typeset
from builder.typesetting.written import linked_text, placed_slips, records_with_bodies, written_body
from builder.views.body import Body
from builder.views.edition import Card, Edition, Original, TypesetBody

Key = TypeVar("Key")
Value = TypeVar("Value")


class Shelf(Struct, frozen=True):
    """What was set so far, by the digest of all that it was made from: bodies, and cards whole and as one line."""

    bodies: dict[bytes, Body] = field(default_factory=dict)
    cards: dict[bytes, tuple[str, str]] = field(default_factory=dict)


class Asked(Mapping[Key, Value]):
    """A mapping whose values are found when somebody asks for them, and found once."""

    def __init__(self, keys: Iterable[Key], find: Callable[[Key], Value]) -> None:
        self._keys, self._find = keys, find
        self._found: dict[Key, Value] = {}

    def __getitem__(self, key: Key) -> Value:
        if key not in self._found:
            self._found[key] = self._find(key)
        return self._found[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._keys)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def edition_on_demand(
    archive: Archive, original: Archive, renderer: Renderer, shelf: Shelf, theme: Theme, media: Mapping[str, Original]
) -> Edition:
    """Return an edition, which translates the original or is it, whose parts are set when they are asked for.

    Its digest is empty: nobody compares its pages."""
    bodies = Asked(tuple(records_with_bodies(archive)), partial(_typeset, archive, original, shelf))
    shown = archive.entry_of
    orders = Asked((), partial(_order, archive))
    return Edition(
        archive=archive,
        digest=b"",
        bodies=bodies,
        fetch_body=lambda key: shelf.bodies[bodies[key].digest].html,
        cards=Asked(shown, partial(_card, archive, renderer, shelf)),
        headings=Asked(shown, lambda id: heading_of(shown[id], archive)),
        zones=Asked(shown, lambda id: zone_of(shown[id], archive.places, archive.site)),
        order=Asked((), lambda place: orders[place[0]][place[1]]),
        assets=theme.assets,
        media=media,
        corrections_title=title_of_corrections(theme.words),
        typeface=theme.typeface,
    )


def slips_in(key: str, archive: Archive, shelf: Shelf) -> tuple[Problem, ...]:
    """Set the body of a record (`entries/ID`), and tell what is wrong in it."""
    return placed_slips(_body(key, archive, archive, shelf)[1].slips, written_body(key, archive), archive)


def _typeset(archive: Archive, original: Archive, shelf: Shelf, key: str) -> TypesetBody:
    digest, body, cited = _body(key, archive, original, shelf)
    return TypesetBody(digest, cited, body.inner_links)


def _body(key: str, archive: Archive, original: Archive, shelf: Shelf) -> tuple[bytes, Body, tuple[str, ...]]:
    # What an edition does not translate stands in it as it was set in the original.
    written_in = archive if archive.has_translated(key) else original
    text, cited = linked_text(written_body(key, written_in), written_in)
    if text.digest not in shelf.bodies:
        shelf.bodies[text.digest] = typeset(text.text, text.links)
    return text.digest, shelf.bodies[text.digest], cited


def _card(archive: Archive, renderer: Renderer, shelf: Shelf, id: str) -> Card:
    is_early = b"early" if id in archive.shown_early else b""
    digest = joined_digest((archive.digest, renderer.digest, id.encode(), archive.faces[id], is_early))

    def fetch() -> tuple[str, str]:
        if digest not in shelf.cards:
            shelf.cards[digest] = render_card(archive.entry_of[id], archive, renderer)
        return shelf.cards[digest]

    return Card(digest, fetch)


def _order(archive: Archive, chronology: str) -> dict[str, int]:
    """Return where each entry of a chronology stands: of the whole one (empty), of `actors/ID`, of `places/ID`."""
    kind, _, id = chronology.partition("/")
    entries: tuple[Entry, ...] = archive.entries
    if kind:
        entries = (archive.by_actor if kind == "actors" else archive.by_place).get(id, ())
    return {entry.id: place for place, entry in enumerate(entries)}
