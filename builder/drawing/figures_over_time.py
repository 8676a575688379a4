"""Draw the figures of one measure as SVG: time across, number up, a stepped line for each claimant.

A figure of which no number is known stands in a lane above the scale, one of which no day is known in a column beside
it. Nothing is scaled, so that words keep their size; a letter at each mark names its claimant in the list below."""

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from math import fsum

from markupsafe import escape
from msgspec import Struct

from builder.drawing.canvas import Box
from builder.drawing.figure_labels import NARROWEST, PlacedMark, letters_in, place_figures
from builder.drawing.scale import Scale, Tick, em, percent, scale_of, ticks_of
from builder.drawing.side_patterns import dash_of, draw_pattern
from builder.drawing.signs import anchor, sign, sign_of_time, sign_without_number
from builder.drawing.time_axis import Span, TimeAxis, axis_of
from builder.drawing.time_ticks import DayWords, ticks_of_time
from builder.model.claim import Certainty, Count
from builder.model.figures import reach

# Heights in `em` of the drawing's type: the room above the highest figure, the plot, a row of words.
_ABOVE, _PLOT, _ROW = 2.4, 11.0, 1.45
# Places in hundredths of the width: where time begins and ends, with a column for figures without a day and without.
_START, _END, _END_BESIDE, _COLUMN = 11.0, 93.0, 72.0, 80.0
# Where a line sets that column apart, and up to where days are named: the column's name may be wider than the column.
_APART, _DAYS_END = 77.0, 73.0

# Counts that have no place on a scale.
_NUMBERLESS = (Certainty.SOME, Certainty.UNKNOWN)


class DrawnFigure(Struct, frozen=True):
    """A figure, what is written at its mark, and when it was said."""

    count: Count
    said: str
    span: Span | None
    is_live: bool = True


class DrawnLine(Struct, frozen=True):
    """One claimant's figures in order of time, the letter that stands for the claimant, and its side."""

    key: str
    side: str | None
    figures: tuple[DrawnFigure, ...]


class Wording(Struct, frozen=True):
    """What a drawing says besides its figures; `name` keeps its ids apart from those of other drawings."""

    name: str
    title: str
    description: str
    undated: str
    is_mirrored: bool


class _Mark(Struct, frozen=True):
    """A figure where it is drawn, in hundredths of the width; `when` reaches over the time in which it was said."""

    line: DrawnLine
    figure: DrawnFigure
    across: float
    when: tuple[float, float] | None


def draw_figures(
    lines: tuple[DrawnLine, ...],
    spans: tuple[Span, ...],
    has_column: bool,
    patterns: Mapping[str, str | None],
    wording: Wording,
    number: Callable[[int], str],
    day_words: DayWords,
) -> str:
    """Draw the figures of all claimants.

    `spans` are the times of all that is to stand on the same axis; `has_column` leaves room beside it for figures
    without a day, of this drawing or of others on that axis."""
    has_undated = any(figure.span is None for line in lines for figure in line.figures)
    has_column = has_column or has_undated
    axis = axis_of(spans, _START, _END_BESIDE if has_column else _END)
    marks = tuple(_marks(lines, axis, wording.is_mirrored))
    numberless = tuple(mark for mark in marks if mark.figure.count.certainty in _NUMBERLESS)
    numbered = tuple(mark for mark in marks if mark.figure.count.certainty not in _NUMBERLESS)
    top = fsum(_rows(mark) for mark in numberless) * _ROW + _ABOVE
    bounds = [bound for mark in numbered for bound in reach(mark.figure.count) or ()]
    scale = scale_of(bounds, top, top + _PLOT)
    ticks = ticks_of(scale, bounds)
    sides = tuple(dict.fromkeys(line.side for line in lines if line.side in patterns))
    height = scale.foot + 2 * _ROW + 0.4
    return "".join(
        (
            # Places are mirrored already: a page that runs to the left would turn every anchor once more.
            f'<svg class="figures-drawing" width="100%" height="{em(height)}" direction="ltr" role="img"',
            f' aria-labelledby="{wording.name}_title {wording.name}_text">',
            f'<title id="{wording.name}_title">{escape(wording.title)}</title>',
            f'<desc id="{wording.name}_text">{escape(wording.description)}</desc>',
            "<defs>",
            *(draw_pattern(f"{wording.name}_{side}", "figures-line", side, patterns[side]) for side in sides if side),
            "</defs>",
            *_grid(ticks, scale, wording, number),
            *_time(axis, spans, _DAYS_END if has_column else 100.0, scale, wording, day_words),
            *(_column(scale, wording) if has_undated else ()),
            *_lanes(numberless),
            *(_steps(line, numbered, scale, patterns) for line in lines),
            *_figures(numbered, scale, ticks, wording, number),
            "</svg>",
        )
    )


def draw_form(form: str) -> str:
    """Draw the sign of a form alone, for a legend: a certainty, `step`, `fold`, `when` or `past`."""
    scale = Scale(8, 0.3, 2.0)
    match form:
        case "step":
            inner = '<path class="sign-step" fill="none" stroke="currentColor" d="M4 26H24V8H40"/>'
        case "fold":
            drawn = "M2 18H18M15 24L21 12M21 24L27 12M24 18H40"
            inner = f'<path class="sign-fold" fill="none" stroke="currentColor" d="{drawn}"/>'
        case "past":
            inner = f'<g class="past">{sign(_example(Certainty.EXACT), 50, scale, "")}</g>'
        case "when":
            inner = sign_of_time(8, 92, 1.2)
        case Certainty.SOME | Certainty.UNKNOWN:
            inner = sign_without_number(50, 1.2)
        case _:
            inner = sign(_example(Certainty(form)), 50, scale, "")
    return f'<svg class="figures-sign" width="3.2em" height="2.4em" aria-hidden="true">{inner}</svg>'


def _marks(lines: tuple[DrawnLine, ...], axis: TimeAxis, is_mirrored: bool) -> Iterator[_Mark]:
    """Return the place of every figure on the time axis; those without a day share the column beside the axis."""
    undated = [figure for line in lines for figure in line.figures if figure.span is None]
    beside = 0
    for line in lines:
        for figure in line.figures:
            if figure.span is None:
                beside += 1
                across = _COLUMN + (100 - _COLUMN) * beside / (len(undated) + 1)
                yield _Mark(line, figure, _turned(across, is_mirrored), None)
            else:
                position = _turned(axis.across(figure.span.middle), is_mirrored)
                yield _Mark(line, figure, position, _reach_in_time(figure.span, axis, is_mirrored))


def _reach_in_time(span: Span, axis: TimeAxis, is_mirrored: bool) -> tuple[float, float] | None:
    """Return from where to where something may have been said; a bound that is not known is some way off."""
    if span.first == span.last:
        return None
    position = axis.across(span.middle)
    first = position - 4 if span.first is None else axis.across(span.first)
    last = position + 4 if span.last is None else axis.across(span.last)
    return _turned(first, is_mirrored), _turned(last, is_mirrored)


def _turned(across: float, is_mirrored: bool) -> float:
    return 100 - across if is_mirrored else across


def _turned_anchor(anchor: str) -> str:
    return {"start": "end", "end": "start"}.get(anchor, anchor)


def _grid(ticks: tuple[Tick, ...], scale: Scale, wording: Wording, number: Callable[[int], str]) -> Iterator[str]:
    edge, anchored = ("100%", ' text-anchor="end"') if wording.is_mirrored else ("0", "")
    for tick in ticks:
        down = scale.down(tick.value)
        yield f'<line class="tick" x2="100%" y1="{em(down)}" y2="{em(down)}"/>'
        if tick.has_words:
            words = escape(number(tick.value))
            yield f'<text class="tick" x="{edge}" y="{em(down - 0.25)}"{anchored}>{words}</text>'


def _time(
    axis: TimeAxis, spans: tuple[Span, ...], end: float, scale: Scale, wording: Wording, day_words: DayWords
) -> Iterator[str]:
    """Draw the axis, a tick for each day on which something was said, names where they fit, and folds."""
    for tick in ticks_of_time(axis, spans, day_words, end):
        across = percent(_turned(tick.across, wording.is_mirrored))
        down = f'y1="{em(scale.foot)}" y2="{em(scale.foot + 0.35)}"'
        yield f'<line class="tick" x1="{across}" x2="{across}" {down}/>'
        if tick.words:
            anchored = _turned_anchor(tick.anchor) if wording.is_mirrored else tick.anchor
            attributes = f'x="{across}" y="{em(scale.foot + (tick.row + 1) * _ROW)}" text-anchor="{anchored}"'
            yield f'<text class="tick" {attributes}>{escape(tick.words)}</text>'
    for fold in axis.folds:
        drawn = '<path class="sign-fold" fill="none" stroke="currentColor" d="M-5 5L1-5M-1 5L5-5"/>'
        yield f'<svg x="{percent(_turned(fold, wording.is_mirrored))}" y="{em(scale.foot)}">{drawn}</svg>'


def _column(scale: Scale, wording: Wording) -> Iterator[str]:
    """Draw the column of figures without a day: a line that sets it apart, and its name in two rows."""
    across = _turned(_APART, wording.is_mirrored)
    top = scale.top - 1
    attributes = f'x1="{percent(across)}" x2="{percent(across)}" y1="{em(top)}" y2="{em(scale.foot)}"'
    yield f'<line class="sign-apart" stroke="currentColor" {attributes}/>'
    words = wording.undated.split()
    half = -(-len(words) // 2)
    middle = _turned((_APART + 100) / 2, wording.is_mirrored)
    for row, said in enumerate((words[:half], words[half:])):
        down = scale.foot + (row + 1) * _ROW
        text = escape(" ".join(said))
        yield f'<text class="tick" x="{percent(middle)}" y="{em(down)}" text-anchor="middle">{text}</text>'


def _lanes(marks: tuple[_Mark, ...]) -> Iterator[str]:
    """Draw figures without a number, each in a lane of its own with the words of its source."""
    top = 0.0
    for mark in marks:
        down = top + 0.75 * _ROW
        is_late, is_beside = mark.across > 50, _has_words_beside(mark)
        across = f"{percent(mark.across)}" if is_beside else "100%" if is_late else "0"
        attributes = f'x="{across}" y="{em(top + (_rows(mark) - 0.25) * _ROW + 0.36)}"'
        if is_beside:
            attributes += f' dx="{"-.9em" if is_late else ".9em"}"'
        anchored = ' text-anchor="end"' if is_late else ""
        words = f"<text {attributes}{anchored}>{_key(mark.line)} {escape(_words_in_lane(mark))}</text>"
        yield _group(mark, f"{_when(mark, down)}{sign_without_number(mark.across, down)}{words}")
        top += _rows(mark) * _ROW


def _rows(mark: _Mark) -> int:
    return 1 if _has_words_beside(mark) else 2


def _has_words_beside(mark: _Mark) -> bool:
    """Return whether the words fit on a phone beside the sign; if not, they have a row below it."""
    room = max(mark.across, 100 - mark.across) * NARROWEST / 100 - 0.9
    return len(mark.line.key) + 1 + len(mark.figure.said) <= letters_in(room)


def _words_in_lane(mark: _Mark) -> str:
    """Cut what was said to the width of the narrowest drawing; the table has it whole."""
    most = letters_in(NARROWEST) - len(mark.line.key) - 1
    said = mark.figure.said
    return said if len(said) <= most else said[: most - 1].rstrip() + "…"


def _steps(line: DrawnLine, marks: tuple[_Mark, ...], scale: Scale, patterns: Mapping[str, str | None]) -> str:
    """Lead from each dated figure of a claimant to the next: along at its height, then up or down."""
    own = [mark for mark in marks if mark.line is line and mark.figure.span is not None]
    dash = dash_of(patterns.get(line.side or ""))
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    drawn = []
    for before, after in pairwise(own):
        height, end = anchor(before.figure.count, scale), anchor(after.figure.count, scale)
        for x, to_x, y, to_y in (
            (before.across, after.across, height, height),
            (after.across, after.across, height, end),
        ):
            attributes = f'x1="{percent(x)}" x2="{percent(to_x)}" y1="{em(y)}" y2="{em(to_y)}"'
            drawn.append(f'<line class="sign-step" stroke="currentColor"{dashes} {attributes}/>')
    return f'<g class="figures-line{_side(line)}">{"".join(drawn)}</g>' if drawn else ""


def _figures(
    marks: tuple[_Mark, ...], scale: Scale, ticks: tuple[Tick, ...], wording: Wording, number: Callable[[int], str]
) -> Iterator[str]:
    """Draw marks with their letters, and with what was said where there is room for it on a phone."""
    written = [_box_of_tick(tick, scale, wording, number) for tick in ticks if tick.has_words]
    wanted = [_placed(mark, scale) for mark in marks]
    for mark, label in zip(marks, place_figures(wanted, written, (scale.top - 2.2, scale.foot)), strict=True):
        fill = f' fill="url(#{wording.name}_{mark.line.side})"' if mark.line.side else ""
        down = anchor(mark.figure.count, scale)
        drawn = sign(mark.figure.count, mark.across, scale, fill)
        if label is None:
            yield _group(mark, f"{_when(mark, down)}{drawn}")
            continue
        said = f" {escape(mark.figure.said)}" if label.has_words else ""
        attributes = f'x="{percent(mark.across)}" dx="{em(label.right)}" y="{em(down + label.down)}"'
        text = f'<text {attributes} text-anchor="{label.anchor}">{_key(mark.line)}{said}</text>'
        yield _group(mark, f"{_when(mark, down)}{drawn}{text}")


def _placed(mark: _Mark, scale: Scale) -> PlacedMark:
    low, high = reach(mark.figure.count) or (0.0, 0.0)
    is_range = mark.figure.count.certainty in (Certainty.RANGE, Certainty.ABOUT)
    down = anchor(mark.figure.count, scale)
    return PlacedMark(
        across=mark.across,
        down=down,
        top=scale.down(high) - 0.6 if is_range else down - (2.0 if high == float("inf") else 0.6),
        foot=scale.down(low) + 0.6 if is_range else down + 0.6,
        key=mark.line.key,
        words=mark.figure.said,
    )


def _box_of_tick(tick: Tick, scale: Scale, wording: Wording, number: Callable[[int], str]) -> Box:
    width, down = 0.56 * len(number(tick.value)), scale.down(tick.value)
    start = NARROWEST - width if wording.is_mirrored else 0.0
    return start, down - 1.2, start + width, down


def _when(mark: _Mark, down: float) -> str:
    return sign_of_time(*mark.when, down) if mark.when else ""


def _group(mark: _Mark, inner: str) -> str:
    past = "" if mark.figure.is_live else " past"
    return f'<g class="figures-line{_side(mark.line)}{past}">{inner}</g>'


def _side(line: DrawnLine) -> str:
    return f" side-{line.side}" if line.side else ""


def _key(line: DrawnLine) -> str:
    return f'<tspan class="figures-key">{escape(line.key)}</tspan>'


def _example(form: Certainty) -> Count:
    """Return a count of a form, to stand for it in a legend."""
    match form:
        case Certainty.RANGE:
            return Count("", form, 2, 6)
        case Certainty.AT_MOST:
            return Count("", form, None, 6)
        case Certainty.AT_LEAST:
            return Count("", form, 1, None)
        case Certainty.NONE:
            return Count("", form, 0, 0)
        case _:
            return Count("", form, 4, 4)
