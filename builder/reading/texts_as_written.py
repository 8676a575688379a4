"""Note what YAML drops of a text that its author wrote, and what in a field readers would see as it is written."""

import re
from collections.abc import Iterator
from types import MappingProxyType

from builder.model.advice import Advice, write
from builder.model.lines import Lines
from builder.model.placeholders import IN_BODIES, IN_FIELDS
from builder.model.problem import Severity
from builder.reading.fields import Notes
from builder.reading.foreign_markup import foreign_in, markdown_in
from builder.reading.nodes import List, Map, Node, Scalar, is_private


def note_texts(fields: Node | None, text: str, notes: Notes) -> None:
    """Note what is wrong with the words in the fields of a file; `text` is that of the fields, for a first look."""
    _note_other_readings(fields, text, notes)
    has_comments, has_marks = " #" in text, any(sign in text for sign in _MARKS)
    has_placeholders = "…" in text or "..." in text or "[w" in text or "What happened" in text
    if not (has_comments or has_marks or has_placeholders):
        return
    # A list of sources may hold what no published entry cites yet: a rule looks at what is cited.
    is_draft = _is_draft(fields) or notes.file.startswith("content/sources/")
    for keys, scalar in _public_scalars(fields, ()):
        if scalar.cut:
            _note_cut(keys, scalar, notes)
        if has_placeholders and not is_draft and _last(keys) != "tags" and scalar.value.strip() in IN_FIELDS:
            _note_placeholder(scalar, notes)
        if has_marks and _last(keys) in _WORDS:
            _note_marks(keys, scalar, notes)


def note_placeholders(fields: Map, body: str, body_line: int, notes: Notes) -> None:
    """Note texts of `dateline new` that stand in a body yet, unless it is a draft's."""
    for written in IN_BODIES:
        if written in body and not _is_draft(fields):
            line, column = Lines(body).position(body.index(written))
            _note_placeholder(Scalar(written, body_line + line - 1, column), notes)


def _note_placeholder(scalar: Scalar, notes: Notes) -> None:
    says = f'"{scalar.value.strip()}" is a placeholder, which would be published'
    notes.note(scalar, "placeholder", says, "write it, or add `status: draft` to an entry that is not finished")


def _note_cut(keys: tuple[str, ...], scalar: Scalar, notes: Notes) -> None:
    """Note a comment that takes away what may be a part of the text before it."""
    is_glued = not scalar.cut.startswith("# ")
    holds_words = _last(keys) in _WORDS
    if scalar.is_null and not is_glued:
        return
    if not holds_words and not scalar.is_null and not (is_glued and " " in scalar.value):
        return
    whole = f"{scalar.value} {scalar.cut}".strip()
    quoted = f"'{whole}'" if '"' in whole else f'"{whole}"'
    if scalar.is_null and _last(keys) in _LISTS:
        quoted = f"[{', '.join(word.strip(',;#') for word in scalar.cut.split() if word.strip(',;#'))}]"
    # The message does not repeat what follows: it may be a comment, which is nobody else's to read.
    says = "what follows the # is not read: in YAML, a # after a space begins a comment"
    hint = "put the whole text in quotation marks, or the comment on a line of its own"
    if scalar.is_null and _last(keys) in _LISTS:
        hint = f"write {quoted}: a list is written in brackets, and tags without #"
    advice = Advice(hint, (quoted,), whole)
    # A word right behind the # is hardly a comment.
    severity = Severity.ERROR if is_glued else Severity.WARNING
    notes.note(scalar, "text-cut", says, advice, severity)


def _note_other_readings(fields: Node | None, text: str, notes: Notes) -> None:
    """Note words without quotation marks that other programs take for true or false, as YAML 1.1 has them."""
    if not _MAYBE_A_FLAG.search(text):
        return
    lines = text.split("\n")
    for keys, scalar in _public_scalars(fields, ()):
        meant = _FLAGS.get(scalar.value.lower())
        if meant and _last(keys) in _NO_FLAGS and lines[scalar.line - 1][scalar.column - 1 :][:1] not in ("'", '"'):
            says = f"other programs that read YAML read {scalar.value} as {meant}"
            notes.note(scalar, "yaml-otherwise", says, write(f'"{scalar.value}"', quotes=""), Severity.HINT)


def _note_marks(keys: tuple[str, ...], scalar: Scalar, notes: Notes) -> None:
    # Titles of sources may hold the markup of CSL.
    is_of_a_source = "sources" in keys or notes.file.startswith("content/sources/")
    # A link around a tag is told of where tags are read.
    is_link = _last(keys) == "tags" and scalar.value.startswith("[[")
    marks = () if is_link else markdown_in(scalar.value)
    for found in (*foreign_in(scalar.value), *marks):
        if found.code != "html-shown" or not is_of_a_source:
            notes.note(scalar, found.code, found.says, found.advice, found.severity)


def _public_scalars(node: Node | None, keys: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Scalar]]:
    match node:
        case Scalar():
            yield keys, node
        case List(items=items):
            for item in items:
                yield from _public_scalars(item, keys)
        case Map(items=pairs):
            for key, (_, value) in pairs.items():
                if not is_private(key):
                    yield from _public_scalars(value, (*keys, key))


def _is_draft(fields: Node | None) -> bool:
    status = fields.get("status") if isinstance(fields, Map) else None
    return isinstance(status, Scalar) and status.value.strip().lower() == "draft"


def _last(keys: tuple[str, ...]) -> str:
    return keys[-1] if keys else ""


_MARKS = ("<", "%%", "{{", "{%", "{#", "{>>", "==", "[[", "](", "**", "'''")
# Fields that hold words for readers, rather than ids, dates and values of a list.
_WORDS = frozenset(
    (
        "title summary text words caption alt credit label description date_text note reason publisher "
        "container-title "
        "tags names warning warnings authors author confidence_reason was now genre licence verification consent "
        "grading"
    ).split()
)
_NO_FLAGS = frozenset("language lang country id title summary label text tags names by actors places sources".split())
_FLAGS = MappingProxyType({**dict.fromkeys(("no", "off", "n"), "false"), **dict.fromkeys(("yes", "on", "y"), "true")})
_MAYBE_A_FLAG = re.compile(r"[:\[,-]\s+(?:no|yes|on|off|y|n)\s*(?:[,\]}\n#]|$)|\[(?:no|yes|on|off|y|n)[,\]]", re.I)
_LISTS = frozenset(("tags", "actors", "places", "sources", "authors", "names", "type"))
