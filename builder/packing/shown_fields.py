"""Take out of a file's fields what readers are shown, as plain values: what is not listed here does not leave.

Comments, private keys and all that is read and never shown are gone with the rest."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from builder.reading.nodes import List, Map, Node, is_private

Value = str | list["Value"] | dict[str, "Value"]

SOURCE_FIELDS = (
    *(
        "id",
        "citation-key",
        "type",
        "title",
        "author",
        "container-title",
        "publisher",
        "issued",
        "date_text",
        "accessed",
    ),
    *("URL", "archived", "DOI", "language", "country", "genre", "affiliation", "proximity", "page", "mirror", "note"),
)
_SAID = MappingProxyType(
    {
        "site": (
            *("title", "description", "language", "languages", "translations", "url", "time_zone", "theme", "sides"),
            *("types", "front", "pages", "licence", "full_text", "hosting", "sharing", "data", "links", "editions"),
        ),
        "entries": (
            *("title", "date", "end", "time_zone", "date_text", "summary", "ongoing_as_of", "type", "tags", "actors"),
            *("places", "claims", "assessment", "quotes", "part_of", "related", "status", "published", "updated"),
            *("corrections", "lang", "dir", "authors", "confidence", "confidence_reason", "warnings", "formerly"),
        ),
        "actors": (
            *("kind", "names", "side", "part_of", "affiliation", "roles", "person", "sources", "wikidata"),
            "formerly",
        ),
        "places": (
            *("kind", "names", "precision", "part_of", "sources", "time_zone", "geonames", "wikidata", "formerly"),
        ),
        "pages": ("title", "summary", "lang", "dir", "formerly"),
        "stories": ("title", "summary", "lang", "dir", "formerly"),
        "questions": ("title", "exclusive", "lang"),
        "translations": ("title", "summary", "translator", "review", "claims", "questions"),
        "sources": SOURCE_FIELDS,
        "media": (
            *("file", "url", "archived", "kind", "alt", "caption", "credit", "licence", "verification", "graphic"),
            *("warning", "focal", "publish"),
        ),
        # Of a withdrawn entry its title, dates and reason are left.
        "withdrawn": (
            *("title", "date", "end", "time_zone", "date_text", "status", "published", "updated", "corrections"),
            *("lang", "dir", "formerly"),
        ),
    }
)


def shown(node: Node | None, kind: str) -> dict[str, Value]:
    """Return the fields of a map that readers are shown."""
    if not isinstance(node, Map):
        return {}
    found = {key: plain(value) for key, (_, value) in node.items.items() if key in _SAID[kind]}
    return {key: value for key, value in found.items() if value is not None}


def plain(node: Node) -> Value | None:
    """Return a value without its places, private keys and comments; None for one that says nothing."""
    match node:
        case List(items=items):
            return [value for item in items if (value := plain(item)) is not None]
        case Map(items=pairs):
            kept = {key: plain(value) for key, (_, value) in pairs.items() if not is_private(key)}
            return {key: value for key, value in kept.items() if value is not None}
        case _:
            return None if node.is_null else node.value


def items_of(node: Node | None) -> list[Node]:
    """Return the items of a list; one alone stands for a list of one."""
    match node:
        case None:
            return []
        case List(items=items):
            return items
        case _:
            return [node]


def with_sources(value: Value, change: Callable[[Value], Value]) -> Value:
    """Change every `sources` and `source` within a value."""
    match value:
        case list():
            return [with_sources(item, change) for item in value]
        case dict():
            return {
                key: change(inner) if key in ("source", "sources") else with_sources(inner, change)
                for key, inner in value.items()
            }
        case _:
            return value


def some(fields: Mapping[str, Value], keys: Iterable[str]) -> dict[str, Value]:
    """Return those of some fields that are there."""
    return {key: fields[key] for key in keys if key in fields}
