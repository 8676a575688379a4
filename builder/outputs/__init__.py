"""What exists: one file a kind of output, and this folder is the registry.

Every module has a function `plan(edition)` that yields outputs, or `plan_last(edition, planned)` if these follow from
the others; a `SECTION` puts it into the menu. The docstring's first line is what `dateline outputs` prints."""

from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from types import ModuleType

from builder.model.archive import Archive
from builder.model.registry import modules_in
from builder.views.edition import Edition
from builder.views.output import Output, Plan, make_plan


def kinds() -> tuple[str, ...]:
    """List the kinds of output, sorted."""
    return _kinds_in(tuple(__path__))


def description(kind: str) -> str:
    """Return the first line of a kind's docstring."""
    return (import_module(f"{__name__}.{kind}").__doc__ or "").splitlines()[0]


def plan(edition: Edition) -> Plan:
    """Plan the whole site: ask every kind for its outputs."""
    return make_plan(_all_outputs(edition))


def find(path: str, edition: Edition, likely: str | None) -> tuple[str, Output] | None:
    """Find the output for a path, and its kind, and plan no more than that takes."""
    for kind in sorted(kinds(), key=lambda kind: (kind != likely, kind in _last(), kind)):
        for output in _planned(kind, edition):
            if output.path == path:
                return kind, output
    return None


def sections(archive: Archive) -> tuple[str, ...]:
    """List the parts of the menu, in their order."""
    found = [section for kind in kinds() if (section := vars(_module(kind)).get("SECTION"))]
    return tuple(each.name for each in sorted(found, key=lambda section: section.order) if each.is_there(archive))


def _all_outputs(edition: Edition) -> list[tuple[str, Output]]:
    planned = [(kind, output) for kind in _first() for output in _module(kind).plan(edition)]
    outputs = [output for _, output in planned]
    return planned + [(kind, output) for kind in _last() for output in _module(kind).plan_last(edition, outputs)]


def _planned(kind: str, edition: Edition) -> Iterator[Output]:
    if kind in _first():
        return iter(_module(kind).plan(edition))
    outputs = [output for first in _first() for output in _module(first).plan(edition)]
    return iter(_module(kind).plan_last(edition, outputs))


def _first() -> Sequence[str]:
    return _with("plan", kinds())


def _last() -> Sequence[str]:
    return _with("plan_last", kinds())


@cache
def _kinds_in(folders: tuple[str, ...]) -> tuple[str, ...]:
    # A preview asks thirty times for each page.
    return modules_in(folders)


@cache
def _with(function: str, named: tuple[str, ...]) -> Sequence[str]:
    return [kind for kind in named if function in vars(_module(kind))]


def _module(kind: str) -> ModuleType:
    return import_module(f"{__name__}.{kind}")
