"""Make chapters of a book of the chapters of an edition: nothing to press, nothing folded, one list of sources."""

from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement

from msgspec import Struct

from builder.editions.parts.chapters import Chapter, chapters, page_at
from builder.editions.parts.sources import SOURCES, take_sources
from builder.editions.parts.tree import first, read_tree, without, words_of
from builder.editions.parts.volume import Volume
from builder.model.addresses import SEARCH_ADDRESS
from builder.views.output import View

# What only somebody at a screen can use.
_CONTROLS = frozenset(("button", "form", "input", "nav", "script", "template"))


class Book(Struct):
    """The chapters of a book in their order, and the sources of all."""

    chapters: list[Chapter]
    sources: list[Element]


def make_book(
    volume: Volume,
    adapt: Callable[[View], View] = lambda view: view,
    is_kept: Callable[[str], bool] = lambda address: True,
) -> Book:
    """Make a book of those pages of a language whose addresses are kept; the list of sources is its last chapter."""
    found = chapters(volume, adapt, lambda address: address != SEARCH_ADDRESS and is_kept(address))
    sources = take_sources(found)
    for chapter in found:
        flatten(chapter.main)
    if sources:
        found.append(sources_chapter(volume, sources))
    return Book(found, sources)


def sources_chapter(volume: Volume, sources: list[Element]) -> Chapter:
    """Make a chapter of all sources, under the heading and in the frame of the page that lists them."""
    page = page_at(volume, SOURCES)
    assert page is not None
    root = read_tree(volume.renderer.page(page.template, page.view()).decode())
    heading = words_of(first(root, "h1"))
    main = Element("main")
    SubElement(main, "h1").text = heading
    section = SubElement(main, "section", {"class": "sources"})
    SubElement(section, "ol").extend(sources)
    return Chapter(SOURCES, heading, root, main, ())


def flatten(main: Element) -> None:
    """Take out what a book has no use for, and unfold what is folded."""
    without(main, _is_for_screens)
    for element in main.iter():
        if element.tag == "details":
            element.tag = "div"
            element.attrib.pop("open", None)
        elif element.tag == "summary":
            element.tag = "p"
            element.set("class", f"{element.get('class', '')} summary".strip())
        for name in [name for name in element.attrib if name.startswith("data-") or name == "tabindex"]:
            del element.attrib[name]


def _is_for_screens(element: Element) -> bool:
    is_heading_alone = (
        element.tag == "section"
        and len(element) > 0
        and element[0].tag in ("h2", "h3")
        and next(element.iter("svg"), None) is None
        and words_of(element) == words_of(element[0])
    )
    return (
        is_heading_alone or element.tag in _CONTROLS or "hidden" in element.attrib or "data-screen" in element.attrib
    )
