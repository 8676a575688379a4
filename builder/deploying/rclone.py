"""Deploy a site to any remote configured in rclone, if rclone is installed.

A lock is as good as the remote allows: two deploys that begin in the same second may not see
each other."""

import tempfile
from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import groupby

from builder.deploying.destination import Advance, Surroundings
from builder.deploying.tool import Tool, files_below, folder_with
from builder.model.hosting import cache_control_of
from builder.model.target import RcloneTarget

# No such folder, no such file.
_MISSING = (3, 4)
# How often, within the time limit of a request, rclone reports how much was sent.
_TICKS = 8
# What a file is called until it is whole, where the remote can rename.
_HALF = ".dateline-part"
_NOISE = ("NOTICE:", "INFO  :")
_MANNERS = (
    "--ask-password=false",
    "--retries=3",
    "--low-level-retries=3",
    "--stats-one-line",
    "--stats-log-level=NOTICE",
    "--log-format=",
)


class RcloneStore:
    """A folder of a remote."""

    def __init__(self, target: RcloneTarget, surroundings: Surroundings) -> None:
        self.where = f"{target.name} ({target.remote})"
        self._there, self._output = target.remote.rstrip("/"), surroundings.output
        patience = surroundings.patience
        waits = {"contimeout": patience.connection, "timeout": patience.silence, "stats": patience.request / _TICKS}
        manners = (*_MANNERS, *(f"--{name}={seconds}s" for name, seconds in waits.items()))
        self._tool = Tool(("rclone", *manners), self.where, surroundings, {}, _NOISE)

    def read(self, paths: Sequence[str]) -> Mapping[str, bytes]:
        with tempfile.TemporaryDirectory() as folder:
            self._run("copy", paths, self._there, folder)
            return files_below(folder, paths)

    def write(self, path: str, data: bytes) -> None:
        with folder_with(path, data) as folder:
            self._send(folder, [path], lambda done: None)

    def write_new(self, path: str, data: bytes) -> bool:
        self.write(path, data)
        return True

    def put(self, paths: Sequence[str], advance: Advance) -> None:
        for _, alike in groupby(sorted(paths, key=cache_control_of), cache_control_of):
            self._send(str(self._output), list(alike), advance)

    def delete(self, paths: Sequence[str]) -> None:
        self._run("delete", paths, self._there)

    def sweep(self) -> None:
        self._tool.run("delete", f"--include=*{_HALF}", self._there, may_end=(0, *_MISSING))

    def present(self, paths: Set[str]) -> frozenset[str]:
        listed = self._run("lsf", sorted(paths), "--recursive", "--files-only", self._there)
        return frozenset(listed.split("\n")) & paths

    def is_empty(self) -> bool:
        listed = self._tool.run("lsf", "--max-depth=1", self._there, may_end=(0, *_MISSING)).out.decode()
        return all(name.startswith(".") for name in listed.splitlines())

    def _send(self, folder: str, paths: Sequence[str], advance: Advance) -> None:
        """Send files that may be kept for the same time, as one run can say one such time only."""

        last, same = b"", 0

        def told(line: bytes) -> None:
            nonlocal last, same
            if b": Copied (" in line:
                advance(1)
            if not line.startswith(b"NOTICE:"):
                return
            # How much was sent comes before how fast; rclone itself waits for ever where nothing goes through.
            sent = line.partition(b",")[0]
            last, same = sent, same + 1 if sent == last else 0
            if same > _TICKS:
                raise self._tool.failed("nothing goes through any more")

        kept = f"--header-upload=Cache-Control: {cache_control_of(paths[0])}"
        how = (
            "--no-traverse",
            "--ignore-times",
            "--transfers=8",
            "--verbose",
            f"--partial-suffix={_HALF}",
            kept,
            "--files-from-raw=-",
        )
        self._tool.run("copy", *how, folder, self._there, given=_lines(paths), told=told)

    def _run(self, command: str, paths: Sequence[str], *arguments: str) -> str:
        """Do something with those of these files that are there."""
        how = ("--no-traverse",) if command == "copy" else ()
        these = (command, *how, "--files-from-raw=-", *arguments)
        return self._tool.run(*these, given=_lines(paths), may_end=(0, *_MISSING)).out.decode("utf-8", "replace")


def _lines(paths: Iterable[str]) -> bytes:
    return "".join(f"{path}\n" for path in paths).encode()
