"""Find room for what is written at the marks of a drawing, on the narrowest one: then there is room on all.

Measures are in `em` of the drawing's type."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

# The width of a drawing on a phone, and that of a letter or digit.
NARROWEST = 24.0
_LETTER = 0.56
_HALF = 0.6


class Box(Struct, frozen=True):
    """What something covers."""

    left: float
    top: float
    right: float
    foot: float

    def meets(self, other: "Box") -> bool:
        return self.left < other.right and other.left < self.right and self.top < other.foot and other.top < self.foot


class Placed(Struct, frozen=True):
    """A mark: its place in hundredths of the width, its height, what it covers up and down, its letter and words."""

    across: float
    down: float
    top: float
    foot: float
    key: str
    words: str


class Label(Struct, frozen=True):
    """Where the words of a mark stand beside it, as an SVG text; without `has_words` there is room for the letter."""

    right: float
    down: float
    anchor: str
    has_words: bool


def place_figures(marks: Sequence[Placed], taken: Iterable[Box], between: tuple[float, float]) -> tuple[Label, ...]:
    """Give each mark a label that meets no other, no mark and nothing taken; at the worst its letter alone."""
    boxes = [*taken, *(_box(mark) for mark in marks)]
    labels = []
    for mark in marks:
        label, box = _first_free(mark, boxes, between)
        boxes.append(box)
        labels.append(label)
    return tuple(labels)


def _box(mark: Placed) -> Box:
    x = mark.across * NARROWEST / 100
    return Box(x - _HALF, mark.top, x + _HALF, mark.foot)


def _first_free(mark: Placed, boxes: Sequence[Box], between: tuple[float, float]) -> tuple[Label, Box]:
    """Try right, left, above and below, with the words and then without them."""
    x = mark.across * NARROWEST / 100
    for has_words in (True, False):
        width = _LETTER * (len(mark.key) + (len(mark.words) + 1 if has_words else 0)) + 0.1
        for right, down, anchor, start in (
            (0.75, 0.36, "start", x + 0.75),
            (-0.75, 0.36, "end", x - 0.75 - width),
            (0.0, mark.top - mark.down - 0.25, "middle", x - width / 2),
            (0.0, mark.foot - mark.down + 0.95, "middle", x - width / 2),
        ):
            foot = mark.down + down + 0.2
            box = Box(start, foot - 1.1, start + width, foot)
            is_inside = start >= 0 and box.right <= NARROWEST and box.top >= between[0] and foot <= between[1] + 0.3
            if is_inside and not any(box.meets(other) for other in boxes):
                return Label(right, down, anchor, has_words), box
    is_late = mark.across > 50
    start = x - 0.75 - _LETTER if is_late else x + 0.75
    right, anchor = (-0.75, "end") if is_late else (0.75, "start")
    return Label(right, 0.36, anchor, False), Box(start, mark.down - 0.55, start + _LETTER, mark.down + 0.55)
