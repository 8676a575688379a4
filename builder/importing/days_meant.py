"""Find the days that a text names, and those that words such as “on Tuesday” mean, counted from the text's own day.

Each is EDTF: a week is a span, a month stays a month."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from types import MappingProxyType

from builder.importing.dates_elsewhere import edtf_of
from builder.importing.record import Spoilt
from builder.reading.dates.in_words import meant_by

_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_WEEKDAY = "|".join(_WEEKDAYS)
_NUMBERS = MappingProxyType(
    {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
)
_NUMBER = rf"\d{{1,3}}|{'|'.join(_NUMBERS)}"
_WORD = r"[^\W\d_]{3,12}\.?"
# In words in any language that Babel knows the months of, and in digits.
_DATES = re.compile(
    r"(?<![\w/-])(?:\d{4}-\d\d-\d\d|\d{1,2}([./])\d{1,2}\1\d{4}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\.?[ \u00a0](?:of |de )?{_WORD},?[ \u00a0](?:de )?\d{{4}}"
    rf"|{_WORD}[ \u00a0]\d{{1,2}}(?:st|nd|rd|th)?,?[ \u00a0]\d{{4}})(?![\w/-])"
)
_RELATIVE = re.compile(
    r"\b(today|tonight|this (?:morning|afternoon|evening)|yesterday|last night|tomorrow"
    rf"|(?:on |last |this |next )?(?:{_WEEKDAY})|(?:{_NUMBER}) (?:day|week|month|year)s? (?:ago|earlier)"
    r"|(?:last|this|earlier this) (?:week|month|year))\b",
    re.IGNORECASE,
)


def days_named(text: str) -> Iterator[tuple[str, str]]:
    """Pair each date in a text with its EDTF; a date that can mean two days is passed over."""
    for found in _DATES.finditer(text):
        if day := _day_of(found[0]):
            yield found[0], day


def days_meant(text: str, own: str) -> Iterator[tuple[str, str]]:
    """Pair words that mean a day with the day; those that count from the text's own are reckoned from it."""
    yield from days_named(text)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", own):
        day = date.fromisoformat(own)
        for found in _RELATIVE.finditer(text):
            yield found[0], _reckoned(found[0].lower(), day)


def _day_of(written: str) -> str | None:
    plain = " ".join(re.sub(r"(\d)(?:st|nd|rd|th)\b", r"\1", written).replace(".", ". ").split()).replace(" . ", ".")
    for text in (written.replace("\u00a0", " "), plain):
        try:
            found = (
                edtf_of(text)
                if text[0].isdigit() and text[-1].isdigit() and not re.search(r"[^\W\d_]", text)
                else None
            )
        except Spoilt:
            found = None
        if found := found or meant_by(text.replace(",", "")):
            return found
    return None


def _reckoned(words: str, day: date) -> str:
    if words.split()[-1] in _WEEKDAYS:
        return _weekday(words, day).isoformat()
    if words.endswith(("ago", "earlier")):
        number, unit, *_ = words.split()
        return _back(int(number) if number.isdecimal() else _NUMBERS[number], unit.rstrip("s"), day)
    if words.endswith(("week", "month", "year")):
        return _period(words, day)
    return (day + timedelta(days={"yesterday": -1, "last night": -1, "tomorrow": 1}.get(words, 0))).isoformat()


def _weekday(words: str, day: date) -> date:
    """Return the last such day, as reports mean it; the next one where they say so."""
    back = (day.weekday() - _WEEKDAYS.index(words.split()[-1])) % 7
    if words.startswith("next"):
        return day + timedelta(days=7 - back)
    return day - timedelta(days=back or (7 if words.startswith("last") else 0))


def _back(number: int, unit: str, day: date) -> str:
    if unit in ("day", "week"):
        back = (day - timedelta(days=number * (7 if unit == "week" else 1))).isoformat()
        return back if unit == "day" else f"{back}~"
    if unit == "year":
        return f"{day.year - number:04}"
    months = day.year * 12 + day.month - 1 - number
    return f"{months // 12:04}-{months % 12 + 1:02}"


def _period(words: str, day: date) -> str:
    is_last = words.startswith("last")
    if words.endswith("year"):
        return f"{day.year - is_last:04}"
    if words.endswith("month"):
        return _back(int(is_last), "month", day)
    monday = day - timedelta(days=day.weekday() + 7 * is_last)
    return f"{monday}/{monday + timedelta(days=6) if is_last else day}"
