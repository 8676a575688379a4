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
        Family.VIOLENCE: f'<path d="M-3.5-3.5L3.5 3.5M-3.5 3.5L3.5-3.5"{_LINES}/>',
        Family.PROTEST: '<path d="M-4.2 3.6L0-4L4.2 3.6Z"/>',
        Family.STATEMENT: '<circle r="3.4"/>',
        Family.DIPLOMACY: f'<path d="M-4-2H4M-4 2H4"{_LINES}/>',
        Family.HUMANITARIAN: '<path d="M-4.4 0L0-4.4L4.4 0L0 4.4Z"/>',
        Family.LEGAL: '<path d="M-3.2-3.2H3.2V3.2H-3.2Z"/>',
        Family.DEVELOPMENT: '<path d="M-4.2-3.6H4.2L0 4Z"/>',
        Family.PERIOD: f'<path d="M-3.5-4V4M-3.5 0H4"{_LINES}/>',
        Family.OTHER: '<circle r="2"/>',
    }
)
_ARROW = "M6-6L0 0L6 6"
_BRACKET = "M0-6H-4V6H0"
_SHORT = 1.0


def sign(family: Family, along: float, down: float, days: Days) -> str:
    """Draw the sign of a kind; its shape is defined once on the page."""
    return f'<use href="#band_{family}" x="{compact(days.across(along))}%" y="{compact(down)}em"/>'


def bar(happening: Happening, days: Days, down: float) -> str:
    """Draw what takes more room than a mark has, from end to end."""
    when = happening.when
    start, end = days.extent_of(when)
    arrows = _arrows(happening, days, down)
    if when.is_one_of or when.is_all_of:
        ends = _brackets(happening, days, down) if when.is_one_of else arrows
        return _line(start, end, down, days, "range") + _members(happening, days, down) + ends
    if has_sign(when):
        middle = sign(happening.family, (start + end) / 2, down, days)
        return _line(start, end, down, days, "range") + middle + arrows
    kind = "lasting unknown" if Edge.UNKNOWN in (when.start, when.end) else "lasting"
    return _line(start, end, down, days, kind) + arrows


def classes(happening: Happening) -> str:
    """Name what is seen of how sure a date is."""
    seen = [form.value for form in (Form.APPROXIMATE, Form.UNCERTAIN) if form in happening.forms]
    return "".join(f" {kind}" for kind in seen)


def _line(start: float, end: float, down: float, days: Days, kind: str) -> str:
    # What is shorter than its line is thick is drawn as a square, so that it is seen at all.
    cap = ' stroke-linecap="square"' if end - start < _SHORT else ""
    first, last = sorted((days.across(start), days.across(end)))
    place = f'x1="{compact(first)}%" y1="{compact(down)}em" x2="{compact(last)}%" y2="{compact(down)}em"'
    return f'<line class="band-{kind}" {place}{cap}/>'


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
    place = f'x="{compact(days.across(along))}%" y="{compact(down)}em"'
    return f'<svg {place}><path class="band-end" d="{path}"{turn}{_LINES}/></svg>'
