"""Ids and names compared: letters and digits of any script, in NFC and lower case, and hyphens."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import count, product


def is_id(text: str) -> bool:
    """Return whether a text is an id as it stands."""
    if text.isascii():
        return bool(text) and text.replace("-", "").isalnum() and text == text.lower() and text.strip("-") == text
    return text == nearest_id(text) and bool(text)


def is_too_long(id: str) -> bool:
    """Return whether an id cannot be the name of a file, which may have 255 bytes with all that is added to it."""
    return len(id) > _MOST_BYTES // 4 and len(id.encode()) > _MOST_BYTES


def nearest_id(text: str) -> str:
    """Make the id nearest to a text: lower case, NFC, hyphens for everything that is no letter, mark or digit."""
    # Not case-folded: folding takes letters apart that are lower case already (և, ß, ς).
    return _hyphenated(unicodedata.normalize("NFC", text).lower())


def slug(text: str) -> str:
    """Make the part of an address that stands for a tag: as an id, and the same however the tag is cased."""
    return _hyphenated(unicodedata.normalize("NFC", text).casefold())


def folded(text: str) -> str:
    """Fold a name for comparing: case, compatibility forms and runs of blanks make no difference."""
    if text.isascii():
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    # The capitals of i and ı are İ and I in Azerbaijani, I and none in English: all four are one letter here.
    return " ".join(plain.replace("i\u0307", "i").replace("ı", "i").split())


def lettered(alphabet: str) -> Iterator[str]:
    """Name one thing after another by letters: A, B, …, Z, AA, AB, …"""
    return ("".join(letters) for length in count(1) for letters in product(alphabet, repeat=length))


def _hyphenated(lowered: str) -> str:
    if lowered.isascii():
        return "-".join(_ASCII_WORD.findall(lowered))
    kept = "".join(char if _belongs(char) else " " for char in unicodedata.normalize("NFC", lowered))
    return "-".join(kept.split())


def _belongs(char: str) -> bool:
    # Marks belong to the letters that they stand on (Arabic, Hebrew, Indic scripts).
    return char.isalnum() or unicodedata.category(char)[0] == "M"


# File systems take 255 bytes; a language, a number and an ending are added, and a name for the time of writing.
_MOST_BYTES = 200
_ASCII_WORD = re.compile(r"[A-Za-z0-9]+")
