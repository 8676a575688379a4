"""A real browser, and the static host that it asks: one window for all tests of a worker."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

# Without these Chromium asks hosts of its own at every start, and cannot be run as root.
_CHROMIUM_ALONE = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
# What checks pages and books in Java is over before its better compiler has paid, and is no stranger's code.
JAVA = (
    "java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:+UnlockDiagnosticVMOptions",
    "-XX:-BytecodeVerificationRemote",
)  # fmt: skip
AS_USUAL = {
    "media": "screen", "color_scheme": "light", "forced_colors": "none", "contrast": "no-preference",
    "reduced_motion": "no-preference",
}  # fmt: skip
_DESK = {"width": 1280, "height": 720}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real browser: the machine's Chromium, without a window.

    Built for that, as Debian has it, it loads a page in a third of the processor time."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    place = next(filter(None, map(shutil.which, names)), None)
    assert place, "these tests drive a real browser: install chromium (on Debian: apt install chromium)"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=place, args=list(_CHROMIUM_ALONE))
        yield chromium
        chromium.close()


# To open a window costs as much as to look at ten pages: where a renderer stays, so does what it has compiled.
@pytest.fixture(scope="session")
def window(browser: Browser) -> Page:
    return browser.new_context().new_page()


@pytest.fixture(scope="session")
def window_without_script(browser: Browser) -> Page:
    return browser.new_context(java_script_enabled=False).new_page()


@pytest.fixture
def page(window: Page) -> Iterator[Page]:
    """Look at pages as on a desk; a script that fails fails the test."""
    yield from _looked_at(window)


@pytest.fixture
def page_without_script(window_without_script: Page) -> Iterator[Page]:
    yield from _looked_at(window_without_script)


@contextmanager
def heard(window: Page, event: str) -> Iterator[list[Any]]:
    """Collect what comes of an event of a window, such as `console` or `request`."""
    found: list[Any] = []

    def note(what: object) -> None:
        found.append(what)

    window.on(event, note)
    yield found
    window.remove_listener(event, note)


def _looked_at(window: Page) -> Iterator[Page]:
    """Leave nothing to the next test: each site has a host of its own, so nothing that a page keeps is met again."""
    window.set_viewport_size(_DESK)
    window.emulate_media(**AS_USUAL)
    with heard(window, "pageerror") as failures:
        yield window
    for other in window.context.pages:
        if other != window:
            other.close()
    window.context.unroute_all()
    window.unroute_all()
    window.context.set_offline(False)
    assert failures == []


@pytest.fixture(scope="session")
def served() -> Callable[[Path], str]:
    """Serve a published folder on loopback, as a static host would; give its address."""

    def serve(folder: Path) -> str:
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Host, directory=folder))
        # It ends with the worker: who would end it before waits for its thread, and there are dozens of them.
        Thread(target=server.serve_forever, args=(None,), daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}/"

    return serve


class _Host(SimpleHTTPRequestHandler):
    """A static host that keeps what it does to itself."""

    def log_message(self, format: str, *values: object) -> None:
        pass
