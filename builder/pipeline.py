"""The way through the house on one screen: read, check, typeset, plan, render, publish."""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from builder import checking, outputs
from builder.model.archive import Archive
from builder.model.output import Copy, Export, Output, Page, Plan
from builder.model.problem import Problem, Severity
from builder.publishing.tree import Published, publish
from builder.reading.assembly import Pile, assemble
from builder.reading.locate import place_finding
from builder.reading.records import ids_in, read_record
from builder.reading.source_tree import SourceTree, read_source_tree
from builder.reading.theme_files import read_theme_files
from builder.rendering.frame import make_frame
from builder.rendering.pictures import without_metadata
from builder.rendering.press import Press
from builder.rendering.theme import Theme, make_theme
from builder.setting import set_edition

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A site as read: what it holds, where its files lie, and what its author has to mend."""

    archive: Archive
    tree: SourceTree
    problems: tuple[Problem, ...]

    @property
    def can_be_built(self) -> bool:
        return not any(problem.stops_a_build for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Built:
    """What a build came to: `published` is None where problems stopped it."""

    problems: tuple[Problem, ...]
    published: Published | None


def no_progress(stage: str, done: int, whole: int) -> None:
    """Tell nobody."""


@contextmanager
def without_collector() -> Iterator[None]:
    """Switch the cyclic garbage collector off: an archive has no cycles, and looking for some takes a third of a build."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@without_collector()
def load(site: Path, moment: datetime, progress: Progress = no_progress) -> Loaded:
    """Read a site's content; `moment` is when this happens, for what is held back until a time."""
    tree = read_source_tree(site)
    pile, problems = Pile(), list(tree.problems)
    own_types: frozenset[str] = frozenset()
    # The settings come first: they say which event types there are besides the model's.
    for number, file in enumerate(sorted(tree.files, key=lambda file: (file.folder != "", file.path))):
        reading = read_record(file.path, file.folder, file.read(), own_types)
        problems += reading.problems
        if reading.record is None:
            pile.miss(file.folder, ids_in(file.path, file.folder, file.read()))
        else:
            pile.add(file.path, reading.record)
        own_types = own_types or frozenset(own.value for own in pile.site.types)
        progress("read", number + 1, len(tree.files))
    if not any(file.path == "content/site.yaml" for file in tree.files):
        problems.append(
            Problem(
                "content/site.yaml",
                0,
                0,
                "site-missing",
                "there is no site.yaml",
                "write one line: `title: …`",
            )
        )
    archive, findings = assemble(pile, frozenset(tree.media), moment)
    findings += checking.check(archive)
    files = {file.path: file for file in tree.files}
    problems += [place_finding(finding, files[finding.file].read()) for finding in findings]
    return Loaded(archive, tree, tuple(sorted(problems)))


@without_collector()
def check(site: Path, moment: datetime, progress: Progress = no_progress) -> tuple[Problem, ...]:
    """Find everything that an author has to mend, without rendering anything."""
    return _find_problems(site, load(site, moment, progress), progress)


@without_collector()
def build(site: Path, output: Path, moment: datetime, progress: Progress = no_progress) -> Built:
    """Build a site into a folder, unless an error stops it: then the folder stays as it was."""
    loaded = load(site, moment, progress)
    if not loaded.can_be_built:
        return Built(_find_problems(site, loaded, progress), None)
    theme = _theme(site, loaded)
    press = Press(theme, make_frame(loaded.archive, theme))
    plan, problems = _plan(loaded, theme, press, progress)
    if any(problem.stops_a_build for problem in problems):
        return Built(problems, None)
    return Built(problems, publish(output, plan.outputs, _made(plan, press, progress)))


def _find_problems(site: Path, loaded: Loaded, progress: Progress) -> tuple[Problem, ...]:
    return _plan(loaded, _theme(site, loaded), None, progress)[1]


def _plan(loaded: Loaded, theme: Theme, press: Press | None, progress: Progress) -> tuple[Plan, tuple[Problem, ...]]:
    media = {name: Path(file.place) for name, file in loaded.tree.media.items()}
    edition, slips = set_edition(loaded.archive, press, theme, media, progress)
    plan = outputs.plan(edition)
    return plan, tuple(sorted([*loaded.problems, *slips, *_clashes(plan), *checking.check_links(edition, plan)]))


def _theme(site: Path, loaded: Loaded) -> Theme:
    settings = loaded.archive.site
    return make_theme(read_theme_files(site, settings.theme), settings)


def _clashes(plan: Plan) -> Iterable[Problem]:
    for path, first, second in plan.clashes:
        says = f'two outputs want the path "{path}": one of {first}, one of {second}'
        yield Problem("content", 0, 0, "O1", says, "give one of the two another id", Severity.ERROR)


def _made(plan: Plan, press: Press, progress: Progress) -> Iterator[tuple[str, bytes]]:
    whole = len(plan.outputs)
    for number, output in enumerate(plan, start=1):
        yield output.path, make(output, press)
        progress("write", number, whole)


def make(output: Output, press: Press) -> bytes:
    """Make the bytes of one output."""
    match output:
        case Page():
            return press.page(output.template, output.view())
        case Export():
            return output.encode()
        case Copy():
            return without_metadata(output.source.read_bytes(), output.path)
