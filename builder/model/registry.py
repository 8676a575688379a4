"""List the modules of a room that is a registry: each of its files is a kind, or a family."""

import os
from collections.abc import Iterable


def modules_in(folders: Iterable[str]) -> tuple[str, ...]:
    """List the modules in folders, sorted; what they share is in folders below."""
    # To ask pkgutil takes longer than to import five of them.
    found = {name.removesuffix(".py") for folder in folders for name in os.listdir(folder) if name.endswith(".py")}
    return tuple(sorted(found - {"__init__"}))
