"""Render every entry as lists show it, once; lists are joined from these cards."""

from collections.abc import Mapping
from functools import partial

import msgspec

from builder.model.archive import Archive
from builder.model.digests import digest_of, joined_digest
from builder.model.entry import Entry
from builder.model.time_zones import zone_of
from builder.outputs.parts.cards import card_view
from builder.remembering.edition import ComputedMapping
from builder.remembering.memo import Memo
from builder.remembering.run import Run, Step, bytes_of
from builder.rendering.renderer import Renderer
from builder.views.edition import Card


def render_cards(archive: Archive, renderer: Renderer, run: Run) -> Mapping[str, Card]:
    """Render the cards of all entries that lists show."""
    step = _rendering(archive, renderer)
    fetch = _Ready(run.memo, step).fetch
    ids = [entry.id for entry in archive.entries]
    digests = dict(zip(ids, run.remembered(step, archive.entries), strict=True))
    return ComputedMapping(digests, lambda id: Card(digests[id], partial(fetch, archive.entry_of[id])))


def render_card(entry: Entry, archive: Archive, renderer: Renderer) -> tuple[str, str]:
    """Render a card: whole, and as one line."""
    view = card_view(entry, archive, zone_of(entry, archive.places, archive.site), archive.is_contested(entry))
    return renderer.part("parts/card.html", view), renderer.part("parts/line.html", view)


# A large site has more cards than memory is worth.
_AT_HAND = 16_384


class _Ready:
    """Cards that were fetched once, as many lists show the same entry."""

    def __init__(self, memo: Memo, step: Step[Entry, bytes]) -> None:
        self._memo, self._step = memo, step
        self._cards: dict[str, tuple[str, str]] = {}

    def fetch(self, entry: Entry) -> tuple[str, str]:
        card = self._cards.get(entry.id)
        if card is None:
            if len(self._cards) == _AT_HAND:
                self._cards.clear()
            card = self._cards[entry.id] = _CARD.decode(bytes_of(self._memo, self._step, entry))
        return card


def _rendering(archive: Archive, renderer: Renderer) -> Step[Entry, bytes]:
    """Return how a card is rendered: from its entry's face, with the names of the directory, by the theme."""
    shared = joined_digest((b"card", archive.digest, renderer.digest))

    def digest(entry: Entry) -> bytes:
        is_early = b"early" if entry.id in archive.shown_early else b""
        return joined_digest((shared, entry.id.encode(), archive.faces[entry.id], is_early))

    def work(entry: Entry) -> tuple[bytes, bytes]:
        card = msgspec.msgpack.encode(render_card(entry, archive, renderer))
        return digest_of(card), card

    return Step("card", digest, work, _decoded)


def _decoded(packed: bytes) -> bytes:
    return _DIGEST.decode(packed)


_CARD = msgspec.msgpack.Decoder(tuple[str, str])
_DIGEST = msgspec.msgpack.Decoder(bytes)
