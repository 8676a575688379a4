"""Watch a site's folders, and report what was saved in batches: one save at once, a checkout of many files once.

Where the system cannot watch so many folders, or its events do not come (a network mount), files are asked in
turn."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG

from watchfiles import awatch

_WATCHED = ("content", "themes")
# In milliseconds: how long a quiet moment has to be after which what was saved is told; how often files are asked.
_MOMENT = 10
_POLLED = 250
# In seconds: after several files at once, and after one that is empty as yet, more is awaited.
_PAUSE = 0.12
_SEVERAL = 3


@dataclass(frozen=True, slots=True)
class Watch:
    """A watch that is being kept over a site's folders."""

    site: Path
    told: "asyncio.Queue[frozenset[str]]"
    task: "asyncio.Task[None]"

    async def saved(self) -> AsyncIterator[frozenset[str]]:
        """Return the paths (from the site's folder) of what was saved, deleted or moved, batch by batch."""
        while True:
            saved = await self._next()
            while len(saved) > _SEVERAL or _is_being_written(self.site, saved):
                try:
                    # Not `wait_for`: before Python 3.12 it loses a Ctrl-C that comes together with a save.
                    async with asyncio.timeout(_PAUSE):
                        saved |= await self.told.get()
                except TimeoutError:
                    break
            while not self.told.empty():
                saved |= self.told.get_nowait()
            yield saved

    async def _next(self) -> frozenset[str]:
        """Wait for what is saved next, unless watching has failed."""
        waiting = asyncio.create_task(self.told.get())
        done, _ = await asyncio.wait({waiting, self.task}, return_when=asyncio.FIRST_COMPLETED)
        if waiting not in done:
            waiting.cancel()
            self.task.result()
        return await waiting


async def keep_watch(site: Path, polls: bool, tell: Callable[[str], None]) -> Watch:
    """Begin to watch: whatever is saved from now on is reported."""
    told: asyncio.Queue[frozenset[str]] = asyncio.Queue()
    task = asyncio.create_task(_watch(site, polls, tell, told))
    # The task watches as soon as it has to wait for the first time.
    await asyncio.sleep(0)
    return Watch(site, told, task)


async def _watch(site: Path, polls: bool, tell: Callable[[str], None], told: "asyncio.Queue[frozenset[str]]") -> None:
    while not polls:
        folders, is_done = _folders(site), asyncio.Event()
        following = asyncio.create_task(_notice_folders(site, folders, is_done))
        try:
            async for changes in awatch(*folders, debounce=1600, step=_MOMENT, stop_event=is_done):
                told.put_nowait(frozenset(_inside(site, path) for _, path in changes))
        except OSError as error:
            tell(f"this system cannot watch so many folders ({error}): files are checked every {_POLLED} ms instead")
            polls = True
        finally:
            following.cancel()
        for folder in set(_folders(site)).difference(folders):
            told.put_nowait(frozenset(_inside(site, str(file)) for file in folder.rglob("*") if file.is_file()))
    await _look_in_turn(site, told)


async def _look_in_turn(site: Path, told: "asyncio.Queue[frozenset[str]]") -> None:
    """Compare the stamps of all files again and again, to the nanosecond."""
    before = _stamps(site)
    while True:
        await asyncio.sleep(_POLLED / 1000)
        after = await asyncio.to_thread(_stamps, site)
        changed = {path for path, _ in before.items() ^ after.items()}
        if changed:
            told.put_nowait(frozenset(changed))
        before = after


def _stamps(site: Path) -> dict[str, tuple[int, int, int, int]]:
    stamps = {}
    for folder in _folders(site):
        for file in folder.rglob("*"):
            # A file may be gone between being listed and being asked.
            with suppress(OSError):
                found = file.stat()
                if S_ISREG(found.st_mode):
                    stamps[_inside(site, str(file))] = (
                        found.st_mtime_ns,
                        found.st_size,
                        found.st_ino,
                        found.st_ctime_ns,
                    )
    return stamps


async def _notice_folders(site: Path, folders: list[Path], is_done: asyncio.Event) -> None:
    """Return when one of the folders appears or is gone: then others are to be watched."""
    async for _ in awatch(site, recursive=False):
        if _folders(site) != folders:
            is_done.set()


def _folders(site: Path) -> list[Path]:
    return [site / name for name in _WATCHED if (site / name).is_dir()]


def _inside(site: Path, path: str) -> str:
    return Path(path).relative_to(site).as_posix()


def _is_being_written(site: Path, saved: frozenset[str]) -> bool:
    """Return whether a file is empty, as it is between being opened and being written."""
    try:
        return any((site / path).stat().st_size == 0 for path in saved if path.endswith((".md", ".yaml")))
    except OSError:
        return False
