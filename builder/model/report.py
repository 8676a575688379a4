"""The problems of a site: counted at once, and placed by line and column only when somebody reads it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from msgspec.structs import replace

from builder.model.problem import Finding, Problem, Severity

# Finds line and column of findings, which takes reading their files once more.
Placing = Callable[[Sequence[Finding]], list[Problem]]

# How many problems of one kind are listed for a file; the others are counted.
MOST_ALIKE = 50
# A message that repeats more of what an author wrote is read by nobody.
_LONGEST = 400


class Report:
    """Problems whose places are known, and findings whose places are looked up when they are asked for.

    Of many of one kind in one file, those beyond the first are only counted."""

    def __init__(self, found: Iterable[Problem | Finding], place: Placing) -> None:
        found = tuple(_listed(found))
        self.placed = tuple(each for each in found if isinstance(each, Problem))
        self.findings = tuple(each for each in found if isinstance(each, Finding))
        self._place = place

    def __len__(self) -> int:
        return sum(self.counts.values())

    @property
    def is_stopping(self) -> bool:
        """Return whether one of the problems stops a build."""
        return self.counts[Severity.ERROR] > 0

    @cached_property
    def counts(self) -> Mapping[Severity, int]:
        return counts_of((*self.placed, *self.findings))

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem with its place, in the order of files and lines."""
        found = (*self.placed, *(self._place(self.findings) if self.findings else ()))
        return tuple(sorted(found, key=lambda problem: (problem.file, problem.count > 1, problem)))

    def with_more(self, found: Iterable[Problem | Finding]) -> "Report":
        """Return a report that holds more."""
        return Report((*self.placed, *self.findings, *found), self._place)


def counts_of(found: Iterable[Problem | Finding]) -> Mapping[Severity, int]:
    """Count problems by severity, those that are not listed included."""
    counts = dict.fromkeys(Severity, 0)
    for each in found:
        counts[each.severity] += each.count if isinstance(each, Problem) else 1
    return counts


def _listed(found: Iterable[Problem | Finding]) -> Iterator[Problem | Finding]:
    """Yield what is listed, and for each kind in each file one problem that counts the others."""
    listed: Counter[tuple[str, str, Severity]] = Counter()
    others: dict[tuple[str, str, Severity], tuple[int, Problem | Finding]] = {}
    for each in found:
        if len(each.says) > _LONGEST or "\n" in each.says:
            says = " ".join(each.says.split())
            each = replace(each, says=f"{says[:_LONGEST]}…" if len(says) > _LONGEST else says)
        kind = (each.file, each.code, each.severity)
        count = each.count if isinstance(each, Problem) else 1
        if count == 1 and listed[kind] < MOST_ALIKE:
            listed[kind] += 1
            yield each
        else:
            others[kind] = (others[kind][0] + count if kind in others else count, each)
    for (file, code, severity), (count, last) in others.items():
        if count == 1:
            yield last
            continue
        says = f"{count:,} more of this kind in this file"
        hint = "they are listed once those before them are corrected"
        yield Problem(file, 0, 0, code, says, hint, severity, count)
