"""Stamps of files: they show, without reading a file, that it was not written since."""

from msgspec import Struct


class FileStamp(Struct, frozen=True, array_like=True):
    """A file of the author's as it was read last: untouched as long as size, times and inode are the same."""

    size: int
    modified: int
    inode: int
    changed: int
    digest: bytes

    @property
    def marks(self) -> tuple[int, int, int, int]:
        """Return what is compared to tell whether the file was touched."""
        return self.size, self.modified, self.inode, self.changed


class PageStamp(Struct, frozen=True, array_like=True):
    """A published file as we wrote it: digests of what it is made of and of what it shows, and a stamp of its own.

    `parts` holds a sum of four bytes for each part of what a page shows: theme, template, and the view's fields."""

    made_of: bytes
    key: bytes
    parts: bytes
    size: int
    modified: int
    inode: int
    changed: int
    sha256: str

    @property
    def marks(self) -> tuple[int, int, int, int]:
        """Return what is compared to tell whether the file was touched."""
        return self.size, self.modified, self.inode, self.changed
