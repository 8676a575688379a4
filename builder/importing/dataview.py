"""Take the fields of Dataview, Obsidian's most used add-on, out of the text of a note.

A line `key:: value` is a field of the note; within a sentence one is words, of which `(key:: value)` shows no key."""

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct

_FENCED = re.compile(r"(?ms)^(```|~~~)([^\n]*)\n.*?^\1[^\n]*(?:\n|\Z)")
_LINE = re.compile(r"(?m)^[ \t]*(?:[-*+] )?([^\W\d_][\w /-]{0,40})::[ \t]*(.*?)[ \t]*(?:\n|\Z)")
_BRACKETED = re.compile(r"\[([^\W\d_][\w /-]{0,40})::[ \t]*([^\[\]]*(?:\[\[[^\[\]]*\]\][^\[\]]*)*)\]")
_IN_PARENTHESES = re.compile(r"\(([^\W\d_][\w /-]{0,40})::[ \t]*([^()]*)\)")


class DataviewNote(Struct, frozen=True):
    """A note without its fields of Dataview, which stand in `fields`, and its queries, which are counted."""

    text: str
    fields: Mapping[str, list[str]]
    queries: int


def without_dataview(text: str) -> DataviewNote:
    """Part a note into its text and its fields; code is left as it is, and queries are left out."""
    fields: dict[str, list[str]] = {}

    def take(line: re.Match[str]) -> str:
        fields.setdefault(line[1].strip(), []).extend(filter(None, [line[2]]))
        return ""

    def settled(prose: str) -> str:
        prose = _BRACKETED.sub(lambda field: f"{field[1].strip()}: {field[2]}", _LINE.sub(take, prose))
        return _IN_PARENTHESES.sub(lambda field: field[2], prose)

    pieces, end, queries = list[str](), 0, 0
    for code in _FENCED.finditer(text):
        is_query = code[2].strip().startswith("dataview")
        queries += is_query
        pieces += [settled(text[end : code.start()]), "" if is_query else code[0]]
        end = code.end()
    return DataviewNote("".join([*pieces, settled(text[end:])]), fields, queries)


def with_fields(fields: Mapping[str, object], own: Mapping[str, Iterable[str]]) -> dict[str, object]:
    """Add the fields that stand in a note's text to those of its head, which come first."""
    found = dict(fields)
    for key, values in own.items():
        listed = [*values]
        if key not in found and listed:
            found[key] = listed[0] if len(listed) == 1 else listed
    return found
