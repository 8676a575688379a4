"""One build at a time: a lock on the output folder itself, which a dead process does not hold."""

import os
from contextlib import contextmanager

from builder.model.errors import BuilderError

# A build with nothing to do takes the lock too, and imports no more than it has to.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has no such lock; two builds at once are the user's to avoid there.
    fcntl = None  # type: ignore[assignment]  # A module elsewhere, nothing here: both are asked for below.


def lock(handle: int) -> bool:
    """Take the lock of an open file or folder until it is closed; return whether it could be had."""
    if fcntl is None:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def is_locked(folder: "Path") -> bool:
    """Return whether somebody is publishing into a folder."""
    try:
        with locked(folder):
            return False
    except BuilderError:
        return True


@contextmanager
def locked(folder: "Path") -> "Iterator[None]":
    """Hold a folder while something is published into it; raise BuilderError where another build does."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        if not lock(handle):
            raise BuilderError(f"another build is writing to {folder.name}/: wait until it is done")
        yield
    finally:
        os.close(handle)
