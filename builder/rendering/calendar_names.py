"""Turn a language into the names and patterns that its dates are written with (CLDR, through Babel).

Babel formats no year before 1 and folds no ranges, so patterns are kept as pieces that we assemble."""

from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

from msgspec import Struct

from builder.model.dates import Day
from builder.model.month_names import calendar_data
from builder.rendering.numbers import locale_of

if TYPE_CHECKING:
    from babel import Locale
    from babel.localedata import LocaleDataDict

# CLDR writes plain English as in the United States; en-001 is the English of the world.
_WORLD_ENGLISH = "en_001"
_LAST_YEAR_OF_WEEKDAYS = 9999
# Years below this are shown with their era: "44 BC", and also "14 AD", which would else look like a day.
_FIRST_PLAIN_YEAR = 100


class Pattern(Struct, frozen=True):
    """A pattern in pieces: a field (`y`, `M`, `d`, `G`) and its letters, or no field and the text between."""

    pieces: tuple[tuple[str, str], ...]
    months: tuple[str, ...]
    has_era: bool


class Calendar(Struct, frozen=True):
    """How one language writes dates; weekdays begin with Monday, eras are before and after year 1.

    `era_in_date` is the year of an era inside another pattern, which brings its own word for "year"."""

    day: Pattern
    short_day: Pattern
    month: Pattern
    year_of_era: Pattern
    era_in_date: Pattern
    weekdays: tuple[str, ...]
    eras: tuple[str, str]


@cache
def known_calendars() -> dict[tuple[str, str | None, str | None], Calendar]:
    """Return the calendars that are known already, to look up and to add to."""
    return {}


def calendar_of(language: str, day_pattern: str | None = None, month_pattern: str | None = None) -> Calendar:
    """Find the calendar of a BCP 47 tag; a language that CLDR does not know gets English.

    Patterns in CLDR's notation (`d MMMM y`) replace the language's own."""
    # Reading a language from Babel takes longer than writing a hundred dates, and never changes.
    key = (language, day_pattern, month_pattern)
    found = known_calendars().get(key)
    if found is None:
        found = known_calendars()[key] = _calendar(language, day_pattern, month_pattern)
    return found


def _calendar(language: str, day_pattern: str | None, month_pattern: str | None) -> Calendar:
    names = calendar_data(_locale_of(language))
    months = names["months"]
    skeletons = names["datetime_skeletons"]
    year_of_era = _pattern(skeletons["Gy"].pattern, months)
    return Calendar(
        day=_pattern(day_pattern or names["date_formats"]["long"].pattern, months),
        short_day=_pattern(skeletons["yMMMd"].pattern, months),
        month=_pattern(month_pattern or skeletons["yMMMM"].pattern, months),
        year_of_era=year_of_era,
        era_in_date=_only_fields(year_of_era),
        weekdays=tuple(names["days"]["stand-alone"]["wide"][weekday] for weekday in range(7)),
        eras=(names["eras"]["abbreviated"][0], names["eras"]["abbreviated"][1]),
    )


class CalendarSigns(Struct, frozen=True):
    """What sheets and drawings write: the day that weeks begin with, from 0 for Monday; weekdays in a few letters and
    in full; months as they stand alone, in a few letters and by one."""

    first_weekday: int
    weekdays: tuple[tuple[str, str], ...]
    short_months: tuple[str, ...]
    narrow_months: tuple[str, ...]


@cache
def known_signs() -> dict[str, CalendarSigns]:
    """Return the signs that are known already, to look up and to add to."""
    return {}


def signs_of(language: str) -> CalendarSigns:
    """Find the signs of a BCP 47 tag."""
    found = known_signs().get(language)
    if found is None:
        locale = locale_of(language)
        names = calendar_data(locale)
        days, months = names["days"]["stand-alone"], names["months"]["stand-alone"]
        found = known_signs()[language] = CalendarSigns(
            locale.first_week_day,
            tuple((days["short"][weekday], days["wide"][weekday]) for weekday in range(7)),
            tuple(months["abbreviated"][month] for month in range(1, 13)),
            tuple(months["narrow"][month] for month in range(1, 13)),
        )
    return found


def has_weekdays(year: int) -> bool:
    """Return whether a weekday says something: not in years before 1 and after 9999."""
    return 1 <= year <= _LAST_YEAR_OF_WEEKDAYS


def year_text(year: int, calendar: Calendar) -> str:
    """Write a year; year 0 is 1 BC, as ISO 8601 counts."""
    if year >= _FIRST_PLAIN_YEAR:
        return str(year)
    return day_text(Day(year, 1, 1), calendar.year_of_era, calendar)


def day_text(day: Day, pattern: Pattern, calendar: Calendar) -> str:
    """Write what a pattern shows of a day: all of it, its month or its year."""
    pieces = pattern.pieces
    if day.year < _FIRST_PLAIN_YEAR and not pattern.has_era:
        pieces = _with_word_before_era(pieces, calendar.year_of_era)
    return "".join([_piece_text(piece, day, pattern, calendar) for piece in pieces])


def folded_texts(days: tuple[Day, ...], pattern: Pattern, calendar: Calendar) -> list[str]:
    """Write days so that a year or month that all share stands once, at the end where the language has it."""
    shared = _shared_fields(days)
    own = [index for index, (field, _) in enumerate(pattern.pieces) if field and field not in shared]
    if not own or not shared:
        return [day_text(day, pattern, calendar) for day in days]
    ends_with_own = not any(field for field, _ in pattern.pieces[own[-1] + 1 :])
    short = _cut(pattern, own[0], None) if ends_with_own else _cut(pattern, 0, own[-1] + 1)
    *others, last = days
    first, *rest = days
    if ends_with_own:
        return [day_text(first, pattern, calendar), *(day_text(day, short, calendar) for day in rest)]
    return [*(day_text(day, short, calendar) for day in others), day_text(last, pattern, calendar)]


def without_year(pattern: Pattern) -> Pattern:
    """Leave the year out of a pattern, with the text that joins it to the rest."""
    fields = [index for index, (field, _) in enumerate(pattern.pieces) if field]
    own = [index for index in fields if pattern.pieces[index][0] in ("d", "M")]
    start = None if own[0] == fields[0] else own[0]
    return _cut(pattern, start, None if own[-1] == fields[-1] else own[-1] + 1)


def _only_fields(pattern: Pattern) -> Pattern:
    fields = tuple(piece for piece in pattern.pieces if piece[0])
    indexes = [pattern.pieces.index(piece) for piece in fields]
    is_joined = indexes[-1] - indexes[0] == 1
    return Pattern(fields if is_joined else (fields[0], ("", " "), fields[-1]), pattern.months, has_era=True)


def _with_word_before_era(pieces: tuple[tuple[str, str], ...], of_era: Pattern) -> tuple[tuple[str, str], ...]:
    """Put the era after the word for "year" in languages that do so: 15 марта 44 г. до н. э."""
    fields = [field for field, _ in of_era.pieces if field]
    index = next((index for index, (field, _) in enumerate(pieces) if field == "y"), None)
    if fields != ["y", "G"] or index is None:
        return pieces
    after = list(takewhile(lambda piece: not piece[0], pieces[index + 1 :]))
    word = "".join(text for _, text in after)
    between = "".join(text for field, text in of_era.pieces if not field)
    if not word.strip() or not between.startswith(word):
        return pieces
    return (*pieces[:index], ("Gy", ""), *pieces[index + 1 + len(after) :])


def _cut(pattern: Pattern, start: int | None, end: int | None) -> Pattern:
    return Pattern(pattern.pieces[start:end], pattern.months, pattern.has_era)


def _shared_fields(days: tuple[Day, ...]) -> tuple[str, ...]:
    if len({day.year for day in days}) > 1:
        return ()
    return ("G", "y") if len({day.month for day in days}) > 1 else ("G", "y", "M")


def _piece_text(piece: tuple[str, str], day: Day, pattern: Pattern, calendar: Calendar) -> str:
    field, written = piece
    match field:
        case "d":
            return f"{day.day:02}" if written == "dd" else str(day.day)
        case "M":
            return pattern.months[day.month - 1]
        case "y" if pattern.has_era:
            return str(day.year) if day.year > 0 else str(1 - day.year)
        case "y" if day.year < _FIRST_PLAIN_YEAR:
            return day_text(day, calendar.era_in_date, calendar)
        case "y":
            return str(day.year)
        case "Gy":
            return day_text(day, calendar.year_of_era, calendar)
        case "G":
            return calendar.eras[day.year > 0]
        case _:
            return written


def _locale_of(language: str) -> "Locale":
    from babel import Locale, UnknownLocaleError

    for tag in (language, language.partition("-")[0]):
        try:
            return Locale.parse(_WORLD_ENGLISH if tag == "en" else tag, sep="-" if "-" in tag else "_")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse(_WORLD_ENGLISH)


def _pattern(written: str, months: "LocaleDataDict") -> Pattern:
    from babel.dates import tokenize_pattern

    pieces: list[tuple[str, str]] = []
    names: tuple[str, ...] = ()
    for _, token in tokenize_pattern(written):
        match token:
            case ("M" | "L" as letter, count):
                names = _month_names(months, letter, count)
                pieces.append(("M", letter * count))
            case (letter, count):
                pieces.append((letter, letter * count))
            case text:
                pieces.append(("", str(text)))
    return Pattern(tuple(pieces), names, any(field == "G" for field, _ in pieces))


def _month_names(months: "LocaleDataDict", letter: str, count: int) -> tuple[str, ...]:
    if count < 3:
        return tuple(f"{month:0{count}}" for month in range(1, 13))
    names = months["format" if letter == "M" else "stand-alone"]["abbreviated" if count == 3 else "wide"]
    return tuple(names[month] for month in range(1, 13))
