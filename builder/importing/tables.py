"""Read CSV and XLSX into rows of text, one at a time, whatever spreadsheet they come from.

What cannot be read for sure is refused with row and column: a letter is never guessed, nor a cell filled in."""

import csv
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from builder.importing.record import ImportSource, Origin, Spoilt, Unmapped, origin_of

# What is read row by row may be large; a whole file of more is a mistake, or too much for one publication.
MOST_BYTES = 1 << 30
_MOST_IN_A_CELL = 1 << 20
_DELIMITERS = (",", ";", "\t", "|")
# Spreadsheets run what begins so; a program that exports to them puts an apostrophe before it.
_MARKED = re.compile(r"''*\s*[=+\-@＝＋－＠]")


class TableRow(Struct, frozen=True):
    """One row: its number as the spreadsheet counts, and the text of each column that is not empty."""

    number: int
    cells: Mapping[str, str]

    def get(self, column: str) -> str:
        return self.cells.get(column, "")

    def origin(self, file: str, id: str | None = None) -> Origin:
        return origin_of(file, self.number, "\x1f".join(itertools.chain.from_iterable(self.cells.items())), id)


class Table(Struct, frozen=True):
    """A table that is being read: its columns, its rows as they come, and what of the file is not looked at."""

    columns: tuple[str, ...]
    rows: Iterator[TableRow]
    passed_over: tuple[Unmapped, ...] = ()

    def needs(self, *columns: str) -> None:
        """Refuse a table that lacks one of these columns."""
        for column in columns:
            if column not in self.columns:
                near = ", ".join(self.columns[:_MOST_NAMED]) + (" …" if len(self.columns) > _MOST_NAMED else "")
                raise Spoilt("this column is missing", f"the table has {near}", column, 1)

    def left_out(self, mapped: tuple[str, ...], reasons: Mapping[str, str], file: str) -> Iterator[Unmapped]:
        """List the columns that are not mapped, each with the reason."""
        for column in self.columns:
            if column not in mapped:
                yield Unmapped(file, column, reasons.get(column, "a column unknown to this version of Dateline"))


def open_table(material: ImportSource) -> Table:
    """Begin to read a table; raise Spoilt where a file, or one of its rows, cannot be read."""
    if material.path.stat().st_size > MOST_BYTES:
        raise Spoilt(f"more than {MOST_BYTES >> 20} MB", "extract only the rows you need")
    if material.path.suffix.lower() == ".xlsx":
        from builder.importing.workbooks import open_workbook

        rows, other_sheets = open_workbook(material.path)
        return _table(rows, tuple(_sheet(name, material.name) for name in other_sheets))
    return _table(_csv_rows(material.path, material.instructions.encoding))


def unmarked(text: str) -> str:
    """Take off the apostrophe that keeps a spreadsheet from running a text."""
    return text[1:] if text.startswith("'") and _MARKED.match(text) else text


def _sheet(name: str, file: str) -> Unmapped:
    return Unmapped(file, "", f'the sheet "{name}" is not read: only the first one in view is')


def _table(rows: Iterator[list[str]], passed_over: tuple[Unmapped, ...] = ()) -> Table:
    header = next(rows, None)
    if header is None or not any(header):
        raise Spoilt("nothing in it", "the first row names the columns", row=1)
    if sum(map(bool, header)) == 1:
        rows = _below_a_name(header, rows)
    while header and not header[-1].strip():
        header.pop()
    columns = tuple(name.strip() for name in header)
    for number, name in enumerate(columns):
        if not name:
            raise Spoilt(f"column {number + 1} has no name", "name all columns in the first row", row=1)
        if name in columns[:number]:
            raise Spoilt("two columns have this name", "rename one of them", name, 1)
    return Table(columns, _named(rows, columns), passed_over)


def _below_a_name(header: list[str], rows: Iterator[list[str]]) -> Iterator[list[str]]:
    """Return the rows of a table of one column; refuse one whose columns are named further down, below a title."""
    looked_at = list(itertools.islice(rows, _MOST_ABOVE))
    for number, row in enumerate(looked_at, start=2):
        if sum(map(bool, row)) > 1:
            says = f'the first row says "{next(filter(None, header))}", and names no columns'
            raise Spoilt(says, f"if row {number} names them, delete the rows above it", row=1)
    return itertools.chain(looked_at, rows)


def _named(rows: Iterator[list[str]], columns: tuple[str, ...]) -> Iterator[TableRow]:
    for number, row in enumerate(rows, start=2):
        if not any(row):
            continue
        if len(row) != len(columns):
            while len(row) > len(columns) and not row[-1]:
                row.pop()
            if len(row) != len(columns):
                cells, named = _counted(len(row), "cell"), _counted(len(columns), "column")
                says = f"{cells}, but the first row has {named}"
                raise Spoilt(says, "export the table again, or look for an extra quotation mark", row=number)
        texts = {name: unmarked(bare) for name, text in zip(columns, row, strict=True) if (bare := text.strip())}
        yield TableRow(number, texts)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _csv_rows(path: Path, encoding: str | None) -> Iterator[list[str]]:
    encoding = encoding or encoding_of(path)
    delimiter, says_so = _delimiter(path, encoding)
    number = 0
    try:
        with path.open(encoding=encoding, errors="surrogateescape", newline="") as file:
            csv.field_size_limit(_MOST_IN_A_CELL)
            if says_so:
                file.readline(_MOST_IN_A_CELL)
            for row in csv.reader(file, delimiter=delimiter, strict=True):
                number += 1
                _see_that_all_is_text(row, number)
                yield row
    except csv.Error as error:
        hint = "look for an unclosed quotation mark, or export the table again"
        raise Spoilt(f"not CSV: {error}", hint, row=number + 1) from None
    except UnicodeError:
        raise Spoilt(f"not {encoding}", _SAVE_AS, row=number + 1) from None


def _see_that_all_is_text(row: Iterable[str], number: int) -> None:
    for column, text in enumerate(row, start=1):
        if text.isascii() and "\0" not in text:
            continue
        if "\0" in text:
            raise Spoilt(
                f"cell {column} contains a zero byte", "this is not a text table: export it as CSV", row=number
            )
        odd = next((letter for letter in text if "\udc80" <= letter <= "\udcff"), None)
        if odd:
            raise Spoilt(f"cell {column}: the byte 0x{ord(odd) - 0xDC00:02x} is not UTF-8", _SAVE_AS, row=number)


def encoding_of(path: Path) -> str:
    """Choose between UTF-8 and UTF-16 by how a file begins."""
    with path.open("rb") as file:
        start = file.read(4)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if len(start) == 4 and start[0] and not start[1] and start[2] and not start[3]:
        return "utf-16-le"
    if len(start) == 4 and start[1] and not start[0] and start[3] and not start[2]:
        return "utf-16-be"
    return "utf-8-sig"


def _delimiter(path: Path, encoding: str) -> tuple[str, bool]:
    """Return what parts cells, and whether a first line for spreadsheets, `sep=;`, says so."""
    try:
        with path.open(encoding=encoding, errors="surrogateescape", newline="") as file:
            first = file.readline(_MOST_IN_A_CELL)
    except LookupError:
        raise Spoilt(f'unknown encoding "{encoding}"', "write windows-1252, utf-16 …") from None
    except UnicodeError:
        raise Spoilt(f"not {encoding}", _SAVE_AS, row=1) from None
    if told := re.fullmatch(r"sep=([,;\t|])\s*", first):
        return told[1], True
    outside = "".join(first.split('"')[::2])
    return max(_DELIMITERS, key=outside.count), False


_SAVE_AS = "save the file as UTF-8, or give its encoding, as in `--encoding windows-1252`"
_MOST_NAMED = 12
# So far down columns may be named, below the title of a table.
_MOST_ABOVE = 20
