"""Turn figures into a scale from zero: where a number stands across a drawing, and which round numbers mark it.

Across is in hundredths of the width, so that a drawing fits a phone without its words becoming small."""

from collections.abc import Iterable
from itertools import combinations
from math import inf, isfinite

from msgspec import Struct

# What is left free at both ends, in hundredths of the width: half a mark at zero, and the head of an arrow.
_BEFORE = 2.0
_AFTER = 6.0
_MOST_TICKS = 6


class Tick(Struct, frozen=True):
    """A round number on the scale; one that a reader might take for a total or a mean has no words."""

    value: int
    has_words: bool


class Scale(Struct, frozen=True):
    """A scale from zero to a highest number; a mirrored one begins at the right."""

    highest: float
    is_mirrored: bool

    def across(self, value: float) -> float:
        """Tell where a number stands; what has no upper bound reaches to the edge."""
        room = 100.0 - _BEFORE - _AFTER
        place = 100.0 if value == inf else _BEFORE + room * min(value / self.highest, 1.0)
        return 100.0 - place if self.is_mirrored else place


def scale_of(figures: Iterable[float], is_mirrored: bool) -> Scale:
    """Make a scale that holds all figures."""
    return Scale(max((figure for figure in figures if isfinite(figure)), default=0) or 1, is_mirrored)


def ticks_of(scale: Scale, figures: Iterable[float]) -> tuple[Tick, ...]:
    """Mark a scale by round numbers."""
    step = _step(scale.highest)
    said = {figure for figure in figures if isfinite(figure)}
    mistakable = _totals_and_means(said) - said
    return tuple(Tick(value, value not in mistakable) for value in range(0, int(scale.highest) + 1, step))


def _step(highest: float) -> int:
    size = 1
    while True:
        for step in (size, 2 * size, 5 * size):
            if highest / step < _MOST_TICKS:
                return step
        size *= 10


def _totals_and_means(figures: set[float]) -> set[float]:
    """List what nobody said and a reader might take for a result: sums and means of any two figures, and of all."""
    groups = [*combinations(sorted(figures - {0}), 2), tuple(figures)]
    return {sum(group) for group in groups} | {sum(group) / len(group) for group in groups if group}
