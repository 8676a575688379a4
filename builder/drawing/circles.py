"""Draw the places on a map of many as discs whose areas are as their entries, each a link, and the names around them.

Names are set for two widths, as signs and names grow on a phone, where the same map is narrower. One that found no
room is written all the same, to be shown when somebody looks closer. What another map shows in more detail is only
dots here, until somebody looks closer, too."""

from collections.abc import Callable, Sequence
from math import dist, sqrt

from markupsafe import escape
from msgspec import Struct

from builder.drawing.canvas import MAP_WIDTH, NARROW_WIDTH, Box, Canvas
from builder.drawing.ground_names import DrawnName, SetName, ground_name, set_names
from builder.drawing.marks import leader, name, ring
from builder.drawing.place_labels import TYPE, Anchor, PlaceLabel, place_labels, sign_box, width_of
from builder.model.basemap import Bounds
from builder.model.decimals import decimal
from builder.views.map import Circle

_LEAST, _MOST = 3.0, 22.0
# How large the dots are of places that another map shows.
_INNER = 2.5
# How large the room is that a finger needs around a point, and how much larger signs are on a phone (`--signs`).
_FINGER, _ON_A_PHONE = 14.0, 2.1
# How far around a disc the ring stands that says that accounts contradict each other.
_BEYOND = 2.5
# How far from its point a name may stand, at the end of a line.
_REACH = 100.0
# The legend of sizes is a part of the map's width, which the stylesheet knows (`map-sizes`).
_SIZES_WIDTH = 160.0
_WIDTHS = (("wide", MAP_WIDTH), ("narrow", NARROW_WIDTH))


class DrawnCircle(Struct, frozen=True):
    """A place, its address as pages write it, and what is said of it to those who do not see it."""

    circle: Circle
    address: str
    said: str


class Around(Struct, frozen=True):
    """What else is on a map: names of the ground, the maps of smaller regions, and those that show a part larger."""

    names: tuple[DrawnName, ...] = ()
    insets: tuple[Bounds, ...] = ()
    details: tuple[Bounds, ...] = ()


class _Set(Struct, frozen=True):
    """All names of a map, set for one width: those of places in the order of these, those of the ground."""

    places: list[PlaceLabel]
    ground: list[SetName | None]


def draw_circles(bounds: Bounds, circles: Sequence[DrawnCircle], most: int, around: Around, is_mirrored: bool) -> str:
    """Draw all places, the largest below the others; `most` entries make the largest disc."""
    ordered = sorted(circles, key=lambda drawn: (-drawn.circle.count, -drawn.circle.mentions, drawn.circle.id))
    inner = [any(_holds(detail, drawn.circle) for detail in around.details) for drawn in ordered]
    radii = [radius_of(drawn.circle.count, most) for drawn in ordered]
    shown = [_INNER if is_inner else radius for is_inner, radius in zip(inner, radii, strict=True)]
    words = ["" if is_inner else drawn.circle.spot.words for is_inner, drawn in zip(inner, ordered, strict=True)]
    sets = [_set(ordered, shown, words, around, Canvas(bounds, width)) for _, width in _WIDTHS]
    ground = "".join(
        ground_name(_scaled(found, canvas_width), f" map-ground map-{width}", is_mirrored)
        for (width, canvas_width), names in zip(_WIDTHS, sets, strict=True)
        for found in names.ground
        if found
    )
    canvas = Canvas(bounds, MAP_WIDTH)
    alone = _alone(ordered, radii, canvas)
    return ground + "".join(
        _place(
            drawn,
            (radii[number], _FINGER if number in alone else 0.0),
            inner[number],
            [names.places[number] for names in sets],
            canvas,
            is_mirrored,
        )
        for number, drawn in enumerate(ordered)
    )


def draw_outline(bounds: Bounds, inner: Bounds) -> str:
    """Draw within one map where another lies, which shows more of it."""
    canvas = Canvas(bounds, MAP_WIDTH)
    left, top, right, foot = _box(inner, canvas)
    size = f'width="{decimal(right - left, 1)}" height="{decimal(foot - top, 1)}"'
    return f'<rect class="map-outline" x="{decimal(left, 1)}" y="{decimal(top, 1)}" {size}/>'


def draw_sizes(most: int, greatest: int, number: Callable[[int], str]) -> str:
    """Draw discs of three sizes on a line, each with its number of entries, as large as on a map of this width."""
    counts = sorted({1, round(greatest / 4), greatest} - {0})
    x, pieces = 0.0, ""
    for count in counts:
        radius = radius_of(count, most)
        words = number(count)
        x += radius + 1
        pieces += (
            f'<circle class="map-disc" cx="{decimal(x, 1)}" cy="{decimal(_MOST + 1, 1)}" r="{decimal(radius, 1)}"/>'
        )
        x += radius + TYPE / 3
        pieces += f'<text x="{decimal(x, 1)}" y="{decimal(_MOST + 1 + TYPE / 3, 1)}">{escape(words)}</text>'
        x += width_of(words) + TYPE
    size = f'viewBox="0 0 {decimal(_SIZES_WIDTH, 0)} {decimal(2 * _MOST + 2, 0)}"'
    return f'<svg class="map-sizes" {size} direction="ltr" aria-hidden="true">{pieces}</svg>'


def radius_of(count: int, most: int) -> float:
    """Return how large a disc is: its area grows as the number of entries does."""
    return max(_LEAST, _MOST * sqrt(count / most)) if most else _LEAST


def _alone(ordered: Sequence[DrawnCircle], radii: Sequence[float], canvas: Canvas) -> frozenset[int]:
    """Return the numbers of small discs around which there is room for a finger, also on a phone."""
    points = [canvas.project(drawn.circle.spot.longitude, drawn.circle.spot.latitude) for drawn in ordered]
    reach = [max(radius, _FINGER) * _ON_A_PHONE for radius in radii]
    return frozenset(
        number
        for number, point in enumerate(points)
        if radii[number] < _FINGER
        and all(dist(point, other) >= reach[number] + reach[at] for at, other in enumerate(points) if at != number)
    )


def _holds(bounds: Bounds, circle: Circle) -> bool:
    return bounds.holds(circle.spot.longitude, circle.spot.latitude)


def _box(inner: Bounds, canvas: Canvas) -> Box:
    return *canvas.project(inner.west, inner.north), *canvas.project(inner.east, inner.south)


def _set(
    ordered: Sequence[DrawnCircle], radii: Sequence[float], words: Sequence[str], around: Around, canvas: Canvas
) -> _Set:
    """Set names for one width: regions of the site before places, countries and seas where these leave room."""
    spots = [drawn.circle.spot for drawn in ordered]
    anchors = [
        Anchor(*canvas.project(spot.longitude, spot.latitude), radius, text)
        for spot, radius, text in zip(spots, radii, words, strict=True)
    ]
    signs = [sign_box(anchor) for anchor in anchors]
    insets = [_box(inset, canvas) for inset in around.insets]
    first, last = ([name for name in around.names if bool(name.address) is leads] for leads in (True, False))
    regions = set_names(first, canvas, [*signs, *insets])
    # Dots of places that another map shows give way, and on a narrow map the smaller half of the discs.
    for least in (_INNER, max(radii, default=0) / 2):
        if not all(regions):
            large = [sign for sign, anchor in zip(signs, anchors, strict=True) if anchor.radius > least]
            regions = set_names(first, canvas, [*large, *insets])
    taken = [*insets, *(found.box for found in regions if found)]
    labels = place_labels(anchors, canvas.width, canvas.height, taken, _REACH)
    boxes = [label.box for label in labels if label and label.box]
    lines = [_box_of(label) for label in labels if label and label.leader]
    framed = [_box(detail, canvas) for detail in around.details]
    others = set_names(last, canvas, [*taken, *framed, *signs, *boxes, *lines])
    places = [
        _as_seen(label, anchor) if label else _spare(anchor, spot.words)
        for label, anchor, spot in zip(labels, anchors, spots, strict=True)
    ]
    return _Set(places, [*regions, *others])


def _box_of(label: PlaceLabel) -> Box:
    (x, y), (to_x, to_y) = label.leader
    return min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y)


def _as_seen(label: PlaceLabel, anchor: Anchor) -> PlaceLabel:
    """Write where a name stands as seen from its own point."""
    line = tuple((x - anchor.x, y - anchor.y) for x, y in label.leader)
    return PlaceLabel(label.rows, label.align, label.x - anchor.x, label.y - anchor.y, label.box, line)


def _spare(anchor: Anchor, words: str) -> PlaceLabel:
    """Write a name that found no room beside its point, and with no box."""
    return PlaceLabel((words,), "start", anchor.radius + TYPE / 4, TYPE / 3, None)


def _scaled(found: SetName, width: float) -> SetName:
    """Write where a name stands in units of the drawing, for whichever width it was set."""
    scale = MAP_WIDTH / width
    return SetName(found.name, found.x * scale, found.y * scale, found.box)


def _place(
    drawn: DrawnCircle,
    sizes: tuple[float, float],
    is_inner: bool,
    labels: Sequence[PlaceLabel],
    canvas: Canvas,
    is_mirrored: bool,
) -> str:
    circle, (radius, room) = drawn.circle, sizes
    x, y = canvas.project(circle.spot.longitude, circle.spot.latitude)
    kind = "map-disc" if circle.count else "map-disc map-mentioned"
    signs = f'<circle class="map-hit" r="{decimal(room, 1)}"/>' if room else ""
    signs += f'<circle class="{kind}" r="{decimal(radius, 1)}"/>'
    if circle.contested:
        signs += f'<circle class="map-contested" r="{decimal(radius + _BEYOND, 1)}"/>'
    for (width, _), label in zip(_WIDTHS, labels, strict=True):
        spare = "" if label.box else " map-spare"
        signs += leader(label, f" map-{width}") + name(
            label, f"map-name map-{width}{spare}", circle.spot.lang, is_mirrored
        )
    inner = ' class="map-inner"' if is_inner else ""
    return (
        f'<a href="{escape(drawn.address)}" data-place="{escape(circle.id)}" aria-label="{escape(drawn.said)}"'
        f'{inner} transform="translate({decimal(x, 1)} {decimal(y, 1)})">'
        f'{ring(0, 0, canvas.length(circle.spot.reach_km))}<g class="map-sign">{signs}</g></a>'
    )
