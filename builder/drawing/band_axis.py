"""Draw the slots of a band: names below the axis, and above it, in a dense band, bars of how many stand there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from markupsafe import escape

from builder.drawing.band_signs import number
from builder.drawing.days import Days
from builder.drawing.labels import Placed, Spot, Wanted, place_labels
from builder.drawing.packing import Extent
from builder.model.band import Band, Grain, Happening, Slot
from builder.model.body import ROOT

# Heights in `em` of the drawing's type: names below the axis, numbers above a bar, the least bar that is seen.
AXIS = 1.9
_NAME, _NUMBER, _LEAST = 1.3, 1.2, 0.2
# Of a slot's width, that of its bar; and the least and the greatest width of a bar.
_BAR, _THINNEST, _WIDEST = 0.72, 0.35, 2.0
# Every fifth day or year is a round one.
_ROUND = 5
# What belongs to a slot may stand as little out of the picture as the estimate of letters is too wide.
_WITHIN = (-1.5, 101.5)


@dataclass(frozen=True, slots=True)
class Captions:
    """What a band says: itself as a whole, a slot in full, briefly and by a letter, an entry, and a number."""

    whole: str
    slot: Callable[[Slot], str]
    brief: Callable[[Slot], str]
    letter: Callable[[Slot], str]
    happening: Callable[[Happening], str]
    number: Callable[[int], str]
    is_mirrored: bool


def axis(band: Band, days: Days, foot: float, captions: Captions) -> Iterator[str]:
    """Draw all slots and the axis, whose height is given; a slot in which something stands is a link."""
    extents = [days.extent(slot.first, slot.last) for slot in band.slots]
    names = _names(band, extents, captions)
    counts = _counts(band, extents, days, foot, captions) if band.is_dense else [""] * len(extents)
    for slot, (start, end), name, count in zip(band.slots, extents, names, counts, strict=True):
        place = f'x="{_left(start, end, days)}%" width="{number(end - start)}%"'
        area = f'<rect class="band-hit" {place} height="{number(foot + AXIS - 0.2)}em"/>'
        inner = area + count + "".join(text(label, foot + _NAME, days, kind) for label, kind in name)
        if slot.address:
            title = f"<title>{escape(captions.slot(slot))}</title>"
            yield f'<a class="band-slot" href="{ROOT}{escape(slot.address)}">{title}{inner}</a>'
        else:
            yield f"<g>{inner}</g>"
    yield f'<line class="band-axis" x2="100%" y1="{number(foot)}em" y2="{number(foot)}em"/>'


def text(label: Placed | None, down: float, days: Days, kind: str = "") -> str:
    """Write a label, with the width from which on it is shown as its class."""
    if not label:
        return ""
    shown = " ".join(filter(None, (kind, f"w{label.width}" if label.width else "")))
    spot = label.spot
    moved = -spot.moved if days.is_mirrored else spot.moved
    marks = (
        (' class="{}"', shown),
        (' dx="{}rem"', number(moved) if moved else ""),
        (' text-anchor="{}"', spot.anchor if spot.anchor != "start" else ""),
        (' direction="{}"', "rtl" if days.is_mirrored else ""),
    )
    given = "".join(mark.format(value) for mark, value in marks if value)
    place = f'x="{number(days.across(spot.along))}%" y="{number(down)}em"'
    return f"<text {place}{given}>{escape(label.text)}</text>"


def _names(band: Band, extents: list[Extent], captions: Captions) -> list[tuple[tuple[Placed | None, str], ...]]:
    """Name the slots as far as there is room."""
    words = [captions.brief(slot) for slot in band.slots]
    match band.grain:
        case Grain.YEAR:
            return [((label, ""),) for label in _years(words, band.slots, extents)]
        case Grain.DAY:
            rows = ([not (slot.day == 1 or slot.day % _ROUND == 0) for slot in band.slots], [False] * len(words))
            every, some = (_at_once(words, extents, left_out) for left_out in reversed(rows))
            return [((first or then, ""),) for first, then in zip(some, every, strict=True)]
        case Grain.MONTH:
            names = _at_once(words, extents, [False] * len(words))
            letters = list(_at_once([captions.letter(slot) for slot in band.slots], extents, [False] * len(words)))
            width = max((name.width for name in names if name), default=0)
            letters = [letter if width else None for letter in letters]
            return [((letter, f"to-w{width}"), (name, "")) for letter, name in zip(letters, names, strict=True)]


def _years(words: list[str], slots: tuple[Slot, ...], extents: list[Extent]) -> tuple[Placed | None, ...]:
    """Name years: that with most entries, the first and the last, then round ones, then those with many."""

    def weight(place: int) -> tuple[int, ...]:
        year, count = slots[place].year, slots[place].count
        is_edge = place in (0, len(slots) - 1)
        return (count != most, not is_edge, year % 10 > 0, year % _ROUND > 0, -count, place)

    most = max(slot.count for slot in slots)
    order = sorted(range(len(words)), key=weight)
    wanted = [Wanted(words[place], _beside_the_edges(extents[place])) for place in order]
    placed = dict(zip(order, place_labels(wanted), strict=True))
    return tuple(placed[place] for place in range(len(words)))


def _at_once(words: list[str], extents: list[Extent], left_out: list[bool]) -> tuple[Placed | None, ...]:
    """Name slots in a regular row: all of them from the width on at which there is room for all."""
    wanted = [
        Wanted(text, () if leaves else (_middle(extent),))
        for text, extent, leaves in zip(words, extents, left_out, strict=True)
    ]
    placed = place_labels(wanted)
    width = max((label.width for label in placed if label), default=0)
    return tuple(label and Placed(label.text, label.spot, width) for label in placed)


def _middle(extent: Extent) -> Spot:
    return Spot((extent[0] + extent[1]) / 2, "middle", within=_WITHIN)


def _beside_the_edges(extent: Extent) -> tuple[Spot, ...]:
    """Stand in the middle of a slot, or aligned with the picture where it ends."""
    start, end = extent
    edges = ((start == 0, Spot(0, "start")), (end == 100, Spot(100, "end")))
    return (_middle(extent), *(spot for is_edge, spot in edges if is_edge))


def _counts(band: Band, extents: list[Extent], days: Days, foot: float, captions: Captions) -> list[str]:
    """Draw for every slot a bar as high as its number, and write the number where there is room and no higher bar."""
    counts = [slot.count for slot in band.slots]
    most = max(counts, default=1) or 1
    order = sorted(range(len(counts)), key=lambda place: (-counts[place], place))
    wanted = [_number(place, counts, extents, captions) for place in order]
    placed = dict(zip(order, place_labels(wanted), strict=True))
    drawn = []
    for place, count in enumerate(counts):
        start, end = extents[place]
        height = max((foot - _NUMBER) * count / most, _LEAST)
        width = min(max((end - start) * _BAR, _THINNEST), _WIDEST)
        left = _left((start + end - width) / 2, (start + end + width) / 2, days)
        size = f'x="{left}%" y="{number(foot - height)}em" width="{number(width)}%" height="{number(height)}em"'
        written = text(placed[place], foot - height - 0.3, days, "band-number")
        drawn.append(f'<rect class="band-count" {size}/>{written}' if count else "")
    return drawn


def _number(place: int, counts: list[int], extents: list[Extent], captions: Captions) -> Wanted:
    """Write a number above its bar, clear of bars near it that are higher."""
    higher = tuple(extent for extent, count in zip(extents, counts, strict=True) if count > counts[place])
    return Wanted(captions.number(counts[place]), (_middle(extents[place]),) if counts[place] else (), higher)


def _left(start: float, end: float, days: Days) -> str:
    return number(min(days.across(start), days.across(end)))
