"""Tell which claims cannot both hold: figures whose ranges do not meet, a denial against an assertion."""

from builder.model.claim import Claim, ClaimStatus, Quantity, Stance

_GONE = (ClaimStatus.WITHDRAWN, ClaimStatus.REFUTED)


def is_disputed(claim: Claim, claims: tuple[Claim, ...]) -> bool:
    """Tell whether another claimant's answer to the same question cannot hold beside this one."""
    if claim.status is ClaimStatus.DISPUTED:
        return True
    return claim.question is not None and any(
        other.question == claim.question and _cannot_both_hold(claim, other) for other in claims
    )


def figures_conflict(one: Claim, other: Claim) -> bool:
    """Tell whether two claims count the same and come to ranges that do not meet."""
    return any(
        first.harm is second.harm and first.category is second.category and not _meet(first, second)
        for first in one.quantities
        for second in other.quantities
    )


def _cannot_both_hold(one: Claim, other: Claim) -> bool:
    if one.by == other.by or one.status in _GONE or other.status in _GONE:
        return False
    if {one.stance, other.stance} == {Stance.ASSERTS, Stance.DENIES}:
        return True
    return one.stance is other.stance is Stance.ASSERTS and figures_conflict(one, other)


def _meet(one: Quantity, other: Quantity) -> bool:
    low = max(one.count.low or 0, other.count.low or 0)
    return all(count.high is None or low <= count.high for count in (one.count, other.count))
