"""Read a place: its names by side, its point, and what it lies in according to whom."""

from builder.model.place import Place, PlacePrecision
from builder.reading.actors import read_names, read_ties
from builder.reading.allowed import read_allowed
from builder.reading.entries import read_former_ids
from builder.reading.fields import Notes
from builder.reading.front_matter import Document


def read_place(sheet: Document, id: str, notes: Notes) -> Place:
    """Read one place."""
    fields = notes.fields_of(sheet.fields)
    place = Place(
        id=id,
        kind=fields.text("kind") or "place",
        names=read_names(fields),
        body=sheet.body,
        body_line=sheet.body_line,
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
