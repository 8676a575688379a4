"""An index page: all actors, places, tags or sources, in groups, each with the number of its entries."""

from msgspec import Struct

from builder.model.dates import Date
from builder.views.output import View


class IndexItem(Struct, frozen=True):
    """One line of an index; `aliases` are further names, each with its language.

    `issued` is when a source came out."""

    words: str
    address: str
    count: int
    side: str | None = None
    issued: Date | None = None
    aliases: tuple[tuple[str, str | None], ...] = ()
    lang: str | None = None


class IndexGroup(Struct, frozen=True):
    """Lines under one heading: `key` is looked up in the theme's words, `words` are shown as they are."""

    key: str | None
    words: str | None
    items: tuple[IndexItem, ...]


class IndexView(View, frozen=True, kw_only=True):
    """All that an index page shows; `key` tells which of the theme's words are its title and introduction."""

    key: str
    groups: tuple[IndexGroup, ...]
    count: int


def by_words(item: IndexItem) -> tuple[str, str]:
    """Sort by words without regard to case, then by address, so that the order is total."""
    return item.words.casefold(), item.address
