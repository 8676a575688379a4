"""Read one node as a value of a type: a text, a word of a list, a language, a date; note what it is not."""

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

from builder.model.advice import Advice, write
from builder.model.dates import Date
from builder.reading.dates.edtf import read_date
from builder.reading.dates.not_a_date import NotADate
from builder.reading.foreign_values import instead_of_word
from builder.reading.language_tags import wrong_with_language
from builder.reading.nodes import List, Map, Node, Scalar
from builder.reading.notes import NotedProblems

Choice = TypeVar("Choice", bound=StrEnum)


def as_text(node: Node, notes: NotedProblems, key: str) -> str | None:
    """Read a node that must be a text."""
    if isinstance(node, Scalar):
        return node.value
    form = "list" if isinstance(node, List) else "map"
    notes.note(
        node,
        "not-a-text",
        f"{key} is a {form}",
        "write one text, in quotation marks if it begins with [ or {",
    )
    return None


def as_choice(node: Node, text: str, values: Iterable[Choice], notes: NotedProblems, key: str) -> Choice | None:
    """Read a text that must be one of an enumeration's values, or of some of them."""
    for value in values:
        if value == text:
            return value
    known = [value.value for value in values]
    hint = instead_of_word(text, known) or notes.speller.did_you_mean(text, known)
    hint = hint or Advice("one of " + ", ".join(known))
    notes.note(node, "value-unknown", f'{key} is "{text}"', hint)
    return None


def as_language(node: Node, text: str, notes: NotedProblems, what: str) -> None:
    """Note a text that is no language tag."""
    if (wrong := wrong_with_language(text)) is not None:
        notes.note(node, "lang-form", f'{what} is "{text}": {wrong[0]}', wrong[1])


def as_date(node: Node, notes: NotedProblems) -> Date | None:
    """Read a date; a YAML list or map is read back as the EDTF set that it was written as."""
    text = _date_text(node)
    if text is None:
        says = "a date contains only dates, not fields or lists"
        meant = _date_in_fields(node)
        forms = "2023/2024 for a span, [2023, 2024] for one of the two, {2023, 2024} for both"
        notes.note(node, "date-form", says, f"write {meant} behind the field's name" if meant else f"write {forms}")
        return None
    try:
        return read_date(text)
    except NotADate as mistake:
        if not isinstance(node, Scalar) and _note_members(node, notes):
            return None
        # The place inside a set is lost with its brackets and blanks; a plain text keeps its column.
        if isinstance(node, Scalar) and (inner := _linked_date(text)):
            notes.note(node, "date-form", f"“{text}” is a link", write(inner, quotes="", instead_of=text))
            return None
        column = node.column + mistake.at if isinstance(node, Scalar) else node.column
        placed = Scalar(text, node.line, column)
        notes.note(placed, mistake.code, mistake.says, mistake.advice)
        return None


def _date_text(node: Node) -> str | None:
    """Return the text of a date as its author wrote it; None where it has fields or lists of its own."""
    match node:
        case Scalar():
            return node.value
        case List(items=items):
            members = [item.value for item in items if isinstance(item, Scalar)]
            return f"[{','.join(members)}]" if len(members) == len(items) else None
        case Map(items=pairs):
            is_a_set = all(isinstance(value, Scalar) and value.is_null for _, value in pairs.values())
            return f"{{{','.join(pairs)}}}" if is_a_set else None


def _date_in_fields(node: Node) -> str | None:
    """Return the date that is written in fields, as databases have it; None where they do not make one."""
    if not isinstance(node, Map):
        return None
    values = ((key.lower(), item) for key, (_, item) in node.items.items())
    said = {key: item.value.strip() for key, item in values if isinstance(item, Scalar) and not item.is_null}
    begin, end = (next((said[name] for name in names if name in said), "") for names in (_BEGINS, _ENDS))
    parts = [said.get(name, "") for name in ("year", "month", "day")]
    if not begin and all(part.isdecimal() for part in parts if part):
        begin = "-".join(part.zfill(width) for part, width in zip(parts, (4, 2, 2), strict=True) if part)
    ends = [_date_meant(text) for text in dict.fromkeys((begin, end)) if text]
    return _date_meant("/".join(text for text in ends if text)) if begin and all(ends) else None


def _linked_date(text: str) -> str | None:
    """Return the date that a link of Obsidian names, as one to a daily note does."""
    inner = text[2:-2].partition("|")[0].rpartition("/")[2].strip()
    return inner if text.startswith("[[") and text.endswith("]]") and _is_date(inner) else None


def _note_members(node: List | Map, notes: NotedProblems) -> bool:
    """Note each member of a set that is not a date, as one alone would be; return whether there was any."""
    members = node.items if isinstance(node, List) else [key for key, _ in node.items.values()]
    found = [(member, _why_no_member(member.value)) for member in members if isinstance(member, Scalar)]
    for member, mistake in found:
        if mistake is not None:
            notes.note(member, mistake.code, mistake.says, mistake.advice)
    return any(mistake is not None for _, mistake in found)


def _why_no_member(text: str) -> NotADate | None:
    """Return why a text cannot be one of a set, in which `..` stands between the ends of a span."""
    if _is_date(f"[{text}]"):
        return None
    try:
        read_date(text)
    except NotADate as mistake:
        advice, spans = mistake.advice, [date.replace("/", "..") for date in mistake.advice.proposed]
        hint = advice.hint
        for date, span in zip(advice.proposed, spans, strict=True):
            hint = hint.replace(date, span)
        accepted = tuple(span for span in spans if _is_date(f"[{span}]"))
        mistake.advice = Advice(hint, accepted, advice.instead_of) if accepted else advice
        return mistake
    span = text.replace("/", "..")
    says = f"“{text}” is a span among other dates"
    return NotADate(says, write(span, quotes="", instead_of=text), 0) if _is_date(f"[{span}]") else None


def _date_meant(text: str) -> str | None:
    """Return a text that is a date, or the one date that it is to be written as."""
    try:
        read_date(text)
    except NotADate as mistake:
        advice = mistake.advice
        return advice.proposed[0] if len(advice.proposed) == 1 and advice.instead_of in ("", text) else None
    return text


def _is_date(text: str) -> bool:
    try:
        read_date(text)
    except NotADate:
        return False
    return True


_BEGINS = ("start", "from", "begin", "begins", "start_date", "since", "date", "value", "on")
_ENDS = ("end", "to", "until", "till", "ends", "end_date")
