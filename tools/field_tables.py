"""Ask the readers which fields there are, and what each may hold: JSON Schemas (draft 7) for editors.

A reader is run over a map that holds nothing and notes what is asked of it. So no list of fields is kept beside the
readers: what they ask for is the list."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from msgspec import Struct

from builder.model.dates import Date
from builder.model.target import KINDS
from builder.model.time_zones import known_zones
from builder.reading import shapes
from builder.reading.actors import read_actor
from builder.reading.addresses import ADDRESS
from builder.reading.entries import read_entry
from builder.reading.fields import MOST_ITEMS, Fields, Notes
from builder.reading.front_matter import Document
from builder.reading.language_tags import TAG
from builder.reading.moments import MOMENT
from builder.reading.nodes import List, Map, Node, Scalar
from builder.reading.pages import read_question, read_standing_page
from builder.reading.places import read_place
from builder.reading.shapes import Schema, Shape
from builder.reading.site import read_site
from builder.reading.sources import read_source_list
from builder.reading.translations import read_translation

T = TypeVar("T")
Choice = TypeVar("Choice", bound=StrEnum)

# A key of the author's own, as in `allow` and `external`.
_ANY = "*"
_IN_ANOTHER_FORM = ("not-a-map", "not-a-text", "not-a-list")


class FieldTable(Struct):
    """What a reader asked of one map: the shape of each field, and which of them it wants to be there."""

    inside: str
    missed: Callable[[], Iterable[str]] = tuple
    shapes: dict[str, Callable[[], Schema]] = {}
    required: list[str] = []

    def schema(self) -> Schema:
        required = [key for key in dict.fromkeys((*self.required, *self.missed())) if key in self.shapes]
        own = {key: shape for key, shape in self.shapes.items() if key != _ANY}
        # Where a reader asks for no name at all, the keys are the author's.
        others = self.shapes.get(_ANY, shapes.text if not own else None)
        return {
            **({"title": self.inside} if self.inside else {}),
            "type": "object",
            "properties": {
                key: shape() if key in required else shapes.or_nothing(shape()) for key, shape in own.items()
            },
            "patternProperties": {"^(private$|_)": {}},
            "additionalProperties": shapes.or_nothing(others()) if others else False,
            **({"required": required} if required else {}),
        }


class _Blank(Map):
    """A map that holds nothing, and keeps what it was asked for."""

    asked: FieldTable | None = None


class _Questions(Notes):
    """Notes of a reader that is asked for its fields, and answers to what decides about others.

    Each node that is held out to it is on a line of its own, by which a problem tells what it is about."""

    answers: Mapping[str, str] = MappingProxyType({})
    lines: int = 0

    def blank(self) -> _Blank:
        """Hold out a map."""
        self.lines += 1
        return _Blank({_ANY: (Scalar(_ANY, 0, 0), Scalar("", 0, 0, is_null=True))}, self.lines, 1)

    def word(self) -> Scalar:
        """Hold out a text."""
        self.lines += 1
        return Scalar("", self.lines, 1)

    def refuses(self, node: Node) -> bool:
        """Return whether the reader wants another form than that of a node."""
        return any(problem.line == node.line and problem.code in _IN_ANOTHER_FORM for problem in self.problems)

    def missed(self, node: Node) -> Iterator[str]:
        """List what the reader wants of a map and found missing."""
        for problem in self.problems:
            if problem.line == node.line and problem.code == "field-missing":
                yield problem.says.removeprefix("no ")

    def fields_of(self, node: Map, inside: str = "") -> Fields:
        return _Asked(node, self, inside)


class _Asked(Fields):
    """Fields of which each method notes what it was asked for, and says that the author did not say."""

    def __init__(self, node: Map, notes: Notes, inside: str = "") -> None:
        super().__init__(node, notes, inside)
        assert isinstance(node, _Blank)
        assert isinstance(notes, _Questions)
        self.questions = notes
        self.table = node.asked = FieldTable(inside, lambda: notes.missed(node))

    def _ask(self, key: str, shape: Callable[[], Schema]) -> None:
        # Ids that were read from what holds nothing are empty, and stand for any.
        self.table.shapes[key or _ANY] = shape

    def take(self, key: str, shape: Shape = shapes.anything) -> Node | None:
        self._ask(key, shape if callable(shape) else lambda: shapes.one_of(shape))
        answer = self.questions.answers.get(key)
        return None if answer is None else Scalar(answer, 1, 1)

    def text(self, key: str) -> str | None:
        self._ask(key, shapes.text)
        return None

    def required_text(self, key: str, example: str) -> str:
        answer = self.questions.answers.get(key)
        self._ask(key, shapes.text if answer is None else lambda: {"const": answer})
        self.table.required.append(key)
        return answer or ""

    def texts(self, key: str) -> tuple[str, ...]:
        self._ask(key, lambda: _one_or_many(shapes.text()))
        return ()

    def nodes(self, key: str, shape: Shape = shapes.anything) -> list[Node]:
        word, blank = self.questions.word(), self.questions.blank()
        text = shapes.text if shape is shapes.anything else shape
        self._ask(key, lambda: _one_or_many(self._item(word, blank, text)))
        return [word, blank]

    def each(self, key: str, read: Callable[[Node, Notes], T | None]) -> tuple[T, ...]:
        for node in self.nodes(key):
            read(node, self.notes)
        return ()

    def fields(self, key: str) -> Fields | None:
        blank = self.questions.blank()
        self._ask(key, lambda: _table_of(blank).schema())
        return self.notes.fields_of(blank, key)

    def flag_or_fields(self, key: str) -> bool | Fields:
        fields = self.fields(key)
        whole = self.table.shapes[key]
        self._ask(key, lambda: shapes.any_of(shapes.flag(), whole()))
        assert fields is not None
        return fields

    def choice(self, key: str, values: Iterable[Choice]) -> Choice | None:
        self._ask(key, lambda: shapes.one_of(value.value for value in values))
        return None

    def flag(self, key: str, unsaid: bool = False) -> bool:
        self._ask(key, shapes.flag)
        return unsaid

    def integer(self, key: str) -> int | None:
        self._ask(key, shapes.whole_number)
        return None

    def pair(self, key: str, low: tuple[float, float], high: tuple[float, float]) -> tuple[float, float] | None:
        numbers = [shapes.number_between(*bounds) for bounds in zip(low, high, strict=True)]
        self._ask(key, lambda: {"type": "array", "items": numbers, "minItems": 2, "maxItems": 2})
        return None

    def date(self, key: str) -> Date | None:
        self._ask(key, shapes.date)
        return None

    def required_date(self, key: str, example: str = "") -> Date | None:
        self.table.required.append(key)
        return self.date(key)

    def moment(self, key: str) -> str | None:
        self._ask(key, lambda: shapes.matching(MOMENT.pattern))
        return None

    def language(self, key: str) -> str | None:
        self._ask(key, lambda: shapes.matching(TAG.pattern))
        return None

    def address(self, key: str, is_published: bool = True) -> str | None:
        self._ask(key, lambda: shapes.matching(ADDRESS.pattern.replace('\\"', '"')))
        return None

    def time_zone(self, key: str) -> str | None:
        self._ask(key, lambda: shapes.one_of(sorted(known_zones())))
        return None

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        self.fields(key)
        return ()

    def take_all(self) -> tuple[tuple[Scalar, Node], ...]:
        self._ask(_ANY, shapes.text)
        return ()

    def keys(self) -> tuple[str, ...]:
        return (_ANY,)

    def pass_over(self, keys: Iterable[str]) -> None:
        for key in sorted(keys):
            self._ask(key, shapes.anything)

    def finish(self) -> None:
        pass

    def _item(self, word: Node, blank: "_Blank", text: Shape) -> Schema:
        """Return the shape of an item: a text, a map, or either, as the reader took them."""
        forms = []
        if not self.questions.refuses(word):
            forms.append(text() if callable(text) else shapes.one_of(text))
        if blank.asked is not None:
            forms.append(blank.asked.schema())
        return shapes.any_of(*forms)


def field_schemas() -> Mapping[str, Schema]:
    """Make the schema of each kind of file that authors write."""
    return {
        "actor": _of_document(lambda document, notes: read_actor(document, "", notes)),
        "entry": _of_document(lambda document, notes: read_entry(document, "", frozenset(), notes)),
        "page": _of_document(lambda document, notes: read_standing_page(document, "", notes)),
        "place": _of_document(lambda document, notes: read_place(document, "", notes)),
        "question": _of_document(lambda document, notes: read_question(document, "", notes)),
        "site": _site_schema(),
        "sources": _sources_schema(),
        "translation": _translation_schema(),
    }


def _of_document(read: Callable[[Document, Notes], object]) -> Schema:
    questions = _Questions("", [])
    blank = questions.blank()
    read(Document(blank, "", 1), questions)
    return _table_of(blank).schema()


def _site_schema() -> Schema:
    """Read the settings once for each kind of target, which decides about the fields beside it."""
    tables = [_settings_with(kind) for kind in KINDS]
    deploys = [table.shapes["deploy"]() for table in tables]
    targets = [deploy["additionalProperties"] for deploy in deploys]
    tables[0].shapes["deploy"] = lambda: {**deploys[0], "additionalProperties": {"anyOf": targets}}
    return tables[0].schema()


def _settings_with(kind: str) -> FieldTable:
    questions = _Questions("", [], answers={"kind": kind})
    blank = questions.blank()
    read_site(blank, questions)
    return _table_of(blank)


def _sources_schema() -> Schema:
    questions = _Questions("", [], answers={"id": "id"})
    item = questions.blank()
    read_source_list(List([item], 0, 0), questions)
    return {"type": ["array", "null"], "items": _table_of(item).schema()}


def _translation_schema() -> Schema:
    """Allow what a translation of any kind may have; names stand in the original of an actor and of a place."""
    fields: dict[str, Callable[[], Schema]] = {}
    for folder in ("entries", "actors"):
        questions = _Questions("", [])
        blank = questions.blank()
        read_translation(Document(blank, "", 1), f"content/{folder}/id.hy.md", questions)
        fields |= _table_of(blank).shapes
    return FieldTable("", shapes=fields).schema()


def _table_of(blank: _Blank) -> FieldTable:
    assert blank.asked is not None
    return blank.asked


def _one_or_many(item: Schema) -> Schema:
    return shapes.any_of(item, {"type": "array", "items": item, "maxItems": MOST_ITEMS})
