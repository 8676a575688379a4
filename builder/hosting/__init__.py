"""Write the headers and redirects of a site as hosts take them: one file a form, and this folder is the registry.

Every module has functions `write_headers(site)` and `write_redirects(moves)`, and its docstring's first line says
for whom the form is."""

from collections.abc import Callable, Iterable
from importlib import import_module

from builder.model.hosting import Moves, base_path
from builder.model.registry import modules_in
from builder.model.site import Site


def forms() -> tuple[str, ...]:
    """List the forms, sorted."""
    return modules_in(__path__)


def write_headers(form: str, site: Site) -> str:
    """Write what a host is to say with each file, in one of the forms."""
    write: Callable[[Site], str] = import_module(f"{__name__}.{form}").write_headers
    return write(site)


def write_redirects(form: str, site: Site, moves: Iterable[tuple[str, str]]) -> str:
    """Write where former addresses lead now: a redirect keeps the `#claim` of a link."""
    write: Callable[[Moves], str] = import_module(f"{__name__}.{form}").write_redirects
    base = base_path(site)
    return write([(f"{base}{old}", f"{base}{new}") for old, new in moves])
