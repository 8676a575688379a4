"""Bring files into the output folder so that a reader meets the old site or the new one, never half of it.

New files are written where they belong, as nothing links to them yet; changed ones are staged and moved over at
the end; deletions come last, and then the manifest. What an interrupted run left is told by its journal, and the
next run mends it."""

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from builder.model.problem import BuilderError
from builder.publishing.lock import locked
from builder.publishing.manifest import NAME, FileRecord, encode_manifest, read_manifest, record_of

_WORKSHOP = ".dateline"


@dataclass(frozen=True, slots=True)
class Published:
    """What a build did to the output folder; `foreign` are files there that are not ours and were left."""

    written: int
    unchanged: int
    removed: int
    foreign: tuple[str, ...]


def publish(folder: Path, paths: Iterable[str], files: Iterable[tuple[str, bytes]]) -> Published:
    """Bring `files` (path → bytes, each of `paths` once, made as they are taken) into a folder."""
    wanted = frozenset(paths)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder):
            return _Run(folder, wanted).publish(files)
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        raise BuilderError(
            f"{folder.name}/ cannot be written: {error.strerror or error}{_inside(where, folder)}. "
            "The site as it was published last is still there; mend this and build again"
        ) from error


@dataclass(slots=True)
class _Run:
    """One publishing run."""

    folder: Path
    wanted: frozenset[str]
    ours: set[str] = field(default_factory=set)
    made: set[str] = field(default_factory=set)
    staged: list[str] = field(default_factory=list)
    records: dict[str, FileRecord] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)
    numbers: dict[str, int] = field(default_factory=dict)
    unchanged: int = 0

    def publish(self, files: Iterable[tuple[str, bytes]]) -> Published:
        self._own_what_is_ours()
        present = set(_files_in(self.folder))
        foreign = tuple(sorted(present - self.ours - self.wanted - {NAME}))
        self._refuse_to_overwrite(sorted((present & self.wanted) - self.ours))
        self._open_workshop()
        try:
            for path, data in files:
                self._take(path, data, path in present)
        except BaseException:
            self._undo()
            raise
        for path in self.staged:
            os.replace(self._staging_place(path), self.folder / path)
        removed = sorted((self.ours & present) - self.wanted)
        for path in removed:
            self._remove(path)
        self._write_manifest()
        shutil.rmtree(self.folder / _WORKSHOP)
        return Published(len(self.made) + len(self.staged), self.unchanged, len(removed), foreign)

    def _own_what_is_ours(self) -> None:
        manifest = read_manifest(self.folder)
        journal = _read_journal(self.folder)
        if manifest is None and journal is None:
            others = [name for name in os.listdir(self.folder) if not name.startswith(".")]
            if others:
                raise BuilderError(
                    f"{self.folder.name}/ holds files that Dateline did not write ({sorted(others)[0]}, for one): "
                    "name an empty folder with --output, or clear this one yourself"
                )
        self.ours = {*(manifest.files if manifest else ()), *(journal or ())}

    def _refuse_to_overwrite(self, paths: list[str]) -> None:
        if paths:
            raise BuilderError(
                f"{self.folder.name}/{paths[0]} is not ours, and a page wants its place: move that file away"
            )

    def _open_workshop(self) -> None:
        workshop = self.folder / _WORKSHOP
        journal = json.dumps(sorted(self.wanted | self.ours)).encode()
        if workshop.is_symlink():
            raise BuilderError(f"{self.folder.name}/{_WORKSHOP} is a link: delete it")
        shutil.rmtree(workshop / "staged", ignore_errors=True)
        (workshop / "staged").mkdir(parents=True)
        (workshop / "journal.part").write_bytes(journal)
        os.replace(workshop / "journal.part", workshop / "journal")

    def _take(self, path: str, data: bytes, is_there: bool) -> None:
        self.records[path] = record_of(data)
        place = self.folder / path
        if is_there and _holds(place, data):
            self.unchanged += 1
        elif is_there:
            self._staging_place(path).write_bytes(data)
            self.staged.append(path)
        else:
            self._make_folder(path)
            self.made.add(path)
            # The exclusive mode follows no link that somebody may have put there.
            with open(place, "xb") as file:
                file.write(data)

    def _make_folder(self, path: str) -> None:
        folder = path.rpartition("/")[0]
        if not folder or folder in self.folders:
            return
        place = self.folder
        for name in folder.split("/"):
            place = place / name
            if place.is_symlink():
                raise BuilderError(f"{place.relative_to(self.folder.parent)} is a link: links are not followed")
        place.mkdir(parents=True, exist_ok=True)
        self.folders.add(folder)

    def _staging_place(self, path: str) -> Path:
        return self.folder / _WORKSHOP / "staged" / str(self.numbers.setdefault(path, len(self.numbers)))

    def _remove(self, path: str) -> None:
        place = self.folder / path
        place.unlink(missing_ok=True)
        self._remove_empty(place.parent)

    def _remove_empty(self, folder: Path) -> None:
        while folder != self.folder:
            try:
                folder.rmdir()
            except OSError:
                return
            folder = folder.parent

    def _undo(self) -> None:
        """Take back the new files of a run that failed; nothing else was touched yet."""
        for path in sorted(self.made):
            self._remove(path)
        shutil.rmtree(self.folder / _WORKSHOP, ignore_errors=True)

    def _write_manifest(self) -> None:
        data = encode_manifest(self.records)
        if _holds(self.folder / NAME, data):
            return
        staged = self.folder / _WORKSHOP / NAME
        staged.write_bytes(data)
        os.replace(staged, self.folder / NAME)


def _files_in(folder: Path, inside: str = "") -> Iterator[str]:
    """List the files below a folder but for hidden ones at its top, which hosts and version control keep there."""
    for item in os.scandir(folder):
        if not inside and item.name.startswith("."):
            continue
        if item.is_dir(follow_symlinks=False):
            yield from _files_in(folder / item.name, f"{inside}{item.name}/")
        else:
            yield inside + item.name


def _holds(place: Path, data: bytes) -> bool:
    try:
        with open(place, "rb") as file:
            return os.fstat(file.fileno()).st_size == len(data) and file.read() == data
    except FileNotFoundError:
        return False


def _read_journal(folder: Path) -> list[str] | None:
    try:
        found = json.loads((folder / _WORKSHOP / "journal").read_bytes())
    except FileNotFoundError:
        return None
    except ValueError:
        return []
    return [path for path in found if isinstance(path, str)] if isinstance(found, list) else []


def _inside(where: str, folder: Path) -> str:
    # No absolute path of a machine stands in a message.
    return where.replace(str(folder.parent) + os.sep, "")
