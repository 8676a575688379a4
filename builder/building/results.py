"""What a run came to: a build, or a release."""

from pathlib import Path

from msgspec import Struct

from builder.model.problem import Problem
from builder.model.report import Report
from builder.publishing.tree import Published


class Built(Struct, frozen=True):
    """What a build came to: `published` is None where problems stopped it; `explanation` is of the file asked for.

    `cache_was_ignored` says that the cache was damaged, or that another has put it there."""

    report: Report
    published: Published | None
    explanation: str | None = None
    cache_was_ignored: bool = False

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self.report.problems


class Carried(Struct, frozen=True):
    """The files of an edition to carry away, one a language; `files` is None where problems stopped it."""

    report: Report
    files: tuple[Path, ...] | None

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self.report.problems


class Unreleased(Struct, frozen=True):
    """What readers would be given that no release has recorded; `has_record` tells whether there was any release."""

    has_record: bool
    entries: tuple[str, ...]


class Recorded(Struct, frozen=True):
    """What a release came to: how many entries it holds (None where problems stopped it), and whether it is news."""

    report: Report
    entries: int | None
    has_changed: bool = False

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self.report.problems
