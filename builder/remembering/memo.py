"""What earlier builds worked out, in one file that may be deleted, damaged or planted without harm.

Every value is found by the digest of all that it was made from, salted with our code and the libraries under it,
and carries a tag that only this user on this machine can make: what does not fit is thrown away and worked out
again. Nothing in it is ever run."""

import os
import sqlite3
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from builder.publishing.lock import lock
from builder.publishing.seal import sealed, secret
from builder.publishing.stamps import FileStamp, PageStamp
from builder.publishing.untouched import is_foreign

_TABLES = (
    "CREATE TABLE brief (key BLOB PRIMARY KEY, kind TEXT, brief BLOB, tag BLOB)",
    "CREATE TABLE state (name TEXT PRIMARY KEY, value BLOB, tag BLOB)",
    "CREATE TABLE value (key BLOB PRIMARY KEY, value BLOB, tag BLOB)",
)
# What SQLite keeps beside a database for the next to open it: it may name other files, and have them deleted.
_BESIDE = ("-journal", "-wal", "-shm")


class _NotOurs(Exception):
    """A cache that no build of this user has left here."""


# SQLite quotes what it cannot read, and that need not be text.
_DAMAGED = (sqlite3.Error, UnicodeDecodeError, _NotOurs)


# A file written within this time may be written again without its stamp changing: some file systems count in
# steps of two seconds.
_RACY_NANOSECONDS = 2_000_000_000
# SQLite's own name for a database that is not written.
_NOWHERE = ":memory:"
# To ask for so many keys one by one is faster than to list all.
_FEW = 200


class MemoRow(Struct, frozen=True, array_like=True):
    """What is remembered of one item: a brief that every run reads, and bytes that only some page needs."""

    key: bytes
    brief: bytes
    value: bytes


class Memo:
    """The memo of one site and output folder. Workers, forked or sent for, open the file anew, for reading."""

    def __init__(self, place: Path, salt: bytes) -> None:
        self._place, self._salt, self._secret = str(place), salt, secret()
        self._owner = self._process = os.getpid()
        self._kept: set[bytes] = set()
        self._state: dict[str, bytes] | None = None
        self.was_ignored = is_foreign(self._place, self._secret)
        self.was_damaged = False
        self._opened = _touched(self._place)
        try:
            self._open()
        except _DAMAGED:
            self._start_anew()

    def __getstate__(self) -> tuple[str, bytes]:
        return self._place, self._secret

    def __setstate__(self, state: tuple[str, bytes]) -> None:
        self._place, self._secret = state
        self._owner, self._process = 0, os.getpid()
        self._connection = _opened_for_reading(self._place)

    @property
    def place(self) -> str | None:
        """Return the path of the memo; None where it is kept in memory alone."""
        return None if self._place == _NOWHERE else self._place

    def known(self, kind: str, keys: Sequence[bytes]) -> set[bytes]:
        """Return which of these keys there are."""
        if len(keys) < _FEW:
            return {key for key in keys if self._read("SELECT 1 FROM brief WHERE key = ?", key)}
        found = {key for (key,) in self._read("SELECT key FROM brief WHERE kind = ?", kind)}
        return found.intersection(keys)

    def briefs(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """Return those briefs that are as they were written."""
        marks = ",".join("?" * len(keys))
        rows = self._read(f"SELECT key, brief, tag FROM brief WHERE key IN ({marks})", *keys) if keys else ()
        return {key: brief for key, brief, tag in rows if self._is_whole(key, brief, tag)}

    def value(self, key: bytes) -> bytes | None:
        """Return one value, if it is as it was written."""
        for value, tag in self._read("SELECT value, tag FROM value WHERE key = ?", key):
            return value if self._is_whole(key, value, tag) else None
        return None

    def put(self, kind: str, rows: Sequence[MemoRow]) -> None:
        """Remember rows, for other processes as well as this one."""
        briefs = [(row.key, kind, row.brief, self._tag(row.key, row.brief)) for row in rows]
        values = [(row.key, row.value, self._tag(row.key, row.value)) for row in rows if row.value]
        self._write("INSERT OR REPLACE INTO brief VALUES (?, ?, ?, ?)", briefs)
        if values:
            self._write("INSERT OR REPLACE INTO value VALUES (?, ?, ?)", values)

    def keep(self, keys: Iterable[bytes]) -> None:
        """Note which keys this run has used; a build forgets the others when it is done."""
        self._kept.update(keys)

    def files(self) -> dict[str, FileStamp]:
        packed = self.state("files")
        return _FILES.decode(packed) if packed else {}

    def pages(self) -> dict[str, PageStamp]:
        packed = self.state("pages")
        return _PAGES.decode(packed) if packed else {}

    def state(self, name: str) -> bytes | None:
        if self._state is None:
            rows = self._read("SELECT value, tag FROM state WHERE name = 'state'")
            self._state = next(
                (_STATE.decode(value) for value, tag in rows if self._is_whole(b"state", value, tag)), {}
            )
        return self._state.get(name)

    def last_build(self) -> bytes | None:
        """Return what was remembered of the last build."""
        return self.state("last build")

    @property
    def concluded(self) -> int:
        """Return when the last build was done, by the file system's clock in nanoseconds."""
        packed = self.state("concluded")
        return int(packed) if packed else 0

    def is_racy(self, modified: int) -> bool:
        """Return whether a file was written so short before this began that its stamp may not tell the next change.

        The file system's own clock is asked, as the one that a site is built by may be set."""
        return modified > self._opened - _RACY_NANOSECONDS

    def conclude(
        self,
        files: Mapping[str, FileStamp],
        pages: Mapping[str, PageStamp],
        last_build: bytes,
    ) -> None:
        """Remember how everything stands after a build, and forget what it did not use."""
        # All in one value: a damaged file must not give back the pages of one build and the stamps of another.
        self._state = {
            "files": _ENCODER.encode(files),
            "pages": _ENCODER.encode(pages),
            "last build": last_build,
            "concluded": str(_touched(self._place)).encode(),
        }
        packed = _ENCODER.encode(self._state)
        self._write("INSERT OR REPLACE INTO state VALUES ('state', ?, ?)", [(packed, self._tag(b"state", packed))])
        for table in ("brief", "value"):
            unused = [(key,) for (key,) in self._read(f"SELECT key FROM {table}") if key not in self._kept]
            self._write(f"DELETE FROM {table} WHERE key = ?", unused)

    def close(self) -> None:
        self._connection.close()

    def _open(self) -> None:
        if self._place != _NOWHERE:
            for suffix in _BESIDE:
                Path(f"{self._place}{suffix}").unlink(missing_ok=True)
        self._connection = sqlite3.connect(self._place, isolation_level=None)
        # A power failure may cost the memo, never the site.
        self._connection.execute("PRAGMA synchronous = OFF")
        self._connection.execute("PRAGMA trusted_schema = OFF")
        made = self._connection.execute("SELECT sql FROM sqlite_master WHERE sql NOT NULL ORDER BY name").fetchall()
        if not made:
            for table in _TABLES:
                self._connection.execute(table)
            self._salt_it()
        elif made != [(table,) for table in _TABLES]:
            raise _NotOurs
        else:
            self._forget_other_versions()

    def _forget_other_versions(self) -> None:
        """Forget what other code or libraries worked out; raise _NotOurs where the cache is another's."""
        rows = self._connection.execute("SELECT value, tag FROM state WHERE name = 'salt'").fetchall()
        salts = [value for value, tag in rows if self._is_whole(b"salt", value, tag)]
        if not salts:
            raise _NotOurs
        if salts != [self._salt]:
            self._connection.execute("DELETE FROM state")
            self._connection.execute("DELETE FROM brief")
            self._connection.execute("DELETE FROM value")
            self._salt_it()

    def _salt_it(self) -> None:
        salt = (self._salt, self._tag(b"salt", self._salt))
        self._connection.execute("INSERT INTO state VALUES ('salt', ?, ?)", salt)

    def _start_anew(self) -> None:
        self.was_damaged = self.was_ignored = True
        try:
            Path(self._place).unlink(missing_ok=True)
            self._open()
        except (OSError, *_DAMAGED):
            # The disk is full, or broken: this build goes on and leaves nothing to the next.
            self._place = _NOWHERE
            self._open()

    def _read(self, query: str, *values: object) -> list[Any]:  # Rows have the types of their columns.
        if self._process != os.getpid():
            # The connection that came with the fork is the parent's: it is kept, so that it is not closed here.
            self._inherited = self._connection
            self._connection = _opened_for_reading(self._place)
            self._process = os.getpid()
        try:
            return self._connection.execute(query, values).fetchall()
        except _DAMAGED:
            # A worker leaves the file to the one that hired it.
            if self._owner == os.getpid() and not self.was_damaged:
                self._start_anew()
            return []

    def _write(self, query: str, rows: Iterable[tuple[object, ...]]) -> None:
        try:
            self._connection.execute("BEGIN")
            self._connection.executemany(query, rows)
            self._connection.execute("COMMIT")
        except _DAMAGED:
            self._start_anew()

    def _tag(self, key: bytes, value: bytes) -> bytes:
        return sealed(b"%d %s%s" % (len(key), key, value), self._secret)

    def _is_whole(self, key: object, value: object, tag: object) -> bool:
        # In a damaged file a text or a number may stand where bytes were.
        return isinstance(key, bytes) and isinstance(value, bytes) and tag == self._tag(key, value)


def _opened_for_reading(place: str) -> sqlite3.Connection:
    # All threads of a worker share it; SQLite lets in one at a time.
    return sqlite3.connect(place, isolation_level=None, check_same_thread=False)


_ENCODER = msgspec.msgpack.Encoder()
_STATE = msgspec.msgpack.Decoder(dict[str, bytes])
_FILES = msgspec.msgpack.Decoder(dict[str, FileStamp])
_PAGES = msgspec.msgpack.Decoder(dict[str, PageStamp])


def _touched(place: str) -> int:
    """Touch a file to read the file system's clock: nanoseconds since 1970, or 0 where that cannot be had."""
    try:
        os.utime(place)
        return os.stat(place).st_mtime_ns
    except OSError:
        return 0


@contextmanager
def opened_memo(place: Path | None, salt: bytes) -> Iterator[Memo]:
    """Open the memo of a site; one for this time only where there is to be none, or another build holds it."""
    with ExitStack() as stack:
        is_odd = place is not None and os.path.lexists(place) and not _is_plain(place)
        if place is None or is_odd or not stack.enter_context(_held(place)):
            from tempfile import TemporaryDirectory

            place = Path(stack.enter_context(TemporaryDirectory())) / "memo"
        memo = Memo(place, salt)
        memo.was_ignored |= is_odd
        stack.callback(memo.close)
        yield memo


def _is_plain(place: Path) -> bool:
    return stat.S_ISREG(os.lstat(place).st_mode)


@contextmanager
def _held(place: Path) -> Iterator[bool]:
    """Hold a file for this process alone; return whether that could be had."""
    try:
        handle = os.open(place, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    except OSError:
        yield False
        return
    try:
        yield lock(handle)
    finally:
        os.close(handle)
