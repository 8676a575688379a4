"""The archive with every body typeset and every card ready to be joined into lists."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from msgspec import Struct

from builder.model.archive import Archive
from builder.model.dates import Date
from builder.model.digests import Digested


class Html(Digested):
    """HTML that is known by its digest and fetched when a page needs it: nothing holds all HTML at once."""

    __slots__ = ("_fetch",)

    def __init__(self, digest: bytes, fetch: Callable[[], str]) -> None:
        super().__init__(digest)
        self._fetch = fetch

    def __html__(self) -> str:
        return self._fetch()


class Card(Digested):
    """An entry as lists show it, rendered once: whole, and as one line."""

    __slots__ = ("html", "line")

    def __init__(self, digest: bytes, html: str, line: str) -> None:
        super().__init__(digest)
        self.html, self.line = html, line


class Heading(Struct, frozen=True):
    """A day; where the day, the month or more is unknown (0), `date` is to be said in words instead."""

    year: int
    month: int
    day: int
    date: Date | None


@dataclass(frozen=True, slots=True)
class SetBody:
    """A typeset body; `inner_links` are the addresses within the site that it leads to, with line and column."""

    html: Html
    inner_links: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """All that outputs are made of. Bodies are found as `entries/ID`, `actors/ID` and so on.

    `headings` tell under which day an entry stands; `cited` lists the sources of a body's page in the order of their
    numbers; `zones` tell the time zone that counts for an entry; `order` its place in the whole chronology
    (`("", id)`) or in that of `actors/ID` or `places/ID`. `assets` are the theme's files by address; `media` tells
    where those of `content/media/` lie."""

    archive: Archive
    bodies: Mapping[str, SetBody]
    cards: Mapping[str, Card]
    headings: Mapping[str, Heading]
    cited: Mapping[str, tuple[str, ...]]
    zones: Mapping[str, str]
    order: Mapping[tuple[str, str], int]
    assets: Mapping[str, bytes]
    media: Mapping[str, Path]
