"""Notations whose EDTF form has to be worked out: weeks, days of a year, quarters, centuries, hours of twelve."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from types import MappingProxyType


def computed(part: str) -> tuple[str, str, int] | None:
    """Return the words that are not EDTF, the text that is, and where the words begin; None for all others."""
    for pattern, work_out in _FORMS.items():
        found = re.fullmatch(pattern, part, re.IGNORECASE | re.ASCII)
        written = work_out(found) if found else None
        if found and written:
            return found["odd"], written, found.start("odd")
    return None


def _week(found: re.Match[str]) -> str | None:
    year, week, day = int(found["year"]), int(found["week"]), found["day"]
    try:
        if day:
            return date.fromisocalendar(year, week, int(day)).isoformat()
        return f"{date.fromisocalendar(year, week, 1)}/{date.fromisocalendar(year, week, 7)}"
    except ValueError:
        return None


def _day_of_year(found: re.Match[str]) -> str | None:
    year, number = int(found["year"]), int(found["number"])
    day = date(year, 1, 1) + timedelta(days=number - 1) if 1 <= year < 9999 and number else None
    return day.isoformat() if day and day.year == year else None


def _quarter(found: re.Match[str]) -> str:
    return f"{found['year']}-{32 + int(found['quarter'])}"


def _in_characters(found: re.Match[str]) -> str:
    return "-".join((found["year"], *(part.zfill(2) for part in (found["month"], found["day"]) if part)))


def _half(found: re.Match[str]) -> str:
    return f"{found['year']}-{40 if found['half'].lower() in ('1', 'first', '1st') else 41}"


def _give_or_take(found: re.Match[str]) -> str:
    year, years = int(found["year"]), int(found["years"])
    return f"[{year - years:04}..{year + years:04}]"


def _century(found: re.Match[str]) -> str | None:
    number = int(found["number"])
    return f"{number - 1:02}XX" if 1 <= number <= 100 else None


def _roman_month(found: re.Match[str]) -> str | None:
    month = _ROMAN.index(found["month"].lower()) + 1 if found["month"].lower() in _ROMAN else 0
    return f"{found['year']}-{month:02}-{int(found['day']):02}" if month and 1 <= int(found["day"]) <= 31 else None


def _hour_of_twelve(found: re.Match[str]) -> str | None:
    hour = int(found["hour"])
    if not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if found["half"].lower() == "p" else 0)
    return f"{found['day']}T{hour:02}:{found['minute'] or '00'}"


_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_OF_TWELVE = r"(?P<odd>(?P<hour>\d\d?)(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap])\.?m\.?)"
_Form = Callable[[re.Match[str]], str | None]
_FORMS: Mapping[str, _Form] = MappingProxyType(
    {
        r"(?P<year>\d{4})-?(?P<odd>W(?P<week>\d\d?)(?:-?(?P<day>[1-7]))?)": _week,
        r"(?P<year>\d{4})-(?P<odd>(?P<number>\d{3}))": _day_of_year,
        r"(?P<year>\d{4})[-\s]?(?P<odd>Q(?P<quarter>[1-4]))": _quarter,
        r"(?P<day>\d\d?)[\s./-]\s?(?P<odd>(?P<month>[ivx]{1,4}))[\s./-]\s?(?P<year>\d{4})": _roman_month,
        r"(?P<odd>(?:week|c?w|kw)\s?(?P<week>\d\d?))(?:,\s?|\sof\s|[\s/-])(?P<year>\d{4})(?P<day>)": _week,
        r"(?P<odd>(?P<quarter>[1-4])(?:st|nd|rd|th)\squarter)\s(?:of\s)?(?P<year>\d{4})": _quarter,
        r"(?P<odd>(?:h(?P<half>[12])))[\s/-](?P<year>\d{4})": _half,
        r"(?P<odd>(?:the\s)?(?P<half>first|second|1st|2nd)\shalf\s(?:of\s)?)(?P<year>\d{4})": _half,
        r"(?P<odd>Q(?P<quarter>[1-4]))[\s/-](?P<year>\d{4})": _quarter,
        r"(?:the\s)?(?P<odd>(?P<number>\d{1,2})(?:st|nd|rd|th)[\s-](?:century|cent\.?|c\.?))": _century,
        r"(?P<year>\d{4})\s?(?P<odd>[年년])\s?(?:(?P<month>\d\d?)[月월])?\s?(?:(?P<day>\d\d?)[日일])?": (
            _in_characters
        ),
        r"(?P<year>[1-9]\d{3})\s?(?P<odd>±\s?(?P<years>\d\d?))": _give_or_take,
        rf"(?P<day>-?\d{{4}}-\d\d-\d\d)[T\s]{_OF_TWELVE}": _hour_of_twelve,
    }
)
