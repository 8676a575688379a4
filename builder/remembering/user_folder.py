"""Find the compiled templates that a user's own folder keeps for all of their sites."""

import os
from pathlib import Path

from builder.publishing.seal import secret
from builder.reading.own_code import stamp_of_own_code
from builder.rendering.kept_code import KeptCode


def kept_code() -> KeptCode:
    """Return the compiled templates in the folder that the XDG base directories name for caches."""
    folder = os.environ.get("XDG_CACHE_HOME", "")
    base = Path(folder) if os.path.isabs(folder) else Path.home() / ".cache"
    return KeptCode(base / "dateline" / "templates", secret(), stamp_of_own_code())
