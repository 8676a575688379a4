"""What templates may do to a value: say a date, link an address, count. Pure functions and no others."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import cache, partial

import msgspec
from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_datetime
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from builder.model.body import ROOT
from builder.model.dates import Date, Day, Edge
from builder.model.output import Link
from builder.rendering import date_words
from builder.rendering.theme import Words, words_under

_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ks", "ku", "ps", "sd", "ug", "ur", "yi"})


def filters(language: str, words: Words) -> Mapping[str, Callable[..., object]]:
    """Give templates their filters in a language."""
    phrases = words_under("dates", words)
    locale = locale_of(language)
    number = cache(partial(format_decimal, locale=locale))
    return {
        "link": cache(link),
        "anchor": cache(anchor),
        "anchors": anchors,
        "html": Markup,
        "json": lambda value: Markup(msgspec.json.encode(value).decode()),
        "fill": fill,
        "counted": lambda count, forms: counted(number(count), locale.plural_form(count), forms),
        "number": number,
        "date": lambda date, zone=None: date_words.date_words(date, language, phrases, zone),
        "heading": lambda date, zone=None: date_words.heading_words(date, language, phrases, zone),
        "clock": lambda date, zone=None: date_words.time_words(date, language, phrases, zone),
        "datetime": date_words.datetime_attribute,
        "is_vague": is_vague,
        "month": lambda year, month: date_words.month_words(year, month, language, phrases),
        "weekday": lambda year, month, day: date_words.weekday_words(Day(year, month, day), language),
        "moment": partial(moment, locale=locale),
        "direction": direction_of,
    }


def link(address: str) -> Markup:
    """Write an address of the site, from wherever the page stands."""
    return Markup(ROOT + str(escape(address)))


def is_vague(date: Date) -> bool:
    """Tell whether a date says that something of it is not known: then it has to look so."""
    knows_both_ends = date.start is Edge.KNOWN and date.end is not Edge.UNKNOWN
    return (
        date.is_qualified or date.is_one_of or not knows_both_ends or any(point.unspecified for point in date.points)
    )


def anchor(item: Link) -> Markup:
    """Write a link of the site."""
    return Markup(f'<a href="{ROOT}{escape(item.address)}">{escape(item.words)}</a>')


def anchors(items: Iterable[Link], separator: str = ", ") -> Markup:
    """Write several links of the site."""
    return Markup(escape(separator).join([anchor(item) for item in items]))


def fill(text: str, /, **values: object) -> Markup:
    """Put values into a phrase such as `according to {names}`; the phrase is text, values may be HTML."""
    filled = str(escape(text))
    for name, value in values.items():
        filled = filled.replace(f"{{{name}}}", str(escape(value)))
    return Markup(filled)


def counted(count: str, plural: str, forms: Mapping[str, str]) -> str:
    """Say a number of things in the plural form that it takes in the language (CLDR)."""
    return (forms.get(plural) or forms["other"]).replace("{count}", count)


def moment(text: str, locale: Locale) -> Markup:
    """Say a moment, which is in UTC."""
    words = format_datetime(datetime.fromisoformat(text), "d MMMM y, HH:mm", locale=locale) + " UTC"
    return Markup(f'<time datetime="{escape(text)}">{escape(words)}</time>')


def direction_of(language: str | None) -> str:
    """Tell in which direction a language is written."""
    return "rtl" if (language or "").partition("-")[0] in _RIGHT_TO_LEFT else "ltr"


def locale_of(language: str) -> Locale:
    """Find Babel's locale of a language tag; English for one that CLDR does not know."""
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")
