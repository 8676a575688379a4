"""Show a site while it is written: it stands in memory, and a save is seen as soon as its page is asked for again.

livereload is the transport to the browser; watching, making pages and serving are ours, so that a save is seen at
once, a mistake is shown where one looks, and no other site can read what is served."""

import asyncio
import shlex
import subprocess
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from builder.preview.reviewing import review
from builder.preview.server import LOOPBACK, Show, listen, send
from builder.preview.stage import Shift, Stage
from builder.preview.watching import keep_watch

# In seconds: a check of the whole site begins when nothing was saved for so long.
_QUIET = 0.4


@dataclass(frozen=True, slots=True)
class PreviewOptions:
    """What an author wishes: where to listen, whether to show what is not published, to follow saves, to poll files.

    `editor` is a command, or an address with `{file}` and `{line}`; None where there is none to be opened."""

    host: str = LOOPBACK[0]
    port: int = 5500
    shows_early: bool = True
    follows: bool = False
    polls: bool = False
    editor: str | None = None


@dataclass(frozen=True, slots=True)
class Reporter:
    """Whom the preview tells: what came of a save, where it is to be seen, and whatever else happens."""

    shift: Callable[[Shift], None]
    address: Callable[[str], None]
    note: Callable[[str], None]


def serve(site: Path, wishes: PreviewOptions, clock: Callable[[], datetime], voice: Reporter) -> None:
    """Serve a site until the process is ended."""
    site = site.absolute()
    stage = Stage(site, clock, wishes.shows_early)
    asyncio.run(_serve(Show(site, wishes.host, stage, _opener(wishes.editor)), wishes, voice))


async def _serve(show: Show, wishes: PreviewOptions, voice: Reporter) -> None:
    # What is saved while everything is read for the first time is told afterwards.
    watch = await keep_watch(show.site, wishes.polls, voice.note)
    show.stage.update()
    server, port = listen(show, wishes.port, voice.note)
    host = f"[{wishes.host}]" if ":" in wishes.host else wishes.host
    voice.address(f"http://{host}:{port}/")
    if show.stage.problems:
        first, count = show.stage.problems[0], len(show.stage.problems)
        more = f", and {count - 1} more" if count > 1 else ""
        voice.note(f"not shown until this is corrected: {first if first.file else first.says}{more}")
    reviewing = asyncio.create_task(_review(show))
    try:
        async for paths in watch.saved():
            # No request is answered meanwhile: nobody gets a page of what was before, or of half of it.
            shift = show.stage.update(paths)
            send(_message(shift, wishes.follows))
            voice.shift(shift)
            reviewing.cancel()
            reviewing = asyncio.create_task(_review(show))
    finally:
        watch.task.cancel()
        reviewing.cancel()
        server.stop()


async def _review(show: Show) -> None:
    """Check the whole site once nothing has been saved for a moment, and have open pages show what was found."""
    await asyncio.sleep(_QUIET)
    found = await review(show.site)
    if found != show.found:
        show.found = found
        send({"command": "findings"})


def _message(shift: Shift, follows: bool) -> dict[str, object]:
    message: dict[str, object] = {"command": "reload", "path": "*", "liveCSS": True}
    if shift.stylesheet:
        message["stylesheet"] = f"/{shift.stylesheet}"
    elif follows and shift.address:
        message["follow"] = f"/{quote(shift.address, safe='/#')}"
    return message


def _opener(editor: str | None) -> Callable[[Path, int], None] | None:
    if not editor:
        return None

    def open_file(file: Path, line: int) -> None:
        if "://" in editor:
            webbrowser.open(editor.replace("{file}", quote(str(file))).replace("{line}", str(line)))
            return
        words = [word.replace("{file}", str(file)).replace("{line}", str(line)) for word in shlex.split(editor)]
        if "{file}" not in editor:
            words.append(str(file))
        with suppress(OSError):
            subprocess.Popen(words)

    return open_file
