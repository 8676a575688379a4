"""Draw the lines of a base map as SVG: for the map of all within its page, for locators as a file of its own.

Within a page the stylesheet finds every kind by its class. A picture that a page loads is reached by no stylesheet:
it brings greys that are seen on light paper and on dark."""

from collections.abc import Iterator

from builder.drawing.canvas import LOCATOR_WIDTH, MAP_WIDTH, Canvas
from builder.drawing.paths import line_path, water_path
from builder.model.basemap import BaseMap, ShapeKind
from builder.model.decimals import compact

_LOCATOR_STEPS, _MAP_STEPS = 2, 4
_GREYS = (
    ("water", 'fill="#808080" fill-opacity=".16" fill-rule="evenodd" stroke-opacity=".75" stroke-width="2"'),
    ("river", 'fill="none" stroke-opacity=".45" stroke-width="2"'),
    ("border", 'fill="none" stroke-width="2.4"'),
    ("disputed", 'fill="none" stroke-width="3.2" stroke-dasharray="4 6"'),
)


def draw_base_file(base: BaseMap) -> bytes:
    """Draw the lines beneath all locators of one panel, to be loaded once."""
    canvas = Canvas(base.bounds, LOCATOR_WIDTH)
    width, height = (round(side * _LOCATOR_STEPS) for side in (canvas.width, canvas.height))
    greys = dict(_GREYS)
    paths = "".join(f'<path {greys[kind]} d="{path}"/>' for kind, path in _paths(base, canvas, _LOCATOR_STEPS))
    drawn = f'<g stroke="#808080">{paths}</g>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{drawn}</svg>\n'.encode()


def draw_base(base: BaseMap) -> str:
    """Draw the lines beneath the map of all."""
    paths = "".join(
        f'<path class="map-{kind}" d="{path}"/>'
        for kind, path in _paths(base, Canvas(base.bounds, MAP_WIDTH), _MAP_STEPS)
    )
    return f'<g transform="scale({compact(1 / _MAP_STEPS)})">{paths}</g>' if paths else ""


def _paths(base: BaseMap, canvas: Canvas, steps: int) -> Iterator[tuple[str, str]]:
    if water := water_path(base, canvas, steps):
        yield "water", water
    for kind in (ShapeKind.RIVER, ShapeKind.BORDER, ShapeKind.DISPUTED):
        if path := line_path(base, kind, canvas, steps):
            yield kind.value, path
