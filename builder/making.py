"""Make a site: gather, assemble, check, set, plan, render, publish."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec
from msgspec.structs import replace

from builder import checking, outputs
from builder.gathering import gather
from builder.model.archive import Archive
from builder.model.digests import digest_of
from builder.model.output import Copy, Export, Page, Plan
from builder.model.problem import Finding, Problem, Severity
from builder.pipeline import Built, LastBuild, Means, fingerprint_of
from builder.publishing.memo import FileStamp, Memo
from builder.publishing.tree import publish
from builder.reading.assembly import assemble
from builder.reading.evidence import digests_of_evidence
from builder.reading.locate import place_finding
from builder.reading.source_tree import SourceTree
from builder.reading.theme_files import read_theme_files
from builder.rendering.frame import make_frame
from builder.rendering.pictures import without_metadata
from builder.rendering.press import Press
from builder.rendering.theme import Theme, make_theme
from builder.setting import set_bodies, set_cards, set_edition, zones_of
from builder.typesetting.prose import prose_of


@dataclass(frozen=True, slots=True)
class Loaded:
    """A site as read: what it holds, where its files lie, and what its author has to mend."""

    archive: Archive
    tree: SourceTree
    stamps: Mapping[str, FileStamp]
    problems: tuple[Problem, ...]


def make_site(site: Path, tree: SourceTree, output: Path, means: Means) -> Built:
    """Make a site from its files, unless an error stops it."""
    loaded = load_site(tree, means)
    settings = loaded.archive.site
    theme_files = read_theme_files(site, settings.theme)
    theme = make_theme(theme_files, settings)
    press = Press(theme, make_frame(loaded.archive, theme))
    plan, problems = _set(loaded, theme, press, means)
    if any(problem.stops_a_build for problem in problems):
        return Built(problems, None)
    make = _maker(plan, press)
    published = publish(output, plan.outputs, make, means.memo.pages(), means.crew, means.progress)
    sizes = {path: stamp.size for path, stamp in published.stamps.items()}
    problems = tuple(sorted((*problems, *checking.check_weight(sizes))))
    last = LastBuild(
        theme=settings.theme,
        fingerprint=b"" if _is_racy(tree, means.memo) else fingerprint_of(tree, theme_files, output),
        moment=means.moment,
        releases=loaded.archive.releases,
        foreign=published.foreign,
        problems=problems,
    )
    means.memo.conclude(loaded.stamps, published.stamps, msgspec.msgpack.encode(last))
    return Built(problems, published)


def find_problems(site: Path, tree: SourceTree, means: Means) -> tuple[Problem, ...]:
    """Find everything that an author has to mend."""
    loaded = load_site(tree, means)
    settings = loaded.archive.site
    return _set(loaded, make_theme(read_theme_files(site, settings.theme), settings), None, means)[1]


def load_site(tree: SourceTree, means: Means) -> Loaded:
    """Read all files, and put what they hold together."""
    pile, problems, stamps = gather(tree, means.memo, means.crew, means.progress)
    if not any(file.path == "content/site.yaml" for file in tree.files):
        problems.append(
            Problem("content/site.yaml", 0, 0, "site-missing", "there is no site.yaml", "write one line: `title: …`")
        )
    evidence = digests_of_evidence(pile.sources.values(), tree)
    archive, findings = assemble(pile, frozenset(tree.media), evidence, means.moment)
    findings += [*checking.check(archive), *_check_entries(archive)]
    problems += _placed(findings, tree)
    problems, amiss = checking.without_allowed(problems, archive)
    return Loaded(archive, tree, stamps, tuple(sorted([*problems, *_placed(amiss, tree)])))


def _check_entries(archive: Archive) -> Iterator[Finding]:
    """Check every entry for itself; the text of one that is not shown is checked once it is."""
    policy = checking.make_policy(archive)
    for entry in (*archive.entries, *archive.withdrawn, *archive.held_back):
        shown = entry.id in archive.entry_of and not entry.is_withdrawn
        sheet = checking.make_sheet(entry, archive, prose_of(entry.body) if shown else (), policy)
        for finding in checking.check_entry(sheet):
            yield replace(finding, file=archive.files[f"entries/{entry.id}"])


def _placed(findings: Iterable[Finding], tree: SourceTree) -> list[Problem]:
    files = {file.path: file for file in tree.files}
    # What is about a file that is not there (a site without site.yaml) is told without a place.
    return [place_finding(found, files[found.file].read() if found.file in files else b"") for found in findings]


def _set(loaded: Loaded, theme: Theme, press: Press | None, means: Means) -> tuple[Plan, tuple[Problem, ...]]:
    """Set an edition and plan it; without a press it has no cards, which no check needs."""
    archive, memo, crew = loaded.archive, means.memo, means.crew
    bodies, cited, slips = set_bodies(archive, memo, crew, means.progress)
    stops = any(problem.stops_a_build for problem in (*loaded.problems, *slips))
    cards = set_cards(archive, press, zones_of(archive), memo, crew) if press and not stops else {}
    media = {name: Path(file.place) for name, file in loaded.tree.media.items()}
    edition = set_edition(archive, bodies, cited, cards, theme.assets, media)
    plan = outputs.plan(edition)
    found = [*loaded.problems, *slips, *_clashes(plan), *checking.check_links(edition, plan)]
    return plan, tuple(sorted(found))


def _clashes(plan: Plan) -> Iterable[Problem]:
    for path, first, second in plan.clashes:
        says = f'two outputs want the path "{path}": one of {first}, one of {second}'
        yield Problem("content", 0, 0, "O1", says, "give one of the two another id", Severity.ERROR)


def _maker(plan: Plan, press: Press) -> Callable[[str], tuple[bytes, Callable[[], bytes]]]:
    """Give a function that makes one file of a plan: the digest of all that it shows, and then its bytes."""

    def make(path: str) -> tuple[bytes, Callable[[], bytes]]:
        match plan.outputs[path]:
            case Page(template=template, view=view_of):
                view = view_of()
                return digest_of(press.digest, template, view), lambda: press.page(template, view)
            case Export(encode=encode):
                data = encode()
                return digest_of(data), lambda: data
            case Copy(source=source):
                original = source.read_bytes()
                return digest_of(original), lambda: without_metadata(original, path)
        raise AssertionError(path)

    return make


def _is_racy(tree: SourceTree, memo: Memo) -> bool:
    """Tell whether a file was written so short before that it may be written again under the same stamp."""
    return any(memo.is_racy(file.modified) for file in (*tree.files, *tree.media.values()))
