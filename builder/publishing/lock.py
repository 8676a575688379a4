"""One build at a time: a lock on the output folder itself, which a dead process does not hold.

Where folders cannot be locked (Windows), a hidden file in the folder is. On a system with neither kind of lock, users
must not start two builds at the same time."""

import os
from contextlib import contextmanager, suppress

from builder.model.errors import BuilderError
from builder.model.opening import TO_HOLD

# A build with nothing to do takes the lock too, and imports no more than it has to.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

try:
    import fcntl
except ImportError:
    fcntl = None  # type: ignore[assignment]  # A module elsewhere, nothing here: both are asked for below.
try:
    import msvcrt
except ImportError:
    msvcrt = None  # type: ignore[assignment]  # As above: every system but Windows.

LOCK_FILE = ".dateline-lock"
# Windows locks bytes, and keeps others from reading these: this one is behind all that a file holds, and behind those
# that SQLite locks. It need not be there.
_BYTE = 0x7FFF_FFFE


def lock(handle: int) -> bool:
    """Lock an open file or folder until it is closed; return whether it was free."""
    try:
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        elif msvcrt is not None:
            os.lseek(handle, _BYTE, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    except (BlockingIOError, PermissionError):
        return False
    return True


@contextmanager
def held_folder(folder: "Path") -> "Iterator[bool]":
    """Lock a folder for this process; yield whether it was free."""
    is_a_file = fcntl is None
    held = folder / LOCK_FILE if is_a_file else folder
    handle = os.open(held, TO_HOLD | os.O_CREAT if is_a_file else os.O_RDONLY, 0o600)
    try:
        yield lock(handle)
    finally:
        os.close(handle)
        if is_a_file:
            # Windows deletes nothing that another process holds by now.
            with suppress(OSError):
                held.unlink()


def is_locked(folder: "Path") -> bool:
    """Return whether somebody is publishing into a folder."""
    with held_folder(folder) as is_held:
        return not is_held


@contextmanager
def locked(folder: "Path") -> "Iterator[None]":
    """Lock a folder while a site is published into it; raise BuilderError if another build has it."""
    with held_folder(folder) as is_held:
        if not is_held:
            raise BuilderError(f"another build is writing to {folder.name}/: wait until it is done")
        yield
