"""Run a command in a fresh process and tell what it cost: wall and processor time, or memory of all processes.

Time and memory are taken in runs of their own, as looking at memory costs time. Memory is the summed proportional set
size (PSS) of the process and all its descendants, so that what forked workers share counts once. It is read from
/proc/PID/smaps_rollup, over and over again: after each look the next one waits as long as the look took, and five
milliseconds at least."""

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_SHORTEST_REST = 0.005
# Linux counts ru_maxrss in KiB, macOS in bytes.
_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of wall time and seconds of processor time."""

    wall: float
    processor: float

    def __str__(self) -> str:
        return f"{self.wall:.2f} s, {self.processor:.2f} s of CPU"


@dataclass(frozen=True, slots=True)
class Memory:
    """Bytes of memory at the peak."""

    peak: int

    def __str__(self) -> str:
        return f"{self.peak / 1e6:.0f} MB"


class CommandFailed(Exception):
    """A measured command did not do its work: the numbers would mean nothing."""


def cost(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Cost:
    """Run a command in a folder, and take its time; what it prints is shown only if it fails."""
    # What earlier runs left to be written would be written at the cost of this one.
    os.sync()
    with tempfile.TemporaryFile() as printed:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=printed, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        _refuse_failure(process, folder, printed)
    # Children that were waited for are counted in; workers always are.
    return Cost(wall, usage.ru_utime + usage.ru_stime)


def memory(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Memory:
    """Run a command in a folder, and watch the memory of its processes."""
    with tempfile.TemporaryFile() as printed:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=printed, stderr=subprocess.STDOUT)
        watch = _Watch(process.pid)
        watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        watch.leave()
        _refuse_failure(process, folder, printed)
    # Where there is no /proc, the peak of the largest process is the least that it can be.
    return Memory(watch.peak or usage.ru_maxrss * _MAXRSS_UNIT)


def _refuse_failure(process: subprocess.Popen[bytes], folder: Path, printed: IO[bytes]) -> None:
    if process.returncode:
        printed.seek(0)
        raise CommandFailed(f"{process.args!r} failed in {folder}:\n{printed.read().decode()}")


class _Watch(threading.Thread):
    """Look at a process tree's memory until told to leave."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self._process = process
        self._left = threading.Event()

    def run(self) -> None:
        rest = 0.0
        while not self._left.wait(rest):
            started = time.perf_counter()
            self.peak = max(self.peak, sum(_memory(id) for id in _tree(self._process)))
            rest = max(_SHORTEST_REST, time.perf_counter() - started)

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


def _read(file: Path) -> str:
    # A process may end between being found and being looked at.
    try:
        return file.read_text("ascii")
    except OSError:
        return ""
