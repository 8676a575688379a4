"""Read YAML into a tree of texts, lists and maps that keep their places.

Scalars stay text: a field reads its own type, so `no` is Norwegian and `13:20` is no number."""

import re
from collections.abc import Callable
from typing import Protocol

import yaml
from msgspec import Struct

from builder.model.patterns import pattern
from builder.reading.not_yaml import NotYaml, explained, explained_without_place

# The C parser gives the same events as the Python one, six times faster, where libyaml is to be had.
try:
    from yaml._yaml import CParser as _Parser
except ImportError:  # PyYAML built without libyaml.
    from yaml import Loader as _Parser  # type: ignore[assignment]  # The two share no base class but their methods.


class _Mark(Protocol):
    line: int
    column: int


class Scalar(Struct):
    """A scalar as written; `is_null` tells an empty or `null` value from quoted text.

    `cut` is the comment behind an unquoted one on its line, which its author may have meant as a part of it."""

    value: str
    line: int
    column: int
    is_null: bool = False
    cut: str = ""


class List(Struct):
    """A sequence of nodes."""

    items: "list[Node]"
    line: int
    column: int


class Map(Struct):
    """A mapping in the order written; a key that stands twice is a mistake found while reading.

    `unread` are keys of which nothing could be read."""

    items: "dict[str, tuple[Scalar, Node]]"
    line: int
    column: int
    unread: frozenset[str] = frozenset()

    def get(self, key: str) -> "Node | None":
        """Return what stands under a key, if anything does."""
        return self.items[key][1] if key in self.items else None


Node = Scalar | List | Map


# So many lists and maps may lie within each other. What parsers can bear themselves differs from Python to Python.
DEEPEST = 100


def too_deep(line: int, column: int) -> NotYaml:
    """Return what to raise where the innermost list or map that is still read would hold another."""
    return NotYaml(f"lists or maps nested more than {DEEPEST} deep", "close the outer ones", line, column)


def refuse_deep_json(text: str) -> None:
    """Raise NotYaml at the place from which on JSON is nested too deep, before a parser of JSON meets it."""
    depth = 0
    for token in _JSON_BRACKETS.finditer(text):
        if token[0] in ("[", "{"):
            if depth == DEEPEST:
                at = token.start()
                raise too_deep(text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
            depth += 1
        elif token[0] in ("]", "}"):
            depth -= 1


def read_nodes(text: str, first_line: int = 1) -> Node | None:
    """Read one YAML document whose first line is line `first_line` of its file; None for an empty one."""
    for char, says, hint in _REFUSED:
        if char in text:
            at = text.index(char)
            raise NotYaml(says, hint, first_line + text.count("\n", 0, at), at - text.rfind("\n", 0, at))
    try:
        return _Events(text, first_line).document()
    except yaml.MarkedYAMLError as error:
        raise explained(error, text, first_line) from None
    except yaml.YAMLError as error:
        raise explained_without_place(error, text, first_line) from None


class _Events:
    """The parser's events of one document, turned into nodes."""

    def __init__(self, text: str, first_line: int) -> None:
        self._parser = _Parser(text)
        self._next: Callable[[], yaml.Event] = self._parser.get_event  # type: ignore[assignment]  # None only past the end.
        self._first_line = first_line
        self._depth = 0
        # Few texts hold a comment behind a value.
        self._lines = text.split("\n") if " #" in text else []

    def document(self) -> Node | None:
        try:
            self._next()
            event = self._next()
            if isinstance(event, yaml.StreamEndEvent):
                return None
            root = self._node(self._next())
            self._next()
            event = self._next()
            if not isinstance(event, yaml.StreamEndEvent):
                raise NotYaml("a second document", "keep only one document per file", *self._place(event.start_mark))
            return root
        finally:
            self._parser.dispose()

    def _node(self, event: yaml.Event) -> Node:
        # This runs for every word of every front matter: types are told apart by identity, the commonest first.
        mark = event.start_mark
        assert mark is not None
        line, column = self._first_line + mark.line, mark.column + 1
        kind = type(event)
        if kind is yaml.ScalarEvent:
            if event.anchor is not None or event.tag is not None:  # type: ignore[attr-defined]  # A scalar has both.
                self._refuse_marks(event, line, column)
            value: str = event.value  # type: ignore[attr-defined]  # A scalar has a value.
            style: str = event.style  # type: ignore[attr-defined]  # And a style.
            # Text in double quotation marks may hold "\x02", which no look at the file's own characters finds.
            if style == '"' and (found := UNFIT.search(value)):
                says = f"an escape for a character that is not allowed in a page (U+{ord(found[0]):04X})"
                raise NotYaml(says, "delete it", line, column)
            is_null = value in _NULLS and not style
            cut = self._comment_behind(event) if self._lines and not style else ""
            return Scalar(value, line, column, is_null, cut)
        self._refuse_marks(event, line, column)
        if self._depth == DEEPEST:
            raise too_deep(line, column)
        self._depth += 1
        node = self._map(line, column) if kind is yaml.MappingStartEvent else self._list(line, column)
        self._depth -= 1
        return node

    def _list(self, line: int, column: int) -> List | Scalar:
        items = []
        while type(event := self._next()) is not yaml.SequenceEndEvent:
            items.append(self._node(event))
        return _linked(items[0], line, column) if len(items) == 1 else List(items, line, column)

    def _map(self, line: int, column: int) -> Map:
        items: dict[str, tuple[Scalar, Node]] = {}
        while type(event := self._next()) is not yaml.MappingEndEvent:
            key = self._node(event)
            if not isinstance(key, Scalar):
                hint = "quote a text that begins with [ or {"
                raise NotYaml("a list or map where a key should be", hint, key.line, key.column)
            if key.value in items:
                hint = f"the first is on line {items[key.value][0].line}: keep one"
                raise NotYaml(f'"{key.value}" is given twice', hint, key.line, key.column)
            items[key.value] = (key, self._node(self._next()))
        return Map(items, line, column)

    def _comment_behind(self, event: yaml.Event) -> str:
        mark = event.end_mark
        if mark is None or mark.line >= len(self._lines):
            return ""
        rest = self._lines[mark.line][mark.column :]
        return rest.strip() if rest[:1] == " " and rest.lstrip()[:1] == "#" else ""

    def _refuse_marks(self, event: yaml.Event, line: int, column: int) -> None:
        match event:
            case yaml.AliasEvent():
                hint = (
                    "write the value out: anchors and references are not supported, and text that begins with "
                    "*, & or ! needs quotation marks"
                )
                raise NotYaml(f"the reference *{event.anchor}", hint, line, column)
            case yaml.NodeEvent(anchor=str(anchor)):
                raise NotYaml(f"the anchor &{anchor}", "anchors are not supported: quote the text", line, column)
            case yaml.ScalarEvent(tag=str(tag)) | yaml.CollectionStartEvent(tag=str(tag)) if tag != "!":
                raise NotYaml(f'the tag "{tag}"', "tags are not supported: quote the text", line, column)

    def _place(self, mark: _Mark | None) -> tuple[int, int]:
        assert mark is not None
        return self._first_line + mark.line, mark.column + 1


def _linked(item: Node, line: int, column: int) -> List | Scalar:
    """Return a list of one item; as the text that it was written as where it is a link of Obsidian, `[[words]]`.

    Numbers in two pairs of brackets are a list within a list, as CSL has dates."""
    if isinstance(item, List) and (item.line, item.column) == (line, column + 1):
        words = [word.value for word in item.items if isinstance(word, Scalar) and not word.is_null]
        if words and len(words) == len(item.items) and not all(map(_NUMBER.fullmatch, words)):
            return Scalar(f"[[{', '.join(words)}]]", line, column)
    return List([item], line, column)


def is_private(key: str) -> bool:
    """Return whether a key is the author's own: what stands under it never leaves."""
    return key == "private" or key.startswith("_")


# Brackets, and strings, in which they are text.
_JSON_BRACKETS = pattern(r'[\[\]{}]|"(?:[^"\\]|\\.)*+"?', re.DOTALL)
_NUMBER = pattern(r"[-+]?[0-9]*\.?[0-9]+|")
_NULLS = frozenset(("", "null", "~", "Null", "NULL"))

# YAML would read the last three as ends of lines; no editor counts them as such.
_REFUSED = (
    ("\t", "a tab", "write spaces: YAML does not allow tabs"),
    *(
        (
            char,
            f"a line separator (U+{ord(char):04X})",
            "write a space instead: it is invisible, but it is there",
        )
        for char in "\x85\u2028\u2029"
    ),
)
# C0 and C1 controls but for tab, newline, carriage return and next line.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
# These, and the two noncharacters that no feed may hold either.
UNFIT = pattern(f"{CONTROL.pattern[:-1]}\ufffe\uffff]")
# These, and halves of pairs, which JSON can spell and no text can hold.
UNSEEN = pattern(rf"{CONTROL.pattern[:-1]}\ud800-\udfff]")
