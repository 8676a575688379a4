"""What a file that lists entries is: a head, a piece for each entry, a foot.

Pieces are joined, so that those of a batch of entries can be remembered, and an edit writes those of one batch."""

from collections.abc import Callable, Iterable

from msgspec import Struct

from builder.dataset.columns import Material
from builder.model.archive import Archive
from builder.model.entry import Entry


class EntryFile(Struct, frozen=True):
    """A file of entries; the piece of an entry that it leaves out is empty."""

    name: str
    head: Callable[[Archive], bytes]
    piece: Callable[[Entry, Material], bytes]
    between: bytes
    foot: bytes

    def pieces(self, material: Material) -> bytes:
        """Return the pieces of all chosen entries but withdrawn ones, in the order of the timeline."""
        return self._joined(self.piece(entry, material) for entry in material.entries if not entry.is_withdrawn)

    def whole(self, pieces: Iterable[bytes], archive: Archive) -> bytes:
        """Return the file that consists of these pieces."""
        return self.head(archive) + self._joined(pieces) + self.foot

    def _joined(self, pieces: Iterable[bytes]) -> bytes:
        return self.between.join([piece for piece in pieces if piece])
