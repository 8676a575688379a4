"""The file in which a site's memo lies: an SQLite database that may be deleted, damaged or planted without harm.

It is salted with our code and the libraries under it: what other versions left is discarded. Every value carries
a tag that only this user on this machine can make, and what does not fit is thrown away. None of it is ever run."""

import os
import sqlite3
import stat
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from builder.model.opening import TO_HOLD
from builder.publishing.lock import lock
from builder.publishing.seal import sealed, secret
from builder.publishing.untouched import is_foreign

# What SQLite keeps beside a database for the next to open it: it may name other files, and have them deleted.
_BESIDE = ("-journal", "-wal", "-shm")
# A file written within this time may be written again under the same stamp: some file systems count in steps of two
# seconds.
_RACY_NANOSECONDS = 2_000_000_000
# SQLite's own name for a database that is not written.
_NOWHERE = ":memory:"
_STATE = "CREATE TABLE state (name TEXT PRIMARY KEY, value BLOB, tag BLOB)"


class _NotOurs(Exception):
    """A cache that no build of this user has left here."""


# SQLite quotes what it cannot read, and that need not be text.
_DAMAGED = (sqlite3.Error, UnicodeDecodeError, _NotOurs)


class CacheFile:
    """The cache of one site and output folder: tables of these forms, and one for states.

    Workers, forked or sent for, open the file again, for reading."""

    def __init__(self, path: Path, salt: bytes, tables: Iterable[str]) -> None:
        self._path, self._salt, self._secret = str(path), salt, secret()
        self._tables = sorted((*tables, _STATE))
        self._owner = self._process = os.getpid()
        self.was_ignored = is_foreign(self._path, self._secret)
        self.was_damaged = False
        self._opened = self.touched()
        try:
            self._open()
        except _DAMAGED:
            self._start_over()

    def __getstate__(self) -> tuple[str, bytes]:
        return self._path, self._secret

    def __setstate__(self, state: tuple[str, bytes]) -> None:
        self._path, self._secret = state
        self._owner, self._process = 0, os.getpid()
        self._connection = _opened_for_reading(self._path)

    @property
    def path(self) -> str | None:
        """Return the path of the file; None where it is kept in memory alone."""
        return None if self._path == _NOWHERE else self._path

    def is_racy(self, modified: int) -> bool:
        """Return whether a file was written so shortly before this began that its stamp may hide the next change.

        The file system's own clock is asked, as the one that a site is built by may be set."""
        return modified > self._opened - _RACY_NANOSECONDS

    def touched(self) -> int:
        """Touch the file to read the file system's clock: nanoseconds since 1970, or 0 where that cannot be had."""
        try:
            os.utime(self._path)
            return os.stat(self._path).st_mtime_ns
        except OSError:
            return 0

    def read(self, query: str, *values: object) -> list[Any]:  # Rows have the types of their columns.
        """Return the rows that a query finds; none where the file is damaged."""
        if self._process != os.getpid():
            # The connection that came with the fork is the parent's: it is kept, so that it is not closed here.
            self._inherited = self._connection
            self._connection = _opened_for_reading(self._path)
            self._process = os.getpid()
        try:
            return self._connection.execute(query, values).fetchall()
        except _DAMAGED:
            # A worker leaves the file to its parent.
            if self._owner == os.getpid() and not self.was_damaged:
                self._start_over()
            return []

    def write(self, query: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Write rows, all or none."""
        try:
            self._connection.execute("BEGIN")
            self._connection.executemany(query, rows)
            self._connection.execute("COMMIT")
        except _DAMAGED:
            self._start_over()

    def state(self) -> bytes | None:
        """Return the state that was written last, if it is intact."""
        rows = self.read("SELECT value, tag FROM state WHERE name = 'state'")
        return next((value for value, tag in rows if self.is_whole(b"state", value, tag)), None)

    def write_state(self, packed: bytes) -> None:
        """Write the state, all in one value: a damaged file must not give back parts of two builds."""
        self.write("INSERT OR REPLACE INTO state VALUES ('state', ?, ?)", [(packed, self.tag(b"state", packed))])

    def tag(self, key: bytes, value: bytes) -> bytes:
        """Return the tag of a value under its key."""
        return sealed(b"%d %s%s" % (len(key), key, value), self._secret)

    def is_whole(self, key: object, value: object, tag: object) -> bool:
        """Return whether a value is intact."""
        # A damaged file may hold a text or a number where bytes were.
        return isinstance(key, bytes) and isinstance(value, bytes) and tag == self.tag(key, value)

    def close(self) -> None:
        self._connection.close()

    def _open(self) -> None:
        if self._path != _NOWHERE:
            for suffix in _BESIDE:
                Path(f"{self._path}{suffix}").unlink(missing_ok=True)
        self._connection = sqlite3.connect(self._path, isolation_level=None)
        # A power failure may cost the cache, never the site.
        self._connection.execute("PRAGMA synchronous = OFF")
        self._connection.execute("PRAGMA trusted_schema = OFF")
        made = self._connection.execute("SELECT sql FROM sqlite_master WHERE sql NOT NULL ORDER BY sql").fetchall()
        if not made:
            for table in self._tables:
                self._connection.execute(table)
            self._salt_it()
        elif made != [(table,) for table in self._tables]:
            raise _NotOurs
        else:
            self._forget_other_versions()

    def _forget_other_versions(self) -> None:
        """Forget what other code or libraries worked out; raise _NotOurs where the cache is another's."""
        rows = self._connection.execute("SELECT value, tag FROM state WHERE name = 'salt'").fetchall()
        salts = [value for value, tag in rows if self.is_whole(b"salt", value, tag)]
        if not salts:
            raise _NotOurs
        if salts != [self._salt]:
            for table in self._tables:
                self._connection.execute(f"DELETE FROM {table.split()[2]}")
            self._salt_it()

    def _salt_it(self) -> None:
        salt = (self._salt, self.tag(b"salt", self._salt))
        self._connection.execute("INSERT INTO state VALUES ('salt', ?, ?)", salt)

    def _start_over(self) -> None:
        self.was_damaged = self.was_ignored = True
        try:
            Path(self._path).unlink(missing_ok=True)
            self._open()
        except (OSError, *_DAMAGED):
            # The disk is full, or broken: this build goes on and leaves nothing to the next.
            self._path = _NOWHERE
            self._open()


def _opened_for_reading(path: str) -> sqlite3.Connection:
    # All threads of a worker share it; SQLite lets in one at a time.
    return sqlite3.connect(path, isolation_level=None, check_same_thread=False)


@contextmanager
def held_path(path: Path | None) -> Iterator[tuple[Path, bool]]:
    """Lock the path of a cache for this process; yield it, and whether it is something other than a file.

    It is a temporary path if no cache is wanted, if it is not a file, or if another build has it."""
    with ExitStack() as stack:
        is_odd = path is not None and os.path.lexists(path) and not _is_plain(path)
        if path is None or is_odd or not stack.enter_context(_held(path)):
            from tempfile import TemporaryDirectory

            path = Path(stack.enter_context(TemporaryDirectory())) / "memo"
        yield path, is_odd


def _is_plain(path: Path) -> bool:
    return stat.S_ISREG(os.lstat(path).st_mode)


@contextmanager
def _held(path: Path) -> Iterator[bool]:
    """Lock a file for this process alone; yield whether it was free."""
    try:
        handle = os.open(path, TO_HOLD | os.O_CREAT, 0o600)
    except OSError:
        yield False
        return
    try:
        yield lock(handle)
    finally:
        os.close(handle)
