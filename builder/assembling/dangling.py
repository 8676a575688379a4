"""Drop from a record the references that lead nowhere, once they have been reported.

Such a site is not built, but it is still checked to the end, by code that can rely on every reference."""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from builder.model.actor import Actor, Tie
from builder.model.claim import Claim
from builder.model.entry import Entry
from builder.model.place import Place


class Known(Struct, frozen=True):
    """The ids of all that could be read."""

    actors: frozenset[str]
    places: frozenset[str]
    sources: frozenset[str]
    entries: frozenset[str]
    pages: frozenset[str]
    media: frozenset[str]


def pruned_actor(actor: Actor, known: Known) -> Actor:
    """Keep those references of an actor that lead somewhere."""
    return replace(
        actor,
        part_of=_ties(actor.part_of, known.actors, known),
        affiliations=_ties(actor.affiliations, known.actors, known),
        offices=tuple(
            replace(office, of=_one(office.of, known.actors), sources=_all(office.sources, known.sources))
            for office in actor.offices
        ),
        sources=_all(actor.sources, known.sources),
    )


def pruned_place(place: Place, known: Known) -> Place:
    """Keep those references of a place that lead somewhere."""
    return replace(
        place,
        part_of=_ties(place.part_of, known.places, known),
        sources=_all(place.sources, known.sources),
    )


def pruned_entry(entry: Entry, known: Known) -> Entry:
    """Keep those references of an entry that lead somewhere; a claim by nobody known is dropped whole."""
    assessment = entry.assessment
    return replace(
        entry,
        actors=tuple(
            replace(part, according_to=_all(part.according_to, known.actors))
            for part in entry.actors
            if part.actor in known.actors
        ),
        places=tuple(location for location in entry.places if location.place in known.places),
        sources=_all(entry.sources, known.sources),
        claims=tuple(_claim(claim, known) for claim in entry.claims if claim.by in known.actors),
        quotes=tuple(
            replace(quote, by=_one(quote.by, known.actors), source=_one(quote.source, known.sources))
            for quote in entry.quotes
        ),
        media=tuple(medium for medium in entry.media if not medium.is_picture or medium.file in known.media),
        assessment=assessment and replace(assessment, method=_one(assessment.method, known.pages)),
        part_of=_one(entry.part_of, known.entries),
        related=tuple(relation for relation in entry.related if relation.entry in known.entries),
    )


def _claim(claim: Claim, known: Known) -> Claim:
    return replace(
        claim,
        via=_one(claim.via, known.actors),
        attributed_to=_all(claim.attributed_to, known.actors),
        where=_one(claim.where, known.places),
        sources=_all(claim.sources, known.sources),
    )


def _ties(ties: Iterable[Tie], ids: frozenset[str], known: Known) -> tuple[Tie, ...]:
    return tuple(
        replace(tie, according_to=_all(tie.according_to, known.actors), sources=_all(tie.sources, known.sources))
        for tie in ties
        if tie.to in ids
    )


def _one(id: str | None, known: frozenset[str]) -> str | None:
    return id if id in known else None


def _all(ids: Iterable[str], known: frozenset[str]) -> tuple[str, ...]:
    return tuple(id for id in ids if id in known)
