"""Build a site twice, in conditions that must not matter, and compare the two: every file, to the byte.

The second build reads a copy of the site at another path, in another order and with other times, in another language
and time zone, with other hashes, on one processor, with nothing remembered and as somebody without a home."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from builder.building.indexing import INDEX_FOLDER
from builder.model.errors import BuilderError
from builder.publishing.manifest import FileRecord, read_manifest

_COPIED = ("content", "themes")
_LONG_AGO = 1_000_000_000
_AROUND = 30


class Difference(Struct, frozen=True):
    """A file that two builds made otherwise: the first byte that differs, and what is around it."""

    path: str
    byte: int
    first: str | None
    second: str | None


class Twice(Struct, frozen=True):
    """The result of building twice: how many files were compared, and which of them differ."""

    files: int
    differences: tuple[Difference, ...]


def build_twice(site: Path, moment: datetime, environment: Mapping[str, str]) -> Twice:
    """Build a site twice into private folders; raise BuilderError where it cannot be built."""
    with TemporaryDirectory(prefix="dateline-") as private:
        top = Path(private).resolve()
        elsewhere = top / "ein anderer Ort" / "ещё один"
        _copy_backwards(site, elsewhere)
        here = {**environment, "SOURCE_DATE_EPOCH": str(int(moment.timestamp())), "PYTHONHASHSEED": "1"}
        there = {
            **here,
            "HOME": str(top / "nobody"),
            "LANG": "tr_TR.UTF-8",
            "LANGUAGE": "tr",
            "LC_ALL": "tr_TR.UTF-8",
            "PYTHONHASHSEED": "4242",
            "TZ": "Pacific/Kiritimati",
            "USER": "nobody",
        }
        first, second = top / "first", top / "second"
        _build(site.resolve(), first, here, ())
        _build(elsewhere, second, there, ("--jobs=1",))
        return _compare(first, second)


def _copy_backwards(site: Path, copy: Path) -> None:
    """Copy what a site is made of, the last file first, each with the same time."""
    files = [file for folder in _COPIED for file in sorted((site / folder).rglob("*"), reverse=True)]
    for file in files:
        if file.is_symlink() or not file.is_file():
            continue
        target = copy / file.relative_to(site)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
        os.utime(target, (_LONG_AGO, _LONG_AGO))


def _build(site: Path, output: Path, environment: Mapping[str, str], more: tuple[str, ...]) -> None:
    # The same Python, with the same modules at hand; no code is looked for in the site's folder.
    line = [
        sys.executable,
        "-P",
        "-m",
        "builder",
        "build",
        "--no-cache",
        "--site",
        str(site),
        "--output",
        str(output),
    ]
    path = os.pathsep.join(filter(None, map(os.path.abspath, filter(None, sys.path))))
    done = subprocess.run(
        [*line, *more],
        cwd=site,
        env={**environment, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        told = (done.stderr or done.stdout).decode("utf-8", "replace").strip().splitlines()
        last = told[-1].removeprefix("dateline: ") if told else f"it ended with {done.returncode}"
        raise BuilderError(f"the site cannot be built ({last}): see what `dateline check` finds")


def _compare(first: Path, second: Path) -> Twice:
    one, other = _files_of(first), _files_of(second)
    differing = [path for path in sorted({*one, *other}) if one.get(path) != other.get(path)]
    return Twice(len(one), tuple(_difference(path, first / path, second / path) for path in differing))


def _files_of(folder: Path) -> dict[str, FileRecord]:
    """List the files of a build, but for Pagefind's own, which differ in every run."""
    manifest = read_manifest(folder)
    assert manifest, "a build writes a manifest"
    return {path: record for path, record in manifest.files.items() if not path.startswith(INDEX_FOLDER)}


def _difference(path: str, first: Path, second: Path) -> Difference:
    one, other = (file.read_bytes() if file.is_file() else None for file in (first, second))
    pairs = enumerate(zip_longest(one or b"", other or b""))
    byte = next((at for at, (left, right) in pairs if left != right), 0)
    return Difference(path, byte, _around(one, byte), _around(other, byte))


def _around(data: bytes | None, byte: int) -> str | None:
    return None if data is None else data[max(byte - _AROUND, 0) : byte + _AROUND].decode("utf-8", "replace")
