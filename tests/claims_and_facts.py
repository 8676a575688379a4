"""Compare the claims of an entry with the facts that it was written from, field by field.

A claim is right if one fact of the events that its entry names agrees with it in everything: claimant, figures, numbers
in its text, the days when it was made and of which it speaks, and sources."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from counts_in_words import counts_in, numbers_in
from fact_sheet import Fact, FactSheet, SheetFigure, bare_name, range_of

from builder.model.actor import Actor, ActorKind
from builder.model.claim import Category, Claim, Harm, Quantity
from builder.model.dates import Date, Point

# What the sheet calls a harm, and what it may be called in a claim.
HARMS: Mapping[str, tuple[Harm, ...]] = {
    "killed": (Harm.KILLED,),
    "wounded": (Harm.INJURED,),
    "missing": (Harm.MISSING,),
    "captured": (Harm.CAPTURED,),
    "displaced": (Harm.DISPLACED,),
    "evacuated": (Harm.DISPLACED, Harm.OTHER),
    "killed-or-wounded": (Harm.CASUALTIES,),
    "killed-or-missing": (Harm.CASUALTIES, Harm.OTHER),
    "died": (Harm.OTHER,),
    "remaining": (Harm.OTHER,),
    "released": (Harm.OTHER,),
}
WHO: Mapping[str, tuple[Category, ...]] = {
    "civilians": (Category.CIVILIANS,),
    "combatants": (Category.COMBATANTS, Category.SECURITY_FORCES, Category.PEACEKEEPERS),
    "unspecified": (Category.UNSPECIFIED, Category.ALL),
}
UPROOTED = ("displaced", "evacuated")
# Clocks without an offset, and days beside clocks, are those of Baku and Yerevan.
LOCAL_MINUTES = 4 * 60
MONTHS = "January February March April May June July August September October November December".split()


@dataclass(frozen=True, slots=True)
class Difference:
    """In what a claim and a fact differ, and what each of them has."""

    aspect: str
    in_claim: str
    in_fact: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A claim beside the fact that comes nearest to it."""

    claim: Claim
    fact: Fact
    differences: tuple[Difference, ...]


def compare(
    claim: Claim, facts: tuple[Fact, ...], claimant: Actor, sheet: FactSheet, excused: frozenset[str]
) -> Comparison:
    """Find the fact with the fewest differences that are not excused, and among equals the one most alike."""
    compared = (Comparison(claim, fact, tuple(differences(claim, fact, claimant, sheet))) for fact in facts)
    return min(
        compared,
        key=lambda one: (
            sum(difference.aspect not in excused for difference in one.differences),
            not set(claim.sources) & set(one.fact.sources),
            len(one.differences),
            -len(_words(claim.text) & _words(one.fact.text)),
        ),
    )


def differences(claim: Claim, fact: Fact, claimant: Actor, sheet: FactSheet) -> Iterator[Difference]:
    """Yield each aspect in which a claim says something else than a fact."""
    if not _is_claimant(claimant, fact, sheet):
        yield Difference("claimant", claim.by, fact.by or "(in the text)")
    strange = [quantity for quantity in claim.quantities if not _is_counted(quantity, fact)]
    if strange:
        yield Difference("figures", "; ".join(map(_shown, strange)), "; ".join(map(str, fact.figures)) or "none")
    unknown = numbers_in(claim.text) - _numbers_of(fact)
    if unknown:
        yield Difference("numbers", ", ".join(map(str, sorted(unknown))), fact.words)
    if not _is_moment(claim.made, fact.said, fact):
        yield Difference("day", _text(claim.made), _text(fact.said))
    if (claim.quantities or claim.as_of) and not _is_moment(claim.as_of, fact.as_of, fact):
        yield Difference("as_of", _text(claim.as_of), _text(fact.as_of))
    if not set(claim.sources) <= set(fact.sources):
        yield Difference("sources", ", ".join(claim.sources), ", ".join(fact.sources))


def sheet_ids(actor: Actor, sheet: FactSheet) -> frozenset[str]:
    """Return the actors of the sheet that bear a name of an actor of the publication."""
    return frozenset(id for name in actor.names for id in sheet.bearers.get(bare_name(name.text), ()))


def _is_claimant(actor: Actor, fact: Fact, sheet: FactSheet) -> bool:
    if fact.by in sheet_ids(actor, sheet):
        return True
    return fact.names_several and (_is_named(actor, fact.text) or _is_publisher(actor, fact, sheet))


def _is_named(actor: Actor, text: str) -> bool:
    # A person is named by the surname, a body by all words of its id in any order.
    words = actor.id.split("-")[-1:] if actor.kind is ActorKind.PERSON else actor.id.split("-")
    return all(word in text.lower() for word in words) or any(name.text in text for name in actor.names)


def _is_publisher(actor: Actor, fact: Fact, sheet: FactSheet) -> bool:
    publishers = {sheet.publishers[source] for source in fact.sources}
    return any(publisher.startswith(name.text) for publisher in publishers for name in actor.names)


def _is_counted(quantity: Quantity, fact: Fact) -> bool:
    bounds = (quantity.count.low, quantity.count.high)
    alike = [figure for figure in fact.figures if (figure.low, figure.high) == bounds]
    if alike:
        return any(_measures(quantity, figure) for figure in alike)
    # The sheet gives parts of a figure, and versions that it puts side by side, in words only.
    is_free = fact.names_several or not any(_measures(quantity, figure) for figure in fact.figures)
    return is_free and bounds in counts_in(fact.words)


def _measures(quantity: Quantity, figure: SheetFigure) -> bool:
    return quantity.harm in HARMS[figure.category] and quantity.category in _whom(figure)


def _whom(figure: SheetFigure) -> tuple[Category, ...]:
    # Who left home is counted without a look at uniforms.
    return (*WHO[figure.who], Category.UNSPECIFIED) if figure.category in UPROOTED else WHO[figure.who]


def _numbers_of(fact: Fact) -> frozenset[int]:
    dates = " ".join(date.text for date in (fact.said, fact.as_of) if date)
    ends = {end for figure in fact.figures for end in (figure.low, figure.high) if end is not None}
    return numbers_in(f"{fact.words} {re.sub(r'[-T:+]0?', ' ', dates)}") | ends


def _is_moment(written: Date | None, known: Date | None, fact: Fact) -> bool:
    if written is None or known is None:
        return written is known or (written is not None and _is_in_words(written, fact))
    if written.approximate != known.approximate:
        return False
    if _span(written) == _span(known):
        return True
    first, last = _span(known)
    is_within = first <= _span(written)[0] and _span(written)[1] <= last
    # Whatever is closer than the sheet's bounds has to stand in its words.
    return is_within and not known.is_point and _is_in_words(written, fact)


def _is_in_words(date: Date, fact: Fact) -> bool:
    return any(_day_in_words(point) in fact.words for point in date.points)


def _day_in_words(point: Point) -> str:
    day = point.earliest
    return f"{day.day} {MONTHS[day.month - 1]}"


def _span(date: Date) -> tuple[float, float]:
    """Return the first and the last minute of a date in local time."""
    first = _minute(date.points[0], 0, False) if date.earliest else float("-inf")
    last = _minute(date.points[-1], 24 * 60 - 1, True) if date.latest else float("inf")
    return first, last


def _minute(point: Point, otherwise: int, at_end: bool) -> float:
    day = point.latest if at_end else point.earliest
    if not point.clock:
        return day.ordinal * 24 * 60 + otherwise
    return day.ordinal * 24 * 60 + point.clock.utc_seconds(LOCAL_MINUTES) / 60 + LOCAL_MINUTES


def _shown(quantity: Quantity) -> str:
    count = range_of(quantity.count.low, quantity.count.high)
    return f"{quantity.harm} {quantity.category} {count}"


def _text(date: Date | None) -> str:
    return date.text if date else "no date"


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"\w+", text.lower()) if len(word) > 3)
