"""Store briefs, many to a row: every run reads all briefs of a kind, and a row, a tag and a query for each would cost
more than the briefs themselves."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from builder.model.digests import DIGEST
from builder.remembering.cache_file import CacheFile

TABLE = "CREATE TABLE pack (id INTEGER PRIMARY KEY, kind TEXT, keys BLOB, briefs BLOB, tag BLOB)"
# Small packs, which single edits leave, are merged once a kind has this many, up to this many briefs each.
_SCATTERED, _LARGEST = 16, 500
# How many packs are kept decoded; they are nearly always read in the order in which they were written.
_AT_HAND = 8


class Packs:
    """The briefs of one cache file."""

    def __init__(self, file: CacheFile) -> None:
        self._file = file
        # The pack of each key of one kind: steps come one after the other, and each index is as large as the site.
        self._indexed: tuple[str, dict[bytes, int]] = "", {}
        self._at_hand: dict[int, dict[bytes, bytes]] = {}

    def known(self, kind: str, keys: Sequence[bytes]) -> set[bytes]:
        """Return those of these keys that are known."""
        return self._index(kind).keys() & keys

    def briefs(self, kind: str, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """Return those briefs that are intact."""
        index = self._index(kind)
        found = ((key, self._briefs_in(index[key]).get(key)) for key in keys if key in index)
        return {key: brief for key, brief in found if brief is not None}

    def put(self, kind: str, briefs: Mapping[bytes, bytes]) -> None:
        """Write briefs into a pack of their own."""
        if not briefs:
            return
        id = self._next_id()
        self._file.write("INSERT INTO pack VALUES (?, ?, ?, ?, ?)", [self._row(id, kind, briefs)])
        self._index(kind).update(dict.fromkeys(briefs, id))

    def keep_only(self, keys: set[bytes]) -> None:
        """Forget all other briefs, and merge small packs."""
        for kind, packs in self._all_packs().items():
            gone = {id: held for id, held in packs.items() if not keys.issuperset(held)}
            small = {id: held for id, held in packs.items() if len(held) < _LARGEST // 2 and id not in gone}
            if len(small) + len(gone) > _SCATTERED:
                gone |= small
            if gone:
                self._rewrite(kind, gone, keys)

    def _rewrite(self, kind: str, packs: Mapping[int, Sequence[bytes]], keys: set[bytes]) -> None:
        self._indexed = "", {}
        left = {key: brief for id, held in packs.items() for key, brief in self._briefs_in(id).items() if key in keys}
        self._at_hand.clear()
        self._file.write("DELETE FROM pack WHERE id = ?", [(id,) for id in packs])
        for held in _in_chunks(left):
            self.put(kind, held)

    def _index(self, kind: str) -> dict[bytes, int]:
        if self._indexed[0] != kind:
            self._indexed = "", {}
            rows = self._file.read("SELECT id, keys FROM pack WHERE kind = ? ORDER BY id", kind)
            self._indexed = kind, {key: id for id, keys in rows for key in taken_apart(keys)}
        return self._indexed[1]

    def _all_packs(self) -> dict[str, dict[int, Sequence[bytes]]]:
        found: dict[str, dict[int, Sequence[bytes]]] = {}
        for id, kind, keys in self._file.read("SELECT id, kind, keys FROM pack ORDER BY id"):
            found.setdefault(kind, {})[id] = taken_apart(keys)
        return found

    def _briefs_in(self, id: int) -> Mapping[bytes, bytes]:
        found = self._at_hand.get(id)
        if found is None:
            if len(self._at_hand) == _AT_HAND:
                self._at_hand.pop(next(iter(self._at_hand)))
            found = self._at_hand[id] = self._read(id)
        return found

    def _read(self, id: int) -> dict[bytes, bytes]:
        for kind, keys, briefs, tag in self._file.read("SELECT kind, keys, briefs, tag FROM pack WHERE id = ?", id):
            if self._file.is_whole(_name(kind, keys), briefs, tag):
                return dict(zip(taken_apart(keys), _BRIEFS.decode(briefs), strict=True))
        return {}

    def _row(self, id: int, kind: str, briefs: Mapping[bytes, bytes]) -> tuple[int, str, bytes, bytes, bytes]:
        keys, packed = b"".join(briefs), _ENCODER.encode([*briefs.values()])
        return id, kind, keys, packed, self._file.tag(kind.encode() + keys, packed)

    def _next_id(self) -> int:
        ((last,),) = self._file.read("SELECT max(id) FROM pack") or ((0,),)
        return (last or 0) + 1


def taken_apart(keys: object) -> Sequence[bytes]:
    """Take keys apart, which are digests end to end; none where something else was kept."""
    if not isinstance(keys, bytes):
        return ()
    return [keys[start : start + DIGEST] for start in range(0, len(keys), DIGEST)]


def _name(kind: object, keys: object) -> bytes | None:
    # A damaged file may hold a number where a text was.
    return kind.encode() + keys if isinstance(kind, str) and isinstance(keys, bytes) else None


def _in_chunks(briefs: Mapping[bytes, bytes]) -> Iterator[Mapping[bytes, bytes]]:
    keys = [*briefs]
    for start in range(0, len(keys), _LARGEST):
        yield {key: briefs[key] for key in keys[start : start + _LARGEST]}


_ENCODER = msgspec.msgpack.Encoder()
_BRIEFS = msgspec.msgpack.Decoder(list[bytes])
