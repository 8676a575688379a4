"""Take the prose out of a body: its passages as readers read them, with the place of every word.

Markdown's own parser says what is a passage; marks, addresses, citations and code within it become blanks of the
same length, so that what is left keeps its column."""

import re
from collections.abc import Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from builder.model.mentions import linked
from builder.model.prose import Passage, blank, without_quotations


def prose_of(body: str) -> tuple[Passage, ...]:
    """List the passages of a body in order."""
    return tuple(_passages(body)) if body.strip() else ()


def _passages(body: str) -> Iterator[Passage]:
    lines = body.split("\n")
    quoted, level = 0, 0
    # Cells of a table share a line: each is looked for behind the one before it.
    read: dict[int, int] = {}
    for token in _parser().parse(body, {}):
        match token.type:
            case "blockquote_open" | "blockquote_close":
                quoted += token.nesting
            case "heading_open":
                level = int(token.tag[1])
            case "heading_close":
                level = 0
            case "inline" if token.content.strip():
                yield _passage(token, lines, read, quoted > 0, level)


def _passage(token: Token, lines: list[str], read: dict[int, int], is_quoted: bool, level: int) -> Passage:
    first = token.map[0] if token.map else 0
    places, offset = [], 0
    for number, written in enumerate(token.content.split("\n"), start=first):
        source = lines[number] if number < len(lines) else ""
        column = source.find(written, read.get(number, 0))
        read[number] = column + len(written) if column >= 0 else read.get(number, 0)
        places.append((offset, number + 1, max(column, 0) + 1))
        offset += len(written) + 1
    plain = token.content.replace("\n", " ")
    links = tuple((found.start(), linked(found[1])[0]) for found in _BARE_LINK.finditer(plain))
    text = _MARKS.sub(blank, plain)
    own = " " * len(text) if is_quoted else without_quotations(text)
    return Passage(text, own, tuple(places), links, level)


@cache
def _parser() -> MarkdownIt:
    # What stands within a passage is not parsed: that takes five times as long, and loses the columns.
    markdown = MarkdownIt("js-default", {"html": False}).use(footnote_plugin).use(deflist_plugin)
    return markdown.disable(["inline", "footnote_tail", "text_join"])


_BARE_LINK = re.compile(r"\[\[([^\[\]|]+)\]\]")
_MARKS = re.compile(
    # Most letters begin no mark, and are passed over at once.
    r"(?=[`\[\]<!*_~\\h])(?:"
    r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)"  # Code.
    r"|\[@[^\]]+\]|\[\^[^\]\s]+\]"  # Citations and footnote marks.
    r"|\[\[[^\[\]|]+(?:\||\]\])|\]\]"  # Links in double brackets, but for their words.
    r"|\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)|\]\[[^\]]*\]"  # Addresses of links and pictures.
    r"|<?https?://[^\s>]+>?"
    r"|!?\[|\]|\*+|(?<!\w)_+|_+(?!\w)|~~|\\(?=[^\w\s]))"
)
