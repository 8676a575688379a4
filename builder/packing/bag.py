"""Write a bag as BagIt 1.0 (RFC 8493) has it: files, their SHA-256, and what the whole is.

It is written aside and moved when it is whole: nothing half-written is ever met under its name."""

import hashlib
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from unicodedata import normalize

from msgspec import Struct

from builder import __version__
from builder.model.errors import BuilderError
from builder.publishing.files import write_new
from builder.reading.regular_files import open_regular

PAYLOAD = "data"
# The bytes of a file, or where they lie.
Contents = bytes | Path

_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_PIECE = 1 << 20


class BagInfo(Struct, frozen=True):
    """What `bag-info.txt` says of a bag."""

    organization: str
    description: str
    identifier: str | None
    date: str
    label: str


def write_bag(to: Path, contents: Mapping[str, Contents], info: BagInfo) -> None:
    """Write a bag into a folder that is not there yet; raise BuilderError where that cannot be done."""
    aside = to.with_name(f".{to.name}.new")
    try:
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir()
        # Names of files are the same on every system in one form of Unicode alone.
        named = {normalize("NFC", path): contents[path] for path in contents}
        sums = {path: _write(aside / path, named[path]) for path in sorted(named)}
        tags = {
            "bag-info.txt": _info(info, [size for size, _ in sums.values()]),
            "bagit.txt": _DECLARATION,
            "manifest-sha256.txt": _manifest((path, digest) for path, (_, digest) in sums.items()),
        }
        of_tags = [(name, _write(aside / name, data)[1]) for name, data in tags.items()]
        _write(aside / "tagmanifest-sha256.txt", _manifest(of_tags))
        aside.rename(to)
    except OSError as error:
        raise BuilderError(f"{to} cannot be written ({error.strerror}): fix this, and pack again") from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _write(path: Path, contents: Contents) -> tuple[int, str]:
    """Write one file; return its size and its SHA-256."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(contents, bytes):
        write_new(path, contents)
        return len(contents), hashlib.sha256(contents).hexdigest()
    digest, size = hashlib.sha256(), 0
    with open_regular(contents) as source, path.open("xb") as target:
        while piece := source.read(_PIECE):
            target.write(piece)
            digest.update(piece)
            size += len(piece)
    return size, digest.hexdigest()


def _manifest(sums: Iterable[tuple[str, str]]) -> bytes:
    # Signs that would end a line are written as in addresses, as the standard wants it.
    lines = (f"{digest}  {path.replace('%', '%25')}\n" for path, digest in sums)
    return "".join(lines).encode()


def _info(info: BagInfo, sizes: list[int]) -> bytes:
    fields = (
        ("Source-Organization", info.organization),
        ("External-Description", info.description),
        ("External-Identifier", info.identifier),
        ("Bagging-Date", info.date),
        ("Bag-Software-Agent", f"Dateline {__version__}"),
        ("Payload-Oxum", f"{sum(sizes)}.{len(sizes)}"),
        ("Dateline-Holds", info.label),
    )
    return "".join(f"{name}: {' '.join(text.split())}\n" for name, text in fields if text).encode()
