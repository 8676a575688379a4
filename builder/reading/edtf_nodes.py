"""Read a date out of YAML: what YAML took for a list or a map is the EDTF set that it was written as."""

from builder.reading.nodes import List, Map, Node, Scalar


def date_text(node: Node) -> str | None:
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
