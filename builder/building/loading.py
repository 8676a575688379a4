"""Load a site: read all its files, put what they hold together, and check it."""

from collections.abc import Mapping
from functools import partial

from msgspec import Struct

from builder import checking
from builder.assembling.assembly import assemble
from builder.assembling.evidence import digests_of_evidence
from builder.assembling.pile import Pile
from builder.model.archive import Archive
from builder.model.problem import Problem
from builder.model.report import Report
from builder.publishing.stamps import FileStamp
from builder.reading.rasters import damaged_in_root, read_rasters
from builder.reading.source_tree import SourceTree
from builder.remembering.comparisons import compared
from builder.remembering.findings import inspect, placed
from builder.remembering.records import gather
from builder.remembering.run import Run
from builder.rendering.renditions import can_encode


class Loaded(Struct, frozen=True):
    """A site as read: its content, its files, and what its author has to fix."""

    archive: Archive
    tree: SourceTree
    stamps: Mapping[str, FileStamp]
    report: Report


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
    entries = {pile.files[f"entries/{id}"]: entry for id, entry in pile.entries.items()}
    unread = {file: entries.get(file) for file in pile.blemished}
    found = checking.as_counted_in_files(inspect(archive, run), findings, unread)
    found = checking.without_consequences(problems, found)
    told, misallowed = checking.without_allowed((*problems, *found), archive)
    told = checking.as_of_drafts((*told, *misallowed), _files_of_drafts(pile))
    return Loaded(archive, tree, stamps, Report(told, partial(placed, tree)))


def _files_of_drafts(pile: Pile) -> set[str]:
    """List the files of drafts, and of their translations."""
    versions = pile.versions.values()
    return pile.drafts | {one.file for one in versions if pile.files.get(one.translation.of) in pile.drafts}
