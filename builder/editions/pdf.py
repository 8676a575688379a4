"""Turn the publication into a booklet for printers: PDF with contents, running heads, index, bookmarks and tags.

WeasyPrint sets it from the theme's styles for paper; its text is that of the pages."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from importlib.resources import files
from importlib.util import find_spec
from xml.etree.ElementTree import Element, SubElement

from msgspec.structs import replace

from builder.editions.parts.anchors import Anchors, anchor, make_anchors
from builder.editions.parts.book import Book, make_book
from builder.editions.parts.chapters import TIMELINE, Chapter, resolved
from builder.editions.parts.contents import ContentsLine, contents
from builder.editions.parts.drawings import drawing_rules, style_drawings
from builder.editions.parts.pictures import bytes_at, data_uri, take_pictures
from builder.editions.parts.selection import select
from builder.editions.parts.tree import first, words_of, write_html
from builder.editions.parts.volume import Volume
from builder.model.addresses import entry_address
from builder.model.errors import BuilderError
from builder.outputs.question_pages import QuestionPageView
from builder.rendering.theme import words_under
from builder.views.output import View

MOST_OF_A_PICTURE = 5_000_000
# What the entries show of them is told by the index, and statements stand in the entries.
_LEFT_OUT = ("actors/", "places/", "tags/", TIMELINE)


def encoded(volume: Volume, only: Sequence[str] = ()) -> bytes:
    """Return the booklet, of all or of a selection; raise BuilderError where it cannot be set."""
    if find_spec("weasyprint") is None:
        raise BuilderError("a booklet is set by WeasyPrint, which is not installed: `pip install 'dateline[pdf]'`")
    return typeset_booklet(booklet(volume, only))


def booklet(volume: Volume, only: Sequence[str] = ()) -> str:
    """Return the booklet as HTML that needs no other file."""
    volume = select(volume, only) if only else volume
    book = make_book(volume, _on_paper, partial(_is_kept, volume, bool(only)))
    book.chapters.sort(key=partial(_rank, volume))
    anchors = make_anchors(book.chapters, book.sources, volume.archive.prefix)
    for source in book.sources:
        source.set("id", anchors.sources[source.get("id", "")])
    body = Element("body")
    lines = contents(volume, book.chapters, {address: f"#{id}" for address, id in anchors.chapters.items()})
    indexes = [*_indexes(volume, anchors)]
    lines += [ContentsLine(words_of(first(index, "h1")), f"#{index.get('id')}") for index in indexes]
    body.append(_cover(volume))
    SubElement(body, "nav", {"class": "contents"}).append(_list(lines))
    body.extend([*_leaves(volume, book, anchors), *indexes])
    frame = volume.renderer.frame
    page = Element("html", {"lang": frame.language, "dir": frame.direction})
    head = SubElement(page, "head")
    SubElement(head, "title").text = frame.title
    SubElement(head, "style").text = _stylesheet(volume)
    page.append(body)
    return f"<!doctype html>{write_html(page)}"


def _on_paper(view: View) -> View:
    """Leave statements to the entries, where they stand whole: a question shows its figures."""
    return replace(view, columns=()) if isinstance(view, QuestionPageView) else view


def _is_kept(volume: Volume, is_selection: bool, address: str) -> bool:
    """Return whether a page has a chapter; a selection has no pages about the whole publication."""
    if address.startswith(_LEFT_OUT):
        return False
    if not is_selection:
        return True
    asked = {claim.question for entry in volume.archive.entries for claim in entry.claims}
    kept = {page.address for page in volume.renderer.frame.pages}
    return address.startswith("entries/") or address in kept or address in {f"questions/{id}/" for id in asked}


def _rank(volume: Volume, chapter: Chapter) -> int:
    """Put the front and pages of the publication's own before the entries."""
    own = ("", *(page.address for page in volume.renderer.frame.pages))
    return 0 if chapter.address in own else 1


def typeset_booklet(html: str) -> bytes:
    """Set a booklet; nothing is fetched, and no clock or chance gets into it."""
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    # A booklet holds all that it shows.
    fetcher = URLFetcher(allowed_protocols=("data",))
    document = HTML(string=html, url_fetcher=fetcher).render(pdf_tags=True)
    data = document.write_pdf(pdf_tags=True, pdf_identifier=b"dateline")
    assert isinstance(data, bytes)
    if missing := scripts_of(codepoint for font in document.fonts.values() for codepoint in font.missing):
        named = ", ".join(f"{script} ({letters})" for script, letters in missing.items())
        raise BuilderError(f"no font of this machine has letters of {named}: install one, such as Noto")
    return data


def scripts_of(codepoints: Iterable[int]) -> dict[str, str]:
    """Return the scripts to which letters belong, each with some of these."""
    found: dict[str, list[str]] = {}
    for letter in sorted({chr(codepoint) for codepoint in codepoints}):
        if letter.isalpha():
            found.setdefault(unicodedata.name(letter, "unnamed").split()[0].capitalize(), []).append(letter)
    return {script: "".join(letters[:5]) for script, letters in found.items()}


def _cover(volume: Volume) -> Element:
    site = volume.archive.site
    cover = Element("section", {"class": "cover"})
    SubElement(cover, "h1").text = site.title
    for text in (site.description, site.url, site.licence.text):
        if text:
            SubElement(cover, "p").text = text
    return cover


def _list(lines: Sequence[ContentsLine]) -> Element:
    found = Element("ol")
    for line in lines:
        item = SubElement(found, "li")
        link = SubElement(item, "a", {"href": line.target})
        link.text = line.words
        if line.lang:
            link.set("lang", line.lang)
        if line.parts:
            item.append(_list(line.parts))
    return found


def _leaves(volume: Volume, book: Book, anchors: Anchors) -> Iterator[Element]:
    rules = drawing_rules(_theme_css(volume))
    before = ""
    for chapter in book.chapters:
        for shown in take_pictures(volume, chapter, MOST_OF_A_PICTURE, has_webp=False):
            shown.image.set("src", data_uri(shown.path, shown.data))
        for image in chapter.main.iter("image"):
            path = resolved(chapter.address, image.get("href", ""), volume.archive.prefix)
            if path is not None and (data := bytes_at(volume, path)) is not None:
                image.set("href", data_uri(path, data))
        anchor(chapter, chapter.main, anchors)
        _forget_queries(chapter.main)
        style_drawings(chapter.main, rules)
        part = chapter.address.partition("/")[0] if chapter.address.count("/") > 1 else chapter.address
        leaf = Element("section", {"class": f"leaf {chapter.kind}{' first' if part != before else ''}"})
        leaf.set("id", anchors.chapters[chapter.address])
        leaf.extend([*chapter.main])
        before = part
        yield leaf


def _forget_queries(main: Element) -> None:
    """Let a link that asks a page for something lead to the page."""
    for link in main.iter("a"):
        to = link.get("href", "")
        if to.startswith("?"):
            link.set("href", f"#{to.partition('#')[2]}")


def _indexes(volume: Volume, anchors: Anchors) -> Iterator[Element]:
    """Return the indexes of actors and of places: on which pages the entries stand that they appear in."""
    archive, sections = volume.archive, words_under("sections", volume.renderer.theme.words)
    for subject, index in (("actors", archive.by_actor), ("places", archive.by_place)):
        if not index:
            continue
        section = Element("section", {"class": "leaf first", "id": f"index-{subject}"})
        SubElement(section, "h1").text = sections[subject]
        lines = SubElement(SubElement(section, "div", {"class": "register"}), "ul")
        names = {id: archive.names[f"{subject}/{id}"] for id in index}
        for id in sorted(index, key=lambda one: (names[one].casefold(), one)):
            line = SubElement(lines, "li")
            SubElement(line, "bdi").text = names[id]
            for entry in index[id]:
                if to := anchors.chapters.get(entry_address(entry.id)):
                    SubElement(line, "a", {"class": "page-of", "href": f"#{to}"})
        yield section


def _theme_css(volume: Volume) -> str:
    return (bytes_at(volume, volume.renderer.frame.stylesheet) or b"").decode()


def _stylesheet(volume: Volume) -> str:
    own = (files("builder.editions") / "pdf.css").read_text("utf-8")
    return f"{_theme_css(volume)}\n{own}\n.page-of::before {{ content: ' ' target-counter(attr(href), page); }}"
