"""Read a record of `media`: a picture, film or document, with what has to stand beside it."""

import re
import unicodedata

from builder.model.advice import Advice
from builder.model.entry import Medium
from builder.model.raster import CLEANABLE
from builder.reading.fields import Fields, Notes, as_fields
from builder.reading.nodes import Node, Scalar


def read_medium(node: Node, notes: Notes) -> Medium | None:
    """Read one record; published files need alt and credit."""
    if isinstance(node, Scalar) and not node.is_null:
        where = "url" if node.value.startswith("http") else "file"
        rest = "caption: …" if where == "url" else "alt: …, credit: …, licence: …"
        how = f"write {{{where}: {node.value}, {rest}}}"
        notes.note(node, "not-a-map", f'"{node.value}" is only a name or an address', how)
        return None
    fields = as_fields(node, notes, "media", "{file: picture.jpg, alt: …, credit: …, licence: …}")
    if fields is None:
        return None
    publish, file = fields.flag("publish", unsaid=True), fields.text("file")
    if file and re.match(r"https?://", file):
        advice = Advice(
            "write it as `url`, or save the file in content/media/ and give its name here", ("url",), "file"
        )
        notes.note(fields.node.items["file"][0], "file-unknown", f'file is "{file}", which is an address', advice)
        fields.pass_over(frozenset(fields.keys()))
        return None
    medium = Medium(
        # Files are listed in NFC, however the file system takes their names apart.
        file=file and unicodedata.normalize("NFC", file),
        url=fields.address("url"),
        archived=fields.address("archived"),
        sha256=fields.text("sha256"),
        kind=fields.text("kind") or ("photo" if file else "other"),
        alt=fields.text("alt"),
        caption=fields.text("caption"),
        credit=fields.text("credit"),
        licence=fields.text("licence"),
        verification=fields.text("verification"),
        graphic=fields.flag("graphic"),
        warning=fields.text("warning"),
        consent=fields.text("consent"),
        focal=fields.pair("focal", (0, 0), (1, 1)),
        publish=publish,
    )
    if medium.is_picture:
        _note_picture(medium, node, notes)
    elif publish:
        _note_record(medium, fields)
    if publish and medium.graphic and not medium.warning:
        notes.note(node, "H5", "a graphic picture without a warning", "add `warning`, which readers see first")
    if medium.sha256 and not re.fullmatch("(?i)true|[0-9a-f]{64}", medium.sha256):
        says, hint = f'sha256 is "{medium.sha256}"', "write 64 hex digits, or true to have it calculated"
        notes.note(fields.node.items["sha256"][1], "sha256-form", says, hint)
    fields.finish()
    return medium


def _note_picture(medium: Medium, node: Node, notes: Notes) -> None:
    """Note what a file that is published lacks."""
    for key, value in (("alt", medium.alt), ("credit", medium.credit)):
        if not value:
            hint = f"add `{key}`: both alt and credit are required"
            notes.note(node, "H4", f"a picture or file without {key}", hint)
    if medium.file and not medium.file.lower().endswith(CLEANABLE):
        says = f'metadata cannot be removed from "{medium.file}"'
        hint = "convert it to JPEG, PNG, WebP, AVIF or GIF, or add `publish: false` to show only the record"
        notes.note(node, "H2", says, hint)


def _note_record(medium: Medium, fields: Fields) -> None:
    """Note what a record without a file lacks."""
    if not fields.says("url"):
        hint = "add `file`, or `url` for media shown elsewhere, or `publish: false` for media you keep"
        fields.miss("file", "this record of media has neither a file nor an address", hint)
    elif medium.caption is None:
        fields.miss(
            "caption", "no caption", "add `caption` with what it shows, as the media itself is not shown here"
        )
