"""Read what archives of evidence export: auto-archiver's sheets into sources, Atlos's incidents into incidents.

An address that was archived is a source; what it shows, and when, is for an author to find out."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from builder.importing.citing import page_at, required_address, source_of
from builder.importing.dates_elsewhere import edtf_in
from builder.importing.html_text import escaped
from builder.importing.record import Found, ImportSource, Incident, Origin, Reference, Spoilt, Unmapped
from builder.importing.tables import Table, TableRow, open_table
from builder.model.ids import slug
from builder.model.source import Source

_ARCHIVER = MappingProxyType(
    {
        "url": ("link", "url", "webpages", "webpage", "links"),
        "archived": ("archive location", "replaywebpage", "archive url", "archived"),
        "title": ("upload title", "title"),
        "issued": ("upload timestamp", "timestamp"),
        "accessed": ("archive date",),
        "note": ("archive status", "status"),
    }
)
_ATLOS_PRIVATE = (
    *("description", "more_info", "sensitive", "status", "restrictions", "assignees", "urgent", "civilian_impact"),
    *("impact", "equipment", "event", "casualty", "military_infrastructure", "weapon", "environment", "weather"),
    *("camera_system", "time_of_day", "geolocation_resolution", "type"),
)
_OF_THE_PLATFORM = ("project", "inserted_at", "updated_at")
_POINTS = ("latitude", "longitude", "geolocation")
_ATLOS_MAPPED = ("slug", "date", "tags")


def read_auto_archiver(material: ImportSource) -> Iterator[Found]:
    """Read the addresses of an archiver's sheet into sources."""
    table = open_table(material)
    columns = {of: _columns(table, names) for of, names in _ARCHIVER.items()}
    if not columns["url"]:
        table.needs("link")
    yield from table.passed_over
    for column in table.columns:
        if not any(column in named for named in columns.values()):
            yield Unmapped(material.name, column, "nothing of a source")
    for row in table.rows:
        try:
            yield from _source(row, columns, material.name)
        except Spoilt as fault:
            yield fault.flaw(material.name, row.number)


def _columns(table: Table, names: tuple[str, ...]) -> tuple[str, ...]:
    known = {column.casefold(): column for column in table.columns}
    return tuple(known[name] for name in names if name in known)


def _source(row: TableRow, columns: Mapping[str, tuple[str, ...]], file: str) -> Iterator[Found]:
    # Of several columns that may say the same, the first that is filled in is meant.
    used = {of: next((name for name in names if row.get(name)), "") for of, names in columns.items()}
    cells = {of: row.get(column) for of, column in used.items()}
    url = required_address(cells["url"], used["url"] or columns["url"][0])
    days = {of: edtf_in(used[of], cells[of]) if cells[of] else "" for of in ("issued", "accessed")}
    if cells["archived"] and not cells["archived"].startswith(("https://", "http://")):
        reason = f'"{cells["archived"]}" is not a web address: the copy lies where only you can reach it'
        yield Unmapped(file, used["archived"], reason, row.number)
    for of, names in columns.items():
        for name in names:
            if row.get(name) and name != used[of]:
                yield Unmapped(file, name, f'"{used[of]}" says it already', row.number)
    if cells["note"]:
        yield Unmapped(file, used["note"], "how the archiving went is not shown to readers", row.number)
    yield Reference(
        row.origin(file),
        source_of(
            cells["title"] or page_at(url),
            issued=days["issued"],
            url=url,
            archived=cells["archived"],
            accessed=days["accessed"],
        ),
    )


def read_atlos(material: ImportSource) -> Iterator[Found]:
    """Read incidents of Atlos; its descriptions are working notes, and stay private."""
    table = open_table(material)
    yield from table.passed_over
    own = tuple(column for column in table.columns if not _is_of_atlos(_bare(column)))
    for column in table.columns:
        name = _bare(column)
        if name in _ATLOS_PRIVATE or column in own:
            yield Unmapped(material.name, column, "kept under `private`: working notes of the investigation")
        elif name in _POINTS:
            yield Unmapped(material.name, column, "kept under `private`: a point has no name, and a place needs one")
        elif name in _OF_THE_PLATFORM:
            yield Unmapped(material.name, column, "of the platform's own work")
    for row in table.rows:
        try:
            cells = {_bare(key): text for key, text in row.cells.items() if key not in own}
            named = {key: row.get(key) for key in own if row.get(key)}
            yield _incident(TableRow(row.number, cells), row.origin(material.name, cells.get("slug")), named)
        except Spoilt as fault:
            yield fault.flaw(material.name, row.number)


def _bare(column: str) -> str:
    return re.sub(r"[\s-]+", "_", column.casefold().removeprefix("attr_").strip())


def _is_of_atlos(name: str) -> bool:
    return name in (*_ATLOS_PRIVATE, *_POINTS, *_ATLOS_MAPPED, *_OF_THE_PLATFORM) or name.startswith("source")


def _incident(row: TableRow, origin: Origin, own: Mapping[str, str]) -> Incident:
    """Make an incident of a row; `own` are the attributes that a project of Atlos has added, by their labels."""
    id = row.get("slug")
    if not id:
        raise Spoilt("an incident without a slug", "", "slug")
    if not row.get("date"):
        raise Spoilt("an incident without a date", "date it in Atlos, or skip it with --skip", "date")
    return Incident(
        origin=origin,
        id=f"atlos-{id}",
        title=f"[Atlos incident {id}]",
        date=edtf_in("date", row.get("date")),
        tags=tuple(tag for tag in map(str.strip, re.split(r"[,;]", row.get("tags"))) if slug(tag)),
        sources=tuple(_sources(row, id)),
        external=(("atlos", id),),
        private={**{name: row.get(name) for name in (*_ATLOS_PRIVATE, *_POINTS) if row.get(name)}, **own},
    )


def _sources(row: TableRow, id: str) -> Iterator[Source]:
    addresses = [text for name, text in row.cells.items() if name.startswith("source")]
    for address in re.split(r"[,;\s]+", " ".join(addresses)):
        if address:
            url = required_address(address, "sources")
            yield source_of(page_at(url), url=url)
    if not addresses:
        yield source_of(f"[{escaped(id)}]", "Atlos")
