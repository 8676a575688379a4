"""Turn days into places across a drawing, in hundredths of its width: words keep their size when it is widened."""

from bisect import bisect_right

from msgspec import Struct

from builder.model.dates import Date, Day, Edge

# How far a bar is drawn towards an end of which nothing is known.
_STUB = 4.0
_FAR = 1e9


class Days(Struct, frozen=True):
    """A span of days, by ordinals that begin a stretch and their places; between two of them time runs evenly.

    The last ordinal is the day after the span. A mirrored span begins at the right."""

    knots: tuple[tuple[int, float], ...]
    is_mirrored: bool = False

    @property
    def first(self) -> int:
        return self.knots[0][0]

    @property
    def last(self) -> int:
        return self.knots[-1][0] - 1

    def along(self, ordinal: float) -> float:
        """Return how much of the span is over when a day begins; what lies outside stands at the edge."""
        after = bisect_right(self.knots, (ordinal, _FAR))
        if after == 0:
            return 0.0
        if after == len(self.knots):
            return self.knots[-1][1]
        (first, start), (last, end) = self.knots[after - 1 : after + 1]
        return start + (end - start) * (ordinal - first) / (last - first)

    def extent(self, first: Day | None, last: Day | None) -> tuple[float, float]:
        """Return from where to where whole days reach; an end that is not known is that of the span."""
        start = self.along(first.ordinal) if first else 0.0
        return start, self.along(last.ordinal + 1) if last else 100.0

    def extent_of(self, when: Date) -> tuple[float, float]:
        """Return from where to where a date is drawn: one that is not known at an end stops short."""
        start, end = self.extent(when.earliest, when.latest)
        if when.end is Edge.UNKNOWN:
            end = min(start + _STUB, 100.0)
        if when.start is Edge.UNKNOWN:
            start = max(end - _STUB, 0.0)
        return start, end

    def middle(self, when: Date) -> float:
        """Return where a date stands that is drawn as one mark."""
        assert when.earliest is not None
        assert when.latest is not None
        first = when.earliest.ordinal
        last = first if when.latest == when.earliest else when.latest.ordinal
        return self.along((first + last + 1) / 2)

    def across(self, along: float) -> float:
        """Return where a place of the span is in the drawing."""
        return 100 - along if self.is_mirrored else along
