"""The tables of what entries refer to: sides, actors and places with all their names, and sources."""

from collections.abc import Iterable, Iterator

from builder.dataset.columns import (
    ACCORDING_TO,
    ADDRESS,
    BASIS,
    ID,
    KIND,
    LANG,
    POINT,
    SOURCES,
    DataTable,
    Material,
    Row,
    date_cells,
    dated,
    degrees,
    flag,
    json_list,
    list_of,
    list_table,
    reference,
    required,
    text,
    value_of,
)
from builder.model.actor import Actor, Tie
from builder.model.addresses import actor_address, place_address
from builder.model.place import Place


def _sides(material: Material) -> Iterator[Row]:
    return ((side.id, side.label) for side in material.chosen.sides)


def _actors(material: Material) -> Iterator[Row]:
    sides = {side.id for side in material.archive.site.sides}
    for id, actor in material.actors:
        side = actor.side if actor.side in sides else None
        address, name = material.address(actor_address(id)), material.archive.names[f"actors/{id}"]
        cited = json_list(material.cited(f"actors/{id}"))
        yield id, address, name, actor.kind.value, side, *_words(f"actors/{id}", actor.lang, material), cited


def _places(material: Material) -> Iterator[Row]:
    decimals = material.archive.site.safety.coordinate_decimals
    for id, place in material.places:
        latitude, longitude = degrees(place.point, decimals) if place.point else (None, None)
        address, name = material.address(place_address(id)), material.archive.names[f"places/{id}"]
        about = (value_of(place.precision), place.geonames, *_words(f"places/{id}", place.lang, material))
        cited = json_list(material.cited(f"places/{id}"))
        yield id, address, name, place.kind, latitude, longitude, *about, cited


def _words(key: str, lang: str | None, material: Material) -> tuple[str | None, str | None]:
    """Return the text of a record, and its language."""
    words = material.text(key)
    return (lang or material.archive.site.language, words) if words else (None, None)


def _names(named: Iterable[tuple[str, Actor | Place]]) -> Iterator[Row]:
    for id, subject in named:
        for number, name in enumerate(subject.names, start=1):
            yield id, number, name.text, name.lang, value_of(name.kind), json_list(name.used_by), name.dataset


def _ties(id: str, ties: Iterable[Tie], first: int = 1) -> Iterator[Row]:
    for number, tie in enumerate(ties, start=first):
        dates = (*date_cells(tie.since), *date_cells(tie.until))
        yield (
            id,
            number,
            tie.to,
            tie.kind or "part-of",
            *dates,
            value_of(tie.basis),
            json_list(tie.according_to),
            json_list(tie.sources),
        )


def _actor_ties(material: Material) -> Iterator[Row]:
    for id, actor in material.actors:
        yield from _ties(id, (*actor.part_of, *actor.affiliations))


def _place_ties(material: Material) -> Iterator[Row]:
    for id, place in material.places:
        yield from _ties(id, place.part_of)


def _offices(material: Material) -> Iterator[Row]:
    for id, actor in material.actors:
        for number, office in enumerate(actor.offices, start=1):
            dates = (*date_cells(office.since), *date_cells(office.until))
            yield id, number, office.title, office.of, *dates, json_list(office.sources)


def _sources(material: Material) -> Iterator[Row]:
    for source in material.chosen.sources:
        yield (
            source.id,
            material.address(material.archive.source_address(source.id)),
            source.type,
            source.title,
            source.title_is_a_description,
            json_list(source.authors),
            source.container_title,
            source.publisher,
            *date_cells(source.issued),
            source.date_text,
            *date_cells(source.accessed),
            source.url,
            source.doi,
            source.archived,
            source.mirror,
            source.language,
            source.country,
            source.genre,
            source.affiliation,
            source.proximity,
            source.page,
            source.note,
        )


_NAME = required("name", "The name.")
_TEXT = text("text", "The words as published.")
_ACTOR = reference("actor", "actors", "The actor.", is_required=True)
_PLACE = reference("place", "places", "The place.", is_required=True)
_OF_A_NAME = (
    _NAME,
    LANG,
    text("kind", "What kind it is."),
    list_of("used_by", "The ids of the sides that use the name, as a JSON array; empty where all do."),
    text("dataset", "The dataset that uses the name, where it comes from one."),
)
_SINCE_UNTIL = (*dated("since", "Since when it was so, in EDTF."), *dated("until", "Until when it was so, in EDTF."))
_OF_A_TIE = (
    KIND,
    *_SINCE_UNTIL,
    BASIS,
    ACCORDING_TO,
    SOURCES,
)

SUBJECT_TABLES = (
    DataTable(
        name="sides",
        words="The sides of the conflict, as the publication lists them.",
        columns=(ID, required("label", "The label.")),
        key=("id",),
        rows=_sides,
    ),
    DataTable(
        name="actors",
        words="States, bodies, forces, organisations and persons.",
        columns=(
            ID,
            ADDRESS,
            _NAME,
            KIND,
            reference("side", "sides", "The side of the conflict, as the publication lists it."),
            LANG,
            _TEXT,
            SOURCES,
        ),
        key=("id",),
        rows=_actors,
        searched=("name", "text"),
    ),
    list_table(
        _ACTOR,
        name="actor_names",
        words="All names of an actor, in every language and script, and which sides use them.",
        columns=_OF_A_NAME,
        rows=lambda material: _names(material.actors),
        searched=("name",),
    ),
    list_table(
        _ACTOR,
        name="actor_ties",
        words="What an actor belongs to or is affiliated with, since when, and according to whom.",
        columns=(
            reference("other", "actors", "The other of the two.", is_required=True),
            *_OF_A_TIE,
        ),
        rows=_actor_ties,
    ),
    list_table(
        _ACTOR,
        name="actor_offices",
        words="Offices that a person held.",
        columns=(
            required("title", "The title."),
            reference("organisation", "actors", "The actor whose office it is."),
            *_SINCE_UNTIL,
            SOURCES,
        ),
        rows=_offices,
    ),
    DataTable(
        name="places",
        words="Places, with points no finer than the publication's policy allows.",
        columns=(
            ID,
            ADDRESS,
            _NAME,
            KIND,
            *POINT,
            text("precision", "How precisely it is known."),
            text("geonames", "Its number at GeoNames."),
            LANG,
            _TEXT,
            SOURCES,
        ),
        key=("id",),
        rows=_places,
        searched=("name", "text"),
    ),
    list_table(
        _PLACE,
        name="place_names",
        words="All names of a place, in every language and script, and which sides use them.",
        columns=_OF_A_NAME,
        rows=lambda material: _names(material.places),
        searched=("name",),
    ),
    list_table(
        _PLACE,
        name="place_ties",
        words="What a place is part of, and according to whom.",
        columns=(
            reference("other", "places", "The other of the two.", is_required=True),
            *_OF_A_TIE,
        ),
        rows=_place_ties,
    ),
    DataTable(
        name="sources",
        words="Sources that something published cites openly.",
        columns=(
            ID,
            ADDRESS,
            required("type", "The kind of source, as CSL has it."),
            text("title", "The title."),
            flag("is_description", "Whether the title, in brackets, is this publication's description."),
            list_of("authors", "Who wrote it, as a JSON array."),
            text("container_title", "The title of what it appeared in."),
            text("publisher", "Who published it."),
            *dated("issued", "When it was published, in EDTF."),
            text("date_text", "The date in the words of the source."),
            *dated("accessed", "When it was read, in EDTF."),
            text("url", "Where it is on the web."),
            text("doi", "Its DOI."),
            text("archived", "Where an archived copy is."),
            flag("is_mirror", "Whether the address of the source leads to a copy by somebody else."),
            text("language", "The language of the source, as a BCP 47 tag."),
            text("country", "The country it comes from."),
            text("genre", "The kind of text."),
            text("affiliation", "Its affiliation."),
            text("proximity", "How near it was to the events."),
            text("pages", "The pages in it."),
            text("note", "A note."),
        ),
        key=("id",),
        rows=_sources,
        searched=("title", "publisher", "container_title"),
    ),
)
