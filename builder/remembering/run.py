"""Remember the results of pure functions: a run looks up the known ones, spreads the others over its workers, and
remembers them too.

Everything expensive is a `Step`: a function of an item, and a digest of all that the function looks at. A step does
not know the memo, the workers or the progress; the run does not know what a step means."""

import gc
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

import msgspec
from msgspec import Struct

from builder.remembering.memo import Memo, MemoRow, opened_memo
from builder.remembering.user_folder import kept_code, mark_of_own_code
from builder.rendering.kept_code import KeptCode
from builder.workers import USUAL_PORTIONS, Portions, Workers, workers_of

if TYPE_CHECKING:
    from builder.workers.remote import ExecutorFactory

Item = TypeVar("Item")
Brief = TypeVar("Brief")
Progress = Callable[[str, int, int], None]
# How many keys are looked up together, so that the results are never all in memory twice.
_CHUNK = 500


class Step(Struct, Generic[Item, Brief], frozen=True):
    """A pure function that is remembered. `digest` covers all that `work` looks at in an item and around it.

    `work` returns a brief, which every run reads, and bytes that only some pages need, such as HTML. `decode` unpacks
    a brief; it is a module-level function, since steps are sent to workers elsewhere. `verb` names the work in
    reports of progress. A brief that does not last, such as that of an unreadable file, is not remembered."""

    kind: str
    digest: Callable[[Item], bytes]
    work: Callable[[Item], tuple[Brief, bytes]]
    decode: Callable[[bytes], Brief]
    verb: str = ""
    lasts: Callable[[Brief], bool] | None = None


class Run(Struct, frozen=True):
    """What a run works with; the clock is read once, before it begins. `code` holds compiled templates."""

    memo: Memo
    workers: Workers
    moment: datetime
    progress: Progress
    code: KeptCode | None

    def remembered(self, step: Step[Item, Brief], items: Sequence[Item]) -> Iterator[Brief]:
        """Return the brief of each item, in order; only unknown ones are computed."""
        keys = [step.digest(item) for item in items]
        known = self.memo.known(step.kind, keys)
        self.memo.keep(keys)
        new = [(key, item) for key, item in zip(keys, items, strict=True) if key not in known]
        with closing(self._worked_out(step, new)) as fresh:
            for start in range(0, len(keys), _CHUNK):
                chunk = keys[start : start + _CHUNK]
                briefs = self.memo.briefs(step.kind, [key for key in chunk if key in known])
                for key, item in zip(chunk, items[start : start + _CHUNK], strict=True):
                    packed = briefs.get(key) if key in known else next(fresh)
                    # The memo was damaged meanwhile.
                    yield step.work(item)[0] if packed is None else step.decode(packed)

    def _worked_out(
        self, step: Step[Item, Brief], items: Sequence[tuple[bytes, Item]]
    ) -> Generator[bytes, None, None]:
        def work(chunk: Sequence[tuple[bytes, Item]]) -> list[MemoRow]:
            return [_row(step, key, item) for key, item in chunk]

        done = 0
        for rows in self.workers.map(work, items):
            self.memo.put(step.kind, [row for row in rows if row.key])
            done += len(rows)
            if step.verb:
                self.progress(step.verb, done, len(items))
            yield from (row.brief for row in rows)


def bytes_of(memo: Memo, step: Step[Item, Brief], item: Item) -> bytes:
    """Return the bytes of a step's result; if the memo has lost them, they are computed again."""
    found = memo.value(step.digest(item))
    return step.work(item)[1] if found is None else found


def _row(step: Step[Item, Brief], key: bytes, item: Item) -> MemoRow:
    brief, value = step.work(item)
    key = key if step.lasts is None or step.lasts(brief) else b""
    return MemoRow(key, msgspec.msgpack.encode(brief), value)


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
    """Open a run whose memo is a file; with None a temporary one, deleted after the run."""
    # An archive has no cycles, and looking for some takes a third of a build.
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        with (
            opened_memo(memo, mark_of_own_code()) as remembered,
            workers_of(jobs, executor, portions) as workers,
        ):
            yield Run(remembered, workers, moment, progress, kept_code() if memo else None)
    finally:
        if was_collecting:
            gc.enable()
