"""Write rows as drafts: front matter in which every name is an id, or a name kept private.

A draft carries the row that it was made from, and a digest of every field as it was written: so a later import knows
what an author has changed, and what the source has."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping

import msgspec
from msgspec import Struct

from builder.drafting.front_matter import content_file
from builder.importing.name_lookups import ActorLookup, PlaceLookup, named_in
from builder.importing.record import Incident, Origin, Unmapped
from builder.importing.source_lookup import SourceLookup, source_fields
from builder.importing.victims_in_titles import RULE, TOLD, reason_for, says_victims_uncarried
from builder.model.entry import Estimate
from builder.model.ids import slug
from builder.model.source import Source
from builder.reading.nodes import UNFIT
from builder.reading.private import telling_words, words_in_a_row

AS_IMPORTED = "_as_imported"
_NOT_DIGESTED = (AS_IMPORTED, "seed", "status")


class Draft(Struct, frozen=True):
    """A draft as it is to be written: its fields and text, without the digests of them."""

    id: str
    fields: Mapping[str, object]
    body: str

    def digests(self) -> Mapping[str, str]:
        """Digest each field and the text, so that a change of one can be told from one of another."""
        return digests_of(self.fields, self.body)

    def file(self) -> str:
        """Write the file, with the digests in a line of the importer's own."""
        marks = " ".join(f"{key}={mark}" for key, mark in self.digests().items())
        return content_file({**self.fields, AS_IMPORTED: marks}, self.body)


class Lookups(Struct, frozen=True):
    """Where a row's actors, places and sources are found, and the language of the site."""

    actors: ActorLookup
    places: PlaceLookup
    sources: SourceLookup
    language: str


def digests_of(fields: Mapping[str, object], body: str) -> dict[str, str]:
    """Digest each field and the text of a file; a draft has the status of all drafts."""
    status = fields.get("status")
    marks = {key: digest_of(value) for key, value in fields.items() if key not in _NOT_DIGESTED}
    return {**marks, "text": digest_of(body.strip()), **({} if status == "draft" else {"status": digest_of(status)})}


def digest_of(value: object) -> str:
    """Digest a value of front matter, of which reading gives texts alone, in a few letters."""
    return hashlib.sha256(msgspec.json.encode(_as_texts(value))).hexdigest()[:8]


def _as_texts(value: object) -> object:
    match value:
        case Mapping():
            return {key: _as_texts(item) for key, item in value.items()}
        case list() | tuple():
            return [_as_texts(item) for item in value]
        case _:
            return str(value)


def draft_of(incident: Incident, id: str, lookups: Lookups) -> tuple[Draft, tuple[Unmapped, ...]]:
    """Write a row as a draft; return also what of it found no place there."""
    actors, strangers = _parted((party.name, lookups.actors.find(party.name)) for party in incident.parties)
    places, elsewhere = _parted((where.name, lookups.places.find(where)) for where in incident.places)
    unnamed = {"actors": strangers, "places": elsewhere}
    mentioned = named_in(incident.searched, lookups.places.known) if incident.searched else ()
    actors += named_in(incident.searched, lookups.actors.known) if incident.searched else ()
    precisions = {lookups.places.find(where): where.precision for where in incident.places}
    allowed = [(RULE, reason_for(incident))] if says_victims_uncarried(incident, lookups.language) else []
    public: dict[str, object] = {
        "title": incident.title,
        "summary": incident.summary,
        "date": incident.date,
        "date_text": incident.date_text,
        "status": "draft",
        "type": list(incident.types),
        "tags": list(_distinct(incident.tags)),
        "actors": [{"actor": id} for id in actors],
        "places": [
            *(_with("place", id, precision=precisions[id]) for id in places),
            *(_with("place", id, role="mentioned") for id in mentioned),
        ],
        "sources": [_source(source, lookups.sources) for source in incident.sources],
        "assessment": _assessment(incident),
        "authors": list(incident.authors),
        "lang": incident.lang,
        "external": dict(incident.external),
        "allow": dict((*incident.allow, *allowed)),
    }
    public = {key: cleaned(value) for key, value in public.items() if value}
    body = clean_text(incident.body)
    kept = {**incident.private, **{key: list(names) for key, names in unnamed.items() if names}}
    private = not_public(cleaned(kept), public, body)
    fields = {**public, "seed": [seed_of(incident.origin)], **({"private": private} if private else {})}
    lost = (*_losses(incident.origin, unnamed), *(incident.origin.unmapped(TOLD) for _ in allowed))
    return Draft(id, fields, f"{body.rstrip()}\n" if body.strip() else ""), lost


def _distinct(tags: tuple[str, ...]) -> Iterable[str]:
    """List tags, and of those that share a page the first."""
    found: dict[str, str] = {}
    for tag in tags:
        found.setdefault(slug(tag), tag)
    return found.values()


def _losses(origin: Origin, unnamed: Mapping[str, tuple[str, ...]]) -> Iterator[Unmapped]:
    for kind, names in unnamed.items():
        for name in names:
            yield origin.unmapped(f'no {kind.removesuffix("s")} is called "{name}": kept under `private`')


def _parted(found: Iterable[tuple[str, str | None]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Part ids that were found from names that lead to none."""
    pairs = dict.fromkeys(found)
    return (
        tuple(dict.fromkeys(id for _, id in pairs if id)),
        tuple(name for name, id in pairs if id is None),
    )


def _with(key: str, id: str, **more: str | None) -> dict[str, str]:
    return {key: id, **{name: str(value) for name, value in more.items() if value}}


def seed_of(origin: Origin) -> dict[str, object]:
    """Write where a row stands as an entry does."""
    seed: dict[str, object] = {"file": origin.file}
    if origin.id:
        seed["id"] = origin.id
    return {**seed, "row": origin.row, "sha256": origin.sha256}


def _source(source: Source, sources: SourceLookup) -> object:
    return sources.find(source) or {key: value for key, value in source_fields(source).items() if key != "id"}


def _assessment(incident: Incident) -> dict[str, object] | None:
    if not incident.figures or not incident.dataset:
        return None
    return {"by": incident.dataset, "figures": [_figure(figure) for figure in incident.figures]}


def _figure(figure: Estimate) -> dict[str, object]:
    bounds = {"low": figure.low, "best": figure.best, "high": figure.high}
    known = {key: value for key, value in bounds.items() if value is not None}
    return {"category": figure.category.value, "harm": figure.harm.value, **known}


def cleaned(value: object) -> object:
    """Take out of all texts what no file of content may hold."""
    match value:
        case str():
            return clean_text(value)
        case Mapping():
            return {clean_text(str(key)): cleaned(item) for key, item in value.items()}
        case list() | tuple():
            return [cleaned(item) for item in value]
        case _:
            return value


def clean_text(text: str) -> str:
    """Put blanks for letters that nobody sees, and a mark for halves of letters."""
    if text.isascii() and text.isprintable():
        return text
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return UNFIT.sub(" ", whole.replace("\r\n", "\n").replace("\r", "\n"))


def not_public(private: object, public: Mapping[str, object], body: str) -> object:
    """Leave out of what is private all that is public anyway: it would look like a leak."""
    return _kept(private, "\x1e".join(map(words_in_a_row, (*_texts(public), body))))


def _kept(value: object, published: str) -> object:
    match value:
        case str() | int() | float():
            words = telling_words(str(value))
            return None if words and words in published else value
        case dict():
            kept = {key: _kept(item, published) for key, item in value.items()}
            return {key: item for key, item in kept.items() if item not in (None, [], {})}
        case list():
            return [item for item in (_kept(item, published) for item in value) if item is not None]
        case _:
            return value


def _texts(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case Mapping():
            for item in value.values():
                yield from _texts(item)
        case list() | tuple():
            for item in value:
                yield from _texts(item)
        case int() | float():
            yield str(value)
