"""Read any table by a map: a small YAML file that says which column is which field.

A figure is somebody's: without `by`, which names whose count it is, none is made of a column."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from msgspec import Struct

from builder.drafting.front_matter import plain_yaml
from builder.importing.citing import language_of, page_at, placeholder, source_of
from builder.importing.dates_elsewhere import edtf_in
from builder.importing.ged import point_in
from builder.importing.html_text import markdown_of
from builder.importing.record import Found, ImportSource, Incident, NamedPlace, Party, Spoilt, Unmapped
from builder.importing.seeded import plain_value
from builder.importing.tables import Table, TableRow, open_table
from builder.model.claim import Category, Harm
from builder.model.entry import Estimate
from builder.model.event_types import EVENT_TYPES
from builder.model.ids import slug
from builder.model.nearest import did_you_mean
from builder.model.placeholders import SOURCE_PUBLISHER
from builder.model.source import Source
from builder.reading.front_matter import read_text
from builder.reading.nodes import read_nodes
from builder.reading.not_yaml import NotYaml

FIELDS = (
    *("title", "date", "end", "date_text", "summary", "text", "type", "tags", "actors", "places", "latitude"),
    *("longitude", "id", "lang", "source_title", "source_publisher", "source_url", "source_date", "private"),
    *(harm.value for harm in Harm),
)
_SETTINGS = ("columns", "by", "dates", "separator")
_GUESSES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "title": ("title", "headline", "event", "name", "subject", "what"),
        "date": ("date", "event date", "start date", "when", "day", "start"),
        "end": ("end", "end date", "until"),
        "date_text": ("display date", "date text", "date as written"),
        "summary": ("summary", "abstract", "short description"),
        "text": ("text", "description", "notes", "details", "body", "narrative"),
        "type": ("type", "event type"),
        "tags": ("tags", "category", "categories", "keywords", "topic", "group"),
        "actors": ("actors", "actor", "who", "perpetrator", "party", "parties"),
        "places": ("place", "places", "location", "city", "town", "where", "settlement"),
        "latitude": ("latitude", "lat", "y"),
        "longitude": ("longitude", "lon", "lng", "long", "x"),
        "id": ("id", "event id", "code", "case number"),
        "lang": ("lang", "language"),
        "source_url": ("url", "link", "source url", "source link", "source"),
        "source_title": ("source title", "article", "article title"),
        "source_publisher": ("publisher", "outlet", "source publisher", "source name"),
        "source_date": ("source date", "published", "publication date"),
        "killed": ("killed", "deaths", "dead", "fatalities"),
        "injured": ("injured", "wounded"),
    }
)


class ColumnMap(Struct, frozen=True):
    """Which column is which field, whose figures they are, and how dates and lists are written."""

    columns: Mapping[str, str]
    by: str | None = None
    dates: str | None = None
    separator: str = ";"

    def of(self, field: str) -> tuple[str, ...]:
        """List the columns of a field."""
        return tuple(column for column, to in self.columns.items() if to == field)


def read_mapped(material: ImportSource) -> Iterator[Found]:
    """Read the rows of a table by the map that was given, or that lies beside it."""
    table = open_table(material)
    columns = _map_of(material, table)
    yield from table.passed_over
    for column in table.columns:
        if column not in columns.columns:
            yield Unmapped(material.name, column, "the map has no field for it")
        elif columns.columns[column] in list(Harm) and columns.by is None:
            yield Unmapped(material.name, column, "it is not clear whose count it is: give `by` in the map")
    for row in table.rows:
        try:
            yield _incident(row, material.name, columns)
        except Spoilt as fault:
            yield fault.flaw(material.name, row.number)


def guessed_map(columns: tuple[str, ...]) -> str:
    """Write the map that the names of columns suggest, as YAML to be corrected."""
    left = {" ".join(re.split(r"[\W_]+", column.casefold())).strip(): column for column in columns}
    found: dict[str, str] = {}
    for field, names in _GUESSES.items():
        column = next((left.pop(name) for name in names if name in left), None)
        if column is not None:
            found[column] = field
    lines = [f"  {_quoted(column)}: {found[column]}" for column in columns if column in found]
    lines += [f"  # {_quoted(column)}: private" for column in columns if column not in found]
    return "\n".join(("columns:", *lines))


def _quoted(column: str) -> str:
    return plain_yaml({column: "x"}).rpartition(": x")[0]


def _map_of(material: ImportSource, table: Table) -> ColumnMap:
    beside = material.path.with_suffix(".map.yaml")
    path = material.instructions.columns or (beside if beside.exists() else None)
    if path is None:
        hint = f"write a map and give it with --map; it could begin like this:\n{guessed_map(table.columns)}"
        raise Spoilt("an unknown kind of table", hint)
    try:
        node = read_nodes(read_text(path.read_bytes()))
    except OSError as error:
        raise Spoilt(
            f"the map {path} cannot be read ({error.strerror})", "write one and give it with --map"
        ) from None
    except NotYaml as fault:
        raise Spoilt(f"the map {path}, line {fault.line}, column {fault.column}: {fault.says}", fault.hint) from None
    found = plain_value(node) if node else None
    if not isinstance(found, dict) or not isinstance(found.get("columns"), dict):
        raise Spoilt(f"the map {path} names no columns", "write `columns:` and below it `Column: field`")
    for key in found:
        if key not in _SETTINGS:
            raise Spoilt(
                f'the map {path} has "{key}"', did_you_mean(key, _SETTINGS).hint or "known: " + ", ".join(_SETTINGS)
            )
    return _checked(ColumnMap(**{key: found[key] for key in _SETTINGS if key in found}), table)


def _checked(columns: ColumnMap, table: Table) -> ColumnMap:
    for column, field in columns.columns.items():
        table.needs(column)
        if field not in FIELDS:
            hint = did_you_mean(field, FIELDS).hint or "known fields: " + ", ".join(FIELDS)
            raise Spoilt(f'the map calls this column "{field}"', hint, column)
    if columns.dates not in (None, "day-first", "month-first"):
        raise Spoilt(f"the map has `dates: {columns.dates}`", "write day-first or month-first")
    for field in ("title", "date"):
        if not columns.of(field):
            raise Spoilt(f"the map names no column for `{field}`", f"add a line `COLUMN: {field}` to it")
    return columns


def _incident(row: TableRow, file: str, columns: ColumnMap) -> Incident:
    title = _one(row, columns, "title")
    if not title:
        raise Spoilt("no title", "write what happened, in a few words", columns.of("title")[0])
    converted = markdown_of("\n\n".join(_all(row, columns, "text")))
    id = _one(row, columns, "id") or None
    return Incident(
        origin=row.origin(file, id),
        id=f"{slug(file.rpartition('.')[0])}-{id}" if id else None,
        title=" ".join(title.split()),
        date=_when(row, columns),
        date_text=_one(row, columns, "date_text") or None,
        summary=_one(row, columns, "summary") or None,
        lang=language_of(_one(row, columns, "lang")),
        types=tuple(_types(row, columns)),
        tags=tuple(tag for text in _all(row, columns, "tags") for tag in _parts(text, columns) if slug(tag)),
        parties=tuple(Party(name) for text in _all(row, columns, "actors") for name in _parts(text, columns)),
        places=tuple(_places(row, columns)),
        sources=(_source(row, file, columns),),
        dataset=columns.by,
        figures=tuple(_figures(row, columns)) if columns.by else (),
        private={column: row.get(column) for column in columns.of("private") if row.get(column)},
        body=converted.text,
    )


def _when(row: TableRow, columns: ColumnMap) -> str:
    start, end = (_date(row, columns, field) for field in ("date", "end"))
    if not start:
        raise Spoilt("no date", "an event has one, as precisely as it is known", columns.of("date")[0])
    if not end or end == start:
        return start
    return edtf_in(columns.of("end")[0], f"{start}/{end}")


def _date(row: TableRow, columns: ColumnMap, field: str) -> str:
    for column in columns.of(field):
        if row.get(column):
            return edtf_in(column, row.get(column), columns.dates)
    return ""


def _types(row: TableRow, columns: ColumnMap) -> Iterator[str]:
    for column in columns.of("type"):
        for text in _parts(row.get(column), columns):
            if text not in EVENT_TYPES:
                near = did_you_mean(text, EVENT_TYPES).hint
                hint = near or "map the column to `tags`, or use Dateline's event types"
                raise Spoilt(f'"{text}" is not an event type', hint, column)
            yield text


def _places(row: TableRow, columns: ColumnMap) -> Iterator[NamedPlace]:
    names = [name for text in _all(row, columns, "places") for name in _parts(text, columns)]
    latitude, longitude = columns.of("latitude"), columns.of("longitude")
    point = point_in(row, latitude[0], longitude[0]) if latitude and longitude else None
    for name in names:
        # A point is that of the one place that a row names.
        yield NamedPlace(name, point if len(names) == 1 else None)


def _source(row: TableRow, file: str, columns: ColumnMap) -> Source:
    fields = ("source_title", "source_publisher", "source_url", "source_date")
    title, publisher, url, date = (_one(row, columns, field) for field in fields)
    if not (title or publisher or url):
        return placeholder(f"The table {file}", columns.by or "")
    if url and not url.startswith(("http://", "https://")):
        title, url = title or f"[{url}]", ""
    issued = _date(row, columns, "source_date") if date else ""
    title = title or (page_at(url) if url else f"[Report by {publisher}]")
    return source_of(title, publisher or ("" if url else SOURCE_PUBLISHER), issued, url)


def _figures(row: TableRow, columns: ColumnMap) -> Iterator[Estimate]:
    for harm in Harm:
        for column in columns.of(harm.value):
            text = row.get(column)
            # 0 stands in tables for nobody and for nothing known.
            if text not in ("", "0"):
                low, best, high = _bounds(text, column)
                yield Estimate(category=Category.UNSPECIFIED, harm=harm, low=low, best=best, high=high)


def _bounds(text: str, column: str) -> tuple[int | None, int | None, int | None]:
    """Read a number, two that bound it, or one that it does not fall below."""
    if found := re.fullmatch(r"(\d{1,9})\s?[-–]\s?(\d{1,9})", text):
        return int(found[1]), None, int(found[2])
    if found := re.fullmatch(r"(?:≥|>=|at least)\s?(\d{1,9})|(\d{1,9})\s?\+", text):
        return int(found[1] or found[2]), None, None
    if found := re.fullmatch(r"(\d{1,9})(?:\.0+)?", text):
        return None, int(found[1]), None
    raise Spoilt(f'"{text}" is not a number of people', "write 3, 3-5 or 3+, or map the column to `private`", column)


def _one(row: TableRow, columns: ColumnMap, field: str) -> str:
    return next(_all(row, columns, field), "")


def _all(row: TableRow, columns: ColumnMap, field: str) -> Iterator[str]:
    yield from (row.get(column) for column in columns.of(field) if row.get(column))


def _parts(text: str, columns: ColumnMap) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(columns.separator) if part.strip())
