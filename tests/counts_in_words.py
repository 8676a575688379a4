"""Find numbers in plain English, with the bounds that the words around them give: “more than 20” is 20 and above.

Known is what the fact sheet and the publication write: digits, words up to ninety-nine, and hundreds, thousands and
millions of them."""

import re
from collections.abc import Iterator
from functools import cache

Bounds = tuple[int | None, int | None]

MONTHS = "January February March April May June July August September October November December".split()
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_NUMERALS = {word: number for number, word in enumerate(_UNITS)} | {
    word: number * 10 for number, word in enumerate(_TENS, 2)
}
_WORD = rf"(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_UNITS[1:10])}))?|{'|'.join(reversed(_UNITS))}"
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_HALF_A_MILLION = "half a million"
_NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+|\b(?:{_WORD})\b)(?: (?:{'|'.join(_SCALES)})\b)?|{_HALF_A_MILLION}"
_AND_ABOVE = r"(?:more than|over|at least|not fewer than|exceeds|exceeded)"
_AND_BELOW = r"(?:up to|as many as|at most|nearly|almost|close to)"
_COUNT = re.compile(
    rf"(?P<above>{_AND_ABOVE} )?(?P<below>{_AND_BELOW} )?(?P<low>{_NUMBER})"
    rf"(?:(?: to |[-–]| and )(?P<high>{_NUMBER}))?(?P<more>\+| or more)?",
    re.IGNORECASE,
)
_DAY = re.compile(rf"\b\d+(?:[-–]\d+)? (?:{'|'.join(MONTHS)})\b(?: \d{{4}})?")
# A name or a description: what begins with a number is a part or a day.
_REMARK = re.compile(r"[^,;.:()]{0,60}\(([^)\d][^)]*)\)")
# “One” is an article as often as a number.
_TOO_COMMON = 1


@cache
def numbers_in(text: str) -> frozenset[int]:
    """Return all numbers that are written in a text, but for one."""
    return frozenset(map(_value, re.findall(_NUMBER, text, re.IGNORECASE))) - {_TOO_COMMON}


@cache
def counts_in(text: str) -> tuple[tuple[Bounds, int], ...]:
    """Return the counts that are written in a text, but for days, and the place of each.

    A range is given as its ends, too."""
    without_days = _DAY.sub(lambda day: " " * len(day[0]), text)
    return tuple((bounds, found.start()) for found in _COUNT.finditer(without_days) for bounds in _bounds(found))


@cache
def counts_with_owners(text: str) -> tuple[tuple[Bounds, str], ...]:
    """Return the counts that are followed by a remark in brackets within their clause: “105 (Armenia)”."""
    return tuple(
        (bounds, remark[1])
        for found in _COUNT.finditer(text)
        if (remark := _REMARK.match(text, found.end()))
        for bounds in _bounds(found)
    )


def _bounds(found: re.Match[str]) -> Iterator[Bounds]:
    low, high = _value(found["low"]), _value(found["high"]) if found["high"] else None
    if high is not None:
        yield from ((low, high), (low, low), (high, high))
    elif found["above"] or found["more"]:
        yield low, None
    elif found["below"]:
        yield None, low
    else:
        yield low, low


def _value(written: str) -> int:
    if written.lower() == _HALF_A_MILLION:
        return 500_000
    number, _, scale = written.lower().rpartition(" ")
    if scale in _SCALES:
        return _value(number) * _SCALES[scale]
    if written[0].isdigit():
        return int(written.replace(",", ""))
    return sum(_NUMERALS[word] for word in re.split(r"[- ]", written.lower()))
