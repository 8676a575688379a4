"""Recognise days that are counted by another calendar, and work out the Gregorian day where that is certain.

The Julian calendar and the eras of East Asia can be worked out; a day of the others depends on who saw the moon,
or on the country, so that its author has to look it up."""

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from builder.model.advice import Advice
from builder.reading.dates.in_words import meant_by


def of_another_calendar(part: str) -> tuple[str, int, Advice] | None:
    """Return the words that name another calendar, where they begin, and what to write; None for all others."""
    return _old_style(part) or _of_both_styles(part) or _of_an_era(part) or _elsewhere(part)


def _old_style(part: str) -> tuple[str, int, Advice] | None:
    """Advise on a day that is said to be Old Style or New Style, or is given in both."""
    marked, year = _STYLE.search(part), re.search(r"\d{4}", part)
    if not marked or not year:
        return None
    days: dict[str, str] = {}
    for text in re.split(r"[()\[\]]", part):
        style = _STYLE.search(text)
        day = _STYLE.sub("", text).strip(" ,;.")
        if re.search(r"[^\W\d]|\d-", day):
            whole = day if re.search(r"\d{4}", day) else f"{day} {year[0]}"
            days[_style(style[0]) if style else "unsaid"] = meant_by(whole) or whole
        elif style and "unsaid" in days:
            # The sign stands in brackets behind its day.
            days[_style(style[0])] = days.pop("unsaid")
    meant = days.get("new") or days.get("unsaid") or _gregorian(days.get("old", ""))
    if not meant or not _DAY.fullmatch(meant):
        return None
    return marked[0].strip(" ()[]"), marked.start(), _write(meant)


def _of_both_styles(part: str) -> tuple[str, int, Advice] | None:
    """Advise on a month that has two days, whose distance may be that of the calendars."""
    if not (found := _TWO_DAYS.fullmatch(part)):
        return None
    old, new = (meant_by(f"{found[day]} {found['month']} {found['year']}") for day in ("old", "new"))
    if old is None or new is None or _gregorian(old) != new:
        return None
    if found["sign"] == "(":
        return part, 0, _write(new)
    advice = Advice(f"write {old}/{new} for the span, or {new} if the first is Old Style", (f"{old}/{new}", new))
    return part, 0, advice


def _of_an_era(part: str) -> tuple[str, int, Advice] | None:
    if not (found := _ERA.match(part)):
        return None
    year = _ERAS[found["era"]] + (1 if found["year"] == "元" else int(found["year"]))
    rest = re.fullmatch(r"\s*(?:(\d{1,2})月)?\s*(?:(\d{1,2})日)?\s*", part[found.end() :])
    if not rest:
        return None
    meant = "-".join((f"{year:04}", *(number.zfill(2) for number in rest.groups() if number)))
    return found["era"], 0, _write(meant)


def _elsewhere(part: str) -> tuple[str, int, Advice] | None:
    for calendar, pattern in _CALENDARS.items():
        if found := re.search(pattern, part, re.IGNORECASE):
            hint = f"this is the {calendar} calendar: write the Gregorian day, and “{part}” under date_text"
            return found[0].strip(), found.end() - len(found[0].strip()), Advice(hint)
    return None


def _gregorian(julian: str) -> str | None:
    """Return the Gregorian day that a day of the Julian calendar is; None for months, years and what is long ago."""
    if not _DAY.fullmatch(julian):
        return None
    year, month, day = map(int, julian.split("-"))
    before_march = month < 3
    shifted, months = year + 4800 - before_march, month + 12 * before_march - 3
    number = day + (153 * months + 2) // 5 + 365 * shifted + shifted // 4 - 32083
    return date.fromordinal(number - _ORDINAL_0).isoformat() if 1582 <= year < 9000 else None


def _style(sign: str) -> str:
    return "new" if sign.lower().startswith("n") else "old"


def _write(meant: str) -> Advice:
    return Advice(f"write {meant}, and the words of the source under date_text", (meant,))


# The Julian day number of the day before 1 January of the year 1.
_ORDINAL_0 = 1721425
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_STYLE = re.compile(r"(?i)\b(?:o\.\s?s\.?|n\.\s?s\.?|os\b|ns\b|old style\b|new style\b|julian\b)")
_TWO_DAYS = re.compile(
    r"(?P<old>\d{1,2})\s?(?P<sign>[(/])\s?(?P<new>\d{1,2})\)?\s(?P<month>[^\W\d_]{3,12})\s(?P<year>\d{4})"
)
_ERAS: Mapping[str, int] = MappingProxyType(
    {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018, "民國": 1911, "民国": 1911}
)
_ERA = re.compile(rf"(?P<era>{'|'.join(_ERAS)})\s?(?P<year>\d{{1,3}}|元)年")
_HIJRI = (
    r"muharram|safar|rabi['’ʿ]?|jumada|rajab|sha['’ʿ]?ban|rama[dz]an|shawwal|dhu(?:['’ʿ]?l|\sal)?[- ]?(?:qa|hij)\w*"
    r"|محرم|صفر|ربيع|جمادى|رجب|شعبان|رمضان|شوال"
)
_JALALI = r"farvardin|ordibehesht|khordad|mordad|shahrivar|mehr|aban|azar|bahman|esfand|فروردین|اردیبهشت|خرداد|مرداد"
_HEBREW = r"nisan|iyy?ar|sivan|tamm?uz|av|elul|tishr(?:i|ei)|cheshvan|kislev|tevet|sh?vat|shevat|adar"
_CALENDARS: Mapping[str, str] = MappingProxyType(
    {
        "Hijri": rf"(?<=\d)\s?A\.?H\.?(?!\w)|\b(?:{_HIJRI})\b(?=.*\b1[2-5]\d\d\b)",
        "Solar Hijri": rf"(?<=\d)\s?(?:S\.?H\.?|A\.?P\.?)(?!\w)|\b(?:{_JALALI})\b(?=.*\b1[2-4]\d\d\b)",
        "Hebrew": rf"\b(?:{_HEBREW})\b(?=.*\b5[5-9]\d\d\b)",
    }
)
