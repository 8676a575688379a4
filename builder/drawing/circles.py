"""Draw the places on the map of all as discs whose areas are as their entries, each a link.

Names are set for two widths, as signs and names grow on a phone, where the same map is narrower. One that found no
room is written all the same, to be shown when somebody looks closer."""

from collections.abc import Sequence
from math import sqrt

from markupsafe import escape
from msgspec import Struct

from builder.drawing.canvas import MAP_WIDTH, NARROW_WIDTH, Box, Canvas
from builder.drawing.marks import name, ring
from builder.drawing.place_labels import TYPE, Anchor, PlaceLabel, place_labels
from builder.model.basemap import Bounds
from builder.model.decimals import decimal
from builder.views.map import Circle

_LEAST, _MOST = 3.0, 22.0


class DrawnCircle(Struct, frozen=True):
    """A place, its address as pages write it, and what is said of it to those who do not see it."""

    circle: Circle
    address: str
    said: str


def draw_circles(
    bounds: Bounds, circles: Sequence[DrawnCircle], most: int, insets: Sequence[Bounds], is_mirrored: bool
) -> str:
    """Draw all places, the largest below the others; `most` entries make the largest disc. Insets stay free."""
    ordered = sorted(circles, key=lambda drawn: (-drawn.circle.count, -drawn.circle.mentions, drawn.circle.id))
    radii = [radius_of(drawn.circle.count, most) for drawn in ordered]
    canvas, narrow = Canvas(bounds, MAP_WIDTH), Canvas(bounds, NARROW_WIDTH)
    wide_labels, narrow_labels = (_labels(ordered, radii, insets, width) for width in (canvas, narrow))
    labels = zip(wide_labels, narrow_labels, strict=True)
    return "".join(
        _place(drawn, radius, names, canvas, is_mirrored)
        for drawn, radius, names in zip(ordered, radii, labels, strict=True)
    )


def draw_outline(bounds: Bounds, inner: Bounds) -> str:
    """Draw within one map where another lies, which shows more of it."""
    canvas = Canvas(bounds, MAP_WIDTH)
    left, top, right, foot = _box(inner, canvas)
    size = f'width="{decimal(right - left, 1)}" height="{decimal(foot - top, 1)}"'
    return f'<rect class="map-outline" x="{decimal(left, 1)}" y="{decimal(top, 1)}" {size}/>'


def radius_of(count: int, most: int) -> float:
    """Return how large a disc is: its area grows as the number of entries does."""
    return max(_LEAST, _MOST * sqrt(count / most)) if most else _LEAST


def _box(inner: Bounds, canvas: Canvas) -> Box:
    return *canvas.place(inner.west, inner.north), *canvas.place(inner.east, inner.south)


def _labels(
    ordered: Sequence[DrawnCircle], radii: Sequence[float], insets: Sequence[Bounds], canvas: Canvas
) -> list[PlaceLabel]:
    """Set names for one width, each as seen from its own point; where there is no room, beside it and with no box."""
    spots = [drawn.circle.spot for drawn in ordered]
    anchors = [
        Anchor(*canvas.place(spot.longitude, spot.latitude), radius, spot.words)
        for spot, radius in zip(spots, radii, strict=True)
    ]
    labels = place_labels(anchors, canvas.width, canvas.height, [_box(inset, canvas) for inset in insets])
    return [
        PlaceLabel(label.rows, label.align, label.x - anchor.x, label.y - anchor.y, label.box)
        if label
        else PlaceLabel((anchor.words,), "start", anchor.radius + TYPE / 4, TYPE / 3, None)
        for label, anchor in zip(labels, anchors, strict=True)
    ]


def _place(
    drawn: DrawnCircle, radius: float, labels: tuple[PlaceLabel, PlaceLabel], canvas: Canvas, is_mirrored: bool
) -> str:
    circle = drawn.circle
    x, y = canvas.place(circle.spot.longitude, circle.spot.latitude)
    kind = "map-disc" if circle.count else "map-disc map-mentioned"
    names = "".join(
        name(label, f"map-name map-{width}{'' if label.box else ' map-spare'}", circle.spot.lang, is_mirrored)
        for width, label in zip(("wide", "narrow"), labels, strict=True)
    )
    return (
        f'<a href="{escape(drawn.address)}" data-place="{escape(circle.id)}" aria-label="{escape(drawn.said)}"'
        f' transform="translate({decimal(x, 1)} {decimal(y, 1)})">{ring(0, 0, canvas.length(circle.spot.reach_km))}'
        f'<g class="map-sign"><circle class="{kind}" r="{decimal(radius, 1)}"/>{names}</g></a>'
    )
