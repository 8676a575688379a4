"""Take the prose out of a body: its passages as readers read them, with the place of every word.

Markdown's own parser says what is a passage; marks, addresses, citations and code within it become blanks of the
same length, so that what is left keeps its column."""

import re
from collections.abc import Iterable, Sequence

from builder.model.mentions import linked
from builder.model.prose import Passage, blank, without_quotations
from builder.typesetting.blocks import Block, has_plain_lines, plain_blocks


def prose_of(body: str) -> tuple[Passage, ...]:
    """List the passages of a body in order."""
    if not body.strip():
        return ()
    lines = body.split("\n")
    # Cells of a table share a line: each is looked for behind the one before it.
    read: dict[int, int] = {}
    return tuple([_passage(block, lines, read) for block in _blocks(body, lines)])


def _blocks(body: str, lines: Sequence[str]) -> Iterable[Block]:
    if has_plain_lines(lines):
        return plain_blocks(lines)
    from builder.typesetting.parser import parsed_blocks

    return parsed_blocks(body)


def _passage(block: Block, lines: Sequence[str], read: dict[int, int]) -> Passage:
    spots, offset = [], 0
    for number, written in enumerate(block.content.split("\n"), start=block.line):
        source = lines[number] if number < len(lines) else ""
        column = source.find(written, read.get(number, 0))
        read[number] = column + len(written) if column >= 0 else read.get(number, 0)
        spots.append((offset, number + 1, max(column, 0) + 1))
        offset += len(written) + 1
    plain = block.content.replace("\n", " ")
    links = tuple([(found.start(), linked(found[1])[0]) for found in _BARE_LINK.finditer(plain)])
    text = _MARKS.sub(blank, plain)
    own = " " * len(text) if block.is_quoted else without_quotations(text)
    return Passage(text, own, tuple(spots), links, block.level)


_BARE_LINK = re.compile(r"\[\[([^\[\]|]+)\]\]")
_MARKS = re.compile(
    # The sign that a mark begins with comes first and alone, so that all other letters are passed over at once.
    r"(?:h(?=ttps?://)|`|\[|\]|<|!|\*|_|~|\\)(?:"
    r"(?<=`)(?<!``)(`*)(?!`).*?(?<!`)`\1(?!`)"  # Code.
    r"|(?<=\[)(?:@(?:(?!\[@)[^\]])++\]|\^[^\]\s\[]+\]"  # Citations and footnote marks.
    r"|\[[^\[\]|]+(?:\||\]\]))|(?<=\])\]"  # Links in double brackets, but for their words.
    # Addresses of links and pictures.
    r"|(?<=\])(?:\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)|\[[^\]]*\])"
    r"|(?:(?<=<)h|(?<=h))ttps?://[^\s>]+>?"
    r"|(?<=!)\[|(?<=[\[\]])|(?<=\*)\**|(?<=_)(?<!\w_)_*|(?<=_)(?<!__)_*+(?!\w)|(?<=~)~|(?<=\\)(?=[^\w\s]))"
)
