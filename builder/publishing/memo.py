"""What earlier builds worked out, in one file that may be deleted, damaged or shared without harm.

Every value is found by the digest of all that it was made from, salted with our code and the libraries under it,
and carries a sum of its own: what does not fit is thrown away and worked out again. Nothing in it is ever run."""

import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from msgspec import Struct

from builder.publishing.lock import lock

_TABLES = """
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS memo (key BLOB PRIMARY KEY, kind TEXT, value BLOB, sum BLOB);
CREATE TABLE IF NOT EXISTS files
    (path TEXT PRIMARY KEY, size INT, modified INT, inode INT, digest BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pages
    (path TEXT PRIMARY KEY, key BLOB, size INT, modified INT, inode INT, sha256 TEXT) WITHOUT ROWID;
"""


class FileStamp(Struct, frozen=True):
    """A file of the author's as it was read last: untouched as long as size, time and inode are the same."""

    size: int
    modified: int
    inode: int
    digest: bytes


class PageStamp(Struct, frozen=True):
    """A published file as we wrote it: the digest of what it shows, and a stamp that tells if it was touched."""

    key: bytes
    size: int
    modified: int
    inode: int
    sha256: str


class Memo:
    """The memo of one site and output folder. Workers that are forked open the file anew, for reading."""

    def __init__(self, place: Path, salt: bytes) -> None:
        self._place, self._salt = place, salt
        self._process = 0
        self._kept: set[bytes] = set()
        self.was_damaged = False
        try:
            self._open()
        except sqlite3.DatabaseError:
            self._start_anew()

    def known(self, kind: str) -> frozenset[bytes]:
        """List the keys of a kind."""
        return frozenset(key for (key,) in self._read("SELECT key FROM memo WHERE kind = ?", kind))

    def all(self, kind: str) -> dict[bytes, bytes]:
        """Give all values of a kind that are as they were written."""
        rows = self._read("SELECT key, value, sum FROM memo WHERE kind = ?", kind)
        return {key: value for key, value, sum in rows if sum == _sum(key, value)}

    def get(self, key: bytes) -> bytes | None:
        """Give one value, if it is as it was written."""
        for value, sum in self._read("SELECT value, sum FROM memo WHERE key = ?", key):
            return value if sum == _sum(key, value) else None
        return None

    def put(self, kind: str, values: Mapping[bytes, bytes]) -> None:
        """Remember values, for other processes as well as this one."""
        rows = [(key, kind, value, _sum(key, value)) for key, value in values.items()]
        self._write("INSERT OR REPLACE INTO memo VALUES (?, ?, ?, ?)", rows)

    def keep(self, keys: Iterable[bytes]) -> None:
        """Tell which values this build has used; the others are forgotten when it is done."""
        self._kept.update(keys)

    def files(self) -> dict[str, FileStamp]:
        return {path: FileStamp(*stamp) for path, *stamp in self._read("SELECT * FROM files")}

    def pages(self) -> dict[str, PageStamp]:
        return {path: PageStamp(*stamp) for path, *stamp in self._read("SELECT * FROM pages")}

    def state(self, name: str) -> bytes | None:
        for (value,) in self._read("SELECT value FROM state WHERE name = ?", name):
            return None if value is None else bytes(value)
        return None

    def conclude(
        self, files: Mapping[str, FileStamp], pages: Mapping[str, PageStamp], state: Mapping[str, bytes]
    ) -> None:
        """Remember how everything stands after a build, and forget what it did not use."""
        self._replace("files", {path: (s.size, s.modified, s.inode, s.digest) for path, s in files.items()}, 5)
        pages_rows = {path: (s.key, s.size, s.modified, s.inode, s.sha256) for path, s in pages.items()}
        self._replace("pages", pages_rows, 6)
        self._write("INSERT OR REPLACE INTO state VALUES (?, ?)", list(state.items()))
        unused = [(key,) for (key,) in self._read("SELECT key FROM memo") if key not in self._kept]
        self._write("DELETE FROM memo WHERE key = ?", unused)

    def forget(self, name: str) -> None:
        self._write("DELETE FROM state WHERE name = ?", [(name,)])

    def close(self) -> None:
        self._connection.close()

    def _open(self) -> None:
        self._connection = sqlite3.connect(self._place, isolation_level=None)
        self._process = os.getpid()
        # A killed process is undone from the journal; a power failure may cost the memo, never the site.
        self._connection.execute("PRAGMA synchronous = OFF")
        self._connection.executescript(_TABLES)
        found = self._connection.execute("SELECT value FROM state WHERE name = 'salt'").fetchone()
        if found is None or bytes(found[0]) != self._salt:
            for table in ("state", "memo", "files", "pages"):
                self._connection.execute(f"DELETE FROM {table}")
            self._connection.execute("INSERT INTO state VALUES ('salt', ?)", (self._salt,))

    def _start_anew(self) -> None:
        self.was_damaged = True
        for suffix in ("", "-journal"):
            Path(f"{self._place}{suffix}").unlink(missing_ok=True)
        self._open()

    def _replace(self, table: str, rows: Mapping[str, tuple[object, ...]], width: int) -> None:
        """Bring a table to the given rows, touching only those that differ."""
        old = {path: tuple(row) for path, *row in self._read(f"SELECT * FROM {table}")}
        self._write(f"DELETE FROM {table} WHERE path = ?", [(path,) for path in old if path not in rows])
        changed = [(path, *row) for path, row in rows.items() if old.get(path) != row]
        self._write(f"INSERT OR REPLACE INTO {table} VALUES ({', '.join('?' * width)})", changed)

    def _read(self, query: str, *values: object) -> list[Any]:  # Rows have the types of their columns.
        if self._process != os.getpid():
            self._connection = sqlite3.connect(self._place, isolation_level=None)
            self._process = os.getpid()
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.DatabaseError:
            if self._process == os.getpid() and not self.was_damaged:
                self._start_anew()
            return []

    def _write(self, query: str, rows: Iterable[tuple[object, ...]]) -> None:
        try:
            self._connection.execute("BEGIN")
            self._connection.executemany(query, rows)
            self._connection.execute("COMMIT")
        except sqlite3.DatabaseError:
            self._start_anew()


def _sum(key: bytes, value: bytes) -> bytes:
    return hashlib.blake2b(value, key=key, digest_size=8).digest()


@contextmanager
def opened_memo(place: Path | None, salt: bytes) -> Iterator[Memo]:
    """Open the memo of a site; one for this time only where there is to be none, or another build holds it."""
    with ExitStack() as stack:
        if place is None or not stack.enter_context(_held(place)):
            place = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "memo"
        memo = Memo(place, salt)
        stack.callback(memo.close)
        yield memo


@contextmanager
def _held(place: Path) -> Iterator[bool]:
    """Hold a file for this process alone; tell whether that could be had."""
    try:
        handle = os.open(place, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o644)
    except OSError:
        yield False
        return
    try:
        yield lock(handle)
    finally:
        os.close(handle)
