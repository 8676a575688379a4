"""List the files that authors wrote, following no links, and read them when asked."""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from stat import S_ISREG
from types import MappingProxyType
from unicodedata import category, normalize

from msgspec import Struct
from msgspec.structs import replace

from builder.model.digests import digest_of
from builder.model.errors import BuilderError
from builder.model.nearest import did_you_mean
from builder.model.problem import Problem, Severity
from builder.reading.listing import LINK, ODD, PURGED_FILE, Listed, content_files, is_left_out, packed
from builder.reading.regular_files import read_regular
from builder.reading.root_files import wrong_with_root_file

# The folders of content/, and the file names in each that are read.
_READ = MappingProxyType(
    {
        "entries": (".md",),
        "actors": (".md",),
        "places": (".md",),
        "pages": (".md",),
        "stories": (".md",),
        "questions": (".md",),
        "sources": (".yaml", ".yml", ".json"),
        "map": (".json",),
    }
)

# All folders of content/; the last two hold files that are published as they are, or as pictures.
_FOLDERS = (*_READ, "media", "root")

# What readers were given last, as `dateline release` wrote it.
RELEASE_FILE = "content/released.txt"

# What may lie beside site.yaml without being meant as content.
_BESIDE = ("LICENSE", "LICENCE", "README", "README.md", "LICENSE.md")


class SourceFile(Struct, frozen=True):
    """One file: its path relative to the site, where it lies, and the stamp that tells whether it was touched."""

    path: str
    folder: str
    full_path: str
    size: int
    modified: int
    inode: int
    changed: int

    @property
    def marks(self) -> tuple[int, int, int, int]:
        """Return what is compared to tell whether the file was touched."""
        return self.size, self.modified, self.inode, self.changed

    @property
    def stamp(self) -> bytes:
        return digest_of(*self.marks)

    def read(self) -> bytes:
        """Read the file; raise FileUnread where that cannot be done."""
        return read_regular(self.full_path)


class SourceTree(Struct, frozen=True):
    """All files of `content/`, in the order of their paths.

    `stamps` holds those of all files of each folder, packed, also of those that are not read."""

    files: tuple[SourceFile, ...]
    media: dict[str, SourceFile]
    root: dict[str, SourceFile]
    problems: tuple[Problem, ...]
    stamps: dict[str, bytes]

    def with_file(self, file: SourceFile) -> "SourceTree":
        """Return the tree with one more file."""
        return replace(self, files=tuple(sorted((*self.files, file), key=lambda one: one.path)))


def conflict_of(path: str) -> str | None:
    """Return the file that a conflict copy of Syncthing, Dropbox, Nextcloud or ownCloud is of; None for others."""
    found = _CONFLICT.fullmatch(path)
    return f"{found[1].rstrip()}{found[2]}" if found else None


def file_beside(other: SourceFile, name: str) -> SourceFile | None:
    """Return the file of a name beside one that is read, as read_source_tree lists it; None if that is not simple."""
    path = f"{other.path.rpartition('/')[0]}/{name}"
    is_odd = is_left_out(name) or not (_is_plain(path) and _is_text(path)) or _TRANSLATION.search(name)
    if is_odd or conflict_of(path) or _COPY.fullmatch(path) or not name.endswith(_READ.get(other.folder, ())):
        return None
    full_path = f"{other.full_path.removesuffix(other.path)}{path}"
    found = os.lstat(full_path)
    if not S_ISREG(found.st_mode):
        return None
    stamp = (found.st_size, found.st_mtime_ns, found.st_ino, found.st_ctime_ns)
    return SourceFile(path, other.folder, full_path, *stamp)


def read_source_tree(site: Path) -> SourceTree:
    """List the content of a site; raise BuilderError where there is none."""
    content = site / "content"
    if not content.is_dir() and not content.is_symlink():
        raise BuilderError(
            f"there is no folder content/ in {site.name or site}: name the folder that holds it with --site, "
            "or make one with `dateline new site`"
        )
    files: list[SourceFile] = []
    media: dict[str, SourceFile] = {}
    root: dict[str, SourceFile] = {}
    problems: list[Problem] = []
    listed = [*content_files(str(content), "content")]
    for file in _source_files(listed, str(site)):
        if wrong := _wrong_with(file):
            problems.append(wrong)
            continue
        folder, _, rest = file.path.removeprefix("content/").partition("/")
        if file.path == "content/site.yaml":
            files.append(file)
        elif file.path == RELEASE_FILE:
            files.append(replace(file, folder="released"))
        elif file.path == PURGED_FILE:
            files.append(replace(file, folder="purged"))
        elif folder == "media":
            name = normalize("NFC", rest)
            if name in media:
                says = "another file has the same name in a different Unicode form"
                problems.append(Problem(file.path, 0, 0, "file-unread", says, "rename one of the two"))
                continue
            media[name] = file
        elif folder == "root" and rest:
            if wrong_in_root := wrong_with_root_file(rest, file.full_path):
                problems.append(Problem(file.path, 0, 0, "root-file", *wrong_in_root))
                continue
            root[rest] = file
        elif rest and file.path.endswith(_READ.get(folder, ())):
            files.append(replace(file, folder="translations") if _TRANSLATION.search(file.path) else file)
        elif folder in _READ or rest or not file.path.endswith(_BESIDE):
            problems.append(_of_no_folder(file, folder))
    stamps = {path: packed(found) for path, found in listed if found}
    return SourceTree(tuple(sorted(files, key=lambda file: file.path)), media, root, tuple(problems), stamps)


# `talks.hy.md` translates `talks.md`; ids have no dots.
_TRANSLATION = re.compile(r"\.[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\.md$")


def _is_plain(path: str) -> bool:
    """Return whether every character of a path is seen, and means the same on every system."""
    if path.isascii() and path.isprintable():
        return "\\" not in path
    return not any(char == "\\" or (char not in _JOINERS and category(char) in _UNSEEN) for char in path)


# Persian and Indic scripts write with these between letters.
_JOINERS = "\u200c\u200d"
# Controls, marks that turn the direction of a text, and breaks of lines.
_UNSEEN = ("Cc", "Cf", "Zl", "Zp")


def _is_text(path: str) -> bool:
    # What cannot be decoded comes from the system as halves of pairs.
    return path.isascii() or not any("\ud800" <= char <= "\udfff" for char in path)


def _source_files(listed: Iterable[tuple[str, list[Listed]]], site: str) -> Iterator[SourceFile]:
    for path, files in listed:
        top = "" if path == "content" else path.split("/")[1]
        for name, size, modified, inode, changed in files:
            inner = f"{path}/{name}"
            yield SourceFile(inner, top, f"{site}/{inner}", size, modified, inode, changed)


def _wrong_with(file: SourceFile) -> Problem | None:
    """Return why a file is not read, whatever folder it lies in."""
    path = file.path
    if not _is_plain(path):
        path = "".join(char if _is_plain(char) else f"\\u{ord(char):04x}" for char in path)
        return _unread(
            path, "this file is not read: its name contains a backslash or an invisible character", "rename it"
        )
    if not _is_text(path):
        return _unread(path, "this file is not read: its name is not UTF-8", "rename it")
    if copy := _COPY.fullmatch(path):
        says = f"this file is not read: its name says that it is a copy of {copy[1]}.md"
        return _unread(path, says, "keep copies out of content/, or rename it")
    if original := conflict_of(path):
        says = f"this file is not read: it is a conflict copy of {original}, which was saved in two places"
        return _unread(path, says, "compare the two, keep what you want in that file, and delete this one")
    if file.size == LINK:
        return _unread(path, "this link is not followed", "put the file or folder itself there")
    if file.size == ODD:
        return _unread(path, "this is neither a file nor a folder, and is not read", "move it out of content/")
    return None


def _unread(path: str, says: str, hint: str) -> Problem:
    shown = path.encode("utf-8", "replace").decode()
    return Problem(shown, 0, 0, "file-unread", says, hint, Severity.WARNING)


def _of_no_folder(file: SourceFile, folder: str) -> Problem:
    endings = _READ.get(folder)
    if file.path.lower().endswith(_OF_OTHERS):
        says = f"this file is not read: {folder}/ holds what authors write" if endings else "this file is not read"
        hint = "move it out of content/, and run `dateline import` on it: that makes drafts and sources of it"
    elif endings:
        says = f"this file is not read: files in {folder}/ end in {' or '.join(endings)}"
        hint = "rename it, or move it out of content/"
    else:
        says = "this file is not read: its folder is not one that Dateline reads"
        hint = did_you_mean(folder, _FOLDERS).hint or "the folders are " + ", ".join(_FOLDERS)
    return _unread(file.path, says, hint)


# Data of other programs, which `dateline import` reads.
_OF_OTHERS = (".csv", ".tsv", ".xlsx", ".bib", ".ris", ".mw", ".markwhen")
_CONFLICT = re.compile(
    r"(.+?)(?:\.sync-conflict-\d{8}-\d{6}(?:-\w+)?|[ _]\([^()/]*conflicted copy[^()/]*\)|[ _-]conflict-\d{8}-\d{6})"
    r"(\.\w+)",
    re.IGNORECASE,
)

# What people call a copy that they keep; as languages, these would be translations into tongues that few write.
_COPY = re.compile(r"(content/.+)\.(?:old|bak|backup|orig|copy|save|tmp|draft)\.md")
