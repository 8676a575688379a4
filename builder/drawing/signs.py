"""Turn one figure into its sign in SVG: every form has a shape of its own, so that none is known by colour alone.

Across is in hundredths of the width, down in `em` of the drawing's type; shapes stand in a nested `svg`."""

from math import inf

from builder.drawing.scale import Scale
from builder.model.claim import Certainty, Count
from builder.model.disagreement import reach

_ARROW = "M-7-4L0 0L-7 4"
_DIAMOND = "M0-6L6 0L0 6L-6 0Z"
_CROSS = "M-5-5L5 5M-5 5L5-5"
# What is drawn by lines is seen where no stylesheet is loaded.
_STROKE = ' fill="none" stroke="currentColor"'
_TRIANGLE = "M-4-5L5 0L-4 5Z"


def sign(count: Count, scale: Scale, down: float, fill: str) -> str:
    """Draw one figure; `fill` is the pattern of its side."""
    low, high = reach(count) or (0.0, inf)
    match count.certainty:
        case Certainty.EXACT:
            return _dot(scale.across(low), down, "exact")
        case Certainty.RANGE:
            return _bar(scale.across(low), scale.across(high), down, fill)
        case Certainty.AT_LEAST:
            return _way(low, inf, scale, down, "way") + _dot(scale.across(low), down, "open")
        case Certainty.AT_MOST:
            return _way(high, 0, scale, down, "way") + _dot(scale.across(high), down, "open")
        case Certainty.ABOUT:
            return _line(low, high, scale, down, "about") + _shape(_DIAMOND, anchor(count, scale), down, "open")
        case Certainty.NONE:
            return _shape(_CROSS, scale.across(0), down, "none")
        case Certainty.SOME:
            start = _shape(_TRIANGLE, scale.across(low), down, "open", scale.is_mirrored)
            return _way(low, inf, scale, down, "some") + start
        case Certainty.UNKNOWN:
            return _line(0, inf, scale, down, "unknown") + _question(scale.across(0), down)


def anchor(count: Count, scale: Scale) -> float:
    """Tell where the figure itself stands, from which a dotted line leads to the next."""
    return scale.across(count.low if count.low is not None else count.high or 0)


def _dot(across: float, down: float, kind: str) -> str:
    drawn = "" if kind == "exact" else _STROKE
    return f'<circle class="sign-{kind}" cx="{across:.2f}%" cy="{down:.2f}em" r=".42em"{drawn}/>'


def _bar(first: float, last: float, down: float, fill: str) -> str:
    left, width, top, foot = min(first, last), abs(last - first), f"{down - 0.55:.2f}em", f"{down + 0.55:.2f}em"
    place = f'x="{left:.2f}%" y="{down - 0.35:.2f}em" width="{width:.2f}%" height=".7em"'
    return f'<rect class="sign-range" {place}{fill or _STROKE}/>' + "".join(
        f'<line class="sign-way" x1="{end:.2f}%" y1="{top}" x2="{end:.2f}%" y2="{foot}"{_STROKE}/>'
        for end in (first, last)
    )


def _way(start: float, end: float, scale: Scale, down: float, kind: str) -> str:
    """Draw a line with an arrow at its end."""
    goes_left = scale.across(end) < scale.across(start)
    return _line(start, end, scale, down, kind) + _shape(_ARROW, scale.across(end), down, "head", goes_left)


def _line(start: float, end: float, scale: Scale, down: float, kind: str) -> str:
    first, last = scale.across(start), scale.across(end)
    place = f'x1="{first:.2f}%" y1="{down:.2f}em" x2="{last:.2f}%" y2="{down:.2f}em"'
    return f'<line class="sign-{kind}" {place}{_STROKE}/>'


def _shape(path: str, across: float, down: float, kind: str, is_turned: bool = False) -> str:
    turn = ' transform="scale(-1 1)"' if is_turned else ""
    return f'<svg x="{across:.2f}%" y="{down:.2f}em"><path class="sign-{kind}" d="{path}"{turn}{_STROKE}/></svg>'


def _question(across: float, down: float) -> str:
    return f'<text class="sign-words" x="{across:.2f}%" y="{down + 0.36:.2f}em" text-anchor="middle">?</text>'
