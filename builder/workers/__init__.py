"""Spread work over all cores: chunks of items, through the standard `concurrent.futures` interface.

Workers are forked, so that they have what the work needs without its being sent; only results are sent. An
executor of the operator's own takes their place where one is named.
A few items, one job, a machine that cannot fork, or a process that has threads, whose locks a fork would copy as they
are held: the same work is done here, one chunk after the other."""

import gc
import os
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Generic, TypeVar

from msgspec import Struct

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from multiprocessing.process import BaseProcess

    from builder.workers.remote import ExecutorFactory, RemoteWorkers

Item = TypeVar("Item")
Result = TypeVar("Result")


class Portions(Struct, frozen=True):
    """How work is shared: among workers from `enough` items on, in chunks of `chunk`."""

    # Below this, starting workers takes longer than they save.
    enough: int = 300
    chunk: int = 100


USUAL_PORTIONS = Portions()
# Libraries of macOS start threads of their own, which no copy of a process survives.
_CAN_FORK = hasattr(os, "fork") and sys.platform != "darwin"


class Workers(Struct, frozen=True):
    """Workers; one job means that none is forked, unless an executor has some."""

    jobs: int
    remote: "RemoteWorkers | None" = None
    portions: Portions = USUAL_PORTIONS

    def map(
        self, work: Callable[[Sequence[Item]], Result], items: Sequence[Item], worth: int = 0
    ) -> Iterator[Result]:
        """Do the work on chunks of items; results come in the order of the items.

        `worth` says how many usual items these are worth, where each takes longer than usual."""
        worth = max(worth, len(items))
        size = max(1, self.portions.chunk * len(items) // max(1, worth))
        chunks = [items[start : start + size] for start in range(0, len(items), size)]
        if worth < self.portions.enough:
            return map(work, chunks)
        if self.remote is not None:
            return self.remote.map(work, chunks)
        if self.jobs < 2 or not _may_fork():
            return map(work, chunks)
        return _forked(self.jobs, work, chunks)

    def aside(self, work: Callable[[], bytes], worth: int) -> Callable[[], bytes]:
        """Begin work in a process of its own, and return a function that waits for the result.

        Where `worth`, the number of usual items that it takes as long as, does not repay a process, or none can be
        forked, the work is done when the result is asked for."""
        if worth < self.portions.enough or self.remote is not None or self.jobs < 2 or not _may_fork():
            return work
        return _begun(work)


@contextmanager
def workers_of(
    jobs: int | None, executor: "ExecutorFactory | None" = None, portions: Portions = USUAL_PORTIONS
) -> Iterator[Workers]:
    """Start one worker a core, or as many as are asked for: forked, or from an executor of the operator's own."""
    jobs = jobs or _cores()
    if executor is None and jobs > 1 and not _CAN_FORK:
        from builder.workers.spawned import spawned_workers

        executor = spawned_workers()
    if executor is None:
        yield Workers(jobs, portions=portions)
        return
    from builder.workers.remote import opened_remote_workers

    with opened_remote_workers(executor, jobs) as remote:
        yield Workers(jobs, remote, portions)


def _cores() -> int:
    # A container may own fewer cores than the machine has; not every system can tell.
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _may_fork() -> bool:
    # In the copy of a process nothing releases the locks that a thread of the original held: it may wait forever.
    # Other start methods would have all content sent to every worker.
    import threading

    return hasattr(os, "fork") and threading.active_count() == 1


def _begun(work: Callable[[], bytes]) -> Callable[[], bytes]:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            with open(writing, "wb") as pipe:
                pipe.write(work())
            os._exit(0)
        finally:
            # Nothing of the copied process is ended, or printed, twice.
            os._exit(1)
    os.close(writing)

    def result() -> bytes:
        with open(reading, "rb") as pipe:
            data = pipe.read()
        _, status = os.waitpid(child, 0)
        # Whatever failed there fails here, too, where its error is seen.
        return work() if status else data

    return result


def _forked(jobs: int, work: Callable[[Sequence[Item]], Result], chunks: list[Sequence[Item]]) -> Iterator[Result]:
    # Imported here because small sites, and builds with nothing to do, need no workers.
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # What exists now is never collected, so that workers do not copy it page by page.
    gc.freeze()
    forking = multiprocessing.get_context("fork")
    # This process is one of the workers: each has a copy of nearly everything before long.
    with ProcessPoolExecutor(jobs - 1, forking, initializer=_Worker.hire, initargs=(work, chunks)) as executor:
        yield from _shared(executor, jobs - 1, work, chunks)


def _shared(
    executor: "Executor", helpers: int, work: Callable[[Sequence[Item]], Result], chunks: Sequence[Sequence[Item]]
) -> Iterator[Result]:
    """Work on each chunk for which no helper is free; results come in the order of the chunks."""
    from concurrent.futures import Future

    waiting: deque[Future[Result]] = deque()
    given: list[Future[Result]] = []
    for number, chunk in enumerate(chunks):
        given = [future for future in given if not future.done()]
        future: Future[Result]
        # One chunk lies ready for each helper, so that none waits until this process has finished its own.
        if len(given) < 2 * helpers:
            future = executor.submit(_Worker.do, number)
            given.append(future)
        else:
            future = Future()
            future.set_result(work(chunk))
        waiting.append(future)
        while waiting and waiting[0].done():
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


class _Worker(Generic[Item, Result]):
    """A worker knows its work, and all chunks of it, from the moment of the fork; only results are sent."""

    work: "Callable[[Sequence[Item]], Result]"
    chunks: "Sequence[Sequence[Item]]"

    @classmethod
    def hire(cls, work: "Callable[[Sequence[Item]], Result]", chunks: "Sequence[Sequence[Item]]") -> None:
        import threading
        from multiprocessing import parent_process

        cls.work, cls.chunks = work, chunks
        threading.Thread(target=_leave_after, args=(parent_process(),), daemon=True).start()

    @classmethod
    def do(cls, number: int) -> "Result":
        return cls.work(cls.chunks[number])


def _leave_after(parent: "BaseProcess | None") -> None:
    # A killed parent stops no workers: they would wait for work forever, and hold its locks.
    if parent is not None:
        parent.join()
        os._exit(1)
