"""Find what a body mentions, before it is typeset: words in double brackets, cited sources, pictures.

More may be found than is meant (in code, say), never less: what is found only decides which links are looked up."""

import re
import unicodedata
from urllib.parse import unquote

from msgspec import Struct

from builder.model.patterns import pattern


class Mentions(Struct, frozen=True, array_like=True, gc=False):
    """The words, source ids and picture addresses that stand in a body, each once, in order."""

    words: tuple[str, ...]
    sources: tuple[str, ...]
    pictures: tuple[str, ...]


NOTHING = Mentions((), (), ())


def mentions(body: str) -> Mentions:
    """List what a body mentions."""
    # What runs on in the next line of a quotation has the quotation's mark within it.
    text = _QUOTATION.sub("\n", body) if "\n>" in body or "\n " in body else body
    words = [linked(match[1])[0] for match in _LINK.finditer(text)] if "[[" in text else []
    sources = [id for match in CITATION.finditer(text) for id, _ in cited(match[1])] if "[@" in text else []
    pictures = [file_at(match[1] or match[2]) for match in _PICTURE.finditer(text)] if "![" in text else []
    # As Obsidian shows them, which is answered with how they are written here.
    pictures += [file_at(word) for word in words if "." in word] if "![[" in text else []
    return Mentions(tuple(dict.fromkeys(words)), tuple(dict.fromkeys(sources)), tuple(dict.fromkeys(pictures)))


def linked(inside: str) -> tuple[str, str]:
    """Take `id|words` apart, each on one line."""
    word, _, words = inside.partition("|")
    return " ".join(word.replace("\\", "").split()), " ".join(words.split())


def cited(inside: str) -> list[tuple[str, str]]:
    """Take `@a, p. 2; @b` apart into ids and locators."""
    parts = (part.strip().removeprefix("@").partition(",") for part in inside.split(";"))
    return [(id.strip(), " ".join(locator.split())) for id, _, locator in parts]


def file_at(address: str) -> str:
    """Name the file that a picture's address means; addresses may be percent-encoded, names of files are in NFC."""
    return unicodedata.normalize("NFC", unquote(address))


# A citation as Pandoc writes it, `[@id, p. 2; @other]`.
# One that is never closed ends where the next begins.
CITATION = pattern(r"\[(@(?:(?!\[@)[^\]\n])++(?:\n(?:(?!\[@)[^\]\n])++)?+)\]")
_LINK = pattern(r"\[\[((?:(?!\]\])[^\[])+)\]\]")
_PICTURE = pattern(
    r"(?:!\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(|^ {0,3}\[[^\]\n]+\]:)\s*(?:<([^>\n]+)>|([^)\s<]+))", re.MULTILINE
)
_QUOTATION = pattern(r"\n[ \t]*(?:>[ \t]?)+")
