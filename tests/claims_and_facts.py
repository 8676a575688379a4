"""Compare the claims of an entry with the facts that it was written from, field by field.

A claim is right if one fact of the events that its entry names agrees with it in everything: claimant, figures, numbers
in its text, the days when it was made and of which it speaks, and sources."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claimants_and_facts import is_claimant, is_field_of, is_given_to_another, is_outlet
from counts_in_words import numbers_in
from fact_sheet import Fact, FactSheet, range_of
from figures_and_facts import is_counted
from moments import ends_within, is_said_in, is_same_moment

from builder.model.actor import Actor
from builder.model.claim import Claim, Quantity
from builder.model.dates import Date

# How many words in common say as much as one number, or the claimant.
WEIGHT = 2
# A fact that has less than such a part of it in common with a claim is not the one that the claim repeats.
PART_OF_THE_MOST = 3


@dataclass(frozen=True, slots=True)
class Difference:
    """In what a claim and a fact differ, and what each of them has."""

    aspect: str
    in_claim: str
    in_fact: str


@dataclass(frozen=True, slots=True)
class Match:
    """A claim beside the fact that comes nearest to it."""

    claim: Claim
    fact: Fact
    differences: tuple[Difference, ...]


def find_match(
    claim: Claim, facts: tuple[Fact, ...], claimant: Actor, sheet: FactSheet, excused: frozenset[str]
) -> Match:
    """Find among the facts that speak of the same the one with the fewest differences that are not excused."""
    alike = {fact: likeness(claim, fact, claimant, sheet) for fact in facts}
    likely = [fact for fact in facts if alike[fact] * PART_OF_THE_MOST >= max(alike.values())]
    compared = (Match(claim, fact, tuple(differences(claim, fact, claimant, sheet))) for fact in likely)
    return min(
        compared,
        key=lambda one: (
            sum(difference.aspect not in excused for difference in one.differences),
            len(one.differences),
            -alike[one.fact],
        ),
    )


def likeness(claim: Claim, fact: Fact, claimant: Actor, sheet: FactSheet) -> int:
    """Count what a claim and a fact have in common: words, numbers, sources and claimant."""
    numbers = {end for quantity in claim.quantities for end in (quantity.count.low, quantity.count.high)}
    words = _words(claim.text) & _words(fact.words)
    counted = (numbers_in(claim.text) | numbers) & _numbers_of(fact, fact.words)
    sources = set(claim.sources) & set(fact.sources)
    weight_of_claimant = WEIGHT if is_field_of(claimant, fact, sheet) else 0
    return len(words) + len(sources) + WEIGHT * len(counted) + weight_of_claimant


def differences(claim: Claim, fact: Fact, claimant: Actor, sheet: FactSheet) -> Iterator[Difference]:
    """Yield each aspect in which a claim says something else than a fact."""
    # What a source was seen to back is as much of the sheet as the fact itself.
    words = "; ".join((fact.words, *(sheet.sources[id].backs for id in claim.sources if id in fact.sources)))
    if not is_claimant(claimant, fact, words, sheet):
        yield Difference("claimant", claim.by, fact.by or f"nobody, but for the text: {fact.text}")
    strange = [
        quantity
        for quantity in claim.quantities
        if not is_counted(quantity, fact, words)
        or (fact.by is None and is_given_to_another(quantity, claim, claimant, fact, sheet))
    ]
    if strange:
        yield Difference("figures", "; ".join(map(_shown, strange)), "; ".join(map(str, fact.figures)) or fact.text)
    unknown = numbers_in(claim.text) - _numbers_of(fact, words)
    if unknown:
        yield Difference("numbers", ", ".join(map(str, sorted(unknown))), fact.words)
    if not _is_day(claim, claimant, fact, words, sheet):
        yield Difference("day", _text(claim.made), _text(fact.said))
    if (claim.quantities or claim.as_of) and not _is_state(claim, fact, words):
        yield Difference("as_of", _text(claim.as_of), _text(fact.as_of))
    if not set(claim.sources) <= set(fact.sources):
        yield Difference("sources", ", ".join(claim.sources), ", ".join(fact.sources))


def _numbers_of(fact: Fact, words: str) -> frozenset[int]:
    dates = " ".join(date.text for date in (fact.said, fact.as_of, *fact.dates) if date)
    ends = {end for figure in fact.figures for end in (figure.low, figure.high) if end is not None}
    return numbers_in(f"{words} {re.sub(r'[-T:+]0?', ' ', dates)}") | ends


def _is_day(claim: Claim, claimant: Actor, fact: Fact, words: str, sheet: FactSheet) -> bool:
    made, said = claim.made, fact.said
    if made is None:
        return said is None
    published = [sheet.sources[source].published for source in claim.sources if source in fact.sources]
    is_published = made.latest in [day.latest for day in published if day]
    # What an outlet says is as old as its page; of all others the page says only that they spoke before.
    is_page = is_published and (made.earliest is None or is_outlet(claimant, claim.sources, sheet))
    if said is None:
        # A document that makes the event is as old as the event.
        is_document = fact.by is None and fact.status == "confirmed" and _is_of_event(made, fact)
        return is_document or is_page or _is_said_in(made, words, fact)
    if is_same_moment(made, said):
        return True
    if said.is_point or made.approximate != said.approximate or not ends_within(made, said):
        return False
    # Whatever is closer than the sheet's bounds has to stand somewhere else in the sheet.
    if None in (said.earliest, said.latest):
        is_bound = made.is_point and made.latest in (said.earliest, said.latest)
        return is_page or (not is_bound and _is_said_in(made, words, fact))
    return is_published or _is_said_in(made, words, fact)


def _is_state(claim: Claim, fact: Fact, words: str) -> bool:
    if claim.as_of is None:
        return fact.as_of is None
    if fact.as_of is not None and is_same_moment(claim.as_of, fact.as_of):
        return True
    is_hour_of_event = (
        fact.as_of is not None and ends_within(claim.as_of, fact.as_of) and _is_of_event(claim.as_of, fact)
    )
    return is_hour_of_event or _is_said_in(claim.as_of, words, fact)


def _is_said_in(date: Date, words: str, fact: Fact) -> bool:
    dates = (*fact.dates, *((fact.said,) if fact.said else ()))
    return is_said_in(date, words, frozenset(point.earliest.year for day in dates for point in day.points))


def _is_of_event(date: Date | None, fact: Fact) -> bool:
    return date is not None and any(is_same_moment(date, day) for day in fact.dates)


def _shown(quantity: Quantity) -> str:
    count = range_of(quantity.count.low, quantity.count.high)
    return f"{quantity.harm} {quantity.category} {count}"


def _text(date: Date | None) -> str:
    return date.text if date else "no date"


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"\w+", text.lower()) if len(word) > 3)
