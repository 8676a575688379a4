"""Filters of templates that are made, with all that they import, when a template first uses one of them."""

from collections.abc import Callable, Collection, Mapping
from functools import cached_property, partial


class LateFilters:
    """Filters of which only the names are known before one is used."""

    def __init__(self, names: Collection[str], make: Callable[[], Mapping[str, Callable[..., object]]]) -> None:
        self._names, self._make = names, make

    def filters(self) -> dict[str, Callable[..., object]]:
        """Return what templates call."""
        return {name: partial(self._use, name) for name in self._names}

    @cached_property
    def _made(self) -> Mapping[str, Callable[..., object]]:
        made = self._make()
        assert made.keys() == {*self._names}
        return made

    def _use(self, name: str, *values: object, **named: object) -> object:
        return self._made[name](*values, **named)
