"""Check an archive: every rule, and every entry for itself, unless it was checked before as it stands now."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from builder import checking
from builder.model.archive import Archive
from builder.model.digests import joined_digest
from builder.model.entry import Entry
from builder.model.problem import Finding, Problem
from builder.reading.locate import place_findings
from builder.reading.regular_files import FileUnread
from builder.reading.source_tree import SourceFile, SourceTree
from builder.remembering.memo import Memo
from builder.typesetting.prose import prose_of
from builder.workers import Workers


class Inspected(Struct, frozen=True, array_like=True):
    """What was found in one entry; `made_of` is the digest of all that the rules on one entry look at."""

    made_of: bytes
    findings: tuple[Finding, ...]


def inspect(
    archive: Archive, findings: Iterable[Finding], memo: Memo, workers: Workers
) -> tuple[dict[str, Inspected], list[Finding]]:
    """Apply every rule; give what was found in each entry apart, to be remembered, and all that was found."""
    told = [*findings, *checking.check(archive)]
    packed = memo.state("inspected")
    remembered = _INSPECTED.decode(packed) if packed else {}
    inspected: dict[str, Inspected] = {}
    new: list[tuple[Entry, bytes]] = []
    # The text of an entry that is not shown is checked once it is.
    for entries, is_shown in ((archive.entries, b"shown"), ((*archive.withdrawn, *archive.held_back), b"")):
        for entry in entries:
            sources = archive.digests_of_sources(entry.sources)
            made_of = joined_digest((archive.digest, archive.digests[entry.id], is_shown, *sources))
            known = remembered.get(entry.id)
            if known is not None and known.made_of == made_of:
                inspected[entry.id] = known
            else:
                new.append((entry, made_of))
    for (entry, made_of), found in zip(new, _inspect_all([entry for entry, _ in new], archive, workers), strict=True):
        inspected[entry.id] = Inspected(made_of, tuple(found))
    told += [finding for found in inspected.values() for finding in found.findings]
    return inspected, told


def placed(tree: SourceTree, findings: Iterable[Finding]) -> list[Problem]:
    """Find line and column of findings; a file is read once for all that is found in it."""
    by_file: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_file[finding.file].append(finding)
    files = {file.path: file for file in tree.files} if by_file else {}
    # What is about a file that is not there (a site without site.yaml) is told without a place.
    return [
        problem
        for path, found in by_file.items()
        for problem in place_findings(found, _read(files[path]) if path in files else b"")
    ]


def _read(file: SourceFile) -> bytes:
    try:
        return file.read()
    except FileUnread:
        # It is gone since its record was read: what was found in it has no place any more.
        return b""


def _inspect_all(entries: Sequence[Entry], archive: Archive, workers: Workers) -> list[list[Finding]]:
    policy = checking.make_policy(archive)
    shown = {entry.id for entry in archive.entries}

    def inspect_chunk(chunk: Sequence[Entry]) -> list[list[Finding]]:
        return [inspect_one(entry) for entry in chunk]

    def inspect_one(entry: Entry) -> list[Finding]:
        prose = prose_of(entry.body) if entry.id in shown else ()
        path = archive.files[f"entries/{entry.id}"]
        sheet = checking.make_sheet(entry, archive, prose, policy)
        return [replace(finding, file=path) for finding in checking.check_entry(sheet)]

    return [findings for chunk in workers.map(inspect_chunk, entries) for findings in chunk]


_INSPECTED = msgspec.msgpack.Decoder(dict[str, Inspected])
