"""Read a list of dated items in Markdown: `- February 2014 - what happened`, under headings that may give the year.

What stands below an item belongs to it. An item without a date that can be read is told, and not guessed at."""

import re
from collections.abc import Iterator

from msgspec import Struct

from builder.importing.citing import placeholder
from builder.importing.dates_elsewhere import edtf_of
from builder.importing.html_text import has_html, without_dead_links
from builder.importing.kinds import whole_text
from builder.importing.post_bodies import post_body
from builder.importing.record import Found, ImportSource, Incident, Spoilt, Unmapped, origin_of

_ITEM = re.compile(r"(\s*)[-*+]\s+(.*)")
_HEADING = re.compile(r"#{1,6}\s+(.*?)\s*#*$")
_PARTED = re.compile(
    r"(?:\*\*|__)?(?P<date>[^*_]{3,40}?)(?:\*\*|__)?\s*(?::(?!//)|[–—]|\s-)\s*(?:\*\*|__)?(?P<words>.+)"
)
_ALONE = re.compile(r"(?:\*\*|__)?(?P<date>[^*_]{4,40}?)(?:\*\*|__)?:?")
_SPAN = re.compile(r"(.+?)\s+(?:to|until|–|—|-)\s+(.+)")


class DatedItem(Struct):
    """An item of a list: its line, its words, and the lines below it."""

    line: int
    words: str
    below: list[str]
    year: str | None


def read_list(material: ImportSource) -> Iterator[Found]:
    """Read the dated items of a list."""
    text = whole_text(material)
    title, items = _items(text)
    source = placeholder(title or f"The list {material.name}")
    for item in items:
        try:
            date, words = _dated(item)
        except Spoilt as fault:
            yield Unmapped(material.name, "", f'"{item.words[:60]}" is left out: {fault.says}', item.line)
            continue
        body = post_body("\n".join(item.below), {})
        for told in body.told:
            yield Unmapped(material.name, "", told, item.line)
        yield Incident(
            origin=origin_of(material.name, item.line, "\n".join((item.words, *item.below))),
            title=_plain(words),
            date=date,
            sources=(source,),
            private=body.private,
            body=without_dead_links(words if words != _plain(words) or has_html(words) else "") + "\n\n" + body.text,
        )


def _items(text: str) -> tuple[str, list[DatedItem]]:
    """List the items of the first level, each with the year of the heading above it."""
    title, year, items, depth = "", None, list[DatedItem](), 0
    for number, line in enumerate(text.split("\n"), start=1):
        if heading := _HEADING.fullmatch(line):
            title = title or heading[1]
            years = re.findall(r"\b\d{4}\b", heading[1])
            year = years[0] if len(years) == 1 and "-" not in heading[1] else None
            depth = -1
        elif found := _ITEM.fullmatch(line):
            indent = len(found[1].expandtabs(4))
            if depth < 0 or not items or indent <= depth:
                depth = indent
                items.append(DatedItem(number, found[2].strip(), [], year))
            else:
                items[-1].below.append(line[depth + 2 :])
        elif items and depth >= 0 and line.strip():
            items[-1].below.append(line.strip())
    return title, items


def _dated(item: DatedItem) -> tuple[str, str]:
    """Part an item into its date, in EDTF, and its words; where it is a date alone, the words stand below."""
    parted = _PARTED.fullmatch(item.words)
    if parted:
        return _span(parted["date"], item.year), parted["words"].strip("*_ ")
    alone = _ALONE.fullmatch(item.words)
    if alone and item.below:
        date = _span(alone["date"], item.year)
        first = next(line for line in item.below if line.strip())
        words = first.strip().lstrip("-*+ ").strip()
        if len(item.below) == 1:
            item.below.clear()
        return date, words
    raise Spoilt("no date comes before it")


def _span(text: str, year: str | None) -> str:
    try:
        return edtf_of(text.strip(), year=year)
    except Spoilt:
        found = _SPAN.fullmatch(text.strip())
        if found is None:
            raise
        ends = [edtf_of(end, year=year) for end in found.groups()]
        return edtf_of("/".join(ends))


def _plain(markdown: str) -> str:
    """Take the signs of Markdown out of a title."""
    words = re.sub(r"!?\[([^\[\]]*)\]\([^)]*\)", r"\1", markdown)
    return re.sub(r"(\*\*|__|`)", "", words).strip()
