"""Keep the records of all files in memory, and read again what was saved.

A saved entry takes its place in the archive by itself where that is possible; all else, from a new file to an actor's
name, assembles the archive anew from the records, of which only those whose files changed are read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from builder.assembling.amending import Written, amend
from builder.assembling.assembly import assemble
from builder.assembling.evidence import digests_of_evidence
from builder.assembling.pile import Pile
from builder.model.archive import Archive
from builder.model.entry import Entry
from builder.model.problem import Problem
from builder.model.site import Site
from builder.reading.locate import place_findings
from builder.reading.rasters import read_rasters
from builder.reading.records import Record
from builder.reading.regular_files import FileUnread
from builder.reading.source_tree import SourceFile, SourceTree, read_source_tree
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
    filed: Mapping[str, Filed]
    pile: Pile
    archive: Archive


class LiveArchive:
    """The one that reads: it holds what was read last and was in order, and takes in what is saved."""

    def __init__(self, site: Path, workers: Workers, shows_early: bool) -> None:
        self._site, self._workers, self._shows_early = site, workers, shows_early
        self._filed: dict[str, Filed] = {}
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
            add_to(pile, path, filed.file.folder, filed.digest, filed.packed, problems)
        evidence = digests_of_evidence(pile.sources.values(), pile.entries.values(), tree)
        archive, findings = assemble(pile, read_rasters(tree, can_encode()), evidence, moment, self._shows_early)
        problems += [
            problem for finding in findings for problem in place_findings([finding], self._bytes(finding.file))
        ]
        # A draft that is not in order keeps nobody from seeing the rest: it stays as it was last, and `check` tells.
        stopping = tuple(problem for problem in _stopping(problems) if problem.file not in pile.drafts)
        return Holdings(tree, dict(self._filed), pile, archive), stopping

    def take_in(self, path: str, holdings: Holdings) -> tuple[Archive, tuple[Problem, ...]] | None:
        """Read one saved entry: give the archive with it, and what stops a build; None where all has to be read."""
        filed = self._filed.get(path)
        if (
            holdings.pile.purged.addresses
            or filed is None
            or filed.file.folder != "entries"
            or not Path(filed.file.full_path).is_file()
        ):
            return None
        try:
            data = filed.file.read()
        except FileUnread:
            return None
        digest = digest_of_file(path, data, self._own_types)
        packed = packed_record(path, filed.file.folder, data, self._own_types)
        if _stopping(packed.problems):
            return holdings.archive, _stopping(packed.problems)
        if packed.problems or not isinstance(packed.record, Entry):
            return None
        amended = amend(holdings.archive, holdings.pile, Written(packed.record, digest, packed.face, packed.claims))
        if amended is None:
            return None
        archive, findings = amended
        if findings:
            return archive, _stopping(place_findings(findings, data))
        self._filed[path] = Filed(filed.file, digest, packed)
        return archive, ()

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


def _own_types(record: object) -> tuple[str, ...]:
    return tuple(own.value for own in record.types) if isinstance(record, Site) else ()


def _stopping(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problem for problem in problems if problem.stops_a_build))
