"""Plan the data of a publication: a page about it, tables, a database, and files beside the pages they repeat."""

from collections.abc import Callable, Iterator
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from builder.dataset import ENTRY_FILES
from builder.dataset.bibtex import bibtex_of
from builder.dataset.claim_tables import CLAIMS, FIGURE_COLUMNS, answer_rows
from builder.dataset.columns import DataColumn, DataTable, Material
from builder.dataset.csl import csl_of
from builder.dataset.csv_text import csv_of
from builder.dataset.database import database_of, library
from builder.dataset.datasette import metadata_of
from builder.dataset.package import CAUTION, PACKAGE, WrittenTable, package_of
from builder.model.addresses import (
    DATA_ADDRESS,
    actor_address,
    claims_address,
    entries_address,
    entry_address,
    json_address,
    place_address,
    tag_address,
)
from builder.model.comparison import Answer
from builder.model.digests import joined_digest
from builder.model.entry import Entry
from builder.outputs.parts.dataset import Dataset, made_of_table
from builder.outputs.parts.made_of import made_of_entry, made_of_list
from builder.outputs.parts.questions import questions_with_pages
from builder.outputs.parts.records import actor_json, entry_json, place_json, question_json
from builder.outputs.parts.timelinejs import timelinejs_view
from builder.views.edition import Edition
from builder.views.output import Export, Listed, Output, Page, View, file_of

Forms = tuple[tuple[str, Callable[[Material], bytes]], ...]
_FORMS_OF_SOURCES: Forms = (("sources.json", csl_of), ("sources.bib", bibtex_of))
_TIMELINEJS = "timelinejs.json"
_DATABASE, _METADATA = "publication.sqlite", "metadata.yaml"


class ColumnView(Struct, frozen=True):
    """A column: its name, its type, its meaning by a short name and in English, and the table that it refers to."""

    name: str
    type: str
    meaning: str
    words: str
    refers_to: str | None


class TableView(Struct, frozen=True):
    """A table: its name, where it stands, what it holds in English, and its columns."""

    name: str
    address: str
    words: str
    columns: tuple[ColumnView, ...]


class FileView(Struct, frozen=True):
    """Another file: what it is called, and where it stands."""

    name: str
    address: str


class DataView(View, frozen=True, kw_only=True):
    """All that the page of the data shows: each file, each column, and under which licence they are.

    `cautions` say what must not be done with it, `notes` how it is read."""

    files: tuple[FileView, ...]
    tables: tuple[TableView, ...]
    licence: str | None
    has_pages: bool
    cautions: tuple[str, ...] = ("sums", "claims", "points", "order")
    notes: tuple[str, ...] = ("unknown", "dates", "figures", "marks", "changes")


def data_outputs(edition: Edition) -> Iterator[Output]:
    """Return the page of the data; with the original's edition, the data."""
    archive = edition.archive
    dataset = Dataset(edition)
    yield Page(file_of(DATA_ADDRESS), "data.html", partial(_data_view, dataset), edition.digest, Listed())
    if archive.original:
        return
    yield from _files(dataset)
    yield from _lists(dataset)
    if archive.site.data.pages:
        yield from _records(dataset)


def _files(dataset: Dataset) -> Iterator[Output]:
    edition = dataset.edition
    made_of = {table.name: made_of_table(table, edition) for table in dataset.tables}
    for table in dataset.tables:
        yield Export(_path(f"{table.name}.csv"), partial(dataset.csv, table), made_of[table.name])
    whole = joined_digest((edition.digest, *made_of.values())) if edition.batches else b""
    yield Export(_path(PACKAGE), partial(_package, dataset), whole)
    # Another version of SQLite writes other bytes.
    of_database = joined_digest((whole, library())) if whole else b""
    yield Export(_path(_DATABASE), partial(_database, dataset), of_database)
    yield Export(
        _path(_METADATA), partial(metadata_of, edition.archive.site, dataset.tables, CAUTION), edition.digest
    )
    for file in ENTRY_FILES:
        made_of_file = made_of_table(file, edition)
        of_file = joined_digest((edition.digest, made_of_file)) if made_of_file else b""
        yield Export(_path(file.name), partial(dataset.file, file), of_file)
    # What they say of a source, its row says too.
    for name, write in _FORMS_OF_SOURCES:
        yield Export(_path(name), partial(_form, write, dataset), made_of["sources"])
    view = partial(timelinejs_view, edition, _path(_TIMELINEJS))
    yield Page(_path(_TIMELINEJS), "timelinejs.json", view, made_of_list(edition, edition.archive.entries))


def _lists(dataset: Dataset) -> Iterator[Output]:
    """List a table for each actor, place, tag and question, of what its page lists."""
    edition, archive = dataset.edition, dataset.edition.archive
    for address, entries in (
        *((actor_address(id), entries) for id, entries in archive.by_actor.items()),
        *((place_address(id), entries) for id, entries in archive.by_place.items()),
        *((tag_address(slug), entries) for slug, entries in archive.by_tag.items()),
    ):
        made_of = made_of_list(edition, entries)
        yield Export(entries_address(address), partial(dataset.entries_csv, entries), made_of)
    for id, answers in questions_with_pages(archive):
        address = archive.question_address(id)
        made_of = _made_of_answers(id, answers, edition)
        yield Export(claims_address(address), partial(_claims_csv, id, dataset), made_of)


def _records(dataset: Dataset) -> Iterator[Output]:
    """List JSON for each entry, actor, place, and page of a question."""
    edition, archive = dataset.edition, dataset.edition.archive
    for id, entry in archive.entry_of.items():
        made_of = made_of_entry(entry, edition)
        yield Export(json_address(entry_address(id)), partial(entry_json, id, dataset), made_of)
    for id in archive.actors:
        made_of = made_of_list(edition, archive.by_actor.get(id, ()), record=f"actors/{id}")
        yield Export(json_address(actor_address(id)), partial(actor_json, id, dataset), made_of)
    for id in archive.places:
        made_of = made_of_list(edition, archive.by_place.get(id, ()), record=f"places/{id}")
        yield Export(json_address(place_address(id)), partial(place_json, id, dataset), made_of)
    for id, answers in questions_with_pages(archive):
        made_of = _made_of_answers(id, answers, edition)
        address = json_address(archive.question_address(id))
        yield Export(address, partial(question_json, id, dataset), made_of)


def _made_of_answers(id: str, answers: tuple[Answer, ...], edition: Edition) -> bytes:
    if not edition.digest:
        return b""
    entries: dict[str, Entry] = {entry.id: entry for entry, _ in answers}
    # A claim may answer one on another question: whether that is published is more than these entries tell.
    named = [ref for _, claim in answers for ref in (claim.responds_to, claim.supersedes) if ref]
    published = joined_digest(ref.encode() for ref in named if ref in edition.archive.claim_of)
    return made_of_list(edition, entries.values(), published, record=f"questions/{id}")


def _claims_csv(id: str, dataset: Dataset) -> bytes:
    """Write the claims on a question in the order in which they were said, with a row for each figure."""
    archive = dataset.edition.archive
    answers = [archive.claim_of[ref] for ref in archive.comparisons[id].order]
    # A column of claims and one of figures have the same names: those of figures say so.
    known = {column.name for column in CLAIMS.columns}
    columns = [*CLAIMS.columns, *(_of_figure(column, known) for column in FIGURE_COLUMNS)]
    return csv_of(columns, [*answer_rows(answers, dataset.material)])


def _of_figure(column: DataColumn, known: set[str]) -> DataColumn:
    return replace(column, name=f"figure_{column.name}") if column.name in known else column


def _form(write: Callable[[Material], bytes], dataset: Dataset) -> bytes:
    return write(dataset.material)


def _package(dataset: Dataset) -> bytes:
    written = (WrittenTable(table, dataset.csv(table), dataset.odd_days(table)) for table in dataset.tables)
    return package_of(dataset.edition.archive, written)


def _database(dataset: Dataset) -> bytes:
    site = dataset.edition.archive.site
    about = {"title": site.title, "url": site.url or "", "licence": site.licence.data or "", "caution": CAUTION}
    return database_of(dataset.base(), ((table, dataset.rows(table)) for table in dataset.last_tables), about)


def _path(name: str) -> str:
    return f"{DATA_ADDRESS}{name}"


def _data_view(dataset: Dataset) -> DataView:
    archive = dataset.edition.archive
    root = "../" if archive.original else ""
    names = (
        PACKAGE,
        _DATABASE,
        _METADATA,
        *(file.name for file in ENTRY_FILES),
        *(name for name, _ in _FORMS_OF_SOURCES),
        _TIMELINEJS,
    )
    return DataView(
        address=DATA_ADDRESS,
        title="",
        section="data",
        files=tuple(FileView(name, root + _path(name)) for name in names),
        tables=tuple(_table_view(table, root) for table in dataset.tables),
        licence=archive.site.licence.data,
        has_pages=archive.site.data.pages,
    )


def _table_view(table: DataTable, root: str) -> TableView:
    columns = tuple(
        ColumnView(column.name, column.type.value, column.meaning or column.name, column.words, column.refers_to)
        for column in table.columns
    )
    return TableView(table.name, root + _path(f"{table.name}.csv"), table.words, columns)
