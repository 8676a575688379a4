"""Preview a site while it is written: serve it from memory, and reload open pages after each save.

livereload is the transport to the browser; watching, rendering and serving are ours, so that a save shows within
milliseconds, a mistake shows on the page that has it, and no other site can read what is served."""

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
from builder.preview.server import LOOPBACK, PreviewState, listen, send
from builder.preview.shown_site import ShownSite, SiteUpdate
from builder.preview.watching import keep_watch

# Seconds without a save before the whole site is checked.
_QUIET = 0.4


@dataclass(frozen=True, slots=True)
class PreviewOptions:
    """The options of a preview: address, whether drafts are shown, saves followed and files polled.

    `editor` is a command, or an address with `{file}` and `{line}`; None opens nothing."""

    host: str = LOOPBACK[0]
    port: int = 5500
    shows_early: bool = True
    follows: bool = False
    polls: bool = False
    editor: str | None = None


@dataclass(frozen=True, slots=True)
class Reporter:
    """Where the preview reports: each update, the address that it serves, and anything else."""

    update: Callable[[SiteUpdate], None]
    address: Callable[[str], None]
    note: Callable[[str], None]


def serve(site: Path, options: PreviewOptions, clock: Callable[[], datetime], reporter: Reporter) -> None:
    """Serve a site until the process is ended."""
    site = site.absolute()
    shown = ShownSite(site, clock, options.shows_early)
    asyncio.run(_serve(PreviewState(site, options.host, shown, _opener(options.editor)), options, reporter))


async def _serve(preview: PreviewState, options: PreviewOptions, reporter: Reporter) -> None:
    # A save during the first reading is reported after it.
    watch = await keep_watch(preview.site, options.polls, reporter.note)
    preview.shown.update()
    server, port = listen(preview, options.port, reporter.note)
    host = f"[{options.host}]" if ":" in options.host else options.host
    reporter.address(f"http://{host}:{port}/")
    if preview.shown.problems:
        first, count = preview.shown.problems[0], len(preview.shown.problems)
        more = f", and {count - 1} more" if count > 1 else ""
        reporter.note(f"not shown until this is corrected: {first if first.file else first.says}{more}")
    reviewing = asyncio.create_task(_review(preview))
    try:
        async for paths in watch.saved():
            # No request is answered meanwhile, so no page is made of half an update.
            update = preview.shown.update(paths)
            send(_message(update, options.follows))
            reporter.update(update)
            reviewing.cancel()
            reviewing = asyncio.create_task(_review(preview))
    finally:
        watch.task.cancel()
        reviewing.cancel()
        server.stop()


async def _review(preview: PreviewState) -> None:
    """Check the whole site once nothing has been saved for a moment, and have open pages show what was found."""
    await asyncio.sleep(_QUIET)
    found = await review(preview.site)
    if found != preview.found:
        preview.found = found
        send({"command": "findings"})


def _message(update: SiteUpdate, follows: bool) -> dict[str, object]:
    message: dict[str, object] = {"command": "reload", "path": "*", "liveCSS": True}
    if update.stylesheet:
        message["stylesheet"] = f"/{update.stylesheet}"
    elif follows and update.address:
        message["follow"] = f"/{quote(update.address, safe='/#')}"
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
