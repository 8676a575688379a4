"""Split a Markdown file into the node tree of its front matter and its body.

A file whose fence is missing or never closed is a mistake, not a file without metadata: read otherwise, a
draft would be published."""

from msgspec import Struct

from builder.reading.foreign_fences import fenced
from builder.reading.in_pieces import Tell, read_as_far
from builder.reading.nodes import Map, Node
from builder.reading.not_yaml import NotYaml


class Document(Struct):
    """A file taken apart: its fields, and its body, which begins on line `body_line`."""

    fields: Map
    body: str
    body_line: int


def refuse(mistake: NotYaml) -> None:
    """Raise the first mistake, for those who can do nothing with a part of a file."""
    raise mistake


def read_document(text: str, tell: Tell = refuse) -> Document:
    """Take a Markdown file apart, and tell of each field that cannot be read.

    Raise NotYaml with the place of the first thing that cannot be read where there are no fields at all."""
    found = fenced(text)
    for mistake in found.mistakes:
        tell(mistake)
    node, unread = read_as_far(found.front, tell, found.first_line)
    fields = Map({}, 1, 1) if node is None and unread else _fields(node)
    return Document(Map(fields.items, 1, 1, unread), found.body, found.body_line)


def _fields(node: Node | None) -> Map:
    match node:
        case None:
            raise NotYaml("the front matter is empty", "write at least `title: …`", 1, 1)
        case Map():
            return node
        case _:
            raise NotYaml("the front matter has no fields", "write `key: value` lines", node.line, node.column)


def read_text(data: bytes) -> str:
    """Decode a file as UTF-8; raise NotYaml with line and column of the first byte that is none."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise NotYaml("this file is in UTF-16", "save it as UTF-8", 1, 1) from None
        before = data[: error.start].decode("utf-8", "replace")
        raise NotYaml(
            f"the byte 0x{data[error.start]:02x} is not UTF-8",
            "save the file as UTF-8",
            before.count("\n") + 1,
            len(before) - before.rfind("\n"),
        ) from None
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    for char in _FORBIDDEN:
        if char in text:
            at = text.index(char)
            raise NotYaml(
                f"a control character (U+{ord(char):04X})",
                "delete it: it is invisible, but it is there",
                text.count("\n", 0, at) + 1,
                at - text.rfind("\n", 0, at),
            )
    return text


# C0 and C1 controls but for tab, newline and next line; no text needs them, and rendering keeps one for itself.
_FORBIDDEN = tuple(map(chr, [*range(9), 11, 12, *range(14, 32), 127, *range(128, 133), *range(134, 160)]))
