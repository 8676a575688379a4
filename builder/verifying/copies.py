"""Read a published folder, wherever it came from: its manifest, and what its files really hold."""

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from builder.model.errors import BuilderError
from builder.publishing.manifest import NAME, SIGNATURES, FileRecord, Manifest
from builder.publishing.output_folder import Before, files_in
from builder.verifying.verdict import Altered, Missing

Progress = Callable[[str, int, int], None]


class Compared(Struct, frozen=True):
    """The result of comparing every file."""

    missing: tuple[Missing, ...]
    altered: tuple[Altered, ...]
    foreign: tuple[str, ...] = ()
    kept_back: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()


def decode_manifest(data: bytes, where: str) -> Manifest:
    """Read a manifest that somebody else may have written: its paths stay inside the site."""
    try:
        manifest = msgspec.json.decode(data, type=Manifest)
    except msgspec.DecodeError:
        raise BuilderError(
            f"{where} is not a Dateline manifest: give the address or folder of the site itself"
        ) from None
    for path in manifest.files:
        if not _stays_inside(path):
            raise BuilderError(f'{where} lists "{path}", which is not a path within a site: do not trust it')
    return manifest


def read_folder(folder: Path) -> tuple[bytes, Mapping[str, bytes]]:
    """Read the manifest of a folder, and its signatures by name."""
    try:
        data = (folder / NAME).read_bytes()
    except OSError:
        raise BuilderError(f"{folder} holds no {NAME}: {_instead_of(folder)}") from None
    return data, {name: (folder / name).read_bytes() for name in SIGNATURES if (folder / name).is_file()}


def _instead_of(folder: Path) -> str:
    """Return what may have been meant by a folder that holds no site."""
    if (folder / "current" / NAME).is_file():
        return f"give {folder}/current, which is the published site"
    if "." in folder.name and not folder.exists():
        return f"write https://{folder} if it is a web address"
    return "give a folder written by `dateline build`"


def compare_folder(folder: Path, files: Mapping[str, FileRecord], progress: Progress) -> Compared:
    """Compare every file of a folder with its record, and list what the records do not name."""
    missing: list[Missing] = []
    altered: list[Altered] = []
    for number, (path, built) in enumerate(files.items()):
        file = folder / path
        if file.is_symlink() or not file.is_file():
            missing.append(Missing(path, 0))
        elif (found := _record_of(file)) != built:
            altered.append(Altered(path, built, found))
        progress("verify", number + 1, len(files))
    foreign = files_in(folder, Before({})).difference(files, (NAME, *SIGNATURES))
    return Compared(tuple(missing), tuple(altered), tuple(sorted(foreign)))


def _record_of(path: Path) -> FileRecord:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return FileRecord(file.tell(), digest)


def _stays_inside(path: str) -> bool:
    return "\\" not in path and not any(part in ("", ".", "..") for part in path.split("/"))
