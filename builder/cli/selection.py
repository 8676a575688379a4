"""Choose among problems: those in some files or folders, of some codes, and of a severity or worse."""

import os
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from builder.checking import explanation
from builder.model.errors import BuilderError
from builder.model.problem import Problem, Severity


class Selection(Struct, frozen=True):
    """Which problems to report; an empty tuple means all. `paths` are relative to the site."""

    paths: tuple[str, ...]
    codes: frozenset[str]
    severity: Severity

    def holds(self, problem: Problem) -> bool:
        """Return whether a problem is selected."""
        weights = list(Severity)
        return (
            weights.index(problem.severity) <= weights.index(self.severity)
            and (not self.codes or problem.code in self.codes)
            and (not self.paths or any(_lies_in(problem.file, path) for path in self.paths))
        )


def make_selection(paths: Sequence[Path], codes: Sequence[str], severity: str, site: Path) -> Selection:
    """Make a selection from the command line; raise BuilderError for files that do not exist."""
    named = (code for listed in codes for code in listed.replace(",", " ").split())
    return Selection(
        paths=tuple(_within(path, site) for path in paths),
        codes=frozenset(explanation(code).code for code in named),
        severity=Severity(severity),
    )


def _within(path: Path, site: Path) -> str:
    """Return a path relative to the site: as the shell completes it, or as messages write it."""
    paths = [named for named in (path, site / path) if named.exists()]
    if not paths:
        raise BuilderError(f'there is no "{path}": give a file or folder of the site, such as content/entries')
    # Links are kept: what is in a linked folder has the name that messages use.
    found = [os.path.relpath(os.path.abspath(named), site.absolute()) for named in paths]
    read = [relative for relative in found if relative.partition("/")[0] in (".", "content", "themes")]
    if not read:
        raise BuilderError(f'"{path}" is not read: only files in content/ and themes/ are checked')
    return read[0]


def _lies_in(file: str, path: str) -> bool:
    return path == "." or file == path or file.startswith(f"{path}/")
