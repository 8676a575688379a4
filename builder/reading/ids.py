"""Take a file's stem, or a text, as an id; where it is none, tell the author what would be one."""

import re
import unicodedata
from pathlib import PurePosixPath

from builder.model.advice import Advice, write
from builder.model.ids import is_id, is_too_long, nearest_id
from builder.reading import shapes
from builder.reading.fields import Fields, Notes
from builder.reading.nodes import Node, Scalar
from builder.reading.values import as_text

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


def read_id(fields: Fields, key: str, what: str) -> str | None:
    """Read a field that holds an id."""
    found = fields.placed_text(key, shapes.id_text)
    return found and as_id(*found, fields.notes, what)


def read_former_ids(fields: Fields) -> tuple[str, ...]:
    """Read `formerly`: ids under which the page could be found before."""
    found = []
    for node in fields.nodes("formerly", shapes.id_text):
        text = as_text(node, fields.notes, "formerly")
        if text is not None and len(ids := re.split(r"[,;\s]+", text.strip())) > 1 and all(map(is_id, ids)):
            listed = f"[{', '.join(ids)}]"
            says = f'"{text}" is one former id: a list is written in brackets'
            fields.notes.note(node, "id-form", says, Advice(f"write {listed}", (listed,), text))
        elif text is not None and (id := as_id(node, text, fields.notes, "a former id")):
            found.append(id)
    return tuple(found)
