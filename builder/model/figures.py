"""Compare figures: what each counts, how far a count reaches, and whether two of them meet. Nothing is added up."""

from collections.abc import Iterator
from math import inf

from msgspec import Struct

from builder.model.claim import Category, Certainty, Claim, Count, Harm, Quantity, Reports

Reach = tuple[float, float]

# Counts that bound nothing by themselves: they never contradict.
VAGUE = (Certainty.ABOUT, Certainty.SOME, Certainty.UNKNOWN)


class Measure(Struct, frozen=True):
    """What is counted. `reports` is None for an incident, which a figure that says nothing is taken to be about."""

    harm: Harm
    category: Category
    reports: Reports | None


def measure_of(claim: Claim, quantity: Quantity) -> Measure:
    """Return what a figure of a claim counts."""
    reports = None if claim.reports is Reports.INCIDENT else claim.reports
    return Measure(quantity.harm, quantity.category, reports)


def measures_of(claim: Claim) -> frozenset[Measure]:
    """Return all that a claim counts."""
    return frozenset(measure_of(claim, quantity) for quantity in claim.quantities)


def reach(count: Count) -> Reach | None:
    """Return the lowest and the highest number that a count allows; None for one that allows any.

    `about` states no bounds of its own: it is read as a quarter either way."""
    match count.certainty:
        case Certainty.UNKNOWN:
            return None
        case Certainty.ABOUT:
            assert count.low is not None
            return count.low * 0.75, count.low * 1.25
        case _:
            return count.low or 0, inf if count.high is None else count.high


def miss(first: Count, second: Count) -> bool:
    """Return whether no number fits both counts."""
    one, other = reach(first), reach(second)
    return one is not None and other is not None and (one[1] < other[0] or other[1] < one[0])


def figures_apart(one: Claim, other: Claim) -> Iterator[tuple[Quantity, Quantity]]:
    """List pairs of figures, one of each claim, that count the same and do not meet."""
    for first in one.quantities:
        for second in other.quantities:
            if measure_of(one, first) == measure_of(other, second) and miss(first.count, second.count):
                yield first, second
