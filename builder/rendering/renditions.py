"""Encode a picture again: upright, in sRGB, as wide as asked for, with nothing in it but what is seen.

This needs Pillow (the extra `images`); without it pictures are published as they are, cleaned."""

from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec.structs import replace

from builder.model.errors import BuilderError
from builder.model.raster import MOST_PIXELS, Rendition, height_at
from builder.reading.rasters import read_raster
from builder.reading.regular_files import FileUnread, read_regular
from builder.rendering.pictures import without_metadata

if TYPE_CHECKING:
    from PIL.Image import Image

# One thread, so that any machine makes the same bytes.
_OPTIONS: MappingProxyType[str, dict[str, int | bool]] = MappingProxyType(
    {
        "jpeg": {"quality": 82, "optimize": True, "progressive": True},
        "png": {"optimize": True},
        "webp": {"quality": 80, "method": 4},
        "avif": {"quality": 60, "speed": 6, "max_threads": 1},
    }
)


def can_encode() -> bool:
    """Return whether Pillow is installed."""
    return find_spec("PIL") is not None


def read_authors_file(source: Path) -> bytes:
    """Read a file of `media/` or `root/`, whatever its size; raise BuilderError where that cannot be done."""
    try:
        return read_regular(source, most=None)
    except FileUnread as fault:
        raise BuilderError(f"{source.parent.name}/{source.name}: {fault}") from None


def as_published(data: bytes, path: str, rendition: Rendition | None) -> bytes:
    """Return a picture's bytes as they leave; raise BuilderError for what is no picture, or a damaged one."""
    return without_metadata(data, path) if rendition is None else _encoded(data, path, rendition)


def _encoded(data: bytes, path: str, rendition: Rendition) -> bytes:
    from PIL import Image

    own = path.removesuffix(rendition.suffix)
    try:
        raster = replace(read_raster(BytesIO(data))[0], is_encoded=True)
        size = (rendition.width, height_at(rendition.width, raster))
        # What a camera wrote is taken out first: Pillow need not make sense of it. The colours are still to be read.
        cleaned = without_metadata(data, own, profile=lambda found: found)
        with Image.open(BytesIO(cleaned), formats=("JPEG", "PNG", "WEBP")) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise BuilderError(f"{own} has more than {MOST_PIXELS // 1_000_000} million pixels: save it smaller")
            # A JPEG is decoded no larger than twice what is wanted.
            opened.draft(None, (2 * max(size), 2 * max(size)))
            picture = _in_srgb(_turned(opened, raster.turn))
        picture = picture.resize(size, Image.Resampling.LANCZOS)
        picture.info = {}
        encoded = BytesIO()
        picture.save(encoded, rendition.kind.upper(), **_OPTIONS[rendition.kind])
    except (OSError, SyntaxError, ValueError, IndexError, Image.DecompressionBombError) as error:
        raise BuilderError(f"{own} is damaged, or cannot be encoded here: save it again ({error})") from error
    return encoded.getvalue()


def _turned(picture: "Image", turn: int) -> "Image":
    from PIL.Image import Transpose

    ways = (
        Transpose.FLIP_LEFT_RIGHT,
        Transpose.ROTATE_180,
        Transpose.FLIP_TOP_BOTTOM,
        Transpose.TRANSPOSE,
        Transpose.ROTATE_270,
        Transpose.TRANSVERSE,
        Transpose.ROTATE_90,
    )
    return picture if turn == 1 else picture.transpose(ways[turn - 2])


def _in_srgb(picture: "Image") -> "Image":
    """Convert colours to sRGB, which browsers assume; an uninformative profile is ignored."""
    from PIL import ImageCms

    if picture.mode.startswith("I"):
        # Sixteen bits of grey.
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    profile = picture.info.get("icc_profile")
    if picture.mode in ("P", "PA", "LA", "1") or (picture.mode == "L" and mode == "RGBA"):
        picture = picture.convert(mode)
    if profile:
        try:
            own, srgb = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
            return ImageCms.profileToProfile(picture, own, srgb, outputMode=mode) or picture
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass
    return picture.convert(mode)
