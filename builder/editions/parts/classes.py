"""Shorten the classes of a page and of its stylesheet; what neither styles nor scripts know of is dropped."""

import re
from collections import Counter
from collections.abc import Collection, Mapping
from string import ascii_lowercase
from xml.etree.ElementTree import Element

from builder.editions.parts.tree import unwrap
from builder.model.ids import lettered

# A class in a stylesheet; what stands in quotation marks or in an address is none.
_CLASS = re.compile(r"""("[^"\n]*"|'[^'\n]*'|url\([^)]*\))|\.(-?[A-Za-z_][\w-]*)""")
# A rule with its selectors, but none within another, and one selector.
_RULE = re.compile(r"([^{}@;]+)(\{[^{}]*\})")
_SELECTOR = re.compile(r"(?:[^,(]|\((?:[^()]|\([^()]*\))*\))+")
_CLASS_ALONE = re.compile(r"\.(-?[A-Za-z_][\w-]*)(?![^(]*\))")
_QUOTED = re.compile(r"""\"[^"\n]*"|'[^'\n]*'|`[^`]*`""")
_PROPERTY = re.compile(r"--[A-Za-z][\w-]*")
_WORD = re.compile(r"[\w-]+")


def short_classes(css: str, scripts: Collection[str], root: Element) -> Mapping[str, str]:
    """Return a short name for each class of a stylesheet, the more frequent the shorter; words of scripts stay."""
    often = Counter(name for element in root.iter() for name in element.get("class", "").split())
    # Only what stands in quotation marks may be a class.
    known = {word for script in scripts for text in _QUOTED.findall(script) for word in _WORD.findall(text)}
    styled = dict.fromkeys(found[2] for found in _CLASS.finditer(css) if found[2])
    free = (name for name in lettered(ascii_lowercase) if name not in known and name not in styled)
    ordered = sorted((name for name in styled if name not in known), key=lambda name: -often[name])
    return {**{word: word for word in known}, **{name: next(free) for name in ordered}}


def shortened_css(css: str, names: Mapping[str, str], root: Element) -> str:
    """Write a stylesheet with short classes, without the rules for classes that nothing has."""
    used = {name for element in root.iter() for name in (element.get("class") or "").split()}
    known = {name for name, short in names.items() if name == short or short in used}

    def rule(found: re.Match[str]) -> str:
        selectors = [one for one in _SELECTOR.findall(found[1]) if {*_CLASS_ALONE.findall(one)} <= known]
        return f"{','.join(selectors)}{found[2]}" if selectors else ""

    return _CLASS.sub(lambda found: found[1] or f".{names[found[2]]}", _RULE.sub(rule, css))


def short_properties(css: str, scripts: Collection[str]) -> str:
    """Write a stylesheet with short custom properties; those of which a script speaks stay."""
    often = Counter(_PROPERTY.findall(css))
    known = {name for script in scripts for name in _PROPERTY.findall(script)}
    free = (f"--{name}" for name in lettered(ascii_lowercase) if f"--{name}" not in often)
    short = {name: name if name in known else next(free) for name, _ in often.most_common()}
    return _PROPERTY.sub(lambda found: short[found[0]], css)


def shorten(root: Element, names: Mapping[str, str]) -> None:
    """Write the classes of elements short; a span that has none left is its words."""
    for parent in [*root.iter()]:
        for child in [*parent]:
            had = bool(child.attrib)
            _shorten(child, names)
            if had and child.tag in ("span", "i") and not child.attrib:
                unwrap(parent, child)


def _shorten(element: Element, names: Mapping[str, str]) -> None:
    if (written := element.get("class")) is None:
        return
    if short := " ".join(names[name] for name in written.split() if name in names):
        element.set("class", short)
    else:
        del element.attrib["class"]
