"""What readers were given of an entry at a release: its figures, dates, places, attributions and status, as texts.

Titles, summaries and bodies are not among them: a slip of the pen may be mended in silence."""

from collections.abc import Mapping

from msgspec import Struct

from builder.model.claim import Category, Claim, Quantity
from builder.model.entry import Correction, Entry, Estimate, Location, Participation, PlaceRole

# Texts by the name of their field, sorted; a field that holds nothing is left out.
Values = Mapping[str, tuple[str, ...]]

ENTRY_FIELDS = ("status", "date", "end", "time_zone", "places", "actors", "assessment.figures")
CLAIM_FIELDS = ("by", "question", "made", "stance", "status", "quantity", "reports", "attributed_to", "where")


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


class Release(Struct, frozen=True, array_like=True):
    """The last release, entry by entry."""

    entries: tuple[Released, ...] = ()


def released(entry: Entry) -> Released:
    """Take from an entry what a release keeps; of a withdrawn one a reader sees no more than its dates."""
    values: dict[str, tuple[str, ...]] = {"status": (entry.status.value,), "date": (entry.date.text,)}
    if entry.end is not None:
        values["end"] = (entry.end.text,)
    claims: tuple[ReleasedClaim, ...] = ()
    if not entry.is_withdrawn:
        values |= _particulars(entry)
        # Authors may put claims into another order without a word.
        claims = tuple(sorted((_released_claim(claim) for claim in entry.claims), key=lambda claim: claim.id))
    corrections = tuple(sorted(correction_key(correction) for correction in entry.corrections))
    return Released(entry.id, values, claims, corrections, tuple(sorted(entry.formerly)))


def correction_key(correction: Correction) -> str:
    """Tell corrections apart by day, kind and field: their wording may be mended."""
    return " ".join(f"{correction.date.text} {correction.kind.value} {correction.field or ''}".split())


def location_words(location: Location) -> str:
    """Say a place's part: `shusha (target, settlement)`."""
    return _with_particulars(location.place, (location.role, location.precision))


def participation_words(part: Participation) -> str:
    """Say an actor's part: `azerbaijan (initiator, stated, according to kremlin)`."""
    according_to = f"according to {' and '.join(sorted(part.according_to))}" if part.according_to else None
    return _with_particulars(part.actor, (part.role, part.basis, according_to))


def quantity_words(quantity: Quantity) -> str:
    """Say a figure in the author's own signs: `2.. civilians killed`."""
    category = "" if quantity.category is Category.UNSPECIFIED else f"{quantity.category.value} "
    return f"{quantity.count.text} {category}{quantity.harm.value}"


def estimate_words(estimate: Estimate) -> str:
    """Say a figure of the assessment: `civilians killed: low 2, best 3, high 5`."""
    bounds = (("low", estimate.low), ("best", estimate.best), ("high", estimate.high))
    said = ", ".join(f"{name} {bound}" for name, bound in bounds if bound is not None)
    return f"{estimate.category.value} {estimate.harm.value}: {said}".rstrip(": ")


def is_attributed(part: Participation) -> bool:
    """Tell whether an actor is said to have done something, and not merely listed."""
    return part.role is not None or part.basis is not None


def _particulars(entry: Entry) -> dict[str, tuple[str, ...]]:
    figures = entry.assessment.figures if entry.assessment else ()
    happened_at = [place for place in entry.places if place.role is not PlaceRole.MENTIONED]
    return _sorted(
        {
            "time_zone": (entry.time_zone,) if entry.time_zone else (),
            "places": tuple(map(location_words, happened_at)),
            "actors": tuple(participation_words(part) for part in entry.actors if is_attributed(part)),
            "assessment.figures": tuple(map(estimate_words, figures)),
        }
    )


def _released_claim(claim: Claim) -> ReleasedClaim:
    values = {
        "by": (claim.by,),
        "question": (claim.question,) if claim.question else (),
        "made": (claim.made.text,) if claim.made else (),
        "stance": (claim.stance.value,),
        "status": (claim.status.value,),
        "quantity": tuple(map(quantity_words, claim.quantities)),
        "reports": (claim.reports.value,) if claim.reports else (),
        "attributed_to": claim.attributed_to,
        "where": (claim.where,) if claim.where else (),
    }
    return ReleasedClaim(claim.id, _sorted(values))


def _sorted(values: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(sorted(texts)) for name, texts in values.items() if texts}


def _with_particulars(id: str, particulars: tuple[str | None, ...]) -> str:
    said = ", ".join(str(word) for word in particulars if word is not None)
    return f"{id} ({said})" if said else id
