"""Find room for the names of points on a map: none runs out of the picture, none covers another.

A name stands beside its point, or else within a reach of it, at the end of a line that leads there. One for which
there is no room is left out; a list beside the map has them all. How wide letters are is guessed on the wide side,
as faces differ from machine to machine."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from math import cos, fsum, pi, sin

from msgspec import Struct

from builder.drawing.canvas import Box, overlaps
from builder.drawing.clipping import Points, clip_line

# In units of the drawing, whose type is so many units high.
TYPE = 12.0
_LEADING = 1.2
_GAP = 3.0
_EDGE = 2.0
# Lines to names go in so many directions, and in steps of so many units.
_DIRECTIONS, _FIRST_STEP, _STEP = 24, 10.0, 7.0
_MOST_LED = 40


class Anchor(Struct, frozen=True):
    """A point with a name, or without words: where it stands, and how far its own sign reaches."""

    x: float
    y: float
    radius: float
    words: str


class PlaceLabel(Struct, frozen=True):
    """A name set beside its point: rows, whether they start, are centred or end at `x`, and the first base line.

    One that found no room has no box; one that stands apart from its point has a line that leads from there to it."""

    rows: tuple[str, ...]
    align: str
    x: float
    y: float
    box: Box | None
    leader: Points = ()


def place_labels(
    anchors: Sequence[Anchor], width: float, height: float, taken: Iterable[Box] = (), reach: float = 0.0
) -> list[PlaceLabel | None]:
    """Set the names of points, the first ones first; signs of all points and boxes that are taken stay free.

    Names that find no room beside their points are led to from as far as `reach`, after all others."""
    full = [*taken, *(sign_box(anchor) for anchor in anchors)]
    first = len(full) - len(anchors)
    labels: list[PlaceLabel | None] = []
    for own, anchor in enumerate(anchors, start=first):
        ways = _ways(anchor, width, height) if anchor.words else ()
        found = next((label for label in ways if _is_free(label, full, own)), None)
        labels.append(found)
        if found and found.box:
            full.append(found.box)
    leaders: list[Points] = []
    unnamed = [number for number, anchor in enumerate(anchors) if anchor.words and not labels[number]]
    # Where there are crowds of them, lines to names would be one more crowd.
    for number in unnamed[: _MOST_LED if reach else 0]:
        found = _led_to(anchors[number], (width, height), reach, full, full[first + number], leaders)
        labels[number] = found
        if found and found.box:
            full.append(found.box)
            leaders.append(found.leader)
    return labels


@cache
def width_of(words: str) -> float:
    """Guess how wide words are at most."""
    return fsum(map(_width, words)) * TYPE


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


def _led_to(
    anchor: Anchor,
    size: tuple[float, float],
    reach: float,
    full: Sequence[Box],
    sign: Box,
    leaders: Sequence[Points],
) -> PlaceLabel | None:
    """Find for a name that has no room beside its point the nearest place to which a line may lead."""
    across = width_of(anchor.words) + anchor.radius + reach
    down = anchor.radius + reach + 2 * TYPE * _LEADING
    window = (anchor.x - across, anchor.y - down, anchor.x + across, anchor.y + down)
    around = [box for box in full if box is not sign and overlaps(box, window)]
    # A sign that covers a part of its own one is no hindrance to its line.
    hindrances = [box for box in around if not overlaps(box, sign)]
    for label in _led(anchor, *size, reach):
        box = label.box
        if box is None or any(overlaps(box, other) for other in around):
            continue
        if _is_clear(label.leader, box, hindrances, leaders):
            return label
    return None


def _led(anchor: Anchor, width: float, height: float, reach: float) -> Iterator[PlaceLabel]:
    """Return all ways in which a name may stand apart from its point, the nearest first."""
    steps = int((reach - _FIRST_STEP) // _STEP) + 1 if reach >= _FIRST_STEP else 0
    turns = sorted((2 * pi * turn / _DIRECTIONS for turn in range(_DIRECTIONS)), key=lambda turn: abs(sin(turn)))
    for off in (anchor.radius + _FIRST_STEP + step * _STEP for step in range(steps)):
        for rows in _broken(anchor.words):
            wide, high = max(map(width_of, rows)), len(rows) * TYPE * _LEADING
            for across, down in ((cos(turn), sin(turn)) for turn in turns):
                x, y = anchor.x + off * across, anchor.y + off * down
                # The line ends at the side of the name that faces its point.
                align = "start" if across >= 0 else "end"
                left = x + _GAP / 2 if across >= 0 else x - _GAP / 2 - wide
                box = (left, y - high / 2, left + wide, y + high / 2)
                if left >= _EDGE and box[2] <= width - _EDGE and box[1] >= _EDGE and box[3] <= height - _EDGE:
                    start = anchor.x + anchor.radius * across, anchor.y + anchor.radius * down
                    at = left if align == "start" else box[2]
                    yield PlaceLabel(rows, align, at, box[1] + TYPE, box, (start, (x, y)))


def _is_clear(line: Points, box: Box, hindrances: Sequence[Box], leaders: Sequence[Points]) -> bool:
    """Return whether a name's line meets no other name or sign, nor another line, and none of these the name."""
    if any(_meets(leader, box) or _cross(leader, line) for leader in leaders):
        return False
    return not any(_meets(line, other) for other in hindrances)


def _meets(line: Points, box: Box) -> bool:
    return next(clip_line(line, box), None) is not None


def _cross(one: Points, other: Points) -> bool:
    (a, b), (c, d) = one, other
    return _turns(a, b, c) != _turns(a, b, d) and _turns(c, d, a) != _turns(c, d, b)


def _turns(one: tuple[float, float], other: tuple[float, float], last: tuple[float, float]) -> bool:
    return (other[0] - one[0]) * (last[1] - one[1]) > (other[1] - one[1]) * (last[0] - one[0])


def _broken(words: str) -> Iterator[tuple[str, ...]]:
    """Return a name in one row and, if both sides' names stand in it, in a row for each."""
    yield (words,)
    names = words.split("/")
    if len(names) > 1:
        yield (*(f"{name}/" for name in names[:-1]), names[-1])


def _is_free(label: PlaceLabel, full: Sequence[Box], own: int) -> bool:
    box = label.box
    return box is not None and not any(overlaps(box, other) for number, other in enumerate(full) if number != own)


def sign_box(anchor: Anchor) -> Box:
    """Return what the sign of a point covers."""
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
