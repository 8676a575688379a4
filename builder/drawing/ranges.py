"""Draw figures as SVG: party under party on one scale, each figure under its words, unfilled gaps hatched.

Words stand above their bar and are wrapped, so that a long name fits a phone; nothing is scaled, so that they keep
their size. A party's later figures are joined to its earlier ones by a dotted line, downwards in time."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping

from markupsafe import escape
from msgspec import Struct

from builder.drawing.scale import Scale, scale_of, ticks_of
from builder.drawing.signs import anchor, sign
from builder.model.claim import Certainty, Count
from builder.model.disagreement import Reach, reach

# Heights in `em` of the drawing's type; a phone's width holds so many letters.
_TEXT = 1.4
_SIGN = 1.7
_BETWEEN = 0.8
_COLUMNS = 40

_PATTERNS = (
    ("dots", '<circle cx="2" cy="2" r="1.2"/>'),
    ("hatch", '<path d="M-1 1L1-1M0 4L4 0M3 5L5 3"/>'),
    ("grid", '<path d="M0 2H4M2 0V4"/>'),
    ("waves", '<path d="M0 3Q1 0 2 2T4 1"/>'),
)


class DrawnFigure(Struct, frozen=True):
    """A figure with its words: the claimant's name, where it is not that of the figure before, and what was said.

    `lang` is the language of the name, where it is not that of the drawing."""

    name: str
    said: str
    count: Count
    is_live: bool
    lang: str | None = None


class DrawnLine(Struct, frozen=True):
    """One party's figures in order of time, and the party's side."""

    side: str | None
    figures: tuple[DrawnFigure, ...]


class Wording(Struct, frozen=True):
    """What a drawing says besides its figures; `name` keeps its ids apart from those of other drawings."""

    name: str
    title: str
    description: str
    is_mirrored: bool


def draw_ranges(
    lines: tuple[DrawnLine, ...],
    gaps: tuple[Reach, ...],
    patterns: Mapping[str, str | None],
    wording: Wording,
    number: Callable[[int], str],
) -> str:
    """Draw the lines of all parties; `patterns` are those of the sides, `number` says a number in the language."""
    bounds = [bound for line in lines for figure in line.figures for bound in (reach(figure.count) or ())]
    scale = scale_of(bounds, wording.is_mirrored)
    sides = tuple(dict.fromkeys(line.side for line in lines if line.side in patterns))
    drawn, down = [], 0.0
    for line in lines:
        pieces, down = _line(line, scale, down, wording)
        drawn.append(pieces)
        down += _BETWEEN
    return "".join(
        (
            f'<svg class="ranges-drawing" width="100%" height="{down + _TEXT:.2f}em" role="img"',
            f' aria-labelledby="{wording.name}_title {wording.name}_text">',
            f'<title id="{wording.name}_title">{escape(wording.title)}</title>',
            f'<desc id="{wording.name}_text">{escape(wording.description)}</desc>',
            f"<defs>{_hatching(wording.name)}",
            *(_pattern(side, patterns[side], wording.name) for side in sides if side),
            "</defs>",
            *(_gap(gap, scale, down, wording.name) for gap in gaps),
            *_ticks(scale, bounds, down, number),
            *drawn,
            "</svg>",
        )
    )


def draw_form(form: str) -> str:
    """Draw the sign of a form alone, for a legend: a certainty, `step` or `gap`."""
    match form:
        case "gap":
            inner = '<path class="gap" d="M2 16L16 2M14 16L28 2M26 16L40 2"/>'
        case "step":
            inner = '<line class="sign-step" x1="10%" y1=".3em" x2="90%" y2="1.1em"/>'
        case _:
            inner = sign(_example(Certainty(form)), Scale(8, False), 0.7, "")
    return f'<svg class="ranges-sign" width="3.5em" height="1.4em" aria-hidden="true">{inner}</svg>'


def _line(line: DrawnLine, scale: Scale, down: float, wording: Wording) -> tuple[str, float]:
    """Draw one party's figures from a height on; give also the height at which they end."""
    pieces: list[str] = []
    before: tuple[float, float] | None = None
    fill = f' fill="url(#{wording.name}_{line.side})"' if line.side else ""
    for figure in line.figures:
        words = tuple(_wrapped(figure.name, figure.said))
        end = down + len(words) * _TEXT + _SIGN / 2
        here = anchor(figure.count, scale), end
        if before and figure.count.certainty is not Certainty.UNKNOWN:
            pieces.append(_step(before, here))
        is_signed = bool(figure.name and line.side)
        texts = "".join(
            _text(row, down + (n + 0.75) * _TEXT, scale, is_signed and not n, figure.lang)
            for n, row in enumerate(words)
        )
        if is_signed:
            texts += _side_sign(down, scale, fill)
        drawn = sign(figure.count, scale, end, fill)
        group = "<g>" if figure.is_live else '<g class="past">'
        pieces.append(f"{group}{texts}{drawn}</g>")
        before = before if figure.count.certainty is Certainty.UNKNOWN else here
        down = end + _SIGN / 2
    side = f" side-{line.side}" if line.side else ""
    return f'<g class="ranges-line{side}">{"".join(pieces)}</g>', down


def _step(before: tuple[float, float], here: tuple[float, float]) -> str:
    (x, y), (to_x, to_y) = before, here
    return f'<line class="sign-step" x1="{x:.2f}%" y1="{y + 0.5:.2f}em" x2="{to_x:.2f}%" y2="{to_y - 0.5:.2f}em"/>'


def _side_sign(down: float, scale: Scale, fill: str) -> str:
    place, x = ("100%", "-.8em") if scale.is_mirrored else ("0", "0")
    sign_of_side = f'<rect class="sign-side" x="{x}" width=".8em" height=".8em"{fill}/>'
    return f'<svg x="{place}" y="{down + 0.3:.2f}em">{sign_of_side}</svg>'


def _text(row: tuple[tuple[str, str], ...], down: float, scale: Scale, has_sign: bool, lang: str | None) -> str:
    tongues = {"ranges-name": f' lang="{escape(lang)}"' if lang else ""}
    spans = " ".join(f'<tspan class="{kind}"{tongues.get(kind, "")}>{escape(words)}</tspan>' for kind, words in row)
    place = 'x="100%" direction="rtl"' if scale.is_mirrored else 'x="0"'
    if has_sign:
        place += ' dx="-1.2em"' if scale.is_mirrored else ' dx="1.2em"'
    return f'<text {place} y="{down:.2f}em">{spans}</text>'


def _wrapped(name: str, said: str) -> Iterator[tuple[tuple[str, str], ...]]:
    """Break a name and what was said into rows that fit a phone."""
    row: list[tuple[str, str]] = []
    used = 0
    for kind, words in (("ranges-name", name), ("ranges-said", said)):
        for word in words.split():
            width = _columns(word) + 1
            if row and used + width > _COLUMNS:
                yield tuple(row)
                row, used = [], 0
            if row and row[-1][0] == kind:
                row[-1] = (kind, f"{row[-1][1]} {word}")
            else:
                row.append((kind, word))
            used += width
    if row:
        yield tuple(row)


def _columns(word: str) -> int:
    """Count columns: letters of East Asian scripts are two wide."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in word)


def _ticks(scale: Scale, bounds: Iterable[float], down: float, number: Callable[[int], str]) -> Iterator[str]:
    for tick in ticks_of(scale, bounds):
        across = scale.across(tick.value)
        yield f'<line class="tick" x1="{across:.2f}%" y1="0" x2="{across:.2f}%" y2="{down:.2f}em"/>'
        if tick.has_words:
            words = escape(number(tick.value))
            yield f'<text class="tick" x="{across:.2f}%" y="{down + 1.1:.2f}em" text-anchor="middle">{words}</text>'


def _gap(gap: Reach, scale: Scale, down: float, name: str) -> str:
    first, last = sorted((scale.across(gap[0]), scale.across(gap[1])))
    place = f'x="{first:.2f}%" y="0" width="{last - first:.2f}%" height="{down:.2f}em"'
    return f'<rect class="gap" {place} fill="url(#{name}_gap)"/>'


def _hatching(name: str) -> str:
    return (
        f'<pattern id="{name}_gap" class="gap" width="6" height="6" patternUnits="userSpaceOnUse">'
        '<path d="M-1 1L1-1M0 6L6 0M5 7L7 5"/></pattern>'
    )


def _pattern(side: str, pattern: str | None, name: str) -> str:
    drawn = dict(_PATTERNS).get(pattern or "", '<path d="M0 2H4" stroke-width="4"/>')
    return (
        f'<pattern id="{name}_{side}" class="ranges-line side-{side}" width="4" height="4"'
        f' patternUnits="userSpaceOnUse">{drawn}</pattern>'
    )


def _example(form: Certainty) -> Count:
    """Give a count of a form, to stand for it in a legend."""
    match form:
        case Certainty.UNKNOWN:
            return Count("", form, None, None)
        case Certainty.RANGE:
            return Count("", form, 2, 6)
        case Certainty.AT_MOST:
            return Count("", form, None, 6)
        case Certainty.AT_LEAST | Certainty.SOME:
            return Count("", form, 2, None)
        case Certainty.NONE:
            return Count("", form, 0, 0)
        case Certainty.ABOUT:
            return Count("", form, 6, 6)
        case _:
            return Count("", form, 4, 4)
