"""What an entry shows beside its text: pictures that the text does not place itself, and records of other media.

A record says what there is, and where; nothing of it is loaded."""

from urllib.parse import urlsplit

from msgspec import Struct

from builder.model.archive import Archive
from builder.model.entry import Entry, Medium
from builder.model.raster import ShownPicture, shown


class PictureView(Struct, frozen=True):
    """A file with what has to be shown beside it."""

    picture: ShownPicture
    alt: str
    caption: str | None
    credit: str | None
    licence: str | None
    verification: str | None
    warning: str | None


class MediaRecordView(Struct, frozen=True, kw_only=True):
    """A film, post or document that is not shown here; `is_kept` where the publication holds the file."""

    kind: str
    caption: str
    credit: str | None
    licence: str | None
    verification: str | None
    warning: str | None
    url: str | None
    host: str
    archived: str | None
    archive_host: str
    is_kept: bool
    sha256: str | None


def published_media(entry: Entry) -> tuple[Medium, ...]:
    """List the media of an entry whose files are published."""
    return () if entry.is_withdrawn else tuple(medium for medium in entry.media if medium.is_picture)


def figures_beside(entry: Entry, archive: Archive) -> tuple[PictureView, ...]:
    """Show the media that the body does not place."""
    if not entry.media:
        return ()
    return tuple(
        _figure(medium, archive) for medium in published_media(entry) if medium.file not in entry.mentions.pictures
    )


def records_beside(entry: Entry, archive: Archive) -> tuple[MediaRecordView, ...]:
    """Show the records of media that are not shown themselves; where sources are hidden, not where they lie."""
    if entry.is_withdrawn or not entry.media:
        return ()
    return tuple(_record(medium, entry, archive) for medium in entry.media if medium.is_record)


def _record(medium: Medium, entry: Entry, archive: Archive) -> MediaRecordView:
    is_hidden = entry.safety.hide_sources
    url, archived = (None, None) if is_hidden else (medium.url, medium.archived)
    digest = medium.digest(archive.evidence)
    return MediaRecordView(
        kind=medium.kind,
        caption=medium.caption or "",
        credit=None if is_hidden else medium.credit,
        licence=medium.licence,
        verification=medium.verification,
        warning=medium.warning,
        url=url,
        host=_host(url),
        archived=archived,
        archive_host=_host(archived),
        is_kept=medium.file is not None and not medium.publish,
        sha256=None if medium.is_picture or digest is None else digest.lower(),
    )


def _host(address: str | None) -> str:
    return (urlsplit(address or "").hostname or "").removeprefix("www.")


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
