"""Put a field or an item into a file of content, or take an item out, and touch nothing else: no comment, no blank.

A file with an addition is read again. What does not read as the same with the addition is not written."""

import json
import re
from collections.abc import Mapping

from builder.drafting.front_matter import plain_yaml
from builder.model.problem import KeyPath
from builder.reading.nodes import List, Map, Node, Scalar
from builder.reading.records import nodes_of

_DASH = re.compile(r"( *)- ")


def with_field(path: str, text: str, way: KeyPath, after: str, key: str, value: str) -> str | None:
    """Return a file's text with a field in the map at the end of a way, below another; None if that is too hard."""
    root = nodes_of(path, text.encode())
    there = _node_at(root, way)
    if not isinstance(there, Map) or key in there.items or after not in there.items:
        return None
    name, before = there.items[after]
    if not isinstance(before, Scalar):
        return None
    lines, said = text.split("\n"), f"{key}: {json.dumps(value, ensure_ascii=False)}"
    number = before.line - 1
    line = lines[number]
    # A mark at the head of the file is not counted.
    mark = 1 if text.startswith("\ufeff") and number == 0 else 0
    if lines[there.line - 1][there.column - 1 + _mark(text, there) :].startswith("{"):
        end = _end_of(line, before, mark)
        lines[number] = f"{line[:end]}, {said}{line[end:]}"
    else:
        ending = "\r" if line.endswith("\r") else ""
        lines.insert(before.line, " " * (name.column - 1) + said + ending)
    new = "\n".join(lines)
    wanted = _with_added(_plain(root), way, key, value)
    return new if _plain(nodes_of(path, new.encode())) == wanted else None


def with_entry(path: str, text: str, key: str, name: str, value: str) -> str | None:
    """Return a file's text with a field in one of its maps, which is begun where there is none; or None, as above."""
    root = nodes_of(path, text.encode())
    if root is not None and not isinstance(root, Map):
        return None
    there = root.items.get(key) if root else None
    if there is not None:
        inner = there[1]
        last = [*inner.items][-1:] if isinstance(inner, Map) else []
        return with_field(path, text, (key,), last[0], name, value) if last else None
    new = f"{text.rstrip()}\n" if text.strip() else ""
    new += f"{key}: {{{name}: {json.dumps(value, ensure_ascii=False)}}}\n"
    wanted = {**_as_map(_plain(root)), key: {name: value}}
    return new if _plain(nodes_of(path, new.encode())) == wanted else None


def with_item(path: str, text: str, key: str, fields: Mapping[str, object]) -> str | None:
    """Return a file's text with one more item in a list of its front matter; None if that is too hard."""
    root = nodes_of(path, text.encode())
    if not isinstance(root, Map):
        return None
    lines = text.split("\n")
    closing = next(number for number, line in enumerate(lines) if number and line.rstrip() == "---")
    ending = "\r" if lines[0].endswith("\r") else ""
    listed = root.items.get(key)
    below = 0 if listed is None else listed[0].line
    following = [name.line - 1 for name, _ in root.items.values() if listed and name.line > below]
    at = min(following, default=closing)
    while at > below and (not lines[at - 1].strip() or lines[at - 1].lstrip().startswith("#")):
        at -= 1
    indent = _indent_of(lines, listed[1] if listed else None)
    item = [" " * indent + line + ending for line in plain_yaml([dict(fields)]).rstrip("\n").split("\n")]
    head = [f"{key}:{ending}"] if listed is None else []
    new = "\n".join([*lines[:at], *head, *item, *lines[at:]])
    wanted = {**_as_map(_plain(root)), key: [*_items(listed[1] if listed else None), _plain_value(fields)]}
    return new if _plain(nodes_of(path, new.encode())) == wanted else None


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


def _node_at(node: Node | None, way: KeyPath) -> Node | None:
    for step in way:
        match node, step:
            case Map(items=items), str() if step in items:
                node = items[step][1]
            case List(items=listed), int() if step < len(listed):
                node = listed[step]
            case _, 0:
                # One item alone stands for a list of one.
                continue
            case _:
                return None
    return node


def _mark(text: str, node: Node) -> int:
    return 1 if text.startswith("\ufeff") and node.line == 1 else 0


def _end_of(line: str, scalar: Scalar, mark: int) -> int:
    """Return where a scalar of one line ends: behind its closing quotation mark, if it has one."""
    start = scalar.column - 1 + mark
    if line[start] in "\"'":
        return line.index(line[start], start + 1) + 1
    return start + len(scalar.value)


def _indent_of(lines: list[str], node: Node | None) -> int:
    """Return by how much the items of a list are set in."""
    if isinstance(node, List) and node.items and (dash := _DASH.match(lines[node.items[0].line - 1])):
        return len(dash[1])
    return 2


def _items(node: Node | None) -> list[object]:
    match node:
        case List(items=items):
            return [_plain(item) for item in items]
        case None | Scalar(is_null=True):
            return []
        case _:
            return [_plain(node)]


def _plain(node: Node | None) -> object:
    """Return what a node says, without its places."""
    match node:
        case Map(items=items):
            return {key: _plain(value) for key, (_, value) in items.items()}
        case List(items=items):
            return [_plain(item) for item in items]
        case Scalar(value=value, is_null=is_null):
            return None if is_null else value
    return None


def _plain_value(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _plain_value(item) for key, item in value.items()}
    return [_plain_value(item) for item in value] if isinstance(value, list | tuple) else value


def _as_map(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _with_added(value: object, way: KeyPath, key: str, added: str) -> object:
    """Return a plain value with one more field at the end of a way."""
    if not way:
        return {**_as_map(value), key: added}
    step, *rest = way
    if isinstance(value, dict) and isinstance(step, str):
        return {**value, step: _with_added(value[step], tuple(rest), key, added)}
    if isinstance(value, list) and isinstance(step, int):
        return [_with_added(item, tuple(rest), key, added) if at == step else item for at, item in enumerate(value)]
    return _with_added(value, tuple(rest), key, added)


def _says(item: Map, field: str, value: str) -> bool:
    found = item.items.get(field)
    return found is not None and isinstance(found[1], Scalar) and found[1].value == value


def _ends(line: str, own: int) -> bool:
    return bool(line.strip()) and len(line) - len(line.lstrip(" ")) <= own


def _is_item(line: str, own: int) -> bool:
    return line.startswith(" " * own + "- ")
