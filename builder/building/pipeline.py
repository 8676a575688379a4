"""The entry points of every command on a site: decide whether there is anything to do, and leave it to `making`.

What a build with nothing to do does not need is imported only when there is something to do."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from builder.building.last_build import (
    before_of,
    circumstances_of,
    digest_of_content,
    digest_of_theme,
    last_build,
    save_state,
)
from builder.building.results import Built, OfflineEdition, Recorded, Unreleased
from builder.model.errors import BuilderError
from builder.model.problem import Finding, Problem
from builder.model.report import Report
from builder.model.site import EditionKind
from builder.publishing.output_folder import is_untouched
from builder.publishing.tree import Published
from builder.publishing.untouched import MEMO
from builder.reading.source_tree import SourceTree, read_source_tree
from builder.reading.theme_files import read_theme_files
from builder.remembering.run import Progress, Run, no_progress, opened_run
from builder.workers import USUAL_PORTIONS, Portions

if TYPE_CHECKING:
    from builder.building.loading import Loaded
    from builder.workers.remote import ExecutorFactory


def build(
    site: Path,
    output: Path,
    moment: datetime,
    progress: Progress = no_progress,
    jobs: int | None = None,
    uses_cache: bool = True,
    cache: Path | None = None,
    explained: str | None = None,
    executor: "ExecutorFactory | None" = None,
    portions: Portions = USUAL_PORTIONS,
) -> Built:
    """Build a site into a folder, unless an error stops it: then the folder stays as it was.

    Results are remembered in the file `cache` (by default one in the site's folder), or not at all. The result says
    why the published file `explained` is new, or is not. Work is done in portions, by the executor that a factory
    makes or else by forked workers."""
    # Workers elsewhere run in another folder.
    site, output = site.absolute(), output.absolute()
    memo = _memo_of(site, cache) if uses_cache else None
    with opened_run(memo, moment, progress, jobs, executor, portions) as run:
        tree = read_source_tree(site)
        done = None if explained else _nothing_to_do(site, tree, output, run)
        if done is None:
            from builder.building.making import make_site

            done = make_site(site, tree, output, run, explained)
        return replace(done, cache_was_ignored=True) if run.memo.was_ignored else done


def write_offline_edition(
    site: Path,
    kind: EditionKind,
    folder: Path,
    moment: datetime,
    progress: Progress = no_progress,
    jobs: int | None = None,
    uses_cache: bool = True,
    only: Sequence[str] = (),
) -> OfflineEdition:
    """Write an offline edition into a folder, in every language of the site, unless an error stops it.

    `only` chooses the entries of a booklet."""
    from builder.building.making import make_offline_edition

    site = site.absolute()
    with opened_run(_memo_of(site) if uses_cache else None, moment, progress, jobs) as run:
        return make_offline_edition(site, read_source_tree(site), kind, folder, run, only)


def check(site: Path, moment: datetime, progress: Progress = no_progress) -> tuple[Problem, ...]:
    """Find everything that an author has to fix, without rendering anything."""
    from builder.building.making import find_problems

    with opened_run(_memo_of(site), moment, progress) as run:
        return find_problems(site, read_source_tree(site), run).problems


def release(site: Path, moment: datetime, progress: Progress = no_progress) -> Recorded:
    """Record what readers are given now, so that every later change of it is noticed."""
    from builder.building.making import make_release

    with opened_run(_memo_of(site), moment, progress) as run:
        return make_release(site, read_source_tree(site), run)


def unreleased(site: Path, moment: datetime) -> Unreleased:
    """List the entries that the last release did not record as they are now."""
    from builder.building.making import find_unreleased

    with opened_run(_memo_of(site), moment) as run:
        return find_unreleased(read_source_tree(site), run)


def load(site: Path, moment: datetime) -> "Loaded":
    """Read a site's content, whatever mistakes it has."""
    from builder.building.loading import load_site

    with opened_run(None, moment, jobs=1) as run:
        return load_site(read_source_tree(site), run)


def _memo_of(site: Path, named: Path | None = None) -> Path | None:
    """Return where a site keeps its memo; None where there is no site."""
    return (named or site / MEMO) if (site / "content").is_dir() else None


def _nothing_to_do(site: Path, tree: SourceTree, output: Path, run: Run) -> Built | None:
    """Return the result of a build that has nothing to do, reading no file; None if there is something."""
    last = last_build(run.memo)
    # Most often it is the content that has changed.
    if last is None or last.content != digest_of_content(tree, output):
        return None
    if any((end <= last.moment) != (end <= run.moment) for end in map(datetime.fromisoformat, last.embargo_ends)):
        return None
    around = circumstances_of(site, last.theme, run.memo)
    try:
        theme_files = read_theme_files(site, last.theme)
    except BuilderError:
        return None
    if last.theme_files != digest_of_theme(theme_files):
        return None
    before = before_of(run.memo, output)
    if not is_untouched(output, before):
        return None
    save_state(run.memo, tree, around, last, before)
    report = Report((*last.problems, *last.findings), partial(_placed, tree))
    return Built(report, Published(0, len(before.stamps) - 1, 0, last.foreign, before.stamps))


def _placed(tree: SourceTree, findings: Sequence[Finding]) -> list[Problem]:
    # Nobody reads the problems of most builds.
    from builder.remembering.findings import placed

    return placed(tree, findings)
