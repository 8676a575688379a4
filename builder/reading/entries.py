"""Read an entry: a Markdown file whose front matter says what happened, when, where, and who says so."""

import re
from functools import partial

from builder.model.actor import BASES_OF_A_PART
from builder.model.claim import Category, Harm
from builder.model.dates import Date, End, ends_before_start
from builder.model.entry import (
    Assessment,
    Correction,
    CorrectionKind,
    Entry,
    Estimate,
    Location,
    Participation,
    PlaceRole,
    Quote,
    Rel,
    Relation,
    Role,
    Safety,
    Seed,
    Status,
)
from builder.model.mentions import mentions
from builder.model.place import PlacePrecision
from builder.reading import shapes
from builder.reading.allowed import read_allowed
from builder.reading.claims import read_claims
from builder.reading.dates.edtf import read_date, read_end
from builder.reading.dates.not_a_date import NotADate
from builder.reading.event_types import read_types
from builder.reading.fields import Fields, Notes
from builder.reading.front_matter import Document
from builder.reading.ids import read_former_ids
from builder.reading.media import read_medium
from builder.reading.sources import SourceList
from builder.reading.tags import read_tags
from builder.reading.values import as_choice, as_text

# What a record has in the place of a date that is missing or cannot be read. Its file has an error.
UNDATED = read_date("0000")


def read_entry(document: Document, id: str, own_types: frozenset[str], notes: Notes) -> Entry:
    """Read one entry."""
    fields = notes.fields_of(document.fields)
    sources = SourceList(id)
    title = fields.required_text("title", _title_in(document.body) or "what happened, in a few words")
    in_name = _DAY_IN_NAME.match(id)
    date = fields.required_date("date", in_name[0] if in_name else "YYYY-MM-DD")
    published = fields.moment("published")
    # Sources come first, so that claims and quotations may name those that are written out there.
    listed = sources.read(fields, "sources")
    entry = Entry(
        id=id,
        title=title,
        # An entry without a date is read to its end, so that all its mistakes are told at once.
        date=date or UNDATED,
        body=document.body,
        mentions=mentions(document.body),
        body_line=document.body_line,
        summary=fields.text("summary"),
        end=_read_end(fields, date),
        time_zone=fields.time_zone("time_zone"),
        date_text=fields.text("date_text"),
        ongoing_as_of=fields.date("ongoing_as_of"),
        types=read_types(fields, own_types),
        tags=read_tags(fields),
        actors=fields.each_map("actors", "{actor: id, role: speaker}", _read_participation, Participation),
        places=fields.each_map("places", "{place: id, role: location}", _read_location, Location),
        claims=read_claims(fields, _day_of(published), sources),
        assessment=fields.read_map("assessment", _read_assessment),
        quotes=fields.each_map("quotes", "{text: …, by: id, source: id}", partial(_read_quote, sources=sources)),
        media=fields.each("media", read_medium),
        part_of=fields.text("part_of"),
        related=fields.each_map("related", "{entry: id, rel: background}", _read_relation),
        status=fields.choice("status", Status) or Status.PUBLISHED,
        published=published,
        updated=fields.moment("updated"),
        corrections=fields.each_map("corrections", _CORRECTION, _read_correction),
        lang=fields.language("lang"),
        dir=_read_direction(fields),
        authors=fields.texts("authors"),
        confidence=fields.text("confidence"),
        confidence_reason=fields.text("confidence_reason"),
        warnings=fields.texts("warnings"),
        formerly=read_former_ids(fields),
        external=fields.pairs("external"),
        safety=fields.read_map("safety", _read_safety) or Safety(),
        seed=fields.each_map("seed", "{file: events.yaml, id: event-1}", _read_seed),
        allow=read_allowed(fields),
        sources=sources.ids,
        own_sources=tuple(sources.own),
    )  # fmt: skip
    if not listed and not entry.sources and not fields.says("sources"):
        fields.miss("sources", "no source", "add `sources: [id]`: an entry needs at least one")
    fields.finish()
    return entry


def _title_in(body: str) -> str | None:
    """Return the heading that a text begins with, as a title may be written."""
    found = _HEADING.match(body)
    if found is None or any(sign in found[1] for sign in '"\\[]*`<{'):
        return None
    return found[1] if _PLAIN.fullmatch(found[1]) else f'"{found[1]}"'


def _day_of(moment: str | None) -> Date | None:
    return None if moment is None else read_date(moment[:10])


def _read_end(fields: Fields, date: Date | None) -> End | None:
    if (found := fields.placed_text("end", shapes.end_of_date)) is None:
        return None
    node, text = found
    try:
        end = read_end(text)
    except NotADate as mistake:
        fields.notes.note(node, mistake.code, mistake.says, mistake.advice)
        return None
    if date is None:
        return end
    if not date.is_point:
        fields.notes.note(
            node,
            "end-twice",
            "the date already contains an end, but there is also an `end`",
            "keep one of the two",
        )
        return None
    if end.point is not None and ends_before_start(date.points[0], end.point):
        fields.notes.note(
            node,
            "D2",
            f'the end "{text}" comes before the date "{date.text}"',
            "swap the two, or correct the one that is wrong",
        )
    return end


def _read_participation(fields: Fields) -> Participation:
    return Participation(
        actor=fields.required_text("actor", "id"),
        role=fields.choice("role", Role),
        basis=fields.choice("basis", BASES_OF_A_PART),
        according_to=fields.texts("according_to"),
    )


def _read_location(fields: Fields) -> Location:
    return Location(
        place=fields.required_text("place", "id"),
        role=fields.choice("role", PlaceRole) or PlaceRole.LOCATION,
        precision=fields.choice("precision", PlacePrecision),
    )


def _read_seed(fields: Fields) -> Seed:
    return Seed(
        file=fields.required_text("file", "a file of seeds/"),
        id=fields.text("id"),
        row=fields.integer("row"),
        sha256=fields.text("sha256"),
    )


def _read_assessment(fields: Fields) -> Assessment:
    assessment = Assessment(
        date=fields.date("date"),
        by=fields.text("by"),
        method=fields.text("method"),
        figures=fields.each_map("figures", _ESTIMATE, _read_estimate),
        grading=fields.text("grading"),
        text=fields.text("text"),
    )
    has_a_method = assessment.method is not None or assessment.by is not None
    if not has_a_method and any(figure.best is not None for figure in assessment.figures):
        fields.notes.note(
            fields.node,
            "C5",
            "a best estimate without a method",
            "add `method` with the id of a page that states it, or `by` if it comes from a dataset",
        )
    return assessment


def _read_estimate(fields: Fields) -> Estimate:
    return Estimate(
        category=fields.choice("category", Category) or Category.UNSPECIFIED,
        harm=fields.choice("harm", Harm) or Harm.OTHER,
        low=fields.integer("low"),
        best=fields.integer("best"),
        high=fields.integer("high"),
        claims=fields.texts("from"),
        rule=fields.text("rule"),
    )


def _read_quote(fields: Fields, sources: SourceList) -> Quote:
    source = sources.read(fields, "source")
    return Quote(
        text=fields.required_text("text", "the words as spoken"),
        by=fields.text("by"),
        lang=fields.language("lang"),
        source=source[0] if source else None,
        translated_from=fields.text("translated_from"),
    )


def _read_relation(fields: Fields) -> Relation | None:
    entry, notes = fields.required_text("entry", "id"), fields.notes
    rel_node = fields.take("rel", tuple(Rel))
    text = None if rel_node is None else as_text(rel_node, notes, "rel")
    rel = as_choice(rel_node, text, Rel, notes, "rel") if rel_node is not None and text is not None else None
    if rel_node is None:
        hint = "add `rel: background`, or how the two relate to each other"
        notes.note(fields.node, "field-missing", "no rel", hint)
    return Relation(entry, rel) if entry and rel else None


def _read_correction(fields: Fields) -> Correction | None:
    date = fields.required_date("date")
    kind = fields.choice("kind", CorrectionKind) or CorrectionKind.CORRECTION
    text = fields.required_text("text", "what was wrong and what is right")
    field, was, now = fields.text("field"), fields.text("was"), fields.text("now")
    if date is None:
        return None
    was_date, now_date = (_date_said(field, said) for said in (was, now))
    return Correction(
        date=date, kind=kind, text=text, field=field, was=was, now=now, was_date=was_date, now_date=now_date
    )


def _date_said(field: str | None, said: str | None) -> Date | None:
    """Read what a correction says of a field that holds a date; it may as well be words."""
    if said is None or (field or "").rpartition(".")[2] not in ("date", "end", "made", "as_of"):
        return None
    try:
        return read_date(said)
    except NotADate:
        return None


def _read_direction(fields: Fields) -> str | None:
    if (found := fields.placed_text("dir", _DIRECTIONS)) is None:
        return None
    node, text = found
    if text in _DIRECTIONS:
        return text
    fields.notes.note(node, "value-unknown", f'dir is "{text}"', "one of ltr, rtl, auto")
    return None


def _read_safety(fields: Fields) -> Safety:
    return Safety(fields.integer("coordinate_decimals"), fields.moment("delay_until"), fields.flag("hide_sources"))


_CORRECTION = "{date: …, kind: correction, text: …, was: …, now: …}"
_ESTIMATE = "{category: civilians, harm: killed, low: 2, high: 5}"
_DIRECTIONS = ("ltr", "rtl", "auto")
_DAY_IN_NAME = re.compile(r"\d{4}(?:-\d\d){0,2}(?=-|$)")
_HEADING = re.compile(r"\s*# +([^\n]{1,200}?) *#*(?:\n|$)")
# What YAML takes for text without quotation marks.
_PLAIN = re.compile(r"[^\W_](?:[^:#\n]*[^:#\s])?")
