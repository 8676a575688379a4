"""Round the numbers that reach a page, in one place: the same digits with every Python, and no negative zero.

A number is rounded finer than anything needs before it is rounded to what is shown, so that what lies halfway does so
whichever way it was computed."""

_FINE = 9


def decimal(value: float, digits: int) -> str:
    """Write a number with a number of decimal places."""
    return f"{round(value, _FINE):z.{digits}f}"


def compact(value: float) -> str:
    """Write a number with two decimal places at most, in as few characters as will do."""
    return decimal(value, 2).rstrip("0").rstrip(".")


def size_in_words(size: int) -> str:
    """Write a number of bytes in the unit in which it has few digits: `1 kB`, `2.4 MB`."""
    return f"{decimal(size / 1_000_000, 1)} MB" if size > 999_000 else f"{-(-size // 1_000)} kB"
