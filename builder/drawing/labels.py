"""Choose which labels a drawing has room for at which width: none lies on another or runs out of the picture.

A drawing is widened by its reader's window or by zooming, words keep their size. So a label that is clear at one
width is clear at every greater one; each gets the least width, of a few, from which on it is shown."""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from builder.drawing.packing import Extent

# Widths of a drawing in rem, the first that of the narrowest phone; the stylesheet asks for the same ones.
WIDTHS = (17.5, 30, 45, 60, 90, 150, 300)
# Of one letter in rem, rather too wide than too narrow, and the air beside a label.
_LETTER = 0.52
_AIR = 0.5
_WHOLE = (0.0, 100.0)

Anchor = Literal["start", "middle", "end"]


class Spot(Struct, frozen=True):
    """A place for a label: its anchor in hundredths of the width, moved by so many rem, and what to keep within."""

    along: float
    anchor: Anchor
    moved: float = 0.0
    within: Extent = _WHOLE


class Wanted(Struct, frozen=True):
    """A label with the places that it may take, the best first, and drawn things that it must not lie on."""

    text: str
    spots: tuple[Spot, ...]
    clear_of: tuple[Extent, ...] = ()


class Placed(Struct, frozen=True):
    """A label at its place, shown from the width of this number on."""

    text: str
    spot: Spot
    width: int


def place_labels(wanted: Sequence[Wanted]) -> tuple[Placed | None, ...]:
    """Place labels, those that matter most first; None has no room at any width."""
    placed: list[Placed | None] = [None] * len(wanted)
    for width in range(len(WIDTHS)):
        held = [extent_at(width, label.text, label.spot) for label in placed if label]
        for number, label in enumerate(wanted):
            found = next((spot for spot in label.spots if _has_room(width, label, spot, held)), None)
            if placed[number] is None and found:
                placed[number] = Placed(label.text, found, width)
                held.append(extent_at(width, label.text, found))
    return tuple(placed)


def extent_at(width: int, text: str, spot: Spot) -> Extent:
    """Tell from where to where a label reaches at a width."""
    length = 100 * length_of(text) / WIDTHS[width]
    before = {"start": 0.0, "middle": length / 2, "end": length}[spot.anchor]
    start = spot.along + 100 * spot.moved / WIDTHS[width] - before
    return start, start + length


def length_of(text: str) -> float:
    """Estimate the length of a label in rem; letters of East Asian scripts are two wide."""
    return _LETTER * sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _has_room(width: int, label: Wanted, spot: Spot, held: Iterable[Extent]) -> bool:
    start, end = extent_at(width, label.text, spot)
    air = 100 * _AIR / WIDTHS[width]
    is_within = start >= spot.within[0] and end <= spot.within[1]
    others = [(first - air, last + air) for first, last in held]
    return is_within and all(end <= first or last <= start for first, last in (*others, *label.clear_of))
