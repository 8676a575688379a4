"""List files by their stamps, reading none of them: what authors wrote, and what else a build is made of.

A build with nothing to do imports this before anything else, so it imports only what every Python process has."""

import os
import sys
from functools import cache
from struct import error, pack

import builder
from builder.model.blake2 import blake2b
from builder.model.errors import BuilderError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# The libraries that decide what a page looks like.
_LIBRARIES = (
    "babel brotli jinja2 markdown_it_py markupsafe mdit_py_plugins msgspec pagefind pillow pyyaml tzdata".split()
)
DEFAULT_THEME = "chronicle"
_MOST = 0xFFFF_FFFF_FFFF_FFFF

# A name, and the stamp that tells whether the file was touched: size, time in nanoseconds, inode, and the time of the
# last change of any kind, which nobody can set back. Instead of a size, a link has LINK, and what is neither that nor
# a file has ODD: a pipe, a socket, a device.
Listed = tuple[str, int, int, int, int]
LINK, ODD = -1, -2

# What was removed at once, as `dateline purge` wrote it.
PURGED_FILE = "content/purged.txt"

# Files of the author's own for the root of the site, and the one folder among them, whose name others decided
# (RFC 8615).
ROOT_FOLDER = "content/root"
WELL_KNOWN = ".well-known"


def content_files(folder: str, path: str) -> "Iterator[tuple[str, list[Listed]]]":
    """Yield each folder of content with its files, by name; hidden files and those that editors keep are left out.

    What was purged is known by its bytes, whatever clocks say. Links are listed and not followed. Raise BuilderError
    where a folder cannot be read, or is a link."""
    if os.path.islink(folder):
        raise BuilderError(f"{path}/ is a link, and links are not followed: put the folder itself there")
    try:
        found = list(os.scandir(folder))
    except OSError as fault:
        raise BuilderError(f"the folder {path}/ cannot be read ({fault.strerror}): check its permissions") from None
    files, inner = [], []
    for item in found:
        name = item.name
        if is_left_out(name) and (path, name) != (ROOT_FOLDER, WELL_KNOWN):
            continue
        if item.is_dir(follow_symlinks=False):
            inner.append(name)
        else:
            stat = item.stat(follow_symlinks=False)
            size = stat.st_size if item.is_file(follow_symlinks=False) else LINK if item.is_symlink() else ODD
            changed = _number_of(item.path) if f"{path}/{name}" == PURGED_FILE and size >= 0 else stat.st_ctime_ns
            files.append((name, size, stat.st_mtime_ns, stat.st_ino, changed))
    files.sort()
    yield path, files
    for name in sorted(inner):
        yield from content_files(f"{folder}/{name}", f"{path}/{name}")


def is_left_out(name: str) -> bool:
    """Return whether a file is hidden, or is one that an editor keeps beside the one that it edits."""
    return name.startswith((".", "#")) or name.endswith(("~", ".swp", ".tmp"))


def _number_of(path: str) -> int:
    """Digest the bytes of a file into a number, which takes the place of a time; 0 where it cannot be read."""
    try:
        # A pipe that has just taken its place keeps nobody waiting.
        with open(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as file:
            return int.from_bytes(blake2b(file.read(), digest_size=8).digest(), "little")
    except OSError:
        return 0


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


def circumstances(site: str, theme: str) -> tuple[bytes, int]:
    """Return how everything stands that a build is made of beside content, and when the last of it was changed.

    That is Python, the libraries, our own code, and the folders that a theme is read from. The time of the last
    change of any kind is looked at as well: a build reads these files anew, and does not ask for their stamps. Links
    are followed where Dateline is installed, and not in the site's folder."""
    ours = themes_of_ours()
    folders = dict.fromkeys([f"{ours}/{theme}", f"{ours}/{DEFAULT_THEME}"])
    are_links = [os.path.islink(f"{site}/themes{inside}") for inside in ("", f"/{theme}")]
    code, newest = own_code()
    told = [code, str(are_links)]
    of_site = _files_below(f"{site}/themes", follows=False, inside=f"{theme}/")
    for files in (of_site, *(_files_below(folder) for folder in folders)):
        newest = max(newest, _add_stamps(files, told))
    return "\n".join(told).encode("utf-8", "surrogateescape"), newest


@cache
def own_code() -> tuple[str, int]:
    """Return how Python, the libraries and our own code stand, and when the last of our code was changed.

    Once a process: what it has imported stays what it runs, whatever is installed over it meanwhile."""
    told = [sys.version, builder.__version__, *sorted(installed_versions())]
    newest = _add_stamps(_files_below(os.path.dirname(builder.__file__), ".py"), told)
    return "\n".join(told), newest


def _add_stamps(files: "Iterable[tuple[str, os.stat_result]]", told: list[str]) -> int:
    """Add files to a list, each with its stamp, and return when the last of them was changed."""
    newest = 0
    told.append("-")
    for name, stat in files:
        newest = max(newest, stat.st_mtime_ns, stat.st_ctime_ns)
        told.append(f"{name!r} {stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns} {stat.st_ino}")
    return newest


def themes_of_ours() -> str:
    """Find the themes that come with Dateline: within the package once installed, beside it in the repository."""
    package = os.path.dirname(builder.__file__)
    installed = f"{package}/themes"
    return installed if os.path.isdir(f"{installed}/{DEFAULT_THEME}") else f"{os.path.dirname(package)}/themes"


def installed_versions() -> "Iterator[str]":
    """Name the libraries that pages depend on, each with its version."""
    # The names of the folders say it; to ask importlib.metadata costs more than a build with nothing to do.
    for folder in filter(os.path.isdir, sys.path):
        for name in os.listdir(folder):
            if name.endswith((".dist-info", ".DIST-INFO")):
                library, _, version = name.lower().partition("-")
                if library.replace(".", "_") in _LIBRARIES:
                    yield f"{library} {version}"


def _files_below(
    folder: str, ending: str = "", inside: str = "", follows: bool = True
) -> "Iterable[tuple[str, os.stat_result]]":
    """List the files below a folder, by name, each with its stamp; nothing where there is no such folder."""
    try:
        found = sorted(os.scandir(f"{folder}/{inside}"), key=lambda item: item.name)
    except (FileNotFoundError, NotADirectoryError):
        return
    for item in found:
        if item.name == "__pycache__":
            continue
        if item.is_dir(follow_symlinks=follows):
            yield from _files_below(folder, ending, f"{inside}{item.name}/", follows)
        elif item.name.endswith(ending):
            yield f"{inside}{item.name}", item.stat(follow_symlinks=follows)
