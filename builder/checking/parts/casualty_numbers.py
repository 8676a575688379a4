"""Find in English prose how many people are said to have come to harm, and what claims say of that.

Dates, ages, hours, distances and numbers of articles, resolutions and units are no such numbers."""

import re
from collections.abc import Iterator
from functools import cache
from types import MappingProxyType

from msgspec import Struct

from builder.checking.parts.stretches import stretches
from builder.model.claim import MOST_DIGITS, Certainty, Claim, Harm, Quantity
from builder.model.entry import Entry
from builder.model.patterns import pattern


class Toll(Struct, frozen=True):
    """A number of people harmed, with its place in the text."""

    number: int
    harm: Harm
    start: int
    end: int


class CasualtyNumber(Struct, frozen=True):
    """A number that one claimant gave on one question; a claim that stands alone is a question of its own."""

    number: int
    harm: Harm
    by: str
    question: str


def tolls_in(text: str) -> Iterator[Toll]:
    """Find the numbers of people harmed in a text."""
    seen: set[int] = set()
    for first, last in stretches(text, _STOP, WORDS_OF_HARM):
        for counted in _patterns_for(text[first:last].lower()) if _COUNTED.search(text, first, last) else ():
            # A little more is looked at than the stretch, to see what follows a number at its end.
            for found in counted.finditer(text, first, last + _AHEAD):
                number = _number(found["number"])
                start = found.start("number")
                if number is None or start in seen or _is_something_else(text, start, found["number"]):
                    continue
                seen.add(start)
                yield Toll(number, _HARMS[found["harm"].lower()], start, found.end("number"))


def _patterns_for(stretch: str) -> Iterator[re.Pattern[str]]:
    """List the patterns that may match in a stretch, by a sign or word that each of them needs."""
    return (counted for needed, counted in _patterns() if needed in stretch)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    # To compile them takes longer than to read a small site, in which no number may be found.
    forms = (("", _BEFORE), ("", _AFTER), (" ", _TOLL_OF), ("number", _NUMBER_OF), (":", _LISTED), ("lives", _LIVES))
    return tuple((needed, re.compile(form, re.IGNORECASE)) for needed, form in forms)


def figures_of(claims: tuple[Claim, ...]) -> list[CasualtyNumber]:
    """List the figures of claims, each once."""
    found = [
        CasualtyNumber(quantity.count.low, quantity.harm, claim.by, claim.question or f"#{claim.id}")
        for claim in claims
        for quantity in claim.quantities
        if quantity.count.low and quantity.count.certainty is not Certainty.SOME
    ]
    return list(dict.fromkeys(found))


class CarriedNumbers:
    """The numbers that the claims and the assessment of an entry have."""

    def __init__(self, entry: Entry) -> None:
        quantities = (quantity for claim in entry.claims for quantity in claim.quantities)
        pairs = {(quantity.harm, number) for quantity in quantities for number in _bounds(quantity)}
        pairs |= {
            (figure.harm, number) for figure in entry.estimates for number in (figure.low, figure.best, figure.high)
        }
        self._pairs, self._numbers = pairs, {number for _, number in pairs}

    def holds(self, number: int, harm: Harm) -> bool:
        """Return whether one of them has this number of people harmed in this way."""
        if harm is Harm.CASUALTIES:
            return number in self._numbers
        return any((carried, number) in self._pairs for carried in (harm, Harm.CASUALTIES, Harm.OTHER))


def _bounds(quantity: Quantity) -> tuple[int | None, ...]:
    # "Nearly 24" is written ..23, and "fewer than 10" ..9.
    high = quantity.count.high
    return (quantity.count.low, high, high + 1 if high and quantity.count.certainty is Certainty.AT_MOST else None)


def _is_something_else(text: str, start: int, written: str) -> bool:
    if _YEAR.fullmatch(written):
        return True
    before = text[max(0, start - _LONGEST_NOUN) : start]
    return before.rstrip().lower().endswith(_NOUN_ENDS) and _NUMBERED.search(before) is not None


def _number(written: str) -> int | None:
    if written[0].isdigit():
        digits = written if written.isdecimal() else _NO_DIGIT.sub("", written)
        return int(digits) if len(digits) <= MOST_DIGITS else None
    total = current = 0
    for word in re.split(r"[\s-]+", written.lower()):
        if word == "and":
            continue
        if word == "hundred":
            current *= 100
        elif word == "thousand":
            total, current = total + current * 1000, 0
        elif (current % 100 >= 20 and current % 10 == 0 and _WORDS[word] < 10) or current % 100 == 0:
            current += _WORDS[word]
        else:
            return None
    return total + current or None


_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = MappingProxyType(
    {word: value for value, word in enumerate(_ONES, start=1)}
    | {word: value * 10 for value, word in enumerate(_TENS, start=2)}
)
_HARMS = MappingProxyType(
    dict.fromkeys(
        "killed killing kills kill dead die dies died deaths fatalities toll lives slain".split(), Harm.KILLED
    )
    | dict.fromkeys("wounded wounding wounds wound injured injuring injures injuries hurt".split(), Harm.INJURED)
    | {"missing": Harm.MISSING, "casualties": Harm.CASUALTIES}
)
# Without one of these words a text counts nobody.
WORDS_OF_HARM = frozenset(_HARMS)

_WORD = "|".join((*_ONES, *_TENS))
# What stands in no pattern, and how far a pattern looks past a number.
_STOP = pattern(r"[^\w\s’',:-]+")
_AHEAD = 2
_COUNTED = pattern(rf"\d|\b(?:{_WORD})\b", re.IGNORECASE)
# Of what stands before a number, this much may be the noun that it belongs to ("resolution 822").
_LONGEST_NOUN = 40
_LARGE = rf"(?:{_WORD})(?:[-\s](?:{_WORD}|hundred|thousand)\b|(?<=dred|sand)\sand\s(?:{_WORD})\b){{0,12}}"
# The 20 of 20th, 20 %, 20:15 and 19–20 is no number of people.
_GROUPED = r"(?<![\w.,:/–-])\d{1,3}(?:[,\u00a0\u202f\u2009]\d{3})+(?!\w)"
_PLAIN = r"(?<![\w.,:/–-])\d+(?![\w%:–]|[.,/-]\d)"
# A 12-year-old is one person, and a two-day battle none.
_NUMBER = rf"(?P<number>{_GROUPED}|{_PLAIN}|\b{_LARGE}\b)(?!-[^\W\d])"
# What is counted or dated by the number instead of people.
_UNITS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    r"|years?|months?|weeks?|days?|hours?|minutes?|seconds?|times?|km|kilomet\w+|met(?:re|er)s?|miles?|tonnes?"
    "|percent|dozens?|hundreds?|thousands?|millions?|villages?|towns?|sides?|parties|attacks?|strikes?|entries"
    "|counts?|war|drones?|tanks?|vehicles?|aircraft|animals?|cattle|sheep"
)
# Words behind which another thought begins: what follows them does not belong to the number.
_JOINTS = (
    "in|on|at|by|after|before|since|from|until|to|of|when|while|where|as|and|but|or|if|that|which|than|per|is|has"
    "|said|not|no|nor|without"
)
_ABOUT = (
    r"(?:(?:at\s+least|more\s+than|fewer\s+than|less\s+than|over|about|around|nearly|almost|some|up\s+to"
    r"|as\s+many\s+as|another)\s+)?"
)
_BEFORE = (
    rf"{_NUMBER}(?:\s+(?!(?:{_UNITS}|{_JOINTS})\b)[^\W\d][\w’'-]*){{0,4}}?\s+"
    r"(?P<harm>killed|dead|die[sd]?|deaths|fatalities|slain|wounded|injured|hurt|injuries|missing|casualties)\b"
)
_AFTER = (
    r"\b(?P<harm>killed|killing|kills?|wounded|wounding|wounds?|injured|injuring|injures)\s+"
    rf"{_ABOUT}{_NUMBER}(?!\s+(?:{_UNITS})\b)"
)
_TOLL_OF = (
    r"\b(?P<harm>toll|dead|deaths|casualties|wounded|injured)\s+(?:\w+\s+)?(?:to|at|of|reached|reaches|reach|was|is)\s+"
    rf"{_ABOUT}{_NUMBER}(?!\s+(?:{_UNITS})\b)"
)
_NUMBER_OF = (
    r"\bnumber\s+of\s+(?:\w+\s+){0,4}?(?P<harm>killed|dead|deaths|fatalities|casualties|wounded|injured|missing)"
    rf"(?:\s+\w+){{0,4}}?\s+(?:was|is|reached|(?:rose|came)\s+to|st(?:an|oo)ds?\s+at)\s+{_ABOUT}{_NUMBER}"
)
_LISTED = (
    rf"\b(?P<harm>killed|dead|deaths|casualties|wounded|injured|missing):\s+{_ABOUT}{_NUMBER}(?!\s+(?:{_UNITS})\b)"
)
_LIVES = (
    rf"{_NUMBER}(?:(?:\s+(?!(?:{_UNITS}|{_JOINTS})\b)[^\W\d][\w’'-]*){{0,4}}?\s+lost\s+their)?\s+(?P<harm>lives)\b"
)
_YEAR, _NO_DIGIT = pattern(r"(?:1[89]|20)\d\d"), pattern(r"\D")
# How the nouns below end: most numbers follow none of them.
_NOUN_ENDS = (
    *("article", "articles", "resolution", "resolutions", "protocol", "protocols", "section", "sections", "chapter"),
    *("chapters", "paragraph", "paragraphs", "page", "pages", "p.", "no", "nos", "no.", "nos.", "number", "numbers"),
    *("age", "aged", "brigade", "regiment", "route", "flight", "of"),
)
_NUMBERED = pattern(
    r"\b(?:articles?|resolutions?|protocols?|sections?|chapters?|paragraphs?|pages?|p\.|nos?\.?|numbers?|aged?|brigade"
    r"|regiment|route|flight|(?:boy|girl|child|man|woman|son|daughter)\s+of)\s+$",
    re.IGNORECASE,
)
