"""Open files that may have changed since they were listed: nothing but a regular file, of a limited size."""

import os
import stat
from typing import BinaryIO

from builder.model.errors import BuilderError
from builder.model.opening import TO_READ

# A text of this size is a long book. Files of `media/` have no such limit: they are read in pieces.
MOST_BYTES = 16_000_000


class FileUnread(BuilderError):
    """A file that cannot be read: what is wrong with it, and what to do."""

    def __init__(self, says: str, hint: str) -> None:
        super().__init__(f"{says}; {hint}")
        self.says, self.hint = says, hint


def open_regular(path: str | os.PathLike[str]) -> BinaryIO:
    """Open a file without following a link or waiting at a pipe; raise FileUnread where it cannot be read."""
    try:
        handle = os.open(path, TO_READ)
    except FileNotFoundError:
        raise FileUnread("this file was deleted before it could be read", "run the command again") from None
    except OSError as fault:
        says = f"this file cannot be read ({fault.strerror or fault})"
        raise FileUnread(says, "check its permissions, or delete it") from None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise FileUnread("this is a folder, a pipe or a device, not a file", "delete it, or put a file in its place")
    return os.fdopen(handle, "rb")


def read_regular(path: str | os.PathLike[str], most: int | None = MOST_BYTES) -> bytes:
    """Read a file whole; raise FileUnread where it cannot be read or holds more bytes than `most`."""
    with open_regular(path) as file:
        try:
            data = file.read() if most is None else file.read(most + 1)
        except OSError as fault:
            raise FileUnread(f"this file cannot be read ({fault.strerror or fault})", "check the disk") from None
    if most is not None and len(data) > most:
        size = os.stat(path).st_size / 1_000_000 if os.path.exists(path) else len(data) / 1_000_000
        says = f"this file is {size:,.1f} MB; at most {most // 1_000_000} MB can be read"
        raise FileUnread(says, "split it into several files")
    return data
