"""Turn a date of CSL, `{date-parts: [[2023, 9, 19]]}`, into EDTF, or into the words that stand in its place."""

import re

from builder.reading.nodes import List, Map, Node, Scalar

KEYS = frozenset({"date-parts", "literal", "raw", "season", "circa"})
_SEASONS = ("spring", "summer", "autumn", "winter")
# Seasons as months: EDTF's own, and those before CSL 1.0.2.
_FIRST_SEASON, _FIRST_PSEUDO_MONTH, _LAST_PSEUDO_MONTH = 21, 13, 16


def csl_date_text(node: Map) -> str:
    """Return EDTF of the parts, or else the words; empty without a year: nothing is made up."""
    about = "~" if _scalar(node, "circa") not in ("", "0", "false") else ""
    season = _season(_scalar(node, "season"))
    days = [_day_text(day, season) for day in _days(node)]
    known = [day + about for day in days if day]
    return "/".join(known) or _scalar(node, "literal") or _scalar(node, "raw")


def _scalar(node: Map, key: str) -> str:
    value = node.get(key)
    return value.value.strip() if isinstance(value, Scalar) and not value.is_null else ""


def _days(node: Map) -> list[List]:
    parts = node.get("date-parts")
    if not isinstance(parts, List):
        return []
    days = [day for day in parts.items if isinstance(day, List)]
    # Some programs write a single date one list short.
    return days or [parts]


def _day_text(parts: List, season: int | None) -> str:
    numbers = []
    for part in parts.items:
        number = _number(part)
        if number is None:
            break
        numbers.append(number)
    if not numbers or numbers[0] == 0:
        return ""
    # CSL counts years before 1 as historians do, EDTF as astronomers.
    year = numbers[0] + 1 if numbers[0] < 0 else numbers[0]
    if len(numbers) > 1 and _FIRST_PSEUDO_MONTH <= numbers[1] <= _LAST_PSEUDO_MONTH:
        numbers[1:] = [numbers[1] - _FIRST_PSEUDO_MONTH + _FIRST_SEASON]
    if len(numbers) == 1 and season:
        numbers.append(season)
    return "-".join([f"{'-' if year < 0 else ''}{abs(year):04}", *(f"{number:02}" for number in numbers[1:])])


def _number(part: Node) -> int | None:
    found = re.fullmatch(r"(-?[0-9]{1,5})(?:\.0+)?", part.value.strip()) if isinstance(part, Scalar) else None
    return int(found[1]) if found else None


def _season(text: str) -> int | None:
    words = text.casefold().replace("fall", "autumn")
    if words in _SEASONS:
        return _FIRST_SEASON + _SEASONS.index(words)
    return _FIRST_SEASON + int(words) - 1 if words in ("1", "2", "3", "4") else None
