"""Check an archive: apply every rule, and check each entry unless it was checked before as it is now."""

from collections import defaultdict
from collections.abc import Callable, Iterable

import msgspec
from msgspec.structs import replace

from builder import checking
from builder.model.archive import Archive
from builder.model.digests import joined_digest
from builder.model.entry import Entry
from builder.model.problem import Finding, Problem
from builder.reading.locate import place_findings
from builder.reading.regular_files import FileUnread
from builder.reading.source_tree import SourceFile, SourceTree
from builder.remembering.run import Run, Step
from builder.typesetting.prose import prose_of


def inspect_archive(archive: Archive, run: Run) -> Callable[[], tuple[Finding, ...]]:
    """Begin to apply the rules that need the whole archive, and return a function that waits for what they find."""

    def found() -> bytes:
        return msgspec.msgpack.encode([*checking.check(archive)])

    result = run.workers.aside(found, worth=len(archive.entries))
    return lambda: _decoded(result())


def inspect_entries(archive: Archive, run: Run) -> list[Finding]:
    """Apply the rules that need one entry; the text of one that is not shown is checked once it is."""
    entries = (*archive.entries, *archive.withdrawn, *archive.held_back)
    return [finding for found in run.remembered(_inspection(archive), entries) for finding in found]


def placed(tree: SourceTree, findings: Iterable[Finding]) -> list[Problem]:
    """Find line and column of findings; a file is read once for all that is found in it."""
    by_file: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_file[finding.file].append(finding)
    files = {file.path: file for file in tree.files} if by_file else {}
    # A finding about a file that is not there (a site without site.yaml) has no line.
    return [
        problem
        for path, found in by_file.items()
        for problem in place_findings(found, _read(files[path]) if path in files else b"")
    ]


def _read(file: SourceFile) -> bytes:
    try:
        return file.read()
    except FileUnread:
        # It was deleted since its record was read: its findings have no line any more.
        return b""


def _inspection(archive: Archive) -> Step[Entry, tuple[Finding, ...]]:
    """Return how the rules on one entry are applied: they look at the entry and at the directory."""
    policy = checking.make_policy(archive)
    shown = {entry.id for entry in archive.entries}

    def digest(entry: Entry) -> bytes:
        is_shown = b"shown" if entry.id in shown else b""
        sources = archive.digests_of_sources(entry.sources)
        return joined_digest((b"finding", archive.digest, archive.digests[entry.id], is_shown, *sources))

    def work(entry: Entry) -> tuple[tuple[Finding, ...], bytes]:
        prose = prose_of(entry.body) if entry.id in shown else ()
        path = archive.files[f"entries/{entry.id}"]
        subject = checking.under_review(entry, archive, prose, policy)
        return tuple([replace(finding, file=path) for finding in checking.check_entry(subject)]), b""

    return Step("finding", digest, work, _decoded)


def _decoded(packed: bytes) -> tuple[Finding, ...]:
    return _FINDINGS.decode(packed)


_FINDINGS = msgspec.msgpack.Decoder(tuple[Finding, ...])
