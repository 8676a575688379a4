"""The tables of entries: what happened and when, who took part, where, by which sources, in answer to what."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import chain

from builder.dataset.columns import (
    Cell,
    ColumnType,
    DataColumn,
    DataTable,
    Material,
    Row,
    date_cells,
    dated,
    list_of,
    position,
    reference,
    required,
    text,
    value_of,
)
from builder.dataset.lists import json_list
from builder.model.addresses import entry_address
from builder.model.entry import Entry
from builder.model.ids import slug
from builder.model.place import rounded


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


def _numbered(rows: Callable[[Entry, Material], Iterable[tuple[Cell, ...]]]) -> Callable[[Material], Iterator[Row]]:
    """Return what makes the rows of a table with one row for each item of a list that entries have."""

    def numbered(material: Material) -> Iterator[Row]:
        for entry in material.entries:
            for number, row in enumerate(rows(entry, material), start=1):
                yield (entry.id, number, *row)

    return numbered


def _types(entry: Entry, _: Material) -> Iterator[Row]:
    return ((type,) for type in entry.types)


def _tags(entry: Entry, material: Material) -> Iterator[Row]:
    return ((tag, material.archive.tags.get(tag, tag)) for tag in dict.fromkeys(map(_slug, entry.tags)))


# Few tags are in many entries.
_slug = cache(slug)


def _actors(entry: Entry, _: Material) -> Iterator[Row]:
    for part in entry.actors:
        yield part.actor, value_of(part.role), value_of(part.basis), json_list(part.according_to)


def _places(entry: Entry, material: Material) -> Iterator[Row]:
    policy, own = material.archive.site.safety.coordinate_decimals, entry.safety.coordinate_decimals
    decimals = policy if own is None else min(policy, own)
    for location in entry.places:
        point = material.archive.places[location.place].point
        latitude, longitude = map(float, rounded(point, decimals)) if point else (None, None)
        yield location.place, location.role.value, value_of(location.precision), latitude, longitude


def _sources(entry: Entry, material: Material) -> Iterator[Row]:
    return ((source,) for source in material.cited(entry.id))


def _relations(entry: Entry, material: Material) -> Iterator[Row]:
    whole = [(entry.part_of, "part-of")] if entry.part_of else []
    ties = ((tie.entry, tie.rel.value) for tie in entry.related)
    return ((other, rel) for other, rel in chain(whole, ties) if other in material.archive.entry_of)


def _quotes(entry: Entry, _: Material) -> Iterator[Row]:
    is_open = not entry.safety.hide_sources
    for quote in entry.quotes:
        yield quote.text, quote.lang, quote.by, quote.source if is_open else None, quote.translated_from


def _corrections(entry: Entry, material: Material) -> Iterator[Row]:
    shown = {claim.id: f"{entry.id}#{claim.id}" for claim in entry.claims}
    for correction, id in zip(entry.corrections, entry.correction_ids, strict=True):
        claim = correction.claim
        yield (
            material.address(f"{entry_address(entry.id)}#{id}"),
            *date_cells(correction.date),
            correction.kind.value,
            correction.text,
            correction.field,
            shown.get(claim) if claim else None,
            correction.was,
            correction.now,
        )


def _assessments(material: Material) -> Iterator[Row]:
    for entry in material.entries:
        if (found := entry.assessment) is not None:
            method = f"{found.method}/" if found.method else None
            yield (
                entry.id,
                *date_cells(found.date),
                material.address(method) if method else None,
                found.grading,
                found.text,
            )


def _assessment_figures(entry: Entry, _: Material) -> Iterator[Row]:
    for figure in entry.assessment.figures if entry.assessment else ():
        yield figure.harm.value, figure.category.value, figure.low, figure.best, figure.high, figure.rule


def _texts(material: Material) -> Iterator[Row]:
    for entry in material.entries:
        if not entry.is_withdrawn and (found := material.text(f"entries/{entry.id}")):
            yield entry.id, material.language(entry), found


_ENTRY = reference("entry", "entries", "The entry.", is_required=True)
_LANG = text("lang", "The language of the words beside it, as a BCP 47 tag.")
HARM = required("harm", "What happened to those counted, such as killed or injured.")
CATEGORY = required("category", "Who is counted, such as civilians; unspecified where the source does not say.")

ENTRIES = DataTable(
    name="entries",
    words="What happened, one entry a row, in the order of the timeline; withdrawn entries come last.",
    columns=(
        required("id", "The id, by which other tables refer to the row."),
        text("address", "Where it is on the site."),
        required("title", "The title."),
        text("summary", "A summary of one or two sentences."),
        required("lang", "The language of the words beside it, as a BCP 47 tag."),
        required("status", "Whether it is provisional, published or withdrawn."),
        *dated("date", "When it happened, in EDTF (ISO 8601-2), as exactly as it is known."),
        required("precision", "How exactly it is known."),
        text("time_zone", "The IANA time zone of times without an offset."),
        text("date_text", "The date in the words of the source."),
        *dated("ongoing_as_of", "The day as of which it was still going on, in EDTF."),
        list_of("authors", "Who wrote it, as a JSON array."),
        DataColumn("published", "When this publication published it.", ColumnType.DATETIME),
        DataColumn("updated", "When this publication last changed it.", ColumnType.DATETIME),
        text("confidence", "How sure this publication is of it."),
        text("confidence_reason", "Why it is as sure as that."),
        list_of("warnings", "Warnings of what the entry shows, as a JSON array."),
    ),
    key=("id",),
    rows=_entries,
    searched=("title", "summary"),
)

ENTRY_TABLES = (
    DataTable(
        name="entry_types",
        words="The kinds of event that an entry is; the first is the main one.",
        columns=(
            _ENTRY,
            position(),
            required("type", "The kind of event, after ACLED, or one of the site's own.", "event_type"),
        ),
        key=("entry", "position"),
        rows=_numbered(_types),
    ),
    DataTable(
        name="entry_tags",
        words="The tags of an entry.",
        columns=(
            _ENTRY,
            position(),
            required("tag", "The tag, as its page's address has it."),
            required("label", "The label."),
        ),
        key=("entry", "position"),
        rows=_numbered(_tags),
    ),
    DataTable(
        name="entry_actors",
        words="Who took part in an entry, as what, and according to whom.",
        columns=(
            _ENTRY,
            position(),
            reference("actor", "actors", "The actor.", is_required=True),
            text("role", "The part that it had."),
            text("basis", "What this rests on, such as stated or alleged."),
            list_of("according_to", "The ids of the actors according to whom it is so, as a JSON array."),
        ),
        key=("entry", "position"),
        rows=_numbered(_actors),
    ),
    DataTable(
        name="entry_places",
        words="Where an entry happened, or which places it mentions.",
        columns=(
            _ENTRY,
            position(),
            reference("place", "places", "The place.", is_required=True),
            required("role", "The part that it had."),
            text("precision", "How exactly it is known."),
            DataColumn(
                "latitude",
                "Degrees north (WGS 84), no finer than the publication's policy allows.",
                ColumnType.NUMBER,
            ),
            DataColumn(
                "longitude",
                "Degrees east (WGS 84), no finer than the publication's policy allows.",
                ColumnType.NUMBER,
            ),
        ),
        key=("entry", "position"),
        rows=_numbered(_places),
    ),
    DataTable(
        name="entry_sources",
        words="The sources that the page of an entry lists, in its order; none where they are withheld.",
        columns=(_ENTRY, position(), reference("source", "sources", "The source.", is_required=True)),
        key=("entry", "position"),
        rows=_numbered(_sources),
    ),
    DataTable(
        name="entry_relations",
        words="How an entry stands to another one.",
        columns=(
            _ENTRY,
            position(),
            reference("other", "entries", "The other of the two.", is_required=True),
            required("relation", "How the first stands to the other: the verb between the two."),
        ),
        key=("entry", "position"),
        rows=_numbered(_relations),
    ),
    DataTable(
        name="entry_quotes",
        words="Words as they were spoken or written, by whom, and where they were read.",
        columns=(
            _ENTRY,
            position(),
            required("text", "The words as published."),
            _LANG,
            reference("speaker", "actors", "The actor whose words they are."),
            reference("source", "sources", "The source."),
            text("translated_from", "The language that the words were translated from."),
        ),
        key=("entry", "position"),
        rows=_numbered(_quotes),
        searched=("text",),
    ),
    DataTable(
        name="corrections",
        words="What this publication corrected, when, and what stood there before.",
        columns=(
            _ENTRY,
            position(),
            text("address", "Where it is on the site."),
            *dated("date", "When this publication corrected it, in EDTF.", "corrected"),
            required("kind", "What kind it is."),
            required("text", "The words as published."),
            text("field", "The field that was corrected."),
            reference("claim", "claims", "The claim."),
            text("was", "What stood there before."),
            text("now", "What stands there now."),
        ),
        key=("entry", "position"),
        rows=_numbered(_corrections),
    ),
    DataTable(
        name="assessments",
        words="The assessment of an entry, kept apart from the claims.",
        columns=(
            _ENTRY,
            *dated("date", "When this publication assessed it, in EDTF.", "assessed"),
            text("method", "The address of the page that states the method."),
            text("grading", "How the evidence is graded."),
            text("text", "The words as published."),
        ),
        key=("entry",),
        rows=_assessments,
        searched=("text",),
    ),
    DataTable(
        name="assessment_figures",
        words="The figures of an assessment. They are not claims, and not sums of claims.",
        columns=(
            _ENTRY,
            position(),
            HARM,
            CATEGORY,
            DataColumn(
                "low", "The lowest number that the figure allows; empty where there is none.", ColumnType.INTEGER
            ),
            DataColumn("best", "The best estimate; empty where there is none.", ColumnType.INTEGER),
            DataColumn(
                "high", "The highest number that the figure allows; empty where there is none.", ColumnType.INTEGER
            ),
            text("rule", "The rule by which the figure was reached."),
        ),
        key=("entry", "position"),
        rows=_numbered(_assessment_figures),
    ),
)

TEXTS = DataTable(
    name="entry_texts",
    words="The text of an entry without markup; there only where the site publishes JSON beside its pages.",
    columns=(
        _ENTRY,
        required("lang", "The language of the words beside it, as a BCP 47 tag."),
        required("text", "The words as published."),
    ),
    key=("entry",),
    rows=_texts,
    searched=("text",),
)
