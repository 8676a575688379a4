"""Turn kinds of entries and forms of dates into signs in SVG: each has a shape of its own, none is known by colour.

A known date is solid, an approximate one faded, an uncertain one dotted; open ends are arrows, one of several days is
a bracket. Across is in hundredths of the width, down in `em`; shapes stand in pixels around their place."""

from types import MappingProxyType

from builder.drawing.days import Days
from builder.model.dates import Edge
from builder.model.decimals import compact
from builder.views.band import Family, Form, Happening, has_sign

# What is drawn by lines says so itself, for where no stylesheet is loaded.
_LINES = ' fill="none" stroke="currentColor" stroke-width="2"'
SHAPES = MappingProxyType(
    {
        Family.VIOLENCE: '<path d="M-4-2.3L-2.3-4L0-1.7L2.3-4L4-2.3L1.7 0L4 2.3L2.3 4L0 1.7L-2.3 4L-4 2.3L-1.7 0Z"/>',
        Family.PROTEST: '<path d="M-4.2 3.6L0-4L4.2 3.6Z"/>',
        Family.STATEMENT: '<circle r="3.6"/>',
        Family.DIPLOMACY: '<path d="M-4-3.4H4V-.8H-4ZM-4 .8H4V3.4H-4Z"/>',
        Family.HUMANITARIAN: '<path d="M-4.4 0L0-4.4L4.4 0L0 4.4Z"/>',
        Family.LEGAL: '<path d="M-3.2-3.2H3.2V3.2H-3.2Z"/>',
        Family.DEVELOPMENT: '<path d="M-4.2-3.6H4.2L0 4Z"/>',
        Family.PERIOD: '<path d="M-4-4.2H-1.4V-1.3H4.2V1.3H-1.4V4.2H-4Z"/>',
        Family.OTHER: '<circle r="2"/>',
    }
)
_ARROW = "M6-6L0 0L6 6"
_BRACKET = "M0-6H-4V6H0"
_SHORT = 1.0


def sign(happening: Happening, along: float, down: float, days: Days) -> str:
    """Draw the sign of a kind in the colour of its side, with a ring where accounts contradict each other.

    Shapes and patterns are defined once on the page."""
    x, y = f"{compact(days.across(along))}%", f"{compact(down)}em"
    ring = f'<circle class="band-ring" cx="{x}" cy="{y}" r="4.9"/>' if happening.is_contested else ""
    return f'<use href="#band_{happening.family}" x="{x}" y="{y}"{paint(happening, "fill")}/>{ring}'


def paint(happening: Happening, what: str) -> str:
    """Fill or stroke with the pattern of the one side that took part."""
    return f' {what}="url(#band_side_{happening.sides[0]})"' if len(happening.sides) == 1 else ""


def bar(happening: Happening, days: Days, down: float) -> str:
    """Draw what takes more room than a mark has, from end to end."""
    when = happening.when
    start, end = days.extent_of(when)
    arrows = _arrows(happening, days, down)
    if when.is_one_of or when.is_all_of:
        ends = _brackets(happening, days, down) if when.is_one_of else arrows
        return _line(start, end, down, days, "range") + _members(happening, days, down) + ends
    if has_sign(when):
        middle = sign(happening, (start + end) / 2, down, days)
        return _line(start, end, down, days, "range") + middle + arrows
    kind = "lasting unknown" if Edge.UNKNOWN in (when.start, when.end) else "lasting"
    around = _line(start, end, down, days, "around") if happening.is_contested else ""
    return around + _line(start, end, down, days, kind, paint(happening, "stroke")) + arrows


def classes(happening: Happening) -> str:
    """Name what is seen of how sure a date is, and of who took part: several sides, or nobody of a side."""
    seen = [form.value for form in (Form.APPROXIMATE, Form.UNCERTAIN) if form in happening.forms]
    if not happening.sides:
        seen.append("sideless")
    return "".join(f" {kind}" for kind in seen)


def _line(start: float, end: float, down: float, days: Days, kind: str, painted: str = "") -> str:
    # What is shorter than its line is thick is drawn as a square, so that it is seen at all.
    cap = ' stroke-linecap="square"' if end - start < _SHORT else ""
    first, last = sorted((days.across(start), days.across(end)))
    attributes = f'x1="{compact(first)}%" y1="{compact(down)}em" x2="{compact(last)}%" y2="{compact(down)}em"'
    return f'<line class="band-{kind}" {attributes}{cap}{painted}/>'


def _members(happening: Happening, days: Days, down: float) -> str:
    """Mark every day that a set names."""
    extents = [days.extent(first.earliest, last.latest) for first, last in happening.when.members]
    return "".join(_line(*extent, down, days, "member") for extent in extents)


def _arrows(happening: Happening, days: Days, down: float) -> str:
    """Draw an arrow where a date is open, or goes on beyond the picture."""
    when = happening.when
    goes_before = when.start is Edge.OPEN or (when.earliest is not None and when.earliest.ordinal < days.first)
    goes_on = when.end is Edge.OPEN or (when.latest is not None and when.latest.ordinal > days.last)
    start, end = days.extent_of(when)
    return (_shape(_ARROW, start, down, days, False) if goes_before else "") + (
        _shape(_ARROW, end, down, days, True) if goes_on else ""
    )


def _brackets(happening: Happening, days: Days, down: float) -> str:
    """Draw a bracket at each end, or an arrow where it is open."""
    when = happening.when
    start, end = days.extent_of(when)
    first = _ARROW if when.start is Edge.OPEN else _BRACKET
    last = _ARROW if when.end is Edge.OPEN else _BRACKET
    return _shape(first, start, down, days, False) + _shape(last, end, down, days, True)


def _shape(path: str, along: float, down: float, days: Days, is_turned: bool) -> str:
    turn = ' transform="scale(-1 1)"' if is_turned is not days.is_mirrored else ""
    attributes = f'x="{compact(days.across(along))}%" y="{compact(down)}em"'
    return f'<svg {attributes}><path class="band-end" d="{path}"{turn}{_LINES}/></svg>'
