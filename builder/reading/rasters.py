"""Read the heads of picture files: kind, size, and which way is up. Pixels are not looked at here."""

import struct
from collections.abc import Iterator, Mapping
from os import SEEK_END
from typing import BinaryIO

from msgspec.structs import replace

from builder.model.problem import Problem
from builder.model.raster import CLEANABLE, Raster
from builder.reading.avif import is_avif, read_avif_head
from builder.reading.regular_files import FileUnread, open_regular
from builder.reading.source_tree import SourceTree

_LAST_BYTES = 65_536
_ENCODABLE = ("jpeg", "png", "webp")


def read_rasters(tree: SourceTree, can_encode: bool) -> Mapping[str, Raster | None]:
    """Read the heads of all files of `media/`; None stands for what is no picture, or a damaged one."""
    return {
        name: _read(file.full_path, can_encode) if _is_picture(name) else None for name, file in tree.media.items()
    }


def damaged_in_root(tree: SourceTree) -> Iterator[Problem]:
    """Find the pictures of `root/` that cannot be read, which are to lose their metadata as all pictures do."""
    for name, file in tree.root.items():
        if name.lower().endswith(CLEANABLE) and _read(file.full_path, can_encode=False) is None:
            says = "this picture is damaged, or not in the format its name says"
            yield Problem(file.path, 0, 0, "picture-damaged", says, "save the picture again")


def has_end(file: BinaryIO, kind: str) -> bool:
    """Return whether a file holds the end of its picture, looking at its last bytes or at its own lengths alone."""
    size = file.seek(0, SEEK_END)
    match kind:
        case "jpeg":
            # Cameras and editors may add bytes behind the end.
            file.seek(max(0, size - _LAST_BYTES))
            return b"\xff\xd9" in file.read()
        case "png":
            at = 8
            while at + 12 <= size:
                file.seek(at)
                piece, name = struct.unpack(">I4s", file.read(8))
                at += 12 + piece
                if name == b"IEND":
                    return bool(at <= size)
            return False
        case "webp":
            file.seek(4)
            length: int = struct.unpack("<I", file.read(4))[0]
            return 8 + length <= size
    return True


def _is_picture(name: str) -> bool:
    return name.lower().endswith(CLEANABLE)


def _read(path: str, can_encode: bool) -> Raster | None:
    try:
        with open_regular(path) as file:
            raster, is_moving = read_raster(file)
            if not has_end(file, raster.kind):
                return None
    except (OSError, FileUnread, struct.error, LookupError, ValueError):
        # What cannot be opened is told of when it is to be published.
        return None
    return replace(raster, is_encoded=can_encode and not is_moving and raster.kind in _ENCODABLE)


def read_raster(file: BinaryIO) -> tuple[Raster, bool]:
    """Read a head; tell also whether the picture moves. Raise ValueError or struct.error for what is none."""
    head = file.read(30)
    raster, is_moving = Raster("", 0, 0), False
    if head.startswith(b"\xff\xd8"):
        raster = _jpeg(file)
    elif head.startswith(b"\x89PNG\r\n\x1a\n") and head[12:16] == b"IHDR":
        raster, is_moving = _png(file, *struct.unpack(">II", head[16:24]))
    elif head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        raster, is_moving = _webp(file, head)
    elif head.startswith((b"GIF87a", b"GIF89a")):
        raster = Raster("gif", *struct.unpack("<HH", head[6:10]))
    elif is_avif(head):
        raster = Raster("avif", *read_avif_head(file).size_and_turn())
    if not raster.width or not raster.height:
        raise ValueError
    return raster, is_moving


def orientation_in(tiff: bytes) -> int:
    """Find the EXIF tag Orientation (0x0112) in a TIFF block; 1, which is upright, where there is none."""
    order = "<" if tiff[:2] == b"II" else ">"
    start = struct.unpack(order + "I", tiff[4:8])[0]
    count = struct.unpack(order + "H", tiff[start : start + 2])[0]
    for number in range(count):
        at = start + 2 + 12 * number
        if struct.unpack(order + "H", tiff[at : at + 2])[0] == 0x0112:
            turn = int(struct.unpack(order + "H", tiff[at + 8 : at + 10])[0])
            return turn if 1 <= turn <= 8 else 1
    return 1


def _turn(tiff: bytes) -> int:
    try:
        return orientation_in(tiff)
    except struct.error:
        return 1


def _jpeg(file: BinaryIO) -> Raster:
    file.seek(2)
    turn = 1
    while True:
        marker = file.read(1)
        while marker == b"\xff":
            marker = file.read(1)
        size = struct.unpack(">H", file.read(2))[0]
        if 0xC0 <= marker[0] <= 0xCF and marker[0] not in (0xC4, 0xC8, 0xCC):
            _, height, width = struct.unpack(">BHH", file.read(5))
            return Raster("jpeg", width, height, turn)
        if marker == b"\xda":
            raise ValueError
        body = file.read(size - 2)
        if marker == b"\xe1" and body.startswith(b"Exif\x00\x00"):
            turn = _turn(body[6:])


def _png(file: BinaryIO, width: int, height: int) -> tuple[Raster, bool]:
    turn, is_moving, at = 1, False, 8
    while True:
        file.seek(at)
        size, kind = struct.unpack(">I4s", file.read(8))
        if kind in (b"IDAT", b"IEND"):
            return Raster("png", width, height, turn), is_moving
        if kind == b"eXIf":
            turn = _turn(file.read(size))
        is_moving = is_moving or kind == b"acTL"
        at += 12 + size


def _webp(file: BinaryIO, head: bytes) -> tuple[Raster, bool]:
    match head[12:16]:
        case b"VP8 " if head[23:26] == b"\x9d\x01\x2a":
            width, height = (number & 0x3FFF for number in struct.unpack("<HH", head[26:30]))
            return Raster("webp", width, height), False
        case b"VP8L" if head[20:21] == b"\x2f":
            bits = struct.unpack("<I", head[21:25])[0]
            return Raster("webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1), False
        case b"VP8X":
            width, height = (int.from_bytes(head[at : at + 3], "little") + 1 for at in (24, 27))
            has_exif, is_moving = head[20] & 0x08, head[20] & 0x02
            return Raster("webp", width, height, _turn_in_webp(file) if has_exif else 1), bool(is_moving)
    raise ValueError


def _turn_in_webp(file: BinaryIO) -> int:
    at = 12
    while True:
        file.seek(at)
        kind, size = struct.unpack("<4sI", file.read(8))
        if kind == b"EXIF":
            return _turn(file.read(size).removeprefix(b"Exif\x00\x00"))
        at += 8 + size + size % 2
