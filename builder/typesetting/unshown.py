"""Find what readers see as it is written, though it was meant otherwise, and of what they do not see at all."""

import re
from collections.abc import Iterable, Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from builder.model.lines import Lines
from builder.model.problem import Severity
from builder.reading.foreign_markup import foreign_in, may_hold_foreign
from builder.reading.hashtags import hashtags_in, may_hold_hashtag
from builder.reading.unmarked import may_hold_unmarked, unmarked_in
from builder.typesetting.body_context import BodyContext
from builder.typesetting.positions import without_code
from builder.views.body import Slip


def unshown(markdown: MarkdownIt) -> None:
    """Add the rule to a parser."""
    markdown.core.ruler.push("unshown", _unshown)


def _unshown(state: StateCore) -> None:
    context: BodyContext = state.env["context"]
    if any(token.type in ("fence", "code_block") for token in state.tokens):
        context.placed.update(_drawings(state.tokens))
    if not _may_hold_any(context.body):
        return
    text = _without_code(context.body, state.tokens)
    lines = Lines(text)
    for found in (*foreign_in(text), *hashtags_in(text), *unmarked_in(text)):
        line, column = lines.position(found.at)
        advice = found.advice
        context.placed.add(
            Slip(
                line, column, found.code, found.says, advice.hint, found.severity, advice.proposed, advice.instead_of
            )
        )
    context.placed.update(_unused_footnotes(text, state.env.get("footnotes", {}).get("refs", {}), lines))
    context.placed.update(_unused_references(text, state.env.get("references", {}), lines))
    context.placed.update(_cells_left_out(text.split("\n"), state.tokens))


def _may_hold_any(body: str) -> bool:
    if may_hold_foreign(body) or may_hold_hashtag(body) or may_hold_unmarked(body):
        return True
    return any(sign in body for sign in ("[^", "]:", "|"))


def _drawings(tokens: Iterable[Token]) -> Iterator[Slip]:
    """Find code that other programs draw something of."""
    for token in tokens:
        language = token.info.split()[0].strip("{}").lower() if token.type == "fence" and token.info.strip() else ""
        if language in _DRAWN and token.map:
            says = f'"{language}" is code for a diagram that another program draws: readers would see the code'
            hint = "write it in words or as a table, or save it as a picture for `media`"
            yield Slip(token.map[0] + 1, 1, "markup-shown", says, hint, Severity.WARNING)


def _unused_footnotes(text: str, refs: dict[str, int], lines: Lines) -> Iterator[Slip]:
    if not refs:
        return
    seen: set[str] = set()
    for found in _FOOTNOTE.finditer(text):
        label = found["label"]
        if f":{label}" not in refs:
            continue
        line, column = lines.position(found.start("mark"))
        mark = f"[^{label}]"
        if refs[f":{label}"] < 0:
            says = f"nothing refers to the footnote {mark}, so readers do not see it"
            hint = f"write {mark} where it belongs in the text, or delete it"
            yield Slip(line, column, "footnote-unused", says, hint, Severity.WARNING)
        elif label in seen:
            says = f"there are two footnotes {mark}, and readers see only one of them"
            yield Slip(line, column, "footnote-unused", says, "rename one of the two", Severity.WARNING)
        seen.add(label)


def _unused_references(text: str, references: dict[str, dict[str, str]], lines: Lines) -> Iterator[Slip]:
    """Find link definitions that no link uses, but for those that are a way to write a comment."""
    if not references:
        return
    used = {normalizeReference(found[1]) for found in _LABEL.finditer(text)}
    for found in _DEFINITION.finditer(text):
        label = normalizeReference(found["label"])
        target = references.get(label)
        if target is None or label in used or found["label"].strip() in _COMMENTS or target["href"] in ("", "#"):
            continue
        line, column = lines.position(found.start("mark"))
        says = f'no link uses "[{found["label"]}]", so readers do not see this line'
        hint = "write [words][name] in the text for a link to it, put text before it, or delete it"
        yield Slip(line, column, "text-unseen", says, hint, Severity.WARNING)


def _cells_left_out(lines: Sequence[str], tokens: Sequence[Token]) -> Iterator[Slip]:
    """Find rows of tables that have more cells than the head: Markdown leaves the rest out."""
    columns = 0
    is_head = False
    for token in tokens:
        match token.type:
            case "thead_open":
                columns, is_head = 0, True
            case "thead_close":
                is_head = False
            case "th_open" if is_head:
                columns += 1
            case "tr_open" if not is_head and token.map and token.map[0] < len(lines):
                row = lines[token.map[0]]
                cells = _CELL_ENDS.split(row.strip().lstrip(">").strip().strip("|"))
                left_out = " | ".join(cell.strip() for cell in cells[columns:]).strip()
                if left_out:
                    column = row.rfind(cells[columns].strip()) + 1
                    says = f"this row has {len(cells)} cells, but the table head has {columns}"
                    hint = "give the head as many cells, or write \\| for a literal |"
                    yield Slip(token.map[0] + 1, max(column, 1), "text-unseen", says, hint, Severity.WARNING)


def _without_code(body: str, tokens: Sequence[Token]) -> str:
    lines = body.split("\n")
    for token in tokens:
        if token.type in ("fence", "code_block") and token.map:
            for number in range(token.map[0], min(token.map[1], len(lines))):
                lines[number] = " " * len(lines[number])
    return without_code("\n".join(lines))


_DRAWN = (
    *("mermaid", "plantuml", "dot", "graphviz", "dataview", "dataviewjs", "tasks", "query", "chart", "excalidraw"),
    *("ad-note", "ad-info", "ad-warning", "ad-quote", "timeline", "leaflet", "math"),
)
_FOOTNOTE = re.compile(r"^ {0,3}(?:> ?)*(?P<mark>\[\^(?P<label>[^\]\s\[]+)\]):", re.MULTILINE)
_DEFINITION = re.compile(r"^ {0,3}(?:> ?)*(?P<mark>\[(?!\^)(?P<label>[^\[\]\n]{1,200})\]):", re.MULTILINE)
_LABEL = re.compile(r"\[([^\[\]]{1,200})\](?!:)")
_COMMENTS = ("//", "comment", "_comment", "_", "#", "note", "todo")
_CELL_ENDS = re.compile(r"(?<!\\)\|")
