"""Load a site: read all its files, put what they hold together, and check it."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial

from msgspec import Struct

from builder import checking
from builder.assembling.assembly import assemble
from builder.assembling.evidence import digests_of_evidence
from builder.assembling.pile import Pile
from builder.model.archive import Archive
from builder.model.problem import Finding, Problem, Severity
from builder.model.report import Report
from builder.publishing.stamps import FileStamp
from builder.reading.rasters import damaged_in_root, read_rasters
from builder.reading.source_tree import SourceTree
from builder.remembering.comparisons import compared
from builder.remembering.findings import inspect_archive, inspect_entries, placed
from builder.remembering.records import gather
from builder.remembering.run import Run
from builder.rendering.renditions import can_encode


class Loaded(Struct, frozen=True):
    """A site as read: its content, its files, and what its author has to fix.

    The rules that need the whole archive are applied while the site is laid out: the report waits for them. Before,
    `has_errors` says whether an error was found, which may be allowed."""

    archive: Archive
    tree: SourceTree
    stamps: Mapping[str, FileStamp]
    has_errors: bool
    report: Callable[[], Report]


def load_site(tree: SourceTree, run: Run) -> Loaded:
    """Read all files, put their records together, and check them."""
    pile, problems, stamps = gather(tree, run)
    problems += damaged_in_root(tree)
    if not any(file.path == "content/site.yaml" for file in tree.files):
        problems.append(
            Problem("content/site.yaml", 0, 0, "site-missing", "there is no site.yaml", "write one line: `title: …`")
        )
    evidence = digests_of_evidence(pile.sources.values(), pile.entries.values(), tree)
    archive, findings = assemble(pile, read_rasters(tree, can_encode()), evidence, run.moment)
    archive = compared(archive, run)
    in_archive = inspect_archive(archive, run)
    in_entries = inspect_entries(archive, run)

    def report() -> Report:
        told = _told(problems, [*in_archive(), *in_entries], findings, pile, archive)
        return Report(told, partial(placed, tree))

    found: tuple[Problem | Finding, ...] = (*problems, *findings, *in_entries)
    has_errors = any(each.severity is Severity.ERROR for each in found)
    return Loaded(archive, tree, stamps, has_errors, cache(report))


def _told(
    problems: Sequence[Problem], found: list[Finding], unresolved: list[Finding], pile: Pile, archive: Archive
) -> list[Problem | Finding]:
    """Return what an author is told of what was found: each fault once, and nothing that is allowed."""
    entries = {pile.files[f"entries/{id}"]: entry for id, entry in pile.entries.items()}
    unread = {file: entries.get(file) for file in pile.blemished}
    found = checking.as_counted_in_files(found, unresolved, unread)
    found = checking.without_consequences(problems, found)
    told, misallowed = checking.without_allowed((*problems, *found), archive)
    return checking.as_of_drafts((*told, *misallowed), _files_of_drafts(pile))


def _files_of_drafts(pile: Pile) -> set[str]:
    """List the files of drafts, and of their translations."""
    versions = pile.versions.values()
    return pile.drafts | {one.file for one in versions if pile.files.get(one.translation.of) in pile.drafts}
