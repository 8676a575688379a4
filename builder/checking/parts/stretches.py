"""Find the stretches of a text in which a pattern may match at all, so that it is not tried at every letter."""

import re
from collections.abc import Iterable, Iterator


def stretches(text: str, stop: re.Pattern[str], *needed: frozenset[str]) -> Iterator[tuple[int, int]]:
    """List the stretches between stops that hold a word of each set; the sets are in lower case."""
    if not _has_each(text, needed):
        return
    start = 0
    for found in (*stop.finditer(text), None):
        end = found.start() if found else len(text)
        if _has_each(text[start:end], needed):
            yield start, end
        start = found.end() if found else end


def _has_each(text: str, needed: Iterable[frozenset[str]]) -> bool:
    words = _WORD.findall(text.lower())
    return not any(some.isdisjoint(words) for some in needed)


_WORD = re.compile(r"\w+")
