"""Show how far long work is, as a bar on a terminal."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache, partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from builder.remembering.run import Progress, no_progress

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

_STAGES = MappingProxyType(
    {"read": "reading", "typeset": "typesetting", "write": "writing", "send": "sending", "verify": "comparing"}
)
# Work that is done sooner than this is not worth a bar.
_WORTH_A_BAR = 400


@contextmanager
def shown_progress() -> Iterator[Progress]:
    """Show a progress bar for long work on a terminal."""
    if not sys.stderr.isatty():
        yield no_progress
        return
    with ExitStack() as stack:
        bars = cache(partial(_shown_bar, stack))
        tasks: dict[str, TaskID] = {}

        def advance(stage: str, done: int, whole: int) -> None:
            if whole < _WORTH_A_BAR:
                return
            if stage not in tasks:
                tasks[stage] = bars().add_task(_STAGES.get(stage, stage), total=whole)
            bars().update(tasks[stage], completed=done, refresh=True)

        yield advance


def _shown_bar(stack: ExitStack) -> "Bar":
    # Small sites, and builds with nothing to do, are spared the import.
    from rich.console import Console
    from rich.progress import Progress as Bar

    # Refreshed when there is progress, and not by a thread, as a process that has threads must not fork.
    return stack.enter_context(Bar(console=Console(stderr=True), transient=True, auto_refresh=False))
