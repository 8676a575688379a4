"""Draw what a locator shows upon its base: where something is, as exactly as that is known, and what lies around."""

from collections.abc import Iterable

from builder.drawing.canvas import LOCATOR_WIDTH, Canvas
from builder.drawing.marks import dot, name, ring
from builder.drawing.place_labels import Anchor, place_labels
from builder.views.map import Locator, MapSpot

_DOT, _OTHER = 3.0, 1.6
# So many other places help to find one's way; more would be a map of their own.
_MOST_OTHERS = 3


def draw_locator(locator: Locator, is_mirrored: bool) -> str:
    """Draw rings as wide as the precision stated, dots and names; what finds no room beside them is left out."""
    canvas = Canvas(locator.panel.bounds, LOCATOR_WIDTH)
    spots, others = _anchors(locator.spots, canvas, _DOT), _anchors(locator.others, canvas, _OTHER)
    labels = place_labels([*spots, *others], canvas.width, canvas.height)
    pieces = []
    for anchor, spot in zip(spots, locator.spots, strict=True):
        reach = canvas.length(spot.reach_km)
        # A ring within its own dot is not seen.
        pieces += [ring(anchor.x, anchor.y, reach)] if reach > _DOT else []
    # A place that is to help says nothing without its name.
    helping = zip(others, labels[len(spots) :], locator.others, strict=True)
    named = [(anchor, label, spot) for anchor, label, spot in helping if label]
    for anchor, label, spot in named[:_MOST_OTHERS]:
        pieces += (dot(anchor, "map-other"), name(label, "map-other", spot.lang, is_mirrored))
    pieces += [dot(anchor, "map-dot") for anchor in spots]
    pieces += [
        name(label, "map-name", spot.lang, is_mirrored)
        for label, spot in zip(labels[: len(spots)], locator.spots, strict=True)
        if label
    ]
    return "".join(pieces)


def _anchors(spots: Iterable[MapSpot], canvas: Canvas, radius: float) -> list[Anchor]:
    return [Anchor(*canvas.place(spot.longitude, spot.latitude), radius, spot.words) for spot in spots]
