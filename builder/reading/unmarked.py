"""Find footnotes and tables that are written without the marks of Markdown, as other programs paste them."""

import re
from collections.abc import Iterator

from builder.model.advice import Advice
from builder.model.patterns import pattern
from builder.model.problem import Severity
from builder.reading.foreign_markup import Foreign


def may_hold_unmarked(text: str) -> bool:
    """Return whether a text holds a number in brackets, a tab, or rows between strokes: nearly all hold none."""
    if "\t" in text or ("[" in text and _MAYBE.search(text)):
        return True
    return text.startswith("|") or "\n|" in text or "\n |" in text


def unmarked_in(text: str) -> Iterator[Foreign]:
    """Find the first of each kind: an author who writes one without its marks writes all of them so."""
    yield from _footnotes(text)
    yield from _columns(text)
    yield from _headless(text)


def _footnotes(text: str) -> Iterator[Foreign]:
    notes = {found["number"] for found in _NOTE.finditer(text)}
    for found in _NUMBER.finditer(text) if notes else ():
        if found["number"] in notes:
            mark = f"[^{found['number']}]"
            hint = f"write {mark}, and {mark}: with a colon before its text; and so with all others"
            says = f'"{found[0]}" is meant as a footnote, and is shown to readers as it is written'
            yield Foreign(found.start(), "markup-shown", says, Advice(hint), Severity.WARNING)
            return


def _columns(text: str) -> Iterator[Foreign]:
    if "\t" in text and (found := _TABS.search(text)):
        says = "tabs part columns here, and readers see their words in a row"
        yield Foreign(found.start("row"), "markup-shown", says, Advice(_TABLE), Severity.WARNING)


def _headless(text: str) -> Iterator[Foreign]:
    for found in _ROWS.finditer(text) if "|" in text else ():
        rows = found[0].strip("\n").split("\n")
        if not any(_BELOW_THE_HEAD.fullmatch(row) for row in rows):
            cells = rows[0].strip().strip("|").count("|") + 1
            line = f"|{' --- |' * cells}"
            advice = Advice(f"write {line} below its first line: a table has a head")
            says = "this is not a table yet, and is shown to readers as it is written"
            yield Foreign(found.start("row"), "markup-shown", says, advice, Severity.WARNING)
            return


_TABLE = "write a table: `| a | b |` for each line, and `| --- | --- |` below the first"
# Behind a word or a stop, and not the words of a link.
_NUMBER = pattern(r"\[(?<=[^\s\[(!\]^]\[)(?P<number>\d{1,3})\](?![(\[:])")
_MAYBE = pattern(r"\[\d")
# An address alone makes it the target of a link.
_NOTE = pattern(r"^ {0,3}\[(?P<number>\d{1,3})\]:? +(?!<?https?://\S+$)\S", re.MULTILINE)
_TABS = pattern(r"^(?P<row>[^\n]*\S\t+\S[^\n]*)\n[^\n]*\S\t+\S", re.MULTILINE)
_ROWS = pattern(r"^ ?(?P<row>\|[^\n]*\|) *(?:\n ?\|[^\n]*\| *$)+", re.MULTILINE)
_BELOW_THE_HEAD = pattern(r"[\s|:-]*-[\s|:-]*")
