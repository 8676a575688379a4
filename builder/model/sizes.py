"""Write sizes of files for people."""

from builder.model.decimals import decimal


def size_in_words(size: int) -> str:
    """Return a number of bytes in the unit in which it has few digits: `1 kB`, `2.4 MB`."""
    return f"{decimal(size / 1_000_000, 1)} MB" if size > 999_000 else f"{-(-size // 1_000)} kB"
