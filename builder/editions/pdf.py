"""Turn the publication into a booklet for printers: PDF with contents, running heads, index, bookmarks and tags.

WeasyPrint sets it from the theme's styles for paper; its text is that of the pages."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from html import unescape
from importlib.resources import files
from importlib.util import find_spec
from xml.etree.ElementTree import Element, SubElement

from msgspec.structs import replace

from builder.editions.parts.anchors import Anchors, anchor, make_anchors
from builder.editions.parts.book import Book, make_book
from builder.editions.parts.chapters import TIMELINE, Chapter
from builder.editions.parts.contents import ContentsLine, contents
from builder.editions.parts.drawings import drawing_rules, side_colours, style_drawings
from builder.editions.parts.labels import lift_labels
from builder.editions.parts.pictures import data_uri, drawn_beneath, stylesheet_of, take_pictures
from builder.editions.parts.selection import select
from builder.editions.parts.stylesheet import tokens_for_paper
from builder.editions.parts.tree import first, words_of, write_html
from builder.editions.parts.volume import Volume
from builder.model.addresses import entry_address, year_name
from builder.model.errors import BuilderError
from builder.outputs.front_page import FrontView
from builder.outputs.question_pages import QuestionPageView
from builder.rendering.theme import words_under
from builder.views.output import View

MOST_OF_A_PICTURE = 5_000_000
# What the entries show of them is told by the index, and statements stand in the entries.
_LEFT_OUT = ("actors/", "places/", "tags/", TIMELINE)
# Its list of questions is that of the contents.
_QUESTIONS = "questions/"


def encoded(volume: Volume, only: Sequence[str] = ()) -> bytes:
    """Return the booklet, of all or of a selection; raise BuilderError where it cannot be set."""
    if find_spec("weasyprint") is None:
        raise BuilderError("a booklet needs WeasyPrint, which is not installed: `pip install 'dateline[pdf]'`")
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
    table = SubElement(body, "nav", {"class": "contents"})
    if title := words_under("sections", volume.renderer.theme.words).get("contents"):
        SubElement(table, "h1").text = title
    table.append(_list(lines))
    body.extend([*_leaves(volume, book, anchors), *indexes])
    frame = volume.renderer.frame
    page = Element("html", {"lang": frame.language, "dir": frame.direction})
    head = SubElement(page, "head")
    SubElement(head, "title").text = frame.title
    SubElement(head, "style").text = _stylesheet(volume)
    page.append(body)
    return f"<!doctype html>{write_html(page)}"


def _on_paper(view: View) -> View:
    """Leave statements to the entries, where they stand whole, and lists of what is new to the contents."""
    match view:
        case QuestionPageView():
            return replace(view, columns=())
        case FrontView():
            return replace(view, latest=(), actors=(), places=(), tags=(), corrections=())
    return view


def _is_kept(volume: Volume, is_selection: bool, address: str) -> bool:
    """Return whether a page has a chapter; a selection has no pages about the whole publication."""
    if address.startswith(_LEFT_OUT) or address == _QUESTIONS:
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
    document = HTML(string=html, url_fetcher=fetcher).render(pdf_variant="pdf/ua-1")
    data = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=b"dateline")
    assert isinstance(data, bytes)
    refuse_missing((chr(codepoint) for font in document.fonts.values() for codepoint in font.missing), html)
    return data


def refuse_missing(letters: Iterable[str], html: str) -> None:
    """Raise BuilderError where no font has some letters, with the page on which they are."""
    if missing := scripts_of(map(ord, letters)):
        named = ", ".join(f"{script} ({_where(letters, html)})" for script, letters in missing.items())
        raise BuilderError(f"no font of this machine has letters of {named}: install one, such as Noto")


def _where(letters: str, html: str) -> str:
    """Name letters, and the page of the publication on which the first of them is."""
    at = html.find(letters[0], html.find("<body"))
    # A letter of a heading stands before its end.
    headings = re.findall(r"<h1\b[^>]*>(.*?)</h1>", html[:at] + html[at:].partition("<")[0] + "</h1>", re.DOTALL)
    title = " ".join(unescape(re.sub(r"<[^>]*>", "", headings[-1])).split()) if headings else ""
    return f"{letters}, on “{title}”" if title else letters


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
    if site.description:
        SubElement(cover, "p").text = site.description
    for text in (site.url, site.licence.text):
        if text:
            SubElement(cover, "p", {"class": "imprint"}).text = text
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
    rules = drawing_rules(stylesheet_of(volume))
    before = ""
    for chapter in book.chapters:
        for shown in take_pictures(volume, chapter, MOST_OF_A_PICTURE, has_webp=False):
            shown.image.set("src", data_uri(shown.path, shown.data))
        for shown in drawn_beneath(volume, chapter):
            shown.image.set("href", data_uri(shown.path, shown.data))
        _lead_to_entries(chapter, anchors)
        anchor(chapter, chapter.main, anchors)
        _forget_queries(chapter.main)
        style_drawings(chapter.main, rules)
        lift_labels(chapter.main)
        for aside in chapter.main.iter("aside"):
            _set_in_rows(aside)
        part = _part_of(volume, chapter)
        classes = ("leaf", chapter.kind, "below" if part else "", "" if part and part == before else "first")
        leaf = Element("section", {"class": " ".join(filter(None, classes)), "id": anchors.chapters[chapter.address]})
        if part and part != before:
            SubElement(leaf, "h1", {"class": "part"}).text = part
        leaf.extend([*chapter.main])
        before = part
        yield leaf


def _set_in_rows(aside: Element) -> None:
    """Put what stands under one heading beside an entry into a row of its own; its map comes first."""
    children = [*aside]
    aside[:] = [child for child in children if child.tag == "figure"]
    row = aside
    for child in children:
        if child.tag == "h2":
            row = SubElement(aside, "div", {"class": "row"})
        if child.tag != "figure":
            row.append(child)


def _part_of(volume: Volume, chapter: Chapter) -> str:
    """Return the heading under which a chapter stands with others: a year, or what has no list of its own here."""
    folder, _, name = chapter.address.partition("/")
    if folder == "entries":
        return year_name(volume.archive.spots[name.rstrip("/")].year)
    return words_under("sections", volume.renderer.theme.words)[folder] if folder == "questions" else ""


def _lead_to_entries(chapter: Chapter, anchors: Anchors) -> None:
    """Link a figure to the statement in its entry, if that is printed separately."""
    own = anchors.ids[chapter.address]
    for link in chapter.main.iter("a"):
        id = link.get("href", "").removeprefix("#")
        entry, sign, claim = id.partition("_")
        address = entry_address(entry)
        if link.get("href", "").startswith("#") and sign and id not in own and claim in anchors.ids.get(address, ()):
            link.set("href", f"{'../' * chapter.address.count('/')}{address}#{claim}")


def _forget_queries(main: Element) -> None:
    """Point a link with a query to the page itself."""
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


def _stylesheet(volume: Volume) -> str:
    """Take the faces and colours of the theme; how they stand on a page of paper is the booklet's own."""
    theme = stylesheet_of(volume)
    tokens = "".join(f"{name}:{value};" for name, value in tokens_for_paper(theme).items())
    sides = "".join(f"{selector}{{--side:{colour}}}" for selector, colour in side_colours(theme))
    own = (files("builder.editions") / "pdf.css").read_text("utf-8")
    return f"html{{{tokens}}}\n{sides}\n{own}"
