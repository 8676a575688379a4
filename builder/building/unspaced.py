"""Part the letters of Chinese, Japanese and Korean, so that a search for words finds what is within a run of them.

The theme's script parts what a reader asks for in the same way, and takes the marks out of what it shows."""

import re
from collections.abc import Iterable
from pathlib import Path
from unicodedata import category

# A blank ends a word for Pagefind, which keeps the word joiner in what it shows, and out of the word.
_PARTING = " \u2060"
# As blocks of Unicode. Of Thai, Khmer and other scripts whose letters have marks Pagefind finds no such phrases.
_UNSPACED = (
    "\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035"
    "\u3041-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f"
    "\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc\U00020000-\U0003ffff"
)
_BETWEEN = re.compile(rf"(?<=[{_UNSPACED}])(?=\w)|(?<=\w)(?=[{_UNSPACED}])")
_ANY = re.compile(rf"[{_UNSPACED}]")


def parted(text: str) -> str:
    """Part every letter of these scripts, with its marks, from the letter or digit beside it."""
    return _BETWEEN.sub(lambda found: "" if category(text[found.end()])[0] == "M" else _PARTING, text)


def to_be_searched(output: Path, pages: Iterable[str], copies: Path) -> Path:
    """Return the folder whose pages are indexed: that of the site, or copies, where a page has such letters."""
    found = tuple(pages)
    if not any(_ANY.search((output / path).read_text("utf-8")) for path in found):
        return output
    for path in found:
        copy = copies / path
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(parted((output / path).read_text("utf-8")), "utf-8")
    return copies
