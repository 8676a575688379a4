"""A text as its readers read it: passages without marks, addresses and citations, each knowing where it stands."""

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import cached_property

from msgspec import Struct

from builder.model.patterns import pattern


class Passage(Struct, frozen=True, array_like=True):
    """A heading, a paragraph, a list item or a cell, in one line; `own` is the same with all quotations blank.

    `spots` are offsets with the line and column of the body that each stands at; `links` are offsets of links that
    are shown by the name of what they lead to, with the word in brackets; `level` is that of a heading, else 0."""

    text: str
    own: str
    spots: tuple[tuple[int, int, int], ...]
    links: tuple[tuple[int, str], ...] = ()
    level: int = 0

    def position(self, offset: int) -> tuple[int, int]:
        """Return the line and column of the body at which an offset of the text stands."""
        start, line, column = self.spots[bisect_right(self.spots, offset, key=lambda spot: spot[0]) - 1]
        return line, column + offset - start


def without_quotations(text: str) -> str:
    """Blank what stands between quotation marks, so that everything else keeps its place."""
    if not _MARKED.search(text):
        return text
    # An opening mark behind the last closing one is never closed, and nobody looks for its end.
    last = {opening: max(map(text.rfind, closing)) for opening, closing in _CLOSED_BY}
    pieces, reached = [], 0
    for mark in _MARKED.finditer(text):
        if mark.start() < reached or mark.start() >= last[mark[0]]:
            continue
        if quotation := _QUOTATION.match(text, mark.start()):
            pieces += [text[reached : mark.start()], blank(quotation)]
            reached = quotation.end()
    return "".join((*pieces, text[reached:]))


def blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


class Sentences:
    """The sentences of a text; a question about one of them is answered once, however often it is asked."""

    def __init__(self, text: str, question: Callable[[str], bool]) -> None:
        self._text, self._question = text, question
        self._answers: dict[int, bool] = {}

    def answer_at(self, offset: int) -> bool:
        """Answer the question for the sentence that an offset stands in."""
        number = bisect_right(self._ends, offset)
        if number not in self._answers:
            first = self._ends[number - 1] if number else 0
            last = self._ends[number] if number < len(self._ends) else len(self._text)
            self._answers[number] = self._question(self._text[first:last])
        return self._answers[number]

    @cached_property
    def _ends(self) -> list[int]:
        return [end.end() for end in _END.finditer(self._text)]


_MARKED = pattern('[“„«"‘]')
_QUOTATION = pattern(r"“[^”]*”|„[^“”]*[“”]|«[^»]*»|\"[^\"]*\"|‘[^‘’]*’(?!\w)")
_CLOSED_BY = (("“", "”"), ("„", "“”"), ("«", "»"), ('"', '"'), ("‘", "’"))
_END = pattern(r"[.!?;]++[”’»\")]*+\s++")
