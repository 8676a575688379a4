"""Turn a published site into an archive: every file of its manifest, the manifest itself, and its signature.

Nothing of the machine goes into it: names are sorted, times and rights are the same in every archive."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from builder.model.errors import BuilderError
from builder.publishing.manifest import NAME, SIGNATURES, FileRecord, Manifest, encode_manifest, read_manifest
from builder.reading.regular_files import FileUnread, read_regular

# What gains nothing from being deflated once more.
_DENSE = (".gz", ".br", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".epub", ".zip", ".pdf", ".woff2")
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE = 0o100644 << 16
_UNIX = 3


def archived(files: Iterable[tuple[str, bytes]], folder: str) -> bytes:
    """Return an archive of files that are not published yet, below a folder, with a manifest of their own."""
    held = dict(files)
    records = {path: FileRecord(len(data), hashlib.sha256(data).hexdigest()) for path, data in held.items()}
    buffer = BytesIO()
    _pack(buffer, [*sorted(held.items()), (NAME, encode_manifest(records))], folder)
    return buffer.getvalue()


def write_archive(public: Path, path: Path) -> None:
    """Write an archive of a published folder, whole or not at all; raise BuilderError where it is not as built."""
    manifest = read_manifest(public)
    if manifest is None:
        raise BuilderError(f"{public.name}/ holds no {NAME}: run `dateline build` first")
    staged = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(staged, "wb") as file:
            _pack(file, _files_in(public, manifest), path.stem)
        os.replace(staged, path)
    except OSError as error:
        raise BuilderError(
            f"{path.name} cannot be written ({error.strerror or error}): fix this and try again"
        ) from error
    finally:
        with suppress(OSError):
            staged.unlink(missing_ok=True)


def pack_member(archive: ZipFile, path: str, data: bytes, is_stored: bool = False) -> None:
    """Add a file to an archive as every machine would."""
    info = ZipInfo(path, _EARLIEST)
    info.create_system, info.external_attr = _UNIX, _PLAIN_FILE
    info.compress_type = ZIP_STORED if is_stored or path.endswith(_DENSE) else ZIP_DEFLATED
    archive.writestr(info, data, compresslevel=9)


def _pack(file: IO[bytes], files: Iterable[tuple[str, bytes]], folder: str) -> None:
    with ZipFile(file, "w") as archive:
        for path, data in files:
            pack_member(archive, f"{folder}/{path}", data)


def _files_in(public: Path, manifest: Manifest) -> Iterator[tuple[str, bytes]]:
    """Return what a manifest names, as it names it, then the manifest and the signatures over it."""
    for path, record in sorted(manifest.files.items()):
        data = _read(public, path)
        if hashlib.sha256(data).hexdigest() != record.sha256:
            raise BuilderError(f"{public.name}/{path} differs from the build: run `dateline build`, then try again")
        yield path, data
    for name in (NAME, *SIGNATURES):
        if (public / name).exists():
            yield name, _read(public, name)


def _read(public: Path, path: str) -> bytes:
    try:
        return read_regular(public / path, most=None)
    except (OSError, FileUnread) as error:
        raise BuilderError(
            f"{public.name}/{path} cannot be read ({error}): run `dateline build`, then try again"
        ) from error
