"""Run a command in a fresh process and tell what it cost: wall time, processor time, peak memory of all processes.

Memory is the summed proportional set size (PSS) of the process tree, so that what forked workers share counts once;
it is read from Linux's /proc every so often. The peak of the largest process is the least that it can be."""

import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

# Looking costs processor time that the measured command may want: rest thirty times as long as a look took.
_SHORTEST_REST, _REST_PER_LOOK = 0.01, 30
# Linux counts ru_maxrss in KiB, macOS in bytes.
_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of wall time, seconds of processor time, and bytes of memory at the peak."""

    wall: float
    processor: float
    memory: int


class CommandFailed(Exception):
    """A measured command did not do its work: the numbers would mean nothing."""


def measure(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Cost:
    """Run a command in a folder and measure it; what it prints is shown only if it fails."""
    # What earlier runs left to be written would be written at the cost of this one.
    os.sync()
    with tempfile.TemporaryFile() as printed:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=printed, stderr=subprocess.STDOUT)
        watch = _Watch(process.pid)
        watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        watch.leave()
        if process.returncode:
            printed.seek(0)
            raise CommandFailed(f"{' '.join(command)} failed in {folder}:\n{printed.read().decode()}")
    # Children that were waited for are counted in; workers always are.
    return Cost(wall, usage.ru_utime + usage.ru_stime, max(watch.peak, _of_the_largest(usage)))


def _of_the_largest(usage: resource.struct_rusage) -> int:
    """Give the peak of the largest process, unless it is our own: a child inherits that before its command runs."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return usage.ru_maxrss * _MAXRSS_UNIT if usage.ru_maxrss > own else 0


class _Watch(threading.Thread):
    """Look at a process tree's memory until told to leave."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self._process = process
        self._left = threading.Event()

    def run(self) -> None:
        rest = _SHORTEST_REST
        while not self._left.wait(rest):
            started = time.perf_counter()
            self.peak = max(self.peak, sum(_memory(id) for id in _tree(self._process)))
            rest = max(_SHORTEST_REST, _REST_PER_LOOK * (time.perf_counter() - started))

    def leave(self) -> None:
        self._left.set()
        self.join()


def _tree(process: int) -> Iterator[int]:
    """Give a process and all its descendants."""
    yield process
    for task in Path(f"/proc/{process}/task").glob("*"):
        for child in _read(task / "children").split():
            yield from _tree(int(child))


def _memory(process: int) -> int:
    for line in _read(Path(f"/proc/{process}/smaps_rollup")).splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def _read(place: Path) -> str:
    # A process may end between being found and being looked at.
    try:
        return place.read_text("ascii")
    except OSError:
        return ""
