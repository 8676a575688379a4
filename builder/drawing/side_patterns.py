"""Draw the patterns of the sides, which tell them apart where colours are not seen."""

from builder.model.site import Side

# By the name that a site gives: what a tile of four by four holds, and how a line is broken.
_PATTERNS = (
    ("dots", '<circle cx="2" cy="2" r="1.2"/>', "0.1 5"),
    ("hatch", '<path d="M-1 1L1-1M0 4L4 0M3 5L5 3"/>', "7 4"),
    ("grid", '<path d="M0 2H4M2 0V4"/>', "2 3"),
    ("waves", '<path d="M0 3Q1 0 2 2T4 1"/>', "9 3 2 3"),
)
_PLAIN = '<path d="M0 2H4" stroke-width="4"/>'


def draw_pattern(id: str, kind: str, side: str, pattern: str | None, ground: str = "") -> str:
    """Draw a tile with the pattern of a side, over a ground."""
    drawn = next((drawn for known, drawn, _ in _PATTERNS if known == pattern), _PLAIN)
    return (
        f'<pattern id="{id}" class="{kind} side-{side}" width="4" height="4" patternUnits="userSpaceOnUse">'
        f"{ground}{drawn}</pattern>"
    )


def dash_of(pattern: str | None) -> str:
    """Return how a line of a side is broken."""
    return next((dash for known, _, dash in _PATTERNS if known == pattern), "")


def draw_side_of_marks(side: Side) -> str:
    """Draw the pattern that fills marks of a side: small shapes have to stay whole, so it has a ground."""
    return draw_pattern(f"band_side_{side.id}", "band-side", side.id, side.pattern, '<rect width="4" height="4"/>')
