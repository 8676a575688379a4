"""Ids and names compared: letters and digits of any script, in NFC and lower case, and hyphens."""

import unicodedata


def is_id(text: str) -> bool:
    """Tell whether a text is an id as it stands."""
    if text.isascii():
        return bool(text) and text.replace("-", "").isalnum() and text == text.lower() and text.strip("-") == text
    return text == slug(text) and bool(text)


def slug(text: str) -> str:
    """Make the id nearest to a text: lower case, NFC, hyphens for everything that is no letter, mark or digit."""
    lowered = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
    kept = "".join(char if _belongs(char) else " " for char in lowered)
    return "-".join(kept.split())


def folded(text: str) -> str:
    """Fold a name for comparing: case, compatibility forms and runs of blanks make no difference."""
    if text.isascii():
        return " ".join(text.lower().split())
    return " ".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).split())


def _belongs(char: str) -> bool:
    # Marks belong to the letters that they stand on (Arabic, Hebrew, Indic scripts).
    return char.isalnum() or unicodedata.category(char)[0] == "M"
