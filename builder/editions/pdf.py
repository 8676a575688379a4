"""Turn the publication into a booklet for printers: PDF with contents, running heads, index, bookmarks and tags.

WeasyPrint sets it from the theme's styles for paper; its text is that of the pages."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from importlib.resources import files
from importlib.util import find_spec
from xml.etree.ElementTree import Element, SubElement

from builder.editions.parts.anchors import Anchors, anchor, make_anchors
from builder.editions.parts.book import Book, make_book
from builder.editions.parts.chapters import TIMELINE, Chapter, resolved
from builder.editions.parts.contents import ContentsLine, contents
from builder.editions.parts.drawings import drawing_rules, style_drawings
from builder.editions.parts.pictures import bytes_at, data_uri, take_pictures
from builder.editions.parts.selection import select
from builder.editions.parts.tree import write_html
from builder.editions.parts.volume import Volume
from builder.model.addresses import actor_address, entry_address, place_address
from builder.model.entry import Entry
from builder.model.errors import BuilderError

MOST_OF_A_PICTURE = 5_000_000
# What the entries show of them is told by the index, and statements stand in the entries.
_LEFT_OUT = ("actors/", "places/", "tags/", TIMELINE)
_INDEXES = ("actors/", "places/")


def encoded(volume: Volume, only: Sequence[str] = ()) -> bytes:
    """Return the booklet, of all or of a selection; raise BuilderError where it cannot be set."""
    if find_spec("weasyprint") is None:
        raise BuilderError("a booklet is set by WeasyPrint, which is not installed: `pip install 'dateline[pdf]'`")
    return typeset_booklet(booklet(volume, only))


def booklet(volume: Volume, only: Sequence[str] = ()) -> str:
    """Return the booklet as HTML that needs no other file."""
    volume = select(volume, only) if only else volume
    book = make_book(volume)
    anchors = make_anchors(book.chapters, book.sources, volume.archive.prefix)
    kept = [chapter for chapter in book.chapters if not chapter.address.startswith(_LEFT_OUT)]
    kept.sort(key=partial(_rank, volume))
    for source in book.sources:
        source.set("id", anchors.sources[source.get("id", "")])
    body = Element("body")
    lines = contents(volume, book.chapters, {address: f"#{id}" for address, id in anchors.chapters.items()})
    body.extend([_cover(volume), _contents(lines, kept, anchors), *_leaves(volume, kept, anchors)])
    body.extend(_register(volume, book, anchors))
    frame = volume.renderer.frame
    page = Element("html", {"lang": frame.language, "dir": frame.direction})
    head = SubElement(page, "head")
    SubElement(head, "title").text = frame.title
    SubElement(head, "style").text = _stylesheet(volume)
    page.append(body)
    return f"<!doctype html>{write_html(page)}"


def _rank(volume: Volume, chapter: Chapter) -> int:
    """Put the front and pages of the publication's own before the entries."""
    own = ("", *(page.address for page in volume.renderer.frame.pages))
    return 0 if chapter.address in own else 1


def typeset_booklet(html: str) -> bytes:
    """Set a booklet; nothing is fetched, and no clock or chance gets into it."""
    from weasyprint import HTML

    def fetch(url: str) -> dict[str, object]:
        raise ValueError(f"a booklet holds all that it shows: {url[:60]}")

    document = HTML(string=html, url_fetcher=fetch).render(pdf_tags=True)
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


def _contents(lines: Sequence[ContentsLine], kept: Sequence[Chapter], anchors: Anchors) -> Element:
    there = {f"#{anchors.chapters[chapter.address]}" for chapter in kept}
    there |= {f"#{anchors.chapters[subject]}" for subject in _INDEXES if subject in anchors.chapters}
    section = Element("nav", {"class": "contents"})
    section.append(_list(lines, there))
    return section


def _list(lines: Sequence[ContentsLine], there: set[str]) -> Element:
    found = Element("ol")
    for line in lines:
        parts = [part for part in line.parts if part.place in there or part.parts]
        if line.place not in there and not parts:
            continue
        item = SubElement(found, "li")
        # A part without a page of its own begins with the first below it.
        place = line.place if line.place in there else _first_place(parts, there)
        link = SubElement(item, "a", {"href": place})
        link.text = line.words
        if line.lang:
            link.set("lang", line.lang)
        if parts:
            item.append(_list(parts, there))
    return found


def _first_place(parts: Sequence[ContentsLine], there: set[str]) -> str:
    part = parts[0]
    return part.place if part.place in there else _first_place(part.parts, there)


def _leaves(volume: Volume, kept: Sequence[Chapter], anchors: Anchors) -> Iterator[Element]:
    held = {anchors.chapters[chapter.address] for chapter in kept}
    held |= {id for chapter in kept for id in anchors.ids[chapter.address].values()} | {*anchors.sources.values()}
    rules = drawing_rules(_theme_css(volume))
    before = ""
    for chapter in kept:
        for shown in take_pictures(volume, chapter, MOST_OF_A_PICTURE, has_webp=False):
            shown.image.set("src", data_uri(shown.path, shown.data))
        for image in chapter.main.iter("image"):
            path = resolved(chapter.address, image.get("href", ""), volume.archive.prefix)
            if path is not None and (data := bytes_at(volume, path)) is not None:
                image.set("href", data_uri(path, data))
        anchor(chapter, chapter.main, anchors)
        _unlink(chapter.main, held)
        style_drawings(chapter.main, rules)
        part = chapter.address.partition("/")[0] if chapter.address.count("/") > 1 else chapter.address
        leaf = Element("section", {"class": f"leaf {chapter.kind}{' first' if part != before else ''}"})
        leaf.set("id", anchors.chapters[chapter.address])
        leaf.extend([*chapter.main])
        before = part
        yield leaf


def _unlink(main: Element, held: set[str]) -> None:
    """Leave the words of links to what a booklet does not hold."""
    for link in [*main.iter("a")]:
        to = link.get("href", "")
        if "#" in to and not to.startswith(("http", "mailto")) and to.partition("#")[2] not in held:
            link.tag = "span"
            del link.attrib["href"]
        elif to.startswith("?"):
            link.set("href", f"#{to.partition('#')[2]}")


def _register(volume: Volume, book: Book, anchors: Anchors) -> Iterator[Element]:
    """Return the indexes of actors and of places: on which pages the entries stand that they appear in."""
    titles = {chapter.address: chapter.title for chapter in book.chapters}
    archive = volume.archive
    for subject, index, address in (
        ("actors/", archive.by_actor, actor_address),
        ("places/", archive.by_place, place_address),
    ):
        named = {address(id): found for id, found in index.items() if address(id) in titles}
        if named:
            section = Element("section", {"class": "leaf first", "id": anchors.chapters[subject]})
            SubElement(section, "h1").text = titles[subject]
            lines = SubElement(SubElement(section, "div", {"class": "register"}), "ul")
            for to in sorted(named, key=lambda one: titles[one].casefold()):
                _line(lines, anchors.chapters[to], titles[to], named[to], anchors)
            yield section


def _line(lines: Element, id: str, words: str, entries: Sequence[Entry], anchors: Anchors) -> None:
    line = SubElement(lines, "li", {"id": id})
    SubElement(line, "bdi").text = words
    for entry in entries:
        place = anchors.chapters.get(entry_address(entry.id))
        if place is not None:
            SubElement(line, "a", {"class": "page-of", "href": f"#{place}"})


def _theme_css(volume: Volume) -> str:
    return (bytes_at(volume, volume.renderer.frame.stylesheet) or b"").decode()


def _stylesheet(volume: Volume) -> str:
    own = (files("builder.editions") / "pdf.css").read_text("utf-8")
    return f"{_theme_css(volume)}\n{own}\n.page-of::before {{ content: ' ' target-counter(attr(href), page); }}"
