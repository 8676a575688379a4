"""Figures of one question over the time in which they were said, measure by measure, as pages draw them."""

from msgspec import Struct

from builder.model.claim import Certainty, Quantity
from builder.model.dates import Date
from builder.model.figures import Measure


class Mark(Struct, frozen=True):
    """One figure, and when it was said; one that is no longer live was replaced or taken back."""

    quantity: Quantity
    made: Date | None
    is_live: bool


class ChartLine(Struct, frozen=True):
    """One claimant's figures of one measure in the order in which they were said, undated last.

    `key` is the letter by which the drawing names the claimant; `lang` the language of the name, where it is not that
    of the page; `via` names who passed the figures on."""

    key: str
    by: str
    side: str | None
    marks: tuple[Mark, ...]
    lang: str | None = None
    via: str | None = None


class Chart(Struct, frozen=True):
    """The lines of all claimants on one measure of a question.

    `dates` are those of all figures of the question that say one: every measure is drawn on the same time. Where
    `has_column`, one of them has figures without a day, and all leave the same room for these."""

    question: str
    measure: Measure
    lines: tuple[ChartLine, ...]
    dates: tuple[Date, ...]
    has_column: bool = False

    @property
    def is_worth_drawing(self) -> bool:
        """Return whether there is something to see: a single figure, or figures without any day, are printed."""
        made = [mark.made for line in self.lines for mark in line.marks]
        return len(made) > 1 and any(made)

    @property
    def has_steps(self) -> bool:
        """Return whether a line leads from one figure to another."""
        return any(sum(mark.made is not None for mark in line.marks) > 1 for line in self.lines)

    @property
    def has_undated(self) -> bool:
        """Return whether a figure has no day."""
        return any(mark.made is None for line in self.lines for mark in line.marks)

    @property
    def has_bounds(self) -> bool:
        """Return whether a figure was said some time within bounds."""
        made = (mark.made for line in self.lines for mark in line.marks if mark.made)
        return any(date.earliest != date.latest for date in made)

    @property
    def has_past(self) -> bool:
        """Return whether a figure was replaced or taken back."""
        return any(not mark.is_live for line in self.lines for mark in line.marks)

    @property
    def forms(self) -> tuple[Certainty, ...]:
        """List the forms of figures that occur, in the order of the model."""
        found = {mark.quantity.count.certainty for line in self.lines for mark in line.marks}
        return tuple(form for form in Certainty if form in found)
