"""Find keys that begin or end with a blank of the web or of a word processor, which YAML reads as a letter."""

import re
from collections.abc import Callable, Iterator

from builder.model.advice import Advice
from builder.model.patterns import pattern
from builder.reading.nodes import List, Map, Node, Scalar
from builder.reading.not_yaml import ODD_BLANKS, UNSEEN, NotYaml

_ODD = ODD_BLANKS + UNSEEN
_AROUND_KEY = pattern(rf"(?P<before>[{_ODD}][{_ODD} ]*)?(?P<key>.*?)(?P<behind>[{_ODD}]+)?", re.DOTALL)
_MAYBE = pattern(rf"[{_ODD}]")


def without_odd_blanks(node: Node | None, text: str, tell: Callable[[NotYaml], None]) -> frozenset[str]:
    """Take such keys out of a tree, and tell of the first; return the fields that cannot be read for it."""
    if _MAYBE.search(text) is None:
        return frozenset()
    odd = [found for found in _keys_in(node) if _blanks_around(found[1].value)[1]]
    if odd:
        tell(_mistake(odd[0][1], len(odd)))
    unread = {_bare(key.value) for fields, key in odd if fields is node}
    if unread and isinstance(node, Map):
        # What was meant to lie below a field leaves it empty.
        unread |= {key for key, (_, value) in node.items.items() if isinstance(value, Scalar) and value.is_null}
    for fields, key in odd:
        del fields.items[key.value]
    return frozenset(unread)


def _mistake(key: Scalar, count: int) -> NotYaml:
    is_before, blanks = _blanks_around(key.value)
    where = f"before “{_bare(key.value)}”" if is_before else f"after “{_bare(key.value)}”"
    many = f" (and at {count - 1:,} more fields)" if count > 1 else ""
    kind = "an invisible character" if blanks[0] in UNSEEN else "an unusual space"
    says = f"{kind} {where} (U+{ord(blanks[0]):04X}), which YAML reads as a letter{many}"
    column = key.column if is_before else key.column + len(key.value) - len(blanks)
    if count == 1 and len(blanks) == 1:
        return NotYaml(says, Advice("delete it", ("",), blanks), key.line, column)
    return NotYaml(says, "write normal spaces instead, as many as in the lines around it", key.line, column)


def _blanks_around(key: str) -> tuple[bool, str]:
    found = _AROUND_KEY.fullmatch(key)
    if found is None or not (found["before"] or found["behind"]):
        return False, ""
    return bool(found["before"]), found["before"] or found["behind"]


def _bare(key: str) -> str:
    found = _AROUND_KEY.fullmatch(key)
    return (found["key"] if found else key).removeprefix("- ").strip()


def _keys_in(node: Node | None) -> Iterator[tuple[Map, Scalar]]:
    match node:
        case List(items=items):
            for item in items:
                yield from _keys_in(item)
        case Map(items=pairs):
            for key, value in pairs.values():
                yield node, key
                yield from _keys_in(value)
