"""Read the types of an entry: values of the table of event types, and those that a site adds."""

import re

from builder.model.advice import Advice
from builder.model.event_types import EVENT_TYPES
from builder.model.nearest import did_you_mean
from builder.reading import shapes
from builder.reading.fields import Fields
from builder.reading.values import as_text


def read_types(fields: Fields, own_types: frozenset[str]) -> tuple[str, ...]:
    """Read `type`, one value or several."""
    found = []
    for node in fields.nodes("type", _some_types):
        text = as_text(node, fields.notes, "type")
        if text in _EVENT_TYPES or text in own_types:
            found.append(text)
        elif text is not None:
            hint = (
                _types_listed(text, own_types)
                or _kind_of_text(text)
                or did_you_mean(text, _EVENT_TYPES | own_types)
                or "use a value from the table of event types, or add it to site.yaml"
            )
            fields.notes.note(node, "type-unknown", f'unknown event type "{text}"', hint)
    return tuple(found)


def _types_listed(text: str, own_types: frozenset[str]) -> Advice:
    """Advise how to write several types that are written as one word."""
    types = [word for word in re.split(r"[,;\s]+", text) if word]
    if len(types) < 2 or not {*types} <= _EVENT_TYPES | own_types:
        return Advice()
    listed = f"[{', '.join(types)}]"
    return Advice(f"write {listed}: a list is written in brackets", (listed,), text)


def _kind_of_text(text: str) -> Advice:
    """Advise on what other generators call every text."""
    return Advice("remove it: `type` says what kind of event it is") if text.lower() in _TEXTS else Advice()


def _some_types() -> shapes.Schema:
    # A site may add types of its own.
    return shapes.suggested(EVENT_TYPES)


_TEXTS = ("post", "posts", "page", "article", "blog", "event", "entry", "note", "item", "default")
_EVENT_TYPES = frozenset(EVENT_TYPES)
