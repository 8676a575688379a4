"""Read dates as other tools write them into EDTF, where they can mean one thing only."""

import re
from types import MappingProxyType

from builder.importing.record import Spoilt
from builder.model.dates import days_in_month
from builder.reading.dates.edtf import read_date
from builder.reading.dates.in_words import MONTHS
from builder.reading.dates.not_a_date import NotADate

_SEASONS = MappingProxyType({"spring": "21", "summer": "22", "autumn": "23", "fall": "23", "winter": "24"})
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::\d\d(?:[.,]\d+)?)?)?\s?(Z|UTC|GMT|[+-]\d\d:?\d\d)?")
_NAMED = re.compile(
    r"(?:[a-z]+day,?\s+)?(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\.?[\s-]+(?:of\s+)?)?(?P<month>[a-z]{3,9})\.?,?"
    r"(?:[\s-]+(?P<day2>\d{1,2})(?:st|nd|rd|th)?(?=\W|$))?(?:,?[\s-]+(?P<year>\d{4}))?",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?:\s+(?:0?0:00(?::00)?|12:00(?::00)? AM))?")
_MONTH_OF_YEAR = re.compile(r"(\d{1,2})[/.](\d{4})")
_ABOUT = re.compile(r"(?:c\.|ca\.?|circa|about|around)\s*(?=\w)(.+)", re.IGNORECASE)
# What databases write for no date.
_NOTHING_KNOWN = re.compile(r"0000[-/]00[-/]00(?:[ T]00:00:00(?:\.0+)?)?")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")


def edtf_of(text: str, order: str | None = None, year: str | None = None) -> str:
    """Write a date in EDTF; `order` says how 05/04/2031 is meant (`day-first`, `month-first`).

    `year` is that of a heading above, for dates without one. Raise Spoilt where a text is not a date, or is two."""
    text = text.strip()
    if (about := _ABOUT.fullmatch(text)) and re.fullmatch(r"[\d-]+", date := edtf_of(about[1], order, year)):
        return f"{date}~"
    if _NOTHING_KNOWN.fullmatch(text):
        raise Spoilt(f'"{text}" says that no date is known', "write what is known, such as a year or bounds")
    found = _iso(text) or _with_a_name(text, year) or _in_numbers(text, order)
    try:
        return read_date(found or text).text
    except NotADate as mistake:
        more = "" if mistake.says == f"“{text}” is not a date" else f": {mistake.says}"
        raise Spoilt(f'"{text}" is not a date{more}', mistake.hint) from None


def edtf_in(column: str, text: str, order: str | None = None) -> str:
    """Write the date of a column in EDTF; raise Spoilt, with the column, where it is none."""
    try:
        return edtf_of(text, order)
    except Spoilt as fault:
        raise Spoilt(fault.says, fault.hint, column) from None


def day_if_any(text: str) -> str:
    """Return the day of a date, without its time; an empty text where there is none."""
    try:
        return day_of(edtf_of(text)) if text else ""
    except Spoilt:
        return ""


def day_of(text: str) -> str:
    """Leave the time of day out of a date in EDTF."""
    return text.partition("T")[0]


def _iso(text: str) -> str | None:
    found = _ISO.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute, offset = found.groups()
    # Midnight to the second is how tables fill a column of moments for days.
    if hour is None or (hour + minute == "0000" and text[11:].startswith("00:00:00")):
        return f"{year}-{month}-{day}"
    offset = "Z" if offset in ("Z", "UTC", "GMT") else offset or ""
    offset = offset if len(offset) != 5 else f"{offset[:3]}:{offset[3:]}"
    return f"{year}-{month}-{day}T{hour}:{minute}{offset}"


def _with_a_name(text: str, year: str | None) -> str | None:
    found = _NAMED.fullmatch(text)
    if found is None:
        return None
    name, day, of = found["month"].lower(), found["day"] or found["day2"], found["year"] or year
    if of is None or (found["day"] and found["day2"]):
        return None
    if name in _SEASONS and not day:
        return f"{of}-{_SEASONS[name]}"
    short = "sep" if name == "sept" else name
    month = next((number for number, whole in enumerate(MONTHS, 1) if whole.lower().startswith(short)), None)
    if month is None:
        return None
    return f"{of}-{month:02}" + (f"-{int(day):02}" if day else "")


def _in_numbers(text: str, order: str | None) -> str | None:
    if first := _YEAR_FIRST.fullmatch(text):
        return f"{first[1]}-{int(first[2]):02}-{int(first[3]):02}"
    if month := _MONTH_OF_YEAR.fullmatch(text):
        return f"{month[2]}-{int(month[1]):02}"
    found = _NUMBERS.fullmatch(text)
    if found is None:
        return None
    one, separator, two, year = found.groups()
    meant = {
        "day-first": _day(year, two, one),
        "month-first": _day(year, one, two),
    }
    if order is None and separator == ".":
        order = "day-first"
    possible = {day for day in ([meant[order]] if order else meant.values()) if day}
    if not possible:
        raise Spoilt(f'"{text}" is not a day of the calendar', "write it as it is known, as in 2031-04-05 or 2031-04")
    if len(possible) > 1:
        days = " or ".join(sorted(possible))
        raise Spoilt(
            f'"{text}" can be two days, {days}', "say which with `dates: day-first` or `month-first` in --map"
        )
    return possible.pop()


def _day(year: str, month: str, day: str) -> str | None:
    if not 1 <= int(month) <= 12 or not 1 <= int(day) <= days_in_month(int(year), int(month)):
        return None
    return f"{year}-{int(month):02}-{int(day):02}"
