"""Digest the files of `media/` that sources name as evidence: a rule tells whether they are what they were."""

import hashlib
from collections.abc import Iterable

from builder.model.source import Source
from builder.reading.regular_files import FileUnread, open_regular
from builder.reading.source_tree import SourceTree


def digests_of_evidence(sources: Iterable[Source], tree: SourceTree) -> dict[str, str]:
    """Return the SHA-256 of every file of evidence that is there."""
    named = {source.file for source in sources if source.file}
    return {name: found for name in sorted(named & tree.media.keys()) if (found := _digest(tree.media[name].place))}


def _digest(place: str) -> str | None:
    try:
        with open_regular(place) as file:
            digest = hashlib.sha256()
            while piece := file.read(_PIECE):
                digest.update(piece)
            return digest.hexdigest()
    except (OSError, FileUnread):
        return None


_PIECE = 1 << 20
