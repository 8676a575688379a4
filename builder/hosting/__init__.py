"""Write the headers of a site in the forms that hosts take: one file a form, and this folder is the registry.

Every module has a function `write_headers(site)`; its docstring's first line says for whom the form is."""

from collections.abc import Callable
from importlib import import_module

from builder.model.registry import modules_in
from builder.model.site import Site


def forms() -> tuple[str, ...]:
    """List the forms, sorted."""
    return modules_in(__path__)


def write_headers(form: str, site: Site) -> str:
    """Write what a host is to say with each file, in one of the forms."""
    write: Callable[[Site], str] = import_module(f"{__name__}.{form}").write_headers
    return write(site)
