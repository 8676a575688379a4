"""Read on after a mistake in YAML: the field that holds it is taken out, so that the others are read as well."""

import re
from itertools import takewhile

from builder.reading.nodes import NotYaml

# So many mistakes of one file are told at once.
MOST_MISTAKES = 20


def without_mistake(text: str, mistake: NotYaml, path: str) -> str | None:
    """Return a file's text with blank lines where a mistake is, so that every other line keeps its number.

    None where the mistake lies elsewhere, or where nothing would be left to read."""
    lines = text.split("\n")
    first, end = _bounds(lines, path)
    if not first <= mistake.line - 1 < end:
        return None
    begins = _beginnings(lines[first:end])
    starts = [first + place for place in begins if first + place <= mistake.line - 1]
    if not starts:
        return None
    start = starts[-1]
    # A line without a colon of its own swallows the next one, where the mistake is then met.
    if len(starts) > 1 and not _KEY.match(lines[starts[-2]]) and _KEY.match(lines[start]):
        start = starts[-2]
    stop = next((first + place for place in begins if first + place > start), end)
    left = [*lines[:start], *[""] * (stop - start), *lines[stop:]]
    return "\n".join(left) if "".join(left[first:end]).strip() else None


def keys_taken_out(before: str, after: str) -> frozenset[str]:
    """List the keys that stand in a text and no longer in what was left of it."""
    pairs = zip(before.split("\n"), after.split("\n"), strict=True)
    return frozenset(found[0] for old, new in pairs if old != new and (found := _WORD.match(old)))


def says_draft(text: str) -> bool:
    """Return whether the front matter of an entry that cannot be read calls it a draft."""
    lines = text.removeprefix("\ufeff").lstrip().splitlines()
    rest = lines[1:] if lines[:1] == ["---"] else lines
    # Where no fence closes it, front matter ends with the first empty line at the latest.
    front = takewhile(lambda line: line.rstrip() not in ("---", ""), rest)
    return any(re.match(r"""status:\s*["']?draft\b""", line, re.IGNORECASE) for line in front)


def _bounds(lines: list[str], path: str) -> tuple[int, int]:
    """Return where the YAML of a file begins and ends, as numbers of lines from 0."""
    if path.endswith(".yaml"):
        return 0, len(lines)
    if not path.endswith(".md") or lines[0].rstrip() != "---" or (lines[1:2] and lines[1].startswith("- ")):
        return 0, 0
    closing = (number for number, line in enumerate(lines[1:], start=1) if line.rstrip() == "---")
    return 1, next(closing, 0)


def _beginnings(lines: list[str]) -> list[int]:
    """List the lines that begin a field; in a list of maps, those that begin an item."""
    written = [place for place, line in enumerate(lines) if line.strip() and not line.startswith((" ", "\t", "#"))]
    is_list = bool(written) and lines[written[0]].startswith("- ")
    return [place for place in written if is_list or not lines[place].startswith(("- ", "]", "}", ":"))]


_KEY = re.compile(r"""- |[\w"'-]+:(\s|$)""", re.ASCII)
_WORD = re.compile(r"[\w-]+")
