"""The table of media: pictures that an entry shows, and records of films, posts and documents that it does not."""

from collections.abc import Iterator
from urllib.parse import quote

from builder.dataset.columns import ADDRESS, KIND, Material, Row, list_table, text
from builder.dataset.entry_tables import ENTRY, numbered
from builder.model.addresses import media_address
from builder.model.entry import Entry, Medium


def _media(entry: Entry, material: Material) -> Iterator[Row]:
    shown = (medium for medium in entry.media if medium.is_picture or medium.is_record)
    return (_row(medium, entry, material) for medium in shown)


def _row(medium: Medium, entry: Entry, material: Material) -> Row:
    """Return what the page says of a medium: of one whose sources are withheld not where it lies, nor whose it is."""
    is_hidden = entry.safety.hide_sources
    where = (None, None) if is_hidden or not medium.is_record else (medium.url, medium.archived)
    address = material.address(quote(media_address(medium.file or ""))) if medium.is_picture else None
    return (
        medium.kind,
        address,
        *where,
        medium.alt if medium.is_picture else None,
        medium.caption,
        medium.credit if medium.is_picture or not is_hidden else None,
        medium.licence,
        medium.verification,
        medium.warning,
        None if medium.is_picture else _digest(medium, material),
    )


def _digest(medium: Medium, material: Material) -> str | None:
    digest = medium.digest(material.archive.evidence)
    return digest.lower() if digest else None


MEDIA = list_table(
    ENTRY,
    name="entry_media",
    words="Pictures that an entry shows, and records of films, posts and documents that it does not show.",
    columns=(
        KIND,
        ADDRESS,
        text("url", "Where it is on the web."),
        text("archived", "Where an archived copy is."),
        text("alt", "What a picture shows, in words."),
        text("caption", "The caption."),
        text("credit", "Whose work it is."),
        text("licence", "The terms under which it may be reused."),
        text("verification", "The state of this publication's verification."),
        text("warning", "A warning of what it shows."),
        text("sha256", "The SHA-256 of the file that the publication keeps."),
    ),
    rows=numbered(_media),
)
