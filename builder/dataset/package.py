"""Describe the tables as a Data Package (version 2): types, keys, meanings, sizes and digests."""

import hashlib
import re
from collections.abc import Iterable, Sequence

import msgspec
from msgspec import Struct

from builder.dataset.columns import ColumnType, DataColumn, DataTable, Row
from builder.dataset.csv_text import MARK
from builder.model.archive import Archive
from builder.model.digests import digest_of

PACKAGE = "datapackage.json"

_PROFILES = "https://datapackage.org/profiles/2.0"
_PLAIN_DAY = re.compile(r"(?!0000)\d{4}-\d\d-\d\d")

Json = str | int | bool | list["Json"] | dict[str, "Json"]


class WrittenTable(Struct, frozen=True):
    """A table with its rows, and the bytes that they are as CSV."""

    table: DataTable
    rows: Sequence[Row]
    csv: bytes


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
        "schema": _schema(table, written.rows),
    }


def _schema(table: DataTable, rows: Sequence[Row]) -> Json:
    foreign: list[Json] = [
        {"fields": [column.name], "reference": {"resource": _referred(column, table), "fields": ["id"]}}
        for column in table.columns
        if column.refers_to
    ]
    return {
        "$schema": f"{_PROFILES}/tableschema.json",
        "fields": [_field(column, place, rows) for place, column in enumerate(table.columns)],
        "missingValues": [""],
        "primaryKey": [*table.key],
        "foreignKeys": foreign,
    }


def _referred(column: DataColumn, table: DataTable) -> str:
    # A table refers to itself under no name.
    return "" if column.refers_to in (None, table.name) else str(column.refers_to)


def _field(column: DataColumn, place: int, rows: Sequence[Row]) -> Json:
    field: dict[str, Json] = {"name": column.name, "type": _type_of(column, place, rows), "description": column.words}
    if column.is_required:
        field["constraints"] = {"required": True}
    if field["type"] == "string":
        field["formulaMark"] = MARK
    return field


def _type_of(column: DataColumn, place: int, rows: Sequence[Row]) -> str:
    if column.type is not ColumnType.DATE:
        return column.type.value
    # Days of years that have no four digits are no dates to Table Schema.
    is_plain = all(row[place] is None or _PLAIN_DAY.fullmatch(str(row[place])) for row in rows)
    return (ColumnType.DATE if is_plain else ColumnType.STRING).value


CAUTION = (
    "Statements are kept apart by who made them. Figures of different claimants, and of one claimant at different "
    "times, must not be added up: they may count the same people. An empty cell is unknown or does not apply; it is "
    f"never 0. In columns of text, a cell that begins with =, +, - or @ (after blanks or {MARK}) has a {MARK} before "
    "it, so that no spreadsheet runs it; take one off to have the text as published."
)
