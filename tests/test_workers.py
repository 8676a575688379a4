"""Work is spread over forked workers only while the process has no other thread: all forks are seen as they happen."""

import os
import pty
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from conftest import HOUSE, NOW, Site
from test_cluster import entries
from test_publishing import held

from builder.building.pipeline import build

# A build whose work is shared; printed is how many threads there were at each fork, and how many forks.
BUILDS = """
import os, sys, threading
from datetime import UTC, datetime
from pathlib import Path
from builder.workers import Portions
from builder.building.pipeline import build
threads = []
os.register_at_fork(before=lambda: threads.append(threading.active_count()))
site, output, jobs = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
if "beside" in sys.argv:
    threading.Thread(target=threading.Event().wait, daemon=True).start()
build(site, output, datetime(2026, 1, 1, tzinfo=UTC), jobs=jobs, uses_cache=False, portions=Portions(enough=9, chunk=4))
print(*sorted({*threads}), len(threads) > 2)
"""


def said(script: str, *arguments: str | Path, **more: int) -> str:
    # From Python 3.12 on, a fork of a process with threads warns.
    line = [sys.executable, "-W", "error", "-c", script, *map(str, arguments)]
    done = subprocess.run(
        line, cwd=HOUSE, env={**os.environ, "PYTHONPATH": str(HOUSE)}, stdout=subprocess.PIPE, check=True, **more
    )
    return done.stdout.decode().strip()


@pytest.fixture
def shared(site: Callable[..., Site]) -> Site:
    return site(entries(12))


def test_a_build_forks_workers_while_it_has_one_thread_and_they_give_the_bytes_that_one_process_gives(
    shared: Site, tmp_path: Path
):
    assert said(BUILDS, shared.folder, tmp_path / "two", 2) == "1 True"
    assert said(BUILDS, shared.folder, tmp_path / "one", 1) == "False"
    assert len(held(tmp_path / "two")) > 40
    assert held(tmp_path / "two") == held(tmp_path / "one")


def test_a_process_that_has_threads_does_the_work_itself(shared: Site, tmp_path: Path):
    assert said(BUILDS, shared.folder, tmp_path / "here", 2, "beside") == "False"
    assert build(shared.folder, tmp_path / "one", NOW, jobs=1, uses_cache=False).published
    assert held(tmp_path / "here") == held(tmp_path / "one")


WATCHED = """
import threading
from builder.cli.progress import shown_progress
with shown_progress() as progress:
    progress("read", 100, 1000)
    count = threading.active_count()
print(count)
"""


def test_a_progress_bar_is_shown_without_a_thread():
    ours, theirs = pty.openpty()
    count = said(WATCHED, stderr=theirs)
    os.close(theirs)
    shown = b""
    # A terminal is read in pieces; where nobody writes to it any more, it has an end.
    with open(ours, "rb", buffering=0) as terminal, suppress(OSError):
        while piece := terminal.read(10_000):
            shown += piece
    assert (count, b"reading" in shown) == ("1", True)


# A forked worker waits until the process that forked it has worked too; printed is what came of it, and how many forks.
SHARES = """
import os
from multiprocessing import get_context
from builder.workers import Portions, Workers
forks, ours, has_worked = [], os.getpid(), get_context("fork").Event()
os.register_at_fork(before=lambda: forks.append(1))
def work(chunk):
    assert has_worked.wait(60) if os.getpid() != ours else has_worked.set() is None
    return [*chunk]
workers = Workers(2, portions=Portions(enough=10, chunk=4))
for worth in (0, 16):
    print(*workers.map(work, range(6), worth), len(forks))
"""


def test_the_process_that_shares_work_out_does_a_part_of_it_and_few_items_may_be_worth_many():
    assert said(SHARES).splitlines() == ["[0, 1, 2, 3] [4, 5] 0", "[0] [1] [2] [3] [4] [5] 1"]


BESIDE = """
import os, signal
from builder.workers import Portions, Workers
here, workers = os.getpid(), Workers(2, portions=Portions(enough=9))
def done_by():
    return b"here" if os.getpid() == here else b"beside" * 100_000
def killed():
    return done_by() if os.getpid() == here else os.kill(os.getpid(), signal.SIGKILL)
def failing():
    raise ValueError("failed")
results = [workers.aside(work, worth) for work, worth in ((done_by, 9), (done_by, 8), (killed, 9), (failing, 9))]
print(*[len(result()) for result in results[:3]])
try:
    results[3]()
except ValueError as error:
    print(error)
"""


def test_work_begun_beside_this_process_is_done_once_and_what_fails_there_fails_here():
    assert said(BESIDE) == f"{len(b'beside' * 100_000)} 4 4\nfailed"
