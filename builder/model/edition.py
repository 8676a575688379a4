"""The archive with every body typeset and every card ready to be joined into lists."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from builder.model.archive import Archive


class Html:
    """HTML that is known by its digest and fetched when a page needs it: nothing holds all HTML at once."""

    __slots__ = ("_fetch", "digest")

    def __init__(self, digest: bytes, fetch: Callable[[], str]) -> None:
        self.digest, self._fetch = digest, fetch

    def __html__(self) -> str:
        return self._fetch()


class Card:
    """An entry as lists show it, rendered once: whole, and as one line."""

    __slots__ = ("digest", "html", "line")

    def __init__(self, digest: bytes, html: str, line: str) -> None:
        self.digest, self.html, self.line = digest, html, line


@dataclass(frozen=True, slots=True)
class SetBody:
    """A typeset body; `inner_links` are the addresses within the site that it leads to, with line and column."""

    html: Html
    inner_links: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """All that outputs are made of. Bodies are found as `entries/ID`, `actors/ID` and so on.

    `cited` lists the sources of a body's page in the order of their numbers; `zones` the time zone that counts for
    an entry; `order` the place of an entry in the whole chronology (`("", id)`) or in that of `actors/ID` or
    `places/ID`. `assets` are the theme's files by address; `media` tells where those of `content/media/` lie."""

    archive: Archive
    bodies: Mapping[str, SetBody]
    cards: Mapping[str, Card]
    cited: Mapping[str, tuple[str, ...]]
    zones: Mapping[str, str]
    order: Mapping[tuple[str, str], int]
    assets: Mapping[str, bytes]
    media: Mapping[str, Path]
