"""Bring a site to a folder that rsync reaches, over SSH or of a daemon.

Each stage is one run. A lock is as good as rsync allows: two deploys that begin in the same moment may both see none
before they write their own, and then the one that reads another's lock back gives way."""

import tempfile
from collections.abc import Mapping, Sequence, Set
from pathlib import Path

from builder.deploying.host import Advance, Host, Surroundings
from builder.deploying.in_place import InPlace
from builder.deploying.tool import Done, Tool, nul_separated
from builder.model.target import RsyncTarget

_NOISE = ("rsync error: some files", "rsync: connection unexpectedly closed", "rsync error: error in rsync protocol")
# Some files could not be transferred: those that are not there, for one.
_PARTIAL = 23
_MODES = "--chmod=Du=rwx,Dgo=rx,Fu=rw,Fgo=r"


def open_rsync(target: RsyncTarget, surroundings: Surroundings) -> Host:
    """Open a target of rsync's."""
    return InPlace(RsyncStore(target, surroundings), surroundings)


class RsyncStore:
    """A folder at the other end of rsync."""

    def __init__(self, target: RsyncTarget, surroundings: Surroundings) -> None:
        self.where = f"{target.name} ({target.to})"
        self._there, self._output = target.to.rstrip("/") + "/", surroundings.output
        is_daemon = target.to.startswith("rsync://")
        environment = surroundings.environment
        # What asks for a password asks nobody here: it is to fail.
        settings = {"RSYNC_PASSWORD": environment.get("RSYNC_PASSWORD", "")} if is_daemon else {}
        if not is_daemon and "RSYNC_RSH" not in environment:
            settings["RSYNC_RSH"] = "ssh -o BatchMode=yes -o ConnectTimeout=20"
        waits = ("--contimeout=20",) if is_daemon else ()
        command = ("rsync", "--timeout=120", *waits, "--protect-args", "--from0", "--files-from=-")
        self._tool = Tool(command, self.where, surroundings, settings, _NOISE)

    def read(self, paths: Sequence[str]) -> Mapping[str, bytes]:
        with tempfile.TemporaryDirectory() as folder:
            self._look(f"{folder}/", paths)
            found = {path: Path(folder, path) for path in paths}
            return {path: place.read_bytes() for path, place in found.items() if place.is_file()}

    def write(self, path: str, data: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder, path)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
            self._tool.run(
                "--perms", _MODES, "--ignore-times", f"{folder}/", self._there, given=nul_separated([path])
            )

    def write_new(self, path: str, data: bytes) -> bool:
        self.write(path, data)
        return self.read([path]).get(path) == data

    def put(self, paths: Sequence[str], advance: Advance) -> None:
        def told(line: bytes) -> None:
            if not line.endswith(b"/"):
                advance(1)

        # What an interrupted deploy has brought already is recognised by its digest.
        how = ("--perms", _MODES, "--checksum", "--out-format=%n")
        self._tool.run(*how, f"{self._output}/", self._there, given=nul_separated(paths), told=told)

    def delete(self, paths: Sequence[str]) -> None:
        with tempfile.TemporaryDirectory() as folder:
            gone = ("--delete-missing-args", f"{folder}/", self._there)
            self._tool.run(*gone, given=nul_separated(paths), may_end=(0, _PARTIAL))

    def present(self, paths: Set[str]) -> frozenset[str]:
        with tempfile.TemporaryDirectory() as folder:
            listed = self._look(f"{folder}/", sorted(paths), "--dry-run", "--out-format=%n", "-8").out
        return frozenset(listed.decode("utf-8", "replace").split("\n")) & paths

    def is_empty(self) -> bool:
        done = self._look("", [""], "--list-only", "--dirs")
        names = [line.split(None, 4)[-1] for line in done.out.decode("utf-8", "replace").splitlines()]
        return all(name.startswith(".") for name in names)

    def _look(self, to: str, paths: Sequence[str], *how: str) -> Done:
        """Bring files here, or just their names; where the folder is not there yet, nothing is in it."""
        arguments = (*how, "--ignore-missing-args", self._there, *([to] if to else []))
        done = self._tool.run(*arguments, given=nul_separated(paths), may_end=(0, _PARTIAL))
        if done.code and "No such file or directory" not in done.complaint:
            raise self._tool.failed(done.complaint)
        return done
