"""Compare an entry with what the last release holds of it: which published values are others now, and where.

A claim that is new changes nothing that was published; one that is gone does."""

import re
from collections.abc import Iterable, Iterator, Mapping
from operator import eq

from msgspec import Struct

from builder.model.entry import Entry
from builder.model.problem import KeyPath
from builder.model.released import (
    CLAIM_FIELDS,
    ENTRY_FIELDS,
    Released,
    ReleasedClaim,
    Values,
    estimate_words,
    is_attributed,
    location_words,
    participation_words,
    quantity_words,
    released,
)

# Of a withdrawn entry readers see these alone.
_KEPT_WHEN_WITHDRAWN = ("status", "date", "end")
# Which day figures speak of is new where it was not said before: it changes nothing that readers were given.
_MAY_BE_ADDED = ("as_of",)


class Change(Struct, frozen=True):
    """One published field that says something else now; what it no longer says, and what it says instead."""

    field: str
    path: KeyPath
    was: str
    now: str


def changes(before: Released, entry: Entry, renamed: Mapping[str, str]) -> Iterator[Change]:
    """List what has changed since a release; `renamed` holds the present ids of actors and places that moved."""
    now = released(entry)
    if now == before:
        return
    before = under_present_ids(before, renamed)
    yield from changes_of_fields(before, now, entry)
    if not (entry.is_withdrawn or is_withdrawn(before)):
        for claim, present in pairs(before.claims, now.claims):
            if present is None:
                yield loss_of(claim, claim.id)
            else:
                yield from changes_of_claim(claim, present, entry)


def changes_of_fields(before: Released, now: Released, entry: Entry) -> Iterator[Change]:
    """List the changes of fields other than claims."""
    for field in _KEPT_WHEN_WITHDRAWN if entry.is_withdrawn or is_withdrawn(before) else ENTRY_FIELDS:
        # An assessment that was not there before is new, as a claim may be.
        if field != "assessment.figures" or field in before.values:
            old, new = before.values.get(field, ()), now.values.get(field, ())
            if old != new:
                yield change_of_field(field, old, new, entry)


def changes_of_claim(before: ReleasedClaim, now: ReleasedClaim, entry: Entry) -> Iterator[Change]:
    """List the changes of a claim that is still there."""
    number = next(number for number, claim in enumerate(entry.claims) if claim.id == now.id)
    for field in CLAIM_FIELDS:
        old, new = before.values.get(field, ()), now.values.get(field, ())
        if old != new and (old or field not in _MAY_BE_ADDED):
            path = _path_in_claim(field, entry, number, {*new} - {*old})
            yield _change(f"claims.{now.id}.{field}", path, old, new)


def loss_of(claim: ReleasedClaim, name: str) -> Change:
    """Make the change that a claim which is gone makes; corrections refer to it by a name."""
    return Change(f"claims.{name}", ("claims",), _words_of_claim(claim.values), "")


def change_of_field(field: str, old: tuple[str, ...], new: tuple[str, ...], entry: Entry) -> Change:
    """Make a change of a field, placed at the first item that is new."""
    return _change(field, _path(field, entry, {*new} - {*old}), old, new)


def is_withdrawn(before: Released) -> bool:
    return before.values.get("status") == ("withdrawn",)


def pairs(
    before: tuple[ReleasedClaim, ...], now: tuple[ReleasedClaim, ...]
) -> Iterator[tuple[ReleasedClaim, ReleasedClaim | None]]:
    """Pair claims by their ids; those that are told by their place in the list (`c2`), by what they hold."""
    left, waiting = {claim.id: claim for claim in now}, []
    for claim in before:
        if claim.id in left and not is_by_place(claim):
            yield claim, left.pop(claim.id)
        else:
            waiting.append(claim)
    for are_alike in (eq, _hold_the_same):
        changed = []
        for claim in waiting:
            same = next((other for other in left.values() if are_alike(claim.values, other.values)), None)
            if same:
                yield claim, left.pop(same.id)
            else:
                changed.append(claim)
        waiting = changed
    for claim in waiting:
        near = nearest_by_place(claim, left.values())
        if near:
            del left[near.id]
        yield claim, near


def _hold_the_same(before: Values, now: Values) -> bool:
    """Return whether a claim holds what it held, and no more than may be added."""
    return before == {field: texts for field, texts in now.items() if field in before or field not in _MAY_BE_ADDED}


def is_by_place(claim: ReleasedClaim) -> bool:
    """Return whether a claim has no id but its place in the list (`c2`)."""
    return _BY_PLACE.fullmatch(claim.id) is not None


def nearest_by_place(claim: ReleasedClaim, others: Iterable[ReleasedClaim]) -> ReleasedClaim | None:
    """Find which of the claims without an id is most like one without an id."""
    if not is_by_place(claim):
        return None
    placed = (other for other in others if is_by_place(other))
    return max(placed, key=lambda other: len(claim.values.items() & other.values.items()), default=None)


def _change(field: str, path: KeyPath, old: tuple[str, ...], new: tuple[str, ...]) -> Change:
    gone, come = (text for text in old if text not in new), (text for text in new if text not in old)
    return Change(field, path, ", ".join(gone), ", ".join(come))


def _path(field: str, entry: Entry, new: set[str]) -> KeyPath:
    """Lead to the first item that is new, or to the field."""
    match field:
        case "places":
            places = (place.is_scene and location_words(place) in new for place in entry.places)
            return ("places", *_first(places))
        case "actors":
            parts = (is_attributed(part) and participation_words(part) in new for part in entry.actors)
            return ("actors", *_first(parts))
        case "assessment.figures":
            return ("assessment", "figures", *_first(estimate_words(one) in new for one in entry.estimates))
        case _:
            return (field,)


def _path_in_claim(field: str, entry: Entry, number: int, new: set[str]) -> KeyPath:
    if field != "quantity":
        return ("claims", number, field)
    quantities = entry.claims[number].quantities
    for index, quantity in enumerate(quantities):
        if quantity_words(quantity) in new:
            # A figure is written out under `quantity`, or in short as `killed: 2` or `killed: {civilians: 2}`.
            return ("claims", number, "quantity", index, quantity.harm.value, quantity.category.value, "count")
    return ("claims", number, "quantity")


def _first(are_new: Iterable[bool]) -> tuple[int, ...]:
    return next(((index,) for index, is_new in enumerate(are_new) if is_new), ())


def _words_of_claim(values: Values) -> str:
    return " ".join(text for field in ("by", "stance", "quantity") for text in values.get(field, ()))


def under_present_ids(before: Released, renamed: Mapping[str, str]) -> Released:
    """Write what was released with the ids that actors and places have now."""
    if not renamed:
        return before
    claims = tuple(ReleasedClaim(claim.id, _renamed(claim.values, renamed)) for claim in before.claims)
    return Released(before.id, _renamed(before.values, renamed), claims, before.corrections, before.formerly)


def _renamed(values: Values, renamed: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    def present(match: re.Match[str]) -> str:
        return renamed.get(match[0], match[0])

    return {
        field: tuple(sorted(_ID.sub(present, text) for text in texts)) if field in _NAMING else texts
        for field, texts in values.items()
    }


_BY_PLACE = re.compile(r"c[0-9]+")
_ID = re.compile(r"[^\s(),]+")
_NAMING = ("places", "actors", "by", "attributed_to", "where")
