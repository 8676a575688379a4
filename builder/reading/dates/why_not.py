"""Explain why a text is not a date: what else it may be, and what to write instead.

It is imported where a text is refused, as most runs refuse none. Patterns are compiled when they are needed, too."""

import re
import unicodedata
from collections.abc import Iterable
from functools import partial

from builder.model.advice import Advice, write
from builder.model.dates import days_in_month
from builder.reading.dates.computed import computed
from builder.reading.dates.in_words import MONTHS, meant_by, without_year
from builder.reading.dates.not_a_date import NotADate, how_to_write, within
from builder.reading.dates.numbered_days import day_of_a_number
from builder.reading.dates.other_calendars import of_another_calendar
from builder.reading.dates.other_notations import LEFT_OVER, NOTATIONS, Notation

_SEASONS = (("spring", "21"), ("summer", "22"), ("autumn", "23"), ("fall", "23"), ("winter", "24"))
# Dashes and tildes of other keyboards, which NFKC leaves as they are.
_DASHES = "‐‑‒–—―−"
_TILDES = "∼〜≈"
_JOINED_BY_HYPHEN = r"([0-9]{4}(?:-[0-9]{2}){0,2})\s*-\s*([0-9]{4}(?:-[0-9]{2}){0,2})"
_YEAR_FIRST = r"(-?[0-9]{4})([-/. ])([0-9]{1,2})(?:\2([0-9]{1,2}))?\.?"
_YEAR_LAST = r"(?:([0-9]{1,2})([-/.]\s?|\s))?([0-9]{1,2})(?:[-/.]\s?|\s)([0-9]{4})"
_MONTH_NAMED = (
    r"(?i)(?:[a-z]+day,?\s)?(?:([0-9]{1,2})(?:st|nd|rd|th)?\.?[\s-]+(?:of\s)?)?([a-z]{3,9})[.,]?[\s-]+"
    r"(?:([0-9]{1,2})(?:st|nd|rd|th)?,?\s+)?([0-9]{4})"
)
_BEFORE_CHRIST = r"(?i)0*([1-9][0-9]{0,3})\s?(bce?|b\.\s?c\.(?:\s?e\.)?)"
_OTHER_X = r"-?[0-9XxUu]{4}(?:-[0-9XxUu]{2}){0,2}[?~%]?"
_SIGN_INSIDE = r"[?~%]?-?[0-9]{4}(?:[?~%]?-[?~%]?[0-9]{2}){0,2}[?~%]?"
# `1988-94` means years; `2023-99` hardly does.
_LONGEST_YEARS = 50
_LONGEST = 100


def why_not(text: str, part: str, at: int) -> NotADate:
    """Explain why `text`, or else its `part` that begins at column `at`, is not a date."""
    if explained := _explained(text, 0):
        return explained
    explained = _explained(part, at) if part != text else None
    return within(part, explained or NotADate(f"“{part}” is not a date", how_to_write(part), at))


def no_such_month(year: str, month: str, day: str | None, at: int) -> NotADate:
    """Explain a month that is neither one of twelve nor a season."""
    swapped = _swapped(year, month, day)
    if month == "00":
        hint = _write(year, " if the month is not known")
    elif swapped:
        hint = _write(swapped, " if day and month changed places")
    elif not day and year.isdecimal() and 0 < int(month) - int(year) % 100 <= _LONGEST_YEARS:
        years = f"{year}/{year[:2]}{month}"
        hint = Advice(f"months go from 01 to 12, seasons from 21 to 41; for years write {years}", (years,))
    else:
        hint = Advice("months go from 01 to 12, seasons from 21 to 41")
    return NotADate(f"{month} is not a month", hint, at)


def no_such_season(year: str, season: str, day: str | None, at: int) -> NotADate:
    """Explain a season of a vague year or with a day."""
    swapped = _swapped(year, season, day)
    if swapped:
        hint = _write(swapped, " if day and month changed places")
    else:
        hint = _write(year if "X" in year else f"{year}-{season}")
    return NotADate(f"{season} is a season, which goes with one year alone", hint, at)


def no_such_day(year: str, month: int, day: str, at: int) -> NotADate:
    """Explain a day that its month does not have."""
    days = days_in_month(0 if "X" in year else int(year), month)
    return NotADate(
        f"{MONTHS[month - 1]} {year} has {days} days, and “{day}” is not one of them",
        _write(f"{year}-{month:02}", " if the day is not known"),
        at,
        "D2",
    )


def no_such_time(hour: str, minute: str, second: str | None, at: int) -> NotADate:
    """Explain an hour, minute or second that no clock shows; `at` is the column of the hour."""
    if hour == "24":
        return NotADate("24 is not an hour", "00:00 of the next day is the same time", at)
    if hour > "23":
        return NotADate(f"{hour} is not an hour", "hours go from 00 to 23", at)
    if minute > "59":
        return NotADate(f"{minute} is not a minute", "minutes go from 00 to 59", at + 3)
    return NotADate(f"{second} is not a second", "seconds go from 00 to 59", at + 6)


def _write(text: str, after: str = "") -> Advice:
    return write(text, after=after, quotes="")


def _swapped(year: str, month: str, day: str | None) -> str | None:
    return _written(year, day, month) if day and "X" not in year + day else None


def _explained(part: str, at: int) -> NotADate | None:
    explanations = (
        *(_blank_around, _other_calendar, _other_characters, _number_of_a_program, _year_first, _year_last),
        *(_month_named, _before_christ, _other_x, _sign_inside, _computed, _notation_of_elsewhere, _in_words),
        partial(_noted, LEFT_OVER),
    )
    return next((fault for explain in explanations if (fault := explain(part, at))), None)


def _blank_around(part: str, at: int) -> NotADate | None:
    bare = part.strip()
    if bare == part:
        return None
    if not bare:
        return _notation_of_elsewhere(bare, at)
    if part[0].isspace():
        return NotADate("there is a space before the date", _write(bare), at)
    return NotADate("there is a space after the date", _write(bare), at + len(bare))


def _other_calendar(part: str, at: int) -> NotADate | None:
    found = of_another_calendar(part) if len(part) <= _LONGEST else None
    return found and NotADate(f"“{found[0]}” is not a date of the Gregorian calendar", found[2], at + found[1])


def _other_characters(part: str, at: int) -> NotADate | None:
    plain = "".join(map(_plain_character, part))
    if plain == part:
        return None
    index = next(index for index, character in enumerate(part) if _plain_character(character) != character)
    found = f"“{part[index]}”" if part[index].isprintable() else f"an invisible character (U+{ord(part[index]):04X})"
    joined, years = re.fullmatch(_JOINED_BY_HYPHEN, plain), re.fullmatch(r"(\d\d)(\d\d)\s*-\s*(\d\d)", plain)
    advised = f"{joined[1]}/{joined[2]}" if joined else plain
    advised = meant_by(plain) or advised
    if years and years[2] < years[3]:
        # A dash joins years; the same text with a hyphen is a month or a season.
        span, month = f"{years[1]}{years[2]}/{years[1]}{years[3]}", f"{years[1]}{years[2]}-{years[3]}"
        hint = write(span, month, quotes="", after=" for the month") if years[3] <= "12" else _write(span)
        return NotADate(f"{found} is not a character used in dates", hint, at + index)
    hint = _write(advised) if advised.isascii() and advised.strip() and "..." not in plain else how_to_write(part)
    return NotADate(f"{found} is not a character used in dates", hint, at + index)


def _plain_character(character: str) -> str:
    if character.isascii():
        return character
    if unicodedata.category(character) == "Cf":
        return ""
    if character in _DASHES + _TILDES:
        return "-" if character in _DASHES else "~"
    digit = unicodedata.decimal(character, None)
    return unicodedata.normalize("NFKC", character) if digit is None else str(digit)


def _number_of_a_program(part: str, at: int) -> NotADate | None:
    meant = day_of_a_number(part)
    return NotADate(f"“{part}” is a number, not a date", meant, at) if meant else None


def _notation_of_elsewhere(part: str, at: int) -> NotADate | None:
    return _noted(NOTATIONS, part, at)


def _noted(notations: Iterable[Notation], part: str, at: int) -> NotADate | None:
    for notation in notations:
        if match := re.fullmatch(notation.pattern, part, re.ASCII | re.IGNORECASE):
            proposed = tuple(match.expand(text) for text in notation.proposed)
            advice = Advice(match.expand(notation.hint), proposed)
            return NotADate(match.expand(notation.says), advice, at + match.start("odd"))
    return None


def _year_first(part: str, at: int) -> NotADate | None:
    match = re.fullmatch(_YEAR_FIRST, part)
    if not match:
        return None
    year, separator, month, day = match.groups()
    written = _written(year, month, day)
    if not written:
        return None
    if separator != "-":
        # Iran and Afghanistan write a day so, and count other years.
        unless = (
            ", unless the year is one of the Solar Hijri" if separator == "/" and "1300" <= year <= "1450" else ""
        )
        return NotADate(f"“{separator}” is where a hyphen belongs", _write(written, unless), at + match.start(2))
    short = 3 if len(month) == 1 or not day else 4
    return NotADate(f"“{match[short]}” has one digit where two belong", _write(written), at + match.start(short))


def _year_last(part: str, at: int) -> NotADate | None:
    match = re.fullmatch(_YEAR_LAST, part)
    if not match:
        return None
    day, separator, month, year = match.groups()
    meant = [_written(year, month, day)]
    # With slashes or hyphens, some write the month first; with full stops and blanks, nobody does.
    if day and (separator[0] in "/-" or not meant[0]):
        meant.append(_written(year, day, month))
    possible = list(dict.fromkeys(written for written in meant if written))
    if day and not possible and 1 <= int(month) <= 12:
        return no_such_day(year, int(month), day, at + match.start(1))
    if len(possible) > 1:
        advice = Advice(f"write {' or '.join(possible)}, whichever is meant", tuple(possible))
        return NotADate(f"“{part}” can be two days", advice, at)
    return NotADate(f"“{part}” puts the year last", _write(possible[0]) if possible else how_to_write(part), at)


def _written(year: str, month: str, day: str | None) -> str | None:
    """Write numbers as EDTF does; None where the calendar has no such day."""
    if not 1 <= int(month) <= 12:
        return None
    if day is None:
        return f"{year}-{int(month):02}"
    if not 1 <= int(day) <= days_in_month(int(year), int(month)):
        return None
    return f"{year}-{int(month):02}-{int(day):02}"


def _month_named(part: str, at: int) -> NotADate | None:
    match = re.fullmatch(_MONTH_NAMED, part)
    if not match:
        return None
    name, year, day = match[2].lower(), match[4], match[1] or match[3]
    months = [f"{number:02}" for number, month in enumerate(MONTHS, 1) if month.lower().startswith(name)]
    seasons = [code for season, code in _SEASONS if season == name]
    if not months and not seasons:
        return None
    written = _written(year, months[0], day) if months else f"{year}-{seasons[0]}"
    if not written and day:
        return no_such_day(year, int(months[0]), day, at + match.start(1 if match[1] else 3))
    hint = _write(written) if written else how_to_write(part)
    return NotADate(f"“{match[2]}” is a word where a number belongs", hint, at + match.start(2))


def _computed(part: str, at: int) -> NotADate | None:
    found = computed(part)
    if found is None:
        return None
    odd, written, start = found
    return NotADate(f"“{odd}” is a notation that Dateline does not read", _write(written), at + start)


def _in_words(part: str, at: int) -> NotADate | None:
    if written := meant_by(part):
        return NotADate(f"“{part}” is not a date in EDTF", _write(written), at)
    if lacking := without_year(part):
        return NotADate(f"“{part}” has no year", f"write {lacking}, with the year for YYYY", at)
    return None


def _before_christ(part: str, at: int) -> NotADate | None:
    match = re.fullmatch(_BEFORE_CHRIST, part)
    if not match:
        return None
    year = 1 - int(match[1])
    written = "0000" if year == 0 else f"-{-year:04}"
    return NotADate(
        f"“{match[2]}” does not belong in a date", _write(written, ", since 0000 is 1 BC"), at + match.start(2)
    )


def _other_x(part: str, at: int) -> NotADate | None:
    other = re.search("[xuU]", part)
    if not other or not re.fullmatch(_OTHER_X, part):
        return None
    written = re.sub("[xuU]", "X", part)
    return NotADate(f"“{other[0]}” is where a digit is left unspecified", _write(written), at + other.start())


def _sign_inside(part: str, at: int) -> NotADate | None:
    signs = re.findall("[?~%]", part)
    if not signs or not re.fullmatch(_SIGN_INSIDE, part):
        return None
    sign = signs[0] if len(set(signs)) == 1 else "%"
    return NotADate(
        f"“{signs[0]}” comes before the end of the date",
        _write(re.sub("[?~%]", "", part) + sign, ", where it applies to the whole date"),
        at + part.index(signs[0]),
    )
