"""Write one file, and tell whether one holds just what it is to hold; links are never followed."""

import os
import stat
from pathlib import Path, PurePosixPath

from builder.model.errors import BuilderError


def unlinked(site: Path, path: str) -> Path:
    """Return the place of a path in a site's folder; raise BuilderError where a link is on the way, or at its end."""
    inner = PurePosixPath(path)
    for on_the_way in (*reversed(inner.parents), inner):
        if (site / on_the_way).is_symlink() and str(on_the_way) != ".":
            raise BuilderError(
                f"{on_the_way} is a link, and links are not followed: put the file or folder itself there"
            )
    return site / path


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, in the place of what may be there: readers meet the one or the other."""
    # A name that no reading of the content looks at.
    staged = path.with_name(f".{path.name}.new")
    # What lies there may be a link.
    staged.unlink(missing_ok=True)
    try:
        write_new(staged, data)
        os.replace(staged, path)
    except OSError:
        staged.unlink(missing_ok=True)
        raise


def holds(path: Path | str, data: bytes) -> bool:
    """Return whether a regular file, not the target of a link, holds exactly this."""
    try:
        found = os.lstat(path)
        return stat.S_ISREG(found.st_mode) and found.st_size == len(data) and Path(path).read_bytes() == data
    except FileNotFoundError:
        return False


def write_new(path: Path | str, data: bytes) -> os.stat_result:
    """Write a file that is not there yet; return how it stands. Without Python's buffers it takes half the time."""
    # The exclusive mode follows no link that somebody may have put there.
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(file, left) :]
        return os.fstat(file)
    finally:
        os.close(file)
