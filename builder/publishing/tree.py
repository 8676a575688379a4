"""Publish files into the output folder so that a reader meets the old site or the new one, never half of it.

New files are written in place, as nothing links to them yet; changed ones are staged and moved over at the end;
deletions follow, and the manifest comes last. A journal names what an interrupted run left, and the next run cleans
up."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from builder.model.errors import BuilderError
from builder.publishing.compression import Compression
from builder.publishing.files import holds, write_new
from builder.publishing.lock import locked
from builder.publishing.manifest import NAME, SIGNATURES, FileRecord, encode_manifest, read_manifest
from builder.publishing.output_folder import Before, files_in, folders_of, has_stamp
from builder.publishing.stamps import PageStamp
from builder.publishing.untouched import WORK_FOLDER
from builder.workers import Workers


class PublishedFile(Struct, frozen=True):
    """One file of the site and its new stamp; `how` is `made`, `staged` or `kept`."""

    path: str
    how: str
    stamp: PageStamp


class Published(Struct, frozen=True):
    """What a build did to the output folder; `foreign` are files there that are not ours and were left.

    `is_unsigned` says that a signature over the last build was there, and was taken away."""

    written: int
    unchanged: int
    removed: int
    foreign: tuple[str, ...]
    stamps: Mapping[str, PageStamp]
    is_unsigned: bool = False


class PendingFile(Struct, frozen=True):
    """A file before it is made: the digest of all that it shows, those of its parts, and a function for its bytes."""

    key: bytes
    data: Callable[[], bytes]
    parts: bytes = b""


Make = Callable[[str], PendingFile]


def publish(
    folder: Path,
    wanted: Mapping[str, bytes],
    make: Make,
    compression: Compression,
    before: Before,
    workers: Workers,
    progress: Callable[[str, int, int], None],
    purged: str = "",
) -> Published:
    """Publish files into a folder; a file remembered under the same key, and unchanged since, is left as it is.

    `wanted` maps every path to the digest of what the file is made of, empty where it is not known beforehand.
    Which compressed copies a file gets is known once it is made. `purged` is a digest for the manifest."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        salt = compression.salt
        wanted = {path: made_of and made_of + salt for path, made_of in sorted(wanted.items())}
        with locked(folder):
            return _Run(folder, wanted, make, compression, before, purged).publish(workers, progress)
    except OSError as error:
        where = f" ({os.path.relpath(error.filename, folder.parent)})" if error.filename else ""
        raise BuilderError(
            f"{folder.name}/ cannot be written: {error.strerror or error}{where}. "
            "The last published site is still there; fix this and build again"
        ) from error


class _Run(Struct):
    """One publishing run."""

    folder: Path
    wanted: Mapping[str, bytes]
    make: Make
    compression: Compression
    before: Before
    purged: str
    possible: frozenset[str] = frozenset()
    ours: frozenset[str] = frozenset()
    present: frozenset[str] = frozenset()
    numbers: Mapping[str, int] = field(default_factory=dict)
    made: set[str] = field(default_factory=set)
    late: frozenset[str] = frozenset()
    was_interrupted: bool = False

    def publish(self, workers: Workers, progress: Callable[[str, int, int], None]) -> Published:
        wanted = frozenset(self.wanted)
        self.possible = wanted.union(*map(self._copies_of, self.wanted)) if self.compression.forms else wanted
        self._own_what_is_ours()
        self.present = files_in(self.folder, self.before)
        self.numbers = {path: number for number, path in enumerate(sorted(self.possible))}
        foreign = self.present - self.ours - {NAME, *SIGNATURES}
        owned = self.present & self.ours
        self._refuse_to_overwrite(foreign, self.possible)
        self.late = _late(self.possible, owned)
        done: list[PublishedFile] = []
        try:
            self._open_work_folder()
            current = [path for path in self.wanted if self._is_current(path)]
            for path in current:
                done += self._kept(path, self.before.stamps[path])
            for chunk in workers.map(self.write, *self.before.weighed(wanted.difference(current))):
                done += chunk
                progress("write", len(done), len(wanted))
        except BaseException:
            self._undo()
            raise
        self._move([file.path for file in done if file.how == "staged" and file.path not in self.late])
        removed = sorted(owned.difference(file.path for file in done))
        for path in removed:
            self._remove(path)
        self._sweep(self.ours - self.possible - self.present)
        self._move(sorted(self.late))
        stamps = {file.path: self._after_its_move(file) for file in done}
        was_signed = self._is_signed()
        stamps[NAME] = self._write_manifest(stamps)
        shutil.rmtree(self.folder / WORK_FOLDER)
        unchanged = sum(file.how == "kept" for file in done)
        is_unsigned = was_signed and not self._is_signed()
        return Published(len(done) - unchanged, unchanged, len(removed), tuple(sorted(foreign)), stamps, is_unsigned)

    def _is_signed(self) -> bool:
        return any((self.folder / signature).exists() for signature in SIGNATURES)

    def write(self, paths: Sequence[str]) -> list[PublishedFile]:
        """Write a chunk of files: the part that workers do."""
        return [file for path in paths for file in self._write(path)]

    def _is_current(self, path: str) -> bool:
        """Return whether a file is made of the same as before, and is untouched."""
        made_of, old = self.wanted[path], self.before.stamps.get(path)
        is_same = made_of != b"" and old is not None and old.made_of == made_of
        return is_same and self._is_untouched(path)

    def _is_untouched(self, path: str) -> bool:
        """Return whether a file and its copies have their old stamps."""
        return all(
            name in self.present and has_stamp(f"{self.folder}/{name}", self.before.stamps[name])
            for name in (path, *self._old_copies_of(path))
        )

    def _kept(self, path: str, stamp: PageStamp) -> list[PublishedFile]:
        """Leave a file as it is, with its copies."""
        copies = [PublishedFile(name, "kept", self.before.stamps[name]) for name in self._old_copies_of(path)]
        return [PublishedFile(path, "kept", stamp), *copies]

    def _copies_of(self, path: str) -> list[str]:
        return [name for name in self.compression.names(path) if name not in self.wanted]

    def _old_copies_of(self, path: str) -> list[str]:
        return [name for name in self._copies_of(path) if name in self.before.stamps]

    def _write(self, path: str) -> list[PublishedFile]:
        pending = self._make(path)
        old, made_of = self.before.stamps.get(path), self.wanted[path]
        if old is not None and old.key == pending.key and self._is_untouched(path):
            return self._kept(path, replace(old, made_of=made_of))
        data = pending.data()
        copies = self.compression.copies(path, data) if self.compression.forms else ()
        return [
            self._put(path, data, made_of, pending),
            *(self._put(name, copy, b"", pending) for name, copy in copies if name not in self.wanted),
        ]

    def _put(self, path: str, data: bytes, made_of: bytes, pending: PendingFile) -> PublishedFile:
        target, is_there = f"{self.folder}/{path}", path in self.present
        sha256 = hashlib.sha256(data).hexdigest()
        if is_there and holds(target, data):
            return PublishedFile(path, "kept", _stamp_of(target, made_of, pending, sha256))
        is_staged = is_there or path in self.late
        if is_staged:
            target = self._staging_path(path)
        else:
            self._make_folder(path)
        written = write_new(target, data)
        return PublishedFile(path, "staged" if is_staged else "made", _stamp(written, made_of, pending, sha256))

    def _make(self, path: str) -> PendingFile:
        try:
            made = self.make(path)
            # The key of a file covers the compressed copies beside it.
            return PendingFile(made.key + self.compression.salt, made.data, made.parts)
        except OSError as error:
            name = f"{Path(error.filename).name} cannot" if error.filename else f"what {path} is made of cannot"
            raise BuilderError(f"{name} be read ({error.strerror or error}): fix this and build again") from error

    def _own_what_is_ours(self) -> None:
        if (self.folder / WORK_FOLDER).is_symlink():
            raise BuilderError(f"{self.folder.name}/{WORK_FOLDER} is a link: delete it")
        manifest = read_manifest(self.folder)
        journal = _read_journal(self.folder)
        self.was_interrupted = journal is not None
        # Without a manifest, a file that still has the stamp of our writing it is ours.
        known = (
            []
            if manifest
            else [path for path in self.before.stamps if has_stamp(f"{self.folder}/{path}", self.before.stamps[path])]
        )
        if manifest is None and journal is None and not known:
            others = [name for name in os.listdir(self.folder) if not name.startswith(".")]
            if others:
                raise BuilderError(
                    f"{self.folder.name}/ contains files that Dateline did not write ({sorted(others)[0]}, for "
                    "one): choose an empty folder with --output, or clear this one yourself"
                )
        self.ours = frozenset((*(manifest.files if manifest else known), *(journal or ())))

    def _refuse_to_overwrite(self, foreign: frozenset[str], wanted: frozenset[str]) -> None:
        in_the_way = (foreign & (wanted | folders_of(wanted))) | (folders_of(foreign) & wanted)
        if in_the_way:
            raise BuilderError(
                f"{self.folder.name}/{min(in_the_way)} was not written by Dateline, but a page has the same address: "
                "move that file away"
            )

    def _open_work_folder(self) -> None:
        staged = self.folder / WORK_FOLDER / "staged"
        shutil.rmtree(staged, ignore_errors=True)
        staged.mkdir(parents=True)
        write_new(staged / "journal", json.dumps(sorted({*self.possible, *self.ours})).encode())
        os.replace(staged / "journal", self.folder / WORK_FOLDER / "journal")

    def _make_folder(self, path: str) -> None:
        folder = path.rpartition("/")[0]
        if not folder or folder in self.made:
            return
        self._make_folder(folder)
        target = f"{self.folder}/{folder}"
        try:
            os.mkdir(target)
        except FileExistsError:
            if os.path.islink(target):
                raise BuilderError(f"{self.folder.name}/{folder} is a link: links are not followed") from None
            if not os.path.isdir(target):
                raise
        self.made.add(folder)

    def _staging_path(self, path: str) -> str:
        return f"{self.folder}/{WORK_FOLDER}/staged/{self.numbers[path]}"

    def _move(self, paths: Iterable[str]) -> None:
        """Move staged files to their final paths."""
        for path in paths:
            if path in self.late:
                self._make_folder(path)
            os.replace(self._staging_path(path), self.folder / path)

    def _after_its_move(self, file: PublishedFile) -> PageStamp:
        """Return the stamp of a file after it was moved, which changes its stamp."""
        if file.how != "staged":
            return file.stamp
        return replace(file.stamp, changed=os.lstat(self.folder / file.path).st_ctime_ns)

    def _remove(self, path: str) -> None:
        file = self.folder / path
        file.unlink(missing_ok=True)
        self._remove_empty(file.parent)

    def _sweep(self, gone: Iterable[str]) -> None:
        """Remove the folders that an interrupted run emptied, or had just made."""
        for path in gone:
            folders = folders_of((path,))
            if self.was_interrupted and ".." not in path.split("/") and not folders & self.present:
                self._remove_empty((self.folder / path).parent)

    def _remove_empty(self, folder: Path) -> None:
        while folder != self.folder:
            try:
                folder.rmdir()
            except FileNotFoundError:
                pass
            except OSError:
                if any(folder.iterdir()):
                    return
                # An empty folder that cannot be removed is an error, so that the next run removes it.
                raise
            folder = folder.parent

    def _undo(self) -> None:
        """Remove the new files of a run that failed; nothing else has been touched yet."""
        for path in self.possible:
            if path not in self.present:
                # Where something else is in the way, there is nothing of ours.
                with suppress(OSError):
                    self._remove(path)
        # The journal of a run that was interrupted before this one still names what is ours.
        work_folder = self.folder / WORK_FOLDER
        shutil.rmtree(work_folder / "staged" if self.was_interrupted else work_folder, ignore_errors=True)

    def _write_manifest(self, stamps: Mapping[str, PageStamp]) -> PageStamp:
        files = {path: FileRecord(stamp.size, stamp.sha256) for path, stamp in stamps.items()}
        data = encode_manifest(files, self.purged)
        manifest = self.folder / NAME
        if not holds(manifest, data):
            for signature in SIGNATURES:
                (self.folder / signature).unlink(missing_ok=True)
            staged = self.folder / WORK_FOLDER / "staged" / NAME
            write_new(staged, data)
            os.replace(staged, manifest)
        return _stamp_of(manifest, b"", PendingFile(b"", bytes), hashlib.sha256(data).hexdigest())


def _stamp_of(file: Path | str, made_of: bytes, pending: PendingFile, sha256: str) -> PageStamp:
    return _stamp(os.stat(file, follow_symlinks=False), made_of, pending, sha256)


def _stamp(found: os.stat_result, made_of: bytes, pending: PendingFile, sha256: str) -> PageStamp:
    return PageStamp(
        made_of, pending.key, pending.parts, found.st_size, found.st_mtime_ns, found.st_ino, found.st_ctime_ns, sha256
    )


def _late(wanted: frozenset[str], owned: frozenset[str]) -> frozenset[str]:
    """List the files that have to wait for deletions: a folder was a file of ours until now, or a file a folder."""
    files = owned & folders_of(wanted)
    inside = {path for path in wanted if files & folders_of((path,))} if files else set()
    return frozenset(inside | (wanted & folders_of(owned)))


def _read_journal(folder: Path) -> list[str] | None:
    try:
        found = json.loads((folder / WORK_FOLDER / "journal").read_bytes())
    except FileNotFoundError:
        return None
    except (ValueError, RecursionError):
        return []
    return [path for path in found if isinstance(path, str)] if isinstance(found, list) else []
