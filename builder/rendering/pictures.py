"""Keep of a picture what it takes to show it, and nothing else: no place, serial number, owner, thumbnail or comment.

JPEG, PNG (moving too), WebP (moving too), GIF and AVIF are rewritten of the blocks that are known to hold pixels and
how to show them, losslessly; what is not known goes. A JPEG keeps its orientation, as it would lie on its side
without, and colour profiles become ours. Anything else cannot be cleaned here and is refused."""

import struct
import zlib
from collections.abc import Callable, Iterator
from types import MappingProxyType

from builder.model.errors import BuilderError
from builder.reading.avif import is_avif
from builder.reading.rasters import orientation_in
from builder.rendering.avif import clean_avif
from builder.rendering.colour_profiles import known_profile

# Takes a colour profile, and returns the one to be kept, if any.
Profile = Callable[[bytes], bytes | None]

# Tables, frames and scans; what is decoded by arithmetic too.
_JPEG_KEPT = frozenset((*range(0xC0, 0xC8), *range(0xC9, 0xD0), 0xDA, 0xDB, 0xDC, 0xDD))
_JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
_ICC = b"ICC_PROFILE\x00"
_MOST_IN_BLOCK = 65_500
# The sizes that a chunk may have; those of pixels, which are as long as they need to be, are looked into.
_PNG_KEPT = MappingProxyType(
    {
        b"IHDR": (13, 13), b"PLTE": (3, 768), b"tRNS": (1, 256), b"IEND": (0, 0),
        b"gAMA": (4, 4), b"cHRM": (32, 32), b"sRGB": (1, 1), b"cICP": (4, 4), b"sBIT": (1, 4),
        b"acTL": (8, 8), b"fcTL": (26, 26),
    }
)  # fmt: skip
_WEBP_PIXELS = (b"VP8 ", b"VP8L", b"ALPH")
_WEBP_PROFILE, _WEBP_FLAGS = 0x20, 0x12
_LARGEST_PROFILE = 4_000_000
# Pixels are unpacked only to find where they end.
_AT_ONCE = 1_000_000


def without_metadata(data: bytes, path: str, profile: Profile = known_profile) -> bytes:
    """Return a picture's bytes without metadata; raise BuilderError for what is no such picture."""
    try:
        if data.startswith(b"\xff\xd8"):
            return b"\xff\xd8" + b"".join(_jpeg_parts(data, profile))
        if data.startswith(b"\x89PNG\r\n\x1a\n"):
            return data[:8] + b"".join(_png_chunks(data, profile))
        if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
            size = struct.unpack("<I", data[4:8])[0]
            return _riff(_webp_chunks(data[: 8 + size], profile))
        if data.startswith((b"GIF87a", b"GIF89a")):
            return b"".join([*_gif_blocks(data), b";"])
        if is_avif(data[:32]):
            return clean_avif(data, profile)
    except (struct.error, LookupError, ValueError, zlib.error):
        raise BuilderError(f"{path} is damaged: save the picture again") from None
    raise BuilderError(
        f"{path} is not a JPEG, PNG, WebP, AVIF or GIF, and its metadata cannot be removed: convert it, or "
        "keep only the record with `publish: false`"
    )


def _jpeg_parts(data: bytes, profile: Profile) -> Iterator[bytes]:
    """Keep what decoding needs, scan by scan, up to the end of the image: phones append films and second pictures."""
    segments = [*_jpeg_segments(data)]
    yield from _jpeg_head(segments, profile)
    for marker, block, scan in segments:
        if marker in _JPEG_KEPT:
            yield block
            yield scan
    yield b"\xff\xd9"


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield each marker, its block, and the scan after it."""
    at = 2
    while True:
        while data[at + 1] == 0xFF:  # Fill bytes may stand before any marker.
            at += 1
        marker = data[at + 1]
        if marker == 0xD9:
            return
        end = at + 2 + int(struct.unpack(">H", data[at + 2 : at + 4])[0])
        after = _end_of_scan(data, end) if marker == 0xDA else end
        yield marker, data[at:end], data[end:after]
        at = after


def _jpeg_head(segments: list[tuple[int, bytes, bytes]], profile: Profile) -> Iterator[bytes]:
    """Write what tells how the pixels are shown: JFIF, orientation, colour transform and profile."""
    blocks = [(marker, block[4:]) for marker, block, _ in segments if 0xE0 <= marker <= 0xEF]
    if any(marker == 0xE0 and body.startswith(b"JFIF\x00") for marker, body in blocks):
        yield _JFIF
    turns = [orientation_in(body[6:]) for marker, body in blocks if marker == 0xE1 and body[:6] == b"Exif\x00\x00"]
    if turns and turns[0] != 1:
        yield _jpeg_block(0xE1, _orientation(turns[0]))
    transforms = [body[11] for marker, body in blocks if marker == 0xEE and body[:5] == b"Adobe" and len(body) == 12]
    if transforms:
        yield _jpeg_block(0xEE, b"Adobe\x00\x64\x00\x00\x00\x00" + bytes([transforms[0]]))
    pieces = sorted(body[12:] for marker, body in blocks if marker == 0xE2 and body.startswith(_ICC))
    kept = profile(b"".join(piece[2:] for piece in pieces)) if pieces else None
    parts = [kept[at : at + _MOST_IN_BLOCK] for at in range(0, len(kept), _MOST_IN_BLOCK)] if kept else []
    for number, part in enumerate(parts, start=1):
        yield _jpeg_block(0xE2, _ICC + bytes([number, len(parts)]) + part)


def _jpeg_block(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def _end_of_scan(data: bytes, at: int) -> int:
    """Find the next marker that is neither a stuffed byte nor a restart."""
    while True:
        at = data.index(b"\xff", at)
        if data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7:
            return at
        at += 2


def _orientation(turn: int) -> bytes:
    tiff = b"MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01" + struct.pack(">HH", turn, 0) + bytes(4)
    return b"Exif\x00\x00" + tiff


class _Pixels:
    """The packed pixels of one PNG, or of one of its frames, over as many chunks as they take."""

    def __init__(self) -> None:
        self._inflater = zlib.decompressobj()

    def within(self, piece: bytes) -> bytes:
        """Return what of a piece belongs to the pixels: what follows their end shows nothing."""
        if self._inflater.eof:
            return b""
        rest = piece
        try:
            while rest and not self._inflater.eof:
                self._inflater.decompress(rest, _AT_ONCE)
                rest = self._inflater.unconsumed_tail
        except zlib.error:
            # What is damaged has no end that could be found.
            return piece
        return piece[: len(piece) - len(self._inflater.unused_data)]


def _png_chunks(data: bytes, profile: Profile) -> Iterator[bytes]:
    at, pixels, frame = 8, _Pixels(), _Pixels()
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + size]
        if kind == b"iCCP":
            kept = profile(_inflated(body.partition(b"\x00")[2][1:]))
            yield _png_chunk(b"iCCP", b"icc\x00\x00" + zlib.compress(kept)) if kept else b""
        elif kind == b"IDAT":
            yield _png_chunk(kind, pixels.within(body))
        elif kind == b"fdAT":
            # Its number comes first, and none of them may be missing.
            yield _png_chunk(kind, body[:4] + frame.within(body[4:]))
        elif kind in _PNG_KEPT and _fits(size, *_PNG_KEPT[kind]):
            frame = _Pixels() if kind == b"fcTL" else frame
            yield data[at : at + 12 + size]
        if kind == b"IEND":
            return
        at += 12 + size


def _fits(size: int, least: int, most: int) -> bool:
    return least <= size <= most


def _png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _inflated(packed: bytes) -> bytes:
    """Unpack a profile; one that cannot be unpacked, or has no end, is none."""
    try:
        return zlib.decompressobj().decompress(packed, _LARGEST_PROFILE)
    except zlib.error:
        return b""


def _webp_chunks(data: bytes, profile: Profile) -> bytes:
    chunks = [*_riff_chunks(data, 12)]
    profiles = [body for kind, body in chunks if kind == b"ICCP"]
    colours = profile(profiles[0]) if profiles else None
    kept = []
    for kind, body in chunks:
        if kind == b"VP8X":
            flags = (body[0] & _WEBP_FLAGS) | (_WEBP_PROFILE if colours else 0)
            kept.append(_riff_chunk(kind, bytes([flags, 0, 0, 0]) + body[4:10]))
            kept += [_riff_chunk(b"ICCP", colours)] if colours else []
        elif kind == b"ANIM":
            kept.append(_riff_chunk(kind, body[:6]))
        elif kind == b"ANMF":
            inner = [_riff_chunk(*chunk) for chunk in _riff_chunks(body, 16) if chunk[0] in _WEBP_PIXELS]
            kept.append(_riff_chunk(kind, body[:16] + b"".join(inner)))
        elif kind in _WEBP_PIXELS:
            kept.append(_riff_chunk(kind, body))
    return b"".join(kept)


def _riff_chunks(data: bytes, at: int) -> Iterator[tuple[bytes, bytes]]:
    while at + 8 <= len(data):
        kind, size = struct.unpack("<4sI", data[at : at + 8])
        yield kind, data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2


def _riff_chunk(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)


def _riff(chunks: bytes) -> bytes:
    return b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WEBP" + chunks


def _gif_blocks(data: bytes) -> Iterator[bytes]:
    """Keep pictures, how each is shown, and how often all of them are repeated."""
    at = 13 + (3 * 2 ** ((data[10] & 7) + 1) if data[10] & 0x80 else 0)
    yield data[:at]
    while data[at] != 0x3B:
        start = at
        if data[at] == 0x2C:
            packed = data[at + 9]
            at = _after_blocks(data, at + 11 + (3 * 2 ** ((packed & 7) + 1) if packed & 0x80 else 0))
            yield data[start:at]
            continue
        label, application = data[at + 1], data[at + 3 : at + 14]
        at = _after_blocks(data, at + 2)
        body = data[start + 3 : start + 7]
        if label == 0xF9 and data[start + 2] == 4:
            yield b"\x21\xf9\x04" + body + b"\x00"
        elif (
            label == 0xFF
            and application in (b"NETSCAPE2.0", b"ANIMEXTS1.0")
            and data[start + 14 : start + 16] == b"\x03\x01"
        ):
            yield b"\x21\xff\x0bNETSCAPE2.0\x03\x01" + data[start + 16 : start + 18] + b"\x00"


def _after_blocks(data: bytes, at: int) -> int:
    while data[at]:
        at += data[at] + 1
    return at + 1
