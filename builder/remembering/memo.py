"""Results of earlier builds: every value is found by the digest of all that it was made from.

A value that is damaged, or was not written by this user, is computed again; see `cache_file.py`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec
from msgspec import Struct

from builder.publishing.stamps import FileStamp, PageStamp
from builder.remembering import packs
from builder.remembering.cache_file import CacheFile, held_path
from builder.remembering.packs import Packs

_VALUES = "CREATE TABLE value (key BLOB PRIMARY KEY, value BLOB, tag BLOB)"


class MemoRow(Struct, frozen=True, array_like=True):
    """The result for one item: a brief that every run reads, and bytes that only some pages need."""

    key: bytes
    brief: bytes
    value: bytes


class Memo:
    """The memo of one site and output folder; `was_odd` where something was there that is not a file."""

    def __init__(self, path: Path, salt: bytes, was_odd: bool = False) -> None:
        self._file = CacheFile(path, salt, (packs.TABLE, _VALUES))
        self._packs = Packs(self._file)
        # The keys of each step, end to end: a build with many entries is one with many keys.
        self._kept: list[bytes] = []
        self._state: dict[str, bytes] | None = None
        self._was_odd = was_odd

    def __getstate__(self) -> CacheFile:
        # A worker elsewhere only reads.
        return self._file

    def __setstate__(self, file: CacheFile) -> None:
        self._file, self._packs = file, Packs(file)
        self._kept, self._state, self._was_odd = [], None, False

    @property
    def path(self) -> str | None:
        """Return the path of the memo; None where it is kept in memory alone."""
        return self._file.path

    @property
    def was_ignored(self) -> bool:
        """Return whether a cache was there that none of this user's builds left."""
        return self._was_odd or self._file.was_ignored

    @property
    def was_damaged(self) -> bool:
        """Return whether the file could not be read to its end."""
        return self._file.was_damaged

    def known(self, kind: str, keys: Sequence[bytes]) -> set[bytes]:
        """Return those of these keys that are known."""
        return self._packs.known(kind, keys)

    def briefs(self, kind: str, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """Return those briefs that are intact."""
        return self._packs.briefs(kind, keys)

    def value(self, key: bytes) -> bytes | None:
        """Return one value, if it is intact."""
        for value, tag in self._file.read("SELECT value, tag FROM value WHERE key = ?", key):
            return value if self._file.is_whole(key, value, tag) else None
        return None

    def put(self, kind: str, rows: Sequence[MemoRow]) -> None:
        """Remember rows, for other processes as well as this one."""
        self._packs.put(kind, {row.key: row.brief for row in rows})
        values = [(row.key, row.value, self._file.tag(row.key, row.value)) for row in rows if row.value]
        if values:
            self._file.write("INSERT OR REPLACE INTO value VALUES (?, ?, ?)", values)

    def keep(self, keys: Iterable[bytes]) -> None:
        """Note which keys this run has used; a build forgets the others when it is done."""
        self._kept.append(b"".join(keys))

    def files(self) -> dict[str, FileStamp]:
        packed = self.state("files")
        return _FILES.decode(packed) if packed else {}

    def pages(self) -> dict[str, PageStamp]:
        packed = self.state("pages")
        return _PAGES.decode(packed) if packed else {}

    def state(self, name: str) -> bytes | None:
        if self._state is None:
            packed = self._file.state()
            self._state = _STATE.decode(packed) if packed else {}
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
        """Return whether a file was written so shortly before this run that its stamp may hide the next change."""
        return self._file.is_racy(modified)

    def conclude(
        self,
        files: Mapping[str, FileStamp],
        pages: Mapping[str, PageStamp],
        last_build: bytes,
    ) -> None:
        """Remember the state after a build, and forget what it did not use."""
        self._state = {
            "files": _ENCODER.encode(files),
            "pages": _ENCODER.encode(pages),
            "last build": last_build,
            "concluded": str(self._file.touched()).encode(),
        }
        self._file.write_state(_ENCODER.encode(self._state))
        kept = {key for joined in self._kept for key in packs.taken_apart(joined)}
        self._packs.keep_only(kept)
        unused = [(key,) for (key,) in self._file.read("SELECT key FROM value") if key not in kept]
        self._file.write("DELETE FROM value WHERE key = ?", unused)

    def close(self) -> None:
        self._file.close()


_ENCODER = msgspec.msgpack.Encoder()
_STATE = msgspec.msgpack.Decoder(dict[str, bytes])
_FILES = msgspec.msgpack.Decoder(dict[str, FileStamp])
_PAGES = msgspec.msgpack.Decoder(dict[str, PageStamp])


@contextmanager
def opened_memo(path: Path | None, salt: bytes) -> Iterator[Memo]:
    """Open the memo of a site; a temporary one where there is to be none, or another build holds it."""
    with held_path(path) as (held, is_odd), closing(Memo(held, salt, is_odd)) as memo:
        yield memo
