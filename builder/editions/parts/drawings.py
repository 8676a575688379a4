"""Give a drawing the styles of the page, for programs that look for them within it alone.

They know no custom properties and mix no colours: both are worked out, as far as the stylesheet itself says."""

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

from builder.editions.parts.stylesheet import for_devices

_RULE = re.compile(r"([^{}@]+)\{([^{}]*)\}")
_PROPERTY = re.compile(r"(--[\w-]+):\s*([^;]+);")
_VARIABLE = re.compile(r"var\((--[\w-]+)(?:,\s*([^()]*(?:\([^()]*\))?))?\)")
_MIX = re.compile(r"color-mix\([^,()]*,\s*([^,()]+?)(?:\s+[\d.]+%)?\s*,[^()]*\)")
_KNOWN = re.compile(r"(?:^|;)\s*((?:fill|stroke|font|text-anchor|opacity|letter-spacing|display)[\w-]*\s*:[^;]+)")
_REM = re.compile(r"([\d.]+)rem")
_PIXELS = 16
_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")


def drawing_rules(css: str) -> list[tuple[str, str]]:
    """Return the rules of a stylesheet that say how something is drawn, with plain values."""
    flat = re.sub(r"@[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", for_devices(css))
    own = dict(reversed(_PROPERTY.findall(flat)))
    found = []
    for selectors, body in _RULE.findall(flat):
        declared = [_plain(one, own) for one in _KNOWN.findall(body)]
        kept = [one for one in declared if "var(" not in one and "color-mix" not in one]
        if kept and "." in selectors and ":" not in selectors:
            found.append((selectors.strip(), ";".join(kept)))
    return found


def style_drawings(main: Element, rules: list[tuple[str, str]]) -> None:
    """Put the rules that a drawing needs into it."""
    for drawing in [*main.iter("svg")]:
        used = {name for element in drawing.iter() for name in element.get("class", "").split()}
        needed = [f"{selectors}{{{body}}}" for selectors, body in rules if used & {*_CLASS.findall(selectors)}]
        if needed:
            style = Element("style")
            style.text = "".join(needed)
            drawing.insert(0, style)
        for words in [*drawing.iter("text"), *drawing.iter("tspan")]:
            # A halo is painted over the words themselves where nobody knows that it lies beneath.
            words.set("style", "stroke:none")


def _plain(declaration: str, own: Mapping[str, str]) -> str:
    for _ in range(5):
        declaration = _VARIABLE.sub(lambda found: own.get(found[1], found[2] or found[0]), declaration)
        declaration = _MIX.sub(r"\1", declaration)
    declaration = declaration.replace("transparent", "none").replace("currentcolor", "#000")
    return _REM.sub(lambda found: f"{float(found[1]) * _PIXELS:g}px", declaration)
