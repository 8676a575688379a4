"""Refuse a text with more marks than anybody could have written: typesetting takes its time for each of them."""

import re

from builder.reading.fields import Notes
from builder.reading.front_matter import Document
from builder.reading.nodes import Scalar

# A page that holds more takes seconds to make, and nobody reads it to the end.
MOST_MARKS = 30_000


def without_a_flood(document: Document, notes: Notes) -> Document:
    """Return a file's text as it is, or without its body if that is a flood of marks, which is noted."""
    marks = _marks_in(document.body)
    if marks <= MOST_MARKS:
        return document
    says = f"this text contains {marks:,} lines, brackets and other marks; at most {MOST_MARKS:,} are allowed"
    notes.note(Scalar("", document.body_line, 1), "text-marks", says, "split it into several entries or pages")
    return Document(document.fields, "", document.body_line)


def _marks_in(body: str) -> int:
    """Count the marks of Markdown by what they cost: brackets and items of lists twice as much as others."""
    lines = body.count("\n") - body.count("\n\n")
    items = sum(1 for _ in _ITEM.finditer(body))
    signs = sum(map(body.count, _SIGNS))
    return lines + items + 2 * body.count("[") + sum(map(body.count, _MARKS)) + signs // _SIGNS_A_MARK


_MARKS = "]<*_`~^|&\\"
# At these the parser stops as well, to find that they are none.
_SIGNS = "!#$%+-:=>@{}"
_SIGNS_A_MARK = 8
_ITEM = re.compile(r"^[ >]*+(?:[-+*:]|\d{1,9}[.)])\s", re.MULTILINE)
