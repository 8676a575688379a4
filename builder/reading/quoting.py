"""Quote the line of a file that a problem is about, so that nobody has to look it up.

Where others read along (a log of continuous integration, a file), no line is quoted that is not published: what is
private, a comment, or a draft."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from builder.model.patterns import pattern
from builder.model.problem import Problem
from builder.reading.listing import PURGED_FILE

# What these are about is itself not for others.
_SECRETS = frozenset(("secret-in-settings", "secret-in-address"))
_NOT_FOR_OTHERS = frozenset(("H7", "comment-published", "text-cut"))


def lines_kept_back(problems: Iterable[Problem], to_author: bool) -> frozenset[tuple[str, int]]:
    """Return file and line of what one problem keeps from being quoted: for no other problem is it quoted either."""
    codes = _kept_back(to_author)
    return frozenset((problem.file, problem.line) for problem in problems if problem.code in codes)


def _kept_back(to_author: bool) -> frozenset[str]:
    return _SECRETS if to_author else _SECRETS | _NOT_FOR_OTHERS


def quoted_line(problem: Problem, site: Path, files: dict[str, list[str]], to_author: bool = True) -> str | None:
    """Return the line; `files` holds the lines of those that were read already. None where it is not to be quoted."""
    if not problem.line or problem.code in _kept_back(to_author):
        return None
    if problem.file not in files:
        text = (site / problem.file).read_bytes().decode("utf-8", "replace")
        files[problem.file] = text.removeprefix("\ufeff").splitlines()
    lines = files[problem.file]
    if problem.line > len(lines) or (not to_author and problem.file == PURGED_FILE):
        return None
    return lines[problem.line - 1] if to_author else _for_others(problem, lines)


def _for_others(problem: Problem, lines: Sequence[str]) -> str | None:
    """Return a line as others may read it: without comments, and only where nothing in it is kept back."""
    end = _end_of_fields(problem.file, lines)
    if any(_HELD_BACK.match(line) for line in lines[:end]):
        return None
    line = lines[problem.line - 1]
    if problem.line > end:
        return line
    if problem.line - 1 in private_lines(lines[:end]):
        return None
    return _without_comment(line)


def _end_of_fields(file: str, lines: Sequence[str]) -> int:
    """Return how many lines hold fields: all of a file that is not Markdown, or has no second fence."""
    if not file.endswith(".md"):
        return len(lines)
    return next((number for number, line in enumerate(lines) if number and line.rstrip() == "---"), len(lines))


def private_lines(lines: Sequence[str]) -> Iterator[int]:
    """Number the lines that hold a private key, or a part of what stands under one."""
    deepest, depth = -1, 0
    for number, line in enumerate(lines):
        if not line.strip():
            continue
        bare = line.lstrip(" \t")
        indentation = len(line) - len(bare)
        is_below = depth > 0 or (
            deepest >= 0 and (indentation > deepest or (indentation == deepest and bare[0] == "-"))
        )
        if is_below:
            depth += _brackets(line) if depth > 0 else 0
            yield number
            continue
        deepest, depth = -1, 0
        if _PRIVATE.search(line):
            yield number
            if _PRIVATE_KEY.match(bare):
                deepest, depth = indentation, _brackets(line)


def _brackets(line: str) -> int:
    return sum(line.count(sign) for sign in "[{") - sum(line.count(sign) for sign in "]}")


def _without_comment(line: str) -> str:
    """Cut a line before a comment of YAML's; one in quotation marks is text, and is cut as well."""
    found = _COMMENT.search(line)
    return line[: found.start()].rstrip() if found else line


_PRIVATE = pattern(r"""(?:^|[\s{,\[])["']?(?:private|_[^\s:"']*)["']?\s*[:=]""")
_PRIVATE_KEY = pattern(r"""(?:- )?["']?(?:private|_[^\s:"']*)["']?\s*[:=]""")
_HELD_BACK = pattern(
    r"""\s*["']?(?:status["']?\s*:\s*["']?[Dd]raft|draft["']?\s*[:=]\s*["']?[Tt]rue"""
    r"""|safety["']?\s*:.*delay_until|delay_until["']?\s*:"""
    r"""|(?:safety["']?\s*:.*)?hide_sources["']?\s*:\s*["']?(?:true|yes|on)\b)"""
)
_COMMENT = pattern(r"(?:^|\s)#(?![0-9a-fA-F]{6}\b)")
