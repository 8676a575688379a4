"""One record as JSON, with the rows of all tables that belong to it; what is unknown is left out."""

from collections.abc import Mapping, Sequence

import msgspec

from builder.dataset import TABLES
from builder.dataset.columns import Cell, ColumnType, DataTable, Row
from builder.model.comparison import Answer, reference
from builder.model.entry import Entry
from builder.outputs.parts.dataset import Dataset

Value = Cell | msgspec.Raw | Sequence["Value"] | Mapping[str, "Value"]


def _table(name: str) -> DataTable:
    return next(table for table in TABLES if table.name == name)


def entry_json(id: str, dataset: Dataset) -> bytes:
    """Return an entry with its actors, places, sources, claims, relations, corrections and text."""
    entries = _table("entries")
    record = _objects(entries, _of(entries, "id", id, dataset))[0]
    lists = (
        "entry_types",
        "entry_tags",
        "entry_actors",
        "entry_places",
        "entry_sources",
        "entry_relations",
        "entry_quotes",
    )
    for name in lists:
        record[name.removeprefix("entry_")] = _owned(name, "entry", id, dataset)
    record["claims"] = _claims(_of(_table("claims"), "entry", id, dataset), dataset)
    record["claim_relations"] = _relations_of(dataset.material.archive.entry_of[id].as_shown, dataset)
    record["corrections"] = _owned("corrections", "entry", id, dataset)
    for assessment in _owned("assessments", "entry", id, dataset):
        record["assessment"] = {**assessment, "figures": _owned("assessment_figures", "entry", id, dataset)}
    text = dataset.material.text(f"entries/{id}") if not dataset.material.archive.entry_of[id].is_withdrawn else None
    if text:
        record["text"] = text
    return _written(record)


def actor_json(id: str, dataset: Dataset) -> bytes:
    """Return an actor with its names, ties and offices, and the entries in which it took part."""
    actors = _table("actors")
    record = _objects(actors, _of(actors, "id", id, dataset))[0]
    for name in ("actor_names", "actor_ties", "actor_offices"):
        record[name.removeprefix("actor_")] = _owned(name, "actor", id, dataset)
    record["entries"] = _entries(dataset.material.archive.by_actor.get(id, ()), dataset)
    return _written(record)


def place_json(id: str, dataset: Dataset) -> bytes:
    """Return a place with its names and ties, and the entries in which it has a part."""
    places = _table("places")
    record = _objects(places, _of(places, "id", id, dataset))[0]
    for name in ("place_names", "place_ties"):
        record[name.removeprefix("place_")] = _owned(name, "place", id, dataset)
    record["entries"] = _entries(dataset.material.archive.by_place.get(id, ()), dataset)
    return _written(record)


def question_json(id: str, answers: tuple[Answer, ...], dataset: Dataset) -> bytes:
    """Return a question with the claims that answer it, in order, and how they stand to each other."""
    questions = _table("questions")
    record = _objects(questions, _of(questions, "id", id, dataset))[0]
    by_id = dataset.grouped(_table("claims"), "id")
    order = dataset.material.archive.comparisons[id].order
    record["claims"] = _claims([by_id[ref][0] for ref in order], dataset)
    record["claim_relations"] = _owned("relations", "question", id, dataset)
    return _written(record)


def _claims(rows: list[Row], dataset: Dataset) -> list[Value]:
    found: list[Value] = []
    for row, claim in zip(rows, _objects(_table("claims"), rows), strict=True):
        for name in ("claim_figures", "claim_sources", "claim_attributions"):
            claim[name.removeprefix("claim_")] = _owned(name, "claim", str(row[0]), dataset)
        found.append(claim)
    return found


def _relations_of(entry: Entry, dataset: Dataset) -> list[Value]:
    relations = _table("relations")
    refs = {reference(entry, claim) for claim in entry.claims}
    rows = dict.fromkeys(
        row for ref in refs for column in ("claim", "other") for row in _of(relations, column, ref, dataset)
    )
    return [*_objects(relations, sorted(rows, key=lambda row: [str(cell) for cell in row]))]


def _entries(entries: tuple[Entry, ...], dataset: Dataset) -> list[Value]:
    """Name entries, with what tells them apart."""
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
    table = _table(name)
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
