"""Take the prose out of a body: its passages as readers read them, with the place of every word.

Markdown's own parser says what is a passage; marks, addresses, citations and code within it become blanks of the
same length, so that what is left keeps its column."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from msgspec import Struct

from builder.model.mentions import linked
from builder.model.prose import Passage, blank, without_quotations


class Block(Struct, frozen=True):
    """What stands within one passage, as written, from a line of the body (counted from 0)."""

    content: str
    line: int
    is_quoted: bool = False
    level: int = 0


def prose_of(body: str) -> tuple[Passage, ...]:
    """List the passages of a body in order."""
    if not body.strip():
        return ()
    lines = body.split("\n")
    # Cells of a table share a line: each is looked for behind the one before it.
    read: dict[int, int] = {}
    # Most bodies are nothing but headings and paragraphs, which are told apart in a tenth of a parser's time.
    blocks = plain_blocks(lines) if has_plain_lines(lines) else parsed_blocks(body)
    return tuple([_passage(block, lines, read) for block in blocks])


def has_plain_lines(lines: Sequence[str]) -> bool:
    """Tell that no line can be anything but a heading or a part of a paragraph."""
    # Markdown puts another sign in the place of a NUL.
    return all(map(_PLAIN_LINE, lines)) and not any("\0" in line for line in lines)


def plain_blocks(lines: Sequence[str]) -> Iterator[Block]:
    """Part headings and paragraphs where there is nothing else."""
    first, paragraph = 0, list[str]()
    for number, line in enumerate((*lines, "")):
        if paragraph and (not line or line[0] == "#"):
            yield Block("\n".join(paragraph).strip(), first)
            paragraph = []
        if line and line[0] == "#":
            marks, _, words = line.partition(" ")
            yield Block(words.strip(), number, level=len(marks))
        elif line:
            first = first if paragraph else number
            paragraph.append(line)


def parsed_blocks(body: str) -> Iterator[Block]:
    """Part a body as Markdown's own parser does."""
    quoted, level = 0, 0
    for token in _parser().parse(body, {}):
        match token.type:
            case "blockquote_open" | "blockquote_close":
                quoted += token.nesting
            case "heading_open":
                level = int(token.tag[1])
            case "heading_close":
                level = 0
            case "inline" if token.content.strip():
                yield Block(token.content, token.map[0] if token.map else 0, quoted > 0, level)


def _passage(block: Block, lines: Sequence[str], read: dict[int, int]) -> Passage:
    places, offset = [], 0
    for number, written in enumerate(block.content.split("\n"), start=block.line):
        source = lines[number] if number < len(lines) else ""
        column = source.find(written, read.get(number, 0))
        read[number] = column + len(written) if column >= 0 else read.get(number, 0)
        places.append((offset, number + 1, max(column, 0) + 1))
        offset += len(written) + 1
    plain = block.content.replace("\n", " ")
    links = tuple([(found.start(), linked(found[1])[0]) for found in _BARE_LINK.finditer(plain)])
    text = _MARKS.sub(blank, plain)
    own = " " * len(text) if block.is_quoted else without_quotations(text)
    return Passage(text, own, tuple(places), links, block.level)


@cache
def _parser() -> MarkdownIt:
    # What stands within a passage is not parsed: that takes five times as long, and loses the columns.
    markdown = MarkdownIt("js-default", {"html": False}).use(footnote_plugin).use(deflist_plugin)
    return markdown.disable(["inline", "footnote_tail", "text_join"])


# A line of a paragraph, or a heading with marks at its beginning only. Lists, tables, quotations, code, footnotes,
# definitions and underlines all begin with another sign, or with a blank.
# Python takes five control characters for blanks, and would strip them where Markdown does not.
_PLAIN_LINE = re.compile(
    r"(?:#{1,6} +[^\s#][^#\0\r\x1c-\x1f\x85]*|(?:[^\W\d_]|[“„«\"'(‘]\w|\[\[)[^\0\r\x1c-\x1f\x85]*)?"
).fullmatch
_BARE_LINK = re.compile(r"\[\[([^\[\]|]+)\]\]")
_MARKS = re.compile(
    # Most letters begin no mark, and are passed over at once.
    r"(?=[`\[\]<!*_~\\h])(?:"
    r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)"  # Code.
    r"|\[@(?:(?!\[@)[^\]])++\]|\[\^[^\]\s\[]+\]"  # Citations and footnote marks.
    r"|\[\[[^\[\]|]+(?:\||\]\])|\]\]"  # Links in double brackets, but for their words.
    r"|\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)|\]\[[^\]]*\]"  # Addresses of links and pictures.
    r"|<?https?://[^\s>]+>?"
    r"|!?\[|\]|\*+|(?<!\w)_+|(?<!_)_++(?!\w)|~~|\\(?=[^\w\s]))"
)
