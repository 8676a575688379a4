"""What exists: one file a kind of output, and this folder is the registry.

Every module has a function `plan(edition)` that yields outputs; its
docstring's first line is what `dateline outputs` prints."""

from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules

from builder.views.edition import Edition
from builder.views.output import Output, Plan, make_plan


def kinds() -> tuple[str, ...]:
    """List the kinds of output, sorted."""
    return tuple(sorted(found.name for found in iter_modules(__path__) if not found.ispkg))


def description(kind: str) -> str:
    """Give the first line of a kind's docstring."""
    return (import_module(f"{__name__}.{kind}").__doc__ or "").splitlines()[0]


def plan(edition: Edition) -> Plan:
    """Plan the whole site: ask every kind for its outputs."""
    return make_plan(_all_outputs(edition))


def find(path: str, edition: Edition, likely: str | None) -> tuple[str, Output] | None:
    """Find the output that a path is to hold, and its kind, planning no more than that takes."""
    for kind in sorted(kinds(), key=lambda kind: (kind != likely, kind)):
        for output in _planner(kind)(edition):
            if output.path == path:
                return kind, output
    return None


def _all_outputs(edition: Edition) -> Iterator[tuple[str, Output]]:
    for kind in kinds():
        for output in _planner(kind)(edition):
            yield kind, output


def _planner(kind: str) -> Callable[[Edition], Iterator[Output]]:
    planner: Callable[[Edition], Iterator[Output]] = import_module(f"{__name__}.{kind}").plan
    return planner
