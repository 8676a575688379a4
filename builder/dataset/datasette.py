"""Write what Datasette shows of the database: title, licence, what each column means, and a search of everything."""

from collections.abc import Iterable

import yaml

from builder.dataset.columns import DataTable
from builder.dataset.database import search_table
from builder.dataset.package import licence_address
from builder.model.site import Site

Value = str | dict[str, "Value"]

_DATABASE = "publication"


def metadata_of(site: Site, tables: Iterable[DataTable], caution: str) -> bytes:
    """Return Datasette's metadata, as YAML."""
    listed = tuple(tables)
    about: dict[str, Value] = {"title": site.title, "description": caution, "source": site.title}
    if site.url:
        about["source_url"] = site.url
    if site.licence.data:
        about |= {"license": site.licence.data, "license_url": licence_address(site.licence.data)}
    described: dict[str, Value] = {table.name: _table(table) for table in listed}
    search: Value = {
        "title": "Search all names and texts",
        "sql": "\nUNION ALL\n".join(_searches(listed)),
    }
    database: Value = {"tables": described, "queries": {"search": search}}
    whole: Value = {**about, "databases": {_DATABASE: database}}
    text: str = yaml.safe_dump(whole, allow_unicode=True, sort_keys=False, width=100)
    return text.encode()


def _table(table: DataTable) -> Value:
    found: dict[str, Value] = {
        "description": table.words,
        "columns": {column.name: column.words for column in table.columns},
    }
    if table.searched:
        found["fts_table"] = search_table(table)
    return found


def _searches(tables: Iterable[DataTable]) -> Iterable[str]:
    """Ask each index, and say in which table and row it found something."""
    for table in tables:
        if table.searched:
            name, index = table.name, search_table(table)
            shown = (
                f'\'{name}\' AS found_in, "{name}"."{table.key[0]}" AS id, "{name}"."{table.searched[0]}" AS words'
            )
            joined = f'"{index}" JOIN "{name}" ON "{name}".rowid = "{index}".rowid'
            yield f'SELECT {shown} FROM {joined} WHERE "{index}" MATCH :words'
