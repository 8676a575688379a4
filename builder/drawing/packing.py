"""Put marks into rows and bars into lanes so that none lies on another, on a phone neither.

Places are hundredths of the width, as `days.py` gives them: what is clear on the narrowest drawing is so on all."""

from collections.abc import Sequence

# Of the narrowest drawing, 280 px, in hundredths: a mark with the air around it. A day of a month is just wider.
MARK = 3.2
_BETWEEN = 1.5

Extent = tuple[float, float]


def rows_of(positions: Sequence[float], step: float = MARK) -> tuple[int, ...]:
    """Return for each mark the lowest row in which it stands clear of those before it; places come in order."""
    last_in: list[float] = []
    rows = []
    for position in positions:
        row = next((n for n, last in enumerate(last_in) if position - last >= step), len(last_in))
        last_in[row : row + 1] = [position]
        rows.append(row)
    return tuple(rows)


def lanes_of(extents: Sequence[Extent]) -> tuple[int, ...]:
    """Return for each bar the first lane in which it is clear of the others."""
    held: list[list[Extent]] = []
    lanes = []
    for extent in map(at_least_a_mark, extents):
        lane = next((n for n, others in enumerate(held) if _is_clear(extent, others)), len(held))
        held[lane:] = [[*held[lane], extent], *held[lane + 1 :]] if lane < len(held) else [[extent]]
        lanes.append(lane)
    return tuple(lanes)


def at_least_a_mark(extent: Extent) -> Extent:
    """Return the room that a bar takes, however short it is."""
    start, end = extent
    more = max(0.0, MARK - (end - start)) / 2
    return start - more, end + more


def _is_clear(extent: Extent, others: Sequence[Extent]) -> bool:
    start, end = extent
    return all(end + _BETWEEN <= first or last + _BETWEEN <= start for first, last in others)
