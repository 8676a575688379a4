"""What a deploy needs of a host, and how a failure there is worded."""

from collections.abc import Callable, Mapping, Sequence, Set
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from builder.deploying.changes import Steps
from builder.deploying.patience import Patience
from builder.deploying.secrets import masked
from builder.model.errors import BuilderError
from builder.publishing.manifest import SIGNATURES

# Is told how many steps are done.
Advance = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a deploy takes from the machine: the site's folder, the one that a build wrote, environment and clock.

    `patience` says how long hosts are waited for."""

    site: Path
    output: Path
    environment: Mapping[str, str]
    clock: Callable[[], datetime]
    patience: Patience = field(default_factory=Patience)


@dataclass(frozen=True, slots=True)
class RemoteState:
    """What a host holds of ours: the last files of a deploy by path, and what an interrupted one may have put.

    `is_settled` says that nothing but files is left to be changed there."""

    last: Mapping[str, bytes]
    unsure: frozenset[str] = frozenset()
    is_settled: bool = True


@dataclass(frozen=True, slots=True)
class Load:
    """What is brought: steps, and the files that come after all others, the manifest at the very end.

    `unsure` is what an interrupted deploy may have put, and `says` the changes in words."""

    steps: Steps
    last: Mapping[str, bytes]
    unsure: frozenset[str]
    says: str

    @property
    def outdated(self) -> tuple[str, ...]:
        """List what may vouch there for an older site, and would speak against this one."""
        return tuple(path for path in SIGNATURES if path not in self.last)


class Destination(Protocol):
    """A host that serves a site to readers."""

    @property
    def where(self) -> str: ...

    def held(self) -> AbstractContextManager[None]:
        """Keep other deploys away while this one works."""

    def remote_state(self, last: Sequence[str]) -> RemoteState:
        """Return what is there; `last` names the files that close a deploy."""

    def is_empty(self) -> bool:
        """Return whether nothing is there but hidden names at the top."""

    def present(self, paths: Set[str]) -> frozenset[str]:
        """Return which of these files are there."""

    def bring(self, load: Load, advance: Advance) -> None:
        """Put and delete files, so that a reader never meets half a site."""


def stays_inside(path: str) -> bool:
    """Return whether a path that a host gave us leads to a file below its top, as all paths of ours do."""
    is_whole = not any(part in ("", ".", "..") for part in path.split("/"))
    return is_whole and not any(char in path for char in "\\\0\r\n")


def failed(where: str, cause: str, surroundings: Surroundings) -> BuilderError:
    """Word what went wrong at a host, without any secret."""
    told = masked(cause, surroundings.environment).strip().rstrip(".:;,")
    return BuilderError(f"{where}: {told}. The published site there is unchanged; fix this and deploy again")
