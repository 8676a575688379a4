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

import msgspec
from msgspec import Struct

from builder.publishing.lock import lock

_TABLES = """
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value BLOB, sum BLOB);
CREATE TABLE IF NOT EXISTS memo (key BLOB PRIMARY KEY, kind TEXT, value BLOB, sum BLOB);
"""


class FileStamp(Struct, frozen=True, array_like=True):
    """A file of the author's as it was read last: untouched as long as size, time and inode are the same."""

    size: int
    modified: int
    inode: int
    digest: bytes


class PageStamp(Struct, frozen=True, array_like=True):
    """A published file as we wrote it: the digest of what it shows, and a stamp that tells if it was touched."""

    key: bytes
    size: int
    modified: int
    inode: int
    sha256: str


class Memo:
    """The memo of one site and output folder. Workers that are forked open the file anew, for reading."""

    def __init__(self, place: Path, salt: bytes) -> None:
        self._place, self._salt = str(place), salt
        self._owner = self._process = os.getpid()
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
        return {key: value for key, value, sum in rows if _is_whole(key, value, sum)}

    def get(self, key: bytes) -> bytes | None:
        """Give one value, if it is as it was written."""
        for value, sum in self._read("SELECT value, sum FROM memo WHERE key = ?", key):
            return value if _is_whole(key, value, sum) else None
        return None

    def put(self, kind: str, values: Mapping[bytes, bytes]) -> None:
        """Remember values, for other processes as well as this one."""
        rows = [(key, kind, value, _sum(key, value)) for key, value in values.items()]
        self._write("INSERT OR REPLACE INTO memo VALUES (?, ?, ?, ?)", rows)

    def keep(self, keys: Iterable[bytes]) -> None:
        """Tell which values this build has used; the others are forgotten when it is done."""
        self._kept.update(keys)

    def files(self) -> dict[str, FileStamp]:
        packed = self.state("files")
        return _FILES.decode(packed) if packed else {}

    def pages(self) -> dict[str, PageStamp]:
        packed = self.state("pages")
        return _PAGES.decode(packed) if packed else {}

    def state(self, name: str) -> bytes | None:
        for value, sum in self._read("SELECT value, sum FROM state WHERE name = ?", name):
            return value if _is_whole(name.encode(), value, sum) else None
        return None

    def conclude(
        self, files: Mapping[str, FileStamp], pages: Mapping[str, PageStamp], state: Mapping[str, bytes]
    ) -> None:
        """Remember how everything stands after a build, and forget what it did not use."""
        self._set_state({"files": _ENCODER.encode(files), "pages": _ENCODER.encode(pages), **state})
        unused = [(key,) for (key,) in self._read("SELECT key FROM memo") if key not in self._kept]
        self._write("DELETE FROM memo WHERE key = ?", unused)

    def close(self) -> None:
        self._connection.close()

    def _open(self) -> None:
        self._connection = sqlite3.connect(self._place, isolation_level=None)
        # A killed process is undone from the journal; a power failure may cost the memo, never the site.
        self._connection.execute("PRAGMA synchronous = OFF")
        self._connection.executescript(_TABLES)
        salt = ("salt", self._salt, _sum(b"salt", self._salt))
        if self._connection.execute("SELECT * FROM state WHERE name = 'salt'").fetchall() != [salt]:
            self._connection.execute("DELETE FROM state")
            self._connection.execute("DELETE FROM memo")
            self._connection.execute("INSERT INTO state VALUES (?, ?, ?)", salt)

    def _start_anew(self) -> None:
        self.was_damaged = True
        try:
            for suffix in ("", "-journal"):
                Path(f"{self._place}{suffix}").unlink(missing_ok=True)
            self._open()
        except (OSError, sqlite3.DatabaseError):
            # The disk is full, or broken: this build goes on and leaves nothing to the next.
            self._place = ":memory:"
            self._open()

    def _set_state(self, state: Mapping[str, bytes]) -> None:
        sums = dict(self._read("SELECT name, sum FROM state"))
        rows = [(name, value, _sum(name.encode(), value)) for name, value in state.items()]
        rows = [row for row in rows if sums.get(row[0]) != row[2]]
        self._write("INSERT OR REPLACE INTO state VALUES (?, ?, ?)", rows)

    def _read(self, query: str, *values: object) -> list[Any]:  # Rows have the types of their columns.
        if self._process != os.getpid():
            # The connection that came with the fork is the parent's: it is kept, so that it is not closed here.
            self._inherited = self._connection
            self._connection = sqlite3.connect(self._place, isolation_level=None)
            self._process = os.getpid()
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.DatabaseError:
            # A worker leaves the file to the one that hired it.
            if self._owner == os.getpid() and not self.was_damaged:
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


def _is_whole(key: object, value: object, sum: object) -> bool:
    # In a damaged file a text or a number may stand where bytes were.
    return isinstance(key, bytes) and len(key) <= 64 and isinstance(value, bytes) and sum == _sum(key, value)


_ENCODER = msgspec.msgpack.Encoder()
_FILES = msgspec.msgpack.Decoder(dict[str, FileStamp])
_PAGES = msgspec.msgpack.Decoder(dict[str, PageStamp])


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
