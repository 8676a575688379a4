"""The tables of entries: what happened and when, who took part, where, by which sources, in answer to what."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import chain

from builder.dataset.columns import (
    ACCORDING_TO,
    ADDRESS,
    BASIS,
    ID,
    LANG,
    POINT,
    Cell,
    ColumnType,
    DataColumn,
    DataTable,
    Material,
    Row,
    date_cells,
    dated,
    degrees,
    json_list,
    list_of,
    list_table,
    reference,
    required,
    text,
    value_of,
)
from builder.model.addresses import entry_address
from builder.model.entry import Entry
from builder.model.ids import slug


def entry_row(entry: Entry, material: Material) -> Row:
    """Return the row of an entry."""
    date, earliest, latest = date_cells(entry.when)
    return (
        entry.id,
        material.address(entry_address(entry.id)),
        entry.title,
        entry.summary,
        material.language(entry),
        entry.status.value,
        date,
        earliest,
        latest,
        entry.when.precision.name.lower(),
        # Only a time without an offset leaves open where the clock stood.
        material.zones[entry.id] if entry.when.has_local_time else None,
        entry.date_text,
        *date_cells(entry.ongoing_as_of),
        json_list(entry.authors),
        entry.published,
        entry.updated,
        entry.confidence,
        entry.confidence_reason,
        json_list(entry.warnings),
    )


def _entries(material: Material) -> Iterator[Row]:
    return (entry_row(entry, material) for entry in material.entries)


def numbered(rows: Callable[[Entry, Material], Iterable[tuple[Cell, ...]]]) -> Callable[[Material], Iterator[Row]]:
    """Return what makes the rows of a table with one row for each item of a list that entries have."""

    def numbered(material: Material) -> Iterator[Row]:
        for entry in material.entries:
            for number, row in enumerate(rows(entry, material), start=1):
                yield (entry.id, number, *row)

    return numbered


def _types(entry: Entry, material: Material) -> Iterator[Row]:
    labels = {own.value: own.label for own in material.archive.site.types}
    return ((type, labels.get(type)) for type in entry.types)


def _tags(entry: Entry, material: Material) -> Iterator[Row]:
    return ((tag, material.archive.tags.get(tag, tag)) for tag in dict.fromkeys(map(slug_of, entry.tags)))


# Few tags are in many entries.
slug_of = cache(slug)


def _actors(entry: Entry, _: Material) -> Iterator[Row]:
    for part in entry.actors:
        yield part.actor, value_of(part.role), value_of(part.basis), json_list(part.according_to)


def _places(entry: Entry, material: Material) -> Iterator[Row]:
    decimals = entry.safety.decimals(material.archive.site.safety.coordinate_decimals)
    for location in entry.places:
        point = material.archive.places[location.place].point
        latitude, longitude = degrees(point, decimals) if point else (None, None)
        yield location.place, location.role.value, value_of(location.precision), latitude, longitude


def _sources(entry: Entry, material: Material) -> Iterator[Row]:
    return ((source,) for source in material.cited(f"entries/{entry.id}"))


def _relations(entry: Entry, material: Material) -> Iterator[Row]:
    whole = [(entry.part_of, "part-of")] if entry.part_of else []
    ties = ((tie.entry, tie.rel.value) for tie in entry.related)
    return ((other, rel) for other, rel in chain(whole, ties) if other in material.archive.entry_of)


def _quotes(entry: Entry, _: Material) -> Iterator[Row]:
    is_open = not entry.safety.hide_sources
    for quote in entry.quotes:
        yield quote.text, quote.lang, quote.by, quote.source if is_open else None, quote.translated_from


def _texts(material: Material) -> Iterator[Row]:
    for entry in material.entries:
        if not entry.is_withdrawn and (found := material.text(f"entries/{entry.id}")):
            yield entry.id, material.language(entry), found


ENTRY = reference("entry", "entries", "The entry.", is_required=True)

ENTRIES = DataTable(
    name="entries",
    words="What happened, one entry per row, in timeline order; withdrawn entries come last.",
    columns=(
        ID,
        ADDRESS,
        required("title", "The title."),
        text("summary", "A summary of one or two sentences."),
        required("lang", "The language of the words beside it, as a BCP 47 tag."),
        required("status", "Whether it is provisional, published or withdrawn."),
        *dated("date", "When it happened, in EDTF (ISO 8601-2), as precisely as it is known."),
        required("precision", "How precisely it is known."),
        text("time_zone", "The IANA time zone of times without an offset."),
        text("date_text", "The date in the words of the source."),
        *dated("ongoing_as_of", "The day as of which it was still ongoing, in EDTF."),
        list_of("authors", "Who wrote it, as a JSON array."),
        DataColumn("published", "When this publication published it.", ColumnType.DATETIME),
        DataColumn("updated", "When this publication last changed it.", ColumnType.DATETIME),
        text("confidence", "How confident this publication is in it."),
        text("confidence_reason", "The reason for that confidence."),
        list_of("warnings", "Warnings of what the entry shows, as a JSON array."),
    ),
    key=("id",),
    rows=_entries,
    searched=("title", "summary"),
)

ENTRY_TABLES = (
    list_table(
        ENTRY,
        name="entry_types",
        words="The event types of an entry, the main one first.",
        columns=(
            required("type", "The kind of event, after ACLED, or one of the site's own.", "event_type"),
            text("label", "The label."),
        ),
        rows=numbered(_types),
    ),
    list_table(
        ENTRY,
        name="entry_tags",
        words="The tags of an entry.",
        columns=(
            required("tag", "The tag, as its page's address has it."),
            required("label", "The label."),
        ),
        rows=numbered(_tags),
    ),
    list_table(
        ENTRY,
        name="entry_actors",
        words="Who took part in an entry, in which role, and according to whom.",
        columns=(
            reference("actor", "actors", "The actor.", is_required=True),
            text("role", "Its role."),
            BASIS,
            ACCORDING_TO,
        ),
        rows=numbered(_actors),
    ),
    list_table(
        ENTRY,
        name="entry_places",
        words="Where an entry happened, or which places it mentions.",
        columns=(
            reference("place", "places", "The place.", is_required=True),
            required("role", "Its role."),
            text("precision", "How precisely it is known."),
            *POINT,
        ),
        rows=numbered(_places),
    ),
    list_table(
        ENTRY,
        name="entry_sources",
        words="The sources that the page of an entry lists, in its order; none where they are withheld.",
        columns=(reference("source", "sources", "The source.", is_required=True),),
        rows=numbered(_sources),
    ),
    list_table(
        ENTRY,
        name="entry_relations",
        words="How an entry relates to another one.",
        columns=(
            reference("other", "entries", "The other of the two.", is_required=True),
            required("relation", "How the first relates to the other: the verb between the two."),
        ),
        rows=numbered(_relations),
    ),
    list_table(
        ENTRY,
        name="entry_quotes",
        words="Words as they were spoken or written, by whom, and where they were read.",
        columns=(
            required("text", "The words as published."),
            LANG,
            reference("speaker", "actors", "The actor whose words they are."),
            reference("source", "sources", "The source."),
            text("translated_from", "The language that the words were translated from."),
        ),
        rows=numbered(_quotes),
        searched=("text",),
    ),
)

TEXTS = DataTable(
    name="entry_texts",
    words="The text of an entry without markup; only where the site publishes JSON beside its pages.",
    columns=(
        ENTRY,
        required("lang", "The language of the words beside it, as a BCP 47 tag."),
        required("text", "The words as published."),
    ),
    key=("entry",),
    rows=_texts,
    searched=("text",),
)
