"""A picture file, and the renditions in which it is published: kinds and widths of which browsers choose one.

The rendition for all browsers keeps the file's own name and kind, so that an address stays when others are added."""

from collections.abc import Iterator
from urllib.parse import quote

from msgspec import Struct

from builder.model.addresses import media_address

# What cameras and editors write into these can be taken out again; no other pictures are published.
CLEANABLE = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif")
# What is decoded to more than this is refused: it would fill the memory of those who open it.
MOST_PIXELS = 50_000_000
# For phones, for the text column, and for the text column on fine screens.
_WIDTHS = (480, 960, 1600)
_SIZES = "(min-width: 44rem) 36rem, 95vw"
_CHOSEN = ("avif", "webp")


class Raster(Struct, frozen=True, array_like=True):
    """What the head of a picture file says: its kind, its size as stored, and its turn (EXIF orientation, 1 to 8).

    `is_encoded` says that it is encoded again; what moves, and what nobody here can encode, is published as it is."""

    kind: str
    width: int
    height: int
    turn: int = 1
    is_encoded: bool = False

    @property
    def upright(self) -> tuple[int, int]:
        """Return width and height as readers see them."""
        # Of files that are published as they are, only JPEG and AVIF keep their turn.
        is_turned = self.turn >= 5 and (self.is_encoded or self.kind in ("jpeg", "avif"))
        return (self.height, self.width) if is_turned else (self.width, self.height)


class Rendition(Struct, frozen=True):
    """One encoding of a picture: its kind, its width in pixels, and what its name adds to that of the file."""

    kind: str
    width: int
    suffix: str = ""


class Choice(Struct, frozen=True):
    """Files of one type that browsers may choose from: addresses and widths."""

    type: str
    files: tuple[tuple[str, int], ...]


class ShownPicture(Struct, frozen=True):
    """A picture as pages show it: the file for every browser with its size, and what others may choose instead."""

    address: str
    width: int | None
    height: int | None
    choices: tuple[Choice, ...] = ()
    sizes: str = _SIZES


def renditions(raster: Raster | None) -> Iterator[Rendition | None]:
    """List in what renditions a picture is published, that for all browsers first; None for the file as it is."""
    if raster is None or not raster.is_encoded:
        yield None
        return
    widths = _widths(raster)
    yield Rendition(raster.kind, _for_all(widths))
    for kind in _CHOSEN:
        for width in widths:
            yield Rendition(kind, width, f".{width}.{kind}")


def shown(file: str, raster: Raster | None) -> ShownPicture:
    """Return how pages show a file of `media/`."""
    address = quote(media_address(file))
    if raster is None:
        return ShownPicture(address, None, None)
    width, height = raster.upright
    if not raster.is_encoded:
        return ShownPicture(address, width, height)
    widths = _widths(raster)
    own = _for_all(widths)
    choices = (
        Choice(f"image/{kind}", tuple((f"{address}.{width}.{kind}", width) for width in widths)) for kind in _CHOSEN
    )
    return ShownPicture(address, own, height_at(own, raster), tuple(choices))


def height_at(width: int, raster: Raster) -> int:
    """Return the height that a picture has at a width."""
    whole, height = raster.upright
    return max(1, round(height * width / whole))


def _widths(raster: Raster) -> tuple[int, ...]:
    """Choose widths, never wider than the picture; one that is nearly as wide as it is spared."""
    most = min(raster.upright[0], _WIDTHS[-1])
    return (*(width for width in _WIDTHS if width * 5 < most * 4), most)


def _for_all(widths: tuple[int, ...]) -> int:
    return max((width for width in widths if width <= _WIDTHS[1]), default=widths[0])
