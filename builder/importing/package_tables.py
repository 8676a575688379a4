"""Read the tables of a data package, and find the rows that belong to one of another table."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from builder.importing.record import ImportSource, Spoilt
from builder.importing.tables import TableRow, open_table

_NEEDED = ("entries", "sources", "actors", "places")


class Cells(Struct, frozen=True):
    """A row, and the table that it is of."""

    table: str
    row: TableRow

    def get(self, column: str) -> str:
        return self.row.get(column)


class Tables(Struct, frozen=True):
    """All tables, whole: what belongs together stands in several of them."""

    rows: Mapping[str, Sequence[Cells]]
    by_parent: Mapping[tuple[str, str], Mapping[str, Sequence[Cells]]]

    def of(self, table: str) -> Sequence[Cells]:
        return self.rows.get(table, ())

    def below(self, table: str, parent: str, id: str) -> Sequence[Cells]:
        """Return the rows of a table that name something in the column of its kind."""
        return self.by_parent.get((table, parent), {}).get(id, ())


def read_tables(folder: Path, resources: Iterable[object], material: ImportSource) -> Tables:
    """Read all tables that a package names; a path may not leave the folder."""
    rows: dict[str, Sequence[Cells]] = {}
    for resource in resources:
        match resource:
            case {"name": str(name), "path": str(path)} if "/" not in path and (folder / path).is_file():
                table = open_table(ImportSource(folder / path, material.name, material.instructions))
                rows[name] = [Cells(name, row) for row in table.rows]
            case {"name": name}:
                raise Spoilt(f'the table "{name}" is not there', "keep the files in data/ together")
    for name in _NEEDED:
        if name not in rows:
            raise Spoilt(f'it has no table "{name}"', "give the folder data/ of a Dateline publication")
    children = {name: found for name, found in rows.items() if name not in _NEEDED}
    parents = {(name, of): _by(found, of) for name, found in children.items() for of in _PARENTS}
    return Tables(rows, parents)


def listed(text: str) -> list[str]:
    """Read a list that is written as a JSON array."""
    found: object = json.loads(text) if text else []
    return [str(item) for item in found] if isinstance(found, list) else []


def without_nothing(fields: Mapping[str, object]) -> dict[str, object]:
    """Leave out what is empty."""
    return {key: value for key, value in fields.items() if value not in ("", None, [], {})}


def _by(rows: Sequence[Cells], column: str) -> Mapping[str, Sequence[Cells]]:
    found: dict[str, list[Cells]] = {}
    for row in rows:
        if row.get(column):
            found.setdefault(row.get(column), []).append(row)
    return found


_PARENTS = ("entry", "claim", "actor", "place")
