"""Find the executor that the operator names: `package.module:factory`, from what is installed."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from builder.model.errors import BuilderError

if TYPE_CHECKING:
    from builder.workers.remote import ExecutorFactory


def named_executor(name: str) -> "ExecutorFactory":
    """Import a factory of executors; raise BuilderError if there is none of that name."""
    import pkgutil

    # Workers that are started as new processes are not to look for modules in the folder that they are started in.
    os.environ["PYTHONSAFEPATH"] = "1"
    try:
        with _without_the_current_folder():
            found: object = pkgutil.resolve_name(name)
    except (ValueError, ImportError, AttributeError) as error:
        raise BuilderError(
            f'there is no executor "{name}" ({error}): name a function as package.module:function, '
            "from what is installed"
        ) from None
    if not callable(found):
        raise BuilderError(f'"{name}" is not a function that returns an executor: give one that is')
    factory: ExecutorFactory = found
    return factory


@contextmanager
def _without_the_current_folder() -> Iterator[None]:
    """Remove the folder Python searches first: the current folder is content, and content is never run."""
    whole = sys.path
    sys.path = whole[1:] if whole[0] in ("", os.getcwd()) else whole
    try:
        yield
    finally:
        sys.path = whole
