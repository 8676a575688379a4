"""Remove every secret from words that are going to be printed."""

import re
from collections.abc import Mapping

_NAMES = re.compile(r"(?i)secret|passw|passphrase|token|credential|key|_pass$|auth")
_USERINFO = re.compile(r"(?i)([a-z][a-z0-9+.-]*://)[^/@\s'\"]+@")
# Shorter values occur in ordinary words, and masking those would reveal them.
_SHORTEST = 4


def masked(words: str, environment: Mapping[str, str]) -> str:
    """Leave out the values of secret variables, and who logs in to an address and how."""
    values = {value for name, value in environment.items() if _NAMES.search(name) and len(value) >= _SHORTEST}
    for value in sorted(values, key=len, reverse=True):
        words = words.replace(value, "…")
    return _USERINFO.sub(r"\1", words)
