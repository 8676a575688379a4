"""Find the compiled templates that a user's own folder keeps, and by what the code that made them is known."""

import os
from pathlib import Path

from builder.publishing.seal import is_handed_in, secret
from builder.reading.own_code import digest_of_own_code, stamp_of_own_code
from builder.rendering.kept_code import KeptCode


def mark_of_own_code() -> bytes:
    """Return by what the code is known that worked out what is kept: its stamps, or what it holds.

    Stamps are quicker, but another machine, where it is installed anew, has others."""
    return digest_of_own_code() if is_handed_in() else stamp_of_own_code()


def kept_code() -> KeptCode:
    """Return the compiled templates in the folder that the XDG base directories name for caches."""
    folder = os.environ.get("XDG_CACHE_HOME", "")
    base = Path(folder) if os.path.isabs(folder) else Path.home() / ".cache"
    return KeptCode(base / "dateline" / "templates", secret(), mark_of_own_code())
