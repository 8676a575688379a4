"""Read the fields of a map node by type, noting every mistake with its place and going on.

A key that nobody asked for is unknown, so the list of known keys is never written twice. Keys that begin
with `_`, and `private`, are gone before anybody can ask."""

import re
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlsplit

from msgspec import Struct, field

from builder.model.dates import Date
from builder.model.nearest import Speller
from builder.model.problem import Problem, Severity
from builder.model.time_zones import in_utc, known_zones
from builder.reading.dates.edtf import read_date
from builder.reading.dates.not_a_date import NotADate
from builder.reading.nodes import List, Map, Node, Scalar

T = TypeVar("T")
Choice = TypeVar("Choice", bound=StrEnum)

# A list in a file has no more items than these; what lists many things of its own is a file of its own.
MOST_ITEMS = 500


class Notes(Struct):
    """The problems of one file, gathered while it is read; fields that are `lost` hold a mistake in YAML."""

    file: str
    problems: list[Problem] = []
    speller: Speller = field(default_factory=Speller)
    lost: frozenset[str] = frozenset()

    def note(self, node: Node, code: str, says: str, hint: str = "", severity: Severity = Severity.ERROR) -> None:
        self.problems.append(Problem(self.file, node.line, node.column, code, says, hint, severity))


class Fields:
    """The fields of one map; every method reads one key, and None means that the author did not say."""

    def __init__(self, node: Map, notes: Notes, inside: str = "") -> None:
        self.node, self.notes, self._inside = node, notes, inside
        self._left = {key: pair for key, pair in node.items.items() if not is_private(key)}
        self._known: list[str] = []
        self._missing: dict[str, Problem] = {}

    def take(self, key: str) -> Node | None:
        """Hand out the node under a key, once; an empty value counts as unsaid."""
        self._known.append(key)
        # Most keys are asked for in vain.
        if key not in self._left:
            return None
        node = self._left.pop(key)[1]
        return None if isinstance(node, Scalar) and node.is_null else node

    def text(self, key: str) -> str | None:
        node = self.take(key)
        return None if node is None else self._as_text(key, node)

    def required_text(self, key: str, example: str) -> str:
        node = self.take(key)
        text = "" if node is None else self._as_text(key, node)
        if text is not None and not text.strip():
            self.miss(key, f"no {key}", f"add `{key}: {example}`")
        return text or ""

    def says(self, key: str) -> bool:
        """Return whether something stands under a key, readable or not."""
        node = self.node.items.get(key, (None, None))[1]
        return node is not None and bool(node.value.strip() if isinstance(node, Scalar) else node.items)

    def miss(self, key: str, says: str, hint: str) -> None:
        """Note that a field is missing; `finish` takes this back where it finds the field mistyped."""
        if key in self.notes.lost:
            return
        self.notes.note(self._place_of(key), "field-missing", says, hint)
        self._missing[key] = self.notes.problems[-1]

    def texts(self, key: str) -> tuple[str, ...]:
        """Read a list of texts; one text alone stands for a list of one."""
        read = [self._as_text(key, node) for node in self.nodes(key)]
        return tuple(text for text in read if text is not None)

    def nodes(self, key: str) -> list[Node]:
        """Read a list whose items the caller reads; one item alone stands for a list of one."""
        node = self.take(key)
        if node is None:
            return []
        items = node.items if isinstance(node, List) else [node]
        if len(items) > MOST_ITEMS:
            says = f"{key} has {len(items):,} items; at most {MOST_ITEMS} are read"
            self.notes.note(node, "list-long", says, "divide the entry, or take out what does not belong here")
            items = items[:MOST_ITEMS]
        for item in items:
            if _is_empty(item):
                hint = "write it out, or take the item away"
                self.notes.note(item, "field-missing", f"nothing stands in {key}", hint)
        return [item for item in items if not _is_empty(item)]

    def each(self, key: str, read: Callable[[Node, Notes], T | None]) -> tuple[T, ...]:
        """Read every item of a list with `read`, leaving out those that cannot be read."""
        found = [read(node, self.notes) for node in self.nodes(key)]
        return tuple(item for item in found if item is not None)

    def fields(self, key: str) -> "Fields | None":
        node = self.take(key)
        if node is None:
            return None
        return as_fields(node, self.notes, key, "key: value")

    def choice(self, key: str, values: Iterable[Choice]) -> Choice | None:
        node = self.take(key)
        if node is None:
            return None
        text = self._as_text(key, node)
        return None if text is None else as_choice(node, text, values, self.notes, key)

    def flag(self, key: str, unsaid: bool = False) -> bool:
        node = self.take(key)
        if node is None:
            return unsaid
        match self._as_text(key, node):
            case "true" | "yes":
                return True
            case "false" | "no":
                return False
            case None:
                return unsaid
            case text:
                self.notes.note(node, "not-yes-or-no", f'{key} is "{text}"', "write true or false")
                return unsaid

    def integer(self, key: str) -> int | None:
        node = self.take(key)
        text = None if node is None else self._as_text(key, node)
        if node is None or text is None:
            return None
        if not re.fullmatch(r"[0-9]{1,12}", text):
            self.notes.note(node, "not-a-number", f'{key} is "{text}"', "write a whole number in digits")
            return None
        return int(text)

    def pair(self, key: str, low: tuple[float, float], high: tuple[float, float]) -> tuple[float, float] | None:
        """Read two decimal numbers, each within its bounds, such as latitude and longitude in degrees."""
        node = self.take(key)
        if node is None:
            return None
        texts = [item.value for item in node.items if isinstance(item, Scalar)] if isinstance(node, List) else []
        if len(texts) == 2 and all(re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", text) for text in texts):
            first, second = float(texts[0]), float(texts[1])
            if low[0] <= first <= high[0] and low[1] <= second <= high[1]:
                return first, second
        bounds = f"[{low[0]:g} to {high[0]:g}, {low[1]:g} to {high[1]:g}]"
        self.notes.note(node, "not-a-point", f"{key} is no pair of numbers in range", f"write two numbers: {bounds}")
        return None

    def date(self, key: str) -> Date | None:
        node = self.take(key)
        return None if node is None else as_date(node, self.notes)

    def required_date(self, key: str) -> Date | None:
        node = self.take(key)
        if node is None:
            self.miss(key, f"no {key}", f"add `{key}: 2023-09-19`, as exactly as it is known")
        return None if node is None else as_date(node, self.notes)

    def moment(self, key: str) -> str | None:
        """Read an RFC 3339 date-time (or a day alone) into one in UTC, which sorts as text."""
        node = self.take(key)
        text = None if node is None else self._as_text(key, node)
        if node is None or text is None:
            return None
        if not _MOMENT.fullmatch(text):
            self.notes.note(
                node, "not-a-moment", f'{key} is "{text}"', "write a moment such as 2023-09-20T08:00:00+04:00"
            )
            return None
        moment = in_utc(text)
        if moment is None:
            self.notes.note(node, "not-a-moment", f'{key} is "{text}"', "there is no such day or time")
        return moment

    def language(self, key: str) -> str | None:
        return self._matching(key, _LANGUAGE, _NO_LANGUAGE, _LANGUAGES)

    def address(self, key: str) -> str | None:
        says, hint = "no web address", "write it whole, beginning with https:// or http://"
        node = self.node.items.get(key, (None, None))[1]
        text = self._matching(key, _ADDRESS, says, hint)
        if node is None or text is None or _has_host(text):
            return text
        self.notes.note(node, f"{key.lower()}-form", f'{key} is "{text}": {says}', hint)
        return None

    def time_zone(self, key: str) -> str | None:
        node = self.take(key)
        text = None if node is None else self._as_text(key, node)
        if node is None or text is None:
            return None
        known = known_zones()
        if text in known:
            return text
        hint = self.notes.speller.did_you_mean(text, known) or "write an IANA name such as Asia/Baku"
        self.notes.note(node, "zone-unknown", f'no time zone is called "{text}"', hint)
        return None

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        """Read a map of texts."""
        fields = self.fields(key)
        if fields is None:
            return ()
        read = ((name, fields.text(name)) for name in list(fields._left))
        return tuple((name, text) for name, text in read if text is not None)

    def take_all(self) -> tuple[tuple[Scalar, Node], ...]:
        """Hand out every key with its node, for maps whose keys are values themselves."""
        pairs = tuple(self._left.values())
        self._left.clear()
        return pairs

    def keys(self) -> tuple[str, ...]:
        """List the keys that nobody has asked for yet."""
        return tuple(self._left)

    def finish(self) -> None:
        """Note every key that nobody asked for."""
        known = ", ".join(sorted(self._known)) if self._left else ""
        for key, (name, _) in self._left.items():
            where = f" in {self._inside}" if self._inside else ""
            hint = self.notes.speller.did_you_mean(key, self._known) or f"known here: {known}"
            self.notes.note(name, "key-unknown", f'unknown field "{key}"{where}', hint)
            self._is_told(hint)

    def _is_told(self, hint: str) -> None:
        """Take back that a field is missing which another message names: it is there, under another name."""
        for key, problem in self._missing.items():
            if f'"{key}"' in hint or f"`{key}" in hint:
                self.notes.problems[:] = [noted for noted in self.notes.problems if noted is not problem]

    def _place_of(self, key: str) -> Node:
        return self.node.items[key][0] if key in self.node.items else self.node

    def _matching(self, key: str, pattern: re.Pattern[str], says: str, hint: str) -> str | None:
        node = self.take(key)
        text = None if node is None else self._as_text(key, node)
        if node is None or text is None:
            return None
        if not pattern.fullmatch(text):
            self.notes.note(node, f"{key.lower().replace('_', '-')}-form", f'{key} is "{text}": {says}', hint)
            return None
        return text

    def _as_text(self, key: str, node: Node) -> str | None:
        return as_text(node, self.notes, key)


def as_text(node: Node, notes: Notes, key: str) -> str | None:
    """Read a node that must be a text."""
    if isinstance(node, Scalar):
        return node.value
    form = "list" if isinstance(node, List) else "map"
    notes.note(
        node,
        "not-a-text",
        f"{key} is a {form}",
        "write one text, in quotation marks if it begins with [ or {",
    )
    return None


def as_fields(node: Node, notes: Notes, key: str, example: str) -> Fields | None:
    """Read a node that must be a map."""
    if isinstance(node, Map):
        return Fields(node, notes, key)
    notes.note(node, "not-a-map", f"{key} has no fields of its own", f"write `{example}` below or within {{ }}")
    return None


def as_choice(node: Node, text: str, values: Iterable[Choice], notes: Notes, key: str) -> Choice | None:
    """Read a text that must be one of an enumeration's values, or of some of them."""
    for value in values:
        if value == text:
            return value
    known = [value.value for value in values]
    hint = notes.speller.did_you_mean(text, known) or "one of " + ", ".join(known)
    notes.note(node, "value-unknown", f'{key} is "{text}"', hint)
    return None


def as_language(node: Node, text: str, notes: Notes, what: str) -> None:
    """Note a text that is no language tag."""
    if not _LANGUAGE.fullmatch(text):
        notes.note(node, "lang-form", f'{what} is "{text}": {_NO_LANGUAGE}', _LANGUAGES)


def as_date(node: Node, notes: Notes) -> Date | None:
    """Read a date; a YAML list or map is read back as the EDTF set that it was written as."""
    text = _date_text(node)
    if text is None:
        says = "a date holds dates only, no fields or lists of its own"
        hint = "write 2023/2024 for a span, [2023, 2024] for one of the two, {2023, 2024} for both"
        notes.note(node, "date-form", says, hint)
        return None
    try:
        return read_date(text)
    except NotADate as mistake:
        # The place inside a set is lost with its brackets and blanks; a plain text keeps its column.
        column = node.column + mistake.at if isinstance(node, Scalar) else node.column
        placed = Scalar(text, node.line, column)
        notes.note(placed, mistake.code, mistake.says, mistake.hint)
        return None


def _date_text(node: Node) -> str | None:
    match node:
        case Scalar():
            return node.value
        case List(items=items):
            members = [item.value for item in items if isinstance(item, Scalar)]
            return f"[{','.join(members)}]" if len(members) == len(items) else None
        case Map(items=pairs):
            is_a_set = all(_is_empty(value) for _, value in pairs.values())
            return f"{{{','.join(pairs)}}}" if is_a_set else None


def _has_host(address: str) -> bool:
    try:
        return bool(urlsplit(address).hostname)
    except ValueError:
        # A bracket of an IPv6 address that is never closed, say.
        return False


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and node.is_null


def is_private(key: str) -> bool:
    """Return whether a key is the author's own: what stands under it never leaves."""
    return key == "private" or key.startswith("_")


_MOMENT = re.compile(r"\d{4}-\d\d-\d\d([Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d:\d\d)?)?")
_NO_LANGUAGE = "no BCP 47 language tag"
_LANGUAGES = 'write "hy", "az", "ru", "en", "zh-Hant"'
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
