"""Take a file's stem, or a text, as an id; where it is none, tell the author what would be one."""

import unicodedata
from pathlib import PurePosixPath

from builder.model.advice import write
from builder.model.ids import is_id, is_too_long, nearest_id
from builder.reading.fields import Notes
from builder.reading.nodes import Node, Scalar

_KEPT_BY_WINDOWS = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)))
)


def id_of_file(path: str, notes: Notes) -> str | None:
    """Make an id of a file's stem; a stem that is none is the author's to rename."""
    stem = PurePosixPath(path).stem
    return as_id(Scalar(stem, 0, 0), stem, notes, "the file's name")


def as_id(node: Node, text: str, notes: Notes, what: str) -> str | None:
    """Take a text as an id, or note what would make it one."""
    # Some file systems and keyboards take letters apart that ids hold whole.
    composed = unicodedata.normalize("NFC", text)
    if is_id(composed) and is_too_long(composed):
        says = f"{what} is {len(composed.encode())} bytes long: an id is a file name, with at most 200"
        notes.note(node, "id-form", says, "write a shorter one")
        return None
    if is_id(composed) and composed not in _KEPT_BY_WINDOWS:
        return composed
    if composed in _KEPT_BY_WINDOWS:
        says = f'{what} is "{text}": Windows reserves this name and allows no file called that'
        notes.note(node, "id-form", says, f'write "{text}-1", or another word')
        return None
    proposed = nearest_id(text)
    hint = write(proposed) if proposed else "write letters, digits and hyphens"
    notes.note(node, "id-form", f'{what} is "{text}": an id consists of lower-case letters, digits and hyphens', hint)
    return None
