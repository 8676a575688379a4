"""Read counts as sources write them, such as “at least 10” or 1,200, to propose how they are written here."""

import re
import unicodedata
from collections.abc import Callable
from types import MappingProxyType

from builder.model.claim import MOST_DIGITS

_LONGEST = 60
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = MappingProxyType(
    {
        **{word: number for number, word in enumerate(_SMALL)},
        **{word: number for number, word in zip(range(20, 100, 10), _TENS, strict=True)},
        **{f"{ten}-{_SMALL[one]}": 20 + 10 * n + one for n, ten in enumerate(_TENS) for one in range(1, 10)},
    }
)  # fmt: skip
_LARGE = MappingProxyType({"hundred": 100, "thousand": 1000, "million": 1_000_000})
_DASHES = "‐‑‒–—―−"
_PLAIN = MappingProxyType(
    {
        "some": "several many dozens scores hundreds thousands various multiple few a-few numerous",
        "none": "no nobody nil none zero",
        "unknown": "? n/a na not-known unclear unspecified unreported tbd tbc",
    }
)
_NUMBER = r"(\d{1,12}|[a-z]+(?:-[a-z]+)?(?:\s(?:hundred|thousand|million))?|\d{1,6}\s(?:hundred|thousand|million))"
_AT_LEAST = r"(?:at least|a minimum of|minimum|min\.?|no fewer than|not less than|no less than|>=|≥)"
_MORE = r"(?:more than|over|above|upwards of|exceeding|>)"
_AT_MOST = r"(?:at most|up to|a maximum of|maximum|max\.?|no more than|not more than|<=|≤)"
_FEWER = r"(?:fewer than|less than|under|below|<)"
_ABOUT = (
    r"(?:about|around|approximately|approx\.?|circa|ca?\.?|roughly|some|nearly|almost|an estimated|estimated|≈|∼|〜)"
)
_NO_UNIT = r"(?:dozen|hundred|thousand|million|fewer|more|plus|approx|about|least|most|less|above|minimum|maximum)\b"
_TO = r"\s?(?:-|\bto\b|\bor\b|/|\.\.\.|…)\s?"


def count_meant(text: str) -> str | None:
    """Return how a count in words or signs is written here; None where it is not understood."""
    if len(text) > _LONGEST:
        return None
    plain = _plain(text)
    for word, meanings in _PLAIN.items():
        if plain.replace(" ", "-") in meanings.split() or plain == f"{word} known":
            return word
    forms: tuple[tuple[str, Callable[[int], str | None]], ...] = (
        (_NUMBER, lambda exact: f"{exact}" if exact else None),
        (rf"(?:{_ABOUT}\s)?{_NUMBER}\sdozen", lambda dozens: f"~{12 * dozens}"),
        (rf"{_AT_LEAST}\s?{_NUMBER}", lambda low: f"{low}.."),
        (rf"{_NUMBER}\s?(?:\+|or more|or above|at least|plus)", lambda low: f"{low}.."),
        (rf"{_MORE}\s?{_NUMBER}", lambda low: f"{low + 1}.."),
        (rf"{_AT_MOST}\s?{_NUMBER}", lambda high: f"..{high}"),
        (rf"{_NUMBER}\s(?:or fewer|or less|at most)", lambda high: f"..{high}"),
        (rf"{_FEWER}\s?{_NUMBER}", lambda high: f"..{high - 1}" if high else None),
        (rf"(?:{_ABOUT}|~)\s?{_NUMBER}", lambda about: f"~{about}"),
        (rf"{_NUMBER}\s?(?:~|approx\.?|approximately)", lambda about: f"~{about}"),
    )
    for pattern, write in forms:
        found = re.fullmatch(pattern, plain)
        number = _number(found[1]) if found else None
        if number is not None:
            return write(number)
    found = re.fullmatch(rf"(?:between\s|from\s)?{_NUMBER}(?:{_TO}|\sand\s){_NUMBER}", plain)
    low, high = (_number(found[1]), _number(found[2])) if found else (None, None)
    return f"{low}..{high}" if low is not None and high is not None and low < high else None


def _plain(text: str) -> str:
    """Return a text in ASCII as far as it goes: digits of any script, dashes, and no marks between thousands."""
    digits = (str(unicodedata.decimal(char, char)) for char in text)
    plain = "".join("-" if char in _DASHES else " " if char.isspace() else char for char in digits).lower().strip()
    plain = re.sub(r"(?<=\d)[,’' ](?=\d{3}(?!\d))|(?<=\d)\.(?=\d{3}(?!\d))", "", plain)
    plain = re.sub(r"\s*\b(?:people|persons|dead|killed|wounded|injured|men|casualties)$", "", plain)
    # Who was counted is not what was counted.
    plain = re.sub(rf"(?<=\d)\s(?!{_NO_UNIT})[a-z]{{4,}}(?:\s[a-z]{{4,}})?$", "", plain)
    plain = re.sub(r"\ba (?=dozen|hundred|thousand|million)", "1 ", plain)
    plain = re.sub(r"^(\D*\d{1,6})k$", r"\1 thousand", plain)
    return re.sub(r"(?<=\d)\.0$", "", plain)


def _number(word: str) -> int | None:
    first, _, large = word.partition(" ")
    number = int(first) if first.isascii() and first.isdigit() else _WORDS.get(first)
    if first in _LARGE and not large:
        return None
    if number is None or (large and large not in _LARGE):
        return None
    found = number * _LARGE.get(large, 1)
    return found if len(str(found)) <= MOST_DIGITS else None
