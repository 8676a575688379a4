"""Draw the slots of a band: names below the axis, and above it, in a dense band, bars of how many stand there."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from markupsafe import escape

from builder.drawing.band_names import Captions, beside_the_edges, names_of, text
from builder.drawing.days import Days
from builder.drawing.labels import Wanted, place_labels
from builder.drawing.packing import Extent
from builder.model.decimals import compact
from builder.views.band import Band, Grain
from builder.views.body import ROOT

# Heights in `em` of the drawing's type: names below the axis, numbers above a bar, the least bar that is seen.
AXIS = 1.9
_NAME, _NUMBER, _LEAST = 1.3, 1.2, 0.2
# A break in the axis.
FOLD = (
    '<path class="band-gap" d="M-2 0H2"/>'
    '<path d="M-4 5L0-5M0 5L4-5" fill="none" stroke="currentColor" stroke-width="1.5"/>'
)
# Of a slot's width, that of its bar; and the least and the greatest width of a bar.
_BAR, _THINNEST, _WIDEST = 0.72, 0.35, 2.0


def axis(band: Band, days: Days, foot: float, captions: Captions) -> Iterator[str]:
    """Draw all slots and the axis, whose height is given; a slot in which something stands is a link."""
    extents = _extents(band, days)
    areas = _areas(extents, foot, days)
    names = names_of(band, extents, foot + _NAME, captions)
    counts = _counts(band, extents, days, foot, captions) if band.is_dense else [""] * len(extents)
    for slot, area, name, count in zip(band.slots, areas, names, counts, strict=True):
        if slot.address:
            title = f"<title>{escape(captions.slot(slot))}</title>"
            yield f'<a class="band-slot" href="{ROOT}{escape(slot.address)}">{title}{area}{count}{name}</a>'
        else:
            yield f"<g>{area}{count}{name}</g>"
    yield f'<line class="band-axis" x2="100%" y1="{compact(foot)}em" y2="{compact(foot)}em"/>'
    if band.grain is not Grain.DAY:
        yield from (_tick(start, foot, days) for start, _ in extents[1:])
    for before, after in band.folds:
        start, end = days.along(before.last.ordinal + 1), days.along(after.first.ordinal)
        title = f"<title>{escape(captions.fold(before, after))}</title>"
        attributes = f'x="{compact(days.across((start + end) / 2))}%" y="{compact(foot)}em"'
        yield f'<svg class="band-fold" {attributes}>{title}{FOLD}</svg>'


def _tick(along: float, foot: float, days: Days) -> str:
    x = compact(days.across(along))
    return f'<line class="band-tick" x1="{x}%" x2="{x}%" y1="{compact(foot)}em" y2="{compact(foot + 0.35)}em"/>'


def _extents(band: Band, days: Days) -> tuple[Extent, ...]:
    if band.grain is Grain.DAY and not band.is_stretched:
        count = len(band.slots)
        return tuple(pairwise([100 * index / count for index in range(count + 1)]))
    return tuple([days.extent(slot.first, slot.last) for slot in band.slots])


# Months of as many days, and years of as many, have the same areas on page after page.
@lru_cache(maxsize=64)
def _areas(extents: tuple[Extent, ...], foot: float, days: Days) -> tuple[str, ...]:
    """Draw what is pressed where nothing else is drawn."""
    height = compact(foot + AXIS - 0.2)
    return tuple(
        f'<rect class="band-hit" x="{_left(start, end, days)}%" width="{compact(end - start)}%" height="{height}em"/>'
        for start, end in extents
    )


def _counts(band: Band, extents: tuple[Extent, ...], days: Days, foot: float, captions: Captions) -> list[str]:
    """Draw for every piled slot a bar as high as its number, and write that where there is room and no higher bar."""
    counts = [slot.count if number in band.piled else 0 for number, slot in enumerate(band.slots)]
    most = max(counts, default=1) or 1
    order = sorted(range(len(counts)), key=lambda index: (-counts[index], index))
    wanted = [_number(index, counts, extents, captions) for index in order]
    placed = dict(zip(order, place_labels(wanted), strict=True))
    drawn = []
    for index, count in enumerate(counts):
        start, end = extents[index]
        height = max((foot - _NUMBER) * count / most, _LEAST)
        width = min(max((end - start) * _BAR, _THINNEST), _WIDEST)
        left = _left((start + end - width) / 2, (start + end + width) / 2, days)
        size = f'x="{left}%" y="{compact(foot - height)}em" width="{compact(width)}%" height="{compact(height)}em"'
        written = text(placed[index], foot - height - 0.3, days.is_mirrored, "band-number")
        drawn.append(f'<rect class="band-count" {size}/>{written}' if count else "")
    return drawn


def _number(index: int, counts: list[int], extents: tuple[Extent, ...], captions: Captions) -> Wanted:
    """Write a number above its bar, clear of bars near it that are higher."""
    higher = tuple(extent for extent, count in zip(extents, counts, strict=True) if count > counts[index])
    return Wanted(captions.number(counts[index]), beside_the_edges(extents[index]) if counts[index] else (), higher)


def _left(start: float, end: float, days: Days) -> str:
    return compact(min(days.across(start), days.across(end)))
