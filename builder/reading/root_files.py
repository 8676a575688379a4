"""Decide which of the author's own files may be published at the root of the site, as they are.

They share the site's origin with its pages, so none of them may run anything in a reader's browser."""

import re
from types import MappingProxyType

from builder.reading.listing import WELL_KNOWN
from builder.reading.regular_files import FileUnread, read_regular

Wrong = tuple[str, str]


def wrong_with_root_file(name: str, full_path: str) -> Wrong | None:
    """Return what is wrong with a file of `content/root/`, and what to do; `name` is its path in that folder."""
    folder, _, own = name.rpartition("/")
    if folder not in ("", WELL_KNOWN):
        says = f"this file is not published: the only folder allowed in content/root/ is {WELL_KNOWN}/"
        return says, "move it up, or into content/media/ if it is a picture that an entry shows"
    if not _NAME.fullmatch(own):
        says = "a file name at the root of the site consists of letters A to Z, digits, hyphens, dots and underscores"
        return says, "rename it"
    if own.lower() == _MANIFEST and not folder:
        return f"{_MANIFEST} at the root of the site is the list of all published files", "rename this file"
    ending = own.rpartition(".")[2].lower() if "." in own else ""
    if not ending and not folder:
        return f"a file without an extension is published only in content/root/{WELL_KNOWN}/", "move it there"
    if ending and ending not in _ENDINGS:
        says = f"a file that ends in .{ending} is not published at the root of the site"
        return says, f"allowed extensions: {', '.join(sorted(_ENDINGS))}"
    return _wrong_with_text(ending, full_path) if ending in _MARKUP else None


def _wrong_with_text(ending: str, full_path: str) -> Wrong | None:
    try:
        text = read_regular(full_path).decode("utf-8", "replace")
    except FileUnread as fault:
        return fault.says, fault.hint
    if _MARKUP[ending].search(text):
        says = "this file contains markup that a browser may run and would be published as it is"
        return says, "write a page in content/pages/; files at the root are only for services that verify a site"
    return None


_MANIFEST = "manifest.json"
_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}")
_ENDINGS = frozenset("txt ico png jpg jpeg gif webp json webmanifest xml html asc pem csv".split())
# What services ask for is a line of text, or XML without a namespace: neither can hold a script.
_MARKUP = MappingProxyType(
    {"html": re.compile("<|\0"), "xml": re.compile(r"xmlns|<!(?!--)|xml-stylesheet|\0|&#", re.I)}
)
