"""Find numbers in plain English, with the bounds that the words around them give: “more than 20” is 20 and above.

Only what the fact sheet and the publication write is known here: digits, and words up to ninety-nine."""

import re
from collections.abc import Iterator
from functools import cache

Bounds = tuple[int | None, int | None]

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_NUMERALS = {word: number for number, word in enumerate(_UNITS)} | {
    word: number * 10 for number, word in enumerate(_TENS, 2)
}
_WORD = rf"(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_UNITS[1:10])}))?|{'|'.join(reversed(_UNITS))}"
_NUMBER = rf"\d{{1,3}}(?:,\d{{3}})+|\d+|\b(?:{_WORD})\b"
_AND_ABOVE = r"(?:more than|over|at least|not fewer than|exceeds|exceeded)"
_AND_BELOW = r"(?:up to|as many as|at most|nearly|almost|close to)"
_COUNT = re.compile(
    rf"(?P<above>{_AND_ABOVE} )?(?P<below>{_AND_BELOW} )?(?P<low>{_NUMBER})"
    rf"(?:(?: to |[-–]| and )(?P<high>{_NUMBER}))?(?P<more>\+| or more)?",
    re.IGNORECASE,
)
# “One” is an article as often as a number.
_TOO_COMMON = 1


@cache
def numbers_in(text: str) -> frozenset[int]:
    """Return all numbers that are written in a text, but for one."""
    return frozenset(map(_value, re.findall(_NUMBER, text, re.IGNORECASE))) - {_TOO_COMMON}


@cache
def counts_in(text: str) -> frozenset[Bounds]:
    """Return all counts that are written in a text, as their bounds; a range is given as its ends, too."""
    return frozenset(bounds for found in _COUNT.finditer(text) for bounds in _bounds(found))


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
    if written[0].isdigit():
        return int(written.replace(",", ""))
    return sum(_NUMERALS[word] for word in re.split(r"[- ]", written.lower()))
