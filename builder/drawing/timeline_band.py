"""Draw a band of time as SVG: slots along an axis with marks or bars of numbers above, and what lasts beneath.

Across is in hundredths of the width and words keep their size: widening the drawing is zooming into it. Every mark,
every bar and every slot in which something stands is a link."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from markupsafe import escape

from builder.drawing.band_axis import AXIS, axis
from builder.drawing.band_names import Captions, text
from builder.drawing.band_signs import SHAPES, bar, classes, sign
from builder.drawing.days import Days
from builder.drawing.labels import LabelSpot, PlacedLabel, Wanted, extent_at, length_of, place_labels
from builder.drawing.packing import Extent, at_least_a_mark, lanes_of, rows_of
from builder.model.decimals import compact
from builder.views.band import Band, Family, Happening, Slot, has_sign
from builder.views.body import ROOT

# Heights in `em` of the drawing's type: a row of marks, a lane of bars, all bars of numbers, all marks at least.
_ROW, _LANE, _DENSE, _LOWEST = 0.85, 1.6, 5.4, 1.7
# From this width on (by its number) there is room for all titles, if that takes no more lanes than these.
_TITLED, _MOST_TITLED = 3, 5
_EDGE = 100
# The least width of a frame, and what scripts count days from: 1 January 1970.
_FRAME = 0.8
_EPOCH = 719_163


def days_of(band: Band, is_mirrored: bool = False) -> Days:
    """Return the days that a band spans."""
    return Days(band.first.ordinal, band.last.ordinal, is_mirrored)


def draw_band(band: Band, captions: Captions) -> str:
    """Draw a band."""
    days = days_of(band, captions.is_mirrored)
    rows, foot = _rows_and_foot(band, days)
    lanes = _lanes(band.bars, days)
    height = foot + AXIS + (max(lanes, default=-1) + 1) * _LANE
    marks = zip(band.marks, rows, strict=True)
    span = f'data-first="{days.first - _EPOCH}" data-days="{days.count}" data-axis="{compact(foot)}"'
    return "".join(
        (
            f'<svg class="band-drawing" width="100%" height="{compact(height)}em" role="group"',
            f' aria-label="{escape(captions.whole)}" {span}><defs>',
            *(f'<g id="band_{family}">{SHAPES[family]}</g>' for family in band.families),
            "</defs>",
            *axis(band, days, foot, captions),
            *(_mark(mark, days, foot - 0.7 - row * _ROW, captions) for mark, row in marks),
            *_bars(band.bars, lanes, days, foot + AXIS, captions),
            "</svg>",
        )
    )


def draw_here(band: Band, first: Slot, last: Slot, is_mirrored: bool) -> str:
    """Draw a frame around the slots that a page is about, to be laid over the band."""
    days = days_of(band, is_mirrored)
    _, foot = _rows_and_foot(band, days)
    start, end = days.extent(first.first, last.last)
    left = min(days.across(start), days.across(end))
    size = f'width="{compact(max(end - start, _FRAME))}%" height="{compact(foot + AXIS - 0.2)}em"'
    return f'<rect x="{compact(left)}%" {size}/>'


def draw_band_sign(name: str) -> str:
    """Draw the sign of a kind of entries or of a form of dates alone, for a legend."""
    shape = SHAPES[Family(name)] if name in [*Family] else _EXAMPLES[name]
    inner = f'<svg x="50%" y=".7em">{shape}</svg>'
    return f'<svg class="band-sign" width="2em" height="1.4em" aria-hidden="true">{inner}</svg>'


def _rows_and_foot(band: Band, days: Days) -> tuple[tuple[int, ...], float]:
    """Put marks into rows; tell how far down the axis is."""
    rows = rows_of([days.middle(mark.when) for mark in band.marks])
    return rows, _DENSE if band.is_dense else max(_LOWEST, (max(rows, default=0) + 1) * _ROW + 0.5)


def _mark(mark: Happening, days: Days, down: float, captions: Captions) -> str:
    inner = sign(mark.family, days.middle(mark.when), down, days)
    return _link(mark, "band-mark", inner, captions)


def _bars(
    bars: tuple[Happening, ...], lanes: Sequence[int], days: Days, top: float, captions: Captions
) -> Iterator[str]:
    """Draw bars in their lanes, each with its title where there is room."""
    extents = [days.extent_of(one.when) for one in bars]
    labels = _titles(bars, lanes, extents)
    for place, one in enumerate(bars):
        down = top + (lanes[place] + 0.5) * _LANE
        start, end = sorted(map(days.across, extents[place]))
        area = f'x1="{compact(start)}%" x2="{compact(end)}%" y1="{compact(down)}em" y2="{compact(down)}em"'
        title = text(labels[place], down + 0.35, days.is_mirrored, lang=one.lang)
        inner = f'<line class="band-hit" {area}/>{bar(one, days, down)}{title}'
        yield _link(one, "band-bar", inner, captions)


def _lanes(bars: tuple[Happening, ...], days: Days) -> tuple[int, ...]:
    """Assign lanes to bars in which there is room for their titles too, if that takes few; else for themselves."""
    extents = [days.extent_of(one.when) for one in bars]
    titled = []
    for one, (start, end) in zip(bars, extents, strict=True):
        after, before = (extent_at(_TITLED, length_of(one.title), spot) for spot in _beside(start, end))
        first, last = after if after[1] <= _EDGE else before
        titled.append((min(start, max(first, 0)), max(end, min(last, _EDGE))))
    lanes = lanes_of(titled)
    return lanes if max(lanes, default=0) < _MOST_TITLED else lanes_of(extents)


def _titles(
    bars: tuple[Happening, ...], lanes: Sequence[int], extents: list[Extent]
) -> Mapping[int, PlacedLabel | None]:
    labels: dict[int, PlacedLabel | None] = {}
    for lane in set(lanes):
        inside = [place for place, found in enumerate(lanes) if found == lane]
        wanted = [_title(place, inside, bars, extents) for place in inside]
        labels |= zip(inside, place_labels(wanted), strict=True)
    return labels


def _beside(start: float, end: float) -> tuple[LabelSpot, LabelSpot]:
    return LabelSpot(end, "start", 0.8), LabelSpot(start, "end", -0.8)


def _title(place: int, inside: list[int], bars: tuple[Happening, ...], extents: list[Extent]) -> Wanted:
    """Want the title of a bar on it, where it is long and nothing else is on it, or after it, or before it.

    Whole or not at all: a title that is cut may say what it does not say."""
    start, end = extents[place]
    when = bars[place].when
    on = (
        ()
        if has_sign(when) or when.is_one_of or when.is_all_of
        else (LabelSpot(start, "start", 1.4, (start, end - 2)),)
    )
    others = tuple(at_least_a_mark(extents[other]) for other in inside if other != place)
    return Wanted(bars[place].title, (*on, *_beside(start, end)), others)


def _link(happening: Happening, kind: str, inner: str, captions: Captions) -> str:
    title = f"<title>{escape(captions.happening(happening))}</title>"
    address = f"{ROOT}{escape(happening.address)}"
    return f'<a class="{kind}{classes(happening)}" href="{address}">{title}{inner}</a>'


_DISC = SHAPES[Family.STATEMENT]
_EXAMPLES = MappingProxyType(
    {
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
