"""Digest the files of `media/` that are kept as evidence: a rule tells whether they are what they were."""

import hashlib
from collections.abc import Iterable

from builder.model.entry import Entry
from builder.model.source import Source
from builder.reading.regular_files import FileUnread, open_regular
from builder.reading.source_tree import SourceTree


def digests_of_evidence(sources: Iterable[Source], entries: Iterable[Entry], tree: SourceTree) -> dict[str, str]:
    """Return the SHA-256 of every file that is there of those which sources keep, or entries with a digest."""
    named = {source.file for source in sources if source.file}
    named |= {one.file for entry in entries if entry.media for one in entry.media if one.file and one.sha256}
    return {
        name: found for name in sorted(named & tree.media.keys()) if (found := _digest(tree.media[name].full_path))
    }


def _digest(path: str) -> str | None:
    try:
        with open_regular(path) as file:
            digest = hashlib.sha256()
            while piece := file.read(_PIECE):
                digest.update(piece)
            return digest.hexdigest()
    except (OSError, FileUnread):
        return None


_PIECE = 1 << 20
