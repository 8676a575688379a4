"""Number the sources of a whole edition once, in the order in which its chapters cite them.

A page lists its own sources and numbers them from 1; an edition has one list for all chapters."""

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element

from builder.editions.parts.chapters import Chapter
from builder.editions.parts.tree import parents, remove

PREFIX = "source_"
# Where the list of all stands.
SOURCES = "sources/"


def take_sources(chapters: Sequence[Chapter]) -> list[Element]:
    """Take the lists of sources out of chapters, and return one list of all, whose numbers the chapters now use."""
    found: dict[str, Element] = {}
    for chapter in chapters:
        items = {id: item for item in chapter.main.iter("li") if (id := item.get("id", "")).startswith(PREFIX)}
        numbers = {id: item.get("value", "") for id, item in items.items()}
        for id in items:
            if id not in found:
                found[id] = items[id]
        _renumber(chapter.main, numbers, [*found])
        _take_lists(chapter.main, items)
    for number, item in enumerate(found.values(), start=1):
        item.set("value", str(number))
        item.tail = None
    return [*found.values()]


def _renumber(main: Element, numbers: dict[str, str], order: list[str]) -> None:
    """Write the number that a source has in the whole edition where a chapter cites it."""
    new = {id: str(number) for number, id in enumerate(order, start=1)}
    for link in main.iter("a"):
        id = link.get("href", "").removeprefix("#")
        if id in numbers:
            _replace_last(link, re.compile(rf"(?<!\d){numbers[id]}(?!\d)"), new[id])


def _replace_last(link: Element, number: re.Pattern[str], new: str) -> None:
    """Replace the number that stands last in a link: the name of an outlet, which may hold one, stands before it."""
    for element in reversed([*link.iter()]):
        if found := [*number.finditer(element.text or "")]:
            text, last = element.text or "", found[-1]
            element.text = f"{text[: last.start()]}{new}{text[last.end() :]}"
            return


def _take_lists(main: Element, items: dict[str, Element]) -> None:
    """Take out lists of sources, each with the section that holds nothing else but a heading."""
    above = parents(main)
    for list_of_all in {above[item]: None for item in items.values()}:
        section = above[list_of_all]
        others = [child for child in section if child is not list_of_all and child.tag not in ("h2", "h3", "h4")]
        if section is not main and not others:
            remove(above[section], section)
        else:
            remove(section, list_of_all)
