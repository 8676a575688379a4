"""Find what a body mentions, before it is typeset: words in double brackets, cited sources, pictures.

More may be found than is meant (in code, say), never less: what is found only decides which links are looked up."""

import re

from msgspec import Struct


class Mentions(Struct, frozen=True):
    """The words, source ids and picture addresses that stand in a body, each once, in order."""

    words: tuple[str, ...]
    sources: tuple[str, ...]
    pictures: tuple[str, ...]


def mentions(body: str) -> Mentions:
    """List what a body mentions."""
    words = [match[1].replace("\\", "").strip() for match in _LINK.finditer(body)] if "[[" in body else []
    sources = [id for match in CITATION.finditer(body) for id, _ in cited(match[1])] if "[@" in body else []
    pictures = [match[1] for match in _PICTURE.finditer(body)] if "![" in body else []
    return Mentions(tuple(dict.fromkeys(words)), tuple(dict.fromkeys(sources)), tuple(dict.fromkeys(pictures)))


def cited(inside: str) -> list[tuple[str, str]]:
    """Take `@a, p. 2; @b` apart into ids and locators."""
    parts = (part.strip().removeprefix("@").partition(",") for part in inside.split(";"))
    return [(id.strip(), locator.strip()) for id, _, locator in parts]


# A citation as Pandoc writes it, `[@id, p. 2; @other]`.
CITATION = re.compile(r"\[(@[^\]\n]+(?:\n[^\]\n]+)?)\]")
_LINK = re.compile(r"\[\[([^\]|]+?)(?:\\?\|[^\]]*)?\]\]")
_PICTURE = re.compile(r"!\[[^\]]*\]\(\s*<?([^)\s>]+)")
