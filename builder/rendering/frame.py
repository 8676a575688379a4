"""The frame that every page stands in: title, menu, footer, languages. Nothing in it changes when an entry does."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from msgspec import Struct

from builder.drawing.lettering import fits
from builder.model.addresses import card_address
from builder.model.archive import Archive
from builder.model.body import SLOT
from builder.model.output import Link
from builder.model.site import Side
from builder.rendering.filters import direction_of
from builder.rendering.theme import Theme, Words


class Frame(Struct, frozen=True, kw_only=True):
    """What is the same on all pages; `base` is the root as an absolute path, for the one page that needs it.

    `embed_stylesheet` is None on a site without embed pages, `card` on one without social cards."""

    title: str
    language: str
    direction: str
    url: str | None
    base: str
    stylesheet: str
    embed_stylesheet: str | None
    card: str | None
    icon: str | None
    scripts: Mapping[str, str]
    sections: tuple[str, ...]
    pages: tuple[Link, ...]
    sides: tuple[Side, ...]
    text_licence: str | None
    has_feed: bool
    words: Words
    slot: str = SLOT


def make_frame(archive: Archive, theme: Theme) -> Frame:
    """Make the frame of a publication."""
    site = archive.site
    return Frame(
        title=site.title,
        language=site.language,
        direction=direction_of(site.language),
        url=site.url,
        base=(urlsplit(site.url).path or "/") if site.url else "/",
        stylesheet=theme.stylesheet,
        embed_stylesheet=theme.embed_stylesheet,
        card=card_address("") if theme.typeface and fits(site.title, theme.typeface) else None,
        icon=theme.icon,
        scripts=theme.scripts,
        sections=_sections(archive),
        pages=tuple(Link(page.title, f"{page.id}/") for page in archive.pages.values()),
        sides=site.sides,
        text_licence=site.licence.text,
        has_feed=site.url is not None and any(entry.published for entry in archive.entries),
        words=theme.words,
    )


def _sections(archive: Archive) -> tuple[str, ...]:
    """List the parts of the menu; a site without a point to draw has no map."""
    places = ("places", "map") if archive.has_map else ("places",)
    return ("timeline", "actors", *places, "questions", "tags", "sources", "corrections", "search")
