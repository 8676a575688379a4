"""Read sources: lists in YAML, and sources written inline in an entry. What programs export is read elsewhere."""

import re

from builder.model.dates import Date
from builder.model.ids import nearest_id
from builder.model.source import Source
from builder.reading import csl_dates, shapes
from builder.reading.fields import Fields, Notes, as_fields
from builder.reading.ids import as_id
from builder.reading.nodes import List, Map, Node, Scalar
from builder.reading.values import as_date

_EXAMPLE = "{title: …, publisher: …, URL: https://…}"


def read_source_list(node: Node | None, notes: Notes) -> tuple[Source, ...]:
    """Read a file of `sources/`: a list of maps, each with an id of its own."""
    if node is None:
        return ()
    if not isinstance(node, List):
        notes.note(node, "not-a-list", "this file is not a list of sources", "begin each source with `- id: …`")
        return ()
    read = [(item, source) for item in node.items if (source := _read_listed(item, notes))]
    # Those behind an item that cannot be read have the numbers that they have in the record.
    node.items = [item for item, _ in read]
    return tuple(source for _, source in read)


class SourceList:
    """The sources that an entry names or writes out, in order of first mention."""

    def __init__(self, entry_id: str) -> None:
        self._entry_id = entry_id
        self._ids: list[str] = []
        self.own: list[Source] = []

    def read(self, fields: Fields, key: str) -> tuple[str, ...]:
        """Read a field of source ids and whole sources; return the ids."""
        found = fields.each(key, self._read_one)
        self._ids += [id for id in found if id not in self._ids]
        return found

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(self._ids)

    def _read_one(self, node: Node, notes: Notes) -> str | None:
        if isinstance(node, Scalar):
            return node.value
        fields = as_fields(node, notes, "sources", f"sources: [id], or {_EXAMPLE}")
        if fields is None:
            return None
        written = fields.placed_text("id", shapes.id_text)
        id = as_id(*written, notes, "a source's id") if written and written[1] else None
        source = read_source(fields, id or f"{self._entry_id}-{len(self.own) + 1}")
        self.own.append(source)
        return source.id


def read_source(fields: Fields, id: str) -> Source:
    """Read the CSL fields of one source, and ours."""
    source = Source(
        id=id,
        type=fields.text("type") or "document",
        title=_plain(fields.text("title")),
        authors=_read_authors(fields),
        container_title=_plain(fields.text("container-title")),
        publisher=fields.text("publisher"),
        issued=_read_csl_date(fields, "issued"),
        date_text=fields.text("date_text"),
        accessed=_read_csl_date(fields, "accessed"),
        url=fields.address("URL"),
        archived=fields.address("archived"),
        doi=fields.text("DOI"),
        language=fields.language("language"),
        country=fields.text("country"),
        genre=fields.text("genre"),
        affiliation=fields.text("affiliation"),
        proximity=fields.text("proximity"),
        page=fields.text("page"),
        file=fields.text("file"),
        sha256=fields.text("sha256"),
        mirror=fields.flag("mirror"),
        note=fields.text("note"),
    )
    fields.pass_over(_CSL_UNSHOWN)
    _miss_what_is_needed(fields)
    fields.finish()
    return source


def _plain(text: str | None) -> str | None:
    """Take out CSL's markup of titles, such as `<i>` and `<span class="nocase">`."""
    if text is None or ("<" not in text and "&" not in text):
        return text
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        text = text.replace(entity, sign) if "&" in text else text
    return re.sub(r"</?(?:i|b|em|strong|sup|sub|sc|span)(?:\s[^<>]*)?>", "", text)


def _miss_what_is_needed(fields: Fields) -> None:
    """Note a source that has no title, or that nobody could find; a field that cannot be read is there."""
    if not fields.says("title"):
        fields.miss("title", "a source without a title", "add `title`, in [brackets] if it is yours")
    found_by = ("URL", "DOI", "publisher", "container-title")
    if not any(fields.says(key) or fields.is_told_of(key) for key in found_by):
        hint = "add one of publisher, container-title, URL and DOI"
        fields.miss("URL", "this source cannot be found by readers", hint)


def _read_listed(node: Node, notes: Notes) -> Source | None:
    fields = as_fields(node, notes, "a source", "- id: …")
    if fields is None:
        return None
    id_node = fields.take("id", shapes.id_text)
    key_node = fields.take("citation-key", shapes.text)
    named = key_node or id_node
    if not isinstance(named, Scalar):
        notes.note(node, "field-missing", "a source without an id", "add `id: …`, by which it is cited")
        read_source(fields, "")
        return None
    # What else is wrong is told as well.
    source = read_source(fields, id := as_id(named, named.value, notes, "a source's id") or nearest_id(named.value))
    return source if id else None


def _read_authors(fields: Fields) -> tuple[str, ...]:
    names: list[str] = []
    for node in fields.nodes("author"):
        if isinstance(node, Scalar):
            names.append(node.value)
        elif isinstance(node, Map):
            inner = fields.notes.fields_of(node, "author")
            literal = inner.text("literal")
            parts = [inner.text("given"), inner.text("non-dropping-particle"), inner.text("family")]
            inner.take("dropping-particle")
            inner.take("suffix")
            inner.finish()
            names.append(literal or " ".join(part for part in parts if part))
        else:
            fields.notes.note(node, "not-a-text", "an author is a list", "write a name, or {given: …, family: …}")
    return tuple(name for name in names if name)


def _read_csl_date(fields: Fields, key: str) -> Date | None:
    """Read a date in EDTF or in CSL's own form, `{date-parts: [[2023, 9, 19]]}`."""
    written = fields.node.get(key)
    if not isinstance(written, Map) or not csl_dates.KEYS.intersection(written.items):
        day = fields.take(key, shapes.csl_date)
        return None if day is None else as_date(day, fields.notes)
    fields.take(key)
    text, at = csl_dates.csl_date_text(written), (written.line, written.column)
    inner = Map({key: (Scalar(key, *at), Scalar(text, *at))}, *at)
    return Fields(inner, fields.notes).date(key) if text else None


# What is read of an export.
SHOWN = frozenset("type title author container-title publisher URL archived DOI language genre page note".split())

# What Zotero exports and no page shows: read, so that it is not "unknown", and left.
_CSL_UNSHOWN = frozenset(
    (
        "abstract annote archive archive_collection archive_location archive-place authority available-date "
        "call-number categories chair chapter-number citation-label citation-number collection-editor "
        "collection-number collection-title compiler composer container-author container-title-short contributor "
        "curator custom dimensions director division edition editor editor-translator editorial-director event "
        "event-date event-place event-title executive-producer first-reference-note-number guest host illustrator "
        "interviewer ISBN ISSN issue journalAbbreviation jurisdiction keyword license locator medium narrator number "
        "number-of-pages number-of-volumes organizer original-author original-date original-publisher "
        "original-publisher-place original-title page-first part-number part-title performer PMCID PMID "
        "printing-number producer publisher-place recipient references reviewed-author reviewed-genre reviewed-title "
        "scale script-writer section series-creator shortTitle source status submitted supplement-number title-short "
        "translator version volume volume-title year-suffix"
    ).split()
)
