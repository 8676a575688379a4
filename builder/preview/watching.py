"""Watch a site's folders, and tell what was saved in batches: one save at once, a checkout of many files once.

Where the system cannot watch so many folders, or its events do not come (a network mount), files are asked in
turn."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from watchfiles import awatch

_WATCHED = ("content", "themes")
# In milliseconds: how long a quiet moment has to be after which what was saved is told.
_MOMENT = 10
# In seconds: after several files at once, and after one that is empty as yet, more is awaited.
_PAUSE = 0.12
_SEVERAL = 3


async def saved_files(site: Path, polls: bool, tell: Callable[[str], None]) -> AsyncIterator[frozenset[str]]:
    """Give the paths (from the site's folder) of what was saved, deleted or moved, batch by batch."""
    told: asyncio.Queue[frozenset[str]] = asyncio.Queue()
    watching = asyncio.create_task(_watch(site, polls, tell, told))
    try:
        while True:
            saved = await _next(told, watching)
            while len(saved) > _SEVERAL or _is_being_written(site, saved):
                try:
                    saved |= await asyncio.wait_for(told.get(), _PAUSE)
                except TimeoutError:
                    break
            while not told.empty():
                saved |= told.get_nowait()
            yield saved
    finally:
        watching.cancel()


async def _next(told: asyncio.Queue[frozenset[str]], watching: asyncio.Task[None]) -> frozenset[str]:
    """Wait for what is saved next, unless watching has failed."""
    waiting = asyncio.create_task(told.get())
    done, _ = await asyncio.wait({waiting, watching}, return_when=asyncio.FIRST_COMPLETED)
    if waiting not in done:
        waiting.cancel()
        watching.result()
    return await waiting


async def _watch(site: Path, polls: bool, tell: Callable[[str], None], told: asyncio.Queue[frozenset[str]]) -> None:
    while True:
        folders = [site / name for name in _WATCHED if (site / name).is_dir()]
        try:
            async for changes in awatch(
                *folders, debounce=1600, step=_MOMENT, force_polling=polls, poll_delay_ms=250
            ):
                told.put_nowait(frozenset(_inside(site, path) for _, path in changes))
                if [site / name for name in _WATCHED if (site / name).is_dir()] != folders:
                    break
        except OSError as error:
            if polls:
                raise
            tell(f"this system cannot watch so many folders ({error}): files are looked at every 250 ms instead")
            polls = True


def _inside(site: Path, path: str) -> str:
    return Path(path).relative_to(site).as_posix()


def _is_being_written(site: Path, saved: frozenset[str]) -> bool:
    """Tell whether a file is empty, as it is between being opened and being written."""
    try:
        return any((site / path).stat().st_size == 0 for path in saved if path.endswith((".md", ".yaml")))
    except OSError:
        return False
