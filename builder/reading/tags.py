"""Read the tags of an entry: free words, so what looks like a list in one word is told of."""

import re

from builder.model.advice import Advice, write
from builder.model.ids import is_too_long, slug
from builder.model.problem import Severity
from builder.reading.fields import Fields
from builder.reading.nodes import Node, Scalar
from builder.reading.values import as_text

_QUOTATIONS = "“”„‟«»‹›‘’‚\"'[]"


def read_tags(fields: Fields) -> tuple[str, ...]:
    """Read tags, each of which has a page of its own."""
    alone = fields.node.get("tags")
    found = []
    for node in fields.nodes("tags"):
        text = as_text(node, fields.notes, "tags")
        if text is None or _is_no_address(node, text, fields):
            fields.leave_out("tags", node)
            continue
        _note_list(node, text, node is alone, fields)
        found.append(text)
    return tuple(found)


def _is_no_address(node: Node, text: str, fields: Fields) -> bool:
    """Note a tag of which no address can be made."""
    if not slug(text):
        fields.notes.note(node, "id-form", f'the tag is "{text}"', "write letters or digits: a tag has its own page")
        return True
    if is_too_long(slug(text)):
        says = f"the tag is {len(text):,} characters long, and becomes part of the address of its page"
        fields.notes.note(node, "id-form", says, "write a word or two")
        return True
    return False


def _note_list(node: Node, text: str, is_alone: bool, fields: Fields) -> None:
    parts = [_bare(part) for part in re.split(r"[,;•·|\n]|\s/\s|\s+(?=#)", text)] if is_alone else [_bare(text)]
    parts = [part for part in parts if part]
    if len(parts) > 1:
        listed = f"[{', '.join(parts)}]"
        says = f'"{text}" is one tag: a list is written in brackets'
        advice = Advice(f"write {listed}", (listed,), _written(text, node))
        fields.notes.note(node, "list-form", says, advice, Severity.WARNING)
    elif parts and parts[0] != text:
        says = f'the tag is "{text}", with the symbols around it'
        fields.notes.note(node, "list-form", says, write(parts[0]), Severity.WARNING)


def _written(text: str, node: Node) -> str:
    return text if isinstance(node, Scalar) else ""


def _bare(word: str) -> str:
    """Return a word without quotation marks or brackets around it and a # before it, as long as something is left."""
    return word.strip().strip(_QUOTATIONS).lstrip("#").strip() or word.strip()
