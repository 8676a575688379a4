"""The checker: every rule is a generator that reads the archive and yields findings; it never prints.

Every module whose name has no leading underscore is a family with a tuple `RULES`."""

from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules

from builder.checking._links import check_links
from builder.model.archive import Archive
from builder.model.problem import Finding

Rule = Callable[[Archive], Iterator[Finding]]


def families() -> tuple[str, ...]:
    """List the families of rules, sorted."""
    return tuple(sorted(found.name for found in iter_modules(__path__) if not found.name.startswith("_")))


def check(archive: Archive) -> Iterator[Finding]:
    """Apply every rule."""
    for family in families():
        rules: tuple[Rule, ...] = import_module(f"{__name__}.{family}").RULES
        for rule in rules:
            yield from rule(archive)


__all__ = ("check", "check_links", "families")
