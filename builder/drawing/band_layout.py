"""Lay out the slots and marks of a band so that no mark covers another on a phone.

Where time runs evenly a mark stands at its time, in the lowest row in which it is clear of others. Where slots are
as wide as their marks need, these fill the columns of their slot, in order and as near to their times as may be.
"""

from collections.abc import Sequence
from itertools import groupby, pairwise
from math import ceil, fsum

from msgspec import Struct

from builder.drawing.days import Days
from builder.drawing.packing import MARK, rows_of
from builder.views.band import Band, Happening, Slot

# A folded stretch beside the width of a slot that is as wide as its marks need no more of.
_FOLD = 0.6
# Of a drawing that is so wide (by the number of the width), in hundredths: a mark with the air around it.
WIDE, WIDE_MARK = 2, 1.6
# Rows that marks may fill, the least that is tried first, and columns of the narrowest drawing.
_ROWS = (8, 11, 14)
MOST_ROWS = _ROWS[-1]
_COLUMNS = int(100 / MARK)


class Room(Struct, frozen=True):
    """How wide each slot is, and which are so full that a number has to stand for their marks."""

    widths: tuple[int, ...]
    piled: tuple[int, ...]


class MarkSpot(Struct, frozen=True):
    """Where a mark stands: how far along the span, and in which row above the axis."""

    along: float
    row: int


def days_of(slots: Sequence[Slot], widths: Sequence[int] = (), is_mirrored: bool = False) -> Days:
    """Return the scale of slots: by their days, or by their widths, with stretches between them folded."""
    folded = _folded(slots)
    if not widths and not any(folded):
        return Days(((slots[0].first.ordinal, 0.0), (slots[-1].last.ordinal + 1, 100.0)), is_mirrored)
    wide = widths or (1,) * len(slots)
    whole = fsum(wide) + _FOLD * folded.count(True)
    knots, at = list[tuple[int, float]](), 0.0
    for slot, width, is_folded in zip(slots, wide, (*folded, False), strict=True):
        knots.append((slot.first.ordinal, 100 * at / whole))
        at += width
        if is_folded:
            knots.append((slot.last.ordinal + 1, 100 * at / whole))
            at += _FOLD
    return Days((*knots, (slots[-1].last.ordinal + 1, 100.0)), is_mirrored)


def scale_of(band: Band, is_mirrored: bool = False) -> Days:
    """Return the scale of a band."""
    return days_of(band.slots, band.widths, is_mirrored)


def room_for(slots: Sequence[Slot], positions: Sequence[float]) -> Room | None:
    """Find room for marks at their positions on an even scale; None where their slots alone are too many.

    Even where that suffices; else slots are widened as far as there are columns, and what has no room piles up."""
    if max(rows_of(positions), default=0) < MOST_ROWS:
        return Room((), ())
    days = days_of(slots)
    counts = [0] * len(slots)
    for position in positions:
        counts[slot_at(position, slots, days)] += 1
    free = _COLUMNS - len(slots) - _FOLD * _folded(slots).count(True)
    if free < 0:
        return None
    for most in _ROWS:
        widths = tuple(max(1, ceil(count / most)) for count in counts)
        if fsum(widths) - len(slots) <= free:
            return Room(widths, ())
    return _piled(counts, free)


def slot_at(position: float, slots: Sequence[Slot], days: Days) -> int:
    """Return the number of the slot in which a position lies."""
    starts = [days.along(slot.first.ordinal) for slot in slots]
    return max((number for number, start in enumerate(starts) if start <= position), default=0)


def spots_of(band: Band, days: Days, step: float) -> tuple[MarkSpot, ...]:
    """Return where the marks of a band stand, in their order, on a drawing on which a mark takes so much."""
    positions = [days.middle(mark.when) for mark in band.marks]
    if not band.widths:
        rows = rows_of(positions, step)
        return tuple(MarkSpot(position, row) for position, row in zip(positions, rows, strict=True))
    spots = list[MarkSpot]()
    numbered = list(zip(positions, band.marks, strict=True))
    for number, found in groupby(numbered, key=lambda one: slot_at(one[0], band.slots, days)):
        spots += _in_columns(list(found), days.extent(band.slots[number].first, band.slots[number].last), step)
    return tuple(spots)


def columns_for(positions: Sequence[float], columns: int, most: int) -> tuple[int, ...]:
    """Choose a column for each position (0 to 1, in order), the nearest in which and after which all find room."""
    used, column, found = [0] * columns, 0, list[int]()
    for number, position in enumerate(positions):
        latest = columns - ceil((len(positions) - number) / most)
        column = max(column, min(int(position * columns), latest))
        column += used[column] >= most
        used[column] += 1
        found.append(column)
    return tuple(found)


def _folded(slots: Sequence[Slot]) -> list[bool]:
    """Return after which slots a stretch is folded."""
    return [after.first.ordinal - before.last.ordinal > 1 for before, after in pairwise(slots)]


def _piled(counts: Sequence[int], free: float) -> Room | None:
    """Replace the fullest slots by numbers until the others have room; None if that would be most of them."""
    needed = {number: ceil(count / MOST_ROWS) for number, count in enumerate(counts)}
    piled = set[int]()
    while fsum(max(0, more - 1) for number, more in needed.items() if number not in piled) > free:
        piled.add(max(needed.keys() - piled, key=lambda number: (counts[number], -number)))
    if 2 * fsum(counts[number] for number in piled) > fsum(counts) and len(piled) > 1:
        return None
    widths = tuple(1 if number in piled else max(1, more) for number, more in needed.items())
    return Room(widths, tuple(sorted(piled)))


def _in_columns(marks: Sequence[tuple[float, Happening]], extent: tuple[float, float], step: float) -> list[MarkSpot]:
    """Stack the marks of one slot; what bears a number stands on top of its column."""
    start, end = extent
    columns = max(1, int((end - start) / step + 1e-6))
    most = max(MOST_ROWS, ceil(len(marks) / columns))
    positions = [min(max((position - start) / (end - start), 0), 1 - 1e-9) for position, _ in marks]
    rows, found = dict[int, int](), dict[int, MarkSpot]()
    chosen = list(enumerate(columns_for(positions, columns, most)))
    for number, column in sorted(chosen, key=lambda one: marks[one[0]][1].number > 0):
        rows[column] = rows.get(column, -1) + 1
        found[number] = MarkSpot(start + (end - start) * (column + 0.5) / columns, rows[column])
    return [found[number] for number in range(len(marks))]
