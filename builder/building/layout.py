"""Lay a site out: set its editions, plan them, and say how each file of the plan is made.

Nothing is rendered yet: a build makes all of it, a preview what is looked at, a check nothing. A site in several
languages is one edition a language: the original at the root, each translation below its language's prefix."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import astuple

from builder import checking, outputs
from builder.building.indexing import index_missing
from builder.building.loading import Loaded
from builder.model.archive import Archive
from builder.model.digests import digest_in_parts, digest_of
from builder.model.languages import editions
from builder.model.problem import Problem, Severity
from builder.model.report import Report
from builder.publishing.tree import Make, Making
from builder.remembering.edition import set_edition
from builder.remembering.galleys import Proof, galley_key, galleys_of, set_galleys
from builder.remembering.run import Run
from builder.rendering.frame import make_frame
from builder.rendering.renderer import Renderer
from builder.rendering.renditions import as_published, read_medium
from builder.rendering.theme import Theme, make_theme
from builder.views.edition import Galley, Original
from builder.views.output import Copy, Export, Page, Plan, at_their_places, make_plan


class Layout(Struct, frozen=True):
    """A site laid out: its plan, what makes a file of it, what was set, and all that there is to mend.

    Galleys of translated editions are found as `hy:entries/ID`."""

    plan: Plan
    make: Make
    galleys: Mapping[str, Galley]
    report: Report


class Proofed(Struct, frozen=True):
    """An edition before its cards: its archive, theme and press, and the proofs of its galleys."""

    archive: Archive
    theme: Theme
    renderer: Renderer
    proof: Proof

    @property
    def prefix(self) -> str:
        return self.archive.prefix


def lay_out(loaded: Loaded, theme_files: Mapping[str, bytes], run: Run, has_pages: bool = True) -> Layout:
    """Set all editions and plan them; without pages they have no cards, which no check needs."""
    remembered = galleys_of(run.memo)
    proofed: list[Proofed] = []
    for archive in editions(loaded.archive):
        originals = proofed[0].proof.galleys if proofed else {}
        proofed.append(_proofed(archive, theme_files, remembered, originals, run, has_pages))
    report = loaded.report.with_more(slip for edition in proofed for slip in edition.proof.slips)
    stops = not has_pages or report.is_stopping
    found: list[Problem] = []
    media = {
        name: Original(Path(file.place), b"" if run.memo.is_racy(file.modified) else file.stamp)
        for name, file in loaded.tree.media.items()
    }
    plans: list[Plan] = []
    for each in proofed:
        renderer = None if stops else each.renderer
        edition = set_edition(
            each.archive, loaded.archive, each.proof, renderer, run.memo, run.workers, each.theme, media
        )
        # All editions have the same addresses: what only follows links needs no more than one plan.
        plans.append(plans[0] if plans and not has_pages else outputs.plan(edition))
        found += checking.check_links(edition, plans[-1])
    found += index_missing(loaded.archive.site)
    found += _clashes(plans[0], [each.prefix for each in proofed[1:]])
    placed = at_their_places(zip([each.prefix for each in proofed], plans, strict=True))
    whole = plans[0] if len(plans) == 1 or not has_pages else make_plan(placed)
    galleys = {
        galley_key(each.archive, key): galley for each in proofed for key, galley in each.proof.galleys.items()
    }
    return Layout(
        whole, _maker(whole, {each.prefix: each.renderer for each in proofed}), galleys, report.with_more(found)
    )


def _proofed(
    archive: Archive,
    theme_files: Mapping[str, bytes],
    remembered: Mapping[str, Galley],
    originals: Mapping[str, Galley],
    run: Run,
    has_pages: bool,
) -> Proofed:
    theme = make_theme(theme_files, archive.site)
    renderer = Renderer(theme, make_frame(archive, theme))
    shown_by = renderer if has_pages else None
    proof = set_galleys(archive, shown_by, remembered, originals, run.memo, run.workers, run.progress)
    return Proofed(archive, theme, renderer, proof)


def _clashes(plan: Plan, prefixes: Sequence[str]) -> Iterable[Problem]:
    in_the_way = [(path, prefix) for prefix in prefixes for path in plan.outputs if path.startswith(prefix)]
    wanted_by_editions = ((path, "the original", f"the edition below {prefix}") for path, prefix in in_the_way)
    for path, first, second in (*plan.clashes, *wanted_by_editions):
        says = f'two outputs want the path "{path}": one of {first}, one of {second}'
        yield Problem("content", 0, 0, "O1", says, "give one of the two another id", Severity.ERROR)


def _maker(plan: Plan, renderers: Mapping[str, Renderer]) -> Make:
    """Give a function that makes one file of a plan; each edition has a press of its own."""
    original = renderers[""]

    def make(path: str) -> Making:
        match plan.outputs[path]:
            case Page(template=template, view=view_of):
                renderer = renderers.get(path[: path.find("/") + 1], original)
                view = view_of()
                key, parts = digest_in_parts((renderer.digest, template, *astuple(view)))
                return Making(key, lambda: renderer.page(template, view), parts)
            case Export(encode=encode):
                data = encode()
                return Making(digest_of(data), lambda: data)
            case Copy(source=source, rendition=rendition):
                picture = read_medium(source)
                return Making(digest_of(picture, rendition), lambda: as_published(picture, path, rendition))
        raise AssertionError(path)

    return make
