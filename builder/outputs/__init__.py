"""What exists: one file a kind of output, and this folder is the registry.

Every module whose name has no leading underscore has a function `plan(edition)` that yields outputs; its
docstring's first line is what `dateline outputs` prints."""

from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules

from builder.model.edition import Edition
from builder.model.output import Output, Plan, make_plan


def kinds() -> tuple[str, ...]:
    """List the kinds of output, sorted."""
    return tuple(sorted(found.name for found in iter_modules(__path__) if not found.name.startswith("_")))


def description(kind: str) -> str:
    """Give the first line of a kind's docstring."""
    return (import_module(f"{__name__}.{kind}").__doc__ or "").splitlines()[0]


def plan(edition: Edition) -> Plan:
    """Plan the whole site: ask every kind for its outputs."""
    return make_plan(_all_outputs(edition))


def _all_outputs(edition: Edition) -> Iterator[tuple[str, Output]]:
    for kind in kinds():
        planner: Callable[[Edition], Iterator[Output]] = import_module(f"{__name__}.{kind}").plan
        for output in planner(edition):
            yield kind, output
