"""Read YAML as far as it goes: a field that is not YAML is told of and left out, and the others are read."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

from builder.model.advice import Advice
from builder.model.patterns import pattern
from builder.reading.nodes import Node, Scalar, read_nodes
from builder.reading.not_yaml import NotYaml

Tell = Callable[[NotYaml], None]

_MOST = 20
_CONFLICT = pattern(r"^<{7}(?: .*)?$|^>{7} \S.*$|^={7}$", re.MULTILINE)
_GLUED = pattern(r"(?P<key>[A-Za-z_][\w-]{0,30})(?P<sign>:(?=[^\s/:])|\s?=\s?)(?P<value>[^\s:=].*)")
_KEY = pattern(r"[^\s#-][^:]*:|- ")


def read_as_far(text: str, tell: Tell, first_line: int = 1) -> tuple[Node | None, frozenset[str]]:
    """Read one document; return also the keys of what could not be read. Each fault is told of once."""
    text = without_conflicts(text, tell, first_line)
    with suppress(NotYaml):
        node = read_nodes(text, first_line)
        if not isinstance(node, Scalar):
            return node, frozenset()
    # A mark that is never closed hides what follows it, so that each field is tried by itself.
    text, unread = _readable(_with_colons(text, tell, first_line), tell, first_line)
    for _ in range(_MOST):
        try:
            return read_nodes(text, first_line), frozenset(unread)
        except NotYaml as mistake:
            tell(mistake)
            at = min(max(mistake.line - first_line, 0), text.count("\n"))
            first, end = next(piece for piece in _pieces(text.split("\n")) if piece[0] <= at < piece[1])
            text, key = _without_piece(text, first, end)
            unread.add(key)
    return None, frozenset(unread)


def _with_colons(text: str, tell: Tell, first_line: int) -> str:
    """Read `title:Words` and `title = Words` as they are meant, and tell of each."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if found := _GLUED.fullmatch(line):
            lines[number] = f"{found['key']}: {found['value']}"
            says = f"no blank is behind the colon of “{found['key']}”"
            if "=" in found["sign"]:
                says = f"“=” is where the colon of “{found['key']}” belongs"
            advice = Advice(f"write {lines[number]}", (lines[number],), line)
            tell(NotYaml(says, advice, first_line + number, 1))
    return "\n".join(lines)


def _readable(text: str, tell: Tell, first_line: int) -> tuple[str, set[str]]:
    """Blank each field that is not YAML by itself, and tell of it; return also their keys."""
    lines, unread = text.split("\n"), set[str]()
    for first, end in _pieces(lines):
        try:
            read_nodes("\n".join(lines[first:end]), first_line + first)
        except NotYaml as mistake:
            if len(unread) < _MOST:
                tell(mistake)
            text, key = _without_piece(text, first, end)
            unread.add(key)
    return text, unread


def _pieces(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Part lines where a line begins with a key or an item: the first line of each, and that behind it."""
    starts = [0, *(number for number, line in enumerate(lines) if number and _KEY.match(line))]
    return zip(starts, (*starts[1:], len(lines)), strict=True)


def without_conflicts(text: str, tell: Tell, first_line: int = 1) -> str:
    """Note what version control left of conflicts, and keep the first version of each."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return text
    kept, in_other = [], False
    for number, line in enumerate(text.split("\n")):
        mark = line[:7] if _CONFLICT.match(line) else ""
        if mark == "<<<<<<<" or (mark == ">>>>>>>" and not in_other):
            says = f'"{line}" was left by version control, with both versions of the text'
            hint = "keep one of the two versions, and delete the lines with <<<<<<<, ======= and >>>>>>>"
            tell(NotYaml(says, Advice(hint), first_line + number, 1, "merge-marker"))
        kept.append("" if mark or in_other else line)
        in_other = (in_other or mark == "=======") and mark != ">>>>>>>"
    return "\n".join(kept)


def _without_piece(text: str, first: int, end: int) -> tuple[str, str]:
    """Blank some lines; return also the key that they begin with."""
    lines = text.split("\n")
    key = lines[first].partition(":")[0].strip()
    lines[first:end] = [""] * (end - first)
    return "\n".join(lines), key
