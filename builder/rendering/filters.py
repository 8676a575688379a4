"""What templates may do to a value: say a date, link an address, count. Pure functions and no others."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial

import msgspec
from markupsafe import Markup, escape

from builder.model.dates import Date, Day, Edge
from builder.model.direction import direction_of
from builder.model.names import by_language
from builder.rendering import date_words
from builder.rendering.numbers import locale_of, number_writer, plural_namer
from builder.rendering.theme import Words, words_under
from builder.rendering.weeks import sheet
from builder.views.body import ROOT
from builder.views.output import Link


def filters(language: str, words: Words) -> Mapping[str, Callable[..., object]]:
    """Return the filters of templates in a language."""
    phrases = words_under("dates", words)
    number, plural_form = number_writer(language), plural_form_of(language, words)
    writer = Writer(language)
    return {
        "link": cache(link),
        "anchor": writer.anchor,
        "anchors": writer.anchors,
        "lang": writer.lang,
        "marked": writer.marked,
        "named": writer.named,
        "html": lambda value: Markup(value),
        "json": lambda value: Markup(msgspec.json.encode(value).decode()),
        "fill": fill,
        "counted": lambda count, forms: counted(number(count), plural_form(count), forms),
        "number": number,
        "date": lambda date, zone=None: date_words.date_words(date, language, phrases, zone),
        "heading": lambda date, zone=None: date_words.heading_words(date, language, phrases, zone),
        "clock": lambda date, zone=None: date_words.time_words(date, language, phrases, zone),
        "datetime": lambda date, zone=None: date_words.datetime_attribute(date, zone),
        "is_vague": is_vague,
        "year": lambda year: date_words.year_words(year, language),
        "era": lambda year: date_words.era_words(year, language),
        "month": lambda year, month: date_words.month_words(year, month, language, phrases),
        "weekday": lambda year, month, day: date_words.weekday_words(Day(year, month, day), language),
        "moment": partial(moment, language=language, phrases=phrases),
        "sheet": partial(sheet, language=language),
        "direction": direction_of,
    }


def link(address: str) -> Markup:
    """Write an address of the site, from wherever the page stands."""
    return Markup(ROOT + str(escape(address)))


def is_vague(date: Date) -> bool:
    """Return whether a date says that something of it is not known: then it has to look so."""
    knows_both_ends = date.start is Edge.KNOWN and date.end is not Edge.UNKNOWN
    return (
        date.is_qualified or date.is_one_of or not knows_both_ends or any(point.unspecified for point in date.points)
    )


class Writer:
    """Write what is in another language than the page so that it says so."""

    def __init__(self, language: str) -> None:
        self.lang = cache(partial(language_attributes, language))
        self.anchor = cache(self._anchor)

    def anchors(self, items: Iterable[Link], separator: str = ", ") -> Markup:
        """Write several links of the site."""
        return Markup(escape(separator).join([self.anchor(item) for item in items]))

    def marked(self, text: str, language: str | None) -> Markup | str:
        """Put a text that is in another language than the page into an element which says so."""
        if language and "/" in language:
            return self.named(text, language)
        attributes = self.lang(language)
        return Markup(f"<bdi{attributes}>{escape(text)}</bdi>") if attributes else text

    def named(self, text: str, tongue: str | None) -> Markup | str:
        """Write names into an element that says their language; where they are in several, each says its own."""
        if tongue is None or "/" not in tongue:
            return text
        return Markup("/").join([self.marked(name, language) for name, language in by_language(text, tongue)])

    def _anchor(self, item: Link) -> Markup:
        """Write a link of the site."""
        words = escape(self.named(item.words, item.lang))
        return Markup(f'<a href="{ROOT}{escape(item.address)}"{self.lang(item.lang)}>{words}</a>')


def language_attributes(of_page: str, language: str | None, direction: str | None = None) -> Markup:
    """Write `lang` and `dir` of a text, as far as they are not those of the page; names in several have their own."""
    if language is None or language == of_page or "/" in language:
        return Markup(f' dir="{escape(direction)}"') if direction else Markup("")
    return Markup(f' lang="{escape(language)}" dir="{escape(direction or direction_of(language))}"')


def fill(text: str, /, **values: object) -> Markup:
    """Put values into a phrase such as `according to {names}`; the phrase is text, values may be HTML."""
    first, *others = str(escape(text)).split("{")
    filled = [first]
    for other in others:
        name, is_closed, rest = other.partition("}")
        # What stands in a value is no place to fill.
        filled += (str(escape(values[name])), rest) if is_closed and name in values else ("{", other)
    return Markup("".join(filled))


def counted(count: str, plural: str, forms: Mapping[str, str]) -> str:
    """Write a number of things in the plural form that it takes in the language (CLDR)."""
    return (forms.get(plural) or forms["other"]).replace("{count}", count)


def plural_form_of(language: str, words: Words) -> Callable[[int], str]:
    """Return what names the plural form of a number in the language that the words are in."""
    return plural_namer(str(words.get("plurals", language)))


def moment(text: str, language: str, phrases: Mapping[str, str]) -> Markup:
    """Write a moment, which is in UTC."""
    words = date_words.moment_words(text, language, phrases)
    return Markup(f'<time datetime="{escape(text)}">{escape(words)}</time>')


def own_name_of(language: str) -> str:
    """Name a language in itself, as CLDR does; one that it does not know by its tag."""
    if language == "az":
        # CLDR's word is that of the country as well.
        return "Azərbaycanca"
    from babel import localedata

    locale = locale_of(language)
    names = localedata.load(str(locale))["languages"] if locale.language == language.partition("-")[0] else {}
    name = str(names.get(language.replace("-", "_")) or names.get(locale.language) or language)
    return name[:1].upper() + name[1:]
