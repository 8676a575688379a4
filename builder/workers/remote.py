"""Send work to workers who inherit nothing: any `concurrent.futures.Executor` will do, on this machine or on others.

The work, with all that it needs, is packed once into a file that they all can read; a task names that file and
carries its chunk."""

import gc
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, wait
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct

from builder.model.errors import BuilderError
from builder.reading.own_code import digest_of_own_code

try:
    import cloudpickle
except ImportError:
    raise BuilderError("an executor of your own needs what `pip install 'dateline[cluster]'` installs") from None

Item = TypeVar("Item")
Result = TypeVar("Result")

# Makes an executor with a number of workers, as a context manager, which executors are themselves.
ExecutorFactory = Callable[[int], AbstractContextManager[Executor]]


class RemoteWorkers(Struct):
    """Workers of an executor, which is opened with the first work."""

    factory: ExecutorFactory
    jobs: int
    folder: Path
    stack: ExitStack
    executor: Executor | None = None

    def map(self, work: Callable[[Sequence[Item]], Result], chunks: Iterable[Sequence[Item]]) -> Iterator[Result]:
        """Do the work on chunks; results come in the order of the chunks, and few of them wait here."""
        executor, packed = self._opened(), _pack(work, self.folder)
        waiting: deque[Future[Result]] = deque()
        try:
            for chunk in chunks:
                waiting.append(executor.submit(_do, packed, chunk))
                if len(waiting) == 2 * self.jobs:
                    yield waiting[0].result()
                    waiting.popleft()
            while waiting:
                yield waiting[0].result()
                waiting.popleft()
        finally:
            # What a failed run made is taken back next, and nobody may be writing then. Nothing is cancelled, as
            # not every executor knows what of that was begun.
            wait(waiting)

    def _opened(self) -> Executor:
        if self.executor is None:
            self.executor = self.stack.enter_context(self.factory(self.jobs))
        return self.executor


@contextmanager
def opened_remote_workers(factory: ExecutorFactory, jobs: int) -> Iterator[RemoteWorkers]:
    """Open workers of an executor, with a private folder for the work that is packed."""
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder, ExitStack() as stack:
        yield RemoteWorkers(factory, jobs, Path(folder), stack)


def _pack(work: object, folder: Path) -> str:
    """Pack work into a file of its own name, behind the digest of the code that is to do it."""
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
        file.write(digest_of_own_code())
        cloudpickle.dump(work, file)
    return file.name


# Where an executor has threads: templates and the Markdown parser fill their caches as they work, and Python
# runs one thread at a time anyway.
_ONE_AT_A_TIME = threading.Lock()


def _do(packed: str, chunk: Sequence[Any]) -> Any:  # The types are those of the work in the file.
    with _ONE_AT_A_TIME, _uncollected():
        return _unpacked(packed)(chunk)


@lru_cache(maxsize=1)
def _unpacked(packed: str) -> Callable[[Sequence[Any]], Any]:
    own = digest_of_own_code()
    try:
        with open(packed, "rb") as file:
            if file.read(len(own)) != own:
                raise BuilderError(
                    "a worker has a different version of Dateline, Python or a library, which could change the "
                    "output: install the same versions everywhere"
                )
            work: Callable[[Sequence[Any]], Any] = cloudpickle.load(file)
    except OSError as error:
        raise BuilderError(
            f"a worker cannot read {packed} ({error.strerror}): workers need the site's folder, the output folder "
            "and the folder for temporary files (TMPDIR) at the same paths as here"
        ) from None
    return work


@contextmanager
def _uncollected() -> Iterator[None]:
    # As in a build of our own: there are no cycles to look for.
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_collecting:
            gc.enable()
