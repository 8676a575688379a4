"""Digests of all that a function is given: equal digests, equal results.

Values are frozen structs, encoded by msgspec; what cannot be encoded cannot get into a key."""

import hashlib
from collections.abc import Iterable

import msgspec


class Digested:
    """Something that is known by its digest, so that its content need not be at hand."""

    __slots__ = ("digest",)

    def __init__(self, digest: bytes) -> None:
        self.digest = digest


def digest_of(*values: object) -> bytes:
    """Digest values: 16 bytes of BLAKE2b over their encoding."""
    return hashlib.blake2b(_ENCODER.encode(values), digest_size=16).digest()


def digests_of(values: Iterable[object]) -> list[bytes]:
    """Digest values one by one."""
    return [hashlib.blake2b(_ENCODER.encode(value), digest_size=16).digest() for value in values]


def shortened(digests: Iterable[bytes]) -> bytes:
    """Keep four bytes of each digest: enough to tell which part of something changed."""
    return b"".join([digest[:_SHORT] for digest in digests])


def short_digests(kept: bytes) -> list[bytes]:
    """Take apart what `shortened` has put together."""
    return [kept[start : start + _SHORT] for start in range(0, len(kept), _SHORT)]


def joined_digest(digests: Iterable[bytes]) -> bytes:
    """Digest digests: a fraction of a microsecond each."""
    return hashlib.blake2b(b"\0".join(digests), digest_size=16).digest()


def _known_by_digest(value: object) -> bytes:
    if isinstance(value, Digested):
        return value.digest
    raise TypeError(f"{type(value).__name__} cannot be part of a key")


_SHORT = 4
_ENCODER = msgspec.msgpack.Encoder(enc_hook=_known_by_digest)
