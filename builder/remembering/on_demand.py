"""Make an edition of which nothing is typeset yet: bodies and cards are made when a page asks for them.

What was made is kept by the digest of all that it was made from, so that the next edition, which differs in one
entry, makes that entry again and nothing else."""

from functools import partial

from msgspec import Struct, field

from builder.model.archive import Archive
from builder.model.digests import joined_digest
from builder.model.problem import Problem
from builder.model.time_zones import zone_of
from builder.outputs.parts.days import on_day_pages
from builder.remembering.cards import render_card
from builder.remembering.edition import Asked, heading_of, orders_in
from builder.rendering.renderer import Renderer
from builder.rendering.theme import Theme, title_of_claims, title_of_corrections
from builder.typesetting.body import typeset
from builder.typesetting.written import linked_text, placed_slips, records_with_bodies, written_body
from builder.views.body import Body
from builder.views.edition import AuthorsFiles, Card, Edition, TypesetBody


class Shelf(Struct, frozen=True):
    """What was made so far, by the digest of all that it was made from: bodies, and cards whole and as one line."""

    bodies: dict[bytes, Body] = field(default_factory=dict)
    cards: dict[bytes, tuple[str, str]] = field(default_factory=dict)


def edition_on_demand(
    archive: Archive, original: Archive, renderer: Renderer, shelf: Shelf, theme: Theme, own_files: AuthorsFiles
) -> Edition:
    """Return an edition, which translates the original or is it, whose parts are made when they are asked for.

    Its digest is empty: nobody compares its pages."""
    bodies = Asked(tuple(records_with_bodies(archive)), partial(_typeset, archive, original, shelf))
    shown, on_pages = archive.entry_of, on_day_pages(archive)
    return Edition(
        archive=archive,
        digest=b"",
        bodies=bodies,
        fetch_body=lambda key: shelf.bodies[bodies[key].digest].html,
        cards=Asked(shown, partial(_card, archive, renderer, shelf)),
        surroundings={},
        headings=Asked(shown, lambda id: heading_of(shown[id], archive, on_pages)),
        on_day_pages=on_pages,
        zones=Asked(shown, lambda id: zone_of(shown[id], archive.places, archive.site)),
        order=orders_in(archive),
        assets=theme.assets,
        own_files=own_files,
        corrections_title=title_of_corrections(theme.words),
        claims_title=title_of_claims(theme.words),
        typeface=theme.typeface,
    )


def slips_in(key: str, archive: Archive, shelf: Shelf) -> tuple[Problem, ...]:
    """Typeset the body of a record (`entries/ID`), and return what is wrong in it."""
    return placed_slips(_body(key, archive, archive, shelf)[1].slips, written_body(key, archive), archive)


def _typeset(archive: Archive, original: Archive, shelf: Shelf, key: str) -> TypesetBody:
    digest, body, cited = _body(key, archive, original, shelf)
    return TypesetBody(digest, cited, body.inner_links)


def _body(key: str, archive: Archive, original: Archive, shelf: Shelf) -> tuple[bytes, Body, tuple[str, ...]]:
    # What an edition does not translate is taken from the original.
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
