"""Lay a site out: set its edition, plan it, and say how each file of the plan is made.

Nothing is rendered yet: a build makes all of it, a preview what is looked at, a check nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import astuple

from builder import checking, outputs
from builder.indexing import index_missing
from builder.loading import Loaded
from builder.model.digests import digest_in_parts, digest_of
from builder.model.edition import Galley, Original
from builder.model.output import Copy, Export, Page, Plan
from builder.model.problem import Problem, Severity
from builder.pipeline import Means
from builder.publishing.tree import Make, Making
from builder.rendering.frame import make_frame
from builder.rendering.press import Press
from builder.rendering.renditions import as_published
from builder.rendering.theme import make_theme
from builder.setting import set_edition
from builder.setting.galleys import set_galleys


@dataclass(frozen=True, slots=True)
class Layout:
    """A site laid out: its plan, what makes a file of it, what was set, and all that there is to mend."""

    plan: Plan
    make: Make
    galleys: Mapping[str, Galley]
    problems: tuple[Problem, ...]

    @property
    def is_stopped(self) -> bool:
        return any(problem.stops_a_build for problem in self.problems)


def lay_out(loaded: Loaded, theme_files: Mapping[str, bytes], means: Means, has_pages: bool = True) -> Layout:
    """Set an edition and plan it; without pages it has no cards, which no check needs."""
    archive, memo, crew = loaded.archive, means.memo, means.crew
    theme = make_theme(theme_files, archive.site)
    press = Press(theme, make_frame(archive, theme))
    proof = set_galleys(archive, press if has_pages else None, memo, crew, means.progress)
    stops = not has_pages or any(problem.stops_a_build for problem in (*loaded.problems, *proof.slips))
    media = {
        name: Original(Path(file.place), b"" if memo.is_racy(file.modified) else file.stamp)
        for name, file in loaded.tree.media.items()
    }
    edition = set_edition(archive, proof, None if stops else press, memo, crew, theme.assets, media, theme.typeface)
    plan = outputs.plan(edition)
    found = [*loaded.problems, *proof.slips, *_clashes(plan), *checking.check_links(edition, plan)]
    found += index_missing(archive.site)
    return Layout(plan, _maker(plan, press), proof.galleys, tuple(sorted(found)))


def _clashes(plan: Plan) -> Iterable[Problem]:
    for path, first, second in plan.clashes:
        says = f'two outputs want the path "{path}": one of {first}, one of {second}'
        yield Problem("content", 0, 0, "O1", says, "give one of the two another id", Severity.ERROR)


def _maker(plan: Plan, press: Press) -> Make:
    """Give a function that makes one file of a plan."""

    def make(path: str) -> Making:
        match plan.outputs[path]:
            case Page(template=template, view=view_of):
                view = view_of()
                key, parts = digest_in_parts((press.digest, template, *astuple(view)))
                return Making(key, lambda: press.page(template, view), parts)
            case Export(encode=encode):
                data = encode()
                return Making(digest_of(data), lambda: data)
            case Copy(source=source, rendition=rendition):
                original = source.read_bytes()
                return Making(digest_of(original, rendition), lambda: as_published(original, path, rendition))
        raise AssertionError(path)

    return make
