"""Find whom and what a row names among what the publication has, and make stubs of the rest where they are wanted.

A name leads to a place only if the point does too: two villages may bear one name. What a dataset calls somebody is
a name that this dataset uses, and no other."""

import re
from collections.abc import Container, Iterator, Mapping

from builder.importing.record import Fields, NamedPlace, Party
from builder.model.actor import ActorKind
from builder.model.archive import Archive
from builder.model.ids import folded, slug
from builder.model.place import DECIMALS, UNPLACED, PlacePrecision
from builder.model.register import Register, Registers

# How far, in degrees, two points of one place may lie apart.
_NEAR = 0.3
_FINEST_FIRST = tuple(PlacePrecision)
# Precisions that are of the event, and not of the place that it is told to be near to.
_OF_THE_EVENT = (PlacePrecision.VICINITY, PlacePrecision.FUZZY, PlacePrecision.NONE)


class ActorLookup:
    """The publication's actors, and those that rows name besides; every row is to be met before any is found."""

    def __init__(self, archive: Archive, makes_stubs: bool) -> None:
        self.known, self._makes_stubs = archive.registers.actors, makes_stubs
        self._ids: dict[str, str] = {}
        self._taken = {*self.known.ids}
        self._stubs: dict[str, tuple[Party, str | None]] = {}

    def meet(self, party: Party, dataset: str | None) -> None:
        if not self._makes_stubs or self.known.find(party.name):
            return
        key = folded(party.name)
        if key not in self._ids:
            id = self._ids[key] = free_id(slug(party.name) or "actor", self._taken)
            self._taken.add(id)
            self._stubs[id] = (party, dataset)
            return
        met, dataset = self._stubs[self._ids[key]]
        if met.kind is ActorKind.OTHER and party.kind is not ActorKind.OTHER:
            self._stubs[self._ids[key]] = (party, dataset)

    def find(self, name: str) -> str | None:
        """Return the id of an actor; None where nobody has the name, or several do."""
        found = self.known.find(name)
        if found:
            return found[0] if len(found) == 1 else None
        return self._ids.get(folded(name))

    def stubs(self) -> Iterator[tuple[str, Fields]]:
        """List the stubs: the path of each below `content/`, and its fields."""
        for id, (party, dataset) in self._stubs.items():
            yield f"actors/{id}.md", {"kind": party.kind.value, "names": [_name(party.name, dataset)]}


class PlaceLookup:
    """The publication's places, and those that rows name besides; every row is to be met before any is found."""

    def __init__(self, archive: Archive, makes_stubs: bool) -> None:
        self._archive, self.known, self._makes_stubs = archive, archive.registers.places, makes_stubs
        self._ids: dict[tuple[str, tuple[float, float] | None], str] = {}
        self._taken = {*self.known.ids}
        self._stubs: dict[str, tuple[NamedPlace, str, str | None]] = {}
        self._names: set[str] = set()

    def meet(self, where: NamedPlace, dataset: str | None) -> None:
        if not self._makes_stubs or self._registered(where):
            return
        key = _key(where)
        if key not in self._ids:
            name = self._distinct_name(where)
            self._names.add(folded(name))
            id = self._ids[key] = free_id(slug(name) or "place", self._taken)
            self._taken.add(id)
            self._stubs[id] = (where, name, dataset)
            return
        met, name, dataset = self._stubs[self._ids[key]]
        if _rank(where) < _rank(met):
            self._stubs[self._ids[key]] = (where, name, dataset)

    def find(self, where: NamedPlace) -> str | None:
        """Return the id of a place; None where none of this name lies at this point."""
        return self._registered(where) or self._ids.get(_key(where))

    def stubs(self) -> Iterator[tuple[str, Fields]]:
        """List the stubs: the path of each below `content/`, and its fields."""
        for id, (where, name, dataset) in self._stubs.items():
            yield f"places/{id}.md", self._fields(where, name, dataset)

    def _fields(self, where: NamedPlace, name: str, dataset: str | None) -> Fields:
        fields: dict[str, object] = {"kind": where.kind, "names": [_name(name, dataset)]}
        private: dict[str, object] = {}
        precision = None if where.precision in _OF_THE_EVENT else where.precision
        if where.point and where.precision not in UNPLACED:
            decimals = self._archive.site.safety.coordinate_decimals
            decimals = min(decimals, DECIMALS.get(precision, decimals)) if precision else decimals
            fields["point"] = [float(f"{number:.{decimals}f}") for number in where.point]
        if where.point and list(where.point) != fields.get("point"):
            private["point"] = list(where.point)
        if precision:
            fields["precision"] = precision.value
        if where.within:
            private["within"] = list(where.within)
        return {**fields, "private": private} if private else fields

    def _registered(self, where: NamedPlace) -> str | None:
        found = dict.fromkeys(id for name in _names(where) for id in self.known.find(name))
        fitting = [id for id in found if _is_near(self._archive.places[id].point, where.point)]
        return fitting[0] if len(fitting) == 1 else None

    def _distinct_name(self, where: NamedPlace) -> str:
        """Add to a name what the place lies in, where another place has the name."""
        for name in _names(where):
            if folded(name) not in self._names and not self.known.find(name):
                return name
        name = f"{where.name} ({', '.join(f'{number:.2f}' for number in where.point or ())})"
        return free_id(name, self._names)


def named_in(text: str, register: Register) -> tuple[str, ...]:
    """List those whose names stand in a text, as whole words; a name that two have means nobody."""
    words = folded(text)
    found = [
        ids[0]
        for name, ids in register.by_name.items()
        if len(ids) == 1 and name in words and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words)
    ]
    return tuple(dict.fromkeys(found))


def names_registered(registers: Registers) -> Mapping[str, str]:
    """Return the ids of actors and places by each name that means one of them alone."""
    meant: dict[str, set[str]] = {}
    for register in (registers.actors, registers.places):
        for name, ids in register.by_name.items():
            meant.setdefault(name, set()).update(ids)
    return {name: ids.pop() for name, ids in meant.items() if len(ids) == 1}


def free_id(wished: str, taken: Container[str]) -> str:
    """Return an id that nobody has: as wished, or with a number."""
    id, number = wished, 1
    while id in taken:
        number += 1
        id = f"{wished}-{number}"
    return id


def _names(where: NamedPlace) -> tuple[str, ...]:
    return (where.name, *(f"{where.name} ({around})" for around in where.within))


def _name(text: str, dataset: str | None) -> dict[str, str]:
    return {"text": text, "dataset": dataset} if dataset else {"text": text}


def _key(where: NamedPlace) -> tuple[str, tuple[float, float] | None]:
    point = where.point
    return folded(where.name), (round(point[0], 1), round(point[1], 1)) if point else None


def _rank(where: NamedPlace) -> int:
    return len(_FINEST_FIRST) if where.precision is None else _FINEST_FIRST.index(where.precision)


def _is_near(known: tuple[float, float] | None, point: tuple[float, float] | None) -> bool:
    """Return whether two points may be those of one place: one that is not known speaks against nothing."""
    if known is None or point is None:
        return True
    return all(abs(one - other) <= _NEAR for one, other in zip(known, point, strict=True))
