"""Of a picture only what shows it leaves: whatever block a camera, an editor or a service has added stays behind."""

import struct
import sys
import zlib
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO

import pytest
from conftest import Site
from PIL import Image, ImageCms

from builder.model.errors import BuilderError
from builder.reading.rasters import read_raster
from builder.rendering import avif
from builder.rendering.colour_profiles import _OTHERS, _SRGB, known_profile, written_profile
from builder.rendering.pictures import without_metadata

SECRET = b"SECRET"


def drawn(kind: str, frames: int = 1, mode: str = "RGB", **options: object) -> bytes:
    """Draw a picture of bands; one that moves has other bands in each frame."""
    pictures = []
    for number in range(frames):
        made = Image.new("RGB", (64, 48), (0, 40 * number, 200))
        made.paste((200, 0, 40 * number), (8 * number, 0, 32 + 8 * number, 24))
        pictures.append(made.convert(mode))
    file = BytesIO()
    more = {"save_all": True, "append_images": pictures[1:], "duration": 80, "loop": 3} if frames > 1 else {}
    pictures[0].save(file, kind, **more, **options)
    return file.getvalue()


def pixels(data: bytes) -> list[bytes]:
    """Decode all frames."""
    found = []
    with Image.open(BytesIO(data)) as opened:
        for number in range(getattr(opened, "n_frames", 1)):
            opened.seek(number)
            found.append(opened.convert("RGBA").tobytes())
    return found


def unpacked(data: bytes) -> bytes:
    """Return bytes, and behind them whatever in them can be inflated."""
    found, at = [data], 0
    while (at := data.find(b"\x78", at)) >= 0:
        with suppress(zlib.error):
            found.append(zlib.decompressobj().decompress(data[at:], 1_000_000))
        at += 1
    return b"\0".join(found)


# Blocks that are added, and where


def png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def in_png(data: bytes, *chunks: bytes) -> bytes:
    """Put chunks behind the head of a PNG, and once more before its end."""
    added = b"".join(chunks)
    return data[:33] + added + data[33:-12] + added + data[-12:] + added


def behind_pixels(data: bytes) -> bytes:
    """Put the secret behind the pixels of a PNG, and of each of its frames, and into a further chunk of them."""
    found, at = data[:8], 8
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + size]
        found += png_chunk(kind, body + SECRET) if kind in (b"IDAT", b"fdAT") else data[at : at + 12 + size]
        found += png_chunk(kind, SECRET) if kind == b"IDAT" else b""
        at += 12 + size
    return found


def jpeg_block(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def in_jpeg(data: bytes, *blocks: bytes) -> bytes:
    return data[:2] + b"".join(blocks) + data[2:]


def riff_chunk(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)


def in_webp(data: bytes, *chunks: bytes) -> bytes:
    return riff_chunk(b"RIFF", data[8:] + b"".join(chunks))


def in_frames(data: bytes, chunk: bytes) -> bytes:
    """Put a chunk into each frame of a WebP that moves."""
    at, kept = 12, [b"WEBP"]
    while at < len(data):
        kind, size = struct.unpack("<4sI", data[at : at + 8])
        body = data[at + 8 : at + 8 + size]
        kept.append(riff_chunk(kind, body + chunk if kind == b"ANMF" else body))
        at += 8 + size + size % 2
    return riff_chunk(b"RIFF", b"".join(kept))


def in_gif(data: bytes, *blocks: bytes) -> bytes:
    head = 13 + 3 * 2 ** ((data[10] & 7) + 1) if data[10] & 0x80 else 13
    return data[:head] + b"".join(blocks) + data[head:]


def profile(space: object = None, text: bytes = SECRET) -> bytes:
    """Make a profile that says more than colours: sRGB as Pillow writes it, or one of those that are known."""
    made = written_profile(space) if space else ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return made + b"text\0\0\0\0" + text


PNG_CHUNKS = [
    *(
        png_chunk(kind, SECRET)
        for kind in b"caBX iDOT dSIG prVt vpAg tEXt iTXt eXIf tIME hIST bKGD pHYs oFFs".split()
    ),
    png_chunk(b"zTXt", b"Author\0\0" + zlib.compress(SECRET)),
    png_chunk(b"sPLT", SECRET + b"\0\x08"),
    png_chunk(b"iCCP", SECRET + b"\0\0" + zlib.compress(profile())),
    png_chunk(b"gAMA", b"\0\0\xb1\x8f" + SECRET),
    png_chunk(b"sRGB", SECRET),
    png_chunk(b"CgBI", SECRET),
]
JPEG_BLOCKS = [
    *(jpeg_block(0xE0 + number, SECRET + b"\0" * 20) for number in range(16)),
    jpeg_block(0xE0, b"JFIF\0\x01\x02\0\0\x01\0\x01\x01\x02" + SECRET),
    jpeg_block(0xE0, b"JFXX\0\x10" + SECRET),
    jpeg_block(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SECRET),
    jpeg_block(0xE2, b"MPF\0" + SECRET),
    jpeg_block(0xE2, b"ICC_PROFILE\0\x01\x01" + profile()),
    jpeg_block(0xEB, b"JP\0\x01" + SECRET),
    jpeg_block(0xEE, b"Adobe" + SECRET),
    jpeg_block(0xF0, SECRET),
    jpeg_block(0xFE, SECRET),
]
WEBP_CHUNKS = [
    *(riff_chunk(kind, SECRET) for kind in (b"C2PA", b"EXIF", b"XMP ", b"priv", b"\0\0\0\0")),
    riff_chunk(b"ICCP", profile()),
]
GIF_BLOCKS = [
    b"\x21\xfe\x06" + SECRET + b"\0",
    b"\x21\x01\x0c" + bytes(12) + b"\x06" + SECRET + b"\0",
    b"\x21\xff\x0bXMP DataXMP\x06" + SECRET + b"\0",
    b"\x21\xff\x0bNETSCAPE2.0\x03\x01\x03\0\x06" + SECRET + b"\0",
    b"\x21\xff\x0bANIMEXTS1.0\x03\x01\x03\0\x06" + SECRET + b"\0",
    b"\x21\xff\x0bANIMEXTS1.0\x06" + SECRET + b"\0",
    b"\x21\xf9\x04\0\x08\0\0\x06" + SECRET + b"\0",
    b"\x21\xf9\x06" + SECRET + b"\0",
    b"\x21\x99\x06" + SECRET + b"\0",
]


def avif_box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body) + 8) + kind + body


def in_avif(data: bytes, *properties: tuple[bytes, bool]) -> bytes:
    """Put properties on each item of an AVIF, and what AV1 keeps beside pixels into its bytes."""
    head = avif.read_avif_head(BytesIO(data))
    unit = bytes([5 << 3 | 2, len(SECRET)]) + SECRET + bytes([15 << 3 | 2, len(SECRET)]) + SECRET
    items = []
    for id in (id for id, item in head.items.items() if item.kind == b"av01"):
        made = avif._item(data, head, id, lambda found: found)
        items.append(avif._Written(made.kind, unit + made.data + unit, (*made.properties, *properties)))
    references = [(b"auxl", 2, [1])] if len(items) > 1 else []
    return avif._file(items, references) + avif_box(b"free", SECRET) + avif_box(b"uuid", bytes(16) + SECRET)


AVIF_PROPERTIES = [
    (avif_box(b"uuid", bytes(16) + SECRET), False),
    (avif_box(b"udes", bytes(4) + SECRET), False),
    (avif_box(b"colr", b"prof" + profile()), False),
    (avif_box(b"colr", b"nclx" + bytes(7) + SECRET), False),
    (avif_box(b"av1C", b"\x81\0\x0c\0" + SECRET), False),
]
TELLING = drawn("AVIF", xmp=SECRET, exif=b"Exif\0\0MM\0*\0\0\0\x08\0\0" + SECRET, icc_profile=profile())


def see_through() -> bytes:
    made = Image.merge("RGBA", [Image.linear_gradient("L").resize((64, 48))] * 4)
    made.save(file := BytesIO(), "AVIF")
    return file.getvalue()


def tiled() -> bytes:
    """Put two pictures beside each other, as those of phones are put together."""
    Image.linear_gradient("L").resize((64, 64)).convert("RGB").save(file := BytesIO(), "AVIF")
    data = file.getvalue()
    tile = avif._item(data, head := avif.read_avif_head(BytesIO(data)), head.primary, lambda found: found)
    size = avif_box(b"ispe", bytes(4) + struct.pack(">II", 128, 64))
    shown = tuple(
        (size, False) if written[4:8] == b"ispe" else (written, is_needed) for written, is_needed in tile.properties
    )
    whole = avif._Written(
        b"grid", struct.pack(">BBBBHH", 0, 0, 0, 1, 128, 64), tuple(one for one in shown if one[0][4:8] != b"av1C")
    )
    return avif._file([whole, tile, tile], [(b"dimg", 1, [2, 3])])


PICTURES = {
    "AVIF of tiles": ("a.avif", tiled(), lambda data: data + avif_box(b"free", SECRET)),
    "AVIF": ("a.avif", drawn("AVIF"), lambda data: in_avif(data, *AVIF_PROPERTIES) + SECRET),
    "AVIF that tells much": ("a.avif", drawn("AVIF"), lambda data: TELLING + SECRET),
    "AVIF with transparency": (
        "a.avif",
        see_through(),
        lambda data: in_avif(data, *AVIF_PROPERTIES) + SECRET,
    ),
    "JPEG": ("a.jpg", drawn("JPEG"), lambda data: in_jpeg(data, *JPEG_BLOCKS) + SECRET),
    "progressive JPEG": ("a.jpg", drawn("JPEG", progressive=True), lambda data: in_jpeg(data, *JPEG_BLOCKS) + SECRET),
    "PNG": ("a.png", drawn("PNG"), lambda data: in_png(data, *PNG_CHUNKS)),
    "PNG with a palette": ("a.png", drawn("PNG", mode="P"), lambda data: in_png(data, *PNG_CHUNKS)),
    "APNG": ("a.png", drawn("PNG", 3), lambda data: in_png(data, *PNG_CHUNKS)),
    "PNG with more behind its pixels": ("a.png", drawn("PNG"), behind_pixels),
    "APNG with more behind its pixels": ("a.png", drawn("PNG", 3), behind_pixels),
    "WebP": ("a.webp", drawn("WEBP", icc_profile=profile()), lambda data: in_webp(data, *WEBP_CHUNKS) + SECRET),
    "lossless WebP": ("a.webp", drawn("WEBP", lossless=True), lambda data: in_webp(data, *WEBP_CHUNKS) + SECRET),
    "moving WebP": (
        "a.webp",
        drawn("WEBP", 3, icc_profile=profile()),
        lambda data: in_frames(in_webp(data, *WEBP_CHUNKS), riff_chunk(b"priv", SECRET)) + SECRET,
    ),
    "GIF": ("a.gif", drawn("GIF", mode="P"), lambda data: in_gif(data, *GIF_BLOCKS) + SECRET),
    "moving GIF": ("a.gif", drawn("GIF", 3, mode="P"), lambda data: in_gif(data, *GIF_BLOCKS) + SECRET),
}

ENTRY = """
-- content/entries/bridge.md --
---
title: A bridge
date: 2023-09-19
sources: [gazette]
media: [{file: NAME, alt: A bridge of stone., credit: Somebody, licence: CC0}]
---
"""


@pytest.mark.parametrize("kind", PICTURES)
def test_a_picture_without_what_was_added_is_the_same_picture(kind: str):
    name, plain, add = PICTURES[kind]
    marked = add(plain)
    assert SECRET in unpacked(marked)
    cleaned = without_metadata(marked, name)
    assert SECRET not in unpacked(cleaned)
    assert pixels(cleaned) == pixels(plain)
    assert without_metadata(cleaned, name) == cleaned


@pytest.mark.parametrize("has_pillow", [True, False])
@pytest.mark.parametrize("kind", PICTURES)
def test_nothing_that_was_added_to_a_picture_is_published(
    site: Callable[..., Site], monkeypatch: pytest.MonkeyPatch, kind: str, has_pillow: bool
):
    name, plain, add = PICTURES[kind]
    if not has_pillow:
        monkeypatch.setitem(sys.modules, "PIL", None)
    small = site(ENTRY.replace("NAME", name))
    (small.folder / "content/media").mkdir()
    (small.folder / "content/media" / name).write_bytes(add(plain))
    assert small.build().published
    media = {path: data for path, data in small.published().items() if path.startswith("media/")}
    assert media
    assert [path for path, data in media.items() if SECRET in unpacked(data)] == []


def test_how_often_a_picture_moves_is_kept():
    for kind in ("GIF", "PNG", "WEBP"):
        moving = drawn(kind, 3, mode="P" if kind == "GIF" else "RGB")
        with Image.open(BytesIO(without_metadata(moving, "a"))) as opened:
            assert (opened.n_frames, opened.info["loop"]) == (3, 3)


# Profiles


@pytest.mark.parametrize("space", _OTHERS, ids=lambda space: space.name)
def test_a_profile_of_known_colours_becomes_one_of_ours(space):
    ours = written_profile(space)
    assert known_profile(profile(space)) == known_profile(ours) == ours
    assert SECRET not in ours
    for data in (drawn("JPEG", icc_profile=profile(space)), drawn("PNG", icc_profile=profile(space))):
        with Image.open(BytesIO(without_metadata(data, "a"))) as opened:
            assert opened.info["icc_profile"] == ours
    with Image.open(BytesIO(without_metadata(drawn("WEBP", icc_profile=profile(space)), "a"))) as opened:
        assert opened.info["icc_profile"] == ours


def farthest(found: Image.Image, known: Image.Image) -> int:
    return max(abs(a - b) for a, b in zip(found.tobytes(), known.tobytes(), strict=True))


def test_a_profile_of_ours_says_the_colours_that_it_is_named_after():
    srgb = ImageCms.createProfile("sRGB")
    ours = ImageCms.ImageCmsProfile(BytesIO(written_profile(_SRGB)))
    greys = Image.new("RGB", (3, 1))
    greys.putdata([(200, 100, 50), (128, 128, 128), (0, 255, 0)])
    assert farthest(ImageCms.profileToProfile(greys, ours, srgb), greys) <= 1
    for space in _OTHERS:
        wide = ImageCms.ImageCmsProfile(BytesIO(written_profile(space)))
        back = ImageCms.profileToProfile(ImageCms.profileToProfile(greys, srgb, wide), wide, srgb)
        assert farthest(back, greys) <= 3
        # Both spaces hold greens that sRGB does not.
        assert ImageCms.profileToProfile(greys, srgb, wide).getpixel((2, 0))[0] > 80


@pytest.mark.parametrize(
    "data",
    [
        b"", b"profile", SECRET * 100, bytes(200), profile(), written_profile(_SRGB)[:150],
        written_profile(_OTHERS[0]).replace(b"para", b"curv"), b"\0" * 128 + b"\xff" * 4,
    ],
)  # fmt: skip
def test_a_profile_of_other_colours_goes(data: bytes):
    assert known_profile(data) is None


# AVIF


def boxes(data: bytes) -> dict[bytes, bytes]:
    found, at = {}, 0
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        found[kind] = data[at + 8 : at + size]
        at += size
    return found


def test_an_avif_that_is_published_holds_a_picture_and_nothing_else(site: Callable[..., Site]):
    small = site(ENTRY.replace("NAME", "a.jpg"))
    (small.folder / "content/media").mkdir()
    made = Image.Exif()
    made[0x010F] = "SECRET"
    data = in_jpeg(drawn("JPEG", exif=made, icc_profile=profile()), *JPEG_BLOCKS)
    (small.folder / "content/media/a.jpg").write_bytes(data)
    small.build()
    (avif,) = [data for path, data in small.published().items() if path.endswith(".avif")]
    assert sorted(boxes(avif)) == [b"ftyp", b"mdat", b"meta"]
    assert [word for word in (SECRET, b"Exif", b"mime", b"prof", b"uri ") if word in avif] == []


@pytest.mark.parametrize("turn", [1, 6, 8, 3])
def test_an_avif_of_the_author_s_keeps_its_turn_and_is_published_as_it_is(site: Callable[..., Site], turn: int):
    exif = Image.Exif()
    exif[0x0112] = turn
    small = site(ENTRY.replace("NAME", "a.avif"))
    (small.folder / "content/media").mkdir()
    (small.folder / "content/media/a.avif").write_bytes(drawn("AVIF", exif=exif))
    assert small.build().published
    assert [path for path in small.published() if path.startswith("media/")] == ["media/a.avif"]
    size = 'width="48" height="64"' if turn > 4 else 'width="64" height="48"'
    assert size in small.page("entries/bridge/")


def test_an_avif_of_which_a_part_is_shown_is_refused():
    clipped = in_avif(drawn("AVIF"), (avif_box(b"clap", bytes(32)), True))
    with pytest.raises(BuilderError, match="damaged"):
        without_metadata(clipped, "a.avif")


def test_a_damaged_avif_is_refused_in_words():
    whole = PICTURES["AVIF"][2](PICTURES["AVIF"][1])
    for at in range(0, 600, 3):
        for damaged in (
            whole[:at],
            whole[:at] + bytes([255]) + whole[at + 1 :],
            whole[:at] + bytes(4) + whole[at + 4 :],
        ):
            with suppress(BuilderError):
                assert SECRET not in without_metadata(damaged, "a.avif")
            with suppress(ValueError, LookupError, struct.error):
                read_raster(BytesIO(damaged))
