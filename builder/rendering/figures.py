"""Put figures and their drawing into words: numbers as they were given, and a drawing for those who do not see it."""

from collections.abc import Callable, Mapping
from functools import partial

from markupsafe import Markup

from builder.drawing.figures_over_time import DrawnFigure, DrawnLine, Wording, draw_figures, draw_form
from builder.drawing.time_axis import Span, axis_of, span_of
from builder.model.claim import Certainty, Quantity
from builder.model.dates import Day
from builder.model.direction import direction_of
from builder.model.site import Side
from builder.rendering.calendar_names import calendar_of, day_text, without_year
from builder.rendering.date_words import date_words
from builder.rendering.numbers import number_writer
from builder.rendering.point_words import filled
from builder.rendering.theme import Words, words_under
from builder.views.chart import Chart, ChartLine, Mark


class FigureFilters:
    """Draw charts in one language, with the patterns of the sides."""

    def __init__(self, language: str, words: Words, sides: tuple[Side, ...], is_translated: bool = False) -> None:
        self._counts = words_under("counts", words)
        self._harms = words_under("harms", words)
        self._categories = words_under("categories", words)
        self._reports = words_under("reports", words)
        self._phrases = words_under("chart", words)
        self._patterns = {side.id: side.pattern for side in sides}
        self._number = number_writer(language)
        self._date = partial(date_words, language=language, phrases=words_under("dates", words))
        self._calendar = calendar_of(language)
        self._is_translated = is_translated
        self._is_mirrored = direction_of(language) == "rtl"

    def filters(self) -> Mapping[str, Callable[..., str | bool]]:
        """Return the filters that write figures and draw them."""
        return {
            "drawing": self.drawing,
            "form": self.form,
            "has_folds": self.has_folds,
            "measure": self.measure,
            "figure": self.figure,
            "own_words": self.own_words,
        }

    def drawing(self, chart: Chart) -> Markup:
        """Draw a chart."""
        lines = tuple(self._line(line) for line in chart.lines)
        wording = self._wording(chart)
        spans, has_column = _spans(chart), chart.has_column
        return Markup(draw_figures(lines, spans, has_column, self._patterns, wording, self._number, self._short_day))

    def has_folds(self, chart: Chart) -> bool:
        """Return whether a chart folds time in which no figure was said."""
        return bool(axis_of(_spans(chart), 0, 100).folds)

    def form(self, form: str) -> Markup:
        """Draw the sign of a form of figures, for a legend."""
        return Markup(draw_form(form))

    def measure(self, chart: Chart) -> str:
        """Return what a chart counts, in words."""
        measure = chart.measure
        phrase = self._phrases["measure_so" if measure.reports else "measure"]
        values = {"harm": self._harms[measure.harm], "category": self._categories[measure.category]}
        if measure.reports:
            values["reports"] = self._reports[measure.reports]
        return filled(phrase, values)

    def figure(self, quantity: Quantity) -> str:
        """Return a number in words, as it was given."""
        count = quantity.count
        phrase = self._counts[count.certainty]
        low = "" if count.low is None else self._number(count.low)
        high = "" if count.high is None else self._number(count.high)
        return filled(phrase, {"low": low, "high": high})

    def own_words(self, quantity: Quantity) -> str:
        """Return the source's own words for a number, unless they are no other than ours."""
        words = quantity.words
        return words if words and words.casefold() != self.figure(quantity).casefold() else ""

    def _line(self, line: ChartLine) -> DrawnLine:
        figures = (
            DrawnFigure(
                mark.quantity.count, self._short(mark), span_of(mark.made) if mark.made else None, mark.is_live
            )
            for mark in line.marks
        )
        return DrawnLine(line.key, line.side, tuple(figures))

    def _short(self, mark: Mark) -> str:
        """Write a figure at its mark: its number, or the source's own words where there is none."""
        count = mark.quantity.count
        if count.certainty in (Certainty.SOME, Certainty.UNKNOWN):
            # A drawing cannot tell languages apart within what it says; the table below it can.
            own = "" if self._is_translated else self.own_words(mark.quantity)
            return self._phrases["words"].replace("{words}", own) if own else self.figure(mark.quantity)
        if count.certainty is Certainty.RANGE and count.low is not None and count.high is not None:
            return f"{self._number(count.low)}–{self._number(count.high)}"
        bound = count.low if count.low is not None else count.high or 0
        signs = {Certainty.AT_LEAST: "≥ ", Certainty.AT_MOST: "≤ ", Certainty.ABOUT: "~ "}
        return signs.get(count.certainty, "") + self._number(bound)

    def _short_day(self, day: Day, has_year: bool) -> str:
        pattern = self._calendar.short_day
        return day_text(day, pattern if has_year else without_year(pattern), self._calendar)

    def _said(self, mark: Mark) -> str:
        words = self.figure(mark.quantity)
        if not self._is_translated and (own := self.own_words(mark.quantity)):
            words += " " + self._phrases["words"].replace("{words}", own)
        day = self._date(mark.made) if mark.made else self._phrases["undated"]
        return filled(self._phrases["dated"], {"said": words, "date": day})

    def _wording(self, chart: Chart) -> Wording:
        measure = chart.measure
        said = ". ".join(
            filled(self._phrases["name"], {"key": line.key, "name": line.by})
            + " "
            + self._phrases["then"].join(self._said(mark) for mark in line.marks)
            for line in chart.lines
        )
        return Wording(
            name="_".join(("figures", chart.question, measure.harm, measure.category, measure.reports or "incident")),
            title=self._phrases["title"].replace("{measure}", self.measure(chart)),
            description=said + ".",
            undated=self._phrases["undated"],
            is_mirrored=self._is_mirrored,
        )


def _spans(chart: Chart) -> tuple[Span, ...]:
    return tuple(span for date in chart.dates if (span := span_of(date)))
