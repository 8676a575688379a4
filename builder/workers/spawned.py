"""Workers that are started, and not copied: for systems on which no process can be forked."""

from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from contextlib import AbstractContextManager

    from builder.workers.remote import ExecutorFactory


def spawned_workers() -> "ExecutorFactory | None":
    """Return what starts them; None where what packs their work (extra `cluster`) is not installed."""
    return _executor if find_spec("cloudpickle") is not None else None


def _executor(jobs: int) -> "AbstractContextManager[Executor]":
    # Small sites hire nobody, and are spared these.
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    return ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"))
