"""Write a table as CSV (RFC 4180), so that no spreadsheet runs a cell of it.

A spreadsheet takes a cell that begins with =, +, - or @ for a formula. In a column of text such a cell gets an
apostrophe before it, and so does one that has apostrophes before such a sign already: whoever takes one off each of
them has the texts back as they were."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from builder.dataset.columns import ColumnType, DataColumn, Row

MARK = "'"
# Signs of double width are the same to some spreadsheets; blanks before a sign are passed over.
_FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠]")
# What a text begins with that is to be looked at closely.
_SIGNS = frozenset("'=+-@＝＋－＠")
_OF_TEXT = (ColumnType.STRING, ColumnType.DATE, ColumnType.LIST)


def marked(text: str) -> str:
    """Put the mark before a text that a spreadsheet would run."""
    return MARK + text if _FORMULA.match(text) else text


def unmarked(text: str) -> str:
    """Take the mark off a text."""
    return text[1:] if text.startswith(MARK) and _FORMULA.match(text, 1) else text


def csv_of(columns: Sequence[DataColumn], rows: Sequence[Row]) -> bytes:
    """Write a table with its head."""
    return head_of(columns) + lines_of(columns, rows)


def head_of(columns: Sequence[DataColumn]) -> bytes:
    return _written([tuple(column.name for column in columns)]).encode()


def lines_of(columns: Sequence[DataColumn], rows: Sequence[Row]) -> bytes:
    """Write rows without a head."""
    flags = [place for place, column in enumerate(columns) if column.type is ColumnType.BOOLEAN]
    texts = [place for place, column in enumerate(columns) if column.type in _OF_TEXT]
    marking = [place for place in texts if _may_hold_a_formula({str(row[place] or "")[:1] for row in rows})]
    if not flags and not marking:
        return _written(rows).encode()
    return _written(_changed(row, flags, marking) for row in rows).encode()


def _may_hold_a_formula(first: Iterable[str]) -> bool:
    return any(sign in _SIGNS or sign.isspace() for sign in first)


def _changed(row: Row, flags: Sequence[int], marking: Sequence[int]) -> Row:
    cells = [*row]
    for place in flags:
        cells[place] = None if row[place] is None else "true" if row[place] else "false"
    for place in marking:
        cells[place] = None if row[place] is None else marked(str(row[place]))
    return tuple(cells)


def _written(rows: Iterable[Row]) -> str:
    found = io.StringIO(newline="")
    csv.writer(found, lineterminator="\r\n").writerows(rows)
    return found.getvalue()
