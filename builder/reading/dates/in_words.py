"""Read dates and spans in words, such as “12–16 August 1969”, into the EDTF text of the same meaning."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from msgspec import Struct

from builder.model.dates import days_in_month
from builder.model.month_names import month_names

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
# Languages in which chronologies of this kind are often written.
_LANGUAGES = "ar az be bg bs cs de el es fa fr he hr hu hy it ka lt lv mk nl pl pt ro ru sk sl sq sr tr uk".split()
_MOST_JOINERS = 8
_LONGEST = 100
_JOINER = r"\s*(?:-+>|→|-|/|\b(?:to|until|till|through|and|or)\b|&)\s*"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er)?\.?"
_MONTH = r"(?P<month>[^\W\d_]{3,12})\.?"
_YEAR = r"(?P<year>\d{4})"
_SAID_OF_IT = (
    r"(?P<word>circa|ca?\.?|about|around|approximately|roughly|perhaps|possibly|probably|maybe|since|from|after"
    r"|later than|until|till|to|before|by|up to|earlier than)\s+(?P<rest>\S.*)"
)
_WEEKDAY = r"(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\.?"
_HOUR = (
    r"(?:(?P<hour>\d\d?)(?:[:.](?P<minute>[0-5]\d)(?::[0-5]\d)?(?:\s?(?:GMT|UTC)?\s?(?P<offset>[+-]\d\d:?\d\d))?|(?=\s?[ap]\.?m))"
    r"(?:\s?(?P<half>[ap])\.?m\.?)?|noon|midday)"
)
_TIMED = (rf"(?P<day>.+?),?\s+(?:at\s+)?{_HOUR}", rf"(?:at\s+)?{_HOUR},?\s+(?:on\s+)?(?P<day>.+)")
_SIDES = (
    # As spreadsheets and programs have it, in short or without blanks.
    r"(?P<day>\d{1,2})[-\s]?(?P<month>[^\W\d_]{3,9})\.?[-\s]?(?P<year>\d{4})",
    r"(?P<year>\d{4})-(?P<month>[^\W\d_]{3,9})(?:-(?P<day>\d{1,2}))?",
    r"(?P<year>\d{4})/(?P<number>\d\d?)/(?P<day>\d\d?)",
    r"(?P<year>\d{4})(?:-(?P<number>\d\d?)(?:-(?P<day>\d\d?))?)?",
    rf"(?:{_DAY}\s*(?:of\s+|de\s+)?)?{_MONTH},?(?:\s+(?:de\s+)?{_YEAR})?",
    rf"{_MONTH}\s+{_DAY}(?:,?\s+{_YEAR})?",
    rf"(?P<year>\d{{4}})\s+{_MONTH}(?:\s+{_DAY})?",
    rf"{_DAY}(?:,?\s+{_YEAR})?",
    r"(?P<day>\d{1,2})\.\s?(?P<number>\d{1,2})\.\s?(?P<year>\d{4})?",
)


class WrittenDay(Struct, frozen=True):
    """What one side of a span says: each part None where the other side says it."""

    year: int | None
    month: int | None
    day: int | None

    @property
    def text(self) -> str | None:
        """Return the day as EDTF writes it; None where a part is missing, or the calendar has no such day."""
        year, month, day = self.year, self.month, self.day
        if year is None or (month is None and day is not None) or (month is not None and not 1 <= month <= 12):
            return None
        if month is not None and day is not None and not 1 <= day <= days_in_month(year, month):
            return None
        return f"{year:04}" + "".join(f"-{part:02}" for part in (month, day) if part is not None)


def meant_by(text: str) -> str | None:
    """Return the EDTF text of the same meaning as a date or span in words; None where it is not understood."""
    if len(text) > _LONGEST:
        return None
    written = re.sub(r"(?i)^\s*(?:(?:on|le|el|il|den|am)\s+)?(?:the\s+)?(?:[a-z]+day,?\s+)?|\s+$", "", text)
    for side in _sides(written):
        if side.year is not None and side.text:
            return side.text
    prefix = re.match(r"(?i)(from|between)\s+", written)
    bare = written[prefix.end() :] if prefix else written
    for joiner in list(re.finditer(_JOINER, bare, re.IGNORECASE))[:_MOST_JOINERS]:
        for first in _sides(bare[: joiner.start()]):
            for last in _sides(bare[joiner.end() :]):
                if pair := _completed(first, last):
                    return _joined(*pair, "to" if prefix else joiner[0].strip().lower())
    # What is said of a date in words is said of the same date in digits.
    if said := re.fullmatch(_SAID_OF_IT, written, re.IGNORECASE):
        word, rest = said["word"], meant_by(said["rest"])
        return rest and f"{word} {rest}"
    for pattern in _TIMED:
        if timed := re.fullmatch(pattern, written, re.IGNORECASE):
            return _timed(meant_by(timed["day"]), timed)
    return None


def _timed(day: str | None, clock: re.Match[str]) -> str | None:
    hour, half, offset = int(clock["hour"] or 12), (clock["half"] or "").lower(), clock["offset"] or ""
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    if offset and ":" not in offset:
        offset = f"{offset[:3]}:{offset[3:]}"
    return f"{day}T{hour:02}:{clock['minute'] or '00'}{offset}" if day and hour < 24 else None


def without_year(text: str) -> str | None:
    """Return how EDTF writes a day and a month that lack only their year, with YYYY in its place."""
    for side in _sides(text.strip().replace("-", " ")):
        if side.year is None and side.month is not None and 1 <= side.month <= 12:
            return f"YYYY-{side.month:02}" + (f"-{side.day:02}" if side.day else "")
    return None


def _sides(text: str) -> Iterator[WrittenDay]:
    bare = re.sub(rf"(?i)^(?:[a-z]+day|{_WEEKDAY}),?\s+", "", text.strip())
    for pattern in _SIDES:
        if not (found := re.fullmatch(pattern, bare, re.IGNORECASE)):
            continue
        parts = found.groupdict()
        month = _month(parts["month"]) if parts.get("month") else _number(parts.get("number"))
        if parts.get("month") and month is None:
            continue
        day = _number(parts.get("day"))
        if day is None or 1 <= day <= 31:
            yield WrittenDay(_number(parts.get("year")), month, day)


def _completed(first: WrittenDay, last: WrittenDay) -> tuple[str, str] | None:
    """Complete each end of a span from the other; None if the result does not run forwards."""
    month, last_month = first.month, last.month
    if (first.day is None) is (last.day is None) and first.day is not None:
        month, last_month = month or last_month, last_month or month
    if (first.day is None) is not (last.day is None) or (month is None) is not (last_month is None):
        return None
    turns = month is not None and last_month is not None and month > last_month
    last_year = last.year if last.year is not None else first.year
    year = first.year
    if year is None and last_year is not None:
        year = last_year - turns
    begin = WrittenDay(year, month, first.day).text
    end = WrittenDay(last_year, last_month, last.day).text
    return (begin, end) if begin and end and begin < end else None


def _joined(first: str, last: str, joiner: str) -> str:
    match joiner:
        case "or":
            return f"[{first},{last}]"
        case "and" | "&":
            return f"{{{first},{last}}}"
        case _:
            return f"{first}/{last}"


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _month(word: str) -> int | None:
    plain = word.casefold()
    english = [number for number, name in enumerate(MONTHS, 1) if name.lower().startswith(plain)]
    return english[0] if len(english) == 1 else _months_elsewhere().get(plain)


@cache
def _months_elsewhere() -> Mapping[str, int]:
    """Return the names that months have in other languages, but for those that mean two of them."""
    found: dict[str, set[int]] = {}
    for language in _LANGUAGES:
        for number, name in month_names(language):
            found.setdefault(name.casefold().rstrip("."), set()).add(number)
    return {name: next(iter(numbers)) for name, numbers in found.items() if len(numbers) == 1}
