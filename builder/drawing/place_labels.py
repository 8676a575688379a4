"""Find room for the names of points on a map: none runs out of the picture, none covers another.

A name for which there is no room is left out; a list beside the map has them all. How wide letters are is guessed
on the wide side, as faces differ from machine to machine."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from math import fsum

from msgspec import Struct

from builder.drawing.canvas import Box

# In units of the drawing, whose type is so many units high.
TYPE = 12.0
_LEADING = 1.2
_GAP = 3.0
_EDGE = 2.0


class Anchor(Struct, frozen=True):
    """A point with a name: where it stands, and how far its own sign reaches."""

    x: float
    y: float
    radius: float
    words: str


class PlaceLabel(Struct, frozen=True):
    """A name set beside its point: rows, whether they start, are centred or end at `x`, and the first base line.

    One that found no room has no box."""

    rows: tuple[str, ...]
    align: str
    x: float
    y: float
    box: Box | None


def place_labels(
    anchors: Sequence[Anchor], width: float, height: float, taken: Iterable[Box] = ()
) -> list[PlaceLabel | None]:
    """Set the names of points, the first ones first; signs of all points and boxes that are taken stay free."""
    full = [*taken, *(_sign(anchor) for anchor in anchors)]
    labels: list[PlaceLabel | None] = []
    for own, anchor in enumerate(anchors, start=len(full) - len(anchors)):
        found = next((label for label in _ways(anchor, width, height) if _is_free(label, full, own)), None)
        labels.append(found)
        if found and found.box:
            full.append(found.box)
    return labels


@cache
def width_of(words: str) -> float:
    """Guess how wide words are at most."""
    return fsum(map(_width, words)) * TYPE


def overlaps(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _ways(anchor: Anchor, width: float, height: float) -> Iterator[PlaceLabel]:
    """Return all ways in which a name may stand beside its point and within the picture, the best first."""
    for rows in _broken(anchor.words):
        wide, high = max(map(width_of, rows)), len(rows) * TYPE * _LEADING
        off = anchor.radius + _GAP
        middle, above, below = anchor.y - high / 2, anchor.y - off - high, anchor.y + off
        ways = [
            ("start", anchor.x + off, middle),
            ("end", anchor.x - off - wide, middle),
            ("middle", anchor.x - wide / 2, above),
            ("middle", anchor.x - wide / 2, below),
        ]
        for align, left, top in ways:
            # Above and below, a name gives way to the edge.
            kept = min(max(left, _EDGE), width - _EDGE - wide) if align == "middle" else left
            box = (kept, top, kept + wide, top + high)
            if kept >= _EDGE and box[2] <= width - _EDGE and top >= _EDGE and box[3] <= height - _EDGE:
                x = {"start": kept, "middle": kept + wide / 2, "end": box[2]}[align]
                yield PlaceLabel(rows, align, x, top + TYPE, box)


def _broken(words: str) -> Iterator[tuple[str, ...]]:
    """Return a name in one row and, if both sides' names stand in it, in a row for each."""
    yield (words,)
    names = words.split("/")
    if len(names) > 1:
        yield (*(f"{name}/" for name in names[:-1]), names[-1])


def _is_free(label: PlaceLabel, full: Sequence[Box], own: int) -> bool:
    box = label.box
    return box is not None and not any(overlaps(box, other) for number, other in enumerate(full) if number != own)


def _sign(anchor: Anchor) -> Box:
    reach = anchor.radius
    return anchor.x - reach, anchor.y - reach, anchor.x + reach, anchor.y + reach


def _width(letter: str) -> float:
    if letter in "iıjl.,'’:;|/ ()-ftrI":
        return 0.45
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.05
    return 0.9 if letter in "mwMW@" or letter > "\u0530" else 0.75 if letter.isupper() else 0.63
