"""Take an item of a list out of a file's front matter, and touch nothing else of the file."""

import re

from builder.reading.nodes import List, Map, Scalar
from builder.reading.records import nodes_of

_DASH = re.compile(r"( *)- ")


def items_named(path: str, text: str, key: str, field: str, value: str) -> tuple[int, ...]:
    """Return the lines on which items of a list begin whose field says this."""
    root = nodes_of(path, text.encode())
    listed = root.items.get(key) if isinstance(root, Map) else None
    if listed is None:
        return ()
    items = listed[1].items if isinstance(listed[1], List) else [listed[1]]
    return tuple(item.line for item in items if isinstance(item, Map) and _says(item, field, value))


def without_item(text: str, line: int) -> str | None:
    """Return a text without the item that begins on a line; None where it shares its lines with something else."""
    lines = text.split("\n")
    dash = _DASH.match(lines[line - 1])
    if dash is None:
        return None
    own = len(dash[1])
    last = next((number for number in range(line, len(lines)) if _ends(lines[number], own)), len(lines))
    before, after = lines[: line - 1], lines[last:]
    is_alone = before and re.fullmatch(r"\w+:\s*", before[-1]) and not (after and _is_item(after[0], own))
    return "\n".join([*(before[:-1] if is_alone else before), *after])


def _says(item: Map, field: str, value: str) -> bool:
    found = item.items.get(field)
    return found is not None and isinstance(found[1], Scalar) and found[1].value == value


def _ends(line: str, own: int) -> bool:
    return bool(line.strip()) and len(line) - len(line.lstrip(" ")) <= own


def _is_item(line: str, own: int) -> bool:
    return line.startswith(" " * own + "- ")
