"""Describe the tables as a Data Package (version 2): types, keys, meanings, sizes and digests."""

import hashlib
import re
from collections.abc import Collection, Iterable, Sequence

import msgspec
from msgspec import Struct

from builder.dataset.columns import Cell, ColumnType, DataColumn, DataTable, Row
from builder.dataset.csv_text import MARK
from builder.model.archive import Archive
from builder.model.digests import digest_of

PACKAGE = "datapackage.json"

_PROFILES = "https://datapackage.org/profiles/2.0"
_PLAIN_DAY = re.compile(r"(?!0000)\d{4}-\d\d-\d\d")

Json = str | int | bool | list["Json"] | dict[str, "Json"]


class WrittenTable(Struct, frozen=True):
    """A table as CSV, and which of its columns hold days of years that have no four digits."""

    table: DataTable
    csv: bytes
    odd_days: Collection[str]


def package_of(archive: Archive, written: Iterable[WrittenTable]) -> bytes:
    """Return the descriptor of the package, as JSON."""
    site = archive.site
    package: dict[str, Json] = {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": _name_of(site.title),
        "title": site.title,
        "description": CAUTION,
        "contributors": [{"title": site.title, "roles": ["publisher"]}],
        "resources": [_resource(each) for each in written],
    }
    if site.url:
        package["id"] = package["homepage"] = f"{site.url}data/"
    if site.licence.data:
        name = site.licence.data
        package["licenses"] = [{"name": name, "path": licence_address(name)}]
    return msgspec.json.format(msgspec.json.encode(package), indent=1) + b"\n"


def odd_days(table: DataTable, rows: Sequence[Row]) -> list[str]:
    """List the columns that hold days of years that have no four digits, which are no dates to Table Schema."""
    dates = [(index, column.name) for index, column in enumerate(table.columns) if column.type is ColumnType.DATE]
    return [name for index, name in dates if not all(map(_is_plain_day, {row[index] for row in rows}))]


def licence_address(name: str) -> str:
    """Return where a licence is described, by its SPDX name."""
    return f"https://spdx.org/licenses/{name}.html"


def _name_of(title: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
    # A title in another script leaves nothing that a package may be called.
    return plain or f"publication-{digest_of(title).hex()[:8]}"


def _resource(written: WrittenTable) -> Json:
    table, data = written.table, written.csv
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "description": table.words,
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "schema": _schema(table, written.odd_days),
    }


def _schema(table: DataTable, odd_days: Collection[str]) -> Json:
    foreign: list[Json] = [
        {"fields": [column.name], "reference": {"resource": _referred(column, table), "fields": ["id"]}}
        for column in table.columns
        if column.refers_to
    ]
    return {
        "$schema": f"{_PROFILES}/tableschema.json",
        "fields": [_field(column, column.name in odd_days) for column in table.columns],
        "missingValues": [""],
        "primaryKey": [*table.key],
        "foreignKeys": foreign,
    }


def _referred(column: DataColumn, table: DataTable) -> str:
    # A table refers to itself under no name.
    return "" if column.refers_to in (None, table.name) else str(column.refers_to)


def _field(column: DataColumn, has_odd_days: bool) -> Json:
    type = ColumnType.STRING if has_odd_days else column.type
    field: dict[str, Json] = {"name": column.name, "type": type.value, "description": column.words}
    if column.is_required:
        field["constraints"] = {"required": True}
    if type is ColumnType.STRING:
        field["formulaMark"] = MARK
    return field


def _is_plain_day(cell: Cell) -> bool:
    return cell is None or _PLAIN_DAY.fullmatch(str(cell)) is not None


CAUTION = (
    "Statements are kept apart by who made them. Figures of different claimants, and of one claimant at different "
    "times, must not be added up: they may count the same people. An empty cell is unknown or does not apply; it is "
    f"never 0. In columns of text, a cell that begins with =, +, - or @ (after spaces or {MARK}) has a {MARK} before "
    "it, so that no spreadsheet runs it; take one off to have the text as published."
)
