"""Read a place: its names by side, its point, and what it lies in according to whom."""

from builder.model.advice import write
from builder.model.place import PLACE_KINDS, Place, PlacePrecision
from builder.model.problem import Severity
from builder.reading import shapes
from builder.reading.actors import read_names, read_ties
from builder.reading.allowed import read_allowed
from builder.reading.fields import Fields, Notes
from builder.reading.front_matter import Document
from builder.reading.ids import read_former_ids
from builder.reading.nodes import Scalar
from builder.reading.values import as_text


def read_place(document: Document, id: str, notes: Notes) -> Place:
    """Read one place."""
    fields = notes.fields_of(document.fields)
    place = Place(
        id=id,
        kind=_read_kind(fields) or "place",
        names=read_names(fields),
        body=document.body,
        body_line=document.body_line,
        point=fields.pair("point", (-90, -180), (90, 180)),
        precision=fields.choice("precision", PlacePrecision),
        part_of=read_ties(fields, "part_of", "place"),
        sources=fields.texts("sources"),
        time_zone=fields.time_zone("time_zone"),
        geonames=fields.text("geonames"),
        wikidata=fields.text("wikidata"),
        formerly=read_former_ids(fields),
        lang=fields.language("lang"),
        allow=read_allowed(fields),
    )
    fields.finish()
    return place


def _read_kind(fields: Fields) -> str | None:
    """Read the kind of a place, a word of the author's own; one that is known in another case is told of."""
    node = fields.take("kind", shapes.text)
    if isinstance(node, Scalar) and (kind := node.value.lower()) in PLACE_KINDS and kind != node.value:
        says = f'kind is "{node.value}", but maps and lists use "{kind}"'
        fields.notes.note(node, "place-kind", says, write(kind), Severity.WARNING)
    return None if node is None else as_text(node, fields.notes, "kind")
