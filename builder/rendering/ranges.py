"""Put a chart into words: what a drawing says of each figure, and to those who do not see it."""

from collections.abc import Callable, Mapping
from functools import cache, partial

from babel.numbers import format_decimal
from markupsafe import Markup

from builder.drawing.ranges import DrawnFigure, DrawnLine, Wording, draw_form, draw_ranges
from builder.model.chart import Chart, Mark
from builder.model.claim import Quantity
from builder.model.direction import direction_of
from builder.model.site import Side
from builder.rendering.date_words import date_words
from builder.rendering.filters import locale_of
from builder.rendering.theme import Words, words_under


class Chartist:
    """Draw charts in one language, with the patterns of the sides."""

    def __init__(self, language: str, words: Words, sides: tuple[Side, ...], is_translated: bool = False) -> None:
        self._counts = words_under("counts", words)
        self._harms = words_under("harms", words)
        self._categories = words_under("categories", words)
        self._reports = words_under("reports", words)
        self._phrases = words_under("ranges", words)
        self._patterns = {side.id: side.pattern for side in sides}
        self._number = cache(partial(format_decimal, locale=locale_of(language)))
        self._date = partial(date_words, language=language, phrases=words_under("dates", words))
        self._is_translated = is_translated
        self._is_mirrored = direction_of(language) == "rtl"

    def filters(self) -> Mapping[str, Callable[..., str]]:
        """Give templates the filters that draw."""
        return {
            "drawing": self.drawing,
            "form": self.form,
            "measure": self.measure,
            "figure": self.figure,
            "own_words": self.own_words,
        }

    def drawing(self, chart: Chart) -> Markup:
        """Draw a chart."""
        lines = tuple(self._line(line) for line in chart.lines)
        return Markup(draw_ranges(lines, chart.gaps, self._patterns, self._wording(chart, lines), self._number))

    def form(self, form: str) -> Markup:
        """Draw the sign of a form of figures, for a legend."""
        return Markup(draw_form(form))

    def measure(self, chart: Chart) -> str:
        """Say what a chart counts."""
        measure = chart.measure
        phrase = self._phrases["measure_so" if measure.reports else "measure"]
        words = phrase.replace("{harm}", self._harms[measure.harm]).replace(
            "{category}", self._categories[measure.category]
        )
        return words.replace("{reports}", self._reports[measure.reports]) if measure.reports else words

    def figure(self, quantity: Quantity) -> str:
        """Say a number as it was given."""
        count = quantity.count
        phrase = self._counts[count.certainty]
        low = "" if count.low is None else self._number(count.low)
        high = "" if count.high is None else self._number(count.high)
        return phrase.replace("{low}", low).replace("{high}", high)

    def own_words(self, quantity: Quantity) -> str:
        """Give the source's own words for a number, unless they are no other than ours."""
        words = quantity.words
        return words if words and words.casefold() != self.figure(quantity).casefold() else ""

    def _line(self, line: tuple[Mark, ...]) -> DrawnLine:
        figures = []
        name = ""
        for mark in line:
            by = "" if mark.by == name else self._phrases["name"].replace("{name}", mark.by)
            figures.append(DrawnFigure(by, self._said(mark), mark.quantity.count, mark.is_live, mark.lang))
            name = mark.by
        return DrawnLine(line[0].side, tuple(figures))

    def _said(self, mark: Mark) -> str:
        words = self.figure(mark.quantity)
        # A drawing cannot tell languages apart within what it says; the table below it can.
        if not self._is_translated and (own := self.own_words(mark.quantity)):
            words += " " + self._phrases["words"].replace("{words}", own)
        if mark.made is None:
            return words
        return self._phrases["dated"].replace("{said}", words).replace("{date}", self._date(mark.made))

    def _wording(self, chart: Chart, lines: tuple[DrawnLine, ...]) -> Wording:
        measure = chart.measure
        said = ". ".join(
            self._phrases["then"].join(" ".join((figure.name, figure.said)).strip() for figure in figures)
            for figures in (line.figures for line in lines)
        )
        return Wording(
            name="_".join(("ranges", measure.harm, measure.category, measure.reports or "incident")),
            title=self._phrases["title"].replace("{measure}", self.measure(chart)),
            description=said + ".",
            is_mirrored=self._is_mirrored,
        )
