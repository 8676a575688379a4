"""Put maps into words: what a drawing says to those who do not see it, and what each of its discs says."""

from collections.abc import Callable, Mapping
from functools import cache, partial

from babel.numbers import format_decimal
from markupsafe import Markup, escape

from builder.drawing.canvas import LOCATOR_WIDTH, MAP_WIDTH, Canvas
from builder.drawing.circles import DrawnCircle, draw_circles, draw_outline
from builder.drawing.locator import draw_locator
from builder.model.basemap import Bounds
from builder.model.direction import direction_of
from builder.rendering.filters import counted, link, locale_of
from builder.rendering.theme import Words, words_under
from builder.views.map import Circle, Locator, Panel


class Cartographer:
    """Draw maps in one language."""

    def __init__(self, language: str, words: Words) -> None:
        locale = locale_of(language)
        number = cache(partial(format_decimal, locale=locale))
        self._phrases = words_under("map", words)
        self._forms = words_under("entries", words)
        self._counted = cache(lambda count: counted(number(count), locale.plural_form(count), self._forms))
        self._is_mirrored = direction_of(language) == "rtl"

    def filters(self) -> Mapping[str, Callable[..., Markup]]:
        """Return the filters that draw."""
        return {"locator": self.locator, "circles": self.circles, "outline": self.outline, "view_box": self.view_box}

    def locator(self, locator: Locator) -> Markup:
        """Draw a locator whole, with the lines beneath it as a picture that all locators share."""
        names = self._phrases["separator"].join(spot.words for spot in locator.spots)
        said = self._phrases["locator"].replace("{places}", names)
        width, height = _size(locator.panel.bounds, LOCATOR_WIDTH)
        base = locator.panel.base
        lines = f'<image href="{link(base.address)}" width="{width}" height="{height}"/>' if base else ""
        return Markup(
            f'<svg viewBox="0 0 {width} {height}" direction="ltr" role="img" aria-label="{escape(said)}">'
            f"{lines}{draw_locator(locator, self._is_mirrored)}</svg>"
        )

    def circles(self, circles: tuple[Circle, ...], panel: Panel, most: int, insets: tuple[Panel, ...] = ()) -> Markup:
        """Draw the places of one map."""
        drawn = [DrawnCircle(circle, str(link(circle.address)), self._said(circle)) for circle in circles]
        return Markup(draw_circles(panel.bounds, drawn, most, [inset.bounds for inset in insets], self._is_mirrored))

    def outline(self, inner: Panel, panel: Panel) -> Markup:
        """Draw where one map lies within another."""
        return Markup(draw_outline(panel.bounds, inner.bounds))

    def view_box(self, panel: Panel) -> Markup:
        """Return how large the map of all is."""
        width, height = _size(panel.bounds, MAP_WIDTH)
        return Markup(f"0 0 {width} {height}")

    def _said(self, circle: Circle) -> str:
        phrase = self._phrases["disc" if circle.count or not circle.mentions else "disc_mentioned"]
        count = self._counted(circle.count or circle.mentions)
        return phrase.replace("{place}", circle.spot.words).replace("{entries}", count)


def _size(bounds: Bounds, width: float) -> tuple[int, int]:
    return round(width), round(Canvas(bounds, width).height)
