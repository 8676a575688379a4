"""Write a table as CSV (RFC 4180), so that no spreadsheet runs a cell of it.

A spreadsheet takes a cell that begins with =, +, - or @ for a formula. In a column of text such a cell gets an
apostrophe before it, and so does one that has apostrophes before such a sign already: whoever takes one off each of
them has the texts back as they were."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from builder.dataset.columns import Cell, ColumnType, DataColumn, Row

MARK = "'"
# Signs of double width are the same to some spreadsheets; blanks before a sign are passed over.
_FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠]")
# Some cell of a whole text may be one; a comma within a cell makes it look like one, too.
_PERHAPS = re.compile(r"(?:^|[,\n])\"?'*\s*[=+\-@＝＋－＠]")


def marked(text: str) -> str:
    """Put the mark before a text that a spreadsheet would run."""
    return MARK + text if _FORMULA.match(text) else text


def unmarked(text: str) -> str:
    """Take the mark off a text."""
    return text[1:] if text.startswith(MARK) and _FORMULA.match(text, 1) else text


def csv_of(columns: Sequence[DataColumn], rows: Iterable[Row]) -> bytes:
    """Write a table with its head."""
    return head_of(columns) + lines_of(columns, rows)


def head_of(columns: Sequence[DataColumn]) -> bytes:
    return _written([tuple(column.name for column in columns)]).encode()


def lines_of(columns: Sequence[DataColumn], rows: Iterable[Row]) -> bytes:
    """Write rows without a head."""
    flags = [place for place, column in enumerate(columns) if column.type is ColumnType.BOOLEAN]
    plain = [_with_words(row, flags) for row in rows] if flags else [*rows]
    text = _written(plain)
    if _PERHAPS.search(text):
        is_text = [column.type in (ColumnType.STRING, ColumnType.DATE, ColumnType.LIST) for column in columns]
        text = _written([_marked_row(row, is_text) for row in plain])
    return text.encode()


def _with_words(row: Row, flags: Sequence[int]) -> Row:
    cells = [*row]
    for place in flags:
        cells[place] = None if row[place] is None else "true" if row[place] else "false"
    return tuple(cells)


def _marked_row(row: Row, is_text: Sequence[bool]) -> tuple[Cell, ...]:
    return tuple(
        marked(cell) if of_text and isinstance(cell, str) else cell
        for cell, of_text in zip(row, is_text, strict=True)
    )


def _written(rows: Iterable[Row]) -> str:
    found = io.StringIO(newline="")
    csv.writer(found, lineterminator="\r\n").writerows(rows)
    return found.getvalue()
