"""Write a file, or check whether it holds exactly what it should; links are never followed."""

import os
import stat
from pathlib import Path, PurePosixPath

from builder.model.errors import BuilderError
from builder.model.opening import TO_MAKE


def unlinked(site: Path, path: str) -> Path:
    """Return the full path of a file in a site's folder; raise BuilderError if it is, or leads through, a link."""
    inner = PurePosixPath(path)
    for on_the_way in (*reversed(inner.parents), inner):
        if (site / on_the_way).is_symlink() and str(on_the_way) != ".":
            raise BuilderError(
                f"{on_the_way} is a link, and links are not followed: put the file or folder itself there"
            )
    return site / path


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, replacing what may be there: readers meet the one or the other."""
    # Content with such a name is not read.
    staged = path.with_name(f".{path.name}.new")
    # This may be a link.
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
    """Write a file that is not there yet; return its status. Without Python's buffers it takes half the time."""
    # The exclusive mode follows no link that somebody may have put there.
    file = os.open(path, TO_MAKE, 0o666)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(file, left) :]
        return os.fstat(file)
    finally:
        os.close(file)
