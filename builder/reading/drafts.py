"""Find out whether the author of an entry that cannot be read calls it a draft."""

import re
from itertools import takewhile


def says_draft(text: str) -> bool:
    """Return whether the front matter of an entry that cannot be read calls it a draft."""
    lines = text.removeprefix("\ufeff").lstrip().splitlines()
    rest = lines[1:] if lines[:1] == ["---"] else lines
    # Where no fence closes it, front matter ends with the first empty line at the latest.
    front = takewhile(lambda line: line.rstrip() not in ("---", ""), rest)
    return any(re.match(r"""status:\s*["']?draft\b""", line, re.IGNORECASE) for line in front)
