"""A text as its readers read it: passages without marks, addresses and citations, each knowing where it stands."""

import re
from bisect import bisect_right

from msgspec import Struct


class Passage(Struct, frozen=True, array_like=True):
    """A heading, a paragraph, a list item or a cell, in one line; `own` is the same with all quotations blank.

    `places` are offsets with the line and column of the body that each stands at; `links` are offsets of links that
    are shown by the name of what they lead to, with the word in brackets; `level` is that of a heading, else 0."""

    text: str
    own: str
    places: tuple[tuple[int, int, int], ...]
    links: tuple[tuple[int, str], ...] = ()
    level: int = 0

    def place(self, offset: int) -> tuple[int, int]:
        """Give the line and column of the body at which an offset of the text stands."""
        start, line, column = self.places[bisect_right(self.places, offset, key=lambda place: place[0]) - 1]
        return line, column + offset - start


def without_quotations(text: str) -> str:
    """Blank what stands between quotation marks, so that everything else keeps its place."""
    return _QUOTATION.sub(blank, text) if _MARKED.search(text) else text


def blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def sentence_around(text: str, offset: int) -> str:
    """Give the sentence that an offset stands in."""
    ends = [end.end() for end in _END.finditer(text)]
    place = bisect_right(ends, offset)
    return text[ends[place - 1] if place else 0 : ends[place] if place < len(ends) else len(text)]


_MARKED = re.compile('[“„«"‘]')
_QUOTATION = re.compile(r"“[^”]*”|„[^“”]*[“”]|«[^»]*»|\"[^\"]*\"|‘[^‘’]*’(?!\w)")
_END = re.compile(r"[.!?;]+[”’»\")]*\s+")
