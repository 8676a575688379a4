"""Choose an output folder, list its files, and find out whether anything in it was changed since the last build."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from builder.model.errors import BuilderError
from builder.publishing.stamps import PageStamp
from builder.publishing.untouched import WORK_FOLDER
from builder.reading.listing import WELL_KNOWN

_LITTER = frozenset((".DS_Store", "Thumbs.db", "ehthumbs.db", "desktop.ini", "Desktop.ini", ".directory", "Icon\r"))
# Most pages have about as many bytes.
_USUAL_SIZE = 20_000


class Before(Struct, frozen=True):
    """The state of an output folder after the last build: our files, those of others, and when that was.

    The time is the file system's own, in nanoseconds; 0 where nothing is remembered."""

    stamps: Mapping[str, PageStamp]
    foreign: tuple[str, ...] = ()
    concluded: int = 0

    def weighed(self, paths: Iterable[str]) -> tuple[list[str], int]:
        """Sort paths, and return of how many usual pages these files had the size.

        Where they are larger than usual, the largest come first, so that workers finish together."""
        ordered = sorted(paths)
        worth = sum(map(self._size, ordered)) // _USUAL_SIZE
        return (sorted(ordered, key=self._size, reverse=True) if worth > len(ordered) else ordered), worth

    def _size(self, path: str) -> int:
        return self.stamps[path].size if path in self.stamps else 0


def output_of(site: Path, output: Path | None) -> Path:
    """Return the folder that a site is written to; raise BuilderError where it holds what authors wrote."""
    if output is None and (site / "public").is_symlink():
        raise BuilderError("public/ is a link, and links are not followed: give the folder itself with --output")
    target = (output or site / "public").resolve()
    content = (site / "content").resolve()
    if content in target.parents:
        raise BuilderError(
            f"{output} is inside content/, which is read by every build: choose another folder with --output"
        )
    if target == content or target in content.parents:
        raise BuilderError(f"{output} contains the content itself: choose another folder with --output")
    return target


def is_untouched(folder: Path, before: Before) -> bool:
    """Return whether every published file has the stamp that it was written with, and no folder has changed."""
    if not before.stamps or (folder / WORK_FOLDER).exists():
        return False
    root = str(folder)
    return all(has_stamp(f"{root}/{path}", stamp) for path, stamp in before.stamps.items()) and _none_changed(
        root, before
    )


def files_in(folder: Path, before: Before) -> frozenset[str]:
    """List the files below a folder; it is searched only if something in it has changed since the last build.

    Hidden files at its top are left out, as hosts and version control keep theirs there; `.well-known/` is not."""
    root = str(folder)
    if before.stamps and _none_changed(root, before):
        return frozenset((*before.stamps, *before.foreign))
    return frozenset(_walk(root))


def is_litter(name: str) -> bool:
    """Return whether this is a file that operating systems leave in every folder that somebody opens."""
    return name in _LITTER or name.startswith("._")


def has_stamp(path: str, stamp: PageStamp) -> bool:
    """Return whether a file has a stamp."""
    try:
        found = os.stat(path, follow_symlinks=False)
    except OSError:
        return False
    return (found.st_size, found.st_mtime_ns, found.st_ino, found.st_ctime_ns) == stamp.marks


def folders_of(paths: Iterable[str]) -> set[str]:
    """List all folders that paths lie in."""
    found: set[str] = set()
    for path in paths:
        while (path := path.rpartition("/")[0]) and path not in found:
            found.add(path)
    return found


def _none_changed(root: str, before: Before) -> bool:
    try:
        return all(
            os.stat(f"{root}/{inner}", follow_symlinks=False).st_mtime_ns <= before.concluded
            for inner in ("", *folders_of((*before.stamps, *before.foreign)))
        )
    except OSError:
        return False


def _walk(folder: str, inside: str = "") -> list[str]:
    found = []
    for item in os.scandir(folder):
        is_of_others = not inside and item.name.startswith(".") and item.name != WELL_KNOWN
        if is_of_others or is_litter(item.name):
            continue
        if item.is_dir(follow_symlinks=False):
            found += _walk(item.path, f"{inside}{item.name}/")
        else:
            found.append(inside + item.name)
    return found
