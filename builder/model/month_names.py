"""What calendars are called in every language, as Unicode CLDR has it: each language for itself."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale
    from babel.localedata import LocaleDataDict

_NEEDED = ("months", "days", "eras", "date_formats", "datetime_skeletons")


def calendar_data(locale: "Locale") -> "LocaleDataDict":
    """Return what CLDR says of the calendar of a language.

    Babel 2.18 writes the names that it looks up into data which languages share: once it has been asked for
    Azerbaijani, Arabic months are Azerbaijani too. So it is only ever asked for a copy."""
    # Many builds write no month in words.
    from copy import deepcopy

    from babel import localedata
    from babel.localedata import LocaleDataDict

    shared = localedata.load(str(locale))
    return LocaleDataDict(deepcopy({key: shared[key] for key in _NEEDED}))


@cache
def month_names(tag: str) -> tuple[tuple[int, str], ...]:
    """List every name of each month, whole and short, in a language (BCP 47); none for one unknown to CLDR."""
    from babel import Locale, UnknownLocaleError

    try:
        months = calendar_data(Locale.parse(tag, sep="-"))["months"]
    except (UnknownLocaleError, ValueError):
        return ()
    forms = [months[form][width] for form in ("format", "stand-alone") for width in ("wide", "abbreviated")]
    return tuple((number, name) for names in forms for number, name in names.items())
