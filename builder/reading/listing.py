"""List the files that authors wrote by their stamps, reading none of them."""

import os
from struct import error, pack

from builder.model.faults import BuilderError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST = 0xFFFF_FFFF_FFFF_FFFF

# A name, and the stamp that tells whether the file was touched: size, time in nanoseconds, inode.
Listed = tuple[str, int, int, int]


def content_files(folder: str, path: str) -> "Iterator[tuple[str, list[Listed]]]":
    """Yield each folder of content with its files, by name; hidden files and those that editors keep are left out.

    Links are not followed. Raise BuilderError where a folder cannot be read."""
    try:
        found = list(os.scandir(folder))
    except OSError as fault:
        raise BuilderError(f"the folder {path}/ cannot be read ({fault.strerror}): mend its permissions") from None
    files, inner = [], []
    for item in found:
        name = item.name
        if name.startswith((".", "#")) or name.endswith(("~", ".swp", ".tmp")):
            continue
        if item.is_dir(follow_symlinks=False):
            inner.append(name)
        elif item.is_file(follow_symlinks=False):
            stat = item.stat(follow_symlinks=False)
            files.append((name, stat.st_size, stat.st_mtime_ns, stat.st_ino))
    files.sort()
    yield path, files
    for name in sorted(inner):
        yield from content_files(f"{folder}/{name}", f"{path}/{name}")


def packed(files: "list[Listed]") -> bytes:
    """Pack a list of files, so that it is compared with another at once."""
    names = "\0".join([name for name, *_ in files]).encode("utf-8", "surrogateescape")
    return names + packed_numbers([number for _, *stamp in files for number in stamp] + [len(files)])


def packed_numbers(numbers: "list[int]") -> bytes:
    """Pack whole numbers into eight bytes each."""
    try:
        return pack(f"<{len(numbers)}Q", *numbers)
    except error:
        # Times before 1970, and the inodes of some systems.
        return pack(f"<{len(numbers)}Q", *[number & _MOST for number in numbers])
