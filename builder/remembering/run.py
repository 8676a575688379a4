"""One run: its memo, its workers, the moment at which it began, and who hears of its progress."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from builder.reading.own_code import digest_of_own_code
from builder.remembering.memo import Memo, opened_memo
from builder.workers import USUAL_PORTIONS, Portions, Workers, workers_of

if TYPE_CHECKING:
    from builder.workers.remote import ExecutorFactory

Progress = Callable[[str, int, int], None]


class Run(Struct, frozen=True):
    """What a run works with; the clock is read once, before it begins."""

    memo: Memo
    workers: Workers
    moment: datetime
    progress: Progress


def no_progress(stage: str, done: int, whole: int) -> None:
    """Report nothing."""


@contextmanager
def opened_run(
    memo: Path | None,
    moment: datetime,
    progress: Progress = no_progress,
    jobs: int | None = None,
    executor: "ExecutorFactory | None" = None,
    portions: Portions = USUAL_PORTIONS,
) -> Iterator[Run]:
    """Open a run that remembers in a file; None: in a temporary one, which goes with the run."""
    # An archive has no cycles, and looking for some takes a third of a build.
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        with (
            opened_memo(memo, digest_of_own_code()) as remembered,
            workers_of(jobs, executor, portions) as workers,
        ):
            yield Run(remembered, workers, moment, progress)
    finally:
        if was_collecting:
            gc.enable()
