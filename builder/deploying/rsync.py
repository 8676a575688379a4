"""Deploy a site to a folder that rsync can reach, over SSH or through a daemon.

Each stage is one run. A lock is as good as rsync allows: two deploys that begin in the same second may not see
each other."""

import re
import tempfile
from collections.abc import Callable, Mapping, Sequence, Set
from pathlib import Path

from builder.deploying.destination import Advance, Surroundings
from builder.deploying.patience import whole_seconds
from builder.deploying.tool import Done, Tool, files_below, folder_with, nul_separated
from builder.model.target import RsyncTarget
from builder.publishing.output_folder import folders_of

_NOISE = ("rsync error:", "rsync warning:", "rsync: connection unexpectedly closed")
# How a folder is missed that is not there yet.
_NO_FOLDER = re.compile(r"change_dir .* failed: No such file or directory")
_ANY_CODE = range(256)
_MODES = "--chmod=Du=rwx,Dgo=rx,Fu=rw,Fgo=r"


class RsyncStore:
    """A folder at the other end of rsync."""

    def __init__(self, target: RsyncTarget, surroundings: Surroundings) -> None:
        self.where = f"{target.name} ({target.to})"
        self._there, self._output = target.to.rstrip("/") + "/", surroundings.output
        is_daemon = target.to.startswith("rsync://")
        environment, patience = surroundings.environment, surroundings.patience
        # Nobody is there to type a password: asking for one has to fail.
        settings = {"RSYNC_PASSWORD": environment.get("RSYNC_PASSWORD", "")} if is_daemon else {}
        if not is_daemon and "RSYNC_RSH" not in environment:
            settings["RSYNC_RSH"] = patience.quiet_ssh
        waits = (f"--contimeout={whole_seconds(patience.connection)}",) if is_daemon else ()
        command = ("rsync", f"--timeout={whole_seconds(patience.silence)}", *waits, "--protect-args")
        self._tool = Tool(command, self.where, surroundings, settings, _NOISE)

    def read(self, paths: Sequence[str]) -> Mapping[str, bytes]:
        with tempfile.TemporaryDirectory() as folder:
            # Named one by one: some daemons give no file of a list that they look for below their module.
            these = [f"{self._there}./{path}" for path in paths]
            how = ("--relative", "--ignore-missing-args")
            self._unless_missing(self._tool.run(*how, *these, f"{folder}/", may_end=_ANY_CODE))
            return files_below(folder, paths)

    def write(self, path: str, data: bytes) -> None:
        with folder_with(path, data) as folder:
            self._send([path], "--perms", _MODES, "--ignore-times", f"{folder}/")

    def write_new(self, path: str, data: bytes) -> bool:
        self.write(path, data)
        return True

    def put(self, paths: Sequence[str], advance: Advance) -> None:
        def told(line: bytes) -> None:
            if not line.endswith(b"/"):
                advance(1)

        # What an interrupted deploy has brought already is recognised by its digest.
        how = ("--perms", _MODES, "--checksum", "--out-format=%n")
        self._send(paths, *how, f"{self._output}/", told=told)

    def delete(self, paths: Sequence[str]) -> None:
        # What is missing here is deleted there.
        with tempfile.TemporaryDirectory() as folder:
            for inner in folders_of(paths):
                Path(folder, inner).mkdir(parents=True, exist_ok=True)
            self._send(paths, "--delete-missing-args", f"{folder}/")

    def sweep(self) -> None:
        pass  # rsync takes away itself what it has not finished.

    def present(self, paths: Set[str]) -> frozenset[str]:
        with tempfile.TemporaryDirectory() as folder:
            how = ("--dry-run", "--out-format=%n", "-8", "--from0", "--files-from=-", "--ignore-missing-args")
            listed = nul_separated(sorted(paths))
            done = self._tool.run(*how, self._there, f"{folder}/", given=listed, may_end=_ANY_CODE)
        return frozenset(self._unless_missing(done).split("\n")) & paths

    def is_empty(self) -> bool:
        done = self._tool.run("--list-only", "-8", self._there, may_end=_ANY_CODE)
        listed = self._unless_missing(done).splitlines()
        return all(line.split(None, 4)[-1].startswith(".") for line in listed)

    def _send(self, paths: Sequence[str], *arguments: str, told: Callable[[bytes], None] | None = None) -> None:
        listed = nul_separated(paths)
        self._tool.run("--from0", "--files-from=-", *arguments, self._there, given=listed, told=told)

    def _unless_missing(self, done: Done) -> str:
        """Take what was printed; where the folder is not there yet, nothing is in it."""
        if done.code and not _NO_FOLDER.search(done.complaint):
            raise self._tool.failed(done.complaint)
        return done.out.decode("utf-8", "replace")
