"""Write what stands upon a map as SVG: dots, rings, names. Colours and faces are the stylesheet's."""

from markupsafe import escape

from builder.drawing.place_labels import Anchor, PlaceLabel
from builder.model.decimals import compact, decimal


def dot(anchor: Anchor, kind: str) -> str:
    attributes = f'cx="{decimal(anchor.x, 1)}" cy="{decimal(anchor.y, 1)}"'
    return f'<circle class="{kind}" {attributes} r="{compact(anchor.radius)}"/>'


def ring(x: float, y: float, reach: float) -> str:
    """Draw how far around its point a place may lie."""
    return f'<circle class="map-ring" cx="{decimal(x, 1)}" cy="{decimal(y, 1)}" r="{decimal(reach, 1)}"/>'


def leader(label: PlaceLabel, kind: str = "") -> str:
    """Draw the line that leads from a point to its name, where the name stands apart from it."""
    if not label.leader:
        return ""
    (x, y), (to_x, to_y) = ((decimal(x, 1), decimal(y, 1)) for x, y in label.leader)
    return f'<line class="map-leader{kind}" x1="{x}" y1="{y}" x2="{to_x}" y2="{to_y}"/>'


def name(label: PlaceLabel, kind: str, lang: str | None, is_mirrored: bool) -> str:
    """Write a name, row by row, with its language if it has its own; from right to left it starts at the right."""
    turned = {"start": "end", "end": "start"}.get(label.align, label.align) if is_mirrored else label.align
    anchored = "" if turned == "start" else f' text-anchor="{turned}"'
    direction = ' direction="rtl"' if is_mirrored else ""
    spoken = f' lang="{escape(lang)}"' if lang and "/" not in lang else ""
    first, *rows = _in_languages(label.rows, lang)
    x, y = decimal(label.x, 1), decimal(label.y, 1)
    words = first + "".join(f'<tspan x="{x}" dy="1.2em">{row}</tspan>' for row in rows)
    return f'<text class="{kind}" x="{x}" y="{y}"{anchored}{direction}{spoken}>{words}</text>'


def _in_languages(rows: tuple[str, ...], tongue: str | None) -> list[str]:
    """Write rows of names; where these are in several languages, each says its own."""
    if tongue is None or "/" not in tongue:
        return [str(escape(row)) for row in rows]
    tongues = iter(tongue.split("/"))
    return ["/".join(_in_language(name, next(tongues)) if name else "" for name in row.split("/")) for row in rows]


def _in_language(name: str, language: str) -> str:
    return f'<tspan lang="{escape(language)}">{escape(name)}</tspan>' if language else str(escape(name))
