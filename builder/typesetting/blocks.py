"""Part a plain body into its blocks: one of nothing but headings and paragraphs, as most are.

That takes a tenth of a parser's time. A body that may hold anything else is none of this file's business."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct


class Block(Struct, frozen=True):
    """What stands within one passage, as written, from a line of the body (counted from 0)."""

    content: str
    line: int
    is_quoted: bool = False
    level: int = 0


def has_plain_lines(lines: Sequence[str]) -> bool:
    """Return whether no line can be anything but a heading or a part of a paragraph."""
    return all(map(_PLAIN_LINE, lines))


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


# A line of a paragraph, or a heading with marks at its beginning only. Lists, tables, quotations, code, footnotes,
# definitions and underlines all begin with another sign, or with a blank; a number in a list has a stop behind it.
# Markdown puts another sign in the place of a NUL. Python takes five control characters for blanks, and would strip
# them where Markdown does not.
_PLAIN_LINE = re.compile(
    r"(?:#{1,6} +[^\s#\0][^#\0\r\x1c-\x1f\x85]*"
    r"|(?:[^\W\d_]|[“„«\"'(‘]\w|\[\[|\*{1,2}[^\W_]|[0-9]+(?![0-9.)]))[^\0\r\x1c-\x1f\x85]*)?"
).fullmatch
