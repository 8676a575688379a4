"""Figures of one measure, party by party, as pages draw them on one scale."""

from msgspec import Struct

from builder.model.claim import Certainty, Quantity
from builder.model.dates import Date
from builder.model.disagreement import Measure, Reach


class Mark(Struct, frozen=True):
    """One figure: by whom, what was said and when; one that is no longer live was replaced or taken back."""

    by: str
    side: str | None
    quantity: Quantity
    made: Date | None
    is_live: bool
    lang: str | None = None


class Chart(Struct, frozen=True):
    """The lines of all parties on one measure, each in order of time, and the gaps that no figure fills."""

    measure: Measure
    lines: tuple[tuple[Mark, ...], ...]
    gaps: tuple[Reach, ...]

    @property
    def is_worth_drawing(self) -> bool:
        """A scale with a single figure on it compares nothing."""
        return sum(len(line) for line in self.lines) > 1

    @property
    def has_steps(self) -> bool:
        """Tell whether a line leads from one figure to another; a number that is not known has no place on it."""
        known = ([mark.quantity.count.certainty is not Certainty.UNKNOWN for mark in line] for line in self.lines)
        return any(sum(line) > 1 for line in known)

    @property
    def forms(self) -> tuple[Certainty, ...]:
        """List the forms of figures that occur, in the order of the model."""
        found = {mark.quantity.count.certainty for line in self.lines for mark in line}
        return tuple(form for form in Certainty if form in found)
