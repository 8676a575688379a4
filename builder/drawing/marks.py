"""Write what stands upon a map as SVG: dots, rings, names. Colours and faces are the stylesheet's."""

from markupsafe import escape

from builder.drawing.place_labels import Anchor, PlaceLabel


def dot(anchor: Anchor, kind: str) -> str:
    return f'<circle class="{kind}" cx="{anchor.x:.1f}" cy="{anchor.y:.1f}" r="{anchor.radius:g}"/>'


def ring(x: float, y: float, reach: float) -> str:
    """Draw how far around its point a place may lie."""
    return f'<circle class="map-ring" cx="{x:.1f}" cy="{y:.1f}" r="{reach:.1f}"/>'


def name(label: PlaceLabel, kind: str, lang: str | None, is_mirrored: bool) -> str:
    """Write a name, row by row, with its language if it has its own; from right to left it starts at the right."""
    turned = {"start": "end", "end": "start"}.get(label.align, label.align) if is_mirrored else label.align
    anchored = "" if turned == "start" else f' text-anchor="{turned}"'
    direction = ' direction="rtl"' if is_mirrored else ""
    spoken = f' lang="{escape(lang)}"' if lang else ""
    first, *rows = (str(escape(row)) for row in label.rows)
    words = first + "".join(f'<tspan x="{label.x:.1f}" dy="1.2em">{row}</tspan>' for row in rows)
    return f'<text class="{kind}" x="{label.x:.1f}" y="{label.y:.1f}"{anchored}{direction}{spoken}>{words}</text>'
