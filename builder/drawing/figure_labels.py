"""Find room for what is written at the marks of a drawing, on the narrowest one: then there is room on all.

Measures are in `em` of the drawing's type."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from builder.drawing.canvas import Box, overlaps

# The width of a drawing on a phone, and that of a letter or digit.
NARROWEST = 24.0
_LETTER = 0.56
_HALF = 0.6
# How far up and down a letter may stand from its mark before it would seem to be another's.
_ROWS_AWAY = (-1.15, 1.15, -2.35, 2.35)


class PlacedMark(Struct, frozen=True):
    """A mark: its place in hundredths of the width, its height, what it covers up and down, its letter and words."""

    across: float
    down: float
    top: float
    foot: float
    key: str
    words: str


class FigureLabel(Struct, frozen=True):
    """Where the words of a mark stand beside it, as an SVG text; without `has_words` there is room for the letter."""

    right: float
    down: float
    anchor: str
    has_words: bool


def place_figures(
    marks: Sequence[PlacedMark], taken: Iterable[Box], between: tuple[float, float]
) -> tuple[FigureLabel | None, ...]:
    """Return a label for each mark that meets no label, mark or taken box; None where there is no room."""
    boxes = [*taken, *(_box(mark) for mark in marks)]
    labels: list[FigureLabel | None] = []
    for mark in marks:
        found = next(_free(mark, boxes, between), None)
        if found:
            boxes.append(found[1])
        labels.append(found[0] if found else None)
    return tuple(labels)


def letters_in(width: float) -> int:
    """Return how many letters a width has room for."""
    return int(width / _LETTER)


def _box(mark: PlacedMark) -> Box:
    x = mark.across * NARROWEST / 100
    return x - _HALF, mark.top, x + _HALF, mark.foot


def _free(mark: PlacedMark, boxes: Sequence[Box], between: tuple[float, float]) -> Iterator[tuple[FigureLabel, Box]]:
    """Try right, left, above and below, with the words and then without them, and at last some rows away."""
    x = mark.across * NARROWEST / 100
    for has_words in (True, False):
        width = _LETTER * (len(mark.key) + (len(mark.words) + 1 if has_words else 0)) + 0.1
        for right, down, anchor in _spots(mark, has_words):
            start = x + right - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
            end, foot = start + width, mark.down + down + 0.2
            box = start, foot - 1.1, end, foot
            is_inside = start >= 0 and end <= NARROWEST and foot - 1.1 >= between[0] and foot <= between[1] + 0.3
            if is_inside and not any(overlaps(box, other) for other in boxes):
                yield FigureLabel(right, down, anchor, has_words), box


def _spots(mark: PlacedMark, has_words: bool) -> Iterator[tuple[float, float, str]]:
    yield 0.75, 0.36, "start"
    yield -0.75, 0.36, "end"
    yield 0.0, mark.top - mark.down - 0.25, "middle"
    yield 0.0, mark.foot - mark.down + 0.95, "middle"
    if not has_words:
        for row in _ROWS_AWAY:
            yield 0.75, 0.36 + row, "start"
            yield -0.75, 0.36 + row, "end"
