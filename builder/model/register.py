"""Registers of what can be referred to: ids, and every name in every script that leads to them."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec import Struct

from builder.model.ids import folded, nearest_id
from builder.model.names import Name
from builder.model.raster import Raster


class Register(Struct, frozen=True):
    """The ids of one kind of thing, and every name that leads to them."""

    noun: str
    ids: frozenset[str]
    by_name: Mapping[str, tuple[str, ...]]

    def find(self, word: str) -> tuple[str, ...]:
        """List the ids that a word may mean: itself if it is an id, else all that have it as a name."""
        return (word,) if word in self.ids else self.by_name.get(folded(word), ())

    def with_ids(self, ids: Collection[str]) -> "Register | None":
        """Return the register with ids that are their own only names; None where a word would then mean another."""
        named = {folded(id): (id,) for id in ids}
        if len(named) < len(ids) or not self.by_name.keys().isdisjoint(named):
            return None
        return Register(self.noun, self.ids.union(ids), {**self.by_name, **named}) if named else self

    def words(self) -> Iterable[str]:
        return (*self.ids, *self.by_name)


def make_register(noun: str, named: Mapping[str, tuple[Name, ...]]) -> Register:
    """Make a register from ids and their names."""
    by_name: dict[str, tuple[str, ...]] = {}
    for id, names in named.items():
        # Most ids are their own only names.
        words = {folded(id), *[folded(name.text) for name in names]} if names else (folded(id),)
        for word in words:
            by_name[word] = (*by_name[word], id) if word in by_name else (id,)
    return Register(noun, frozenset(named), by_name)


class Registers(Struct, frozen=True):
    """All that can be referred to; `unshown` says why sources of an export, by id, cannot be shown."""

    actors: Register
    places: Register
    sources: Register
    entries: Register
    pages: Register
    sides: frozenset[str]
    knows_all_sides: bool
    media: Mapping[str, Raster | None]
    claims: Mapping[str, frozenset[str]]
    unshown: Mapping[str, str]

    def why_unshown(self, word: str) -> str | None:
        """Return why a source that is cited by a word cannot be shown."""
        return self.unshown.get(word) or self.unshown.get(nearest_id(word))

    def cited(self, words: Iterable[str]) -> Iterator[str]:
        """List the sources that the citations of a text mean, as far as they are known."""
        for word in words:
            if len(ids := self.sources.find(word)) == 1:
                yield ids[0]
