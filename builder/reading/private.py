"""H7: what a file keeps private does not stand in the rest of the same file, which is published."""

import re
from collections.abc import Iterable, Iterator

from builder.model.lines import Lines
from builder.reading.fields import Notes
from builder.reading.nodes import List, Map, Node, Scalar, is_private

# Shorter ones stand in other words by chance.
_SHORTEST = 6
# Those who read so many words of a private text have read it.
_TELLING = 40
# What a file of `seeds/` is called is written beside an entry, and never published with it.
_NEVER_PUBLISHED = "seed"


def note_leaks(fields: Node | None, body: str, body_line: int, notes: Notes) -> None:
    """Note every place where a private text stands in a public field or in the body."""
    if not _has_private(fields):
        return
    texts = (" ".join(text.value.split()) for text in _texts(fields, False, True))
    secrets = _Secrets(text for text in texts if len(text) >= _SHORTEST)
    if not secrets:
        return
    for text in _published(fields):
        if next(secrets.found_in(text.value), None) is not None:
            _note(text, notes)
    lines = Lines(body)
    for offset in secrets.found_in(body):
        line, column = lines.position(offset)
        _note(Scalar("", body_line + line - 1, column), notes)


def words_in_a_row(text: str) -> str:
    """Return the words of a text as this rule compares them: what holds another's row of words repeats it."""
    return "\x1f".join(("", *_WORD.findall(text.casefold()), ""))


def telling_words(text: str) -> str:
    """Return the row of words that would give a private text away; empty where it is too short to tell anything."""
    if len(" ".join(text.split())) < _SHORTEST:
        return ""
    return "\x1f".join(("", *_WORD.findall(text.casefold())[:_TELLING], ""))


class _Secrets:
    """Private texts by their words: each word leads to those that follow it, and to None where a text ends."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._tree: _Tree = {}
        for text in texts:
            branch = self._tree
            for word in _WORD.findall(text.casefold())[:_TELLING]:
                branch = branch.setdefault(word, {})
            branch[""] = {}

    def __bool__(self) -> bool:
        return bool(self._tree)

    def found_in(self, text: str) -> Iterator[int]:
        """Yield the offsets at which one of them stands, in any case and spacing."""
        words = [(match[0].casefold(), match.start()) for match in _WORD.finditer(text)]
        first = 0
        while first < len(words):
            length = self._length_at(words, first)
            if length:
                yield words[first][1]
            first += length or 1

    def _length_at(self, words: list[tuple[str, int]], first: int) -> int:
        branch, length = self._tree, 0
        for number in range(first, min(first + _TELLING, len(words))):
            found = branch.get(words[number][0])
            if found is None:
                break
            branch = found
            length = number - first + 1 if "" in branch else length
        return length


def _has_private(node: Node | None) -> bool:
    # Nearly all files keep nothing private, and every one is asked.
    if isinstance(node, Map):
        for key, (_, value) in node.items.items():
            if is_private(key) or (not isinstance(value, Scalar) and _has_private(value)):
                return True
    elif isinstance(node, List):
        for item in node.items:
            if not isinstance(item, Scalar) and _has_private(item):
                return True
    return False


def _published(fields: Node | None) -> Iterator[Scalar]:
    if isinstance(fields, Map):
        for key, (_, value) in fields.items.items():
            if key != _NEVER_PUBLISHED and not is_private(key):
                yield from _texts(value, False, False)


def _texts(node: Node | None, is_within: bool, wants_private: bool) -> Iterator[Scalar]:
    """List the values that are private, or those that are not."""
    match node:
        case Scalar(is_null=False) if is_within is wants_private:
            yield node
        case List(items=items):
            for item in items:
                yield from _texts(item, is_within, wants_private)
        case Map(items=pairs):
            for key, (_, value) in pairs.items():
                yield from _texts(value, is_within or is_private(key), wants_private)


def _note(scalar: Scalar, notes: Notes) -> None:
    # The message does not repeat what is private: it may be read by others.
    hint = "remove it here, or there if it is not private"
    notes.note(scalar, "H7", "this is also under a private key, but would be published", hint)


_Tree = dict[str, "_Tree"]
# A word, or one other sign.
_WORD = re.compile(r"\w+|[^\w\s]")
