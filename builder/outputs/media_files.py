"""The files of `media/` that published entries show, in the renditions of which browsers choose one."""

from collections.abc import Iterator

from builder.model.addresses import media_address
from builder.model.raster import renditions
from builder.outputs.parts.media import published_media
from builder.views.edition import Edition
from builder.views.output import Copy, Output


def plan(edition: Edition) -> Iterator[Output]:
    files = {medium.file for entry in edition.archive.entries for medium in published_media(entry)}
    for file in sorted(file for file in files if file):
        if original := edition.own_files.media.get(file):
            for rendition in renditions(edition.archive.media[file]):
                path = media_address(file) + (rendition.suffix if rendition else "")
                yield Copy(path, original.path, original.stamp, rendition)
