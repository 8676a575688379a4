"""Read a date out of YAML: what YAML took for a list or a map is the EDTF set that it was written as."""

from collections.abc import Callable

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


def date_in_fields(node: Node, date_meant: Callable[[str], str | None]) -> str | None:
    """Return the date that is written in fields, as databases have it; None where they do not make one."""
    if not isinstance(node, Map):
        return None
    values = ((key.lower(), item) for key, (_, item) in node.items.items())
    said = {key: item.value.strip() for key, item in values if isinstance(item, Scalar) and not item.is_null}
    begin, end = (next((said[name] for name in names if name in said), "") for names in (_BEGINS, _ENDS))
    parts = [said.get(name, "") for name in ("year", "month", "day")]
    if not begin and all(part.isdecimal() for part in parts if part):
        begin = "-".join(part.zfill(width) for part, width in zip(parts, (4, 2, 2), strict=True) if part)
    ends = [date_meant(text) for text in dict.fromkeys((begin, end)) if text]
    return date_meant("/".join(text for text in ends if text)) if begin and all(ends) else None


_BEGINS = ("start", "from", "begin", "begins", "start_date", "since", "date", "value", "on")
_ENDS = ("end", "to", "until", "till", "ends", "end_date")
