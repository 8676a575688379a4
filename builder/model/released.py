"""What readers were given of an entry at a release: its figures, dates, places, attributions and status, as texts.

Titles, summaries and bodies are not among them: a slip of the pen may be fixed in silence."""

from collections.abc import Mapping
from functools import cache
from operator import attrgetter

from msgspec import Struct

from builder.model.claim import Category, Claim, Quantity
from builder.model.entry import Correction, Entry, Estimate, Location, Participation

# Texts by the name of their field, sorted; a field that holds nothing is left out.
Values = Mapping[str, tuple[str, ...]]

ENTRY_FIELDS = ("status", "date", "end", "time_zone", "places", "actors", "assessment.figures")
CLAIM_FIELDS = (
    "by",
    "question",
    "made",
    "as_of",
    "stance",
    "status",
    "quantity",
    "reports",
    "attributed_to",
    "where",
)


class ReleasedClaim(Struct, frozen=True, array_like=True):
    """What was given of one claim."""

    id: str
    values: Values


class Released(Struct, frozen=True, array_like=True):
    """What was given of one entry, claims in the order of their ids; `corrections` are those that it bore then."""

    id: str
    values: Values
    claims: tuple[ReleasedClaim, ...] = ()
    corrections: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()


class ReleaseRecord(Struct, frozen=True, array_like=True):
    """The last release, entry by entry."""

    entries: tuple[Released, ...] = ()


def released(entry: Entry) -> Released:
    """Take from an entry what a release keeps; of a withdrawn one a reader sees no more than its dates."""
    values: dict[str, tuple[str, ...]] = {"status": (entry.status,), "date": (entry.date.text,)}
    if entry.end is not None:
        values["end"] = (entry.end.text,)
    claims: list[ReleasedClaim] = []
    if not entry.is_withdrawn:
        values |= _particulars(entry)
        # Authors may put claims into another order without a word.
        claims = sorted(map(_released_claim, entry.claims), key=attrgetter("id"))
    corrections = tuple(sorted(map(correction_key, entry.corrections)))
    return Released(entry.id, values, tuple(claims), corrections, tuple(sorted(entry.formerly)))


def correction_key(correction: Correction) -> str:
    """Distinguish corrections by day, kind and field: their wording may be corrected."""
    return " ".join(f"{correction.date.text} {correction.kind} {correction.field or ''}".split())


@cache
def location_words(location: Location) -> str:
    """Write a place's part: `shusha (target, settlement)`."""
    return _with_particulars(location.place, (location.role, location.precision))


@cache
def participation_words(part: Participation) -> str:
    """Write an actor's part: `azerbaijan (initiator, stated, according to kremlin)`."""
    according_to = f"according to {' and '.join(sorted(part.according_to))}" if part.according_to else None
    return _with_particulars(part.actor, (part.role, part.basis, according_to))


@cache
def quantity_words(quantity: Quantity) -> str:
    """Write a figure in the author's own signs: `2.. civilians killed`."""
    category = "" if quantity.category is Category.UNSPECIFIED else f"{quantity.category} "
    return f"{quantity.count.text} {category}{quantity.harm}"


def estimate_words(estimate: Estimate) -> str:
    """Write a figure of the assessment: `civilians killed: low 2, best 3, high 5`."""
    bounds = (("low", estimate.low), ("best", estimate.best), ("high", estimate.high))
    said = ", ".join(f"{name} {bound}" for name, bound in bounds if bound is not None)
    return f"{estimate.category} {estimate.harm}: {said}".rstrip(": ")


def is_attributed(part: Participation) -> bool:
    """Return whether an actor is said to have done something, and not merely listed."""
    return part.role is not None or part.basis is not None


def _particulars(entry: Entry) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    if entry.time_zone:
        found["time_zone"] = (entry.time_zone,)
    if places := [location_words(place) for place in entry.places if place.is_scene]:
        found["places"] = tuple(sorted({*places}))
    if actors := [participation_words(part) for part in entry.actors if is_attributed(part)]:
        found["actors"] = tuple(sorted({*actors}))
    if entry.estimates:
        found["assessment.figures"] = tuple(sorted({*map(estimate_words, entry.estimates)}))
    return found


def _released_claim(claim: Claim) -> ReleasedClaim:
    values: dict[str, tuple[str, ...]] = {"by": (claim.by,), "stance": (claim.stance,), "status": (claim.status,)}
    if claim.question:
        values["question"] = (claim.question,)
    if claim.made:
        values["made"] = (claim.made.text,)
    if claim.as_of:
        values["as_of"] = (claim.as_of.text,)
    if claim.quantities:
        values["quantity"] = tuple(sorted({*map(quantity_words, claim.quantities)}))
    if claim.reports:
        values["reports"] = (claim.reports,)
    if claim.attributed_to:
        values["attributed_to"] = tuple(sorted({*claim.attributed_to}))
    if claim.where:
        values["where"] = (claim.where,)
    return ReleasedClaim(claim.id, values)


def _with_particulars(id: str, particulars: tuple[str | None, ...]) -> str:
    said = ", ".join(str(word) for word in particulars if word is not None)
    return f"{id} ({said})" if said else id
