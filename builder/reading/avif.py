"""Read what an AVIF holds and where: items, their properties, and how they refer to each other.

The form is that of HEIF, ISO/IEC 23008-12. What is damaged raises ValueError or LookupError."""

from collections.abc import Iterator, Mapping
from typing import BinaryIO

from msgspec import Struct

_LARGEST, _MOST_BOXES = 1_000_000, 1000


class AvifItem(Struct, frozen=True):
    """A picture, a tile, or what goes with one; `extents` are offsets and lengths, within `idat` or the file."""

    kind: bytes
    extents: tuple[tuple[int, int], ...] = ()
    is_in_idat: bool = False
    properties: tuple[tuple[int, bool], ...] = ()


class AvifHead(Struct, frozen=True):
    """What the box `meta` says; properties are counted from 1, and each of an item is essential or not."""

    primary: int
    items: Mapping[int, AvifItem]
    properties: tuple[tuple[bytes, bytes], ...]
    references: tuple[tuple[bytes, int, tuple[int, ...]], ...]
    idat: bytes

    def properties_of(self, id: int) -> Iterator[tuple[bytes, bytes, bool]]:
        """Yield kind and body of an item's properties, and whether it cannot be shown without."""
        for index, is_essential in self.items[id].properties:
            if index:
                if index > len(self.properties):
                    raise ValueError
                yield (*self.properties[index - 1], is_essential)

    def size_and_turn(self) -> tuple[int, int, int]:
        """Return width and height as stored, and the turn as EXIF counts it."""
        found = {kind: body for kind, body, _ in self.properties_of(self.primary)}
        size, turns = _Cursor(found[b"ispe"], 4), found.get(b"irot", b"\0")
        return size.take(4), size.take(4), (1, 8, 3, 6)[_Cursor(turns).take(1) & 3]


def is_avif(head: bytes) -> bool:
    """Return whether a file begins as one that says it is an AVIF."""
    return head[4:8] == b"ftyp" and b"avif" in (head[8:12], head[16:20], head[20:24], head[24:28])


def read_avif_head(file: BinaryIO) -> AvifHead:
    """Find the box `meta` of a file, and read it."""
    at = 0
    for _ in range(_MOST_BOXES):
        file.seek(at)
        head = file.read(16)
        kind, start, size = _box_at(head, 0)
        if kind == b"meta":
            file.seek(at + start)
            return _read_meta(file.read(min(size, _LARGEST)))
        if not size:
            break
        at += start + size
    raise ValueError


class _Cursor:
    """Numbers, one after the other."""

    def __init__(self, data: bytes, at: int = 0) -> None:
        self.data, self.at = data, at

    def take(self, size: int) -> int:
        return int.from_bytes(self.bytes(size), "big")

    def bytes(self, size: int) -> bytes:
        self.at += size
        if self.at > len(self.data):
            raise ValueError
        return self.data[self.at - size : self.at]


def _box_at(data: bytes, at: int) -> tuple[bytes, int, int]:
    """Return a box's kind, how long its head is, and how long its body; 0 for one that goes on to the end."""
    cursor = _Cursor(data, at)
    size, kind, head = cursor.take(4), cursor.bytes(4), 8
    if size == 1:
        size, head = cursor.take(8), 16
    if size and size < head:
        raise ValueError
    return kind, head, max(size - head, 0)


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + 8 <= len(data):
        kind, head, size = _box_at(data, at)
        end = at + head + size if size or data[at : at + 4] != bytes(4) else len(data)
        yield kind, data[at + head : end]
        at = end


def _read_meta(body: bytes) -> AvifHead:
    found = dict(_boxes(body[4:]))
    inner = [*_boxes(found[b"iprp"])]
    properties = tuple(_boxes(dict(inner)[b"ipco"]))
    associated = {id: own for kind, part in inner if kind == b"ipma" for id, own in _associations(part)}
    extents = dict(_places(found[b"iloc"]))
    items = {
        id: AvifItem(kind, *extents.get(id, ((), False)), associated.get(id, ()))
        for id, kind in _kinds(found[b"iinf"])
    }
    primary = _Cursor(found[b"pitm"], 4).take(4 if found[b"pitm"][0] else 2)
    if primary not in items:
        raise ValueError
    references = tuple(_references(found.get(b"iref", b"")))
    return AvifHead(primary, items, properties, references, found.get(b"idat", b""))


def _kinds(body: bytes) -> Iterator[tuple[int, bytes]]:
    for kind, part in _boxes(body[8 if body[0] else 6 :]):
        if kind == b"infe" and part[0] >= 2:
            cursor = _Cursor(part, 4)
            id = cursor.take(4 if part[0] > 2 else 2)
            cursor.take(2)
            yield id, cursor.bytes(4)


def _places(body: bytes) -> Iterator[tuple[int, tuple[tuple[tuple[int, int], ...], bool]]]:
    version, cursor = body[0], _Cursor(body, 4)
    sizes = cursor.take(2)
    offset_size, length_size, base_size = sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15
    index_size = sizes & 15 if version else 0
    for _ in range(cursor.take(4 if version == 2 else 2)):
        id = cursor.take(4 if version == 2 else 2)
        method = cursor.take(2) & 15 if version else 0
        if method > 1 or cursor.take(2):
            # Within another item, or another file.
            raise ValueError
        base, count, extents = cursor.take(base_size), cursor.take(2), []
        if count > 1 and not (offset_size or length_size):
            # Many that take no room would take time.
            raise ValueError
        for _ in range(count):
            cursor.take(index_size)
            extents.append((base + cursor.take(offset_size), cursor.take(length_size)))
        yield id, (tuple(extents), method == 1)


def _associations(body: bytes) -> Iterator[tuple[int, tuple[tuple[int, bool], ...]]]:
    cursor, is_wide = _Cursor(body, 4), body[3] & 1
    for _ in range(cursor.take(4)):
        id = cursor.take(4 if body[0] else 2)
        numbers = [cursor.take(2 if is_wide else 1) for _ in range(cursor.take(1))]
        essential = 0x8000 if is_wide else 0x80
        yield id, tuple((number & ~essential, bool(number & essential)) for number in numbers)


def _references(body: bytes) -> Iterator[tuple[bytes, int, tuple[int, ...]]]:
    for kind, part in _boxes(body[4:]):
        cursor, size = _Cursor(part), 4 if body[0] else 2
        own = cursor.take(size)
        yield kind, own, tuple(cursor.take(size) for _ in range(cursor.take(2)))
