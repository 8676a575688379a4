"""Decide whether a fact of the sheet gives a figure of a claim, as a figure or in its words.

The sheet gives parts of a figure (“10, incl. 5 children”), steps of a series and versions put side by side in words
only; there the clause has to say the same harm, and no other kind of people."""

import re
from collections.abc import Mapping

from counts_in_words import counts_in
from fact_sheet import Fact, SheetFigure

from builder.model.claim import Category, Certainty, Harm, Quantity

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
# Parts of what the sheet counts together.
PARTS: Mapping[str, tuple[Harm, ...]] = {
    "killed-or-wounded": (Harm.KILLED, Harm.INJURED),
    "killed-or-missing": (Harm.KILLED, Harm.MISSING),
}
# Who left home, or died on the way, is counted without a look at uniforms.
ON_THE_MOVE = ("displaced", "evacuated", "died", "remaining")
WITHOUT_A_NUMBER = (Certainty.SOME, Certainty.UNKNOWN)
HARM_IN_WORDS: Mapping[Harm, str] = {
    Harm.KILLED: "kill|dead|died|death|bod(?:y|ies)|lives|remains|perish",
    Harm.INJURED: "wound|injur|hurt|hospital",
    Harm.MISSING: "missing|unaccounted|contact lost|unknown fate",
    Harm.CAPTURED: "captur|hostage|captive|taken away|held|prisoner",
    Harm.DETAINED: "arrest|detain",
    Harm.DISPLACED: "displac|fled|flee|left|leav|deport|expel|refugee|driven|moved|arriv",
    Harm.CASUALTIES: "victim",
    Harm.OTHER: "dead and missing|returned|handed|freed|remained",
}
ANY_HARM = re.compile("|".join(f"(?P<{harm.name}>{words})" for harm, words in HARM_IN_WORDS.items()))
WHO_IN_WORDS: Mapping[Category, re.Pattern[str]] = {
    Category.CIVILIANS: re.compile("civilian|inhabitant|resident|worker|journalist"),
    Category.COMBATANTS: re.compile("soldier|servic|fighter|troop|militar|personnel|enemy"),
    Category.SECURITY_FORCES: re.compile("polic|interior ministry"),
    Category.PEACEKEEPERS: re.compile("peacekeep|officer"),
    Category.CHILDREN: re.compile("child|minor|boy"),
    Category.WOMEN: re.compile("wom[ae]n"),
    Category.MEN: re.compile(r"\bm[ae]n\b"),
}


def is_counted(quantity: Quantity, fact: Fact, words: str) -> bool:
    """Return whether a fact, whose words are given with those of the claim's sources, counts the same."""
    bounds = (quantity.count.low, quantity.count.high)
    same_measure = [figure for figure in fact.figures if _measures(quantity, figure)]
    if quantity.count.certainty in WITHOUT_A_NUMBER:
        return not same_measure
    same_count = [figure for figure in fact.figures if (figure.low, figure.high) == bounds]
    if same_count:
        return any(figure in same_measure for figure in same_count)
    as_said = [figure for figure in fact.figures if bounds in dict(counts_in(figure.as_said))]
    has_versions = fact.names_several or fact.is_series
    if any(_may_hold(figure, quantity, has_versions) for figure in as_said):
        return True
    if (as_said and has_versions) or (same_measure and not has_versions):
        return False
    return any(_speaks_of(quantity, part, fact) for part in re.split("[;.] ", words))


def _may_hold(figure: SheetFigure, quantity: Quantity, has_versions: bool) -> bool:
    """Return whether a figure may name a count besides its own: another version or step, or a part of it."""
    if has_versions:
        return _measures(quantity, figure) or quantity.harm in PARTS.get(figure.category, ())
    harms = (*HARMS[figure.category], *PARTS.get(figure.category, ()))
    return quantity.harm in harms and not _measures(quantity, figure)


def _measures(quantity: Quantity, figure: SheetFigure) -> bool:
    whom = (*WHO[figure.who], Category.UNSPECIFIED) if figure.category in ON_THE_MOVE else WHO[figure.who]
    return quantity.harm in HARMS[figure.category] and quantity.category in whom


def _speaks_of(quantity: Quantity, text: str, fact: Fact) -> bool:
    """Return whether a text says a count, next to the harm and with no other people than are counted."""
    bounds = (quantity.count.low, quantity.count.high)
    places = [place for count, place in counts_in(text) if count == bounds]
    same_harm = [figure for figure in fact.figures if quantity.harm in HARMS[figure.category]]
    is_only_harm = bool(same_harm) and same_harm == list(fact.figures)
    if not any(is_only_harm or _harm_at(text, place) is quantity.harm for place in places):
        return False
    if any(_measures(quantity, figure) for figure in same_harm) or quantity.category in WHO["unspecified"]:
        return True
    if fact.figures and all(quantity.category in WHO[figure.who] for figure in fact.figures):
        return True
    return quantity.category in WHO_IN_WORDS and bool(WHO_IN_WORDS[quantity.category].search(text))


def _harm_at(text: str, place: int) -> Harm | None:
    """Return the harm that is said nearest to a place between the same commas, else before it, else anywhere."""
    start, end = text.rfind(",", 0, place) + 1, text.find(",", place)
    ranges = ((start, len(text) if end < 0 else end), (0, start), (0, len(text)))
    found = next(filter(None, (list(ANY_HARM.finditer(text, *between)) for between in ranges)), [])
    nearest = min(found, key=lambda word: abs(word.start() - place), default=None)
    return Harm[nearest.lastgroup] if nearest and nearest.lastgroup else None
