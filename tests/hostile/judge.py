"""Judge published files as a browser or a feed reader takes them: nothing in them runs, loads or leads astray."""

import json
import re
from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, fromstring

import html5lib

# What a page may hold of elements that can run or load something; each is looked at more closely below.
_FORBIDDEN = frozenset("iframe object embed applet base form frame frameset portal style marquee noscript".split())
_LOADING = frozenset(("src", "href", "srcset", "action", "formaction", "data", "poster", "background", "xlink:href"))
_SCHEMES = frozenset(("", "http", "https", "mailto"))
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def faults_in(path: str, data: bytes, ours: frozenset[str]) -> list[str]:
    """List what is wrong with a published file; `ours` are the pages' own elements that hold scripts and forms."""
    if path.startswith(("assets/", "media/")) or path.endswith((".gz", ".br")):
        return []
    text = data.decode("utf-8")
    found = [f"{path}: a control character U+{ord(match[0]):04X}" for match in _CONTROLS.finditer(text)]
    if path.endswith(".html"):
        found += [f"{path}: {fault}" for fault in _faults_in_page(text, ours)]
    elif path.endswith((".xml", ".atom", ".svg")):
        found += [f"{path}: <{name}>" for each in fromstring(text).iter() if (name := _name(each)) == "script"]
    elif path.endswith((".json", ".jsonld", ".webmanifest")):
        json.loads(text)
    return found


def elements_that_run(page: str) -> frozenset[str]:
    """Return the elements of a page that run or load something, as written: those of a harmless site are ours."""
    return frozenset(
        _written(element) for element in _parsed(page) if _name(element) in _FORBIDDEN | {"script", "link"}
    )


def _faults_in_page(page: str, ours: frozenset[str]) -> Iterator[str]:
    for element in _parsed(page):
        name = _name(element)
        if name == "script" and element.get("type") in ("application/ld+json", "application/json"):
            json.loads(element.text or "")
        elif (
            name in _FORBIDDEN | {"script", "link"} and _written(element) not in ours and not _is_of_the_site(element)
        ):
            yield f"<{name}> that is not the theme's: {_written(element)[:80]}"
        for key, value in element.attrib.items():
            if str(key).lower().startswith("on") or key in ("style", "srcdoc"):
                yield f'an attribute {key}="{value[:60]}" of <{name}>'
            elif str(key) in _LOADING and not _is_harmless(value, name):
                yield f'{key}="{value[:60]}" of <{name}>'


def _parsed(page: str) -> Iterator[Element]:
    return (each for each in html5lib.parse(page, namespaceHTMLElements=False).iter() if isinstance(each.tag, str))


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _written(element: Element) -> str:
    # Pages at other depths lead to the same files by another number of steps.
    return re.sub(r"(\.\./)+|\./", "", f"{_name(element)} {sorted(element.attrib.items())} {element.text or ''}")


def _is_of_the_site(element: Element) -> bool:
    """Return whether an element loads a file of the theme, or says where the page itself is, or what belongs to it."""
    if re.fullmatch(r"(?:\./|(?:\.\./)*|/)assets/[\w.-]+", element.get("src") or element.get("href") or ""):
        return not (element.text or "").strip()
    return _name(element) == "link" and element.get("rel") in ("canonical", "alternate", "prev", "next", "license")


def _is_harmless(address: str, element: str) -> bool:
    seen = re.sub(r"[\t\n\r]", "", address).strip("".join(map(chr, range(33))))
    scheme, host = urlsplit(seen)[:2] if "[" not in seen else ("", "")
    if element in ("img", "source", "script", "video", "audio", "image", "use"):
        return not scheme and not host and not seen.startswith(("//", "\\"))
    return scheme.lower() in _SCHEMES and not seen.startswith(("//", "\\", "/\\"))
