"""What templates may do to a value: say a date, link an address, count. Pure functions and no others."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_datetime
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from builder.model.body import ROOT
from builder.model.dates import Day
from builder.rendering import date_words
from builder.rendering.theme import Words, words_under

_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ks", "ku", "ps", "sd", "ug", "ur", "yi"})


def filters(language: str, words: Words) -> Mapping[str, Callable[..., object]]:
    """Give templates their filters in a language."""
    phrases = words_under("dates", words)
    locale = locale_of(language)
    return {
        "link": link,
        "html": Markup,
        "fill": fill,
        "counted": partial(counted, locale=locale),
        "number": lambda count: format_decimal(count, locale=locale),
        "date": lambda date, zone=None: date_words.date_words(date, language, phrases, zone),
        "heading": lambda date, zone=None: date_words.heading_words(date, language, phrases, zone),
        "clock": lambda date, zone=None: date_words.time_words(date, language, phrases, zone),
        "datetime": date_words.datetime_attribute,
        "month": lambda year, month: date_words.month_words(year, month, language, phrases),
        "weekday": lambda year, month, day: date_words.weekday_words(Day(year, month, day), language),
        "moment": partial(moment, locale=locale),
        "direction": direction_of,
    }


def link(address: str) -> Markup:
    """Write an address of the site, from wherever the page stands."""
    return Markup(ROOT + str(escape(address)))


def fill(text: str, **values: object) -> Markup:
    """Put values into a phrase such as `according to {names}`; the phrase is text, values may be HTML."""
    filled = str(escape(text))
    for name, value in values.items():
        filled = filled.replace(f"{{{name}}}", str(escape(value)))
    return Markup(filled)


def counted(count: int, forms: Mapping[str, str], locale: Locale) -> str:
    """Say a number of things in the plural form of the language (CLDR)."""
    form = forms.get(locale.plural_form(count)) or forms["other"]
    return form.replace("{count}", format_decimal(count, locale=locale))


def moment(text: str, locale: Locale) -> str:
    """Say a moment, which is in UTC."""
    return format_datetime(datetime.fromisoformat(text), "d MMMM y, HH:mm", locale=locale) + " UTC"


def direction_of(language: str | None) -> str:
    """Tell in which direction a language is written."""
    return "rtl" if (language or "").partition("-")[0] in _RIGHT_TO_LEFT else "ltr"


def locale_of(language: str) -> Locale:
    """Find Babel's locale of a language tag; English for one that CLDR does not know."""
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")
