"""Digest the files of `media/` that sources name as evidence: a rule tells whether they are what they were."""

import hashlib
from collections.abc import Iterable

from builder.model.source import Source
from builder.reading.source_tree import SourceTree


def digests_of_evidence(sources: Iterable[Source], tree: SourceTree) -> dict[str, str]:
    """Give the SHA-256 of every file of evidence that is there."""
    named = {source.file for source in sources if source.file}
    return {name: hashlib.sha256(tree.media[name].read()).hexdigest() for name in sorted(named & tree.media.keys())}
