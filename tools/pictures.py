"""Make the pictures of the README: a month of the publication in content/, and a short film of a real run.

`python tools/pictures.py` builds both sites, runs the commands that the film shows, and has the machine's Chromium
look at what came of them: docs/site.webp and docs/demo.webp."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from html import escape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread

from PIL import Image
from playwright.sync_api import Page, sync_playwright

HOUSE = Path(__file__).parent.parent
_SIZE = {"width": 960, "height": 540}
_TERMINAL = """<meta charset="utf-8"><style>
body { margin: 0; background: #1b1f23; color: #e6e6e6; font: 14px/1.5 "Noto Sans Mono", monospace }
pre { margin: 0; padding: 20px; white-space: pre-wrap; font: inherit }
b { color: #9ecbff; font-weight: 600 } i { color: #9aa4ad }
</style><pre>%s</pre>"""
_ENTRY = "content/entries/2021-05-02-gates-closed.md"
# Milliseconds that a picture stands.
_SHORT, _LONG = 1_200, 4_500


def dateline(folder: Path, command: str) -> str:
    """Run a command in a folder; return what it prints."""
    environment = {**os.environ, "PYTHONPATH": str(HOUSE), "COLUMNS": "92", "CI": ""}
    line = [sys.executable, "-m", "builder", *command.split()]
    return subprocess.run(line, cwd=folder, env=environment, capture_output=True, text=True, check=False).stdout


def transcripts(folder: Path) -> Iterator[tuple[str, int]]:
    """Begin a site, make a mistake, be told of it, and build: what the terminal shows, and how long."""
    entry = folder / _ENTRY
    for remark, command, wrong, right in (
        ("a chronology to begin from", "new site --starter newsroom", "", ""),
        ("a slip of the pen", "check", "sources: [courier-gates,", "sources: [courier-gate,"),
        ("corrected", "check", "sources: [courier-gate,", "sources: [courier-gates,"),
        ("and published", "build", "", ""),
    ):
        if wrong:
            entry.write_text(entry.read_text("utf-8").replace(wrong, right), "utf-8")
        typed = f"<i># {remark}</i>\n<b>$ dateline {command}</b>\n"
        yield typed, _SHORT
        yield typed + escape(dateline(folder, command)), _LONG


def served(folder: Path) -> ThreadingHTTPServer:
    """Hand out a folder on this machine."""
    handler = partial(_Quiet, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    return server


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Print nothing."""


def picture(page: Page) -> Image.Image:
    return Image.open(BytesIO(page.screenshot())).convert("RGB")


def film(page: Page, to: Path) -> None:
    """Film a run in a terminal, and the pages that come of it."""
    frames: list[tuple[Image.Image, int]] = []
    with tempfile.TemporaryDirectory() as folder:
        for shown, stands in transcripts(Path(folder)):
            page.set_content(_TERMINAL % shown)
            frames.append((picture(page), stands))
        server = served(Path(folder, "public"))
        for address in ("", "entries/2021-05-02-gates-closed/", "questions/stayed-away/"):
            page.goto(f"http://127.0.0.1:{server.server_port}/{address}")
            frames.append((picture(page), _LONG))
        page.mouse.wheel(0, 420)
        page.wait_for_function("scrollY > 300")
        frames.append((picture(page), _LONG))
        server.shutdown()
    first, *others = [frame for frame, _ in frames]
    durations = [stands for _, stands in frames]
    first.save(to, save_all=True, append_images=others, duration=durations, loop=0, quality=70, method=6)


def still(page: Page, to: Path) -> None:
    """Picture a month of the publication in this repository."""
    with tempfile.TemporaryDirectory() as folder:
        dateline(HOUSE, f"build --no-cache --output {folder}/public")
        server = served(Path(folder, "public"))
        page.goto(f"http://127.0.0.1:{server.server_port}/timeline/2023/09/")
        day = page.get_by_role("heading", name="EU and United States call on Azerbaijan").first
        day.evaluate("heading => scrollBy(0, heading.getBoundingClientRect().top - 60)")
        picture(page).save(to, quality=80, method=6)
        server.shutdown()


def main() -> None:
    """Make both pictures."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("these pictures are taken by a browser: install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport=_SIZE)
        film(page, HOUSE / "docs/demo.webp")
        still(page, HOUSE / "docs/site.webp")
        browser.close()


if __name__ == "__main__":
    main()
