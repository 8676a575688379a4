"""What a source of data says, in neutral rows: who, when, where, and in which row of which file.

A row holds nothing that its source does not say; whatever a reader could not map is said in an `Unmapped`."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from builder.model.actor import ActorKind
from builder.model.entry import Estimate
from builder.model.place import PlacePrecision
from builder.model.source import Source

# Fields of a file of content, by name.
Fields = Mapping[str, object]


class Origin(Struct, frozen=True):
    """Where a row stands: the file, the row counted from 1, the id that the file gives it, and what it digests to."""

    file: str
    row: int
    sha256: str
    id: str | None = None

    def unmapped(self, reason: str) -> "Unmapped":
        """Note why a part of the row is not in the draft."""
        return Unmapped(self.file, "", reason, self.row)


def origin_of(file: str, row: int, text: str, id: str | None = None) -> Origin:
    """Return where a row stands in which there is a text."""
    return Origin(file, row, hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(), id)


class Party(Struct, frozen=True):
    """Somebody whom a row names."""

    name: str
    kind: ActorKind = ActorKind.OTHER


class NamedPlace(Struct, frozen=True):
    """Where a row says that it happened; `within` is what the place lies in for the source, nearest first."""

    name: str
    point: tuple[float, float] | None = None
    precision: PlacePrecision | None = None
    kind: str = "place"
    within: tuple[str, ...] = ()


class Incident(Struct, frozen=True, kw_only=True):
    """One event as one row tells it; `title` is in square brackets where it is only a description.

    `searched` is a text whose known names are those of the event's actors, and of places that are mentioned."""

    origin: Origin
    title: str
    date: str
    id: str | None = None
    date_text: str | None = None
    summary: str | None = None
    lang: str | None = None
    types: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    parties: tuple[Party, ...] = ()
    places: tuple[NamedPlace, ...] = ()
    sources: tuple[Source, ...] = ()
    dataset: str | None = None
    figures: tuple[Estimate, ...] = ()
    external: tuple[tuple[str, str], ...] = ()
    allow: tuple[tuple[str, str], ...] = ()
    private: Fields = {}
    body: str = ""
    searched: str = ""


class Reference(Struct, frozen=True):
    """A source as a list of references has it, for `content/sources/`; other rows may name one that keeps its id."""

    origin: Origin
    source: Source
    keeps_id: bool = False


class WholeRecord(Struct, frozen=True):
    """A whole file of content that the source of data has as we do: an entry, an actor, a place, a question.

    `kind` is the folder of `content/` in which it lies."""

    origin: Origin
    kind: str
    id: str
    fields: Fields
    body: str = ""


class Unmapped(Struct, frozen=True, order=True):
    """What did not become part of a draft, and why; row 0 stands for all rows, no column for the row as a whole."""

    file: str
    column: str
    reason: str
    row: int = 0


class Flaw(Struct, frozen=True):
    """What is wrong with a row so that it cannot be read; after some, the rest of the file cannot be read either."""

    file: str
    row: int
    column: str
    says: str
    hint: str = ""
    ends_the_file: bool = False

    def __str__(self) -> str:
        column = f', column "{self.column}"' if self.column else ""
        row = f", row {self.row}" if self.row else ""
        return f"{self.file}{row}{column}: {self.says}{f'; {self.hint}' if self.hint else ''}"


class Spoilt(Exception):
    """A row, or a whole file, cannot be read; row 0 stands for the file, or is filled in by those who know it."""

    def __init__(self, says: str, hint: str = "", column: str = "", row: int = 0) -> None:
        super().__init__(says, hint, column, row)
        self.says, self.hint, self.column, self.row = says, hint, column, row

    def flaw(self, file: str, row: int = 0, ends_the_file: bool = False) -> Flaw:
        return Flaw(file, self.row or row, self.column, self.says, self.hint, ends_the_file)


class Instructions(Struct, frozen=True):
    """How files are to be read: what the command line says of them."""

    dataset: str | None = None
    columns: Path | None = None
    encoding: str | None = None
    publisher: str | None = None


class ImportSource(Struct, frozen=True):
    """A file or folder to import, the name that seeds call it by, and how it is to be read.

    `registered` are the ids of the publication's actors and places, by each name that means one of them alone."""

    path: Path
    name: str
    instructions: Instructions = Instructions()
    registered: Mapping[str, str] = {}


Found = Incident | Reference | WholeRecord | Unmapped | Flaw
Reader = Callable[[ImportSource], Iterator[Found]]
