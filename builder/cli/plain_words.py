"""Read the plainest command line, `dateline build` with a site and an output folder at most, importing no library.

Whatever else a command line may hold, and whatever may be wrong with this one, is left to click."""

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def plain_folders(words: "Sequence[str]") -> tuple[str, str | None] | None:
    """Return the site and the output folder of a plain build; None where there is more to the command."""
    if not words or words[0] != "build" or _is_odd():
        return None
    found: dict[str, str] = {}
    rest = list(words[1:])
    while rest:
        name, sign, value = rest.pop(0).partition("=")
        if name not in ("--site", "--output") or name in found:
            return None
        value = value if sign else rest.pop(0) if rest else ""
        if not value or value.startswith("-"):
            return None
        found[name] = value
    return found.get("--site", "."), found.get("--output")


def is_folder(path: str) -> bool:
    """Return whether a path is a folder that may be read, or nothing yet."""
    return not os.path.exists(path) or (os.path.isdir(path) and os.access(path, os.R_OK))


def _is_odd() -> bool:
    """Return whether a shell asks for completions, a stream is closed, or the system has no such locks and stamps."""
    completes = any(name.startswith("_") and name.endswith("_COMPLETE") for name in os.environ)
    return completes or os.name != "posix" or sys.stdout is None or sys.stderr is None
