"""Make an edition whose bodies and cards are typeset and rendered only when a page asks for them.

Each is kept under the digest of all that it was made from, so the next edition, which differs in one entry, makes
only that entry's again."""

from functools import partial

from msgspec import Struct, field

from builder.model.archive import Archive
from builder.model.digests import joined_digest
from builder.model.problem import Problem
from builder.remembering.cards import render_card
from builder.remembering.edition import LazyMapping, edition_with
from builder.rendering.renderer import Renderer
from builder.typesetting.body import typeset
from builder.typesetting.written import linked_text, placed_slips, records_with_bodies, written_body
from builder.views.body import Body
from builder.views.edition import AuthorsFiles, Card, Edition, TypesetBody


class PartCache(Struct, frozen=True):
    """Bodies and cards (in full, and as one line) made so far, by the digest of all that each was made from."""

    bodies: dict[bytes, Body] = field(default_factory=dict)
    cards: dict[bytes, tuple[str, str]] = field(default_factory=dict)


def edition_on_demand(
    archive: Archive, original: Archive, renderer: Renderer, cache: PartCache, own_files: AuthorsFiles
) -> Edition:
    """Return the edition of an archive, which is the original or translates it; its parts are made on demand.

    Its digest is empty: nobody compares its pages."""
    bodies = LazyMapping(tuple(records_with_bodies(archive)), partial(_typeset, archive, original, cache))
    return edition_with(
        archive=archive,
        digest=b"",
        bodies=bodies,
        fetch_body=lambda key: cache.bodies[bodies[key].digest].html,
        cards=LazyMapping(archive.entry_of, partial(_card, archive, renderer, cache)),
        surroundings={},
        theme=renderer.theme,
        own_files=own_files,
    )


def slips_in(key: str, archive: Archive, cache: PartCache) -> tuple[Problem, ...]:
    """Typeset the body of a record (`entries/ID`), and return what is wrong in it."""
    return placed_slips(_body(key, archive, archive, cache)[1].slips, written_body(key, archive), archive)


def _typeset(archive: Archive, original: Archive, cache: PartCache, key: str) -> TypesetBody:
    digest, body, cited = _body(key, archive, original, cache)
    return TypesetBody(digest, cited, body.inner_links)


def _body(key: str, archive: Archive, original: Archive, cache: PartCache) -> tuple[bytes, Body, tuple[str, ...]]:
    # What an edition does not translate is taken from the original.
    written_in = archive if archive.has_translated(key) else original
    text, cited = linked_text(written_body(key, written_in), written_in)
    if text.digest not in cache.bodies:
        cache.bodies[text.digest] = typeset(text.text, text.links)
    return text.digest, cache.bodies[text.digest], cited


def _card(archive: Archive, renderer: Renderer, cache: PartCache, id: str) -> Card:
    is_early = b"early" if id in archive.shown_early else b""
    digest = joined_digest((archive.digest, renderer.digest, id.encode(), archive.faces[id], is_early))

    def fetch() -> tuple[str, str]:
        if digest not in cache.cards:
            cache.cards[digest] = render_card(archive.entry_of[id], archive, renderer)
        return cache.cards[digest]

    return Card(digest, fetch)
