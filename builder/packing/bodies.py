"""Write a text as readers were given it: what is written in it and never shown is taken out, or refused.

Markdown has places that no reader sees: definitions of links that nothing uses (a way to write comments), and the
names of footnotes and links. A word that is left and is nowhere on the page is for the author to look at."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

from builder.model.mentions import CITATION
from builder.typesetting.positions import without_code


def published_body(body: str, hides_sources: bool) -> str:
    """Return a text without its comments, and without its citations where sources are withheld."""
    body = _without(CITATION, body) if hides_sources else body
    body = _without_unused_definitions(body)
    return _with_numbers(body, _FOOTNOTE, "^") if "[^" in body else body


def unseen_words(body: str, page: bytes, known: frozenset[str]) -> Iterator[tuple[int, str]]:
    """Yield the words of a text that stand nowhere on its page, each with its line in the text."""
    seen = known | words_of(page.decode("utf-8", "replace"))
    # Where a link leads is a part of the page, if in another spelling; numbers of notes and figures are no secret.
    for number, line in enumerate(_TARGET.sub("](", body).split("\n"), start=1):
        yield from ((number, word) for word in sorted(words_of(line) - seen))


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text, or of a page, in lower case."""
    plain = unescape(text)
    return frozenset(map(str.casefold, _WORD.findall(f"{plain} {unquote(plain)}" if "%" in plain else plain)))


def _without(pattern: re.Pattern[str], body: str) -> str:
    """Cut what matches outside code."""
    shown = without_code(body)
    for found in reversed([*pattern.finditer(shown)]):
        body = body[: found.start()] + body[found.end() :]
    return body


def _without_unused_definitions(body: str) -> str:
    if "]:" not in body:
        return body
    shown = without_code(body)
    used = {_folded(found[1]) for found in _USE.finditer(shown)}
    for found in reversed([*_DEFINITION.finditer(shown)]):
        if _folded(found["label"]) not in used:
            body = body[: found.start()] + body[found.end() :]
    return _with_numbers(body, _LABEL, "")


def _with_numbers(body: str, pattern: re.Pattern[str], sign: str) -> str:
    """Put numbers in the place of names that no reader sees, in the order in which they come."""
    shown = without_code(body)
    defined = {_folded(found["label"]) for found in _DEFINITION.finditer(shown)}
    numbers: dict[str, int] = {}
    for found in pattern.finditer(shown):
        label = _folded(found["label"])
        if sign or label in defined:
            numbers.setdefault(label, len(numbers) + 1)
    for found in reversed([*pattern.finditer(shown)]):
        number = numbers.get(_folded(found["label"]))
        if number is not None:
            start, end = found.span("label")
            body = f"{body[:start]}{number}{body[end:]}"
    return body


def _folded(label: str) -> str:
    return " ".join(label.split()).casefold()


_WORD = re.compile(r"\w{3,}")
_TARGET = re.compile(r"\]\(\s*(?:<[^>\n]*>|[^)\s]*)")
_DEFINITION = re.compile(r"^ {0,3}(?:> ?)*\[(?!\^)(?P<label>[^\[\]\n]{1,200})\]:[^\n]*(?:\n|$)", re.MULTILINE)
_USE = re.compile(r"\[([^\[\]]{1,200})\](?![:(])")
# Behind the words of a link, or at the head of its definition.
_LABEL = re.compile(
    r"(?:(?<=\])\[|^ {0,3}(?:> ?)*\[(?=[^\[\]\n]{1,200}\]:))(?!\^)(?P<label>[^\[\]\n]{1,200})\]", re.MULTILINE
)
_FOOTNOTE = re.compile(r"\[\^(?P<label>[^\]\s\[]+)\]")
