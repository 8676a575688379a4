"""Find line and column of a finding by reading the one file that it is about once more."""

from builder.model.problem import Finding, KeyPath, Problem
from builder.reading.nodes import List, Map, Node
from builder.reading.records import nodes_of


def place_finding(finding: Finding, data: bytes) -> Problem:
    """Turn a finding into a problem with line and column."""
    line, column = place_of(nodes_of(finding.file, data), finding.path)
    return Problem(finding.file, line, column, finding.code, finding.says, finding.hint, finding.severity)


def place_of(node: Node | None, path: KeyPath) -> tuple[int, int]:
    """Follow keys as far as they lead: where a short form was written, its own place is the answer."""
    if node is None:
        return 1, 1
    for key in path:
        match node:
            case Map() if isinstance(key, str) and key in node.items:
                node = node.items[key][1]
            case List() if isinstance(key, int) and key < len(node.items):
                node = node.items[key]
            case _:
                # One item alone stands for a list of one, and a text for a map with one field.
                continue
    return node.line, node.column
