"""Take a file of another site apart, its fields from its text, in whatever notation its program has them.

YAML, TOML and JSON are told apart by their fences; Pelican has lines such as `Title: …` and no fence at all."""

import json
import re
import tomllib
from itertools import takewhile

from builder.importing.record import Fields, Spoilt
from builder.importing.seeded import plain_value
from builder.reading.nodes import read_nodes
from builder.reading.not_yaml import NotYaml

_FENCED = re.compile(r"(---|\+\+\+)[ \t]*([a-z]*)[ \t]*\n(.*?)^\1[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_LINE = re.compile(r"([A-Za-z_-]+):[ \t]*(.*)")


def parted(text: str) -> tuple[Fields, str]:
    """Return the fields of a file and its text; raise Spoilt where they cannot be read."""
    if found := _FENCED.match(text):
        return _fields(found[2] or ("toml" if found[1] == "+++" else "yaml"), found[3]), text[found.end() :]
    if re.match(r"\{\s*\"", text):
        return _from_json(text)
    fields, body = _from_lines(text)
    return (fields, body) if has_pelican_head(text) else ({}, text)


def has_pelican_head(text: str) -> bool:
    """Return whether a text begins with Pelican's lines, of which a title and a date are always some."""
    return {"title", "date"} <= {key.casefold() for key in _from_lines(text)[0]}


def _fields(notation: str, text: str) -> Fields:
    try:
        if notation == "toml":
            return tomllib.loads(text)
        if notation == "json":
            return _from_json(text)[0]
        # Front matter in JavaScript is code, which is never run.
        node = read_nodes(text, first_line=2) if notation in ("yaml", "yml") else None
        fields = plain_value(node) if node else {}
        return fields if isinstance(fields, dict) else {}
    except NotYaml as fault:
        raise Spoilt(f"line {fault.line}, column {fault.column}: {fault.says}", fault.hint) from None
    except tomllib.TOMLDecodeError as fault:
        raise Spoilt(f"its front matter is not TOML: {fault}", "correct it at this place") from None


def _from_json(text: str) -> tuple[Fields, str]:
    try:
        fields, end = json.JSONDecoder().raw_decode(text.lstrip())
    except (json.JSONDecodeError, RecursionError) as fault:
        raise Spoilt(f"its front matter is not JSON: {fault}", "correct it at this place") from None
    return (fields if isinstance(fields, dict) else {}), text.lstrip()[end:]


def _from_lines(text: str) -> tuple[Fields, str]:
    """Read `Key: value` lines; one that is indented by four blanks goes on with the value before it."""
    head = list(takewhile(str.strip, text.split("\n", _MOST_LINES)[:_MOST_LINES]))
    fields: dict[str, str] = {}
    key = ""
    for line in head:
        if found := _LINE.fullmatch(line):
            key = found[1]
            fields[key] = found[2].strip()
        elif key and line.startswith(("    ", "\t")):
            fields[key] = f"{fields[key]} {line.strip()}".strip()
        else:
            return {}, text
    return fields, text.split("\n", len(head))[-1] if head else text


# Lines that fields in lines may take; more are a text.
_MOST_LINES = 60
