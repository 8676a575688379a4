"""Read an actor: front matter with names, ties and offices, and a description."""

from builder.model.actor import (
    BASES_OF_A_PART,
    BASES_OF_BELONGING,
    Actor,
    ActorKind,
    Office,
    Person,
    Tie,
)
from builder.model.names import Name, NameKind
from builder.reading.allowed import read_allowed
from builder.reading.fields import Fields, Notes
from builder.reading.front_matter import Document
from builder.reading.ids import read_former_ids


def read_actor(document: Document, id: str, notes: Notes) -> Actor:
    """Read one actor."""
    fields = notes.fields_of(document.fields)
    actor = Actor(
        id=id,
        kind=fields.choice("kind", ActorKind) or ActorKind.OTHER,
        names=read_names(fields),
        body=document.body,
        body_line=document.body_line,
        side=fields.text("side"),
        part_of=read_ties(fields, "part_of", "actor"),
        affiliations=read_ties(fields, "affiliation", "actor"),
        offices=fields.each_map("roles", "{title: Prime Minister, of: armenia, from: 2018-05-08}", _read_office),
        person=fields.read_map("person", _read_person),
        sources=fields.texts("sources"),
        wikidata=fields.text("wikidata"),
        formerly=read_former_ids(fields),
        lang=fields.language("lang"),
        allow=read_allowed(fields),
    )
    fields.finish()
    if actor.kind is ActorKind.PERSON and not _may_be_named(actor.person):
        notes.note(
            document.fields,
            "H3",
            "this person is neither a public figure nor has given consent",
            "add `person: {public_figure: true}` or `{consent: true}`, or remove the name",
        )
    return actor


def read_names(fields: Fields) -> tuple[Name, ...]:
    """Read `names`, of which one at least is required."""
    names = fields.each_map("names", "{text: …, lang: en, used_by: [side]}", _read_name, Name)
    if not names and not fields.is_told_of("names"):
        fields.notes.note(fields.node, "field-missing", "no names", "add `names: [{text: …, lang: en}]`")
    return names


def read_ties(fields: Fields, key: str, to: str) -> tuple[Tie, ...]:
    """Read what an actor or a place belongs to; `to` is the key that names it."""
    bases = BASES_OF_BELONGING if key == "part_of" else BASES_OF_A_PART

    def read_tie(inner: Fields) -> Tie:
        return Tie(
            to=inner.required_text(to, "id"),
            kind=inner.text("kind"),
            since=inner.date("from"),
            until=inner.date("to"),
            basis=inner.choice("basis", bases),
            according_to=inner.texts("according_to"),
            sources=inner.texts("sources"),
        )

    example = f"{{{to}: id, from: 2023, basis: de-jure}}"
    return fields.each_map(key, example, read_tie, lambda id: Tie(to=id))


def _read_name(fields: Fields) -> Name | None:
    name = Name(
        fields.required_text("text", "the name"),
        fields.language("lang"),
        fields.texts("used_by"),
        fields.choice("kind", NameKind),
        fields.text("dataset"),
    )
    return name if name.text else None


def _read_office(fields: Fields) -> Office:
    return Office(
        title=fields.required_text("title", "Prime Minister"),
        of=fields.text("of"),
        since=fields.date("from"),
        until=fields.date("to"),
        sources=fields.texts("sources"),
    )


def _read_person(fields: Fields) -> Person:
    return Person(fields.flag("public_figure"), fields.flag("consent"), fields.date("born"), fields.date("died"))


def _may_be_named(person: Person | None) -> bool:
    return person is not None and (person.public_figure or person.consent or person.died is not None)
