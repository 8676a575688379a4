"""Write a list into one cell, as JSON, which is how a data package writes an array."""

import msgspec


def json_list(items: tuple[str, ...]) -> str | None:
    """Return a JSON array; an empty list is an empty cell."""
    return msgspec.json.encode(items).decode() if items else None
