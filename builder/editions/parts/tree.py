"""Turn a page's HTML into a tree of elements, and a tree back into HTML, or into the XHTML that books are made of."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from html import escape
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, TreeBuilder

from builder.model.errors import BuilderError

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
# Blanks between their children mean nothing.
_SPACELESS = frozenset("ul ol dl table thead tbody tr select svg g picture head html".split())
# Only where such a list or table holds nothing else.
_CLOSED_BY_WHAT_FOLLOWS = frozenset("li dt dd td th tr".split())
_BLOCKS = frozenset(
    "address article aside blockquote body dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 head header "
    "html li main nav ol p pre script section style table tbody td template th thead title tr ul".split()
)
_END_A_PARAGRAPH = frozenset(
    "address article aside blockquote details div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header "
    "hr main nav ol p pre section table ul".split()
)
_RAW = frozenset(("script", "style"))
_AS_WRITTEN = frozenset(("pre", "textarea", "script", "style"))
_NAME = re.compile(r"[^\s\"'<>/=]*[A-Z][^\s\"'<>/=]*")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_SIMPLE = re.compile(r"[\w.,:;#/%+?!()*-]*[\w.,:;#%+?!()*-]")
_NAMESPACES = (("html", "http://www.w3.org/1999/xhtml"), ("svg", "http://www.w3.org/2000/svg"))
# What XML does not take, not even escaped.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f￾￿]")


class _Reader(HTMLParser):
    """Builds a tree; names within drawings keep their capitals, which HTML has none of."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tree = TreeBuilder()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        written = self.get_starttag_text() or ""
        names = "" if written.islower() else _QUOTED.sub("", written)
        cased = {name.lower(): name for name in _NAME.findall(names)}
        self.tree.start(cased.get(tag, tag), {cased.get(name, name): value or "" for name, value in attrs})
        self.open.append(cased.get(tag, tag))
        if tag in _VOID:
            self.tree.end(self.open.pop())

    def updatepos(self, i: int, j: int) -> int:
        # Nobody asks for the line and column of a tag.
        return j

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.tree.end(self.open.pop())

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID and tag in map(str.lower, self.open):
            while (last := self.open.pop()).lower() != tag:
                self.tree.end(last)
            self.tree.end(last)

    def handle_data(self, data: str) -> None:
        if self.open:
            self.tree.data(data)


def read_tree(html: str) -> Element:
    """Read a page; raise BuilderError where it is none."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    while reader.open:
        reader.tree.end(reader.open.pop())
    root = reader.tree.close()
    if not isinstance(root, Element) or root.tag != "html":
        raise BuilderError("a page of the theme does not begin with <html>: editions are made of whole pages")
    return root


def first(root: Element, tag: str) -> Element:
    """Return the first element of a name; raise BuilderError where a page has none."""
    found = next(root.iter(tag), None)
    if found is None:
        raise BuilderError(f"a page of the theme has no <{tag}>: editions are made of what is in it")
    return found


def without(root: Element, is_unwanted: Callable[[Element], bool]) -> None:
    """Take elements out, and leave the words that follow them."""
    for parent in [*root.iter()]:
        for child in [*parent]:
            if is_unwanted(child):
                remove(parent, child)


def remove(parent: Element, child: Element) -> None:
    """Take one element out, and leave the words that follow it."""
    at = [*parent].index(child)
    _add_text(parent, at, child.tail or "")
    parent.remove(child)


def unwrap(parent: Element, child: Element) -> None:
    """Put what is in an element in its place."""
    at = [*parent].index(child)
    _add_text(parent, at, child.text or "")
    parent.remove(child)
    for index, inner in enumerate([*child], start=at):
        parent.insert(index, inner)
    _add_text(parent, at + len(child), child.tail or "")


def unwrap_names(root: Element, language: str, direction: str) -> None:
    """Unwrap names that are in the language and direction of what is around them."""
    other = frozenset(("R", "AL")) if direction == "ltr" else frozenset("L")
    for parent in [*root.iter()]:
        for child in [*parent]:
            if child.tag != "bdi":
                continue
            if child.get("dir") == direction:
                # A name has the direction of its first letter.
                del child.attrib["dir"]
            if child.get("lang") == language:
                del child.attrib["lang"]
            if not child.attrib and other.isdisjoint(map(unicodedata.bidirectional, words_of(child))):
                unwrap(parent, child)


def parents(root: Element) -> dict[Element, Element]:
    """Return the parent of every element below a root."""
    return {child: parent for parent in root.iter() for child in parent}


def words_of(element: Element) -> str:
    """Return the words of an element on one line."""
    return " ".join("".join(element.itertext()).split())


def write_html(element: Element) -> str:
    """Write an element as HTML, in as few bytes as it takes."""
    return "".join(_html(element))


def write_xhtml(element: Element, namespace: str = "") -> str:
    """Write an element as XHTML, with its drawings in their own namespace."""
    return "".join(_xhtml(element, namespace))


def _html(element: Element, is_kept: bool = False, is_closed: bool = False, is_drawn: bool = False) -> Iterator[str]:
    tag = str(element.tag)
    is_kept = is_kept or tag in _AS_WRITTEN
    attributes = (f" {name}{_value(value)}" for name, value in element.items())
    is_drawn = is_drawn or tag == "svg"
    if is_drawn and not len(element) and not element.text:
        yield f"<{tag}{''.join(attributes)} />"
        return
    yield f"<{tag}{''.join(attributes)}>"
    if tag in _VOID:
        return
    last = tag
    yield element.text or "" if tag in _RAW else _text(element.text, tag, last, _first_tag(element), is_kept)
    for at, child in enumerate(element):
        last = str(child.tag)
        following = str(element[at + 1].tag) if at + 1 < len(element) else tag
        is_last = at + 1 == len(element) and tag in _BLOCKS
        ends = (is_last or following in _END_A_PARAGRAPH) and not (child.tail or "").strip()
        yield from _html(child, is_kept, ends, is_drawn)
        yield _text(child.tail, tag, last, following, is_kept)
    if tag not in _CLOSED_BY_WHAT_FOLLOWS and not (tag == "p" and is_closed):
        yield f"</{tag}>"


def _first_tag(element: Element) -> str:
    return str(element[0].tag) if len(element) else str(element.tag)


def _value(value: str) -> str:
    if not value:
        return ""
    return f"={value}" if _SIMPLE.fullmatch(value) else f'="{value.replace("&", "&amp;").replace(chr(34), "&quot;")}"'


def _text(text: str | None, parent: str, before: str, after: str, is_kept: bool) -> str:
    """Write words between two tags; blanks beside a block mean nothing."""
    if not text:
        return ""
    if not is_kept:
        text = _BLANKS.sub(" ", text)
        if parent in _SPACELESS and text == " ":
            return ""
        text = text.removeprefix(" ") if before in _BLOCKS else text
        text = text.removesuffix(" ") if after in _BLOCKS else text
    return escape(text, quote=False)


def _xhtml(element: Element, namespace: str) -> Iterator[str]:
    tag = str(element.tag)
    own = dict(_NAMESPACES).get(tag, namespace)
    declared = f' xmlns="{own}"' if own != namespace else ""
    attributes = "".join(f' {name}="{_clean(escape(value))}"' for name, value in element.items())
    yield f"<{tag}{declared}{attributes}"
    if not len(element) and not element.text:
        yield "/>" if tag in _VOID or own.endswith("svg") else f"></{tag}>"
        return
    yield ">" + _clean(escape(element.text or "", quote=False))
    for child in element:
        yield from _xhtml(child, own)
        yield _clean(escape(child.tail or "", quote=False))
    yield f"</{tag}>"


def _clean(text: str) -> str:
    return _UNWRITABLE.sub("", text)


def _add_text(parent: Element, at: int, text: str) -> None:
    """Add words before the child that stands at a place."""
    if at == 0:
        parent.text = (parent.text or "") + text
    else:
        before = parent[at - 1]
        before.tail = (before.tail or "") + text
