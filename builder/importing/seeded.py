"""Find the entry that was made from a row, and whether its author has changed it since."""

from collections.abc import Mapping

from msgspec import Struct

from builder.importing.drafts import AS_IMPORTED, Draft, digests_of
from builder.importing.record import Origin
from builder.model.archive import Archive
from builder.reading.front_matter import read_document, read_text
from builder.reading.nodes import List, Map, Node, Scalar
from builder.reading.not_yaml import NotYaml


class Seeded(Struct, frozen=True):
    """Entries by the rows that they were made from."""

    by_id: Mapping[tuple[str, str], str]
    by_digest: Mapping[tuple[str, str], str]
    by_row: Mapping[tuple[str, int], str]
    by_external: Mapping[tuple[str, str], str]
    entries: frozenset[str]

    def find(self, origin: Origin, external: tuple[tuple[str, str], ...] = ()) -> str | None:
        """Return the entry of a row: by the id of its record, else by what stood there, else by where it stood."""
        for pair in external:
            if pair in self.by_external:
                return self.by_external[pair]
        if origin.id is not None:
            return self.by_id.get((origin.file, origin.id))
        found = self.by_digest.get((origin.file, origin.sha256))
        return found or self.by_row.get((origin.file, origin.row))


class ImportedFile(Struct, frozen=True):
    """How an imported file stands: the digests with which it was written, and those that it has now."""

    written: Mapping[str, str]
    now: Mapping[str, str]

    @property
    def is_untouched(self) -> bool:
        return self.written == self.now

    def changed_in_source(self, draft: Draft) -> tuple[str, ...]:
        """List the fields that the source gives otherwise than when this was written."""
        new = draft.digests()
        return tuple(key for key in {**self.written, **new} if self.written.get(key) != new.get(key))


def seeded(archive: Archive) -> Seeded:
    """Index all entries by their seeds."""
    by_id, by_digest, by_row, by_external = {}, {}, {}, {}
    for entry in archive.all_entries:
        for seed in entry.seed:
            if seed.id is not None:
                by_id[seed.file, seed.id] = entry.id
            if seed.sha256 is not None:
                by_digest[seed.file, seed.sha256] = entry.id
            if seed.row is not None:
                by_row[seed.file, seed.row] = entry.id
        for pair in entry.external:
            if pair[0] in _NAMES_OF_DATASETS:
                by_external[pair] = entry.id
    return Seeded(
        by_id, by_digest, by_row, by_external, frozenset(entry.id for entry in archive.all_entries if entry.seed)
    )


def imported_file(data: bytes) -> ImportedFile | None:
    """Compare a file with what an import wrote; None where no import did."""
    fields, now = _fields_and_digests(data)
    marks = fields.get(AS_IMPORTED)
    if not isinstance(marks, str):
        return None
    return ImportedFile(dict(mark.split("=", 1) for mark in marks.split() if "=" in mark), now)


def says_the_same(data: bytes, draft: Draft) -> bool:
    """Return whether a file that no import wrote says what one would write."""
    return _fields_and_digests(data)[1] == draft.digests()


def _fields_and_digests(data: bytes) -> tuple[Mapping[str, object], Mapping[str, str]]:
    try:
        document = read_document(read_text(data))
    except NotYaml:
        return {}, {}
    fields = {key: plain_value(value) for key, (_, value) in document.fields.items.items()}
    return fields, digests_of(fields, document.body)


def plain_value(node: Node) -> object:
    """Return what a node of YAML holds: texts, lists and maps."""
    match node:
        case Scalar():
            return node.value
        case List(items=items):
            return [plain_value(item) for item in items]
        case Map(items=pairs):
            return {key: plain_value(value) for key, (_, value) in pairs.items()}


_NAMES_OF_DATASETS = ("ucdp", "acled")
