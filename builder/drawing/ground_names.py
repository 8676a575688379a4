"""Draw the names that belong to no point: countries, seas and regions, in the middle of what they name.

A name stands at the first of its points at which it covers nothing; where there is none it is left out."""

from collections.abc import Iterable, Iterator, Sequence

from markupsafe import escape
from msgspec import Struct

from builder.drawing.canvas import Box, Canvas, overlaps
from builder.drawing.place_labels import TYPE, width_of
from builder.model.basemap import Line
from builder.model.decimals import decimal

# Letters of these names stand apart from each other.
_SPACING = 1.12
_HIGH = 1.3 * TYPE
_EDGE = 2.0
REGION = "region"


class DrawnName(Struct, frozen=True):
    """A name as it is written: its class in the stylesheet, where it may stand, and its language if it has its own.

    One that leads somewhere has an address, the id of its place, and what is said to those who do not see it."""

    kind: str
    words: str
    points: Line
    lang: str | None = None
    address: str | None = None
    place: str | None = None
    said: str | None = None


class SetName(Struct, frozen=True):
    """A name that found room: around which point of the drawing it stands, and what it covers."""

    name: DrawnName
    x: float
    y: float
    box: Box


def set_names(names: Sequence[DrawnName], canvas: Canvas, taken: Iterable[Box]) -> list[SetName | None]:
    """Find room for names, the first ones first; what is taken stays free."""
    full = [*taken]
    found = []
    for name in names:
        ways = (way for way in _ways(name, canvas) if not any(overlaps(way.box, box) for box in full))
        chosen = next(ways, None)
        found.append(chosen)
        full += [chosen.box] if chosen else []
    return found


def ground_name(found: SetName, kind: str, is_mirrored: bool) -> str:
    """Write a name around its point, which stays where it is when the map is looked at closer."""
    name = found.name
    direction = ' direction="rtl"' if is_mirrored else ""
    spoken = f' lang="{escape(name.lang)}"' if name.lang else ""
    attributes = f'class="map-{name.kind}{kind}" transform="translate({decimal(found.x, 1)} {decimal(found.y, 1)})"'
    words = f'<text y="{decimal(TYPE / 3, 1)}" text-anchor="middle"{direction}{spoken}>{escape(name.words)}</text>'
    written = f'<g class="map-sign">{words}</g>'
    if not name.address:
        return f"<g {attributes}>{written}</g>"
    said = f'data-place="{escape(name.place)}" aria-label="{escape(name.said)}"'
    return f'<a href="{escape(name.address)}" {said} {attributes}>{written}</a>'


def _ways(name: DrawnName, canvas: Canvas) -> Iterator[SetName]:
    half = width_of(name.words.upper()) * _SPACING / 2
    for longitude, latitude in name.points:
        x, y = canvas.project(longitude, latitude)
        box = (x - half, y - _HIGH / 2, x + half, y + _HIGH / 2)
        if box[0] >= _EDGE and box[2] <= canvas.width - _EDGE and box[1] >= _EDGE and box[3] <= canvas.height - _EDGE:
            yield SetName(name, x, y, box)
