"""Run another program, and say in a sentence why it failed."""

import subprocess
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from builder.deploying.destination import Surroundings, failed
from builder.model.errors import BuilderError

_LONGEST = 300
# Of much that is printed, a complaint is among the last.
_LAST_LINES = 30


@dataclass(frozen=True, slots=True)
class Done:
    """How a program ended: its exit code, its output, and its complaints."""

    code: int
    out: bytes
    complaint: str


@dataclass(frozen=True, slots=True)
class Tool:
    """A program with what is said to it each time, for one host; `noise` begins lines that say nothing."""

    command: tuple[str, ...]
    where: str
    surroundings: Surroundings
    settings: Mapping[str, str]
    noise: tuple[str, ...] = ()

    def run(
        self,
        *arguments: str,
        given: bytes = b"",
        folder: Path | None = None,
        may_end: Sequence[int] = (0,),
        told: Callable[[bytes], None] | None = None,
    ) -> Done:
        """Run it to its end; `given` is its input, and `told` hears each line of what it says, complaints too."""
        with tempfile.TemporaryFile() as input, tempfile.TemporaryFile() as errors:
            input.write(given)
            input.seek(0)
            into = subprocess.STDOUT if told else errors.fileno()
            with self.started(*arguments, folder=folder, input=input.fileno(), errors=into) as process:
                try:
                    out = _heard(process, told)
                except BaseException:
                    process.kill()
                    raise
            errors.seek(0)
            complaint = (out if told else errors.read()).decode("utf-8", "replace")
        if process.returncode not in may_end:
            raise self.failed(complaint or f"{self.command[0]} ended with {process.returncode}")
        return Done(process.returncode, out, complaint)

    def started(
        self, *arguments: str, folder: Path | None, input: int, errors: int, output: int = subprocess.PIPE
    ) -> "subprocess.Popen[bytes]":
        """Start it."""
        environment = {**self.surroundings.environment, "LC_ALL": "C", **self.settings}
        try:
            return subprocess.Popen(
                [*self.command, *arguments],
                stdin=input,
                stdout=output,
                stderr=errors,
                env=environment,
                cwd=folder or self.surroundings.site,
            )
        except FileNotFoundError:
            name = self.command[0]
            raise BuilderError(f"{self.where} needs {name}, which is not installed: install {name}") from None

    def failed(self, complaint: str) -> BuilderError:
        """Word a failure by its most telling lines."""
        lines = [line.strip() for line in complaint.splitlines() if line.strip()]
        telling = [line for line in lines if not line.startswith(self.noise)] or lines
        cause = "; ".join(dict.fromkeys(telling))
        return failed(self.where, cause if len(cause) <= _LONGEST else cause[:_LONGEST] + "…", self.surroundings)


def _heard(process: "subprocess.Popen[bytes]", told: Callable[[bytes], None] | None) -> bytes:
    assert process.stdout is not None
    if told is None:
        return process.stdout.read()
    last: deque[bytes] = deque(maxlen=_LAST_LINES)
    for line in process.stdout:
        last.append(line)
        told(line.rstrip(b"\n"))
    return b"".join(last)


@contextmanager
def folder_with(path: str, data: bytes) -> Iterator[str]:
    """Make a folder that holds one file, for a tool that sends folders."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        yield folder


def files_below(folder: str, paths: Sequence[str]) -> dict[str, bytes]:
    """Return those of these files that a tool has brought into a folder."""
    found = {path: Path(folder, path) for path in paths}
    return {path: file.read_bytes() for path, file in found.items() if file.is_file()}


def nul_separated(paths: Iterable[str]) -> bytes:
    """Write paths as tools read them without guessing where one ends."""
    return b"".join(path.encode() + b"\0" for path in paths)
