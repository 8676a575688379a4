"""Compress a published text into copies beside it, for hosts that serve them as they are.

The same text makes the same copies: they contain no name and no time."""

import struct
import zlib
from collections.abc import Iterator

from msgspec import Struct

from builder.model.errors import BuilderError
from builder.model.hosting import is_text

# Below this many bytes, response headers outweigh the saving.
_WORTH_IT = 1024
# The last level but one: pages are 16 % smaller than with gzip, in 10 ms each; the last saves 2 % more in 28 ms.
_BROTLI_QUALITY = 10
# RFC 1952: deflated, without name and time, from no system in particular.
_GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"


class Compression(Struct, frozen=True):
    """Which compressed copies are wanted: `gzip`, `brotli`, both or none.

    `salt` covers what they depend on besides the text, as other libraries compress to other bytes."""

    forms: tuple[str, ...] = ()
    salt: bytes = b""

    def names(self, path: str) -> tuple[str, ...]:
        """Return the names of the copies that a file may have."""
        return tuple(path + _suffix(form) for form in self.forms) if self.forms and is_text(path) else ()

    def copies(self, path: str, data: bytes) -> Iterator[tuple[str, bytes]]:
        """Make the copies of a file that are smaller than it, each with its name."""
        if len(data) >= _WORTH_IT:
            for form, name in zip(self.forms, self.names(path), strict=False):
                packed = _gzip(data) if form == "gzip" else _brotli(data)
                if len(packed) < len(data):
                    yield name, packed


def compression_for(forms: tuple[str, ...]) -> Compression:
    """Return the compression with these forms; raise BuilderError if a library for it is not installed."""
    return Compression(forms, " ".join(map(_version, forms)).encode())


def _suffix(form: str) -> str:
    return ".gz" if form == "gzip" else ".br"


def _version(form: str) -> str:
    if form == "gzip":
        return f"gzip {zlib.ZLIB_RUNTIME_VERSION}"
    try:
        import brotli
    except ImportError:
        raise BuilderError(
            "site.yaml asks for brotli, which is not installed: `pip install 'dateline[brotli]'`, "
            "or remove it from `compress`"
        ) from None
    return f"brotli {brotli.version} {_BROTLI_QUALITY}"


def _gzip(data: bytes) -> bytes:
    deflate = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    ending = struct.pack("<II", zlib.crc32(data), len(data) & 0xFFFFFFFF)
    return _GZIP_HEAD + deflate.compress(data) + deflate.flush() + ending


def _brotli(data: bytes) -> bytes:
    import brotli

    packed: bytes = brotli.compress(data, quality=_BROTLI_QUALITY)
    return packed
