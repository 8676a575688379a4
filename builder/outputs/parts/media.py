"""Pictures that an entry shows beside its text: those of its `media` that the text does not place itself."""

from msgspec import Struct

from builder.model.archive import Archive
from builder.model.entry import Entry, Medium
from builder.model.raster import ShownPicture, shown


class PictureView(Struct, frozen=True):
    """A file with what has to stand beside it."""

    picture: ShownPicture
    alt: str
    caption: str | None
    credit: str | None
    licence: str | None
    verification: str | None
    warning: str | None


def published_media(entry: Entry) -> tuple[Medium, ...]:
    """List the media of an entry whose files are published."""
    return () if entry.is_withdrawn else tuple(medium for medium in entry.media if medium.publish and medium.file)


def figures_beside(entry: Entry, archive: Archive) -> tuple[PictureView, ...]:
    """Show the media that the body does not place."""
    if not entry.media:
        return ()
    return tuple(
        _figure(medium, archive) for medium in published_media(entry) if medium.file not in entry.mentions.pictures
    )


def _figure(medium: Medium, archive: Archive) -> PictureView:
    file = medium.file or ""
    return PictureView(
        picture=shown(file, archive.media.get(file)),
        alt=medium.alt or "",
        caption=medium.caption,
        credit=medium.credit,
        licence=medium.licence,
        verification=medium.verification,
        warning=medium.warning,
    )
