"""Turn a picture's colour profile into one of ours that says the same, or into none.

A profile is a file of its own, with texts, dates, serial numbers and room for anything. Those whose colours are known
are written from their numbers alone; sRGB is what browsers take for granted; all others go, with what they hold."""

import struct
from collections.abc import Iterator

from msgspec import Struct

# How far the numbers of two profiles of the same space lie apart, as programs round differently.
_NEAR = 0.003


class ColourSpace(Struct, frozen=True):
    """A colour space: where its red, green and blue lie (CIE XYZ, adapted to D50), and how light grows with a value.

    `curve` holds the parameters of ICC's parametric curve of the same length: 1 or 5 numbers."""

    name: str
    primaries: tuple[tuple[float, float, float], ...]
    curve: tuple[float, ...]


_SRGB_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
_SRGB = ColourSpace(
    "sRGB", ((0.43607, 0.22249, 0.01392), (0.38515, 0.71687, 0.09708), (0.14307, 0.06061, 0.71410)), _SRGB_CURVE
)
_OTHERS = (
    ColourSpace(
        "P3", ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407)), _SRGB_CURVE
    ),
    ColourSpace(
        "A98", ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457)), (2.19921875,)
    ),
)
_D50 = (0.96420, 1.0, 0.82491)


def known_profile(data: bytes) -> bytes | None:
    """Return a profile of ours for the same colours; None where none is needed, or the colours are not known."""
    try:
        primaries = tuple(_xyz(data, tag) for tag in (b"rXYZ", b"gXYZ", b"bXYZ"))
        halves = [_light_at_half(_tag(data, tag)) for tag in (b"rTRC", b"gTRC", b"bTRC")]
    except (struct.error, IndexError, KeyError, ValueError, OverflowError, ZeroDivisionError):
        return None
    for space in (_SRGB, *_OTHERS):
        expected = _curve_at_half(space.curve)
        if _are_near(primaries, space) and all(abs(half - expected) < _NEAR * 3 for half in halves):
            return None if space is _SRGB else written_profile(space)
    return None


def written_profile(space: ColourSpace) -> bytes:
    """Write a profile (ICC.1:2010, version 4.3) from the numbers of a colour space."""
    curve = b"para" + struct.pack(">IHH", 0, {1: 0, 5: 3}[len(space.curve)], 0) + b"".join(map(_fixed, space.curve))
    points = [b"XYZ \0\0\0\0" + b"".join(map(_fixed, point)) for point in (_D50, *space.primaries)]
    bodies = [_words(space.name), _words("CC0"), *points, curve]
    tags = (b"desc", b"cprt", b"wtpt", b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC")
    shared = [0, 1, 2, 3, 4, 5, 6, 6, 6]
    at, extents, block = 128 + 4 + 12 * len(tags), [], b""
    for body in bodies:
        extents.append((at + len(block), len(body)))
        block += body + bytes(-len(body) % 4)
    table = b"".join(tag + struct.pack(">II", *extents[which]) for tag, which in zip(tags, shared, strict=True))
    size = at + len(block)
    head = struct.pack(">I4sI", size, b"\0\0\0\0", 0x04300000) + b"mntrRGB XYZ "
    head += struct.pack(">6H", 2000, 1, 1, 0, 0, 0) + b"acsp" + bytes(28) + b"".join(map(_fixed, _D50))
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + block


def _are_near(primaries: tuple[tuple[float, ...], ...], space: ColourSpace) -> bool:
    pairs = zip(primaries, space.primaries, strict=True)
    return all(abs(a - b) < _NEAR for found, known in pairs for a, b in zip(found, known, strict=True))


def _tags(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    if data[16:24] != b"RGB XYZ " or data[36:40] != b"acsp":
        raise ValueError
    for number in range(min(struct.unpack(">I", data[128:132])[0], 100)):
        tag, start, size = struct.unpack(">4sII", data[132 + 12 * number : 144 + 12 * number])
        yield tag, data[start : start + size]


def _tag(data: bytes, name: bytes) -> bytes:
    return dict(_tags(data))[name]


def _xyz(data: bytes, name: bytes) -> tuple[float, ...]:
    return tuple(number / 65536 for number in struct.unpack(">3i", _tag(data, name)[8:20]))


def _light_at_half(tag: bytes) -> float:
    """Return how much light half a value stands for, by a curve in either of the forms that it may have."""
    if tag[:4] == b"curv":
        count = struct.unpack(">I", tag[8:12])[0]
        if count == 0:
            return 0.5
        if count == 1:
            return float(0.5 ** (struct.unpack(">H", tag[12:14])[0] / 256))
        low, high = (count - 1) // 2, count // 2
        return float(sum(struct.unpack(">H", tag[12 + 2 * at : 14 + 2 * at])[0] for at in (low, high))) / 2 / 65535
    if tag[:4] == b"para":
        kind = struct.unpack(">H", tag[8:10])[0]
        count = {0: 1, 3: 5}[kind]
        return _curve_at_half([number / 65536 for number in struct.unpack(f">{count}i", tag[12 : 12 + 4 * count])])
    raise ValueError


def _curve_at_half(curve: "tuple[float, ...] | list[float]") -> float:
    if len(curve) == 1:
        return float(0.5 ** curve[0])
    gamma, a, b, _, _ = curve
    value = a * 0.5 + b
    if value < 0:
        raise ValueError
    return float(value**gamma)


def _words(text: str) -> bytes:
    words = text.encode("utf-16-be")
    return b"mluc" + struct.pack(">III", 0, 1, 12) + b"enUS" + struct.pack(">II", len(words), 28) + words


def _fixed(number: float) -> bytes:
    return struct.pack(">i", round(number * 65536))
