"""Deploy a site to a branch of a Git repository, as page hosts expect: one commit, all or nothing.

A bare repository in the user's cache folder keeps what was fetched and sent; it may be deleted. None is looked for in
the site's folder, as what lies there may have come with it; no hook is run. No work tree and no index of the author's
is touched. The first to push wins, and the other gets an error."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence, Set
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from builder.deploying.destination import Advance, Load, RemoteState, Surroundings
from builder.deploying.patience import whole_seconds
from builder.deploying.repository import refuse_what_came_with_the_site
from builder.deploying.tool import Tool
from builder.model.digests import digest_of
from builder.model.errors import BuilderError
from builder.model.target import GitTarget
from builder.publishing.lock import held_folder

# Whatever else a repository, or a user's own settings, have git run.
_NO_HOOKS = ("-c", f"core.hooksPath={os.devnull}", "-c", "core.fsmonitor=false")
# What .nojekyll holds, which hosts only look for, where CNAME is of `domain`.
_OUR_DOMAIN = b"CNAME is written by dateline deploy\n"
_NOISE = ("hint:", "remote: ", "To ", "error: failed to push some refs", "Please make sure", "and the repository")
_NOBODY = "Dateline <dateline@localhost>"


class GitHost:
    """A branch of a repository."""

    def __init__(self, target: GitTarget, surroundings: Surroundings) -> None:
        self.where = f"{target.name} ({target.branch} of {target.url})"
        self._target, self._output = target, surroundings.output
        self._cache = _cache_of(target, surroundings)
        self._ref = f"refs/heads/{target.branch}"
        self._tool = Tool(("git", *_NO_HOOKS), self.where, surroundings, _settings(self._cache, surroundings), _NOISE)
        refuse_what_came_with_the_site(target.url, surroundings.site, self._tool)
        # What CNAME and .nojekyll hold on the branch: hosts read them, and they are no part of the site.
        domain = f"{target.domain}\n".encode() if target.domain else None
        extras = {".nojekyll": _OUR_DOMAIN if domain else b"", "CNAME": domain}
        self._extras = {path: data for path, data in extras.items() if data is not None}
        self._tip, self._has_former_domain = "", False

    @contextmanager
    def held(self) -> Iterator[None]:
        self._open_cache()
        with held_folder(Path(self._cache)) as is_held:
            if not is_held:
                raise BuilderError(f"{self.where}: another deploy is in progress: wait until it is done")
            yield

    def remote_state(self, last: Sequence[str]) -> RemoteState:
        self._open_cache()
        self._fetch()
        extras = self._read(tuple(self._extras))
        # A domain that was chosen at the host stays; one that a deploy wrote goes when the settings name none.
        is_ours = extras.get(".nojekyll") == _OUR_DOMAIN
        self._has_former_domain = "CNAME" not in self._extras and is_ours and bool(self._read(("CNAME",)))
        return RemoteState(self._read(last), is_settled=extras == self._extras)

    def is_empty(self) -> bool:
        names = self._tool.run("ls-tree", "-z", "--name-only", self._tip).out.split(b"\0") if self._tip else []
        return not any(name and not name.startswith(b".") for name in names)

    def present(self, paths: Set[str]) -> frozenset[str]:
        if not self._tip:
            return frozenset()
        listed = self._tool.run("ls-tree", "-r", "-z", "--name-only", self._tip).out
        return frozenset(listed.decode("utf-8", "replace").split("\0")) & paths

    def bring(self, load: Load, advance: Advance) -> None:
        commit = self._commit(load, advance)
        expected = f"--force-with-lease={self._ref}:{self._tip}"
        done = self._tool.run(
            "push", "--porcelain", expected, self._target.url, f"{commit}:{self._ref}", may_end=range(256)
        )
        if b"stale info" in done.out or b"fetch first" in done.out:
            raise BuilderError(f"{self.where}: somebody else deployed in the meantime, which is kept: deploy again")
        if done.code:
            refused = [line.decode("utf-8", "replace") for line in done.out.splitlines() if line.startswith(b"!")]
            raise self._tool.failed("\n".join((*refused, done.complaint)))
        self._tool.run("-c", "gc.autoDetach=false", "gc", "--auto", "--quiet", may_end=range(256))

    def _open_cache(self) -> None:
        if not (self._cache / "HEAD").is_file():
            shutil.rmtree(self._cache, ignore_errors=True)
            self._cache.parent.mkdir(parents=True, exist_ok=True)
            self._tool.run("init", "--bare", "--quiet", "--template=", str(self._cache))

    def _fetch(self) -> None:
        """Find the tip of the branch, and have its files at hand."""
        listed = self._tool.run("ls-remote", self._target.url, self._ref).out.split()
        self._tip = listed[0].decode() if listed else ""
        if self._tip and self._tool.run("cat-file", "-e", self._tip, may_end=range(256)).code:
            wanted = f"+{self._ref}:refs/deployed/tip"
            self._tool.run("fetch", "--quiet", "--no-tags", "--depth=1", self._target.url, wanted)
            self._tip = self._tool.run("rev-parse", "refs/deployed/tip").out.decode().strip()

    def _read(self, paths: Sequence[str]) -> dict[str, bytes]:
        if not self._tip:
            return {}
        read = {path: self._tool.run("cat-file", "blob", f"{self._tip}:{path}", may_end=(0, 128)) for path in paths}
        return {path: done.out for path, done in read.items() if not done.code}

    def _commit(self, load: Load, advance: Advance) -> str:
        """Make a commit of the branch with all changes in it; return its name."""
        with tempfile.TemporaryFile() as errors:
            process = self._tool.started(
                "fast-import", "--quiet", "--force", "--date-format=now",
                folder=None, input=subprocess.PIPE, errors=errors.fileno(), output=subprocess.DEVNULL,
            )  # fmt: skip
            assert process.stdin is not None
            try:
                self._tell(process.stdin, load, advance)
                process.stdin.close()
                process.wait()
            except BrokenPipeError:
                process.wait()
            except BaseException:
                process.kill()
                process.wait()
                raise
            errors.seek(0)
            if process.returncode:
                raise self._tool.failed(errors.read().decode("utf-8", "replace"))
        return self._tool.run("rev-parse", "refs/deployed/next").out.decode().strip()

    def _tell(self, stream: IO[bytes], load: Load, advance: Advance) -> None:
        message = f"Deploy: {load.says}\n".encode()
        stream.write(f"commit refs/deployed/next\ncommitter {self._author()} now\n".encode())
        stream.write(b"data %d\n%s\n" % (len(message), message))
        if self._tip and self._target.keeps_history:
            stream.write(f"from {self._tip}\n".encode())
        elif self._tip:
            tree = self._tool.run("rev-parse", f"{self._tip}^{{tree}}").out.decode().strip()
            stream.write(f'M 040000 {tree} ""\n'.encode())
        else:
            stream.write(b"deleteall\n")
        done, steps = 0, load.steps
        for path in load.outdated:
            stream.write(b"D %s\n" % _quoted(path))
        for path in (*steps.in_the_way, *steps.gone):
            stream.write(b"D %s\n" % _quoted(path))
            advance(done := done + 1)
        for path in (path for stage in steps.put for path in stage):
            _write_file(stream, path, (self._output / path).read_bytes())
            advance(done := done + 1)
        if self._has_former_domain:
            stream.write(b"D CNAME\n")
        for path, data in {**self._extras, **load.last}.items():
            _write_file(stream, path, data)

    def _author(self) -> str:
        """Name the author of the commit, if git knows one; the name of this machine is not published."""
        environment = self._tool.surroundings.environment
        name, address = environment.get("GIT_COMMITTER_NAME"), environment.get("GIT_COMMITTER_EMAIL")
        name, address = name or self._setting("user.name"), address or self._setting("user.email")
        return f"{name} <{address}>" if name and address else _NOBODY

    def _setting(self, name: str) -> str:
        return self._tool.run("config", "--get", name, may_end=(0, 1)).out.decode("utf-8", "replace").strip()


def _cache_of(target: GitTarget, surroundings: Surroundings) -> Path:
    """Choose the place of a target's repository in the user's cache folder: one for each site and target."""
    site, environment = surroundings.site.resolve(), surroundings.environment
    caches = Path(environment.get("XDG_CACHE_HOME", ""))
    if not caches.is_absolute() or caches.resolve().is_relative_to(site):
        caches = Path(environment.get("HOME") or Path.home(), ".cache")
    which = digest_of(os.fsencode(site), target.name).hex()
    return caches.absolute() / "dateline" / "deploys" / f"{which}.git"


def _settings(cache: Path, surroundings: Surroundings) -> dict[str, str]:
    environment, patience = surroundings.environment, surroundings.patience
    # Nobody is there to type a password: asking for one has to fail.
    asks_nobody = {"GIT_DIR": str(cache), "GIT_TERMINAL_PROMPT": "0"}
    # A host that is silent for so long is given up.
    slowest = {"GIT_HTTP_LOW_SPEED_LIMIT": "1", "GIT_HTTP_LOW_SPEED_TIME": str(whole_seconds(patience.silence))}
    for name, value in slowest.items():
        asks_nobody[name] = environment.get(name, value)
    if "GIT_SSH_COMMAND" in environment or "GIT_SSH" in environment:
        return asks_nobody
    return {**asks_nobody, "GIT_SSH_COMMAND": patience.quiet_ssh}


def _write_file(stream: IO[bytes], path: str, data: bytes) -> None:
    stream.write(b"M 100644 inline %s\ndata %d\n" % (_quoted(path), len(data)))
    stream.write(data)
    stream.write(b"\n")


def _quoted(path: str) -> bytes:
    return b'"%s"' % path.encode().replace(b"\\", b"\\\\").replace(b'"', b'\\"')
