"""Set words of drawings as text above them, where programs would set them letter by letter.

Letters that join, take other forms or run from right to left need to be shaped as a whole."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element, SubElement

from builder.editions.parts.tree import parents, remove, words_of

_SHAPED = frozenset(("R", "AL", "NSM"))
_TRANSFORM = re.compile(r"(translate|scale)\(\s*([-\d.]+)(?:[\s,]+([-\d.]+))?\s*\)")
_NUMBER = re.compile(r"-?[\d.]+")
# From the middle of lower-case letters to the line on which they stand.
_TO_MIDDLE = "0.35em"


def lift_labels(main: Element) -> None:
    """Put the words of each drawing that have to be shaped above it, and take them out of it."""
    above = parents(main)
    for drawing in [one for one in main.iter("svg") if one in above]:
        labels = [text for text in drawing.iter("text") if _is_shaped(words_of(text))]
        if not labels:
            continue
        within = parents(drawing)
        around = Element("div", {"class": "drawn"})
        around.append(drawing)
        parent = above[drawing]
        around.tail, drawing.tail = drawing.tail, None
        parent[[*parent].index(drawing)] = around
        for text in labels:
            SubElement(around, "span", {"class": "label", "style": _style(text, drawing, within)}).text = words_of(
                text
            )
            remove(within[text], text)


def _is_shaped(words: str) -> bool:
    return any(unicodedata.bidirectional(letter) in _SHAPED for letter in words)


def _style(text: Element, drawing: Element, within: Mapping[Element, Element]) -> str:
    """Return the position of a label: in parts of the drawing's box if it has one, else in its own lengths."""
    x, y = text.get("x", "0"), text.get("y", "0")
    if box := drawing.get("viewBox"):
        width, height = map(float, box.split()[2:])
        at, down = _moved(text, within, float(x), float(y))
        x, y = f"{at / width:.2%}", f"{down / height:.2%}"
    else:
        x = f"calc({x} + {text.get('dx', '0em')})" if "%" in x else f"{x}px" if _NUMBER.fullmatch(x) else x
    back = {"middle": "-50%", "end": "-100%"}.get(text.get("text-anchor", ""), "0")
    if text.get("direction") == "rtl":
        back = {"middle": "-50%", "end": "0"}.get(text.get("text-anchor", ""), "-100%")
    return f"left:{x};top:calc({y} - {_TO_MIDDLE});transform:translateX({back})"


def _moved(text: Element, within: Mapping[Element, Element], x: float, y: float) -> tuple[float, float]:
    """Return where a point of a text is, once all that it stands in has been moved."""
    for element in _upwards(text, within):
        for kind, first, second in reversed(_TRANSFORM.findall(element.get("transform", ""))):
            one, other = float(first), float(second or (first if kind == "scale" else 0))
            x, y = (x + one, y + other) if kind == "translate" else (x * one, y * other)
    return x, y


def _upwards(element: Element, within: Mapping[Element, Element]) -> Iterator[Element]:
    while element in within:
        yield element
        element = within[element]
