"""Read the first sheet in view of an XLSX file into rows of text, as exactly as a cell shows its date and no more."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from builder.importing.record import Spoilt
from builder.model.errors import BuilderError

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell
    from openpyxl.worksheet.worksheet import Worksheet

    AnyCell = Cell | MergedCell | EmptyCell | ReadOnlyCell

# A sheet unpacks to some ten times its size; a bomb to thousands.
_MOST_UNPACKED = 1 << 30
_MOST_TIMES = 200
_CHUNK = 1 << 20


def open_workbook(path: Path) -> tuple[Iterator[list[str]], tuple[str, ...]]:
    """Return the rows of the first sheet in view, as they come, and the names of the other sheets.

    Raise Spoilt where a cell would have to be guessed at."""
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise BuilderError("XLSX needs the extra `tables`: pip install 'dateline[tables]'") from None
    _refuse_bombs(path)
    try:
        book = load_workbook(path, read_only=True, data_only=True)
        sheet = next((sheet for sheet in book.worksheets if sheet.sheet_state == "visible"), book.worksheets[0])
    except (KeyError, ValueError, IndexError, OSError, zipfile.BadZipFile, SyntaxError) as error:
        raise Spoilt(f"not an XLSX file that can be read ({error})", "save it again, or as CSV") from None
    _refuse_what_is_not_said(path, sheet)
    sheet.reset_dimensions()
    return _rows(sheet), tuple(other.title for other in book.worksheets if other.title != sheet.title)


def _rows(sheet: "Worksheet") -> Iterator[list[str]]:
    width = 0
    for number, row in enumerate(sheet.iter_rows(), start=1):
        texts = [_text(cell, number) for cell in row]
        while texts and not texts[-1] and len(texts) > width:
            texts.pop()
        width = width or len(texts)
        yield texts + [""] * (width - len(texts))


def _refuse_bombs(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as packed:
            sizes = [(member.file_size, member.compress_size) for member in packed.infolist()]
    except zipfile.BadZipFile:
        raise Spoilt("not an XLSX file, or a damaged one", "save it again, or as CSV") from None
    unpacked = sum(size for size, _ in sizes)
    if unpacked > _MOST_UNPACKED or any(size > _MOST_TIMES * max(small, 5000) for size, small in sizes):
        raise Spoilt(f"it would unpack to {unpacked >> 20} MB, which no table needs", "save it as CSV")


def _refuse_what_is_not_said(path: Path, sheet: "Worksheet") -> None:
    """Refuse cells that are one over several rows or columns, and formulas without the value that they gave."""
    # The library knows which part of the file is this sheet, and reads neither merged cells nor empty formulas.
    part = str(vars(sheet)["_worksheet_path"])
    with zipfile.ZipFile(path) as packed, packed.open(part) as xml:
        rest = b""
        while chunk := xml.read(_CHUNK):
            rest += chunk
            for says, hint, pattern in _NOT_SAID:
                if found := pattern.search(rest):
                    cells = found["cells"].decode()
                    row = int(re.findall(r"\d+", cells)[0])
                    raise Spoilt(says.format(cells=cells, sheet=sheet.title), hint, row=row)
            rest = rest[-_LONGEST_FORMULA:]


def _text(cell: "AnyCell", row: int) -> str:
    value = cell.value
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case datetime():
            return _date_text(value, cell.number_format or "")
        case date():
            return value.isoformat()
        case time():
            return value.isoformat("minutes")
        case float() if value.is_integer():
            return str(int(value))
        case str() if value in _ERRORS:
            raise Spoilt(f"a cell contains the error {value}", "correct the formula there", row=row)
        case _:
            return str(value)


def _date_text(value: datetime, shown: str) -> str:
    """Write a date as exactly as its cell shows it: a day that nobody sees was never said."""
    letters = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", shown).lower()
    if "d" not in letters and "y" in letters:
        return f"{value:%Y-%m}" if "m" in letters else f"{value:%Y}"
    if "h" not in letters and value.time() == time():
        return value.date().isoformat()
    # Midnight to the second is how tables fill a column of moments for days: the seconds are read with that in mind.
    return value.isoformat("T", "seconds" if "s" in letters else "minutes")


_LONGEST_FORMULA = 1 << 14
_NOT_SAID = (
    (
        'the cells {cells} of sheet "{sheet}" are merged',
        "unmerge them, and fill in each cell",
        re.compile(rb'<mergeCell ref="(?P<cells>[A-Z]+[0-9]+:[A-Z]+[0-9]+)"'),
    ),
    (
        'the cell {cells} of sheet "{sheet}" contains a formula whose value was not saved',
        "open the file in a spreadsheet, and save it",
        re.compile(rb'<c r="(?P<cells>[A-Z]+[0-9]+)"[^<>]*><f[^<>]*>[^<]*</f>(?:<v ?/>|<v></v>)?</c>'),
    ),
)
_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"})
