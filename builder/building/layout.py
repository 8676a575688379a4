"""Lay out a site: typeset its editions, plan them, and return how each file of the plan is made.

Nothing is rendered yet: a build makes all of it, a preview what is looked at, a check nothing. A site in several
languages is one edition a language: the original at the root, each translation below its language's prefix."""

from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import astuple

from builder import checking, outputs
from builder.building.clashes import clashes_in
from builder.building.indexing import index_missing
from builder.building.loading import Loaded
from builder.editions import all_outputs
from builder.editions.parts.volume import Volume, made_of_volume
from builder.model.digests import digest_in_parts, digest_of
from builder.model.languages import editions
from builder.model.problem import Problem, Severity
from builder.model.report import Report
from builder.publishing.tree import Make, PendingFile
from builder.remembering.bodies import Bodies, typeset_bodies
from builder.remembering.cards import render_cards
from builder.remembering.edition import authors_files, make_edition
from builder.remembering.run import Run
from builder.remembering.themes import remembered_theme
from builder.rendering.frame import make_frame
from builder.rendering.renderer import Renderer
from builder.rendering.renditions import as_published, read_authors_file
from builder.views.output import Copy, Export, Page, Plan, make_plan


class Layout(Struct, frozen=True):
    """A site laid out: its plan, the function that makes a file of it, everything that is wrong with it, and its
    languages one by one."""

    plan: Plan
    make: Make
    report: Report
    volumes: tuple[Volume, ...] = ()


def lay_out(loaded: Loaded, theme_files: Mapping[str, bytes], run: Run, has_pages: bool = True) -> Layout:
    """Typeset all editions and plan them; without pages they have no cards, which no check needs."""
    archives = editions(loaded.archive)
    bodies: list[Bodies] = []
    for archive in archives:
        bodies.append(typeset_bodies(archive, bodies[0] if bodies else None, run))
    found = [slip for each in bodies for slip in each.slips]
    if loaded.has_errors or any(slip.severity is Severity.ERROR for slip in found):
        has_pages = has_pages and not _report(loaded, found).is_stopping
    own_files = authors_files(loaded.tree, run.memo.is_racy)
    renderers: dict[str, Renderer] = {}
    plans: list[Plan] = []
    volumes: list[Volume] = []
    for archive, of_edition in zip(archives, bodies, strict=True):
        theme = remembered_theme(theme_files, archive.site, run)
        frame = make_frame(archive, theme, outputs.sections(archive))
        renderer = renderers[archive.prefix] = Renderer(theme, frame, run.code)
        cards = render_cards(archive, renderer, run) if has_pages else {}
        edition = make_edition(archive, of_edition, cards, renderer, own_files, run)
        if has_pages and archive.site.data.files and not archive.original:
            from builder.remembering.batches import with_dataset

            edition = with_dataset(edition, run)
        # All editions have the same addresses: following links takes only one plan.
        plans.append(plans[0] if plans and not has_pages else outputs.plan(edition))
        found += checking.check_links(edition, plans[-1])
        volumes.append(Volume(archive, plans[-1], renderer, made_of_volume(edition) if has_pages else b""))
    found += index_missing(loaded.archive.site)
    found += clashes_in(plans[0], [*renderers][1:], loaded.archive)
    has_more = len(plans) > 1 or loaded.archive.site.downloads
    plan = make_plan(all_outputs(volumes)) if has_more and has_pages else plans[0]
    return Layout(plan, _maker(plan, renderers), _report(loaded, found), tuple(volumes))


def _report(loaded: Loaded, found: Iterable[Problem]) -> Report:
    return loaded.report().with_more(checking.still_told(found, loaded.archive))


def _maker(plan: Plan, renderers: Mapping[str, Renderer]) -> Make:
    """Return a function that makes one file of a plan; each edition has a renderer of its own."""
    original = renderers[""]

    def make(path: str) -> PendingFile:
        match plan.outputs[path]:
            case Page(template=template, view=view_of):
                renderer = renderers.get(path[: path.find("/") + 1], original)
                view = view_of()
                key, parts = digest_in_parts((renderer.digest, template, *astuple(view)))
                return PendingFile(key, lambda: renderer.page(template, view), parts)
            case Export(encode=encode):
                data = encode()
                return PendingFile(digest_of(data), lambda: data)
            case Copy(source=source, rendition=rendition, is_as_it_is=is_as_it_is):
                data = read_authors_file(source)
                if is_as_it_is:
                    return PendingFile(digest_of(data), lambda: data)
                return PendingFile(digest_of(data, rendition), lambda: as_published(data, path, rendition))
        raise AssertionError(path)

    return make
