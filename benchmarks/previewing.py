"""Start a tool's preview on loopback and tell how long an open page waits for what was saved.

Both tools say where they listen once the first pages stand; where a port is in use, both take another."""

import http.client
import os
import re
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from edits import BODY, NEW, SOURCE, TITLE, Edit
from measuring import CommandFailed
from reloading import Reloads

from tools import REST, Tool

PREVIEWED = (BODY, TITLE, SOURCE, NEW)
SAVES = 5
_BETWEEN_LOOKS = 0.005
# Seconds: for all pages to be made the first time, for a saved one to come, and for a server to end.
_LONGEST_START, _LONGEST_WAIT, _LONGEST_END = 1800.0, 120.0, 10.0
_ADDRESS = re.compile(r"http://(localhost|127\.0\.0\.1):(\d+)/")


@dataclass(frozen=True, slots=True)
class Wait:
    """Seconds from a save to the message that has an open page load again, and to the page that shows the edit."""

    message: float
    page: float

    def __str__(self) -> str:
        return f"{self.message:.3f} s to the message, {self.page:.3f} s to the page"


def waits(tool: Tool, changes: Mapping[str, Edit], folder: Path) -> Iterator[tuple[str, Wait]]:
    """Save several times what each edit changes, and tell how long its page was waited for."""
    with _served(tool, folder) as (server, told):
        # A page that somebody looks at is one that was fetched before.
        looked_at = _address(changes[BODY].page_of(""))
        _await(partial(_shows, server, looked_at, "</html>"), _LONGEST_WAIT, told)
        with Reloads(*server, looked_at) as reloads:
            for place, what in enumerate(PREVIEWED):
                for number in range(SAVES):
                    time.sleep(REST)
                    reloads.forget()
                    yield what, _wait(tool, changes[what], f"Saved {place}{number}", server, reloads, told)


def _wait(
    tool: Tool, edit: Edit, mark: str, server: tuple[str, int], reloads: Reloads, told: Callable[[], str]
) -> Wait:
    started = time.perf_counter()
    edit.make(tool.name, tool.site, mark)
    if not reloads.wait(_LONGEST_WAIT):
        raise CommandFailed(f"{tool.name} saw no change in {_LONGEST_WAIT:.0f} s; it printed:\n{told()}")
    message = time.perf_counter() - started
    _await(partial(_shows, server, _address(edit.page_of(mark)), mark), _LONGEST_WAIT, told)
    return Wait(message, time.perf_counter() - started)


def _address(page: str) -> str:
    return f"/{page.removesuffix('index.html')}"


@contextmanager
def _served(tool: Tool, folder: Path) -> Iterator[tuple[tuple[str, int], Callable[[], str]]]:
    """Run a tool's preview as long as the context lasts; give its host and port, and what tells how it is doing."""
    folder.mkdir(parents=True, exist_ok=True)
    said = folder / f"{tool.name}.txt"
    with said.open("wb") as printed:
        # Temporary files are deleted with the sites, even if a server has to be killed.
        process = subprocess.Popen(
            tool.preview,
            cwd=tool.site,
            env={**tool.environment, "TMPDIR": str(folder)},
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def told() -> str:
        words = said.read_text("utf-8", "replace")
        if process.poll() is not None:
            raise CommandFailed(f"{' '.join(tool.preview)} ended in {tool.site}:\n{words}")
        return words

    try:
        _await(lambda: _ADDRESS.search(told()) is not None, _LONGEST_START, told)
        found = _ADDRESS.search(told())
        assert found is not None
        yield (found[1], int(found[2])), told
    finally:
        _end(process)


def _await(holds: Callable[[], bool], longest: float, told: Callable[[], str]) -> None:
    """Wait until something holds, while the server lives."""
    until = time.perf_counter() + longest
    while not holds():
        if time.perf_counter() > until:
            raise CommandFailed(f"waited {longest:.0f} s in vain for a preview, which printed:\n{told()}")
        told()
        time.sleep(_BETWEEN_LOOKS)


def _shows(server: tuple[str, int], address: str, words: str) -> bool:
    """Return whether a page has come with some words; a server may not answer, or be just writing it."""
    connection = http.client.HTTPConnection(*server, timeout=_LONGEST_WAIT)
    try:
        connection.request("GET", address)
        answer = connection.getresponse()
        return answer.status == http.HTTPStatus.OK and words.encode() in answer.read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ask a server to end, as Ctrl-C does, and insist if it does not; its own processes end with it."""
    for asked in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
        if process.poll() is not None:
            return
        with suppress(ProcessLookupError):
            os.killpg(process.pid, asked)
        with suppress(subprocess.TimeoutExpired):
            process.wait(_LONGEST_END)
