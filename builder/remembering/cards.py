"""Render every entry as lists show it, once; lists are joined from these cards."""

from collections.abc import Mapping, Sequence
from functools import partial

import msgspec

from builder.model.archive import Archive
from builder.model.digests import digest_of
from builder.model.entry import Entry
from builder.model.time_zones import zone_of
from builder.outputs.parts.cards import CardView, card_view
from builder.remembering.memo import Memo
from builder.rendering.renderer import Renderer
from builder.views.edition import Card, Galley
from builder.workers import Workers


class ReadyCards:
    """Cards that are rendered: those of this build at once, the others when a list that is made anew needs one."""

    def __init__(self, memo: Memo) -> None:
        self._memo = memo
        self._packed: dict[bytes, bytes] = {}
        self._has_all = False

    def add(self, cards: Mapping[bytes, bytes]) -> None:
        self._packed.update(cards)

    def fetch(self, digest: bytes, entry: Entry, archive: Archive, renderer: Renderer) -> tuple[str, str]:
        """Give a card whole and as one line; one that the memo has lost is rendered again."""
        packed = self._packed.get(digest)
        if packed is None and not self._has_all:
            self._packed |= self._memo.all("card")
            self._has_all = True
            packed = self._packed.get(digest)
        if packed is None:
            packed = self._packed[digest] = _rendered(entry, archive, renderer)
        return _CARD.decode(packed)


def set_cards(
    archive: Archive,
    galleys: Mapping[str, Galley],
    new: Sequence[str],
    renderer: Renderer,
    memo: Memo,
    workers: Workers,
) -> dict[str, Card]:
    """Render the cards of what was set anew, as far as they are not known."""
    ready = ReadyCards(memo)
    wanted = {galleys[key].card: key for key in new if galleys[key].card}
    known = memo.known("card", list(wanted))
    entry_of = archive.entry_of

    def render(chunk: Sequence[tuple[bytes, str]]) -> dict[bytes, bytes]:
        return {digest: _rendered(entry_of[key.removeprefix("entries/")], archive, renderer) for digest, key in chunk}

    for cards in workers.map(render, [(digest, key) for digest, key in wanted.items() if digest not in known]):
        memo.put("card", cards)
        ready.add(cards)
    digests = ((entry, galleys[f"entries/{entry.id}"].card) for entry in archive.entries)
    return {
        entry.id: Card(digest, partial(ready.fetch, digest, entry, archive, renderer)) for entry, digest in digests
    }


def card_digest(entry: Entry, archive: Archive, renderer: Renderer) -> bytes:
    """Digest all that a card shows."""
    return digest_of("card", renderer.digest, _view(entry, archive))


def _view(entry: Entry, archive: Archive) -> CardView:
    zone = zone_of(entry, archive.places, archive.site)
    return card_view(entry, archive, zone, archive.is_contested(entry))


def render_card(entry: Entry, archive: Archive, renderer: Renderer) -> tuple[str, str]:
    """Render a card: whole, and as one line."""
    view = _view(entry, archive)
    return renderer.part("parts/card.html", view), renderer.part("parts/line.html", view)


def _rendered(entry: Entry, archive: Archive, renderer: Renderer) -> bytes:
    return msgspec.msgpack.encode(render_card(entry, archive, renderer))


_CARD = msgspec.msgpack.Decoder(tuple[str, str])
