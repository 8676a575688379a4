"""Find the pictures that a chapter shows, each in the rendition that an edition has room for."""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from msgspec import Struct

from builder.editions.parts.chapters import Chapter, resolved
from builder.editions.parts.tree import parents
from builder.editions.parts.volume import Volume
from builder.model.addresses import media_address
from builder.model.decimals import size_in_words
from builder.model.errors import BuilderError
from builder.rendering.renditions import can_encode

MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "png": "image/png",
        "jpg": "image/jpeg",
        "jpeg": "image/jpeg",
        "gif": "image/gif",
        "svg": "image/svg+xml",
        "webp": "image/webp",
        "avif": "image/avif",
    }
)
_WIDEST = 960


class Shown(Struct):
    """A picture where a chapter shows it: its element, and the file that is to stand there."""

    image: Element
    path: str
    data: bytes


def type_of(path: str) -> str:
    """Return the media type of a picture."""
    return MEDIA_TYPES.get(path.rpartition(".")[2].lower(), "application/octet-stream")


def data_uri(path: str, data: bytes) -> str:
    """Return an address that holds a picture itself."""
    return f"data:{type_of(path)};base64,{b64encode(data).decode()}"


def bytes_at(volume: Volume, path: str) -> bytes | None:
    """Return a file of the site by its path from the root of a language, or from that which all share."""
    output = volume.plan.outputs.get(path.removeprefix("../"))
    return None if output is None else volume.renderer.make(output)


def stylesheet_of(volume: Volume) -> str:
    """Return the stylesheet of a volume's pages."""
    return (bytes_at(volume, volume.renderer.frame.stylesheet) or b"").decode()


def drawn_beneath(volume: Volume, chapter: Chapter) -> Iterator[Shown]:
    """List the files that drawings of a chapter are drawn upon, such as the lines of a map."""
    for image in [*chapter.main.iter("image")]:
        path = resolved(chapter.address, image.get("href", ""), volume.archive.prefix)
        if path is not None and (data := bytes_at(volume, path)) is not None:
            yield Shown(image, path, data)


def take_pictures(volume: Volume, chapter: Chapter, most: int, has_webp: bool) -> Iterator[Shown]:
    """Leave one file of each picture of a chapter, of `most` bytes; raise BuilderError where none is small enough."""
    above = parents(chapter.main)
    for image in [*chapter.main.iter("img")]:
        group = above[image]
        sources = [*group.iter("source")] if group.tag == "picture" else []
        names = [name for source in sources for name in _narrow_names(source) if has_webp and name.endswith(".webp")]
        yield _chosen(volume, chapter, image, [*reversed(names), image.get("src", "")], most)
        for source in sources:
            group.remove(source)


def _narrow_names(source: Element) -> Iterator[str]:
    for choice in source.get("srcset", "").split(", "):
        name, _, width = choice.partition(" ")
        if width.removesuffix("w").isdigit() and int(width.removesuffix("w")) <= _WIDEST:
            yield name


def _chosen(volume: Volume, chapter: Chapter, image: Element, names: list[str], most: int) -> Shown:
    least, own = 0, names[-1]
    for name in names:
        path = resolved(chapter.address, name, volume.archive.prefix)
        data = None if path is None else bytes_at(volume, path)
        if path is not None and data is not None and len(data) <= most:
            return Shown(image, path.removeprefix("../"), data)
        least = min(least, len(data or b"")) or len(data or b"")
    file = unquote(own).rpartition(media_address(""))[2]
    hint = (
        "make it smaller"
        if can_encode()
        else "install `dateline[images]`, so that it is made smaller, or do so yourself"
    )
    raise BuilderError(
        f"content/media/{file}, shown at {chapter.address or 'the front page'}, takes {size_in_words(least)}, "
        f"but pictures in this edition may take at most {size_in_words(most)}: {hint}"
    )
