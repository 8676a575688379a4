"""Cut out of a line what fits into the width of a terminal."""

import unicodedata


def excerpt(line: str, column: int, width: int) -> tuple[str, str]:
    """Cut out of a line what fits into so many cells of a terminal around a column; return it in two parts.

    The second part begins at the column. What was cut off leaves an ellipsis."""
    at = min(max(column - 1, 0), len(line))
    line = line.replace("\t", " ")
    if len(line) <= 2 * width and cells(line) <= width:
        return line[:at], line[at:]
    room = max(width - 2, 2)
    # What comes after the place is worth more than what stands before it.
    before = _last_cells(line[max(0, at - room) : at], room // 3)
    after = _first_cells(line[at : at + room], room - cells(before))
    before = _last_cells(line[max(0, at - room) : at], room - cells(after))
    return (
        f"{'…' if len(before) < at else ''}{before}",
        f"{after}{'…' if at + len(after) < len(line) else ''}",
    )


def cells(text: str) -> int:
    """Count the cells that a text takes on a terminal: letters of East Asia take two, marks above letters none."""
    if text.isascii():
        return len(text)
    return sum(_cell(char) for char in text)


def _cell(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _first_cells(text: str, most: int) -> str:
    taken = 0
    for index, char in enumerate(text):
        taken += _cell(char)
        if taken > most:
            return text[:index]
    return text


def _last_cells(text: str, most: int) -> str:
    return _first_cells(text[::-1], most)[::-1]
