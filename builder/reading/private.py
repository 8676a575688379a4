"""H7: what a file keeps private does not stand in the rest of the same file, which is published."""

import re
from collections.abc import Iterator

from builder.reading.fields import Notes, is_private
from builder.reading.nodes import List, Map, Node, Scalar

# Shorter ones stand in other words by chance.
_SHORTEST = 6


def note_leaks(fields: Node | None, body: str, body_line: int, notes: Notes) -> None:
    """Note every place where a private text stands in a public field or in the body."""
    secrets = {_folded(text.value) for text in _texts(fields, False, True)} if fields else set()
    secrets = {secret for secret in secrets if len(secret) >= _SHORTEST}
    if not secrets:
        return
    either = "|".join(
        r"\s+".join(map(re.escape, secret.split())) for secret in sorted(secrets, key=len, reverse=True)
    )
    leak = re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)
    for text in _texts(fields, False, False):
        if leak.search(text.value):
            _note(text, notes)
    for found in leak.finditer(body):
        line = body_line + body.count("\n", 0, found.start())
        _note(Scalar("", line, found.start() - body.rfind("\n", 0, found.start())), notes)


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


def _note(place: Scalar, notes: Notes) -> None:
    # The message does not repeat what is private: it may be read by others.
    hint = "take it out here, or there if it is not private"
    notes.note(place, "H7", "this stands under a private key as well, and would be published", hint)


def _folded(text: str) -> str:
    return " ".join(text.split())
