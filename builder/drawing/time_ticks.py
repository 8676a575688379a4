"""Choose which days are named below the axis of time, so that none covers another on the narrowest drawing."""

from collections import Counter
from collections.abc import Callable, Iterator

from msgspec import Struct

from builder.drawing.figure_labels import NARROWEST
from builder.drawing.time_axis import Span, TimeAxis, day_at
from builder.model.dates import Day

# Writes a day in short, with its year or without.
DayWords = Callable[[Day, bool], str]

_LETTER = 0.53
_ROWS = 2


class TimeTick(Struct, frozen=True):
    """A day on which something was said; one without words has no room for them. `anchor` is that of an SVG text."""

    across: float
    words: str
    row: int = 0
    anchor: str = "middle"


def ticks_of_time(axis: TimeAxis, spans: tuple[Span, ...], day_words: DayWords, end: float) -> tuple[TimeTick, ...]:
    """Mark the days of figures; the first and the last are named before those between them, the fuller ones first.

    No name reaches beyond `end`, in hundredths of the width."""
    counts = Counter(day_at(span.middle) for span in spans if span.first == span.last)
    # Where every figure has bounds only, their middle days are all there is to name.
    days = sorted(counts) or sorted({day_at(span.middle) for span in spans})
    if not days:
        return ()
    positions = {day: axis.across(day.ordinal + 0.5) for day in days}
    first, last = days[0], days[-1]
    between = sorted(days[1:-1], key=lambda day: (-counts[day], day))
    named: dict[Day, TimeTick] = {}
    taken: list[list[tuple[float, float]]] = [[] for _ in range(_ROWS)]
    for day in dict.fromkeys((first, last, *between)):
        words = day_words(day, day in (first, last) or day.year != first.year)
        spot = next(
            (
                (row, anchor, extent)
                for row in range(_ROWS)
                for anchor, extent in _extents(
                    positions[day] * NARROWEST / 100, _LETTER * len(words), end * NARROWEST / 100
                )
                if all(extent[1] <= start or stop <= extent[0] for start, stop in taken[row])
            ),
            None,
        )
        if spot:
            row, anchor, extent = spot
            taken[row].append(extent)
            named[day] = TimeTick(positions[day], words, row, anchor)
    return tuple(_in_order(days, positions, named))


def _extents(middle: float, width: float, end: float) -> Iterator[tuple[str, tuple[float, float]]]:
    """List where words of a width may stand at a tick, as far as the drawing has room for them."""
    for anchor, start in (("middle", middle - width / 2), ("start", middle), ("end", middle - width)):
        if start >= -0.4 and start + width <= end:
            yield anchor, (start - 0.4, start + width + 0.4)


def _in_order(days: list[Day], positions: dict[Day, float], named: dict[Day, TimeTick]) -> Iterator[TimeTick]:
    for day in days:
        yield named.get(day) or TimeTick(positions[day], "")
