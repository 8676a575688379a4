"""Turn the bytes of one file into a record and its problems: a pure function, so that it can be remembered.

An edit is nearly always one of an entry: the readers of other files are imported where there is one to be read."""

import re
from functools import partial
from pathlib import PurePosixPath
from types import MappingProxyType

from msgspec import Struct

from builder.model.actor import Actor
from builder.model.basemap import BaseMap
from builder.model.entry import Entry
from builder.model.ids import nearest_id
from builder.model.page import Question, StandingPage
from builder.model.place import Place
from builder.model.problem import Problem
from builder.model.purged import Purged
from builder.model.released import ReleaseRecord
from builder.model.site import Site
from builder.model.source import Source
from builder.model.translation import Translation
from builder.reading.density import without_a_flood
from builder.reading.entries import read_entry
from builder.reading.fields import Notes
from builder.reading.front_matter import Document, read_document, read_text
from builder.reading.ids import id_of_file
from builder.reading.in_pieces import read_as_far
from builder.reading.listing import PURGED_FILE
from builder.reading.nodes import Map, Node, Scalar
from builder.reading.not_yaml import NotYaml
from builder.reading.odd_blanks import without_odd_blanks
from builder.reading.private import note_leaks
from builder.reading.source_tree import RELEASE_FILE
from builder.reading.sources import read_source_list
from builder.reading.texts_as_written import note_placeholders, note_texts

Record = (
    Entry
    | Actor
    | Place
    | StandingPage
    | Question
    | Translation
    | BaseMap
    | Site
    | ReleaseRecord
    | Purged
    | tuple[Source, ...]
)


class Reading(Struct, frozen=True):
    """What one file gave: a record, or None where nothing could be made of it, and what has to be fixed."""

    record: Record | None
    problems: tuple[Problem, ...]


def read_record(path: str, folder: str, data: bytes, own_types: frozenset[str]) -> Reading:
    """Read one file; `folder` is the folder of content/ that it lies in, and tells what it is."""
    notes = Notes(path, [])
    try:
        record = _read(path, folder, data, own_types, notes)
    except NotYaml as mistake:
        _note(mistake, path, folder, notes)
        record = None
    return Reading(record, tuple(notes.problems))


def ids_in(path: str, folder: str, data: bytes) -> tuple[str, ...]:
    """Guess which ids a file that cannot be read would have given."""
    if path.endswith(".json"):
        from builder.reading.exported_sources import ids_in_export

        return ids_in_export(data.decode("utf-8", "replace"))
    if folder == "sources":
        return tuple(re.findall(r"\bid\"?:\s*[\"']?([\w-]+)", data.decode("utf-8", "replace")))
    stem = PurePosixPath(path).stem
    return (stem, nearest_id(stem))


def nodes_of(path: str, data: bytes, without_unread: bool = False) -> Node | None:
    """Read the node tree of a file once more, to find the place of something that is told by its keys.

    `without_unread` leaves out of the lists of an entry or of sources what is not in the record either."""
    try:
        if path.startswith("content/sources/") and path.endswith(".json"):
            from builder.reading.exported_sources import placed_csl_nodes, read_json_text

            return placed_csl_nodes(read_json_text(data))
        text = read_text(data)
        if path == RELEASE_FILE:
            from builder.reading.release_file import entries_in_release

            return entries_in_release(text)
        if path.startswith("content/map/") or path == PURGED_FILE:
            return None
        if path.endswith(".md"):
            document = read_document(text, _told_before)
            if without_unread and path.startswith("content/entries/"):
                read_entry(document, "", frozenset(), Notes(path, []))
            return document.fields
        nodes = read_as_far(text, _told_before)[0]
        if without_unread and path.startswith("content/sources/"):
            read_source_list(nodes, Notes(path, []))
        return nodes
    except NotYaml:
        return None


def _told_before(mistake: NotYaml) -> None:
    """Pass over what was told of when the record was read."""


def _note(mistake: NotYaml, path: str, folder: str, notes: Notes) -> None:
    scalar = Scalar("", mistake.line, mistake.column)
    notes.note(scalar, mistake.code or _code(path, folder), mistake.says, mistake.advice)


_FORMS = MappingProxyType({"released": "release-form", "purged": "purged-form", "map": "map-form"})


def _code(path: str, folder: str) -> str:
    if folder in _FORMS:
        return _FORMS[folder]
    return "json-form" if path.endswith(".json") else "front-matter"


def _read(path: str, folder: str, data: bytes, own_types: frozenset[str], notes: Notes) -> Record | None:
    if folder == "sources" and path.endswith(".json"):
        from builder.reading.exported_sources import read_exported, read_json_text

        return read_exported(read_json_text(data), notes)
    text = read_text(data)
    match folder:
        case "":
            from builder.reading.site import read_site

            return read_site(_nodes(text, path, folder, notes), notes)
        case "released":
            from builder.reading.release_file import read_release

            return read_release(text)
        case "purged":
            from builder.reading.purged_file import read_purged

            return read_purged(text)
        case "sources":
            return read_source_list(_nodes(text, path, folder, notes), notes)
    id = id_of_file(path, notes) if folder != "translations" else ""
    if folder == "map":
        from builder.reading.basemap import read_basemap

        return None if id is None else read_basemap(text, id)
    tell = partial(_note, path=path, folder=folder, notes=notes)
    document = read_document(text, tell)
    document.fields.unread |= without_odd_blanks(document.fields, text.removesuffix(document.body), tell)
    note_leaks(document.fields, document.body, document.body_line, notes)
    note_texts(document.fields, text.removesuffix(document.body), notes)
    note_placeholders(document.fields, document.body, document.body_line, notes)
    # What the file should be called is told of; what stands in it is read as if it were.
    id = nearest_id(PurePosixPath(path).stem) if id is None else id
    if not id and folder != "translations":
        return None
    return _in_markdown(without_a_flood(document, notes), path, folder, id, own_types, notes)


def _in_markdown(
    document: Document, path: str, folder: str, id: str, own_types: frozenset[str], notes: Notes
) -> Record | None:
    """Read what a file in Markdown holds."""
    match folder:
        case "translations":
            from builder.reading.translations import read_translation

            return read_translation(document, path, notes)
        case "entries":
            return read_entry(document, id, own_types, notes)
        case "actors":
            from builder.reading.actors import read_actor

            return read_actor(document, id, notes)
        case "places":
            from builder.reading.places import read_place

            return read_place(document, id, notes)
        case "pages":
            from builder.reading.pages import read_standing_page

            return read_standing_page(document, id, notes)
        case "stories":
            from builder.reading.pages import read_story

            return read_story(document, id, notes)
        case "questions":
            from builder.reading.pages import read_question

            return read_question(document, id, notes)
    raise AssertionError(folder)


def _nodes(text: str, path: str, folder: str, notes: Notes) -> Node | None:
    tell = partial(_note, path=path, folder=folder, notes=notes)
    nodes, unread = read_as_far(text, tell)
    unread |= without_odd_blanks(nodes, text, tell)
    if isinstance(nodes, Map) or (nodes is None and unread and folder != "sources"):
        nodes = Map(nodes.items if nodes else {}, 1, 1, unread)
    note_leaks(nodes, "", 1, notes)
    note_texts(nodes, text, notes)
    return nodes
