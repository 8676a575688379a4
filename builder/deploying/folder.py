"""Deploy a site to a folder on this machine: `releases/N` for each deploy, and `current`, a link to one of them.

A new release begins as hard links to the files of the last, so only what changed takes room; the link is moved
over when it is whole. Where the system lets nobody make links, `current` is a copy."""

import os
import re
import shutil
import stat
from collections.abc import Iterator, Sequence, Set
from contextlib import ExitStack, contextmanager
from pathlib import Path

from msgspec import Struct

from builder.deploying.destination import Advance, Load, RemoteState, Surroundings, failed
from builder.deploying.whole import refuse_what_is_older_than_a_purge
from builder.model.errors import BuilderError
from builder.model.nearest import did_you_mean
from builder.model.purged import Purged
from builder.model.target import FolderTarget
from builder.publishing.lock import held_folder
from builder.publishing.manifest import read_manifest

_RELEASES, _CURRENT = "releases", "current"
# Exactly as we write them: no other number is a release.
_NUMBER = re.compile(r"[1-9][0-9]{0,17}").fullmatch
_UNFINISHED, _NEW_LINK = "releases/.unfinished", ".current.new"
# Where the system lets nobody make links, `current` is a folder; this file names the release that it copies.
_NAME_OF_COPY, _OLD_COPY = "releases/.current", ".current.old"


class Deployment(Struct, frozen=True):
    """A release that is kept."""

    name: str
    is_current: bool


class FolderHost:
    """A folder of this machine."""

    def __init__(self, target: FolderTarget, surroundings: Surroundings) -> None:
        self.where = f"{target.name} ({target.path})"
        self._keep = max(target.keep, 1)
        self._surroundings = surroundings
        self._top = (surroundings.site / target.path).absolute()
        self._unfinished = self._top / _UNFINISHED
        for own in (surroundings.output, (surroundings.site / "content").absolute()):
            if self._top == own or own in self._top.parents or self._top in own.parents:
                raise BuilderError(f"{self.where} contains {own.name}/ or is inside it: choose another folder")

    @contextmanager
    def held(self) -> Iterator[None]:
        self._refuse_links()
        with ExitStack() as stack:
            with self._told():
                if not self._top.is_dir():
                    self._top.mkdir(parents=True)
                    _open_to_readers(self._top)
                is_held = stack.enter_context(held_folder(self._top))
            if not is_held:
                raise BuilderError(f"{self.where}: another deploy is in progress: wait until it is done")
            yield

    def remote_state(self, last: Sequence[str]) -> RemoteState:
        current = self._current()
        with self._told():
            found = {name: current / name for name in last} if current else {}
            return RemoteState({name: file.read_bytes() for name, file in found.items() if file.is_file()})

    def is_empty(self) -> bool:
        current = self._current()
        return current is None or not any(not name.startswith(".") for name in os.listdir(current))

    def present(self, paths: Set[str]) -> frozenset[str]:
        current = self._current()
        return frozenset(path for path in paths if current and os.path.lexists(current / path))

    def bring(self, load: Load, advance: Advance) -> None:
        with self._told():
            try:
                self._begin()
                self._change(load, advance)
                for name, data in load.last.items():
                    _make_way(self._unfinished / name)
                    (self._unfinished / name).write_bytes(data)
                self._conclude()
            except BaseException:
                shutil.rmtree(self._unfinished, ignore_errors=True)
                raise

    def releases(self) -> tuple[Deployment, ...]:
        """List the releases that are kept, the oldest first."""
        current = self._current()
        return tuple(
            Deployment(str(number), current is not None and current.name == str(number)) for number in self._numbers()
        )

    def roll_back(self, name: str, purged: Purged) -> None:
        """Switch readers to a release that is kept, unless something was purged since."""
        known = [release.name for release in self.releases()]
        if name not in known:
            listed = did_you_mean(name, known) or "there are " + (", ".join(known) or "none")
            raise BuilderError(f'{self.where} keeps no release "{name}": {listed}')
        manifest = read_manifest(self._top / _RELEASES / name)
        assert manifest is not None
        refuse_what_is_older_than_a_purge(manifest, purged, f"release {name}")
        with self._told():
            self._point_to(name)

    def _refuse_links(self) -> None:
        """Refuse what no deploy leaves there: a link among the releases leads to files that are not ours."""
        releases = self._top / _RELEASES
        inner = [f"{_RELEASES}/{name}" for name in _listed(releases)] if not releases.is_symlink() else []
        for name in (_RELEASES, *inner):
            if (self._top / name).is_symlink():
                raise BuilderError(f"{self.where}: {name} there is a link that Dateline did not make: move it away")

    def _current(self) -> Path | None:
        """Find the release that readers are given."""
        link = self._top / _CURRENT
        if not os.path.lexists(link):
            return None
        to = Path(os.readlink(link)) if link.is_symlink() else self._copied()
        if to.parent != Path(_RELEASES) or not _NUMBER(to.name):
            raise BuilderError(
                f"{self.where}: {_CURRENT} there was not made by Dateline: move it away, or choose another folder"
            )
        return self._top / to if (self._top / to).is_dir() else None

    def _copied(self) -> Path:
        """Return the release that `current` is a copy of, where the system lets nobody make links."""
        named = self._top / _NAME_OF_COPY
        is_ours = named.is_file() and not named.is_symlink()
        return Path(_RELEASES, named.read_text("ascii", "replace")) if is_ours else Path()

    def _numbers(self) -> list[int]:
        """List the numbers of whole releases; one is whole when its manifest is there."""
        folder = self._top / _RELEASES
        return sorted(int(name) for name in _listed(folder) if _NUMBER(name) and _is_release(folder / name))

    def _begin(self) -> None:
        current = self._current()
        shutil.rmtree(self._unfinished, ignore_errors=True)
        self._unfinished.parent.mkdir(exist_ok=True)
        if current is None:
            self._unfinished.mkdir()
        else:
            shutil.copytree(current, self._unfinished, symlinks=True, copy_function=_link)

    def _change(self, load: Load, advance: Advance) -> None:
        done, steps = 0, load.steps
        for path in load.outdated:
            (self._unfinished / path).unlink(missing_ok=True)
        for path in (*steps.in_the_way, *steps.gone):
            (self._unfinished / path).unlink(missing_ok=True)
            self._remove_empty((self._unfinished / path).parent)
            advance(done := done + 1)
        for path in (path for stage in steps.put for path in stage):
            _make_way(self._unfinished / path)
            shutil.copyfile(self._surroundings.output / path, self._unfinished / path)
            advance(done := done + 1)

    def _remove_empty(self, folder: Path) -> None:
        while folder != self._unfinished and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent

    def _conclude(self) -> None:
        numbers = [int(name) for name in os.listdir(self._top / _RELEASES) if _NUMBER(name)]
        name = str(max(numbers, default=0) + 1)
        _open_to_readers(self._top / _RELEASES)
        for inside in (self._unfinished, *self._unfinished.rglob("*")):
            _open_to_readers(inside)
        os.replace(self._unfinished, self._top / _RELEASES / name)
        self._point_to(name)
        for number in self._numbers()[: -self._keep]:
            if str(number) != name:
                shutil.rmtree(self._top / _RELEASES / str(number))

    def _point_to(self, name: str) -> None:
        link = self._top / _NEW_LINK
        _remove(link)
        try:
            link.symlink_to(f"{_RELEASES}/{name}", target_is_directory=True)
        except (OSError, NotImplementedError):
            self._copy_to_current(name)
            return
        if not (self._top / _CURRENT).is_symlink():
            _remove(self._top / _CURRENT)
        os.replace(link, self._top / _CURRENT)

    def _copy_to_current(self, name: str) -> None:
        """Publish a copy of a release; between the two renames there is a moment without one."""
        new, old, current = (self._top / path for path in (_NEW_LINK, _OLD_COPY, _CURRENT))
        shutil.copytree(self._top / _RELEASES / name, new, symlinks=True, copy_function=_link)
        _remove(old)
        if os.path.lexists(current):
            current.rename(old)
        new.rename(current)
        (self._top / _NAME_OF_COPY).write_text(name, "ascii")
        _remove(old)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            # Several failed copies are one error that lists them.
            reason = error.strerror or "it cannot be written"
            raise failed(self.where, reason, self._surroundings) from error


def _remove(path: Path) -> None:
    """Remove a link, a file or a folder of ours, if it is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _listed(folder: Path) -> list[str]:
    return os.listdir(folder) if folder.is_dir() else []


def _is_release(folder: Path) -> bool:
    """Return whether a folder holds a site of ours: other things have manifests too, and are not ours to delete."""
    try:
        return not folder.is_symlink() and read_manifest(folder) is not None
    except BuilderError:
        return False


def _link(source: str, path: str) -> None:
    try:
        os.link(source, path, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copyfile(source, path)


def _open_to_readers(path: Path) -> None:
    """Make a file or a folder readable for a web server, whatever this user's umask is."""
    mode = path.lstat().st_mode
    readable = mode | (0o755 if stat.S_ISDIR(mode) else 0o644)
    if readable != mode and not stat.S_ISLNK(mode):
        path.chmod(stat.S_IMODE(readable))


def _make_way(path: Path) -> None:
    """Make way for a file: what stands there may be a link that former releases share."""
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
