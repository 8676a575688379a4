"""Find line and column of a finding by reading the one file that it is about once more."""

from collections.abc import Sequence

from builder.model.problem import Finding, KeyPath, Problem
from builder.reading.front_matter import read_text
from builder.reading.nodes import List, Map, Node
from builder.reading.records import nodes_of


def place_findings(findings: Sequence[Finding], data: bytes) -> list[Problem]:
    """Turn the findings in one file into problems with line and column."""
    node = nodes_of(findings[0].file, data, any(finding.beside_unread for finding in findings))
    lines = read_text(data).split("\n") if any(finding.words for finding in findings) else []
    return [_placed(finding, node, lines) for finding in findings]


def _placed(finding: Finding, node: Node | None, lines: Sequence[str]) -> Problem:
    line, column = finding.at or place_of(node, finding.path, finding.of_key)
    if finding.words:
        line, column = _place_of_words(finding.words, lines, line, column)
    return Problem(
        finding.file,
        line,
        column,
        finding.code,
        finding.says,
        finding.hint,
        finding.severity,
        proposed=finding.proposed,
        instead_of=finding.instead_of or finding.words,
    )


def place_of(node: Node | None, path: KeyPath, of_key: bool = False) -> tuple[int, int]:
    """Follow keys as far as they lead: where a short form was written, its own place is the answer.

    With `of_key` the answer is the place of the last key, not of what it leads to."""
    if node is None:
        return 1, 1
    for at, key in enumerate(path, start=1):
        match node:
            case Map() if of_key and at == len(path) and isinstance(key, str) and key in node.items:
                node = node.items[key][0]
            case Map() if isinstance(key, str) and key in node.items:
                node = node.items[key][1]
            case List() if isinstance(key, int) and key < len(node.items):
                node = node.items[key]
            case _:
                # One item alone stands for a list of one, and a text for a map with one field.
                continue
    return node.line, node.column


def _place_of_words(words: str, lines: Sequence[str], line: int, column: int) -> tuple[int, int]:
    """Find words within a value that begins at a place; one written over several lines may hold them further down."""
    for number, written in enumerate(lines[line - 1 : line + _LONGEST_VALUE], start=line):
        at = written.find(words, column - 1 if number == line else 0)
        if at >= 0:
            return number, at + 1
    return line, column


# Lines that a title or a summary may run over.
_LONGEST_VALUE = 12
