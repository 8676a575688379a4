"""Make a site: gather, assemble, check, set, plan, render, publish."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec
from msgspec.structs import astuple

from builder import checking, outputs
from builder.explaining import explain
from builder.gathering import gather
from builder.inspecting import Inspected, inspect, placed
from builder.model.archive import Archive
from builder.model.digests import digest_in_parts, digest_of
from builder.model.edition import Galley
from builder.model.output import Copy, Export, Page, Plan
from builder.model.problem import Problem, Severity
from builder.pipeline import Built, LastBuild, Means, Recorded, before_of, fingerprint_of
from builder.publishing.companions import make_companions
from builder.publishing.memo import FileStamp, Memo
from builder.publishing.release_file import write_release
from builder.publishing.tree import Make, Making, publish
from builder.reading.assembly import assemble
from builder.reading.evidence import digests_of_evidence
from builder.reading.source_tree import SourceTree
from builder.reading.theme_files import read_theme_files
from builder.rendering.frame import make_frame
from builder.rendering.pictures import without_metadata
from builder.rendering.press import Press
from builder.rendering.theme import Theme, make_theme
from builder.setting import set_edition
from builder.setting.galleys import set_galleys


@dataclass(frozen=True, slots=True)
class Loaded:
    """A site as read: what it holds, where its files lie, and what its author has to mend."""

    archive: Archive
    tree: SourceTree
    stamps: Mapping[str, FileStamp]
    inspected: Mapping[str, Inspected]
    problems: tuple[Problem, ...]


def make_site(site: Path, tree: SourceTree, output: Path, means: Means, explained: str | None) -> Built:
    """Make a site from its files, unless an error stops it; explain the file that is asked for."""
    loaded = load_site(tree, means)
    settings = loaded.archive.site
    companions = make_companions(settings.hosting.compress)
    theme_files = read_theme_files(site, settings.theme)
    theme = make_theme(theme_files, settings)
    press = Press(theme, make_frame(loaded.archive, theme))
    plan, galleys, problems = _set(loaded, theme, press, means)
    if any(problem.stops_a_build for problem in problems):
        return Built(problems, None)
    make = _maker(plan, press)
    wanted = {path: found.made_of for path, found in plan.outputs.items()}
    before = before_of(means.memo, output)
    published = publish(output, wanted, make, companions, before, means.crew, means.progress)
    sizes = {path: stamp.size for path, stamp in published.stamps.items()}
    problems = tuple(sorted((*problems, *checking.check_weight(sizes))))
    last = LastBuild(
        theme=settings.theme,
        output=str(output),
        fingerprint=b"" if _is_racy(tree, means.memo) else fingerprint_of(tree, theme_files, output),
        moment=means.moment,
        releases=loaded.archive.releases,
        foreign=published.foreign,
        problems=problems,
    )
    encode = msgspec.msgpack.encode
    means.memo.conclude(loaded.stamps, published.stamps, encode(galleys), encode(loaded.inspected), encode(last))
    return Built(problems, published, explained and explain(explained, before.stamps, published.stamps, plan))


def find_problems(site: Path, tree: SourceTree, means: Means) -> tuple[Problem, ...]:
    """Find everything that an author has to mend."""
    return _problems_of(load_site(tree, means), site, means)


def make_release(site: Path, tree: SourceTree, means: Means) -> Recorded:
    """Keep what readers are given now, unless an error stops it."""
    loaded = load_site(tree, means)
    problems = _problems_of(loaded, site, means)
    if any(problem.stops_a_build for problem in problems):
        return Recorded(problems, None)
    entries = loaded.archive.entry_of
    return Recorded(problems, len(entries), write_release(site, entries.values()))


def load_site(tree: SourceTree, means: Means) -> Loaded:
    """Read all files, and put what they hold together."""
    pile, problems, stamps = gather(tree, means.memo, means.crew, means.progress)
    if not any(file.path == "content/site.yaml" for file in tree.files):
        problems.append(
            Problem("content/site.yaml", 0, 0, "site-missing", "there is no site.yaml", "write one line: `title: …`")
        )
    evidence = digests_of_evidence(pile.sources.values(), tree)
    archive, findings = assemble(pile, frozenset(tree.media), evidence, means.moment)
    inspected, found = inspect(archive, findings, tree, means.memo, means.crew)
    problems, amiss = checking.without_allowed((*problems, *found), archive)
    return Loaded(archive, tree, stamps, inspected, tuple(sorted((*problems, *placed(amiss, tree)))))


def _problems_of(loaded: Loaded, site: Path, means: Means) -> tuple[Problem, ...]:
    settings = loaded.archive.site
    return _set(loaded, make_theme(read_theme_files(site, settings.theme), settings), None, means)[-1]


def _set(
    loaded: Loaded, theme: Theme, press: Press | None, means: Means
) -> tuple[Plan, dict[str, Galley], tuple[Problem, ...]]:
    """Set an edition and plan it; without a press it has no cards, which no check needs."""
    archive, memo, crew = loaded.archive, means.memo, means.crew
    proof = set_galleys(archive, press, memo, crew, means.progress)
    stops = any(problem.stops_a_build for problem in (*loaded.problems, *proof.slips))
    media = {name: Path(file.place) for name, file in loaded.tree.media.items()}
    edition = set_edition(archive, proof, None if stops else press, memo, crew, theme.assets, media)
    plan = outputs.plan(edition)
    found = [*loaded.problems, *proof.slips, *_clashes(plan), *checking.check_links(edition, plan)]
    return plan, proof.galleys, tuple(sorted(found))


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
            case Copy(source=source):
                original = source.read_bytes()
                return Making(digest_of(original), lambda: without_metadata(original, path))
        raise AssertionError(path)

    return make


def _is_racy(tree: SourceTree, memo: Memo) -> bool:
    """Tell whether a file was written so short before that it may be written again under the same stamp."""
    return any(memo.is_racy(file.modified) for file in (*tree.files, *tree.media.values()))
