"""Headings within a body: their levels without a gap from 2 on, as the page's title is the only one of 1, and ids."""

import re
from collections.abc import Iterable, Iterator, Sequence


def tags_and_ids(levels: Sequence[int], texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Return the tag and the id of each heading, from the levels and texts that were written."""
    used = sorted(set(levels))
    taken: dict[str, int] = {}
    for level, text in zip(levels, texts, strict=True):
        yield f"h{min(used.index(level) + 2, 6)}", _heading_id(text, taken)


def _heading_id(text: str, taken: dict[str, int]) -> str:
    """Choose an id that no other heading has; `taken` holds the number with which each was tried last."""
    stem = id = "h_" + "-".join(re.findall(r"\w+", text.lower()))
    while id in taken:
        taken[stem] += 1
        id = f"{stem}-{taken[stem]}"
    taken[id] = 1
    return id
