"""The same in a real browser with the policy of the pages taken out: nothing of what was pasted runs or is asked for."""

import re
from collections.abc import Callable
from pathlib import Path

from cases import read_case, write_case
from playwright.sync_api import Browser

# Cases with something that would run, by whose files pages are made.
SAMPLE = ("markup-in-texts", "markup-in-names", "raw-html", "json-ld-ends-script", "entities", "template-in-text")
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>', re.IGNORECASE)
RUNS = "<script>alert(1)</script>"


def test_nothing_that_was_pasted_runs(browser: Browser, served: Callable[[Path], str], tmp_path: Path):
    asked: list[str] = []
    for name in SAMPLE:
        site = write_case(read_case(name), tmp_path / name)
        assert site.build().published
        pages = without_policy(site.public)
        assert RUNS not in "".join(page.read_text("utf-8") for page in pages)
        assert (
            opened(browser, served(site.public), [page.relative_to(site.public).as_posix() for page in pages], asked)
            == []
        )
    assert asked == []


def test_the_same_browser_would_run_it(browser: Browser, served: Callable[[Path], str], tmp_path: Path):
    (tmp_path / "index.html").write_text(f"<!DOCTYPE html><title>A</title>{RUNS}", "utf-8")
    assert opened(browser, served(tmp_path), ["index.html"], []) == ["index.html: 1"]


def without_policy(public: Path) -> list[Path]:
    """Take the policy out of all pages of a site: what it would have stopped is seen."""
    pages = sorted(public.rglob("*.html"))
    for page in pages:
        page.write_text(POLICY.sub("", page.read_text("utf-8")), "utf-8")
    return pages


def opened(browser: Browser, address: str, paths: list[str], asked: list[str]) -> list[str]:
    """Open pages, and list what they say in dialogs; what they ask other hosts for is added to `asked`."""
    said: list[str] = []
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.on("request", lambda request: None if request.url.startswith(address) else asked.append(request.url))
    for path in paths:
        page.once("dialog", lambda dialog, path=path: (said.append(f"{path}: {dialog.message}"), dialog.accept()))
        page.goto(f"{address}{path}")
        # What is waited for by a pointer or the keyboard gets it.
        page.mouse.move(200, 200)
        page.keyboard.press("Tab")
    context.close()
    return said
