"""Read the fields of a map node by type, noting every mistake with its place and going on.

A key that nobody asked for is unknown, so the list of known keys is never written twice. Keys that begin
with `_`, and `private`, are gone before anybody can ask."""

import re
from collections.abc import Callable, Iterable
from typing import TypeVar

from builder.model.advice import Advice, advice_of, write
from builder.model.dates import Date
from builder.model.problem import Problem
from builder.model.time_zones import known_zones
from builder.reading.addresses import lets_in, wrong_with_address
from builder.reading.coordinates import numbers_between, point_meant
from builder.reading.counts import count_meant
from builder.reading.flags import advice_on_flag
from builder.reading.foreign_fields import instead_of_foreign, means
from builder.reading.language_tags import wrong_with_language
from builder.reading.moments import read_moment
from builder.reading.nodes import List, Map, Node, Scalar, is_private
from builder.reading.notes import NotedProblems
from builder.reading.shapes import Shape, anything
from builder.reading.values import Choice, as_choice, as_date, as_text

T = TypeVar("T")

# A list in a file has no more items than these; what lists many things of its own is a file of its own.
MOST_ITEMS = 500


class Notes(NotedProblems):
    """The problems of one file, gathered while it is read."""

    def fields_of(self, node: Map, inside: str = "") -> "Fields":
        """Read the fields of a map, which lies in the field `inside` of another one."""
        return Fields(node, self, inside)


class Fields:
    """The fields of one map; every method reads one key, and None means that the author did not say."""

    def __init__(self, node: Map, notes: Notes, inside: str = "") -> None:
        self.node, self.notes, self._inside = node, notes, inside
        self._left = {key: pair for key, pair in node.items.items() if not is_private(key)}
        self._known: list[str] = []
        self._missing: dict[str, Problem] = {}

    def take(self, key: str, shape: Shape = anything) -> Node | None:
        """Return the node under a key, once; an empty value counts as unsaid. Schemas are made of shapes."""
        self._known.append(key)
        # Most keys are asked for in vain.
        if key not in self._left:
            return None
        node = self._left.pop(key)[1]
        return None if isinstance(node, Scalar) and node.is_null else node

    def text(self, key: str) -> str | None:
        node = self.take(key)
        return None if node is None else self._as_text(key, node)

    def placed_text(self, key: str, shape: Shape = anything) -> tuple[Node, str] | None:
        """Return a text with its node, at which a mistake in it is noted."""
        node = self.take(key, shape)
        text = None if node is None else self._as_text(key, node)
        return None if node is None or text is None else (node, text)

    def required_text(self, key: str, example: str) -> str:
        node = self.take(key)
        text = "" if node is None else self._as_text(key, node)
        if text is not None and not text.strip():
            self.miss(key, f"no {key}", f"add `{key}: {example}`")
        return text or ""

    def says(self, key: str) -> bool:
        """Return whether something stands under a key, readable or not."""
        node = self.node.get(key)
        return node is not None and bool(node.value.strip() if isinstance(node, Scalar) else node.items)

    def miss(self, key: str, says: str, hint: str) -> None:
        """Note that a field is missing; `finish` takes this back where it finds the field mistyped."""
        if self.is_told_of(key):
            return
        self.notes.note(self._place_of(key), "field-missing", says, hint)
        self._missing[key] = self.notes.problems[-1]

    def texts(self, key: str) -> tuple[str, ...]:
        """Read a list of texts; one text alone stands for a list of one."""
        return self.each(key, lambda node, notes: as_text(node, notes, key))

    def nodes(self, key: str, shape: Shape = anything) -> list[Node]:
        """Read a list whose items the caller reads; one item alone stands for a list of one."""
        node = self.take(key)
        if node is None:
            return []
        items = node.items if isinstance(node, List) else [node]
        if len(items) > MOST_ITEMS:
            says = f"{key} has {len(items):,} items; at most {MOST_ITEMS} are allowed"
            self.notes.note(node, "list-long", says, "split the entry, or remove what does not belong here")
            items = items[:MOST_ITEMS]
        for item in items:
            if _is_empty(item):
                hint = "fill it in, or delete it"
                self.notes.note(item, "field-missing", f"{key} is empty", hint)
                self.leave_out(key, item)
        return [item for item in items if not _is_empty(item)]

    def leave_out(self, key: str, unread: Node) -> None:
        """Take an item that cannot be read out of its list: all others are counted as in the record."""
        node = self.node.get(key)
        if isinstance(node, List):
            node.items = [item for item in node.items if item is not unread]

    def each(self, key: str, read: Callable[[Node, Notes], T | None]) -> tuple[T, ...]:
        """Read every item of a list with `read`, leaving out those that cannot be read."""
        found = []
        for node in self.nodes(key):
            item = read(node, self.notes)
            if item is None:
                self.leave_out(key, node)
            else:
                found.append(item)
        return tuple(found)

    def each_map(
        self, key: str, example: str, read: Callable[["Fields"], T | None], of_text: Callable[[str], T] | None = None
    ) -> tuple[T, ...]:
        """Read every item of a list of maps with `read`; where a text will do in the place of one, with `of_text`."""

        def read_item(node: Node, notes: Notes) -> T | None:
            if of_text and isinstance(node, Scalar):
                return of_text(node.value)
            fields = as_fields(node, notes, key, example)
            return None if fields is None else fields.read_all(read)

        return self.each(key, read_item)

    def fields(self, key: str) -> "Fields | None":
        node = self.take(key)
        if node is None:
            return None
        return as_fields(node, self.notes, key, "key: value")

    def read_map(self, key: str, read: Callable[["Fields"], T]) -> T | None:
        """Read a map with `read`."""
        fields = self.fields(key)
        return None if fields is None else fields.read_all(read)

    def read_all(self, read: Callable[["Fields"], T]) -> T:
        """Read all fields with `read`, and note every key that it did not ask for."""
        found = read(self)
        self.finish()
        return found

    def choice(self, key: str, values: Iterable[Choice]) -> Choice | None:
        found = self.placed_text(key)
        return found and as_choice(*found, values, self.notes, key)

    def flag(self, key: str, unsaid: bool = False) -> bool:
        if (found := self.placed_text(key)) is None:
            return unsaid
        node, text = found
        if text in ("true", "yes", "false", "no"):
            return text in ("true", "yes")
        self.notes.note(node, "not-yes-or-no", f'{key} is "{text}"', advice_on_flag(text))
        return unsaid

    def integer(self, key: str) -> int | None:
        if (found := self.placed_text(key)) is None:
            return None
        node, text = found
        if re.fullmatch(r"[0-9]{1,12}", text):
            return int(text)
        meant = count_meant(text)
        hint = write(meant, quotes="") if meant and meant.isdigit() else "write a whole number in digits"
        self.notes.note(node, "not-a-number", f'{key} is "{text}"', hint)
        return None

    def pair(self, key: str, low: tuple[float, float], high: tuple[float, float]) -> tuple[float, float] | None:
        """Read two decimal numbers, each within its bounds, such as latitude and longitude in degrees."""
        node = self.take(key)
        if node is None:
            return None
        if (found := numbers_between(node, low, high)) is not None:
            return found
        bounds = f"[{low[0]:g} to {high[0]:g}, {low[1]:g} to {high[1]:g}]"
        meant = point_meant(node) if high[0] > 1 else None
        hint = write(f"[{meant[0]}, {meant[1]}]", quotes="") if meant else f"write two numbers: {bounds}"
        self.notes.note(node, "not-a-point", f"{key} is not a pair of numbers in range", hint)
        return None

    def date(self, key: str) -> Date | None:
        node = self.take(key)
        return None if node is None else as_date(node, self.notes)

    def flag_or_fields(self, key: str) -> "bool | Fields":
        """Read true or false, or a map, whose fields the caller reads."""
        if not isinstance(self.node.get(key), Map):
            return self.flag(key)
        fields = self.fields(key)
        assert fields is not None
        return fields

    def required_date(self, key: str, example: str = "YYYY-MM-DD") -> Date | None:
        node = self.take(key)
        if node is None:
            self.miss(key, f"no {key}", f"add `{key}: {example}`, as precisely as it is known")
        return None if node is None else as_date(node, self.notes)

    def moment(self, key: str) -> str | None:
        """Read an RFC 3339 date-time (or a day alone) into one in UTC, which sorts as text."""
        if (found := self.placed_text(key)) is None:
            return None
        node, text = found
        moment = read_moment(text)
        if isinstance(moment, str):
            return moment
        if text in _TRUE_OR_FALSE and "status" in self.node.items:
            moment = Advice("remove it: `status` says whether it is published")
        elif text in _TRUE_OR_FALSE:
            status = "draft" if text in ("false", "no") else "published"
            moment = Advice(f"write `status: {status}` instead", (f"status: {status}",), f"{key}: {text}")
        self.notes.note(node, "not-a-moment", f'{key} is "{text}"', moment)
        return None

    def language(self, key: str) -> str | None:
        if (found := self.placed_text(key)) is None:
            return None
        node, text = found
        if (wrong := wrong_with_language(text)) is None:
            return text
        self.notes.note(node, f"{key}-form", f'{key} is "{text}": {wrong[0]}', wrong[1])
        return None

    def address(self, key: str, is_published: bool = True) -> str | None:
        """Read a web address; one that is published lets nobody in."""
        if (found := self.placed_text(key)) is None:
            return None
        node, text = found
        if is_published and lets_in(text):
            says = f"{key} contains a password or a key and would be published"
            self.notes.note(node, "secret-in-address", says, "remove it, and replace it: it has been exposed")
            return None
        if (wrong := wrong_with_address(text)) is None:
            return text
        says, advice = wrong
        self.notes.note(node, f"{key.lower()}-form", f'{key} is "{text}": {says}', advice)
        return None

    def time_zone(self, key: str) -> str | None:
        if (found := self.placed_text(key)) is None:
            return None
        node, text = found
        known = known_zones()
        if text in known:
            return text
        hint = self.notes.speller.did_you_mean(text, known) or "write an IANA name such as Asia/Baku"
        self.notes.note(node, "zone-unknown", f'unknown time zone "{text}"', hint)
        return None

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        """Read a map of texts."""
        fields = self.fields(key)
        if fields is None:
            return ()
        read = ((name, fields.text(name)) for name in list(fields._left))
        return tuple((name, text) for name, text in read if text is not None)

    def take_all(self) -> tuple[tuple[Scalar, Node], ...]:
        """Return every key with its node, for maps whose keys are values themselves."""
        pairs = tuple(self._left.values())
        self._left.clear()
        return pairs

    def keys(self) -> tuple[str, ...]:
        """List the keys that nobody has asked for yet."""
        return tuple(self._left)

    def pass_over(self, keys: frozenset[str]) -> None:
        """Leave fields unread that other programs write, and that nobody is advised to write here."""
        for key in keys & self._left.keys():
            del self._left[key]

    def finish(self) -> None:
        """Note every key that nobody asked for."""
        known = ", ".join(sorted(self._known)) if self._left else ""
        for key, (name, _) in self._left.items():
            if re.match(r"\d", key) and self._is_empty(key):
                says = f'"{key}" follows a comma, which ends the value before it'
                self.notes.note(name, "key-unknown", says, "write the number without a comma, or in quotation marks")
                continue
            where = f" in {self._inside}" if self._inside else ""
            hint = (
                instead_of_foreign(key, self.node, self._known)
                or self.notes.speller.did_you_mean(key, [*self._known, "private"], _NEAR_ENOUGH)
                or (f"known here: {known}" if known else "remove it: nothing of the kind is declared")
            )
            self.notes.note(name, "key-unknown", f'unknown field "{key}"{where}', hint)
            self._take_back(advice_of(hint))

    def _is_empty(self, key: str) -> bool:
        return _is_empty(self.node.items[key][1])

    def _take_back(self, advice: Advice) -> None:
        """Take back that a field is missing which this advice is about: it is there, under another name."""
        for key, problem in self._missing.items():
            if key == advice.field or key in advice.proposed:
                self.notes.problems[:] = [noted for noted in self.notes.problems if noted is not problem]

    def is_told_of(self, key: str) -> bool:
        """Return whether a field is there and unread, or as other programs call it: each is told of by itself."""
        return key in self.node.unread or any(means(other, key) for other in self._left)

    def _place_of(self, key: str) -> Node:
        return self.node.items[key][0] if key in self.node.items else self.node

    def _as_text(self, key: str, node: Node) -> str | None:
        return as_text(node, self.notes, key)


def as_fields(node: Node, notes: Notes, key: str, example: str) -> Fields | None:
    """Read a node that must be a map."""
    if isinstance(node, Map):
        return notes.fields_of(node, key)
    notes.note(node, "not-a-map", f"{key} must have fields of its own", f"write `{example}` below or within {{ }}")
    return None


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and node.is_null


_TRUE_OR_FALSE = ("true", "false", "yes", "no")
# A field that is further from what was written has another meaning.
_NEAR_ENOUGH = 0.72
