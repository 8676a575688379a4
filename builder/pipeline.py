"""The way through the house on one screen: what there is to do, and then `making` does it.

Whatever a build with nothing to do can spare is imported only when there is something to do."""

import gc
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from builder.crew import USUAL_PORTIONS, Crew, Portions, crew_of
from builder.model.digests import digest_of
from builder.model.faults import BuilderError
from builder.model.problem import Finding, Problem, Severity
from builder.model.report import Report
from builder.publishing.memo import Memo, opened_memo
from builder.publishing.standing import Before, folders_of, stands_untouched
from builder.publishing.tree import Published
from builder.publishing.untouched import MEMO, Standing, write_standing
from builder.reading.listing import circumstances, packed_numbers
from builder.reading.own_code import digest_of_own_code
from builder.reading.source_tree import SourceTree, read_source_tree
from builder.reading.theme_files import read_theme_files

if TYPE_CHECKING:
    from builder.crew.agency import Factory
    from builder.loading import Loaded

Progress = Callable[[str, int, int], None]


class Built(Struct, frozen=True):
    """What a build came to: `published` is None where problems stopped it; `explanation` is of the file asked for."""

    report: Report
    published: Published | None
    explanation: str | None = None

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self.report.problems


class Recorded(Struct, frozen=True):
    """What a release came to: how many entries it holds (None where problems stopped it), and whether it is news."""

    report: Report
    entries: int | None
    has_changed: bool = False

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self.report.problems


class LastBuild(Struct, frozen=True):
    """How everything stood after the last build; the fingerprint is empty where it could not be trusted."""

    theme: str
    output: str
    fingerprint: bytes
    moment: datetime
    releases: tuple[str, ...]
    foreign: tuple[str, ...]
    problems: tuple[Problem, ...]
    findings: tuple[Finding, ...]


class Means(Struct, frozen=True):
    """What a run works with: the memo, the workers, the clock as it was read once, and who is told of progress."""

    memo: Memo
    crew: Crew
    moment: datetime
    progress: Progress


def no_progress(stage: str, done: int, whole: int) -> None:
    """Tell nobody."""


def build(
    site: Path,
    output: Path,
    moment: datetime,
    progress: Progress = no_progress,
    jobs: int | None = None,
    uses_cache: bool = True,
    cache: Path | None = None,
    explained: str | None = None,
    executor: "Factory | None" = None,
    portions: Portions = USUAL_PORTIONS,
) -> Built:
    """Build a site into a folder, unless an error stops it: then the folder stays as it was.

    What is worked out is remembered in the file `cache` (by default one in the site's folder), or not at all. Why
    the published file `explained` is new, or is not, is said in what is given back. Work is done by the executor
    that a factory gives, or else by forked workers, in portions."""
    # Workers elsewhere stand in another folder.
    site, output = site.absolute(), output.absolute()
    remembers = uses_cache and (site / "content").is_dir()
    with _means((cache or site / MEMO) if remembers else None, moment, progress, jobs, executor, portions) as means:
        tree = read_source_tree(site)
        done = None if explained else _nothing_to_do(site, tree, output, means)
        if done is not None:
            return done
        from builder.making import make_site

        return make_site(site, tree, output, means, explained)


def check(site: Path, moment: datetime, progress: Progress = no_progress) -> tuple[Problem, ...]:
    """Find everything that an author has to mend, without rendering anything."""
    from builder.making import find_problems

    with _means(None, moment, progress, None) as means:
        return find_problems(site, read_source_tree(site), means).problems


def release(site: Path, moment: datetime, progress: Progress = no_progress) -> Recorded:
    """Record what readers are given now, so that no later change of it stays unsaid."""
    from builder.making import make_release

    with _means(None, moment, progress, None) as means:
        return make_release(site, read_source_tree(site), means)


def load(site: Path, moment: datetime) -> "Loaded":
    """Read a site's content, whatever is wrong in it."""
    from builder.loading import load_site

    with _means(None, moment, no_progress, 1) as means:
        return load_site(read_source_tree(site), means)


@contextmanager
def _means(
    place: Path | None,
    moment: datetime,
    progress: Progress,
    jobs: int | None,
    executor: "Factory | None" = None,
    portions: Portions = USUAL_PORTIONS,
) -> Iterator[Means]:
    # An archive has no cycles, and looking for some takes a third of a build.
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        with opened_memo(place, digest_of_own_code()) as memo, crew_of(jobs, executor, portions) as crew:
            yield Means(memo, crew, moment, progress)
    finally:
        if was_collecting:
            gc.enable()


def _nothing_to_do(site: Path, tree: SourceTree, output: Path, means: Means) -> Built | None:
    """Tell that content, theme and published files all stand as the last build left them, reading none of them."""
    last = _last_build(means.memo)
    if last is None:
        return None
    if any(
        (release <= last.moment) != (release <= means.moment)
        for release in map(datetime.fromisoformat, last.releases)
    ):
        return None
    around = circumstances_of(site, last.theme, means.memo)
    try:
        theme_files = read_theme_files(site, last.theme)
    except BuilderError:
        return None
    if last.fingerprint != fingerprint_of(tree, theme_files, output):
        return None
    before = before_of(means.memo, output)
    if not stands_untouched(output, before):
        return None
    keep_standing(means.memo, tree, around, last, before)
    report = Report((*last.problems, *last.findings), partial(_placed, tree))
    return Built(report, Published(0, len(before.stamps) - 1, 0, last.foreign, before.stamps))


def _placed(tree: SourceTree, findings: Sequence[Finding]) -> list[Problem]:
    # Nobody reads the problems of most builds.
    from builder.inspecting import placed

    return placed(tree, findings)


def before_of(memo: Memo, output: Path) -> Before:
    """Tell how an output folder stood after the last build, if that was written there."""
    last = _last_build(memo)
    if last is None or last.output != str(output):
        return Before({})
    return Before(memo.pages(), last.foreign, memo.concluded)


def _last_build(memo: Memo) -> LastBuild | None:
    packed = memo.last_build()
    return None if packed is None else msgspec.msgpack.decode(packed, type=LastBuild)


def fingerprint_of(tree: SourceTree, theme_files: Mapping[str, bytes], output: Path) -> bytes:
    """Digest the stamps of all that a site is built from: as long as it is the same, there is nothing to do."""
    theme = {path: hashlib.sha256(data).digest() for path, data in theme_files.items()}
    return digest_of(sorted(tree.stamps.items()), theme, str(output))


def circumstances_of(site: Path, theme: str, memo: Memo) -> bytes:
    """Return how code, libraries and theme stand before they are read; nothing where stamps cannot be trusted."""
    try:
        found, newest = circumstances(str(site), theme)
    except OSError:
        return b""
    return b"" if memo.is_racy(newest) else found


def keep_standing(memo: Memo, tree: SourceTree, around: bytes, last: LastBuild, before: Before) -> None:
    """Keep how everything stands for the next build, which may find nothing to do before it imports any of this."""
    if memo.place is None:
        return
    if not around or not last.fingerprint:
        write_standing(memo.place, None)
        return
    releases = [*map(datetime.fromisoformat, last.releases)]
    counts = Report((*last.problems, *last.findings), partial(_placed, tree)).counts
    stamps = [number for stamp in before.stamps.values() for number in (stamp.size, stamp.modified, stamp.inode)]
    standing = Standing(
        circumstances=around,
        theme=last.theme,
        output=last.output,
        since=max([_microseconds(release) for release in releases if release <= last.moment], default=-_FOR_EVER),
        until=min([_microseconds(release) for release in releases if release > last.moment], default=_FOR_EVER),
        concluded=before.concluded,
        content=tree.stamps,
        files=[*before.stamps],
        stamps=packed_numbers(stamps),
        folders=sorted(folders_of((*before.stamps, *before.foreign))),
        counts=[counts[severity] for severity in Severity],
        foreign=[*before.foreign],
    )
    write_standing(memo.place, standing)


def _microseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FOR_EVER = 10**18
