"""Quote the line of a file that a problem is about, so that nobody has to look it up."""

from pathlib import Path

from builder.model.problem import Problem


def quoted_line(problem: Problem, site: Path, files: dict[str, list[str]]) -> str | None:
    """Return the line; `files` holds the lines of those that were read already. None where there is no such line."""
    if not problem.line:
        return None
    if problem.file not in files:
        text = (site / problem.file).read_bytes().decode("utf-8", "replace")
        files[problem.file] = text.removeprefix("\ufeff").splitlines()
    lines = files[problem.file]
    return lines[problem.line - 1] if problem.line <= len(lines) else None
