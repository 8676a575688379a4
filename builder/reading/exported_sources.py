"""Read CSL-JSON as Zotero and others export it, whose ids (addresses, citation keys) become ours.

Nobody corrects what a program writes over. A field that cannot be read is left out of its source, which is
reported once a file; a source that cannot be shown is missed where something cites it."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress

import msgspec

from builder.model.ids import nearest_id
from builder.model.problem import Problem, Severity
from builder.model.source import Source
from builder.reading.csl_dates import csl_date_text
from builder.reading.dates.edtf import read_date
from builder.reading.dates.not_a_date import NotADate
from builder.reading.fields import Fields, Notes
from builder.reading.nodes import UNFIT, UNSEEN, List, Map, Node, Scalar, read_nodes, refuse_deep_json
from builder.reading.not_yaml import NotYaml
from builder.reading.sources import SHOWN, read_source


def read_exported(text: str, notes: Notes) -> tuple[Source, ...]:
    """Read an export; of what it holds nothing is an error but JSON that is none."""
    if not text.strip():
        notes.note(Scalar("", 1, 1), "json-form", "there is nothing in this file", "export it again, or delete it")
        return ()
    node = _csl_nodes(text)
    items = _items(node)
    if items is None:
        notes.note(Scalar("", 1, 1), "not-a-list", "this file is not a list of sources in CSL JSON", _instead(node))
        return ()
    found: dict[str, Source] = {}
    flaws: list[str] = []
    for number, item in enumerate(items, start=1):
        source, flaw = _read_item(item, notes.file)
        if source and source.id in found:
            flaw = f'"{source.id}" is listed twice'
        elif source:
            found[source.id] = source
        if flaw:
            flaws.append(flaw if source else f"number {number}: {flaw}")
    if flaws:
        notes.problems.append(_told(notes.file, flaws, len(items)))
    return tuple(found.values())


def read_json_text(data: bytes) -> str:
    """Decode a file by JSON's own rules, which let more characters through than YAML's."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        hint = "export it again, as UTF-8"
        raise NotYaml(f"the byte 0x{data[error.start]:02x} is not UTF-8", hint, line, 1) from None


def ids_in_export(text: str) -> tuple[str, ...]:
    """Guess which sources a file that is not JSON would have given."""
    return tuple(id for found in _ID.findall(text) if (id := nearest_id(found)))


def placed_csl_nodes(text: str) -> Node:
    """Read CSL-JSON into nodes with places, which few files need; without, where it holds what YAML has not.

    Items that are not in the record, without an id or with that of another, are left out."""
    try:
        # Tabs stand between the words of JSON only, and YAML has none.
        nodes = read_nodes(text.replace("\t", " ")) or List([], 1, 1)
    except NotYaml:
        nodes = _csl_nodes(text)
    items = _items(nodes)
    if items is None:
        return nodes
    cited = {id: item for item in reversed(items) if (id := _id_of(item))}
    return List([item for item in items if cited.get(_id_of(item)) is item], nodes.line, nodes.column)


def _told(file: str, flaws: list[str], count: int) -> Problem:
    says = f"{len(flaws):,} of {count:,} sources cannot be read completely; the first: {flaws[0]}"
    hint = "what cannot be read is left out; if you cite it, correct it in the exporting program"
    return Problem(file, 0, 0, "export-partly-read", says, hint, Severity.HINT)


def _items(node: Node) -> list[Node] | None:
    """Return the sources: a list, or the list under `items` that Zotero's web API gives."""
    if isinstance(node, Map):
        node = node.get("items") or node
    return node.items if isinstance(node, List) else None


def _instead(node: Node) -> str:
    """Advise what to do with JSON that is no list: a timeline of TimelineJS is known by its events."""
    if isinstance(node, Map) and ("events" in node.items or "timeline" in node.items):
        return "move it out of content/, and run `dateline import` on it: that makes drafts of a timeline"
    if isinstance(node, Map) and {"title", "type", "id"} & node.items.keys():
        return "put [ before the first brace and ] behind the last: it holds one source"
    return "export the collection again, as CSL JSON"


def _csl_nodes(text: str) -> Node:
    refuse_deep_json(text)
    try:
        return as_node(msgspec.json.decode(text))
    except msgspec.DecodeError as error:
        if "surrogate" in str(error):
            # An abstract that was cut off within an emoji: JSON allows this, and Python's own reader.
            with suppress(ValueError):
                return as_node(json.loads(text))
        says, _, byte = str(error).partition(" (byte ")
        before = text.encode()[: int(byte.rstrip(")") or 0)].decode("utf-8", "replace")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        hint = "export it again, or correct it here"
        raise NotYaml(f"not JSON: {says}", hint, line, column) from None


def _id_of(item: Node) -> str:
    """Return the id that an item is cited by; an empty text where it has none."""
    named = (item.get("citation-key") or item.get("id")) if isinstance(item, Map) else None
    return nearest_id(named.value) if isinstance(named, Scalar) else ""


def _read_item(item: Node, file: str) -> tuple[Source | None, str]:
    """Read one source; return also what of it could not be read, in words."""
    if not isinstance(item, Map):
        return None, "it has no fields"
    id = _id_of(item)
    if not id:
        return None, "it has no id to be cited by"
    notes = Notes(file, [])
    cleaned = Map({key: (Scalar(key, 0, 0), node) for key, node in _cleaned(item, notes)}, 0, 0)
    source = read_source(Fields(cleaned, notes), id)
    return source, f'"{id}": {notes.problems[0].says}' if notes.problems else ""


def _cleaned(item: Map, notes: Notes) -> Iterator[tuple[str, Node]]:
    """Yield the fields that are read, in forms that can be."""
    for key, (_, node) in item.items.items():
        match node:
            case _ if key in ("issued", "accessed"):
                yield from _date(key, node, notes)
            case Scalar() if key == "language":
                yield key, Scalar(node.value.replace("_", "-"), 0, 0, node.is_null)
            case List() if key == "author":
                yield key, List([_author(author) for author in node.items], 0, 0)
            case _ if key in SHOWN:
                yield key, node


def _author(author: Node) -> Node:
    known = ("literal", "given", "family", "non-dropping-particle")
    return (
        Map({key: author.items[key] for key in known if key in author.items}, 0, 0)
        if isinstance(author, Map)
        else author
    )


def _date(key: str, node: Node, notes: Notes) -> Iterator[tuple[str, Node]]:
    """Yield a date as EDTF; of the date of issue that can be none, the words."""
    text = csl_date_text(node) if isinstance(node, Map) else node.value if isinstance(node, Scalar) else ""
    if text.strip(" []").casefold() in _UNDATED:
        return
    found = _edtf(text)
    if found:
        yield key, Scalar(found, 0, 0)
    elif key == "issued":
        yield "date_text", Scalar(text, 0, 0)
    else:
        notes.note(node, "date-form", f"{key} is “{text}”, which is not a date")


def _edtf(text: str) -> str | None:
    """Return a date in EDTF, also of words that can mean one date alone."""
    try:
        read_date(text)
    except NotADate as mistake:
        advice = mistake.advice
        is_in_words = re.search(r"[^\W\d_]{3}", text) and re.search(r"\d{4}", text)
        if len(advice.proposed) != 1 or not is_in_words:
            return None
        proposed = text.replace(advice.instead_of, advice.proposed[0]) if advice.instead_of else advice.proposed[0]
        return _edtf(proposed) if proposed != text else None
    return text


def as_node(value: object) -> Node:
    """Turn a value of JSON into nodes without places."""
    # JSON has no places: line 0 stands for the file as a whole.
    match value:
        case dict():
            return Map({str(key): (Scalar(str(key), 0, 0), as_node(item)) for key, item in value.items()}, 0, 0)
        case list():
            return List([as_node(item) for item in value], 0, 0)
        case bool():
            return Scalar("true" if value else "false", 0, 0)
        case None:
            return Scalar("", 0, 0, is_null=True)
        case _:
            # Exports carry control characters out of PDF files; nobody sees them, and no text needs them.
            return Scalar(UNSEEN.sub(" ", UNFIT.sub(" ", str(value))), 0, 0)


_ID = re.compile(r'"(?:id|citation-key)"\s*:\s*"([^"\\]{1,500})"')
_UNDATED = ("", "n.d.", "n. d.", "nd", "n.d", "s.d.", "s. d.", "o. j.", "o.j.", "no date", "undated", "б. г.", "б.г.")
