"""Turn the addresses between chapters into anchors of one file: every chapter has an id, and so has all within it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import count
from string import ascii_uppercase
from urllib.parse import quote, unquote
from xml.etree.ElementTree import Element

from msgspec import Struct

from builder.editions.parts.chapters import TIMELINE, Chapter, resolved
from builder.editions.parts.sources import PREFIX, SOURCES
from builder.editions.parts.tree import parents, unwrap
from builder.model.ids import lettered

# Attributes that name ids.
_NAMING = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "headers", "list")
_REFERRING = ("fill", "stroke", "mask", "clip-path", "marker-start", "marker-mid", "marker-end", "filter")


class Anchors(Struct, frozen=True):
    """The ids of a file: those of chapters by their addresses, and what each chapter's own ids became."""

    chapters: Mapping[str, str]
    sources: Mapping[str, str]
    ids: Mapping[str, Mapping[str, str]]
    days: Mapping[str, str]
    prefix: str

    def of(self, address: str, link: str) -> str | None:
        """Return where a link of a chapter leads: `#…`, or on the web; None for what the file does not hold."""
        to = f"{address}{link}" if link.startswith("#") else resolved(address, link, self.prefix)
        if to is None:
            return link
        page, sign, id = to.partition("#")
        page, asks, query = page.partition("?")
        if id.startswith(PREFIX):
            return self._source(id)
        if page.startswith(SOURCES) and page != SOURCES:
            return self._source(f"{PREFIX}{page.removeprefix(SOURCES).rstrip('/')}")
        if page in self.chapters:
            own = self.ids[page]
            if link.startswith("#") and id not in own:
                # It stands around the chapters.
                return link
            found = own.get(id) if sign else None
            return f"{asks}{query}#{quote(found or self.chapters[page], safe='/-._~!$&()*+,;=:@')}"
        if page.startswith(TIMELINE):
            period = page.removeprefix(TIMELINE).rstrip("/").replace("/", "-")
            found = self.days.get(period) or self.chapters.get(TIMELINE)
            return f"#{found}" if found else None
        return None

    @property
    def leaves(self) -> Collection[str]:
        """Return the ids of chapters."""
        return self.chapters.values()

    def _source(self, id: str) -> str | None:
        return f"#{self.sources[id]}" if id in self.sources else None


def make_anchors(chapters: Sequence[Chapter], sources: Sequence[Element], prefix: str) -> Anchors:
    """Shorten the ids of chapters and their parts; ids that a script may refer to are kept."""
    taken: set[str] = set()
    ids: dict[str, dict[str, str]] = {}
    # No other id consists of capitals alone.
    numbers = {chapter.address: name for chapter, name in zip(chapters, lettered(ascii_uppercase), strict=False)}
    for chapter in sorted(chapters, key=lambda one: not one.scripts):
        own = [id for element in chapter.main.iter() if (id := element.get("id")) and not id.startswith(PREFIX)]
        kept = {*own} - taken if chapter.scripts else set()
        short = (f"{numbers[chapter.address]}.{number}" for number in count(1))
        ids[chapter.address] = {id: id if id in kept else next(short) for id in own}
        taken |= kept
    return Anchors(
        chapters=numbers,
        sources={source.get("id", ""): str(number) for number, source in enumerate(sources, start=1)},
        ids=ids,
        days=_days(ids.get(TIMELINE, {})),
        prefix=prefix,
    )


def drop_unused_ids(root: Element, kept: Collection[str]) -> None:
    """Take away ids that nothing refers to, but for those that a script may know."""
    named = {name for element in root.iter() for name in _named_by(element)}
    for element in root.iter():
        id = element.get("id")
        if id is not None and id not in named and id not in kept:
            del element.attrib["id"]


def anchor(chapter: Chapter, root: Element, anchors: Anchors) -> None:
    """Write ids and links of a chapter, or of what stands around all, as those of the one file."""
    own = anchors.ids.get(chapter.address, {})
    above = parents(root)
    for element in [*root.iter()]:
        if chapter.scripts and own.get(id := element.get("id", ""), id) != id:
            # A script asks for what it knows.
            element.set("data-id", id)
        _name(element, own)
        link = element.get("href")
        if link is None or element.tag not in ("a", "area"):
            continue
        to = anchors.of(chapter.address, link)
        if to is None and "transform" in element.attrib:
            # Part of a drawing, which what is in it is moved with.
            element.tag = "g"
            del element.attrib["href"]
        elif to is None and element in above:
            unwrap(above[element], element)
            above = parents(root)
        elif to is not None:
            if chapter.scripts and to != link and root is chapter.main and to.removeprefix("#") not in anchors.leaves:
                # Scripts read addresses of the site; those of whole pages are known.
                element.set("data-to", link)
            element.set("href", to)


def _name(element: Element, own: Mapping[str, str]) -> None:
    if (id := element.get("id")) in own:
        element.set("id", own[id or ""])
    for name in _NAMING:
        if (named := element.get(name)) is not None:
            element.set(name, " ".join(own.get(id, id) for id in named.split()))
    for name in _REFERRING:
        value = element.get(name, "")
        if value.startswith("url(#") and value[5:-1] in own:
            element.set(name, f"url(#{quote(own[value[5:-1]])})")
    if element.tag == "use" and element.get("href", "").removeprefix("#") in own:
        element.set("href", f"#{own[element.get('href', '')[1:]]}")


def _named_by(element: Element) -> Iterator[str]:
    yield unquote(element.get("href", "").partition("#")[2])
    for name in _NAMING:
        yield from element.get(name, "").split()
    for name in _REFERRING:
        yield unquote(element.get(name, "").removeprefix("url(#").removesuffix(")"))


def _days(ids: Mapping[str, str]) -> Mapping[str, str]:
    """Return the first day of each year and month of the timeline."""
    found: dict[str, str] = {}
    for id in ids:
        if id.startswith("day_"):
            year, month, _ = id.removeprefix("day_").rsplit("-", 2)
            name = f"{int(year):04}"
            found.setdefault(name, ids[id])
            found.setdefault(f"{name}-{int(month):02}", ids[id])
    return found
