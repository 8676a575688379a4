"""The files of `media/` that published entries show, without the metadata that cameras leave in them."""

from collections.abc import Iterator

from builder.model.addresses import media_address
from builder.model.edition import Edition
from builder.model.output import Copy, Output
from builder.outputs._media import published_media


def plan(edition: Edition) -> Iterator[Output]:
    files = {medium.file for entry in edition.archive.entries for medium in published_media(entry)}
    for file in sorted(file for file in files if file):
        if file in edition.media:
            yield Copy(media_address(file), edition.media[file])
