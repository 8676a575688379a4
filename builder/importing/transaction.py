"""Put many files into a site's folder, all of them or none, whatever stops the work half-way.

New files are written aside first. A journal names those that are being moved to where they belong: as long as it is
there, the moves are taken back, at once where a run fails, by the next one where the machine did. The journal is
sealed: one that came with the site's folder would have any file of the user's replaced or deleted."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from builder.model.errors import BuilderError
from builder.publishing.files import unlinked, write_new
from builder.publishing.lock import held_folder
from builder.publishing.seal import TAG, sealed

FOLDER = ".dateline-import"
_JOURNAL = "journal.json"


class Staged(Struct):
    """Files written aside: for each number, where it belongs in the site."""

    folder: Path
    paths: list[str]

    def put(self, path: str, text: str) -> None:
        """Write a file aside; `path` is relative to the site."""
        full_path = self.folder / f"new-{len(self.paths)}"
        full_path.unlink(missing_ok=True)
        write_new(full_path, text.encode())
        self.paths.append(path)


class Unstaged(Staged):
    """Nowhere: what is put here is not written."""

    def put(self, path: str, text: str) -> None:
        self.paths.append(path)


@contextmanager
def all_or_none(site: Path) -> Iterator[Staged]:
    """Return a place to put files into; they are moved into the site if nothing fails until the end."""
    with _held(site) as folder:
        staged = Staged(folder, [])
        yield staged
        _journal(folder, staged.paths)
        try:
            for number, path in enumerate(staged.paths):
                _move(site, folder, number, path)
        except BaseException:
            _take_back(site, folder)
            raise
        (folder / _JOURNAL).unlink()


def recover(site: Path) -> bool:
    """Take back what an interrupted import has left; return whether there was anything."""
    if not unlinked(site, f"{FOLDER}/{_JOURNAL}").exists():
        return False
    with _held(site):
        return True


@contextmanager
def _held(site: Path) -> Iterator[Path]:
    """Hold the folder for what is written aside, and take back first what an interrupted run has left in it."""
    folder = unlinked(site, FOLDER)
    folder.mkdir(exist_ok=True)
    with held_folder(folder) as is_held:
        if not is_held:
            raise BuilderError("another import is in progress: wait until it is done")
        try:
            _take_back(site, folder)
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _journal(folder: Path, paths: list[str]) -> None:
    aside, told = folder / "journal.new", json.dumps(paths).encode()
    aside.unlink(missing_ok=True)
    with aside.open("xb") as file:
        file.write(sealed(told) + told)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(folder / _JOURNAL)


def _move(site: Path, folder: Path, number: int, path: str) -> None:
    target = unlinked(site, path)
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        # The old file stays beside until all are moved.
        _keep(target, folder / f"old-{number}")
    os.replace(folder / f"new-{number}", target)


def _take_back(site: Path, folder: Path) -> None:
    """Undo the moves that a journal names: a file that is not aside any more has been moved."""
    journal = folder / _JOURNAL
    for number, path in enumerate(_sealed_paths(journal)):
        old, new, target = folder / f"old-{number}", folder / f"new-{number}", unlinked(site, path)
        if old.exists():
            os.replace(old, target)
        elif not new.exists():
            target.unlink(missing_ok=True)
    journal.unlink(missing_ok=True)


def _sealed_paths(journal: Path) -> list[str]:
    """Read the paths that a journal names; none where there is no journal, or another user's."""
    if journal.is_symlink() or not journal.is_file():
        return []
    data = journal.read_bytes()
    tag, told = data[:TAG], data[TAG:]
    return [str(path) for path in json.loads(told)] if tag == sealed(told) else []


def _keep(path: Path, as_path: Path) -> None:
    """Keep a file under a second name: as a link to its bytes, or where the disk has none, as a copy."""
    try:
        os.link(path, as_path)
    except (OSError, NotImplementedError):
        shutil.copyfile(path, as_path)
