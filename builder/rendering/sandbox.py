"""Render templates of a site's own theme within bounds: what they reach is data, and a page costs so much at most.

`template_rules.py` has refused beforehand whatever a template's text shows. What is left for here are values: of
what kind they are, and how large they grow. Jinja's immutable sandbox is the ground, and this one is stricter: it
lets through fields and items of data, and calls macros and two methods of texts."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from functools import wraps
from types import MappingProxyType
from typing import NoReturn

from jinja2 import TemplateRuntimeError
from jinja2.exceptions import SecurityError
from jinja2.nodes import EvalContext
from jinja2.runtime import BlockReference, Macro, TemplateReference, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup
from msgspec import Struct

from builder.rendering.template_rules import METHODS, shown
from builder.views.edition import Html

_Filter = Callable[..., object]

# What one page may cost, in steps of some 10 ns: one for a character that is written or compared, and so many for an
# item of a list, a turn of a loop, a filter, and a macro, a block or a part. Together about a second.
MOST_STEPS = 100_000_000
OF_AN_ITEM, OF_A_TURN, OF_A_FILTER, OF_A_BODY = 10, 20, 200, 200


class Work:
    """What is left of what a page may cost; renewed for every page."""

    def __init__(self) -> None:
        self._left = MOST_STEPS

    def renew(self) -> None:
        """Begin another page."""
        self._left = MOST_STEPS

    def spend(self, amount: int) -> None:
        """Take an amount; raise TemplateRuntimeError where more is asked for than there is."""
        self._left -= amount
        if self._left < 0:
            raise TemplateRuntimeError(
                f"the page takes more than {MOST_STEPS:,} steps: let the theme loop over less, and write less"
            )

    def sized(self, value: object) -> object:
        """Count a value by all that it holds, and return it."""
        if isinstance(value, str):
            self.spend(len(value))
            return value
        waiting = [value]
        while waiting:
            part = waiting.pop()
            if isinstance(part, (tuple, list)):
                waiting += part
            self.spend(len(part) if isinstance(part, (str, dict)) else OF_AN_ITEM)
        return value

    def text(self, value: object) -> object:
        """Count what is written, and return it; raise TemplateRuntimeError where it is no text."""
        if isinstance(value, Html):
            return self.sized(Markup(value))
        if not isinstance(value, _WRITTEN):
            raise TemplateRuntimeError(
                f"a value of the kind {type(value).__name__} is not a text: write one of its fields"
            )
        return self.sized(value)

    def counted(self, name: str, function: _Filter) -> _Filter:
        """Count what a filter takes and what it makes; what it may make much of, beforehand."""
        growth = _GROWTH.get(name)

        @wraps(function)
        def filtered(*values: object, **named: object) -> object:
            self.spend(OF_A_FILTER)
            for value in (*values, *named.values()):
                if name in _OF_TEXTS and not isinstance(value, (*_WRITTEN, Html, EvalContext)):
                    kind = type(value).__name__
                    raise TemplateRuntimeError(f"`{name}` takes texts, and no {kind}: write one of its fields")
                self.sized(value)
            if growth is not None:
                self.spend(growth(*values, **named))
            made = function(*values, **named)
            return self.sized(list(made) if isinstance(made, Iterator) else made)

        return filtered


class Sandbox(ImmutableSandboxedEnvironment):
    """An environment for templates that are not ours."""

    def getattr(self, obj: object, attribute: str) -> object:
        """Look up a field; a key of a mapping is written like one."""
        if not isinstance(obj, Struct) and isinstance(obj, _LOOKED_UP):
            return self.getitem(obj, attribute)
        # A field that is not there is an error at once, as it is in our own templates.
        value: object = getattr(obj, attribute)
        return value if self.is_safe_attribute(obj, attribute, value) else self.unsafe_undefined(obj, attribute)

    def getitem(self, obj: object, argument: object) -> object:
        """Look up an item of a mapping or a sequence, and never a field by a key."""
        if not isinstance(obj, (str, tuple, list, *_LOOKED_UP)):
            return self.unsafe_undefined(obj, str(argument))
        try:
            found: object = obj[argument]  # type: ignore[call-overload, index]  # Caught below.
        except (TypeError, LookupError):
            return self.undefined(obj=obj, name=str(argument))
        return found

    def unsafe_undefined(self, obj: object, attribute: str) -> NoReturn:
        """Refuse at once: what is never used would not be told."""
        raise SecurityError(
            f'"{shown(attribute)}" of a value of the kind {type(obj).__name__} is not available here: '
            "docs/reference/themes.md lists the fields of each view"
        )

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        """Allow data, macros, and two methods of texts."""
        if attr.startswith("_"):
            return False
        if callable(value):
            return isinstance(value, Macro) or (isinstance(obj, str) and attr in METHODS)
        # All that is left of Python's insides is data of a struct, and what Jinja knows better.
        return isinstance(obj, Struct) or super().is_safe_attribute(obj, attr, value)

    def is_safe_callable(self, obj: object) -> bool:
        """Allow calls of macros, blocks and the permitted methods of texts."""
        is_method = isinstance(getattr(obj, "__self__", None), str)
        return isinstance(obj, Macro | BlockReference) or is_method


def _replaced(_: object, text: object, old: object, new: object) -> int:
    return str(text).count(str(old)) * len(str(new))


def _filled(text: str, /, **values: object) -> int:
    return sum(text.count(f"{{{name}}}") * len(str(value)) for name, value in values.items())


def _linked(items: Sequence[object], separator: str = ", ") -> int:
    return len(items) * len(separator)


def _joined(_: object, items: Sequence[object], separator: str = "") -> int:
    if not all(isinstance(item, _WRITTEN) for item in items):
        raise TemplateRuntimeError("`join` joins texts alone: loop over the values")
    return len(items) * len(separator)


# What `a.b` asks for `b` as for an item; blocks are items of `self`.
_LOOKED_UP = (Mapping, TemplateReference)
# Filters that would write what Python says of any value.
_OF_TEXTS = frozenset(
    "capitalize e escape fill forceescape html lang link lower marked replace trim upper direction".split()
)
_WRITTEN = (str, int, float, date, Enum, Undefined, type(None))
_GROWTH: Mapping[str, Callable[..., int]] = MappingProxyType(
    {"replace": _replaced, "fill": _filled, "anchors": _linked, "join": _joined}
)
