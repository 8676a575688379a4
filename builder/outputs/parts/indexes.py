"""An index page: all actors, places, tags or sources, in groups, each with the number of its entries."""

import unicodedata
from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from builder.model.dates import Date
from builder.model.source import Grade
from builder.views.output import View


class IndexItem(Struct, frozen=True):
    """One line of an index; `aliases` are further names, each with its language.

    `issued` is when a source came out, `grade` how near it is to the first publication."""

    words: str
    address: str
    count: int
    side: str | None = None
    issued: Date | None = None
    aliases: tuple[tuple[str, str | None], ...] = ()
    lang: str | None = None
    grade: Grade | None = None


class IndexGroup(Struct, frozen=True):
    """Lines under one heading: `key` is looked up in the theme's words, `words` are shown as they are.

    `letter` is the one under which the heading is the first, in an index that is looked through by letters."""

    key: str | None
    words: str | None
    items: tuple[IndexItem, ...]
    letter: str | None = None


class IndexPart(Struct, frozen=True):
    """A part of an index that is too long for one page: the first and the last of its headings."""

    number: int
    address: str
    first: str | None
    last: str | None


class IndexView(View, frozen=True, kw_only=True):
    """All that an index page shows; `key` names the theme's words for its title and introduction.

    A long index has several `parts`, and the page shows one of them."""

    key: str
    groups: tuple[IndexGroup, ...]
    parts: tuple[IndexPart, ...] = ()
    part: int = 1

    @property
    def grades(self) -> tuple[Grade, ...]:
        """List the grades of the sources in the index."""
        return tuple(
            grade for grade in Grade if any(item.grade is grade for group in self.groups for item in group.items)
        )


def index_view(section: str, groups: Iterable[IndexGroup]) -> IndexView:
    """Show the index of a part of the menu."""
    return IndexView(address=f"{section}/", title="", section=section, key=section, groups=tuple(groups))


def with_letters(groups: Iterable[IndexGroup]) -> tuple[IndexGroup, ...]:
    """Mark the first group under each letter; what begins with no letter is under `#`."""
    found: list[IndexGroup] = []
    seen: set[str] = set()
    for group in groups:
        first = unicodedata.normalize("NFD", group.words or "")[:1].upper()
        letter = first if first.isalpha() else "#"
        found.append(group if letter in seen else replace(group, letter=letter))
        seen.add(letter)
    return tuple(found)


def by_words(item: IndexItem) -> tuple[str, str]:
    """Sort by words without regard to case, then by address, so that the order is total."""
    return item.words.casefold(), item.address
