"""Write an AVIF again of what it takes to show it: the picture, its tiles and its transparency.

What else the file holds (EXIF, XMP, previews, depths, further pictures, names of items) is not taken over, nor is
what AV1 itself keeps beside pixels. Of a moving picture the first stands for all. One that shows a part of its pixels
alone is refused: the others would leave with it."""

from collections.abc import Callable, Iterator
from io import BytesIO
from struct import pack

from msgspec import Struct

from builder.reading.avif import AvifHead, read_avif_head

# The sizes of the properties that are kept as they are.
_KEPT = ((b"ispe", 12), (b"irot", 1), (b"imir", 1), (b"a1op", 1), (b"lsel", 2), (b"pasp", 8))
_ALPHA = b"urn:mpeg:mpegB:cicp:systems:auxiliary:alpha"
# Headers of sequences and frames, tiles, and whole frames: no metadata, and no padding.
_OBU_KEPT = (1, 3, 4, 6, 7)
_MOST_PROPERTIES = 127


class _Written(Struct, frozen=True):
    """An item as it is written: kind, bytes, and properties, each with whether it is essential."""

    kind: bytes
    data: bytes
    properties: tuple[tuple[bytes, bool], ...]


def clean_avif(data: bytes, profile: Callable[[bytes], bytes | None]) -> bytes:
    """Return an AVIF with nothing in it but the picture; raise ValueError where it is none, or damaged."""
    head = read_avif_head(BytesIO(data))
    alpha = next((own for kind, own, others in head.references if _is_alpha(head, kind, own, others)), None)
    pictures = [head.primary] if alpha is None else [head.primary, alpha]
    ids = list(dict.fromkeys((*pictures, *(tile for id in pictures for tile in _tiles(head, id)))))
    number = {id: index for index, id in enumerate(ids, start=1)}
    references = [
        (kind, number[own], [number[id] for id in others])
        for kind, own, others in head.references
        if own in number
        and (kind == b"dimg" or (kind, own, others) == (b"auxl", alpha, (head.primary,)) or kind == b"prem")
        and number.keys() >= {*others}
    ]
    items: list[_Written] = []
    left = 2 * len(data)
    for id in ids:
        items.append(_item(data, head, id, profile))
        left -= len(items[-1].data)
        if left < 0:
            # Many that lie in one place would fill the memory.
            raise ValueError
    return _file(items, sorted(references))


def _is_alpha(head: AvifHead, kind: bytes, own: int, others: tuple[int, ...]) -> bool:
    return (kind, others) == (b"auxl", (head.primary,)) and any(
        name == b"auxC" and body[4:].startswith(_ALPHA) for name, body, _ in head.properties_of(own)
    )


def _tiles(head: AvifHead, id: int) -> Iterator[int]:
    for kind, own, others in head.references:
        if (kind, own, head.items[id].kind) == (b"dimg", id, b"grid"):
            yield from others


def _item(data: bytes, head: AvifHead, id: int, profile: Callable[[bytes], bytes | None]) -> _Written:
    item = head.items[id]
    whole = head.idat if item.is_in_idat else data
    if sum(length or len(whole) for _, length in item.extents) > len(whole):
        raise ValueError
    held = b"".join(whole[offset : offset + length if length else None] for offset, length in item.extents)
    if item.kind == b"av01":
        kept = b"".join(_obus(held))
    elif item.kind == b"grid":
        kept = held[: 12 if held[1] & 1 else 8]
    else:
        raise ValueError
    if not kept:
        raise ValueError
    properties: dict[bytes, tuple[bytes, bool]] = {}
    for kind, body, is_essential in head.properties_of(id):
        written = _property(kind, body, profile)
        if not written and is_essential:
            raise ValueError
        # One of a kind; there are two of colours.
        if written:
            properties.setdefault(kind + body[:4] if kind == b"colr" else kind, (written, is_essential))
    return _Written(item.kind, kept, tuple(properties.values()))


def _property(kind: bytes, body: bytes, profile: Callable[[bytes], bytes | None]) -> bytes:
    """Write a property that takes part in showing a picture; nothing for any other."""
    if (kind, len(body)) in _KEPT:
        return _box(kind, body)
    match kind:
        case b"av1C":
            return _box(kind, body[:4])
        case b"pixi":
            return _box(kind, bytes(4) + body[4 : 5 + min(body[4], 4)])
        case b"auxC" if body[4:].startswith(_ALPHA):
            return _box(kind, bytes(4) + _ALPHA + b"\0")
        case b"colr" if body[:4] == b"nclx":
            return _box(kind, body[:11])
        case b"colr" if body[:4] in (b"prof", b"rICC"):
            known = profile(body[4:])
            return _box(kind, b"prof" + known) if known else b""
    return b""


def _obus(data: bytes) -> Iterator[bytes]:
    """Yield the units of AV1 that pixels are made of."""
    at = 0
    while at < len(data):
        head, start = data[at], at
        at += 2 if head & 4 else 1
        size = len(data) - at
        if head & 2:
            size, shift = 0, 0
            while True:
                size |= (data[at] & 0x7F) << shift
                shift, at = shift + 7, at + 1
                if not data[at - 1] & 0x80:
                    break
        at += size
        if at > len(data):
            raise ValueError
        if head >> 3 & 15 in _OBU_KEPT:
            yield data[start:at]


def _file(items: list[_Written], references: list[tuple[bytes, int, list[int]]]) -> bytes:
    kind = _box(b"ftyp", b"avif" + bytes(4) + b"avifmif1miaf")
    # Where the bytes of the items begin is known once it is known how long all before is.
    start = len(kind) + len(_meta(items, references, 0)) + 8
    return kind + _meta(items, references, start) + _box(b"mdat", b"".join(item.data for item in items))


def _meta(items: list[_Written], references: list[tuple[bytes, int, list[int]]], start: int) -> bytes:
    places, entries, own, numbers = b"", b"", b"", dict[bytes, int]()
    # Tiles are parts of a picture, and no pictures.
    tiles = {id for kind, _, ids in references if kind == b"dimg" for id in ids}
    for id, item in enumerate(items, start=1):
        places += pack(">HHHII", id, 0, 1, start, len(item.data))
        start += len(item.data)
        entries += _box(b"infe", bytes([2, 0, 0, id in tiles]) + pack(">HH", id, 0) + item.kind + b"\0")
        associated = b""
        for written, is_essential in item.properties:
            index = numbers.setdefault(written, len(numbers) + 1)
            if index > _MOST_PROPERTIES:
                raise ValueError
            associated += bytes([index | is_essential << 7])
        own += pack(">HB", id, len(item.properties)) + associated
    referring = [_box(kind, pack(f">HH{len(ids)}H", own, len(ids), *ids)) for kind, own, ids in references]
    return _box(
        b"meta",
        bytes(4)
        + _box(b"hdlr", bytes(8) + b"pict" + bytes(13))
        + _box(b"pitm", bytes(4) + pack(">H", 1))
        + _box(b"iloc", bytes(4) + b"\x44\x00" + pack(">H", len(items)) + places)
        + _box(b"iinf", bytes(4) + pack(">H", len(items)) + entries)
        + (_box(b"iref", bytes(4) + b"".join(referring)) if referring else b"")
        + _box(b"iprp", _box(b"ipco", b"".join(numbers)) + _box(b"ipma", bytes(4) + pack(">I", len(items)) + own)),
    )


def _box(kind: bytes, body: bytes) -> bytes:
    return pack(">I", len(body) + 8) + kind + body
