"""Turn one figure into its sign in SVG: every form has a shape of its own, so that none is known by colour alone.

Across is in hundredths of the width, down in `em` of the drawing's type; shapes stand in a nested `svg`."""

from math import inf

from builder.drawing.scale import Scale, em, percent
from builder.model.claim import Certainty, Count
from builder.model.figures import reach

# What is drawn by lines is seen where no stylesheet is loaded.
_STROKE = ' fill="none" stroke="currentColor"'
_UP, _DOWN = "M-4 7L0 0L4 7", "M-4-7L0 0L4-7"
_DIAMOND = "M0-6L6 0L0 6L-6 0Z"
_CROSS = "M-5-5L5 5M-5 5L5-5"
# How far the arrow of a figure without an upper or a lower bound reaches.
_WAY = 1.6


def sign(count: Count, across: float, scale: Scale, fill: str) -> str:
    """Draw one figure that has a number; `fill` is the pattern of its side."""
    low, high = reach(count) or (0.0, inf)
    match count.certainty:
        case Certainty.RANGE:
            return _bar(across, scale.down(low), scale.down(high), fill)
        case Certainty.AT_LEAST:
            foot = scale.down(low)
            return _way(across, foot, foot - _WAY, _UP) + _dot(across, foot, "open", _STROKE)
        case Certainty.AT_MOST:
            foot = scale.down(high)
            return _way(across, foot, min(foot + _WAY, scale.foot), _DOWN) + _dot(across, foot, "open", _STROKE)
        case Certainty.ABOUT:
            line = _line(across, scale.down(low), scale.down(high), "about")
            return line + _shape(_DIAMOND, across, anchor(count, scale), "open")
        case Certainty.NONE:
            return _shape(_CROSS, across, scale.foot, "none")
        case _:
            return _dot(across, scale.down(low), "exact", fill)


def sign_without_number(across: float, down: float) -> str:
    """Draw a figure of which no number is known; it stands outside the scale."""
    attributes = f'x="{percent(across)}" y="{em(down + 0.36)}" text-anchor="middle"'
    return f'<text class="sign-words" {attributes}>?</text>'


def sign_of_time(first: float, last: float, down: float, kind: str = "when") -> str:
    """Draw from when to when something may have been said."""
    attributes = f'x1="{percent(first)}" y1="{em(down)}" x2="{percent(last)}" y2="{em(down)}"'
    return f'<line class="sign-{kind}" {attributes}{_STROKE}/>'


def anchor(count: Count, scale: Scale) -> float:
    """Return the height at which the figure itself stands, from which a line leads to the next."""
    return scale.down(count.low if count.low is not None else count.high or 0)


def _dot(across: float, down: float, kind: str, fill: str) -> str:
    return f'<circle class="sign-{kind}" cx="{percent(across)}" cy="{em(down)}" r=".42em"{fill}/>'


def _bar(across: float, low: float, high: float, fill: str) -> str:
    caps = "".join(_cap(across, end) for end in (low, high))
    attributes = f'y="{em(high)}" width=".7em" height="{em(max(low - high, 0.1))}" x="-.35em"'
    return f'<svg x="{percent(across)}"><rect class="sign-range" {attributes}{fill or _STROKE}/></svg>{caps}'


def _cap(across: float, down: float) -> str:
    return (
        f'<svg x="{percent(across)}" y="{em(down)}"><line class="sign-way" x1="-.55em" x2=".55em" y1="0" y2="0"'
        f"{_STROKE}/></svg>"
    )


def _way(across: float, start: float, end: float, arrow: str) -> str:
    """Draw a line with an arrow at its end."""
    return _line(across, start, end, "way") + _shape(arrow, across, end, "head")


def _line(across: float, start: float, end: float, kind: str) -> str:
    attributes = f'x1="{percent(across)}" y1="{em(start)}" x2="{percent(across)}" y2="{em(end)}"'
    return f'<line class="sign-{kind}" {attributes}{_STROKE}/>'


def _shape(path: str, across: float, down: float, kind: str) -> str:
    return f'<svg x="{percent(across)}" y="{em(down)}"><path class="sign-{kind}" d="{path}"{_STROKE}/></svg>'
