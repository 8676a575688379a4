"""The frame that every page stands in: title, menu, footer, languages. Nothing in it changes when an entry does, but
for whether a translated edition is whole."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from msgspec import Struct

from builder.drawing.lettering import fits
from builder.model.addresses import STORY, card_address, download_address, page_address, prefix_of
from builder.model.archive import Archive
from builder.model.direction import direction_of
from builder.model.languages import is_whole
from builder.model.site import EditionKind, Side, Site
from builder.rendering.filters import own_name_of
from builder.rendering.theme import Theme, Words
from builder.views.body import SLOT
from builder.views.output import Link


class EditionLink(Struct, frozen=True):
    """An edition: its language, named in itself; where its pages begin, from this edition's root and on the web."""

    language: str
    direction: str
    name: str
    address: str
    url: str | None


class Frame(Struct, frozen=True, kw_only=True):
    """What is the same on all pages; `base` is the root as an absolute path, for the one page that needs it.
    With `has_relative_links` links lead to files, and pages opened from a disk say what does not work there.
    `downloads` are offline editions, each with its kind and address.

    An edition is `whole` where nothing in it is left in another language.
    `original` is the language of the edition that this one translates, `title_lang` that of the title where it is not
    translated; `editions` are all, the original first, and none where there is but one."""

    title: str
    title_lang: str | None
    language: str
    direction: str
    original: str | None
    is_whole: bool
    editions: tuple[EditionLink, ...]
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
    has_data: bool
    has_relative_links: bool
    downloads: tuple[tuple[str, str], ...]
    words: Words
    slot: str = SLOT


def make_frame(archive: Archive, theme: Theme, sections: tuple[str, ...]) -> Frame:
    """Make the frame of a publication; `sections` are the parts of the menu."""
    site = archive.site
    return Frame(
        title=site.title,
        title_lang=archive.original if not site.translations else None,
        language=site.language,
        direction=direction_of(site.language),
        original=archive.original,
        is_whole=archive.original is None or is_whole(archive),
        editions=_editions(archive),
        url=site.url,
        base=_base(site),
        stylesheet=theme.stylesheet,
        embed_stylesheet=theme.embed_stylesheet,
        card=card_address("") if theme.typeface and fits(site.title, theme.typeface) else None,
        icon=theme.icon,
        scripts=theme.scripts,
        sections=sections,
        pages=tuple(
            Link(page.title, page_address(page.id), page.lang) for page in archive.pages.values() if page.id != STORY
        ),
        sides=site.sides,
        text_licence=site.licence.text,
        has_feed=site.url is not None and any(entry.published for entry in archive.entries),
        has_data=site.data.files,
        has_relative_links=site.has_relative_links,
        downloads=tuple(_downloads(archive)),
        words=theme.words,
    )


def _base(site: Site) -> str:
    """Return the root as an absolute path; a site that may lie anywhere, and does not say where, has none."""
    if site.url is None:
        return "./" if site.has_relative_links else "/"
    return urlsplit(site.url).path or "/"


def _downloads(archive: Archive) -> Iterator[tuple[str, str]]:
    """Return the kinds of edition that the site hands out, and where each is."""
    site = archive.site
    for kind in site.downloads:
        # The archive holds all languages, and stands with the original.
        if kind is not EditionKind.ZIP or not archive.original:
            yield kind.value, download_address(site.edition_file(kind))


def _editions(archive: Archive) -> tuple[EditionLink, ...]:
    """List the editions as a page of this one leads to them."""
    site = archive.site
    own = prefix_of(site.language) if archive.original else ""
    back = "../" if own else ""
    root = site.url and site.url.removesuffix(own)
    found = []
    for index, tag in enumerate(site.languages):
        prefix = prefix_of(tag) if index else ""
        url = None if root is None else root + prefix
        found.append(EditionLink(tag, direction_of(tag), own_name_of(tag), back + prefix, url))
    return tuple(found)
