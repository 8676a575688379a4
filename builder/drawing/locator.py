"""Draw what a locator shows upon its base: where something is, as exactly as that is known, and what lies around."""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from builder.drawing.canvas import LOCATOR_WIDTH, Box, Canvas, overlaps
from builder.drawing.ground_names import REGION, DrawnName, SetName, ground_name, set_names
from builder.drawing.marks import dot, leader, name, ring
from builder.drawing.place_labels import Anchor, PlaceLabel, place_labels, sign_box
from builder.views.map import Locator, MapSpot

_DOT, _OTHER = 3.0, 1.6
# So many other places help to find one's way; more would be a map of their own.
_MOST_OTHERS = 3
# How far from its point a name may stand, at the end of a line.
_REACH = 40.0
_MOST_POINTS = 12


def draw_locator(locator: Locator, names: Sequence[DrawnName], is_mirrored: bool) -> str:
    """Draw rings as wide as the precision stated, dots and names: of the places, the nearest larger town, countries.

    Other towns help to find one's way where there is room for their names."""
    canvas = Canvas(locator.panel.bounds, LOCATOR_WIDTH)
    near = (locator.near,) if locator.near else ()
    spots, around = _anchors(locator.spots, canvas, _DOT), _anchors(near, canvas, _OTHER)
    signs = [sign_box(anchor) for anchor in (*spots, *around)]
    regions, countries = (
        [_fewer(name) for name in names if (name.kind == REGION) is wanted] for wanted in (True, False)
    )
    ground = [found for found in set_names(countries, canvas, signs) if found]
    labels = _labels([*spots, *around], canvas, ground)
    if not all(labels[: len(spots)]):
        # What the locator is about is named before all else.
        ground, labels = [], _labels([*spots, *around], canvas, [])
    taken = [*signs, *_boxes(labels)]
    ground += [found for found in set_names(regions, canvas, [*taken, *(found.box for found in ground)]) if found]
    taken += [found.box for found in ground]
    free = [spot for spot in locator.others if not _is_covered(spot, canvas, taken)]
    others = _anchors(free, canvas, _OTHER)
    named = list(zip(others, place_labels(others, canvas.width, canvas.height, taken), free, strict=True))
    helping = [*zip(around, labels[len(spots) :], near, strict=True)]
    # A place that is to help says nothing without its name.
    helping += [found for found in named if found[1]][: _MOST_OTHERS - len(near)]
    pieces = [_ring(anchor, canvas.length(spot.reach_km)) for anchor, spot in zip(spots, locator.spots, strict=True)]
    pieces += [ground_name(found, "", is_mirrored) for found in ground]
    for anchor, label, spot in helping:
        pieces += [dot(anchor, "map-other")] if label else []
        pieces += [_name(label, "map-other", spot, is_mirrored)]
    pieces += [dot(anchor, "map-dot") for anchor in spots]
    named_spots = zip(labels[: len(spots)], locator.spots, strict=True)
    return "".join([*pieces, *(_name(label, "map-name", spot, is_mirrored) for label, spot in named_spots)])


def _labels(anchors: Sequence[Anchor], canvas: Canvas, ground: Sequence[SetName]) -> list[PlaceLabel | None]:
    return place_labels(anchors, canvas.width, canvas.height, [found.box for found in ground], _REACH)


def _ring(anchor: Anchor, reach: float) -> str:
    # A ring within its own dot is not seen.
    return ring(anchor.x, anchor.y, reach) if reach > _DOT else ""


def _name(label: PlaceLabel | None, kind: str, spot: MapSpot, is_mirrored: bool) -> str:
    return leader(label) + name(label, kind, spot.lang, is_mirrored) if label else ""


def _boxes(labels: Iterable[PlaceLabel | None]) -> list[Box]:
    return [label.box for label in labels if label and label.box]


def _is_covered(spot: MapSpot, canvas: Canvas, taken: Sequence[Box]) -> bool:
    sign = sign_box(Anchor(*canvas.project(spot.longitude, spot.latitude), _OTHER, ""))
    return any(overlaps(sign, box) for box in taken)


def _fewer(name: DrawnName) -> DrawnName:
    # The best points do, and a page is drawn quickly.
    return replace(name, points=name.points[:_MOST_POINTS])


def _anchors(spots: Iterable[MapSpot], canvas: Canvas, radius: float) -> list[Anchor]:
    return [Anchor(*canvas.project(spot.longitude, spot.latitude), radius, spot.words) for spot in spots]
