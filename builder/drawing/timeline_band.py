"""Draw a band of time as SVG: slots along an axis with marks or bars of numbers above, and what lasts beneath.

Across is in hundredths of the width and words keep their size: widening the drawing is zooming into it. Every mark,
every bar and every slot in which something stands is a link."""

from collections.abc import Iterator, Mapping, Sequence
from math import inf
from types import MappingProxyType

from markupsafe import escape

from builder.drawing.band_axis import AXIS, FOLD, axis
from builder.drawing.band_layout import WIDE, WIDE_MARK, MarkSpot, scale_of, spots_of
from builder.drawing.band_names import Captions, text
from builder.drawing.band_signs import SHAPES, bar, classes, sign
from builder.drawing.days import Days
from builder.drawing.labels import LabelSpot, PlacedLabel, Wanted, extent_at, length_of, place_labels
from builder.drawing.packing import MARK, Extent, at_least_a_mark, lanes_of, rows_of
from builder.drawing.side_patterns import draw_side_of_marks
from builder.model.decimals import compact
from builder.model.site import Side
from builder.views.band import Band, Family, Happening, Slot, has_sign
from builder.views.body import ROOT

# Heights in `em` of the drawing's type: a row of marks, of numbers, a lane of bars, bars of numbers, least of all.
_ROW, _NUMBERS, _LANE, _DENSE, _LOWEST = 0.88, 1.1, 1.6, 5.4, 1.7
# How much of the width a number takes on the narrowest drawing, and on a wide one.
_NUMBER, _WIDE_NUMBER = 7.0, 2.8
# From this width on (by its number) there is room for all titles, if that takes no more lanes than these.
_TITLED, _MOST_TITLED = 3, 5
_EDGE = 100
# Room for a finger, in hundredths of a narrow drawing and of a wide one, and half of it in pixels.
_FINGER, _WIDE_FINGER, _REACH = 7.5, 3.4, 12
# The least width of a frame.
_FRAME = 0.8


def draw_band(band: Band, captions: Captions, sides: tuple[Side, ...] = ()) -> str:
    """Draw a band, with the patterns of the sides."""
    days = scale_of(band, captions.is_mirrored)
    drawings = _drawings(band, days)
    foot = _foot(band, drawings)
    lanes = _lanes(band.bars, days)
    height = foot + AXIS + (max(lanes, default=-1) + 1) * _LANE
    scale = " ".join(f"{ordinal},{compact(position)}" for ordinal, position in days.knots)
    return "".join(
        (
            f'<svg class="band-drawing{" is-sided" if sides else ""}" width="100%" height="{compact(height)}em"',
            f' role="group" aria-label="{escape(captions.whole)}" data-scale="{scale}"><defs>',
            *(f'<g id="band_{family}">{SHAPES[family]}</g>' for family in Family),
            *(draw_side_of_marks(side) for side in sides),
            "</defs>",
            *axis(band, days, foot, captions),
            *_marks(band.marks, drawings, days, foot, captions),
            *_bars(band.bars, lanes, days, foot + AXIS, captions),
            "</svg>",
        )
    )


def draw_here(band: Band, first: Slot, last: Slot, is_mirrored: bool) -> str:
    """Draw a frame around the slots that a page is about, to be laid over the band."""
    days = scale_of(band, is_mirrored)
    foot = _foot(band, _drawings(band, days))
    start, end = days.extent(first.first, last.last)
    left = min(days.across(start), days.across(end))
    size = f'width="{compact(max(end - start, _FRAME))}%" height="{compact(foot + AXIS - 0.2)}em"'
    return f'<rect x="{compact(left)}%" {size}/>'


def draw_band_sign(name: str) -> str:
    """Draw the sign of a kind of entries or of a form of dates alone, for a legend."""
    shape = SHAPES[Family(name)] if name in [*Family] else _EXAMPLES[name]
    inner = f'<svg x="50%" y=".7em">{shape}</svg>'
    return f'<svg class="band-sign" width="2em" height="1.4em" aria-hidden="true">{inner}</svg>'


_Drawing = tuple[tuple[MarkSpot, ...], tuple[int, ...]]


def _drawings(band: Band, days: Days) -> tuple[_Drawing, _Drawing]:
    """Place marks on a narrow drawing and on a wide one; return with the spots in which row their numbers stand."""
    narrow, wide = (spots_of(band, days, step) for step in (MARK, WIDE_MARK))
    found = []
    for spots, room in ((narrow, _NUMBER), (wide, _WIDE_NUMBER)):
        numbered = [number for number, mark in enumerate(band.marks) if mark.number]
        numbered.sort(key=lambda number: spots[number].along)
        rows = dict(zip(numbered, rows_of([spots[number].along for number in numbered], room), strict=True))
        found.append((spots, tuple(rows.get(number, 0) for number in range(len(band.marks)))))
    return found[0], found[1]


def _foot(band: Band, drawings: tuple[_Drawing, _Drawing]) -> float:
    """Return how far down the axis is: below all marks and the numbers above them, on the higher of the drawings."""
    least = _DENSE if band.is_dense else _LOWEST
    for spots, rows in drawings:
        numbers = max((row + 1 for row, mark in zip(rows, band.marks, strict=True) if mark.number), default=0)
        marks = max((spot.row + 1 for spot in spots), default=0)
        least = max(least, marks * _ROW + 0.5 + numbers * _NUMBERS)
    return least


def _marks(
    marks: Sequence[Happening],
    drawings: tuple[_Drawing, _Drawing],
    days: Days,
    foot: float,
    captions: Captions,
) -> Iterator[str]:
    """Draw marks, each within one link for a narrow drawing and for a wide one."""
    alone = [_alone(spots, room) for (spots, _), room in zip(drawings, (_FINGER, _WIDE_FINGER), strict=True)]
    for number, mark in enumerate(marks):
        one, other = (
            _mark(mark, spots[number], rows[number], days, foot, captions, number in free)
            for (spots, rows), free in zip(drawings, alone, strict=True)
        )
        inner = one if one == other else f'<g class="to-w{WIDE}">{one}</g><g class="w{WIDE}">{other}</g>'
        yield _link(mark, "band-mark", inner, captions)


def _alone(spots: Sequence[MarkSpot], room: float) -> frozenset[int]:
    """Return the numbers of the marks around which there is so much room."""
    order = sorted(range(len(spots)), key=lambda number: spots[number].along)
    at = [-inf, *(spots[number].along for number in order), inf]
    return frozenset(
        number
        for number, before, here, after in zip(order, at, at[1:], at[2:], strict=False)
        if here - before >= room <= after - here
    )


def _mark(
    mark: Happening, spot: MarkSpot, row: int, days: Days, foot: float, captions: Captions, is_alone: bool
) -> str:
    """Draw a mark, and above all marks the number of one that is listed, with a line from it.

    One that stands alone is as large to a finger as there is room for."""
    down = foot - 0.7 - spot.row * _ROW
    drawn = sign(mark, spot.along, down, days)
    if is_alone:
        where = f'cx="{compact(days.across(spot.along))}%" cy="{compact(down)}em"'
        drawn = f'<circle class="band-hit" {where} r="{_REACH}"/>{drawn}'
    if not mark.number:
        return drawn
    x, top = f"{compact(days.across(spot.along))}%", 0.95 + row * _NUMBERS
    area = f'x1="{x}" x2="{x}" y1="{compact(top + 0.2)}em" y2="{compact(down - 0.4)}em"'
    line = f'<line class="band-hit" {area}/><line class="band-leader" {area}/>'
    words = captions.number(mark.number)
    return f'{line}{drawn}<text class="band-no" x="{x}" y="{compact(top)}em" text-anchor="middle">{words}</text>'


def _bars(
    bars: tuple[Happening, ...], lanes: Sequence[int], days: Days, top: float, captions: Captions
) -> Iterator[str]:
    """Draw bars in their lanes, each with its title where there is room."""
    extents = [days.extent_of(one.when) for one in bars]
    labels = _titles(bars, lanes, extents)
    for index, one in enumerate(bars):
        down = top + (lanes[index] + 0.5) * _LANE
        start, end = sorted(map(days.across, extents[index]))
        area = f'x1="{compact(start)}%" x2="{compact(end)}%" y1="{compact(down)}em" y2="{compact(down)}em"'
        title = text(labels[index], down + 0.35, days.is_mirrored, lang=one.lang)
        title += _number_of_bar(one, labels[index], extents[index], down, days, captions)
        inner = f'<line class="band-hit" {area}/>{bar(one, days, down)}{title}'
        yield _link(one, "band-bar", inner, captions)


def _number_of_bar(
    one: Happening, title: PlacedLabel | None, extent: Extent, down: float, days: Days, captions: Captions
) -> str:
    """Write the number of a bar after it, before it, or else on it, as long as there is no room for its title."""
    if not one.number or (title and not title.width):
        return ""
    start, end = extent
    words = captions.number(one.number)
    after, before, on = LabelSpot(end, "start", 0.5), LabelSpot(start, "end", -0.5), LabelSpot(_EDGE, "end", -1)
    spot = on
    if extent_at(0, length_of(words), after)[1] <= _EDGE:
        spot = after
    elif extent_at(0, length_of(words), before)[0] >= 0:
        spot = before
    kind = f"band-no to-w{title.width}" if title else "band-no"
    return text(PlacedLabel(words, spot, 0), down + 0.35, days.is_mirrored, kind)


def _lanes(bars: tuple[Happening, ...], days: Days) -> tuple[int, ...]:
    """Assign lanes to bars in which there is room for their titles too, if that takes few; else for themselves."""
    extents = [days.extent_of(one.when) for one in bars]
    if any(one.number for one in bars):
        extents = [_with_number(extent) for extent in extents]
    titled = []
    for one, (start, end) in zip(bars, extents, strict=True):
        after, before = (extent_at(_TITLED, length_of(one.title), spot) for spot in _beside(start, end))
        first, last = after if after[1] <= _EDGE else before
        titled.append((min(start, max(first, 0)), max(end, min(last, _EDGE))))
    lanes = lanes_of(titled)
    return lanes if max(lanes, default=0) < _MOST_TITLED else lanes_of(extents)


def _with_number(extent: Extent) -> Extent:
    """Return what a bar takes up with its number, which stands before it where no room is left after it."""
    start, end = extent
    return (start, end + _NUMBER) if end + _NUMBER <= _EDGE else (max(start - _NUMBER, 0), end)


def _titles(
    bars: tuple[Happening, ...], lanes: Sequence[int], extents: list[Extent]
) -> Mapping[int, PlacedLabel | None]:
    labels: dict[int, PlacedLabel | None] = {}
    for lane in set(lanes):
        inside = [index for index, found in enumerate(lanes) if found == lane]
        wanted = [_title(index, inside, bars, extents) for index in inside]
        labels |= zip(inside, place_labels(wanted), strict=True)
    return labels


def _beside(start: float, end: float) -> tuple[LabelSpot, LabelSpot]:
    return LabelSpot(end, "start", 0.8), LabelSpot(start, "end", -0.8)


def _title(index: int, inside: list[int], bars: tuple[Happening, ...], extents: list[Extent]) -> Wanted:
    """Want the title of a bar on it, where it is long and nothing else is on it, or after it, or before it.

    Whole or not at all: a title that is cut may say what it does not say."""
    start, end = extents[index]
    when = bars[index].when
    on = (
        ()
        if has_sign(when) or when.is_one_of or when.is_all_of
        else (LabelSpot(start, "start", 1.4, (start, end - 2)),)
    )
    others = tuple(at_least_a_mark(extents[other]) for other in inside if other != index)
    return Wanted(bars[index].title, (*on, *_beside(start, end)), others)


def _link(happening: Happening, kind: str, inner: str, captions: Captions) -> str:
    title = f"<title>{escape(captions.happening(happening))}</title>"
    address = f"{ROOT}{escape(happening.address)}"
    return f'<a class="{kind}{classes(happening)}" href="{address}">{title}{inner}</a>'


_DISC = SHAPES[Family.STATEMENT]
_EXAMPLES = MappingProxyType(
    {
        "fold": FOLD,
        "contested": f'{SHAPES[Family.OTHER]}<circle class="band-ring" r="4.9"/>',
        "several": '<path d="M-4-4H4V4H-4Z"/>',
        "sideless": '<g class="sideless"><path d="M-4-4H4V4H-4Z"/></g>',
        "lasting": '<path class="band-lasting" d="M-12 0H12"/>',
        "vague": f'<path class="band-range" d="M-12 0H12"/>{_DISC}',
        "one-of": '<path class="band-end" d="M-8-5H-12V5H-8M8-5H12V5H8" fill="none" stroke="currentColor"/>'
        '<path class="band-member" d="M-7 0H-2M2 0H7"/>',
        "all-of": '<path class="band-range" d="M-12 0H12"/><path class="band-member" d="M-11 0H-6M6 0H11"/>',
        "open": '<path class="band-lasting" d="M-12 0H11"/>'
        '<path class="band-end" d="M6-5L12 0L6 5" fill="none" stroke="currentColor" stroke-width="2"/>',
        "unknown": '<path class="band-lasting unknown" d="M-12 0H12"/>',
        "approximate": f'<g class="approximate">{_DISC}</g>',
        "uncertain": f'<g class="uncertain">{_DISC}</g>',
    }
)
