"""The results of a run: of a build, or of a release."""

from pathlib import Path

from msgspec import Struct

from builder.model.problem import Problem
from builder.model.report import Report
from builder.publishing.tree import Published


class Built(Struct, frozen=True):
    """The result of a build: `published` is None where problems stopped it; `explanation` is of the file asked for.

    `cache_was_ignored` says that the cache was damaged, or put there by somebody else."""

    report: Report
    published: Published | None
    explanation: str | None = None
    cache_was_ignored: bool = False

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self.report.problems


class OfflineEdition(Struct, frozen=True):
    """The files of an offline edition, one a language; `files` is None where problems stopped it."""

    report: Report
    files: tuple[Path, ...] | None

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self.report.problems


class Unreleased(Struct, frozen=True):
    """What readers would be given that no release has recorded; `has_record` says whether there was any release."""

    has_record: bool
    entries: tuple[str, ...]


class Recorded(Struct, frozen=True):
    """The result of a release: how many entries it holds (None if problems stopped it), and whether it is new."""

    report: Report
    entries: int | None
    has_changed: bool = False

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self.report.problems
