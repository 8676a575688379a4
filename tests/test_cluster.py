"""Any executor makes the same site: threads, processes of Dask, and what goes wrong there is told as it is here."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import dask
import pytest
from conftest import NOW, Site
from distributed import LocalCluster
from test_publishing import held
from test_same_bytes import ENTRIES, settle

from builder.building.pipeline import build
from builder.model.errors import BuilderError
from builder.workers import Portions
from builder.workers.dask import cluster
from builder.workers.remote import ExecutorFactory

ENTRY = """
-- content/entries/answer-{number}.md --
---
title: Answer {number}
date: 2023-10-02
published: 2023-10-03
actors: [armenia]
places: [yerevan]
tags: [answers]
sources: [gazette]
claims: [{{by: armenia, text: Some were hurt., question: hurt-{number}, injured: 1{number}, sources: [gazette]}}]
---
Answer {number} to [[appeal]] [@gazette, p. {number}], which stands in a note[^1].

[^1]: A note on **Armenia**, [[answer-0]].
"""
# So many entries that every kind of work is spread: they are read, typeset, shown in lists, and published.
SIZE = 12
SHARED = Portions(enough=11, chunk=4)
# And so many that they are where nobody says otherwise.
MANY = 320


@dataclass(frozen=True)
class Counted(Executor):
    """An executor, and the numbers of items that its tasks were given."""

    executor: Executor
    numbers: list[int]

    def submit(self, do: Callable[..., object], place: str, chunk: Sequence[object]) -> Future[object]:
        self.numbers.append(len(chunk))
        return self.executor.submit(do, place, chunk)


def counting(factory: ExecutorFactory, numbers: list[int]) -> ExecutorFactory:
    @contextmanager
    def counted(jobs: int) -> Iterator[Executor]:
        with factory(jobs) as executor:
            yield Counted(executor, numbers)

    return counted


def entries(many: int) -> str:
    return ENTRIES + "".join(ENTRY.format(number=number) for number in range(many))


@pytest.fixture
def shared(site: Callable[..., Site]) -> Site:
    """Make a site whose work is shared as soon as it is more than its neighbours have."""
    return site(entries(SIZE))


def build_shared(
    site: Site, output: Path, jobs: int = 2, executor: ExecutorFactory | None = None, **more: Path
) -> None:
    build(site.folder, output, NOW, jobs=jobs, executor=executor, portions=SHARED, **more)


@contextmanager
def dask_of_threads(jobs: int) -> Iterator[Executor]:
    """Give the executor of a scheduler whose workers are threads of this process."""
    with (
        scheduler(jobs) as here,
        dask.config.set({"scheduler-address": here.scheduler_address}),
        cluster(jobs) as executor,
    ):
        yield executor


def scheduler(jobs: int) -> LocalCluster:
    return LocalCluster(
        n_workers=1,
        threads_per_worker=jobs,
        processes=False,
        protocol="tcp://",
        host="127.0.0.1",
        dashboard_address=None,
        scheduler_kwargs={"dashboard_address": "127.0.0.1:0"},
    )


def test_threads_dask_and_forked_workers_give_the_bytes_that_one_process_gives(shared: Site, tmp_path: Path):
    ways: dict[str, tuple[int, ExecutorFactory | None]] = {
        "alone": (1, None),
        "forked": (2, None),
        "threads": (2, ThreadPoolExecutor),
        "dask": (2, dask_of_threads),
    }
    for _ in range(2):
        for way, (jobs, executor) in ways.items():
            build_shared(shared, tmp_path / way, jobs, executor, cache=tmp_path / f"{way}.cache")
        alone = held(tmp_path / "alone")
        assert len(alone) > 2 * SIZE
        assert {way: held(tmp_path / way) == alone for way in ways} == dict.fromkeys(ways, True)
        # The second time, bodies that stay the same are fetched from the cache by whoever renders their pages.
        shared.write("-- content/actors/armenia.md --\n---\nkind: state\nnames: [{text: Another name}]\n---\n")


def test_a_task_is_a_chunk_of_items_and_neither_nothing_nor_little_is_sent(shared: Site, tmp_path: Path):
    settle(shared)
    numbers: list[int] = []
    count = counting(ThreadPoolExecutor, numbers)
    build_shared(shared, tmp_path / "out", executor=count)
    published = [place for place in (tmp_path / "out").rglob("*") if place.is_file()]
    pages = len(published) - len(["manifest.json"])
    # Entries read, questions compared, entries checked, typeset with all other bodies, rendered as cards; pages.
    work = (SIZE + 2, SIZE, SIZE + 2, SIZE + 4, SIZE + 2, pages)
    assert numbers == [size for items in work for size in chunks_of(items)]
    numbers.clear()
    build_shared(shared, tmp_path / "out", executor=count)
    assert numbers == []
    build(shared.folder, tmp_path / "little", NOW, jobs=2, uses_cache=False, executor=count)
    assert numbers == []


def chunks_of(items: int) -> list[int]:
    return [min(SHARED.chunk, items - begin) for begin in range(0, items, SHARED.chunk)]


def told(site: Site, executor: ExecutorFactory | None, jobs: int = 2) -> str:
    """Build what cannot be built, and give what is said of it; nothing is left of what was written before."""
    with pytest.raises(BuilderError) as raised:
        build(site.folder, site.public, NOW, jobs=jobs, uses_cache=False, executor=executor, portions=SHARED)
    assert held(site.public) == {}
    return str(raised.value)


def test_a_mistake_in_a_template_is_told_as_if_there_were_one_process(shared: Site):
    shared.write(
        '-- themes/chronicle/templates/entry.html --\n{% if page.address == "entries/answer-0/" %}{{ page.nothing }}{% endif %}'
    )
    alone = told(shared, None, jobs=1)
    assert alone == (
        "the template entry.html, line 1, rendering entries/answer-0/: 'EntryView' object has no attribute 'nothing'"
    )
    assert [told(shared, executor) for executor in (None, ThreadPoolExecutor, dask_of_threads)] == [alone] * 3


class Once(ThreadPoolExecutor):
    """An executor that deletes what was sent as soon as the first chunk of it is done."""

    def submit(self, do: Callable[..., object], place: str, chunk: Sequence[object]) -> Future[object]:
        done = super().submit(do, place, chunk)
        done.exception()
        Path(place).unlink(missing_ok=True)
        return done


def test_a_worker_unpacks_its_work_once(shared: Site, tmp_path: Path):
    build_shared(shared, tmp_path / "once", executor=Once, cache=tmp_path / "once.cache")
    build_shared(shared, tmp_path / "alone", jobs=1, cache=tmp_path / "alone.cache")
    assert held(tmp_path / "once") == held(tmp_path / "alone")


class Elsewhere(ThreadPoolExecutor):
    """An executor whose workers cannot see the files that are here."""

    def submit(self, do: Callable[..., object], place: str, chunk: Sequence[object]) -> Future[object]:
        Path(place).unlink(missing_ok=True)
        return super().submit(do, place, chunk)


class Older(ThreadPoolExecutor):
    """An executor whose workers have another version of the code: its digest stands at the head of what is sent."""

    def submit(self, do: Callable[..., object], place: str, chunk: Sequence[object]) -> Future[object]:
        Path(place).write_bytes(b"another version!" + Path(place).read_bytes()[16:])
        return super().submit(do, place, chunk)


def test_workers_that_cannot_make_the_same_site_are_refused(shared: Site):
    assert told(shared, Elsewhere).partition("(")[2] == (
        "No such file or directory): workers need the site's folder, the output folder and the folder for "
        "temporary files (TMPDIR) at the same paths as here"
    )
    assert told(shared, Older) == (
        "a worker has a different version of Dateline, Python or a library, which could change the output: "
        "install the same versions everywhere"
    )


def test_the_workers_of_a_scheduler_that_is_there_are_taken(shared: Site, tmp_path: Path):
    with scheduler(2) as here:
        with dask.config.set({"scheduler-address": here.scheduler_address}):
            build_shared(shared, tmp_path / "there", executor=cluster, cache=tmp_path / "there.cache")
        assert sum(len(worker.processing) for worker in here.scheduler.workers.values()) == 0
        did = sum(prefix.state_counts["forgotten"] for prefix in here.scheduler.task_prefixes.values())
    build_shared(shared, tmp_path / "here", jobs=1, cache=tmp_path / "here.cache")
    assert did > 0
    assert held(tmp_path / "there") == held(tmp_path / "here")


def test_a_scheduler_that_does_not_answer_is_told_of(shared: Site):
    nobody = {"scheduler-address": "tcp://127.0.0.1:1", "distributed.comm.timeouts.connect": "1s"}
    with dask.config.set(nobody):
        assert told(shared, cluster) == ("no Dask scheduler answers at tcp://127.0.0.1:1: start one, or give another")


def command(folder: Path, *line: str, **environment: str) -> tuple[int, str]:
    """Run `dateline build` with an executor, where the site is the folder that one stands in."""
    done = subprocess.run(
        [*line, "build", "--jobs", "2", "--executor", environment.pop("executor")],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stderr


MODULE = (sys.executable, "-m", "builder")
SCRIPT = (str(Path(sys.executable).with_name("dateline")),)
TRAP = "import pathlib; pathlib.Path(__file__).with_suffix('.ran').touch()\ndef factory(jobs): pass\n"


def test_an_executor_is_named_by_the_operator_and_never_found_in_the_site(site: Callable[..., Site]):
    made = site(f"-- own.py --\n{TRAP}-- multiprocessing.py --\n{TRAP}")
    hint = "name a function as package.module:function, from what is installed"
    assert command(made.folder, *MODULE, executor="own:factory") == (
        2,
        f"dateline: there is no executor \"own:factory\" (No module named 'own'): {hint}\n",
    )
    assert command(made.folder, *SCRIPT, executor="builder.workers.dask:nothing")[1] == (
        'dateline: there is no executor "builder.workers.dask:nothing" '
        f"(module 'builder.workers.dask' has no attribute 'nothing'): {hint}\n"
    )
    assert command(made.folder, *SCRIPT, executor="builder:__version__")[1] == (
        'dateline: "builder:__version__" is not a function that returns an executor: give one that is\n'
    )
    assert [place.name for place in made.folder.glob("*.ran")] == []


def test_processes_of_dask_give_the_bytes_that_one_process_gives_and_run_nothing_of_the_site_s(
    site: Callable[..., Site], tmp_path: Path
):
    many = site(entries(MANY)).write(f"-- multiprocessing.py --\n{TRAP}")
    moment = {"SOURCE_DATE_EPOCH": f"{NOW.timestamp():.0f}"}
    assert command(many.folder, *SCRIPT, executor="builder.workers.dask:cluster", **moment)[0] == 0
    assert [place.name for place in many.folder.glob("*.ran")] == []
    build(many.folder, tmp_path / "alone", NOW, jobs=1, uses_cache=False)
    assert held(many.public) == held(tmp_path / "alone")
