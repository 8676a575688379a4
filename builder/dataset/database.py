"""Write all tables into one SQLite database: keys, views to read, and full-text search over names and texts.

The same tables give the same bytes, with one version of SQLite. A database is made in two steps: a base of all tables
that an edit of an entry leaves as they are where only its words change, which a build remembers, and the others."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import MappingProxyType

from builder.dataset.columns import ColumnType, DataColumn, DataTable, Row
from builder.model.errors import BuilderError

# What readers may ask without joining tables. Nothing is added up.
VIEWS = MappingProxyType(
    {
        "timeline": """
SELECT entries.id, entries.date, entries.earliest, entries.latest, entries.precision, entries.title,
  (SELECT group_concat(name, '; ') FROM (SELECT places.name FROM entry_places JOIN places ON places.id = place
    WHERE entry = entries.id AND role <> 'mentioned' ORDER BY position)) AS places,
  (SELECT group_concat(name, '; ') FROM (SELECT actors.name FROM entry_actors JOIN actors ON actors.id = actor
    WHERE entry = entries.id ORDER BY position)) AS actors,
  entries.status, entries.address
FROM entries""",
        "statements": """
SELECT claims.id, questions.title AS question, actors.name AS claimant, claims.side, claims.stance, claims.text,
  claims.made, claims.as_of, claims.status, claims.is_live, claims.is_contested, entries.title AS entry,
  claims.address
FROM claims JOIN entries ON entries.id = claims.entry JOIN actors ON actors.id = claims.claimant
  LEFT JOIN questions ON questions.id = claims.question""",
        "figures": """
SELECT questions.title AS question, actors.name AS claimant, claims.made, claims.as_of, claims.reports,
  claim_figures.harm, claim_figures.category, claim_figures.text, claim_figures.low, claim_figures.high,
  claim_figures.certainty, claim_figures.words, claim_figures.is_current, claims.address
FROM claim_figures JOIN claims ON claims.id = claim_figures.claim JOIN actors ON actors.id = claims.claimant
  LEFT JOIN questions ON questions.id = claims.question""",
        "claims_compared": """
SELECT questions.title AS question, one.name AS claimant, claims.text AS text, relations.relation,
  two.name AS other_claimant, others.text AS other_text, relations.harm, relations.category,
  claims.address, others.address AS other_address
FROM relations JOIN claims ON claims.id = relations.claim JOIN claims AS others ON others.id = relations.other
  JOIN actors AS one ON one.id = claims.claimant JOIN actors AS two ON two.id = others.claimant
  JOIN questions ON questions.id = relations.question""",
    }
)

WithRows = tuple[DataTable, Sequence[Row]]

_VERSION = 1
_TYPES = MappingProxyType({ColumnType.INTEGER: "INTEGER", ColumnType.BOOLEAN: "INTEGER", ColumnType.NUMBER: "REAL"})


def base_of(tables: Iterable[WithRows]) -> bytes:
    """Return a database of these tables, for `database_of` to add the others to."""
    with _opened(b"") as connection:
        for table, rows in tables:
            _add(table, rows, connection)
        connection.execute("COMMIT")
        return connection.serialize()


def database_of(base: bytes, tables: Iterable[WithRows], about: Mapping[str, str]) -> bytes:
    """Return a database of those tables and these; `about` says whose they are, and under which terms."""
    with _opened(base) as connection:
        connection.execute('CREATE TABLE "about" ("name" TEXT NOT NULL PRIMARY KEY, "value" TEXT) WITHOUT ROWID')
        connection.executemany('INSERT INTO "about" VALUES (?, ?)', about.items())
        for table, rows in tables:
            _add(table, rows, connection)
        for name, query in VIEWS.items():
            connection.execute(f'CREATE VIEW "{name}" AS {query.strip()}')
        connection.execute("COMMIT")
        return connection.serialize()


def library() -> bytes:
    """Return the version of SQLite's library, by which the bytes of a database differ."""
    return sqlite3.sqlite_version.encode()


def search_table(table: DataTable) -> str:
    """Name the full-text index of a table."""
    return f"{table.name}_search"


@contextmanager
def _opened(image: bytes) -> Iterator[sqlite3.Connection]:
    """Open a database in memory, and begin a transaction."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        if image:
            connection.deserialize(image)
        connection.execute(f"PRAGMA user_version = {_VERSION}")
        connection.execute("BEGIN")
        yield connection
    except sqlite3.OperationalError as error:
        if "fts5" not in str(error):
            raise
        raise BuilderError("this Python's SQLite has no full-text search (FTS5): use another Python") from None
    finally:
        connection.close()


def _add(table: DataTable, rows: Sequence[Row], connection: sqlite3.Connection) -> None:
    connection.execute(_schema(table))
    marks = ", ".join("?" for _ in table.columns)
    connection.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', rows)
    for column in table.columns:
        if column.refers_to and column.name != table.key[0]:
            index = f'"{table.name}_by_{column.name}" ON "{table.name}" ("{column.name}")'
            connection.execute(f"CREATE INDEX {index}")
    if table.searched:
        searched = _quoted(table.searched)
        options = f"content=\"{table.name}\", tokenize='unicode61 remove_diacritics 2'"
        connection.execute(f'CREATE VIRTUAL TABLE "{search_table(table)}" USING fts5({searched}, {options})')
        connection.execute(f'INSERT INTO "{search_table(table)}" ("{search_table(table)}") VALUES (\'rebuild\')')


def _schema(table: DataTable) -> str:
    lines = [_declared(column) for column in table.columns]
    lines.append(f"PRIMARY KEY ({_quoted(table.key)})")
    lines += [
        f'FOREIGN KEY ("{column.name}") REFERENCES "{column.refers_to}" ("id")'
        for column in table.columns
        if column.refers_to
    ]
    inner = ",\n  ".join(lines)
    # Full-text search goes by the number of a row, which a table without one does not have.
    without = "" if table.searched else " WITHOUT ROWID"
    return f'CREATE TABLE "{table.name}" (\n  {inner}\n){without}'


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _declared(column: DataColumn) -> str:
    return f'"{column.name}" {_TYPES.get(column.type, "TEXT")}{" NOT NULL" if column.is_required else ""}'
