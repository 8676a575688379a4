"""The problems of a site: counted at once, and placed by line and column only when somebody reads it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from builder.model.problem import Finding, Problem, Severity

# Finds line and column of findings, which takes reading their files once more.
Placing = Callable[[Sequence[Finding]], list[Problem]]


class Report:
    """Problems whose places are known, and findings whose places are looked up when they are asked for."""

    def __init__(self, found: Iterable[Problem | Finding], place: Placing) -> None:
        found = tuple(found)
        self.placed = tuple(each for each in found if isinstance(each, Problem))
        self.findings = tuple(each for each in found if isinstance(each, Finding))
        self._place = place

    def __len__(self) -> int:
        return len(self.placed) + len(self.findings)

    @property
    def severities(self) -> list[Severity]:
        return [*(each.severity for each in self.placed), *(each.severity for each in self.findings)]

    @property
    def is_stopping(self) -> bool:
        """Return whether one of the problems stops a build."""
        return Severity.ERROR in self.severities

    @cached_property
    def counts(self) -> Mapping[Severity, int]:
        severities = self.severities
        return {severity: severities.count(severity) for severity in Severity}

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem with its place, in the order of files and lines."""
        return tuple(sorted((*self.placed, *(self._place(self.findings) if self.findings else ()))))

    def with_more(self, found: Iterable[Problem | Finding]) -> "Report":
        """Return a report that holds more."""
        return Report((*self.placed, *self.findings, *found), self._place)
