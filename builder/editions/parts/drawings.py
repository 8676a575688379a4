"""Copy the styles of the page into a drawing, for programs that look for them within it alone.

They know no custom properties and mix no colours: both are worked out, as far as the stylesheet itself says."""

import re
from collections.abc import Collection, Iterator, Mapping
from xml.etree.ElementTree import Element

from builder.editions.parts.stylesheet import for_devices, tokens_for_paper
from builder.editions.parts.tree import parents, without, words_of

_RULE = re.compile(r"([^{}@]+)\{([^{}]*)\}")
_PROPERTY = re.compile(r"(--[\w-]+):\s*([^;]+);")
_VARIABLE = re.compile(r"var\((--[\w-]+)(?:,\s*([^()]*(?:\([^()]*\))?))?\)")
_MIX = re.compile(r"color-mix\([^,()]*,\s*([^,()]+?)(?:\s+[\d.]+%)?\s*,[^()]*\)")
_KNOWN = re.compile(r"(?:^|;)\s*((?:fill|stroke|font|text-anchor|opacity|letter-spacing|display)[\w-]*\s*:[^;]+)")
_REM = re.compile(r"([\d.]+)rem")
_PIXELS = 16
# What stands in one declaration, and is understood as several alone.
_FONT = re.compile(r"font:\s*(?:(bold|\d{3})\s+)?([\d.]+(?:px|em|pt))(?:\s*/\s*[\d.]+)?\s+(.+)", re.DOTALL)
_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
_DRAWN = frozenset("circle g line path rect svg text tspan".split())
_WORDS = re.compile(r"\btext\b(?!-)")
_ELEMENT = re.compile(r"^[a-z]+")
# What is drawn for wide screens, and what is not drawn at all until a script says so.
_OTHERWISE = frozenset(("map-wide", "map-spare", "map-gone"))
_DOT = "2.5"
_SIDE = re.compile(r"(\.side-[\w-]+) *\{ *--side: *([^;}]+?) *;? *\}")


def side_colours(css: str) -> list[tuple[str, str]]:
    """Return the colour of each side, by its class."""
    return _SIDE.findall(css)


def drawing_rules(css: str) -> list[tuple[str, str]]:
    """Return the rules of a stylesheet that say how something is drawn on paper, with plain values.

    What has the colour of its side is drawn in the colour of the words, which is that of the side."""
    flat = re.sub(r"@[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", for_devices(css))
    own = dict(reversed(_PROPERTY.findall(flat))) | tokens_for_paper(css) | {"--side": "currentColor"}
    found = [(selector, f"color: {colour}") for selector, colour in side_colours(css)]
    for selectors, body in _RULE.findall(flat):
        declared = [_plain(one, own) for one in _KNOWN.findall(body)]
        kept = [one for one in declared if "var(" not in one and "color-mix" not in one]
        if _WORDS.search(selectors):
            # A halo is painted over the words themselves where nobody knows that it lies beneath.
            kept = [one for one in kept if not one.startswith("stroke")]
        if kept and "." in selectors and ":" not in selectors:
            found.append((selectors.strip(), ";".join(kept)))
    return found


def style_drawings(main: Element, rules: list[tuple[str, str]]) -> None:
    """Put the rules that a drawing needs into it, and the words that stand for it."""
    inner = {below for drawing in main.iter("svg") for below in drawing.iter("svg") if below is not drawing}
    above = parents(main)
    named = {id: element for element in main.iter() if (id := element.get("id"))}
    for drawing in [one for one in main.iter("svg") if one not in inner]:
        _entitle(drawing, named)
        around = {*_classes_around(drawing, above)}
        if "map" in around:
            _as_on_a_phone(drawing)
        within = {name for element in drawing.iter() for name in element.get("class", "").split()}
        needed = ((", ".join(_from_within(selectors, around, within)), body) for selectors, body in rules)
        style = Element("style")
        style.text = "".join(f"{selectors}{{{body}}}" for selectors, body in needed if selectors)
        drawing.insert(1, style)


def _as_on_a_phone(drawing: Element) -> None:
    """Draw a map with larger signs and the names that find room beside them; what another shows larger is a dot."""
    without(drawing, lambda element: not _OTHERWISE.isdisjoint(element.get("class", "").split()))
    for element in drawing.iter():
        classes = element.get("class", "").split()
        if "map-narrow" in classes:
            element.set("class", " ".join(name for name in classes if name != "map-narrow"))
        if "map-sign" in classes:
            element.set("transform", "scale(1.6)")
        if "map-inner" in classes:
            without(element, lambda inner: inner.tag == "text" or inner.get("class") in ("map-ring", "map-contested"))
            for disc in element.iter("circle"):
                disc.set("r", _DOT)


def _classes_around(drawing: Element, above: Mapping[Element, Element]) -> Iterator[str]:
    """List the classes of what a drawing stands in."""
    around = above.get(drawing)
    while around is not None:
        yield from around.get("class", "").split()
        around = above.get(around)


def _from_within(selectors: str, around: Collection[str], within: Collection[str]) -> Iterator[str]:
    """Write those selectors that reach into a drawing as they hold within it, which knows nothing around it."""
    for selector in selectors.split(","):
        parts = selector.split()
        while len(parts) > 1 and (outer := _CLASS.fullmatch(parts[0])) and outer[1] in around:
            del parts[0]
        element = _ELEMENT.match(parts[-1])
        if (
            parts[0] != ">"
            and {*_CLASS.findall(" ".join(parts))} <= {*within}
            and (not element or element[0] in _DRAWN)
        ):
            yield " ".join(parts)


def _entitle(drawing: Element, named: Mapping[str, Element]) -> None:
    """Add the title by which a tagged PDF names a drawing: its own, its label, or none if it is an ornament."""
    title = drawing.find("title")
    if title is None:
        title = Element("title")
        labels = (words_of(named[id]) for id in drawing.get("aria-labelledby", "").split() if id in named)
        title.text = drawing.get("aria-label") or " ".join(labels)
    else:
        drawing.remove(title)
    drawing.insert(0, title)


def _plain(declaration: str, own: Mapping[str, str]) -> str:
    for _ in range(5):
        declaration = _VARIABLE.sub(lambda found: own.get(found[1], found[2] or found[0]), declaration)
        declaration = _MIX.sub(r"\1", declaration)
    declaration = declaration.replace("transparent", "none")
    declaration = _REM.sub(lambda found: f"{float(found[1]) * _PIXELS:g}px", declaration)
    if font := _FONT.fullmatch(declaration.strip()):
        weight = f";font-weight:{font[1]}" if font[1] else ""
        return f"font-size:{font[2]};font-family:{' '.join(font[3].split())}{weight}"
    return declaration
