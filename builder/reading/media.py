"""Read a record of `media`: a picture, film or document, with what has to stand beside it."""

import unicodedata

from builder.model.entry import Medium
from builder.reading.fields import Notes, as_fields
from builder.reading.nodes import Node

# What cameras and editors write into these can be taken out again; nothing else is published.
CLEANABLE = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif")


def read_medium(node: Node, notes: Notes) -> Medium | None:
    """Read one record; published files need alt and credit."""
    fields = as_fields(node, notes, "media", "{file: picture.jpg, alt: …, credit: …}")
    if fields is None:
        return None
    publish = fields.flag("publish", unsaid=True)
    alt, credit = fields.text("alt"), fields.text("credit")
    for key, value in (("alt", alt), ("credit", credit)):
        if publish and not value:
            notes.note(
                node,
                "H4",
                f"a picture or file without {key}",
                f"add `{key}`: both alt and credit are required",
            )
    file = fields.text("file")
    medium = Medium(
        # Files are listed in NFC, however the file system takes their names apart.
        file=file and unicodedata.normalize("NFC", file),
        kind=fields.text("kind") or "photo",
        alt=alt,
        caption=fields.text("caption"),
        credit=credit,
        licence=fields.text("licence"),
        verification=fields.text("verification"),
        graphic=fields.flag("graphic"),
        warning=fields.text("warning"),
        consent=fields.text("consent"),
        focal=fields.pair("focal", (0, 0), (1, 1)),
        publish=publish,
    )
    if publish and medium.graphic and not medium.warning:
        notes.note(node, "H5", "a graphic picture without a warning", "add `warning`: what readers are to see first")
    if publish and medium.file and not medium.file.lower().endswith(CLEANABLE):
        notes.note(
            node,
            "H2",
            f'metadata cannot be taken out of "{medium.file}"',
            "convert it to JPEG, PNG, WebP, AVIF or GIF, or add `publish: false` to keep the record alone",
        )
    if publish and not medium.file:
        notes.note(
            node,
            "field-missing",
            "media without a file",
            "add `file`, or `publish: false` to keep the record alone",
        )
    fields.finish()
    return medium
