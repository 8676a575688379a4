"""Choose which labels a drawing has room for at which width: none lies on another or runs out of the picture.

A drawing is widened by its reader's window or by zooming, words keep their size. So a label that is clear at one
width is clear at every greater one; each gets the least width, of a few, from which on it is shown."""

import unicodedata
from collections.abc import Sequence
from math import fsum
from types import MappingProxyType
from typing import Literal

from msgspec import Struct

from builder.drawing.packing import Extent

# Widths of a drawing in rem, the first that of the narrowest phone; the stylesheet asks for the same ones.
WIDTHS = (17.5, 30, 45, 60, 90, 150, 300)
# Of one letter in rem, rather too wide than too narrow, and the air beside a label.
_LETTER = 0.52
_AIR = 0.5
_WHOLE = (0.0, 100.0)
# How much of a label stands before its anchor.
_BEFORE = MappingProxyType({"start": 0.0, "middle": 0.5, "end": 1.0})

Anchor = Literal["start", "middle", "end"]


class LabelSpot(Struct, frozen=True):
    """A place for a label: its anchor in hundredths of the width, moved by so many rem, and what to keep within."""

    along: float
    anchor: Anchor
    moved: float = 0.0
    within: Extent = _WHOLE


class Wanted(Struct, frozen=True):
    """A label with the places that it may take, the best first, and drawn things that it must not lie on."""

    text: str
    spots: tuple[LabelSpot, ...]
    clear_of: tuple[Extent, ...] = ()


class PlacedLabel(Struct, frozen=True):
    """A label at its place, shown from the width of this number on."""

    text: str
    spot: LabelSpot
    width: int


def place_labels(wanted: Sequence[Wanted]) -> tuple[PlacedLabel | None, ...]:
    """Place labels, those that matter most first; None has no room at any width."""
    placed: list[PlacedLabel | None] = [None] * len(wanted)
    lengths = [length_of(label.text) for label in wanted]
    for width in range(len(WIDTHS)):
        left = [number for number, label in enumerate(placed) if label is None and wanted[number].spots]
        if not left:
            break
        air = 100 * _AIR / WIDTHS[width]
        extents = [_reach(width, length, one.spot) for length, one in zip(lengths, placed, strict=True) if one]
        held = [(start - air, end + air) for start, end in extents]
        for number in left:
            for spot in wanted[number].spots:
                reach = _reach(width, lengths[number], spot)
                if _has_room(reach, spot.within, (*held, *wanted[number].clear_of)):
                    placed[number] = PlacedLabel(wanted[number].text, spot, width)
                    held.append((reach[0] - air, reach[1] + air))
                    break
    return tuple(placed)


def extent_at(width: int, length: float, spot: LabelSpot) -> Extent:
    """Return from where to where a label of so many rem reaches at a width."""
    part = 100 * length / WIDTHS[width]
    start = spot.along + 100 * spot.moved / WIDTHS[width] - part * _BEFORE[spot.anchor]
    return start, start + part


def length_of(text: str) -> float:
    """Estimate the length of a label in rem; letters of East Asian scripts are two wide."""
    if text.isascii():
        return _LETTER * len(text)
    return _LETTER * fsum([2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text])


def _reach(width: int, length: float, spot: LabelSpot) -> Extent:
    """Return what a label needs, from its anchor on: the wider the drawing, the nearer to it the label stands."""
    start, end = extent_at(width, length, spot)
    return min(start, spot.along), max(end, spot.along)


def _has_room(reach: Extent, within: Extent, others: Sequence[Extent]) -> bool:
    start, end = reach
    return within[0] <= start and end <= within[1] and all(end <= first or last <= start for first, last in others)
