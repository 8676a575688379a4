"""Start a tool's preview on loopback and tell how long a reader waits: from a save to the page that shows it.

Both tools say where they listen once the first pages stand; where a port is in use, both take another."""

import http.client
import os
import re
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from edits import Edit
from measuring import CommandFailed
from tools import REST, Tool

SAVES = 5
_BETWEEN_LOOKS = 0.01
# Seconds: for all pages to be made the first time, for a saved one to come, and for a server to end.
_LONGEST_START, _LONGEST_WAIT, _LONGEST_END = 1800.0, 120.0, 10.0
_ADDRESS = re.compile(r"http://(?:localhost|127\.0\.0\.1):(\d+)/")


def latencies(tool: Tool, edit: Edit, folder: Path) -> Iterator[float]:
    """Save an edited file several times, and give the seconds until its page shows each edit."""
    with _served(tool, folder) as (port, told):
        address = f"/{edit.page.removesuffix('index.html')}"
        # A page that somebody looks at is one that was fetched before.
        _await(partial(_shows, port, address, "</html>"), _LONGEST_WAIT, told)
        for number in range(SAVES):
            time.sleep(REST)
            mark = f"Saved {number} in a preview"
            started = time.perf_counter()
            edit.make(tool.name, tool.site, mark)
            _await(partial(_shows, port, address, mark), _LONGEST_WAIT, told)
            yield time.perf_counter() - started


@contextmanager
def _served(tool: Tool, folder: Path) -> Iterator[tuple[int, Callable[[], str]]]:
    """Run a tool's preview as long as the context lasts; give its port and what tells how it is doing."""
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
        yield int(found[1]), told
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


def _shows(port: int, address: str, words: str) -> bool:
    """Tell whether a page has come with some words; a server may not answer, or be just writing it."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_LONGEST_WAIT)
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
