"""Digest the files of `media/` that are kept as evidence, so that a rule can check that they have not changed."""

import hashlib
from collections.abc import Iterable

from builder.model.entry import Entry
from builder.model.source import Source
from builder.reading.regular_files import FileUnread, open_regular
from builder.reading.source_tree import SourceTree


def digests_of_evidence(sources: Iterable[Source], entries: Iterable[Entry], tree: SourceTree) -> dict[str, str]:
    """Return the SHA-256 of every file that is there of those which sources keep, or entries with a digest."""
    named = {source.file for source in sources if source.file}
    named |= {file for entry in entries if entry.media for file in _kept_media(entry)}
    return {
        name: found for name in sorted(named & tree.media.keys()) if (found := _digest(tree.media[name].full_path))
    }


def kept_files(entry: Entry) -> set[str]:
    """List the files that an entry, or a source that is written out in it, keeps as evidence."""
    return _kept_media(entry) | {source.file for source in entry.own_sources if source.file}


def _kept_media(entry: Entry) -> set[str]:
    return {one.file for one in entry.media if one.file and one.sha256}


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
