"""Run `dateline build`, and report what came of it.

A plain build needs no click, and one that nothing stops none of what reports problems: neither is imported."""

import errno
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from builder.building import pipeline
from builder.building.results import Built
from builder.cli.manners import DONE, TO_MEND, now, output_folder, told
from builder.cli.outcome import asides, outcome
from builder.cli.plain_words import is_folder, plain_folders
from builder.cli.progress import shown_progress
from builder.cli.terminal import say
from builder.cli.visible import visible_line
from builder.publishing.untouched import MEMO

if TYPE_CHECKING:
    from builder.workers.remote import ExecutorFactory


def built_plainly(words: Sequence[str]) -> int | None:
    """Run a plain build as click would, and return its exit code; None where there is more to the command."""
    folders = plain_folders(words)
    if folders is None or not all(map(is_folder, filter(None, folders))):
        return None
    site, output = folders
    try:
        return build_site(Path(site), Path(output) if output else None)
    except KeyboardInterrupt:
        say("\nAborted!", err=True)
    except OSError as error:
        if error.errno != errno.EPIPE:
            raise
        _drain()
    return TO_MEND


def _drain() -> None:
    # Nobody reads on; what is left in a stream must not be written again at exit.
    for stream in (sys.stdout, sys.stderr):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def build_site(
    site: Path,
    output: Path | None,
    as_json: bool = False,
    jobs: int | None = None,
    uses_cache: bool = True,
    explained: str | None = None,
    executor: str | None = None,
) -> int:
    """Build a site, report what was written or what stopped it, and return the exit code."""
    started = time.perf_counter()
    with told():
        target = output_folder(site, output)
        factory = _executor(executor) if executor else None
        with shown_progress() as progress:
            built = pipeline.build(
                site, target, now(), progress, jobs, uses_cache, explained=explained, executor=factory
            )
    tell_build(built, site, target, time.perf_counter() - started, as_json)
    return DONE if built.published else TO_MEND


def _executor(name: str) -> "ExecutorFactory":
    from builder.cli.executor import named_executor

    return named_executor(name)


def tell_build(built: Built, site: Path, output: Path, seconds: float, as_json: bool) -> None:
    """Print what a build wrote, or what stopped it."""
    published = built.published
    if built.cache_was_ignored:
        says = f"{MEMO}* is damaged or was not made by you on this machine: its contents are computed again"
        say(f"ignored: {says}", err=True)
    if published is None or as_json:
        from builder.cli.telling import tell_result

        tell_result(built, site, seconds, as_json)
        return
    for aside in asides(output.name, published.foreign, built.report.counts.items()):
        say(visible_line(aside), err=True)
    if published.is_unsigned:
        say("the signature was for a different manifest and was removed: run `dateline sign` again", err=True)
    say(outcome(published.written, published.unchanged, published.removed, seconds))
    if built.explanation:
        say(built.explanation)
