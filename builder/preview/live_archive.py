"""Keep the records of all files in memory, and read again what was saved.

An entry that was saved, or is new, takes its place in the archive by itself where that is possible; all else, from a
file that is gone to an actor's name, assembles the archive again from the records, of which only those whose files
changed are read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from builder.assembling.amending import Written, amend
from builder.assembling.assembly import assemble
from builder.assembling.evidence import digests_of_evidence
from builder.assembling.pile import PartDigests, Pile
from builder.checking import beside_unread
from builder.model.archive import Archive
from builder.model.entry import Entry
from builder.model.problem import Problem
from builder.model.site import Site
from builder.reading.entries import UNDATED
from builder.reading.locate import place_findings
from builder.reading.rasters import read_rasters
from builder.reading.records import Record
from builder.reading.regular_files import FileUnread
from builder.reading.source_tree import SourceFile, SourceTree, file_beside, read_source_tree
from builder.remembering.records import Packed, add_to, digest_of_file, packed_record, packed_unread
from builder.rendering.renditions import can_encode
from builder.workers import Workers


@dataclass(frozen=True, slots=True)
class Filed:
    """A file as it was read last: where it lay and how it stood, the digest of its bytes, and what it gave."""

    file: SourceFile
    digest: bytes
    packed: Packed[Record]


@dataclass(frozen=True, slots=True)
class Holdings:
    """All that was read: files, the records that they gave, and the archive that these make."""

    tree: SourceTree
    pile: Pile
    archive: Archive


class LiveArchive:
    """The one that reads: it holds what was read last and was in order, and takes in what is saved."""

    def __init__(self, site: Path, workers: Workers, shows_early: bool) -> None:
        self._site, self._workers, self._shows_early = site, workers, shows_early
        self._filed: dict[str, Filed] = {}
        self._nothing_dangles = False
        self._own_types: frozenset[str] = frozenset()

    def read_all(self, moment: datetime, suspects: Iterable[str] = ()) -> tuple[Holdings, tuple[Problem, ...]]:
        """Read what is new, and the files that are named, and put everything together; tell what stops a build."""
        tree = read_source_tree(self._site)
        settings = [file for file in tree.files if not file.folder]
        self._file(settings, suspects)
        types = frozenset(own for file in settings for own in _own_types(self._filed[file.path].packed.record))
        if types != self._own_types:
            # What an entry's types may be is a part of how entries are read.
            self._own_types, self._filed = types, {file.path: self._filed[file.path] for file in settings}
        self._file([file for file in tree.files if file.folder], suspects)
        self._filed = {file.path: self._filed[file.path] for file in tree.files}
        pile = Pile()
        problems = list(tree.problems)
        for path, filed in self._filed.items():
            add_to(pile, path, filed.file.folder, filed.digest, _if_dated(filed.packed), problems)
        evidence = digests_of_evidence(pile.sources.values(), pile.entries.values(), tree)
        archive, findings = assemble(pile, read_rasters(tree, can_encode()), evidence, moment, self._shows_early)
        self._nothing_dangles = not findings
        problems += [
            problem
            for finding in findings
            for problem in place_findings([beside_unread(finding, pile.blemished)], self._bytes(finding.file))
        ]
        # A draft that is not in order keeps nobody from seeing the rest: it stays as it was last, and `check` tells.
        stopping = tuple(problem for problem in _stopping(problems) if problem.file not in pile.drafts)
        return Holdings(tree, pile, archive), stopping

    def take_in(self, path: str, holdings: Holdings, is_alone: bool) -> tuple[Holdings, tuple[Problem, ...]] | None:
        """Read one entry that was saved: return all with it, and what stops a build; None where all has to be read.

        `is_alone` says that no other file is to be corrected: what one lacks may be what this one brings."""
        file = self._file_of_entry(path)
        if file is None or holdings.pile.purged.addresses or not Path(file.full_path).is_file():
            return None
        try:
            data = file.read()
        except FileUnread:
            return None
        digest = digest_of_file(path, data, self._own_types)
        packed = packed_record(path, file.folder, data, self._own_types)
        if _stopping(packed.problems):
            return holdings, _stopping(packed.problems)
        if packed.problems or not isinstance(packed.record, Entry):
            return None
        may_bring = is_alone and self._nothing_dangles
        written = Written(path, packed.record, digest, packed.digests, may_bring, self._shows_early)
        amended = amend(holdings.archive, holdings.pile, written)
        if amended is None:
            return None
        archive, findings = amended
        if findings:
            return holdings, _stopping(place_findings(findings, data))
        tree = holdings.tree if path in self._filed else holdings.tree.with_file(file)
        self._filed[path] = Filed(file, digest, packed)
        return Holdings(tree, holdings.pile, archive), ()

    def _file_of_entry(self, path: str) -> SourceFile | None:
        """Return the file of an entry: one that was read before, or a new one in a folder of such."""
        filed = self._filed.get(path)
        if filed is not None:
            return filed.file if filed.file.folder == "entries" else None
        folder, _, name = path.rpartition("/")
        others = (known.file for known in self._filed.values() if known.file.path.rpartition("/")[0] == folder)
        beside = next((file for file in others if file.folder == "entries"), None)
        try:
            return beside and file_beside(beside, name)
        except OSError:
            return None

    def _file(self, files: Sequence[SourceFile], suspects: Iterable[str]) -> None:
        """Read the files that are new, not what they were, or suspected of having changed."""
        suspected = frozenset(suspects)
        new = [file for file in files if file.path in suspected or not self._is_filed(file)]

        def read(chunk: Sequence[SourceFile]) -> list[Filed]:
            return [_filed(file, self._own_types) for file in chunk]

        for chunk in self._workers.map(read, new):
            self._filed |= {filed.file.path: self._in_order(filed) for filed in chunk}

    def _in_order(self, filed: Filed) -> Filed:
        """Return a file as it was read, or a draft that is not in order as it was last."""
        before = self._filed.get(filed.file.path)
        if before is None or not filed.packed.is_draft or not _stopping(filed.packed.problems):
            return filed
        return Filed(filed.file, before.digest, before.packed)

    def _is_filed(self, file: SourceFile) -> bool:
        filed = self._filed.get(file.path)
        return filed is not None and filed.file == file

    def _bytes(self, path: str) -> bytes:
        filed = self._filed.get(path)
        try:
            return filed.file.read() if filed else b""
        except FileUnread:
            return b""


def _filed(file: SourceFile, own_types: frozenset[str]) -> Filed:
    try:
        data = file.read()
    except FileUnread as fault:
        return Filed(file, b"", packed_unread(file.path, file.folder, fault))
    digest = digest_of_file(file.path, data, own_types)
    return Filed(file, digest, packed_record(file.path, file.folder, data, own_types))


def _if_dated(packed: Packed[Record]) -> Packed[Record]:
    """Return what a file gave, without an entry whose date cannot be read: no day is invented for it."""
    entry = packed.record
    if isinstance(entry, Entry) and entry.date == UNDATED and _stopping(packed.problems):
        return Packed(None, packed.problems, (entry.id,), PartDigests(), packed.is_draft)
    return packed


def _own_types(record: object) -> tuple[str, ...]:
    return tuple(own.value for own in record.types) if isinstance(record, Site) else ()


def _stopping(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problem for problem in problems if problem.stops_a_build))
