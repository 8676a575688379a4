"""Write a file of content, its fields as front matter.

Reading keeps the line and column of each value, so it is another matter (`reading/front_matter.py`). Events go
straight to YAML's emitter: nodes in between would take most of the time of a large import. No anchors are written,
since content is read without."""

from collections.abc import Mapping
from functools import lru_cache

import frontmatter
import yaml
from frontmatter.default_handlers import YAMLHandler
from yaml.events import (
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)
from yaml.nodes import ScalarNode
from yaml.resolver import Resolver

try:
    from yaml import CSafeDumper as _Dumper
except ImportError:  # PyYAML built without libyaml.
    from yaml import SafeDumper as _Dumper  # type: ignore[assignment]  # The two share no base class but their methods.


class _PlainYaml(YAMLHandler):
    """Fields as plain YAML, which content is read as: without anchors, and with texts that stay texts."""

    def export(self, metadata: Mapping[str, object], **kwargs: object) -> str:
        return plain_yaml(metadata).rstrip("\n")


def content_file(fields: Mapping[str, object], body: str) -> str:
    """Write a file of content: its fields as front matter, and its text."""
    post = frontmatter.Post(body.strip())
    # Not as arguments: a field may be called as one of them is.
    post.metadata = dict(fields)
    return f"{frontmatter.dumps(post, handler=_PlainYaml())}\n"


def plain_yaml(value: object) -> str:
    """Write maps, lists, texts and numbers as YAML; texts that other tools take for something else are quoted."""
    text: str = yaml.emit(_document(value), Dumper=_Dumper, allow_unicode=True)
    return text


def _document(value: object) -> list[Event]:
    found: list[Event] = [StreamStartEvent(), DocumentStartEvent(explicit=False)]
    _add(value, found)
    return [*found, DocumentEndEvent(explicit=False), StreamEndEvent()]


def _add(value: object, found: list[Event]) -> None:
    match value:
        case str():
            found.append(_text(value))
        case dict() | Mapping() if value:
            found.append(MappingStartEvent(None, None, True, flow_style=False))
            for key, item in value.items():
                found.append(_text(key if isinstance(key, str) else str(key)))
                _add(item, found)
            found.append(MappingEndEvent())
        case list() | tuple() if value:
            found.append(SequenceStartEvent(None, None, True, flow_style=False))
            for item in value:
                _add(item, found)
            found.append(SequenceEndEvent())
        case bool():
            found.append(ScalarEvent(None, None, _PLAIN, "true" if value else "false"))
        case int() | float():
            found.append(ScalarEvent(None, None, _PLAIN, str(value)))
        case _:
            raise TypeError(f"{value!r} has no place in front matter")


# Names of fields, and of those who are in many rows, come again and again.
@lru_cache(maxsize=8192)
def _text(text: str) -> ScalarEvent:
    return ScalarEvent(None, None, _PLAIN, text, style="'" if _looks_like_another(text) else None)


def _looks_like_another(text: str) -> bool:
    """Return whether YAML 1.1 would read a plain text as a number, a date, a flag or nothing."""
    if text and text[0] not in _BEGINNINGS:
        return False
    tag: str = _RESOLVER.resolve(ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]  # Its stubs lack it.
    return tag != "tag:yaml.org,2002:str"


_PLAIN = (True, True)
_RESOLVER = Resolver()
_BEGINNINGS = frozenset(start for start in Resolver.yaml_implicit_resolvers if start)
