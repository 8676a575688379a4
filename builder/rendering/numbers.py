"""Write numbers as a language does, and name the plural form that they take (CLDR, through Babel).

Most pages hold small numbers alone. How a language writes these is known beforehand where a theme is remembered
(`language_facts.py`): then Babel is not even imported, which takes as long as reading a hundred entries."""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from babel import Locale

# Numbers below this are small.
_SMALL = 300


class SmallNumbers(Struct, frozen=True):
    """How a language writes the numbers from 0 on, and which plural forms they take."""

    written: tuple[str, ...]
    plurals: tuple[str, ...]


def small_numbers(language: str) -> SmallNumbers:
    """Ask Babel for all small numbers at once."""
    from babel.numbers import format_decimal

    locale = locale_of(language)
    numbers = range(_SMALL)
    return SmallNumbers(
        tuple(format_decimal(number, locale=locale) for number in numbers),
        tuple(locale.plural_form(number) for number in numbers),
    )


@cache
def known_numbers() -> dict[str, SmallNumbers]:
    """Return the small numbers of languages that are known already, to look up and to add to."""
    return {}


@cache
def number_writer(language: str) -> Callable[[float], str]:
    """Return what writes numbers in a language."""

    @cache
    def write(number: float) -> str:
        known = known_numbers().get(language)
        if known is not None and isinstance(number, int) and 0 <= number < len(known.written):
            return known.written[number]
        from babel.numbers import format_decimal

        return format_decimal(number, locale=locale_of(language))

    return write


@cache
def plural_namer(language: str) -> Callable[[int], str]:
    """Return what names the plural form of a number in a language."""

    def name(number: int) -> str:
        known = known_numbers().get(language)
        if known is not None and 0 <= number < len(known.plurals):
            return known.plurals[number]
        return locale_of(language).plural_form(number)

    return name


def locale_of(language: str) -> "Locale":
    """Find Babel's locale of a language tag; English for one that CLDR does not know."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")
