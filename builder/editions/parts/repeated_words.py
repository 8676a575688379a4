"""Shorten files that scripts ask for: what a heading or a summary of the page says already is named by its page."""

import json
from collections.abc import Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element

from builder.editions.parts.tree import words_of

# The first sign of a name; the page's own script knows it, too.
_SIGN = "~"
_SUMMARY = "lede"

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


def words_by_name(leaves: Sequence[Element], addresses: Sequence[str]) -> dict[str, str]:
    """Return the name of each heading (`~12`), summary (`~l12`) and id (`~i12`) of the pages, by its words."""
    found: dict[str, str] = {}
    for number, (leaf, address) in enumerate(zip(leaves, addresses, strict=True)):
        heading = next(leaf.iter("h1"), None)
        summary = next((one for one in leaf.iter("p") if _SUMMARY in one.get("class", "").split()), None)
        for element, kind in ((heading, ""), (summary, "l")):
            if element is not None:
                found.setdefault(words_of(element), f"{_SIGN}{kind}{number}")
        found.setdefault(address.rstrip("/").rpartition("/")[2], f"{_SIGN}i{number}")
    return found


def named(file: str, names: Mapping[str, str]) -> str:
    """Return a file of JSON with names in the place of words; one that has such a word of its own stays as it is."""
    read: Json = json.loads(file)
    if any(text.startswith(_SIGN) for text in _texts(read)):
        return file
    return json.dumps(_with_names(read, names), ensure_ascii=False, separators=(",", ":"))


def _texts(value: Json) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for item in value:
                yield from _texts(item)
        case dict():
            yield from value
            for item in value.values():
                yield from _texts(item)


def _with_names(value: Json, names: Mapping[str, str]) -> Json:
    match value:
        case str() if len(names.get(value, value)) < len(value):
            return names[value]
        case list():
            return [_with_names(item, names) for item in value]
        case dict():
            return {key: _with_names(item, names) for key, item in value.items()}
    return value
