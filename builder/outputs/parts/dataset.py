"""The dataset of an edition: rows and lines of all tables, made when somebody asks, and made once.

A build remembers them in batches. `made_of_batch` digests what the rows of one are made of: what is
added to them has to be added there."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property, partial

from builder.dataset import ENTRY_FILES, tables
from builder.dataset.batches import BatchTable, ReadBatch, WrittenBatch, read_batch, write_batch
from builder.dataset.columns import Chosen, DataTable, Material, Row, everything
from builder.dataset.csv_text import head_of, lines_of, text_of
from builder.dataset.database import base_of, library
from builder.dataset.entry_files import EntryFile
from builder.dataset.entry_tables import ENTRIES, TEXTS, entry_row, slug_of
from builder.dataset.package import odd_days
from builder.dataset.plain_text import plain_text
from builder.model.digests import joined_digest
from builder.model.entry import Entry
from builder.views.edition import Edition


class Dataset:
    """All tables of one edition, or their rows for some records alone."""

    def __init__(self, edition: Edition, chosen: Chosen | None = None) -> None:
        self.edition, self._chosen = edition, chosen
        self.tables = tables(edition.archive.site.data.pages)
        self._rows: dict[str, list[Row]] = {}
        self._csv: dict[str, bytes] = {}
        self._grouped: dict[str, Mapping[str, list[Row]]] = {}
        self._lines: dict[str, bytes] = {}
        self._of_questions: dict[str, Dataset] = {}
        self._has_batches = chosen is None and edition.batches != ()

    @cached_property
    def material(self) -> Material:
        edition = self.edition
        chosen = self._chosen or everything(edition.archive)
        # Methods of this dataset would be a circle: a million values that are found dead one by one.
        cited, text = partial(_cited, edition), partial(_text, edition)
        return Material(edition.archive, edition.zones, cited, text, chosen)

    def of_entry(self, entry: Entry) -> "Dataset":
        """Return the rows for one entry."""
        return Dataset(self.edition, Chosen(entries=(entry.as_shown,)))

    def of_actor(self, id: str) -> "Dataset":
        return Dataset(self.edition, Chosen(actors=(id,)))

    def of_place(self, id: str) -> "Dataset":
        return Dataset(self.edition, Chosen(places=(id,)))

    def of_question(self, id: str) -> "Dataset":
        """Return the rows for a question and the entries that answer it, made once for all of these."""
        found = self._of_questions.get(id)
        if found is None:
            answering = {entry.id: entry for entry, _ in self.edition.archive.by_question[id]}
            chosen = Chosen(entries=(*answering.values(),), questions=(id,))
            found = self._of_questions[id] = Dataset(self.edition, chosen)
        return found

    def rows(self, table: DataTable) -> list[Row]:
        if self._has_batches:
            # They are asked for once, by the database.
            return [row for found in self._in_batches(table) for row in found.rows]
        found = self._rows.get(table.name)
        if found is None:
            found = self._rows[table.name] = [*table.rows(self.material)]
        return found

    def base(self) -> bytes:
        """Return the database of all tables but `last_tables`, which a build remembers."""
        if self.edition.base is not None and self._has_batches:
            return self.edition.base()
        return base_of((table, self.rows(table)) for table in self.tables if table not in self.last_tables)

    @property
    def last_tables(self) -> Sequence[DataTable]:
        """Return the tables that an edit of an entry's words changes."""
        return [table for table in self.tables if table in (ENTRIES, TEXTS)]

    def file(self, file: EntryFile) -> bytes:
        """Return a file of entries."""
        if self._has_batches:
            pieces = [batch.pieces[file.name] for batch in self._batches if file.name in batch.pieces]
        else:
            pieces = [file.pieces(self.material)]
        return file.whole(pieces, self.edition.archive)

    def odd_days(self, table: DataTable) -> Collection[str]:
        """Name the columns of a table that hold days of years without four digits."""
        if not self._has_batches:
            return odd_days(table, self.rows(table))
        return {name for batch in self.edition.batches for name in batch.odd_days.get(table.name, ())}

    def csv(self, table: DataTable) -> bytes:
        found = self._csv.get(table.name)
        if found is None:
            found = self._csv[table.name] = head_of(table.columns) + b"".join(self._made_lines(table))
        return found

    def grouped(self, table: DataTable, column: str) -> Mapping[str, list[Row]]:
        """Group the rows of a table by the value of a column."""
        key = f"{table.name}.{column}"
        if key not in self._grouped:
            index, found = table.column_names.index(column), defaultdict[str, list[Row]](list)
            for row in self.rows(table):
                found[str(row[index])].append(row)
            self._grouped[key] = dict(found)
        return self._grouped[key]

    def entries_csv(self, entries: Sequence[Entry]) -> bytes:
        """Return the rows of some entries as a table of its own."""
        if self._has_batches and not self._lines:
            lines = self._made_lines(ENTRIES)
            self._lines.update(zip((entry.id for entry in self.material.entries), lines, strict=True))
        return head_of(ENTRIES.columns) + b"".join([self._line(entry) for entry in entries])

    @cached_property
    def _batches(self) -> list[ReadBatch]:
        return [read_batch(batch.fetch()) for batch in self.edition.batches]

    def _in_batches(self, table: DataTable) -> Iterator[BatchTable]:
        return (batch.tables[table.name] for batch in self._batches if table.name in batch.tables)

    def _made_lines(self, table: DataTable) -> list[bytes]:
        if not self._has_batches:
            return [text_of(table.columns, self.rows(table))]
        return [line for found in self._in_batches(table) for line in found.lines]

    def _line(self, entry: Entry) -> bytes:
        # An entry is in the list of each of its actors, places and tags.
        found = self._lines.get(entry.id)
        if found is None:
            (found,) = lines_of(ENTRIES.columns, [entry_row(entry, self.material)])
            self._lines[entry.id] = found
        return found


def _cited(edition: Edition, key: str) -> tuple[str, ...]:
    """List the sources that the page of a record (`entries/ID`) lists."""
    kind, _, id = key.partition("/")
    entry = edition.archive.entry_of[id] if kind == "entries" else None
    is_open = entry is None or not (entry.safety.hide_sources or entry.is_withdrawn)
    return edition.bodies[key].cited if is_open else ()


def _text(edition: Edition, key: str) -> str | None:
    return plain_text(edition.fetch_body(key)) or None


def write_rows(batch: Chosen, edition: Edition) -> WrittenBatch:
    """Write the rows of a batch in all tables, and its pieces of all files of entries."""
    dataset = Dataset(edition, batch)
    pieces = {file.name: file.pieces(dataset.material) for file in ENTRY_FILES} if batch.entries else {}
    return write_batch(((table, dataset.rows(table)) for table in dataset.tables), pieces)


def made_of_table(table: DataTable | EntryFile, edition: Edition) -> bytes:
    """Digest what a table or a file of entries is made of: its rows or pieces, batch by batch."""
    batches = edition.batches
    return joined_digest([batch.digests.get(table.name, b"") for batch in batches]) if batches else b""


def made_of_base(edition: Edition) -> bytes:
    """Digest what the base of the database is made of; another version of SQLite writes other bytes."""
    dataset = Dataset(edition)
    of_tables = [made_of_table(table, edition) for table in dataset.tables if table not in dataset.last_tables]
    return joined_digest((b"base", library(), *of_tables))


def made_of_batch(batch: Chosen, edition: Edition) -> bytes:
    """Digest what the rows of a batch are made of, in all tables."""
    archive = edition.archive
    pieces = [archive.digest]
    for entry in batch.entries:
        pieces += _made_of_entry(entry, edition)
    for source in batch.sources:
        pieces += (
            source.id.encode(),
            archive.source_digests.get(source.id, b""),
            _home(f"sources/{source.id}", edition),
        )
    for id in batch.questions:
        pieces += (id.encode(), archive.questions_asked[id], _home(f"questions/{id}", edition))
        if id in archive.questions:
            pieces += _made_of_text(f"questions/{id}", edition)
    for key in (*(f"actors/{id}" for id in batch.actors), *(f"places/{id}" for id in batch.places)):
        pieces += _made_of_text(key, edition)
    return joined_digest(pieces)


def _made_of_entry(entry: Entry, edition: Edition) -> list[bytes]:
    archive = edition.archive
    body = edition.bodies[f"entries/{entry.id}"]
    others = [other in archive.entry_of for other in (entry.part_of, *[tie.entry for tie in entry.related])]
    claims = [ref in archive.claim_of for claim in entry.claims for ref in (claim.responds_to, claim.supersedes)]
    # How a tag is written, and whether what an entry names is published, others decide.
    labels = [archive.tags.get(slug_of(tag), "") for tag in entry.tags]
    return [
        archive.faces[entry.id],
        " ".join(body.cited).encode(),
        body.digest if archive.site.data.pages else b"",
        bytes(others),
        bytes(claims),
        "\n".join(labels).encode(),
    ]


def _made_of_text(key: str, edition: Edition) -> tuple[bytes, bytes]:
    body = edition.bodies[key]
    return body.digest, " ".join(body.cited).encode()


def _home(key: str, edition: Edition) -> bytes:
    return edition.archive.homes.get(key, "").encode()
