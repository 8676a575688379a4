"""Bring files into the output folder so that a reader meets the old site or the new one, never half of it.

New files are written where they belong, as nothing links to them yet; changed ones are staged and moved over at
the end; deletions come last, and then the manifest. What an interrupted run left is told by its journal, and the
next run mends it."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from msgspec import Struct

from builder.crew import Crew
from builder.model.faults import BuilderError
from builder.publishing.lock import locked
from builder.publishing.manifest import NAME, FileRecord, encode_manifest, read_manifest
from builder.publishing.memo import PageStamp

_WORKSHOP = ".dateline"


class Brought(Struct, frozen=True):
    """What became of one file: `how` is made, staged or kept."""

    path: str
    how: str
    stamp: PageStamp


@dataclass(frozen=True, slots=True)
class Published:
    """What a build did to the output folder; `foreign` are files there that are not ours and were left."""

    written: int
    unchanged: int
    removed: int
    foreign: tuple[str, ...]
    stamps: Mapping[str, PageStamp]


# Makes one file: the digest of all that it shows, and its bytes for when they are needed.
Make = Callable[[str], tuple[bytes, Callable[[], bytes]]]


def publish(
    folder: Path,
    paths: Iterable[str],
    make: Make,
    remembered: Mapping[str, PageStamp],
    crew: Crew,
    progress: Callable[[str, int, int], None],
) -> Published:
    """Bring files into a folder; what is remembered under the same key, and untouched since, is left as it is."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder):
            return _Run(folder, tuple(sorted(paths)), make, remembered).publish(crew, progress)
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        raise BuilderError(
            f"{folder.name}/ cannot be written: {error.strerror or error}{_inside(where, folder)}. "
            "The site as it was published last is still there; mend this and build again"
        ) from error


def stands_untouched(folder: Path, stamps: Mapping[str, PageStamp]) -> bool:
    """Tell whether every published file still bears the stamp that it was written with."""
    if not stamps or (folder / _WORKSHOP).exists():
        return False
    root = str(folder)
    return all(_bears(f"{root}/{path}", stamp) for path, stamp in stamps.items())


@dataclass(slots=True)
class _Run:
    """One publishing run."""

    folder: Path
    paths: tuple[str, ...]
    make: Make
    remembered: Mapping[str, PageStamp]
    ours: frozenset[str] = frozenset()
    present: frozenset[str] = frozenset()
    numbers: Mapping[str, int] = field(default_factory=dict)

    def publish(self, crew: Crew, progress: Callable[[str, int, int], None]) -> Published:
        wanted = frozenset(self.paths)
        self._own_what_is_ours()
        self.present = frozenset(_files_in(self.folder))
        self.numbers = {path: number for number, path in enumerate(self.paths)}
        foreign = tuple(sorted(self.present - self.ours - wanted - {NAME}))
        self._refuse_to_overwrite(sorted((self.present & wanted) - self.ours))
        self._open_workshop()
        brought: list[Brought] = []
        try:
            for chunk in crew.map(self.bring, self.paths):
                brought += chunk
                progress("write", len(brought), len(self.paths))
        except BaseException:
            self._undo()
            raise
        for file in brought:
            if file.how == "staged":
                os.replace(self._staging_place(file.path), self.folder / file.path)
        removed = sorted((self.ours & self.present) - wanted)
        for path in removed:
            self._remove(path)
        stamps = {file.path: file.stamp for file in brought}
        stamps[NAME] = self._write_manifest(stamps)
        shutil.rmtree(self.folder / _WORKSHOP)
        unchanged = sum(file.how == "kept" for file in brought)
        return Published(len(brought) - unchanged, unchanged, len(removed), foreign, stamps)

    def bring(self, paths: Sequence[str]) -> list[Brought]:
        """Bring a chunk of files: this is the part that workers do."""
        return [self._bring(path) for path in paths]

    def _bring(self, path: str) -> Brought:
        key, data_of = self.make(path)
        place, old = self.folder / path, self.remembered.get(path)
        is_there = path in self.present
        if is_there and old is not None and old.key == key and _bears(place, old):
            return Brought(path, "kept", old)
        data = data_of()
        sha256 = hashlib.sha256(data).hexdigest()
        if is_there and _holds(place, data):
            return Brought(path, "kept", _stamp_of(place, key, sha256))
        if is_there:
            place = self._staging_place(path)
        else:
            self._make_folder(path)
        # The exclusive mode follows no link that somebody may have put there.
        with open(place, "xb") as file:
            file.write(data)
        return Brought(path, "staged" if is_there else "made", _stamp_of(place, key, sha256))

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
        self.ours = frozenset((*(manifest.files if manifest else ()), *(journal or ())))

    def _refuse_to_overwrite(self, paths: list[str]) -> None:
        if paths:
            raise BuilderError(
                f"{self.folder.name}/{paths[0]} is not ours, and a page wants its place: move that file away"
            )

    def _open_workshop(self) -> None:
        workshop = self.folder / _WORKSHOP
        journal = json.dumps(sorted({*self.paths, *self.ours})).encode()
        if workshop.is_symlink():
            raise BuilderError(f"{self.folder.name}/{_WORKSHOP} is a link: delete it")
        shutil.rmtree(workshop / "staged", ignore_errors=True)
        (workshop / "staged").mkdir(parents=True)
        (workshop / "journal.part").write_bytes(journal)
        os.replace(workshop / "journal.part", workshop / "journal")

    def _make_folder(self, path: str) -> None:
        folder = path.rpartition("/")[0]
        if not folder:
            return
        place = self.folder
        for name in folder.split("/"):
            place = place / name
            if place.is_symlink():
                raise BuilderError(f"{place.relative_to(self.folder.parent)} is a link: links are not followed")
            if not place.is_dir():
                place.mkdir(exist_ok=True)

    def _staging_place(self, path: str) -> Path:
        return self.folder / _WORKSHOP / "staged" / str(self.numbers[path])

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
        for path in self.paths:
            if path not in self.present:
                self._remove(path)
        shutil.rmtree(self.folder / _WORKSHOP, ignore_errors=True)

    def _write_manifest(self, stamps: Mapping[str, PageStamp]) -> PageStamp:
        data = encode_manifest({path: FileRecord(stamp.size, stamp.sha256) for path, stamp in stamps.items()})
        place = self.folder / NAME
        if not _holds(place, data):
            staged = self.folder / _WORKSHOP / NAME
            staged.write_bytes(data)
            os.replace(staged, place)
        return _stamp_of(place, b"", hashlib.sha256(data).hexdigest())


def _stamp_of(place: Path, key: bytes, sha256: str) -> PageStamp:
    stat = os.stat(place, follow_symlinks=False)
    return PageStamp(key, stat.st_size, stat.st_mtime_ns, stat.st_ino, sha256)


def _bears(place: Path | str, stamp: PageStamp) -> bool:
    try:
        stat = os.stat(place, follow_symlinks=False)
    except OSError:
        return False
    return (stat.st_size, stat.st_mtime_ns, stat.st_ino) == (stamp.size, stamp.modified, stamp.inode)


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
