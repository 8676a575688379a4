"""One record as JSON, with the rows of all tables that belong to it; what is unknown is left out."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import msgspec

from builder.dataset import TABLES
from builder.dataset.columns import Cell, ColumnType, DataTable, Row
from builder.model.comparison import reference
from builder.model.entry import Entry
from builder.outputs.parts.dataset import Dataset

_TABLES = MappingProxyType({table.name: table for table in TABLES})
Value = Cell | msgspec.Raw | Sequence["Value"] | Mapping[str, "Value"]


def entry_json(id: str, dataset: Dataset) -> bytes:
    """Return an entry with its actors, places, sources, claims, relations, corrections and text."""
    entry = dataset.edition.archive.entry_of[id]
    dataset, whole = dataset.of_entry(entry), dataset
    record = _record("entries", dataset)
    lists = (
        "entry_types",
        "entry_tags",
        "entry_actors",
        "entry_places",
        "entry_sources",
        "entry_relations",
        "entry_quotes",
        "entry_media",
    )
    for name in lists:
        record[name.removeprefix("entry_")] = _owned(name, "entry", id, dataset)
    record["claims"] = _claims(dataset.rows(_TABLES["claims"]), dataset)
    record["claim_relations"] = _relations_of(entry.as_shown, whole)
    record["corrections"] = _owned("corrections", "entry", id, dataset)
    for assessment in _owned("assessments", "entry", id, dataset):
        record["assessment"] = {**assessment, "figures": _owned("assessment_figures", "entry", id, dataset)}
    text = None if entry.is_withdrawn else dataset.material.text(f"entries/{id}")
    if text:
        record["text"] = text
    return _written(record)


def actor_json(id: str, dataset: Dataset) -> bytes:
    """Return an actor with its names, ties and offices, and the entries in which it took part."""
    dataset = dataset.of_actor(id)
    record = _record("actors", dataset)
    for name in ("actor_names", "actor_ties", "actor_offices"):
        record[name.removeprefix("actor_")] = _owned(name, "actor", id, dataset)
    record["entries"] = _entries(dataset.material.archive.by_actor.get(id, ()), dataset)
    return _written(record)


def place_json(id: str, dataset: Dataset) -> bytes:
    """Return a place with its names and ties, and the entries in which it has a part."""
    dataset = dataset.of_place(id)
    record = _record("places", dataset)
    for name in ("place_names", "place_ties"):
        record[name.removeprefix("place_")] = _owned(name, "place", id, dataset)
    record["entries"] = _entries(dataset.material.archive.by_place.get(id, ()), dataset)
    return _written(record)


def question_json(id: str, dataset: Dataset) -> bytes:
    """Return a question with the claims that answer it, in order, and how they relate to each other."""
    dataset = dataset.of_question(id)
    record = _record("questions", dataset)
    by_id = dataset.grouped(_TABLES["claims"], "id")
    order = dataset.material.archive.comparisons[id].order
    record["claims"] = _claims([by_id[ref][0] for ref in order], dataset)
    record["claim_relations"] = _owned("relations", "question", id, dataset)
    return _written(record)


def _record(name: str, dataset: Dataset) -> dict[str, Value]:
    """Return the one row of a table that is made for one record."""
    table = _TABLES[name]
    return _objects(table, dataset.rows(table))[0]


def _claims(rows: list[Row], dataset: Dataset) -> list[Value]:
    found: list[Value] = []
    for row, claim in zip(rows, _objects(_TABLES["claims"], rows), strict=True):
        for name in ("claim_figures", "claim_sources", "claim_attributions"):
            claim[name.removeprefix("claim_")] = _owned(name, "claim", str(row[0]), dataset)
        found.append(claim)
    return found


def _relations_of(entry: Entry, dataset: Dataset) -> list[Value]:
    relations = _TABLES["relations"]
    asked = [
        (reference(entry, claim), dataset.of_question(claim.question)) for claim in entry.claims if claim.question
    ]
    rows = dict.fromkeys(
        row for ref, found in asked for column in ("claim", "other") for row in _of(relations, column, ref, found)
    )
    return [*_objects(relations, sorted(rows, key=lambda row: [str(cell) for cell in row]))]


def _entries(entries: tuple[Entry, ...], dataset: Dataset) -> list[Value]:
    """Identify entries by id, address, title and date."""
    return [
        {
            "id": entry.id,
            "address": dataset.material.address(f"entries/{entry.id}/"),
            "title": entry.title,
            "date": entry.when.text,
        }
        for entry in entries
    ]


def _owned(name: str, column: str, id: str, dataset: Dataset) -> list[dict[str, Value]]:
    """Return the rows of a table that belong to a record, without the columns that say so."""
    table = _TABLES[name]
    rows = _objects(table, _of(table, column, id, dataset))
    for row in rows:
        # A list says by itself what comes first.
        row.pop("position", None)
        del row[column]
    return rows


def _of(table: DataTable, column: str, id: str, dataset: Dataset) -> list[Row]:
    return dataset.grouped(table, column).get(id, [])


def _objects(table: DataTable, rows: list[Row]) -> list[dict[str, Value]]:
    return [
        {
            column.name: msgspec.Raw(str(cell).encode()) if column.type is ColumnType.LIST else cell
            for column, cell in zip(table.columns, row, strict=True)
            if cell is not None
        }
        for row in rows
    ]


def _written(record: dict[str, Value]) -> bytes:
    said = {key: value for key, value in record.items() if value != []}
    return msgspec.json.format(msgspec.json.encode(said), indent=1) + b"\n"
