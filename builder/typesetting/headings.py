"""Headings within a body: their levels without a gap from 2 on, as the page's title is the only one of 1, and ids."""

import re
from collections.abc import Iterable, Iterator, Sequence


def tags_and_ids(levels: Sequence[int], texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Return the tag and the id of each heading, from the levels and texts that were written."""
    used = sorted(set(levels))
    taken: set[str] = set()
    for level, text in zip(levels, texts, strict=True):
        yield f"h{min(used.index(level) + 2, 6)}", _heading_id(text, taken)


def _heading_id(text: str, taken: set[str]) -> str:
    stem = "h_" + "-".join(re.findall(r"\w+", text.lower()))
    id, number = stem, 2
    while id in taken:
        id, number = f"{stem}-{number}", number + 1
    taken.add(id)
    return id
