"""The dataset of an edition: rows and lines of all tables, made when somebody asks, and made once.

`made_of` digests what the tables are made of; whoever adds to them what neither the faces of entries, nor the sources
that they cite, nor the texts of actors, places and questions hold, has to add it there."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from builder.dataset import tables
from builder.dataset.columns import Chosen, DataTable, Material, Row, everything
from builder.dataset.csv_text import csv_of, head_of, lines_of
from builder.dataset.entry_tables import ENTRIES, entry_row
from builder.dataset.plain_text import plain_text
from builder.model.digests import joined_digest
from builder.model.entry import Entry
from builder.outputs.parts.made_of import digest_of_homes, made_of_list
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

    @cached_property
    def material(self) -> Material:
        edition = self.edition
        chosen = self._chosen or everything(edition.archive)
        return Material(edition.archive, edition.zones, self._cited, self._text, chosen)

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
        found = self._rows.get(table.name)
        if found is None:
            found = self._rows[table.name] = [*table.rows(self.material)]
        return found

    def csv(self, table: DataTable) -> bytes:
        found = self._csv.get(table.name)
        if found is None:
            is_written = table is ENTRIES and len(self._lines) == len(self.rows(ENTRIES))
            found = self.entries_csv(self.material.entries) if is_written else csv_of(table.columns, self.rows(table))
            self._csv[table.name] = found
        return found

    def grouped(self, table: DataTable, column: str) -> Mapping[str, list[Row]]:
        """Return the rows of a table by what stands in a column."""
        key = f"{table.name}.{column}"
        if key not in self._grouped:
            place, found = table.column_names.index(column), defaultdict[str, list[Row]](list)
            for row in self.rows(table):
                found[str(row[place])].append(row)
            self._grouped[key] = dict(found)
        return self._grouped[key]

    def entries_csv(self, entries: Sequence[Entry]) -> bytes:
        """Return the rows of some entries as a table of its own."""
        # A build makes many of these: all lines at once take a third of the time.
        if self.edition.digest and not self._lines:
            self._write_lines()
        return head_of(ENTRIES.columns) + b"".join([self._line(entry) for entry in entries])

    def _write_lines(self) -> None:
        lines = lines_of(ENTRIES.columns, self.rows(ENTRIES))
        self._lines.update(zip((entry.id for entry in self.material.entries), lines, strict=True))

    def _line(self, entry: Entry) -> bytes:
        # An entry stands in the list of each of its actors, places and tags.
        found = self._lines.get(entry.id)
        if found is None:
            (found,) = lines_of(ENTRIES.columns, [entry_row(entry, self.material)])
            self._lines[entry.id] = found
        return found

    def _cited(self, key: str) -> tuple[str, ...]:
        """List the sources that the page of a record (`entries/ID`) lists."""
        kind, _, id = key.partition("/")
        entry = self.edition.archive.entry_of[id] if kind == "entries" else None
        is_open = entry is None or not (entry.safety.hide_sources or entry.is_withdrawn)
        return self.edition.bodies[key].cited if is_open else ()

    def _text(self, key: str) -> str | None:
        return plain_text(self.edition.fetch_body(key)) or None


def made_of_tables(edition: Edition) -> bytes:
    """Digest what all tables are made of but that of texts."""
    if not edition.digest:
        return b""
    archive, bodies = edition.archive, edition.bodies
    shown = [*archive.entry_of.values()]
    cited = [" ".join(bodies[f"entries/{entry.id}"].cited).encode() for entry in shown]
    listed = [source.id for source in archive.cited_sources]
    others = (
        joined_digest(cited),
        " ".join(listed).encode(),
        digest_of_homes(edition, listed),
        *archive.digests_of_sources(listed),
        *(bodies[f"{kind}/{id}"].digest for kind, ids in _texts_of(edition) for id in ids),
    )
    return made_of_list(edition, shown, *others)


def made_of_texts(edition: Edition) -> bytes:
    """Digest what the texts of all entries are made of."""
    if not edition.digest:
        return b""
    return joined_digest(edition.bodies[f"entries/{id}"].digest for id in edition.archive.entry_of)


def _texts_of(edition: Edition) -> tuple[tuple[str, list[str]], ...]:
    archive = edition.archive
    asked = [id for id in archive.by_question if id in archive.questions]
    return (("actors", [*archive.actors]), ("places", [*archive.places]), ("questions", asked))
