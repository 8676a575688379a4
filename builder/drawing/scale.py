"""Turn figures into a scale from zero upwards: how high a number stands, and which round numbers mark it.

Heights are in `em` of the drawing's type, counted downwards from its top, so that words keep their size."""

from collections.abc import Iterable
from itertools import combinations
from math import fsum, inf, isfinite

from msgspec import Struct

from builder.model.decimals import decimal

_MOST_TICKS = 5


class Tick(Struct, frozen=True):
    """A round number on the scale; one that a reader might take for a total or a mean has no words."""

    value: int
    has_words: bool


class Scale(Struct, frozen=True):
    """A scale from zero, at the height `foot`, to a highest number, at the height `top`."""

    highest: float
    top: float
    foot: float

    def down(self, value: float) -> float:
        """Return the height of a number; what has no upper bound reaches to the top."""
        part = 1.0 if value == inf else min(value / self.highest, 1.0)
        return self.foot - (self.foot - self.top) * part


def scale_of(figures: Iterable[float], top: float, foot: float) -> Scale:
    """Make a scale that holds all figures."""
    return Scale(max((figure for figure in figures if isfinite(figure)), default=0) or 1, top, foot)


def ticks_of(scale: Scale, figures: Iterable[float]) -> tuple[Tick, ...]:
    """Mark a scale by round numbers."""
    step = _step(scale.highest)
    said = {figure for figure in figures if isfinite(figure)}
    mistakable = _totals_and_means(said) - said
    return tuple(Tick(value, value not in mistakable) for value in range(0, int(scale.highest) + 1, step))


def percent(across: float) -> str:
    """Write a part of the width, which follows the page."""
    return f"{decimal(across, 2)}%"


def em(down: float) -> str:
    """Write a height, which follows the type."""
    return f"{decimal(down, 2)}em"


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
    return {fsum(group) for group in groups} | {fsum(group) / len(group) for group in groups if group}
