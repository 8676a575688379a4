"""What most pages need of CLDR in a language, known at once where a theme is remembered: calendars, small numbers."""

from collections.abc import Mapping

from msgspec import Struct

from builder.rendering.calendar_names import (
    Calendar,
    CalendarSigns,
    calendar_of,
    known_calendars,
    known_signs,
    signs_of,
)
from builder.rendering.numbers import SmallNumbers, known_numbers, small_numbers

# A language, and the patterns that take the place of its own.
CalendarKey = tuple[str, str | None, str | None]


class LanguageFacts(Struct, frozen=True):
    """Calendars, and their signs and small numbers by language."""

    calendars: tuple[tuple[CalendarKey, Calendar], ...]
    signs: Mapping[str, CalendarSigns]
    numbers: Mapping[str, SmallNumbers]


def facts_of(language: str, plurals: str, phrases: Mapping[str, str]) -> LanguageFacts:
    """Ask Babel for a language, and for the one that plural forms are in; `phrases` are those for dates."""
    patterns = dict.fromkeys(((None, None), (phrases.get("day_pattern"), phrases.get("month_pattern"))))
    return LanguageFacts(
        calendars=tuple(((language, *pattern), calendar_of(language, *pattern)) for pattern in patterns),
        signs={language: signs_of(language)},
        numbers={tag: small_numbers(tag) for tag in dict.fromkeys((language, plurals))},
    )


def make_known(facts: LanguageFacts) -> None:
    """Spare this process from asking Babel for the same: facts are the same in every process."""
    known_calendars().update(facts.calendars)
    known_signs().update(facts.signs)
    known_numbers().update(facts.numbers)
