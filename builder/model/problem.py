"""What an author has to fix, placed so that an editor can jump there."""

from enum import StrEnum

from msgspec import Struct

from builder.model.advice import Advice, advice_of


class Severity(StrEnum):
    """How much a problem weighs: an error stops a build, a warning and a hint do not."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


class Problem(Struct, frozen=True, order=True, array_like=True):
    """One thing to fix: file relative to the site, line and column from 1 (0 where a file is meant as a whole).

    `count` is more than 1 where it stands for others of its kind, which are not listed. Each of the texts `proposed`
    is accepted in the place of `instead_of`, which the file has at or around this place."""

    file: str
    line: int
    column: int
    code: str
    says: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    count: int = 1
    proposed: tuple[str, ...] = ()
    instead_of: str = ""

    @property
    def stops_a_build(self) -> bool:
        return self.severity is Severity.ERROR

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        hint = f"; {self.hint}" if self.hint else ""
        return f"{where} {self.severity} [{self.code}] {self.says}{hint}"


def advised_at(
    file: str, line: int, column: int, code: str, says: str, advice: Advice, severity: Severity = Severity.ERROR
) -> Problem:
    """Make a problem with advice that may propose texts."""
    return Problem(
        file, line, column, code, says, advice.hint, severity, proposed=advice.proposed, instead_of=advice.instead_of
    )


KeyPath = tuple[str | int, ...]


class Finding(Struct, frozen=True, array_like=True):
    """A problem in a record, which holds no positions: the keys that lead to the place stand for line and column.

    `words` are those meant within the value that the keys lead to; what stands in a file's text, below its fields,
    has its line and column in the file, `at`, instead. With `of_key` it is the last key itself that is meant.
    `beside_unread` says that items of lists are counted without those that could not be read."""

    file: str
    path: KeyPath
    code: str
    says: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    words: str = ""
    at: tuple[int, int] | None = None
    proposed: tuple[str, ...] = ()
    instead_of: str = ""
    of_key: bool = False
    beside_unread: bool = False


def advised(
    file: str, path: KeyPath, code: str, says: str, hint: str | Advice, severity: Severity = Severity.ERROR
) -> Finding:
    """Make a finding with advice that may propose texts."""
    advice = advice_of(hint)
    return Finding(
        file, path, code, says, advice.hint, severity, proposed=advice.proposed, instead_of=advice.instead_of
    )
