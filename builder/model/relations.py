"""Turn two answers to one question into how they stand to each other: four relations, each says only what follows.

*Denies*: one denies the claim that it responds to. *Contradicts*: both cannot be true. *Differs*: figures that do not
meet otherwise. *Beside it*: everything else, which is no relation here. A day that is not known proves nothing."""

from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from builder.model.claim import Claim, ClaimKind, Harm, Quantity, Reports, Stance
from builder.model.figures import VAGUE, Measure, measure_of, miss, reach
from builder.model.states import State


class RelationKind(StrEnum):
    """How a claim stands to another."""

    DENIES = "denies"
    DENIED = "denied"
    CONTRADICTS = "contradicts"
    DIFFERS = "differs"


class ClaimRelation(Struct, frozen=True):
    """How a claim stands to another, which goes by `entry#claim`; `measures` are those whose figures are meant."""

    kind: RelationKind
    other: str
    measures: tuple[Measure, ...] = ()


class LiveClaim(Struct, frozen=True):
    """A claim with what comparing it needs.

    `figures` are those that nothing has replaced; `state` is what they speak of; `side` that of the claimant, and
    `accused` the parties named as responsible, each actor as its side or as what it belongs to in the end."""

    ref: str
    claim: Claim
    figures: tuple[Quantity, ...]
    state: State | None
    side: str | None
    accused: frozenset[str]


def relations(one: LiveClaim, other: LiveClaim, is_exclusive: bool) -> tuple[ClaimRelation, ...]:
    """Return how the first of two live answers to one question stands to the second."""
    if not _are_comparable(one.claim, other.claim):
        return ()
    found = []
    if _denies(one, other):
        found.append(ClaimRelation(RelationKind.DENIES, other.ref))
    if _denies(other, one):
        found.append(ClaimRelation(RelationKind.DENIED, other.ref))
    is_said = other.ref in one.claim.contradicts or one.ref in other.claim.contradicts
    apart = dict.fromkeys(_apart(one, other))
    contradicted = apart if is_said else dict.fromkeys(_contradicted(one, other))
    if is_said or contradicted or (is_exclusive and _accuse_others(one, other)):
        found.append(ClaimRelation(RelationKind.CONTRADICTS, other.ref, tuple(contradicted)))
    if differing := tuple(measure for measure in apart if measure not in contradicted):
        found.append(ClaimRelation(RelationKind.DIFFERS, other.ref, differing))
    return tuple(found)


def _are_comparable(one: Claim, other: Claim) -> bool:
    """Two claimants are compared, or two versions of one claimant's statement; not the steps of one."""
    return one.by != other.by or (one.via is not None and other.via is not None and one.via != other.via)


def _denies(one: LiveClaim, other: LiveClaim) -> bool:
    denies = one.claim.stance is Stance.DENIES and one.claim.responds_to == other.ref
    return denies and one.claim.by != other.claim.by


def _apart(one: LiveClaim, other: LiveClaim) -> Iterator[Measure]:
    """List the measures in which two assertions give figures that do not meet."""
    for measure, first, second in _pairs(one, other):
        if miss(first.count, second.count):
            yield measure


def _contradicted(one: LiveClaim, other: LiveClaim) -> Iterator[Measure]:
    """List the measures in which the figures cannot both be true."""
    if one.state is None or other.state is None:
        return
    for measure, first, second in _pairs(one, other):
        if first.count.certainty in VAGUE or second.count.certainty in VAGUE:
            continue
        if (one.state.is_same_as(other.state) and miss(first.count, second.count)) or (
            measure.reports is Reports.CUMULATIVE
            and measure.harm is Harm.KILLED
            and one.side != other.side
            and (_falls(one.state, first, other.state, second) or _falls(other.state, second, one.state, first))
        ):
            yield measure


def _falls(before: State, earlier: Quantity, after: State, later: Quantity) -> bool:
    """Return whether a later running total lies wholly below an earlier one: nobody rises from the dead."""
    floor, top = reach(earlier.count), reach(later.count)
    return after.is_after(before) and floor is not None and top is not None and top[1] < floor[0]


def _pairs(one: LiveClaim, other: LiveClaim) -> Iterator[tuple[Measure, Quantity, Quantity]]:
    if one.claim.stance is not Stance.ASSERTS or other.claim.stance is not Stance.ASSERTS:
        return
    for first in one.figures:
        measure = measure_of(one.claim, first)
        for second in other.figures:
            if measure_of(other.claim, second) == measure:
                yield measure, first, second


def _accuse_others(one: LiveClaim, other: LiveClaim) -> bool:
    """Return whether both name who is responsible, and name no one in common."""
    accuse = all(
        live.claim.stance is Stance.ASSERTS and live.claim.kind is ClaimKind.RESPONSIBILITY and live.accused
        for live in (one, other)
    )
    return accuse and one.accused.isdisjoint(other.accused)
