"""Make a site: load, lay out, publish."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from builder import checking
from builder.building.explaining import explain
from builder.building.indexing import index_text, unchanged_index
from builder.building.last_build import (
    LastBuild,
    before_of,
    circumstances_of,
    digest_of_content,
    digest_of_theme,
    save_state,
)
from builder.building.layout import Layout, lay_out
from builder.building.loading import Loaded, load_site
from builder.building.results import Built, OfflineEdition, Recorded, Unreleased
from builder.building.theme_problems import read_theme, theme_problems
from builder.editions import encoded
from builder.model.errors import BuilderError
from builder.model.released import released
from builder.model.report import Report
from builder.model.site import EditionKind
from builder.publishing.compression import compression_for
from builder.publishing.files import write_whole
from builder.publishing.output_folder import Before
from builder.publishing.release_file import write_release
from builder.publishing.tree import publish
from builder.reading.source_tree import RELEASE_FILE, SourceTree
from builder.remembering.memo import Memo
from builder.remembering.run import Run


def make_site(site: Path, tree: SourceTree, output: Path, run: Run, explained: str | None) -> Built:
    """Make a site from its files, unless an error stops it; explain the file that is asked for."""
    loaded = load_site(tree, run)
    settings = loaded.archive.site
    compression = compression_for(settings.hosting.compress)
    around = circumstances_of(site, settings.theme, run.memo)
    laid, theme_files = _laid_out(site, loaded, run)
    if laid.report.is_stopping:
        return Built(laid.report, None)
    wanted = {path: found.made_of for path, found in laid.plan.outputs.items()}
    before = before_of(run.memo, output)
    wanted |= unchanged_index(settings, output, before, compression.salt)
    purged = loaded.archive.purged.digest
    published = publish(output, wanted, laid.make, compression, before, run.workers, run.progress, purged)
    published = index_text(settings, output, published, purged, compression.salt)
    sizes = {path: stamp.size for path, stamp in published.stamps.items()}
    report = laid.report.with_more(checking.check_weight(sizes))
    last = LastBuild(
        theme=settings.theme,
        output=str(output),
        content=b"" if _is_racy(tree, run.memo) else digest_of_content(tree, output),
        theme_files=digest_of_theme(theme_files),
        moment=run.moment,
        embargo_ends=loaded.archive.embargo_ends,
        foreign=published.foreign,
        problems=report.placed,
        findings=report.findings,
    )
    run.memo.conclude(loaded.stamps, published.stamps, msgspec.msgpack.encode(last))
    after = Before(published.stamps, published.foreign, run.memo.concluded)
    save_state(run.memo, tree, around, last, after)
    return Built(report, published, explained and explain(explained, before.stamps, published.stamps, laid.plan))


def make_offline_edition(
    site: Path, tree: SourceTree, kind: EditionKind, folder: Path, run: Run, only: Sequence[str]
) -> OfflineEdition:
    """Make an offline edition in every language, unless an error stops it; then nothing is written."""
    loaded = load_site(tree, run)
    laid, _ = _laid_out(site, loaded, run)
    if laid.report.is_stopping:
        return OfflineEdition(laid.report, None)
    made = {volume.archive.site.edition_file(kind): encoded(kind, volume, only) for volume in laid.volumes}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in made.items():
            write_whole(folder / name, data)
    except OSError as error:
        raise BuilderError(
            f"{folder} cannot be written: {error.strerror or error}. Fix this and try again"
        ) from error
    return OfflineEdition(laid.report, tuple(folder / name for name in made))


def find_problems(site: Path, tree: SourceTree, run: Run) -> Report:
    """Find everything that an author has to fix."""
    loaded = load_site(tree, run)
    laid, _ = _laid_out(site, loaded, run, has_pages=False)
    return laid.report


def make_release(site: Path, tree: SourceTree, run: Run) -> Recorded:
    """Record what readers are given now, unless an error stops it."""
    loaded = load_site(tree, run)
    laid, _ = _laid_out(site, loaded, run, has_pages=False)
    if laid.report.is_stopping:
        return Recorded(laid.report, None)
    entries = loaded.archive.entry_of
    return Recorded(laid.report, len(entries), write_release(site, entries.values()))


def _laid_out(site: Path, loaded: Loaded, run: Run, has_pages: bool = True) -> tuple[Layout, Mapping[str, bytes]]:
    """Lay a site out with its theme, and report what is wrong with that; return the theme's files, too."""
    settings = loaded.archive.site
    files, unknown = read_theme(site, settings)
    laid = lay_out(loaded, files, run, has_pages)
    silent = checking.still_told(theme_problems(site, settings, files), loaded.archive)
    return replace(laid, report=laid.report.with_more([*unknown, *silent])), files


def find_unreleased(tree: SourceTree, run: Run) -> Unreleased:
    """Compare what readers are given now with what the last release recorded."""
    archive = load_site(tree, run).archive
    recorded = {before.id: before for before in archive.released.entries}
    now = {entry.id: released(entry) for entry in archive.entry_of.values()}
    differ = (id for id in sorted(now.keys() | recorded.keys()) if now.get(id) != recorded.get(id))
    return Unreleased(any(file.path == RELEASE_FILE for file in tree.files), tuple(differ))


def _is_racy(tree: SourceTree, memo: Memo) -> bool:
    """Return whether a file was written so recently that it may change again under the same stamp."""
    files = (*tree.files, *tree.media.values(), *tree.root.values())
    return memo.is_racy(max((file.modified for file in files), default=0))
