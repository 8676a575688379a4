"""Put maps into words: what a drawing says to those who do not see it, and what each of its discs says."""

from collections.abc import Callable, Mapping
from functools import cache

from markupsafe import Markup, escape
from msgspec.structs import replace

from builder.drawing.canvas import LOCATOR_WIDTH, MAP_WIDTH, Canvas
from builder.drawing.circles import Around, DrawnCircle, draw_circles, draw_outline, draw_sizes
from builder.drawing.ground_names import REGION, DrawnName
from builder.drawing.locator import draw_locator
from builder.drawing.months import draw_years
from builder.model.basemap import Bounds
from builder.model.direction import direction_of
from builder.rendering.calendar_names import calendar_of, year_text
from builder.rendering.filters import counted, link, plural_form_of
from builder.rendering.numbers import locale_of, number_writer
from builder.rendering.point_words import filled
from builder.rendering.theme import Words, words_under
from builder.views.map import Circle, GroundName, Locator, Panel, Region


class MapFilters:
    """Draw maps in one language."""

    def __init__(self, language: str, words: Words) -> None:
        self._language = language
        self._number = number_writer(language)
        self._phrases = words_under("map", words)
        self._forms = words_under("entries", words)
        plural_form = plural_form_of(language, words)
        self._counted = cache(lambda count: counted(self._number(count), plural_form(count), self._forms))
        self._is_mirrored = direction_of(language) == "rtl"
        self._calendar = calendar_of(language)

    def filters(self) -> Mapping[str, Callable[..., Markup]]:
        """Return the filters that draw."""
        return {
            "locator": self.locator,
            "circles": self.circles,
            "outline": self.outline,
            "sizes": self.sizes,
            "view_box": self.view_box,
            "years": self.years,
        }

    def locator(self, locator: Locator) -> Markup:
        """Draw a locator whole, with the lines beneath it as a picture that all locators share."""
        names = self._phrases["separator"].join(spot.words for spot in locator.spots)
        phrase = self._phrases["locator_near" if locator.near else "locator"]
        said = filled(phrase, {"places": names, "near": locator.near.words if locator.near else ""})
        width, height = _size(locator.panel.bounds, LOCATOR_WIDTH)
        base = locator.panel.base
        lines = f'<image href="{link(base.address)}" width="{width}" height="{height}"/>' if base else ""
        ground = [self._ground_name(found) for found in locator.panel.names]
        return Markup(
            f'<svg viewBox="0 0 {width} {height}" direction="ltr" role="img" aria-label="{escape(said)}">'
            f"{lines}{draw_locator(locator, ground, self._is_mirrored)}</svg>"
        )

    def circles(
        self,
        circles: tuple[Circle, ...],
        panel: Panel,
        most: int,
        insets: tuple[Panel, ...] = (),
        details: tuple[Panel, ...] = (),
        regions: tuple[Region, ...] = (),
    ) -> Markup:
        """Draw the places of one map, and the names of the ground."""
        drawn = [DrawnCircle(circle, str(link(circle.address)), self._said(circle)) for circle in circles]
        led = {region.name.address for region in regions}
        names = [self._region(region) for region in regions]
        names += [self._ground_name(name) for name in panel.names if name.address not in led]
        inner, outer = (tuple(other.bounds for other in found) for found in (details, insets))
        return Markup(draw_circles(panel.bounds, drawn, most, Around(tuple(names), outer, inner), self._is_mirrored))

    def outline(self, inner: Panel, panel: Panel) -> Markup:
        """Draw where one map lies within another."""
        return Markup(draw_outline(panel.bounds, inner.bounds))

    def sizes(self, most: int, greatest: int) -> Markup:
        """Draw discs of some sizes up to the greatest, each with its number of entries."""
        return Markup(draw_sizes(most, greatest, self._number))

    def view_box(self, panel: Panel) -> Markup:
        """Return how large the map of all is."""
        width, height = _size(panel.bounds, MAP_WIDTH)
        return Markup(f"0 0 {width} {height}")

    def years(self, months: tuple[int, ...]) -> Markup:
        """Draw a stroke for each month, counted from year 0, evenly in time, with the names of some years."""
        first, last = months[0], months[-1]
        return (
            Markup(draw_years(months, lambda year: year_text(year, self._calendar), self._is_mirrored))
            if first < last
            else Markup("")
        )

    def _territory(self, code: str | None) -> str | None:
        return locale_of(self._language).territories.get(code) if code else None

    def _ground_name(self, name: GroundName) -> DrawnName:
        """Write a name of the ground in this language: a country as Unicode CLDR calls it, if nobody has named it."""
        words = name.words or self._territory(name.code) or name.code or ""
        return DrawnName(name.kind.value if name.kind else REGION, words, name.points, name.lang)

    def _region(self, region: Region) -> DrawnName:
        ground = self._ground_name(region.name)
        address = str(link(region.name.address or ""))
        return replace(ground, address=address, place=region.id, said=self._words(ground.words, region))

    def _said(self, circle: Circle) -> str:
        said = self._words(circle.spot.words, circle)
        if not circle.contested:
            return said
        return filled(self._phrases["disc_contested"], {"place": said, "count": self._number(circle.contested)})

    def _words(self, words: str, of: Circle | Region) -> str:
        phrase = self._phrases["disc" if of.count or not of.mentions else "disc_mentioned"]
        return filled(phrase, {"place": words, "entries": self._counted(of.count or of.mentions)})


def _size(bounds: Bounds, width: float) -> tuple[int, int]:
    return round(width), round(Canvas(bounds, width).height)
