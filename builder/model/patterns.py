"""Regular expressions that are compiled when they are first used.

To compile all of ours takes a twentieth of an edit of a small site, and most runs use few. What every run uses is as
well written with `re.compile`."""

import re
from typing import cast

_METHODS = ("findall", "finditer", "fullmatch", "match", "pattern", "search", "split", "sub", "subn")


class _Uncompiled:
    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> object:
        # Its methods become this object's own, so that it costs nothing from then on.
        compiled = re.compile(self._source, self._flags)
        vars(self).update({method: getattr(compiled, method) for method in _METHODS})
        return getattr(compiled, name)


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern that is compiled when it is first used."""
    return cast(re.Pattern[str], _Uncompiled(source, flags))
