"""The pages in Firefox, which reads them by another engine: they are drawn, their scripts run, and nothing fails."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tornado.ioloop import IOLoop
from tornado.websocket import websocket_connect
from whole_sites import SMALL, Whole, whole_site

PAGES = {
    "": "document.querySelectorAll('.moments a, .entries a').length > 0",
    "entries/shelling/": "document.querySelectorAll('.claim').length > 0",
    "timeline/": "document.querySelectorAll('.band-drawing a[tabindex=\"0\"]').length === 1",
    "timeline/?side=east": "document.querySelectorAll('.filtered .card').length > 0",
    "map/?side=east": "document.querySelectorAll('figure.map .map-disc').length > 0 && !document.querySelector('.map-tools').hidden",
    "search/?q=shelled": "document.querySelectorAll('#found_names li').length > 0",
    "compare/": "!document.querySelector('form.compare').hidden",
}


class Firefox:
    """A Firefox without a window, spoken to in WebDriver BiDi."""

    def __init__(self, address: str) -> None:
        self._loop = IOLoop()
        self._connection = self._loop.run_sync(lambda: websocket_connect(f"{address}/session"))
        self._asked = 0
        self.failures: list[str] = []
        self.ask("session.new", capabilities={})
        self.ask("session.subscribe", events=["log.entryAdded"])
        (context,) = self.ask("browsingContext.getTree")["contexts"]
        self._window = context["context"]

    def ask(self, method: str, **params: object) -> Any:
        self._asked += 1
        self._connection.write_message(json.dumps({"id": self._asked, "method": method, "params": params}))
        while True:
            said = json.loads(self._loop.run_sync(self._connection.read_message, 60) or "{}")
            if said.get("method") == "log.entryAdded" and said["params"]["level"] == "error":
                self.failures.append(said["params"]["text"])
            if said.get("id") == self._asked:
                assert said["type"] == "success", said
                return said["result"]

    def open(self, address: str, width: int) -> None:
        self.ask("browsingContext.setViewport", context=self._window, viewport={"width": width, "height": 800})
        self.ask("browsingContext.navigate", context=self._window, url=address, wait="complete")

    def value(self, expression: str) -> Any:
        target = {"context": self._window}
        found = self.ask("script.evaluate", expression=expression, target=target, awaitPromise=True)
        return found["result"].get("value", found)

    def comes_true(self, expression: str) -> bool:
        """Wait until something is so, by the clock of the page."""
        turns = f"for (let turn = 0; turn < 400 && !({expression}); turn += 1) await new Promise((go) => setTimeout(go, 50));"
        return self.value(f"(async () => {{ {turns} return {expression}; }})()") is True


@contextmanager
def started(folder: Path) -> Iterator[Firefox]:
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    assert program, "this test drives a real Firefox: install firefox-esr (on Debian: apt install firefox-esr)"
    line = [program, "--headless", "--no-remote", "--profile", str(folder), "--remote-debugging-port", "0"]
    with subprocess.Popen(line, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as process:
        assert process.stderr
        try:
            listening = next(said for said in process.stderr if "WebDriver BiDi listening on " in said)
            yield Firefox(listening.partition("listening on ")[2].strip())
        finally:
            process.terminate()


def looked_at(address: str, folder: Path) -> tuple[dict[tuple[str, int], tuple[bool, ...]], list[str]]:
    """Open each page on a phone and a desk: is it drawn, within the window, and with its styles? And what failed?"""
    shown = {}
    with started(folder) as firefox:
        for path, drawn in PAGES.items():
            for width in (360, 1280):
                firefox.open(address + path, width)
                is_drawn = firefox.comes_true(drawn)
                overflow = firefox.value("document.documentElement.scrollWidth - innerWidth")
                is_styled = firefox.value("getComputedStyle(document.querySelector('h1')).fontFamily !== 'serif'")
                shown[path, width] = (is_drawn, overflow <= 0, is_styled)
        return shown, firefox.failures


def test_firefox_draws_every_kind_of_page_and_runs_its_scripts(tmp_path, made_once, served):
    small: Whole = made_once(SMALL, lambda folder: whole_site(SMALL, folder))
    # The thread of the tests has a loop of its own, that of the other browser.
    with ThreadPoolExecutor(1) as thread:
        shown, failures = thread.submit(looked_at, served(small.folder), tmp_path).result()
    assert shown == dict.fromkeys(shown, (True, True, True))
    assert failures == []
