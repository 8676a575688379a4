"""Serve a site from memory: each page is rendered on request, from the last content without errors.

Nothing is written. After a save with an error the last good pages stay, and show the error."""

import gc
import time
import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from builder import outputs
from builder.model.addresses import SHARED, prefix_of
from builder.model.archive import Archive
from builder.model.errors import BuilderError
from builder.model.hosting import content_type_of
from builder.model.languages import in_language
from builder.model.problem import Problem
from builder.preview.downloads import page_about_download
from builder.preview.following import address_of_file
from builder.preview.live_archive import Holdings, LiveArchive
from builder.reading.theme_files import read_theme_files
from builder.remembering.edition import LazyMapping, authors_files
from builder.remembering.on_demand import PartCache, edition_on_demand, slips_in
from builder.remembering.user_folder import kept_code
from builder.rendering.frame import Frame, make_frame
from builder.rendering.renderer import Renderer
from builder.rendering.theme import Theme, make_theme
from builder.views.edition import Edition
from builder.views.output import Output, file_of
from builder.workers import workers_of

# Up to this many entries saved together are amended one by one; after more, everything is assembled again.
_FEW = 8
_PAGES_KEPT = 100


@dataclass(frozen=True, slots=True)
class ShownEdition:
    """One edition, with the renderer of its pages."""

    edition: Edition
    renderer: Renderer


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What is shown: the content as read, the theme, and the editions by prefix (empty for the original)."""

    holdings: Holdings
    theme_files: Mapping[str, bytes]
    theme: Theme
    editions: Mapping[str, ShownEdition]

    @property
    def archive(self) -> Archive:
        return self.holdings.archive

    def prefix_of(self, path: str) -> str:
        """Return the prefix of the edition that a path belongs to."""
        prefix = path[: path.find("/") + 1]
        return prefix if prefix in self.editions else ""


@dataclass(frozen=True, slots=True)
class SiteUpdate:
    """The result of a save: the stylesheet if nothing else changed, the address if one page was saved.

    `paths` are the saved files of the site, without an editor's own files beside them."""

    paths: tuple[str, ...]
    stylesheet: str | None
    address: str | None
    problems: tuple[Problem, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class PreviewAnswer:
    """A response to a browser; `problem` is what kept its page from being rendered."""

    status: int
    type: str
    data: bytes
    path: str
    problem: Problem | None = None


class ShownSite:
    """The site as it is shown now. `problems` are those that keep pages from being rebuilt."""

    def __init__(self, site: Path, clock: Callable[[], datetime], shows_early: bool) -> None:
        self._site, self._clock = site, clock
        self.problems: tuple[Problem, ...] = ()
        self._broken: dict[str, tuple[Problem, ...]] = {}
        self._snapshot: Snapshot | None = None
        self._parts = PartCache()
        self._kinds: dict[str, str] = {}
        self._last_good: dict[str, bytes] = {}
        self._renderers: dict[str, Renderer] = {}
        with workers_of(None) as workers:
            self._archive = LiveArchive(site, workers, shows_early)
        self._has_read_all = False
        self._began, self._updates = time.time_ns(), 0

    @property
    def state(self) -> str:
        """Return a name for what is shown now, which changes with each update and each process."""
        return f"{self._began}-{self._updates}"

    @property
    def archive(self) -> Archive | None:
        return self._snapshot.archive if self._snapshot else None

    def update(self, paths: Iterable[str] = ()) -> SiteUpdate:
        """Read the saved files (paths from the site's folder), or everything the first time."""
        started, saved = time.perf_counter(), tuple(sorted(paths))
        before = self._snapshot
        self._updates += 1
        try:
            self._take_in(saved)
        except BuilderError as error:
            self._broken = {"": (Problem("", 0, 0, "build", str(error)),)}
            self._has_read_all = False
        except Exception as error:
            # A bug of ours must not stop an author's preview; the traceback is for us.
            traceback.print_exc()
            self._broken = {"": (Problem("", 0, 0, "crash", f"{type(error).__name__}: {error}"),)}
            self._has_read_all = False
        self.problems = tuple(sorted(problem for found in self._broken.values() for problem in found))
        seconds = time.perf_counter() - started
        known = self._files_of(before) | self._files_of(self._snapshot)
        paths = tuple(path for path in saved if path in known or path.startswith("themes/"))
        return SiteUpdate(paths, self._only_style(before), self._followed(paths), self.problems, seconds)

    def answer(self, address: str) -> PreviewAnswer:
        """Return the page or file at an address (from the root), or the page for an unknown address."""
        path = file_of(address) if not address or address.endswith("/") else address
        snapshot = self._snapshot
        if snapshot is None:
            return PreviewAnswer(500, "text/html; charset=utf-8", _NOTHING_YET, path)
        found = self._find(path, snapshot)
        if found is None and self._find(file_of(f"{path}/"), snapshot):
            return PreviewAnswer(302, "", b"", f"{path}/")
        shown = snapshot.editions[snapshot.prefix_of(path)]
        if found is None and (about := page_about_download(path, shown.edition.archive)):
            return PreviewAnswer(404, "text/html; charset=utf-8", about, path)
        status = 200 if found else 404
        path, output = (path, found) if found else ("404.html", self._find("404.html", snapshot))
        if output is None:
            return PreviewAnswer(404, "text/html; charset=utf-8", _NOTHING_YET, path)
        try:
            data = snapshot.editions[snapshot.prefix_of(path)].renderer.make(output)
        except BuilderError as error:
            return self._wrong(path, Problem("", 0, 0, "template", str(error)))
        except Exception as error:
            traceback.print_exc()
            return self._wrong(path, Problem("", 0, 0, "crash", f"{type(error).__name__}: {error}"))
        self._keep(path, data)
        return PreviewAnswer(status, content_type_of(path), data, path)

    def _wrong(self, path: str, problem: Problem) -> PreviewAnswer:
        """Return the last good version of a page, with the problem."""
        return PreviewAnswer(500, content_type_of(path), self._last_good.get(path, _NOTHING_YET), path, problem)

    def source_of(self, path: str) -> str | None:
        """Return the file that a page is written in."""
        if self._snapshot is None:
            return None
        if path == "index.html":
            return "content/site.yaml"
        prefix = self._snapshot.prefix_of(path)
        files = self._snapshot.editions[prefix].edition.archive.files
        key = path.removeprefix(prefix).removesuffix("/index.html")
        return files.get(key) or files.get(f"pages/{key}")

    def _take_in(self, saved: tuple[str, ...]) -> None:
        content = [path for path in saved if path.startswith("content/")]
        snapshot = self._snapshot
        if snapshot is None or not self._has_read_all or len(content) > _FEW:
            self._read_all(saved)
            return
        if any(path.startswith("themes/") for path in saved):
            snapshot = self._themed(snapshot.holdings)
        for path in content:
            is_alone = len(content) == 1 and not self._broken.keys() - {path}
            taken = self._archive.take_in(path, snapshot.holdings, is_alone)
            if taken is None:
                self._read_all(saved)
                return
            holdings, problems = taken
            problems = problems or slips_in(f"entries/{Path(path).stem}", holdings.archive, self._parts)
            self._broken[path] = problems
            if not problems:
                snapshot = self._with(holdings, snapshot.theme_files, snapshot.theme)
        self._broken = {path: problems for path, problems in self._broken.items() if problems}
        self._snapshot = snapshot

    def _read_all(self, saved: tuple[str, ...]) -> None:
        gc.disable()
        try:
            holdings, problems = self._archive.read_all(self._clock(), saved)
            self._broken = {"": problems} if problems else {}
            self._has_read_all = not problems
            # The first time, whatever could be read is shown, even with errors.
            if self._snapshot is None or not problems:
                self._snapshot = self._themed(holdings)
        finally:
            # Records have no cycles, so the collector need not look at those that stay.
            gc.freeze()
            gc.enable()

    def _themed(self, holdings: Holdings) -> Snapshot:
        settings = holdings.archive.site
        files = read_theme_files(self._site, settings.theme)
        return self._with(holdings, files, make_theme(files, settings))

    def _with(self, holdings: Holdings, files: Mapping[str, bytes], theme: Theme) -> Snapshot:
        languages = holdings.archive.site.languages
        tags = {"": holdings.archive.site.language, **{prefix_of(tag): tag for tag in languages[1:]}}
        own_files = authors_files(holdings.tree)
        original = holdings.archive

        def shown(prefix: str) -> ShownEdition:
            archive = in_language(original, tags[prefix]) if prefix else original
            own = make_theme(files, archive.site) if prefix else theme
            renderer = self._renderer(prefix, own, make_frame(archive, own, outputs.sections(archive)))
            return ShownEdition(edition_on_demand(archive, original, renderer, self._parts, own_files), renderer)

        return Snapshot(holdings, files, theme, LazyMapping(tuple(tags), shown))

    def _renderer(self, prefix: str, theme: Theme, frame: Frame) -> Renderer:
        """Return the renderer of an edition, kept with its compiled templates while theme and frame are the same."""
        known = self._renderers.get(prefix)
        if known is None or known.theme.digest != theme.digest or known.frame != frame:
            known = self._renderers[prefix] = Renderer(theme, frame, kept_code())
        return known

    def _find(self, path: str, snapshot: Snapshot) -> Output | None:
        prefix = snapshot.prefix_of(path)
        # Files that editions share are at the root, whichever edition plans them.
        editions = [*snapshot.editions] if path.startswith(SHARED) else [prefix]
        for edition in editions:
            within = path.removeprefix(prefix)
            shape = _shape(within)
            found = outputs.find(within, snapshot.editions[edition].edition, self._kinds.get(shape))
            if found is not None:
                self._kinds[shape], output = found
                return output
        return None

    def _files_of(self, snapshot: Snapshot | None) -> set[str]:
        if snapshot is None:
            return set()
        tree = snapshot.holdings.tree
        return {file.path for file in (*tree.files, *tree.media.values(), *tree.root.values())}

    def _followed(self, saved: Iterable[str]) -> str | None:
        """Return the address of the saved page; None for none or several."""
        if self._snapshot is None:
            return None
        broken = {problem.file for problem in self.problems}
        pages = (address_of_file(path, self._snapshot.archive) for path in saved if path not in broken)
        found: str | None = None
        for address in pages:
            # The front page's is empty.
            if address is not None and found not in (None, address):
                return None
            found = found if address is None else address
        return found

    def _only_style(self, before: Snapshot | None) -> str | None:
        """Return the address of the stylesheet if nothing else changed."""
        if before is None or self._snapshot is None or self._snapshot.holdings is not before.holdings:
            return None
        old, new = before.theme, self._snapshot.theme
        is_same = (old.templates, old.words, old.scripts) == (new.templates, new.words, new.scripts)
        return new.stylesheet if is_same and old.stylesheet != new.stylesheet else None

    def _keep(self, path: str, data: bytes) -> None:
        self._last_good.pop(path, None)
        self._last_good[path] = data
        if len(self._last_good) > _PAGES_KEPT:
            del self._last_good[next(iter(self._last_good))]


def _shape(path: str) -> str:
    """Return what paths of one kind of output have in common: the first folder, and the name of the file."""
    return f"{path.partition('/')[0]}/{path.rpartition('/')[2]}"


_NOTHING_YET = b"<!doctype html><html lang=en><head><title>Preview</title></head><body></body></html>"
