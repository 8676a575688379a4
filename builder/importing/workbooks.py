"""Read the first sheet of an XLSX file into rows of text, as exactly as a cell shows its date and no more."""

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

    AnyCell = Cell | MergedCell | EmptyCell | ReadOnlyCell

# A sheet unpacks to some ten times its size; a bomb to thousands.
_MOST_UNPACKED = 1 << 30
_MOST_TIMES = 200
_CHUNK = 1 << 20


def workbook_rows(path: Path) -> Iterator[list[str]]:
    """Read the rows of the first sheet; raise Spoilt where a cell would have to be guessed at."""
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise BuilderError("XLSX needs the extra `tables`: pip install 'dateline[tables]'") from None
    _refuse_bombs(path)
    try:
        book = load_workbook(path, read_only=True, data_only=True)
        sheet = book.worksheets[0]
    except (KeyError, ValueError, IndexError, OSError, zipfile.BadZipFile, SyntaxError) as error:
        raise Spoilt(f"not an XLSX file that can be read ({error})", "save it again, or as CSV") from None
    _refuse_merged_cells(path, sheet.title)
    sheet.reset_dimensions()
    width = 0
    for number, row in enumerate(sheet.iter_rows(), start=1):
        texts = [_text(cell, number) for cell in row]
        while texts and not texts[-1] and len(texts) > width:
            texts.pop()
        width = width or len(texts)
        yield texts + [""] * (width - len(texts))
    book.close()


def _refuse_bombs(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as packed:
            sizes = [(member.file_size, member.compress_size) for member in packed.infolist()]
    except zipfile.BadZipFile:
        raise Spoilt("not an XLSX file, or a damaged one", "save it again, or as CSV") from None
    unpacked = sum(size for size, _ in sizes)
    if unpacked > _MOST_UNPACKED or any(size > _MOST_TIMES * max(small, 5000) for size, small in sizes):
        raise Spoilt(f"it would unpack to {unpacked >> 20} MB, which no table needs", "save it as CSV")


def _refuse_merged_cells(path: Path, sheet: str) -> None:
    """Refuse cells that are one over several rows or columns: which of these they are meant for is not said."""
    pattern = re.compile(rb'<mergeCell ref="([A-Z]+)([0-9]+):([A-Z]+[0-9]+)"')
    with zipfile.ZipFile(path) as packed:
        first = min((name for name in packed.namelist() if name.startswith("xl/worksheets/sheet")), default=None)
        if first is None:
            return
        with packed.open(first) as xml:
            rest = b""
            while chunk := xml.read(_CHUNK):
                if found := pattern.search(rest + chunk):
                    cells = f"{found[1].decode()}{found[2].decode()}:{found[3].decode()}"
                    hint = "undo the merging, and write in each cell what is meant"
                    raise Spoilt(f'the cells {cells} of sheet "{sheet}" are merged', hint, row=int(found[2]))
                rest = chunk[-100:]


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
            raise Spoilt(f"a cell holds the error {value}", "correct the formula there", row=row)
        case _:
            return str(value)


def _date_text(value: datetime, shown: str) -> str:
    """Write a date as exactly as its cell shows it: a day that nobody sees was never said."""
    letters = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", shown).lower()
    if "d" not in letters and "y" in letters:
        return f"{value:%Y-%m}" if "m" in letters else f"{value:%Y}"
    if "h" not in letters and value.time() == time():
        return value.date().isoformat()
    return value.isoformat("T", "minutes")


_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"})
