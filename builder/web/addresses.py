"""The addresses of sources that may be said to others: those of sources that something published cites openly.

What only drafts, entries held back and entries with hidden sources name is private; so is what is written
under `private`, which no record holds."""

from collections.abc import Iterator

from msgspec import Struct

from builder.model.archive import Archive
from builder.model.problem import KeyPath
from builder.model.source import Source


class PublicAddress(Struct, frozen=True):
    """An address of a source, and where it is written: the file, the keys that lead to the record, and the field."""

    source: Source
    field: str
    address: str
    file: str
    way: KeyPath


def public_addresses(archive: Archive) -> Iterator[PublicAddress]:
    """List the addresses of all sources that readers are told of, and of their archived copies."""
    for source in archive.cited_sources:
        file = archive.files.get(f"sources/{source.id}")
        if file is None:
            continue
        way = archive.source_keys.get(source.id, ())
        for field, address in (("URL", source.url), ("archived", source.archived)):
            if address is not None:
                yield PublicAddress(source, field, address, file, way)
