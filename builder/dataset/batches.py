"""Cut the records into batches of consecutive ones, and write the rows of each: an edit changes those of one batch.

A batch ends where the id of a record says so, whatever stands around it: what is added or taken away moves no other
end. The rows of a table are those of all batches, one after the other, and so are its lines."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar
from zlib import crc32

import msgspec
from msgspec import Struct

from builder.dataset.columns import Chosen, DataTable, Row
from builder.dataset.csv_text import lines_of, text_of
from builder.dataset.entry_tables import ENTRIES
from builder.dataset.package import odd_days
from builder.model.digests import digest_of

Record = TypeVar("Record")

# A batch has so many records, more or less.
_SIZE = 32


class BatchTable(Struct, frozen=True, array_like=True):
    """The rows of a batch in one table, packed, and their lines of CSV; those of entries each by itself."""

    lines: tuple[bytes, ...]
    packed: msgspec.Raw

    @property
    def rows(self) -> list[Row]:
        return _ROWS.decode(self.packed)


class ReadBatch(Struct, frozen=True, array_like=True):
    """What a batch gives to each table, and its pieces of each file of entries."""

    tables: dict[str, BatchTable]
    pieces: dict[str, bytes]


class WrittenBatch(Struct, frozen=True):
    """A batch as `read_batch` reads it, with digests of its rows by table and of its pieces by file, and columns with
    odd days by table."""

    digests: dict[str, bytes]
    odd_days: dict[str, list[str]]
    packed: bytes


def batches(chosen: Chosen) -> Iterator[Chosen]:
    """Cut records into batches; what there is little of, such as actors and places, is one batch."""
    yield Chosen(sides=chosen.sides, actors=chosen.actors, places=chosen.places)
    yield from (Chosen(sources=batch) for batch in _cut(chosen.sources, [source.id for source in chosen.sources]))
    yield from (Chosen(questions=batch) for batch in _cut(chosen.questions, chosen.questions))
    yield from (Chosen(entries=batch) for batch in _cut(chosen.entries, [entry.id for entry in chosen.entries]))


def write_batch(tables: Iterable[tuple[DataTable, list[Row]]], pieces: dict[str, bytes]) -> WrittenBatch:
    """Write the rows of a batch, and its pieces of files; a table without rows is left out."""
    found: dict[str, BatchTable] = {}
    odd: dict[str, list[str]] = {}
    for table, rows in tables:
        if rows:
            found[table.name] = _written(table, rows)
            if columns := odd_days(table, rows):
                odd[table.name] = columns
    # Equal rows are equal lines.
    digests = {name: digest_of(table.packed) for name, table in found.items()}
    digests |= {name: digest_of(piece) for name, piece in pieces.items()}
    return WrittenBatch(digests, odd, _ENCODER.encode(ReadBatch(found, pieces)))


def read_batch(packed: bytes) -> ReadBatch:
    """Return what a batch holds."""
    return _BATCH.decode(packed)


def _written(table: DataTable, rows: list[Row]) -> BatchTable:
    lines = lines_of(table.columns, rows) if table is ENTRIES else [text_of(table.columns, rows)]
    return BatchTable(tuple(lines), msgspec.Raw(_ENCODER.encode(rows)))


def _cut(records: tuple[Record, ...], ids: Sequence[str]) -> Iterator[tuple[Record, ...]]:
    start = 0
    for end, id in enumerate(ids, start=1):
        if crc32(id.encode()) % _SIZE == 0 or end == len(ids):
            yield records[start:end]
            start = end


_ENCODER = msgspec.msgpack.Encoder()
_ROWS = msgspec.msgpack.Decoder(list[Row])
_BATCH = msgspec.msgpack.Decoder(ReadBatch)
