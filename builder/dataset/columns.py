"""What a table of the dataset is: columns with a type and a meaning, keys, and rows made of what pages show.

An unknown value is None, and never 0."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from functools import lru_cache

import msgspec
from msgspec import Struct

from builder.model.actor import Actor
from builder.model.archive import Archive
from builder.model.dates import Date, Day
from builder.model.entry import Entry
from builder.model.place import Place, rounded
from builder.model.site import Side
from builder.model.source import Source

Cell = str | int | float | bool | None
Row = tuple[Cell, ...]


class ColumnType(StrEnum):
    """The types of Table Schema that columns have; a list is written as a JSON array."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"
    LIST = "array"


_EARLIEST = "The first day that the date beside it may mean; empty where that is open or unknown."
_LATEST = "The last day that the date beside it may mean; empty where that is open or unknown."


class DataColumn(Struct, frozen=True):
    """A column: what it holds, in a sentence, and the table whose `id` it names.

    Columns of one meaning have the same words in all tables; the meaning is the name, unless another is given."""

    name: str
    words: str
    type: ColumnType = ColumnType.STRING
    refers_to: str | None = None
    is_required: bool = False
    meaning: str = ""


class Chosen(Struct, frozen=True):
    """For whom rows are made: entries, each with no more than its page shows, and what they refer to."""

    entries: tuple[Entry, ...] = ()
    sides: tuple[Side, ...] = ()
    sources: tuple[Source, ...] = ()
    actors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()


def everything(archive: Archive) -> Chosen:
    """Choose all that the archive has: entries in their order, withdrawn ones last."""
    entries = tuple(entry.as_shown for entry in (*archive.entries, *archive.withdrawn))
    return Chosen(
        entries=entries,
        sides=archive.site.sides,
        sources=tuple(archive.cited_sources),
        actors=(*archive.actors,),
        places=(*archive.places,),
        questions=(*archive.by_question,),
    )


class Material(Struct, frozen=True):
    """What rows are made of: the archive, zones of entries, what the page of a record cites, texts, and for whom."""

    archive: Archive
    zones: Mapping[str, str]
    cited: Callable[[str], tuple[str, ...]]
    text: Callable[[str], str | None]
    chosen: Chosen

    @property
    def entries(self) -> tuple[Entry, ...]:
        return self.chosen.entries

    @property
    def actors(self) -> Iterator[tuple[str, Actor]]:
        return ((id, self.archive.actors[id]) for id in self.chosen.actors)

    @property
    def places(self) -> Iterator[tuple[str, Place]]:
        return ((id, self.archive.places[id]) for id in self.chosen.places)

    def address(self, path: str) -> str:
        """Return the address of a page: on the web, or from the root of a site that does not know its own."""
        return f"{self.archive.site.url or ''}{path}"

    def language(self, entry: Entry) -> str:
        return entry.lang or self.archive.site.language


class DataTable(Struct, frozen=True, kw_only=True):
    """A table: its columns, those that tell rows apart, those whose words are searched, and what makes its rows."""

    name: str
    words: str
    columns: tuple[DataColumn, ...]
    key: tuple[str, ...]
    rows: Callable[[Material], Iterable[Row]]
    searched: tuple[str, ...] = ()

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


def text(name: str, words: str) -> DataColumn:
    return DataColumn(name, words)


def required(name: str, words: str, meaning: str = "") -> DataColumn:
    return DataColumn(name, words, is_required=True, meaning=meaning)


def list_of(name: str, words: str) -> DataColumn:
    return DataColumn(name, words, ColumnType.LIST)


def flag(name: str, words: str) -> DataColumn:
    return DataColumn(name, words, ColumnType.BOOLEAN, is_required=True)


def whole(name: str, words: str) -> DataColumn:
    return DataColumn(name, words, ColumnType.INTEGER)


def reference(name: str, table: str, words: str, is_required: bool = False) -> DataColumn:
    return DataColumn(name, words, refers_to=table, is_required=is_required)


def dated(name: str, words: str, meaning: str = "") -> tuple[DataColumn, ...]:
    """Return the three columns of a date: as it is known (EDTF), and the first and last day that it may mean."""
    first, last = bounds_of(name)
    return (
        DataColumn(name, words, meaning=meaning),
        DataColumn(first, _EARLIEST, ColumnType.DATE, meaning="earliest"),
        DataColumn(last, _LATEST, ColumnType.DATE, meaning="latest"),
    )


def bounds_of(name: str) -> tuple[str, str]:
    return ("earliest", "latest") if name == "date" else (f"{name}_earliest", f"{name}_latest")


def date_cells(date: Date | None) -> tuple[str | None, str | None, str | None]:
    """Return a date for its three columns."""
    if date is None:
        return None, None, None
    first = day_text(date.earliest)
    return date.text, first, first if date.latest == date.earliest else day_text(date.latest)


def json_list(items: tuple[str, ...]) -> str | None:
    """Write a list into one cell, as a JSON array; an empty list is an empty cell."""
    return msgspec.json.encode(items).decode() if items else None


# Few places are in many entries, so each point is rounded once.
@lru_cache(maxsize=10_000)
def degrees(point: tuple[float, float], decimals: int) -> tuple[float, float]:
    """Return latitude and longitude with so many decimals."""
    latitude, longitude = rounded(point, decimals)
    return float(latitude), float(longitude)


def value_of(choice: StrEnum | None) -> str | None:
    """Return one of a list of values as plain text."""
    return None if choice is None else choice.value


def day_text(day: Day | None) -> str | None:
    """Write a day (ISO 8601); a year has four digits at least."""
    if day is None:
        return None
    year = f"{day.year:04}" if day.year >= 0 else f"-{-day.year:04}"
    return f"{year}-{day.month:02}-{day.day:02}"


def list_table(
    owner: DataColumn,
    name: str,
    words: str,
    columns: tuple[DataColumn, ...],
    rows: Callable[[Material], Iterable[Row]],
    searched: tuple[str, ...] = (),
) -> DataTable:
    """Return the table of a list that each record of another table has, with a row for each item."""
    return DataTable(
        name=name,
        words=words,
        columns=(owner, POSITION, *columns),
        key=(owner.name, POSITION.name),
        rows=rows,
        searched=searched,
    )


POSITION = DataColumn(
    "position", "The place in the order in which they were written, from 1.", ColumnType.INTEGER, is_required=True
)
ID = required("id", "The id, by which other tables refer to the row.")
ADDRESS = text("address", "Where it is on the site.")
KIND = required("kind", "What kind it is.")
LANG = text("lang", "The language of the words beside it, as a BCP 47 tag.")
SOURCES = list_of("sources", "The ids of the sources, as a JSON array.")
ACCORDING_TO = list_of("according_to", "The ids of the actors according to whom it is so, as a JSON array.")
BASIS = text("basis", "The basis for this, such as stated or alleged.")
POINT = tuple(
    DataColumn(name, f"Degrees {way} (WGS 84), no finer than the publication's policy allows.", ColumnType.NUMBER)
    for name, way in (("latitude", "north"), ("longitude", "east"))
)
LOW = whole("low", "The lowest number that the figure allows; empty where there is none.")
HIGH = whole("high", "The highest number that the figure allows; empty where there is none.")
HARM = required("harm", "What happened to those counted, such as killed or injured.")
CATEGORY = required("category", "Who is counted, such as civilians; unspecified where the source does not say.")
