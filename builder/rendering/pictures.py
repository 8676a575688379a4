"""Take out of a picture what its camera wrote into it: place, serial number, owner, thumbnails, comments.

JPEG, PNG, WebP and GIF are rewritten without such blocks, losslessly; only a JPEG's orientation stays, as a
picture would lie on its side without it. Anything else cannot be cleaned here and is refused."""

import struct
from collections.abc import Iterator

from builder.model.errors import BuilderError
from builder.reading.rasters import orientation_in


def without_metadata(data: bytes, path: str) -> bytes:
    """Give a picture's bytes without metadata; raise BuilderError for what is no such picture."""
    try:
        if data.startswith(b"\xff\xd8"):
            return b"\xff\xd8" + b"".join(_jpeg_parts(data))
        if data.startswith(b"\x89PNG\r\n\x1a\n"):
            return data[:8] + b"".join(_png_chunks(data))
        if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
            size = struct.unpack("<I", data[4:8])[0]
            return _riff(b"".join(_webp_chunks(data[: 8 + size])))
        if data.startswith((b"GIF87a", b"GIF89a")):
            return _gif(data)
    except (struct.error, IndexError, ValueError):
        raise BuilderError(f"{path} is damaged: save the picture again") from None
    raise BuilderError(
        f"{path} is no JPEG, PNG, WebP or GIF, and metadata in it cannot be taken out: convert it, "
        "or keep the record alone with `publish: false`"
    )


def _jpeg_parts(data: bytes) -> Iterator[bytes]:
    """Keep what decoding needs, scan by scan, up to the end of the image: phones append films and second pictures."""
    at = 2
    while True:
        while data[at + 1] == 0xFF:  # Fill bytes may stand before any marker.
            at += 1
        marker = data[at + 1]
        if marker == 0xD9:
            yield b"\xff\xd9"
            return
        size = struct.unpack(">H", data[at + 2 : at + 4])[0]
        end = at + 2 + size
        yield _cleaned(marker, data[at:end])
        if marker == 0xDA:
            scan = end
            end = _end_of_scan(data, scan)
            yield data[scan:end]
        at = end


def _cleaned(marker: int, block: bytes) -> bytes:
    """Of application blocks keep JFIF, the colour profile and Adobe's colour transform; of EXIF the orientation."""
    if marker == 0xE0:
        # The fourteen bytes of JFIF without the thumbnail that may follow them.
        return b"\xff\xe0\x00\x10" + block[4:16] + b"\x00\x00" if block[4:9] == b"JFIF\x00" else b""
    if marker == 0xE1:
        turn = orientation_in(block[10:]) if block[4:10] == b"Exif\x00\x00" else 1
        return _orientation_block(turn) if turn != 1 else b""
    if marker == 0xE2:
        return block if block[4:16] == b"ICC_PROFILE\x00" else b""
    if marker == 0xEE:
        return block if block[4:9] == b"Adobe" and len(block) == 16 else b""
    return b"" if 0xE0 <= marker <= 0xEF or marker == 0xFE else block


def _end_of_scan(data: bytes, at: int) -> int:
    """Find the next marker that is neither a stuffed byte nor a restart."""
    while True:
        at = data.index(b"\xff", at)
        if data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7:
            return at
        at += 2


def _orientation_block(turn: int) -> bytes:
    tiff = b"MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01" + struct.pack(">HH", turn, 0) + bytes(4)
    body = b"Exif\x00\x00" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _png_chunks(data: bytes) -> Iterator[bytes]:
    at = 8
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        if kind not in (b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"):
            yield data[at : at + 12 + size]
        if kind == b"IEND":
            return
        at += 12 + size


def _webp_chunks(data: bytes) -> Iterator[bytes]:
    at = 12
    while at + 8 <= len(data):
        kind, size = struct.unpack("<4sI", data[at : at + 8])
        padded = size + size % 2
        chunk = data[at : at + 8 + padded]
        if kind == b"VP8X":
            # Two bits of the header announce the EXIF and XMP chunks that are left out here.
            chunk = chunk[:8] + bytes([chunk[8] & ~0x0C]) + chunk[9:]
        if kind not in (b"EXIF", b"XMP "):
            yield chunk
        at += 8 + padded


def _riff(chunks: bytes) -> bytes:
    return b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WEBP" + chunks


def _gif(data: bytes) -> bytes:
    """Leave out comment extensions and application extensions other than the one that loops an animation."""
    at = 13 + (3 * 2 ** ((data[10] & 7) + 1) if data[10] & 0x80 else 0)
    kept = [data[:at]]
    while data[at] != 0x3B:
        start = at
        if data[at] == 0x2C:
            packed = data[at + 9]
            at = _after_blocks(data, at + 11 + (3 * 2 ** ((packed & 7) + 1) if packed & 0x80 else 0))
            kept.append(data[start:at])
            continue
        label, application = data[at + 1], data[at + 3 : at + 14]
        at = _after_blocks(data, at + 2)
        if label == 0xF9 or (label == 0xFF and application in (b"NETSCAPE2.0", b"ANIMEXTS1.0")):
            kept.append(data[start:at])
    return b"".join([*kept, b";"])


def _after_blocks(data: bytes, at: int) -> int:
    while data[at]:
        at += data[at] + 1
    return at + 1
