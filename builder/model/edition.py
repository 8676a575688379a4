"""The archive with every body typeset and every card ready to be joined into lists."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from builder.model.archive import Archive
from builder.model.body import Body


class Card:
    """An entry as lists show it, rendered once: whole, and as one line."""

    __slots__ = ("html", "line")

    def __init__(self, html: str, line: str) -> None:
        self.html, self.line = html, line

    def __html__(self) -> str:
        return self.html


@dataclass(frozen=True, slots=True)
class Edition:
    """All that outputs are made of. Bodies are found as `entries/ID`, `actors/ID` and so on.

    `cited` lists the sources of a body's page in the order of their numbers; `zones` the time zone that counts for
    an entry; `order` the place of an entry in the whole chronology (`("", id)`) or in that of `actors/ID` or
    `places/ID`. `assets` are the theme's files by address; `media` tells where those of `content/media/` lie."""

    archive: Archive
    bodies: Mapping[str, Body]
    cards: Mapping[str, Card]
    cited: Mapping[str, tuple[str, ...]]
    zones: Mapping[str, str]
    order: Mapping[tuple[str, str], int]
    assets: Mapping[str, bytes]
    media: Mapping[str, Path]
