"""Write one file, and tell whether one holds just what it is to hold; links are never followed."""

import os
import stat
from pathlib import Path


def holds(place: Path | str, data: bytes) -> bool:
    """Return whether a regular file, not the target of a link, holds exactly this."""
    try:
        found = os.lstat(place)
        return stat.S_ISREG(found.st_mode) and found.st_size == len(data) and Path(place).read_bytes() == data
    except FileNotFoundError:
        return False


def write_over(place: Path, data: bytes) -> None:
    """Put a file in another's place, so that whoever reads it meets the one or the other whole."""
    # A name that no reading of the content looks at.
    staged = place.with_name(f".{place.name}.new")
    try:
        staged.unlink(missing_ok=True)
        write_new(staged, data)
        os.replace(staged, place)
    except OSError:
        staged.unlink(missing_ok=True)
        raise


def write_new(place: Path | str, data: bytes) -> os.stat_result:
    """Write a file that is not there yet; return how it stands. Without Python's buffers it takes half the time."""
    # The exclusive mode follows no link that somebody may have put there.
    file = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(file, left) :]
        return os.fstat(file)
    finally:
        os.close(file)
