"""The same in a real browser with the policy of the pages taken out: nothing of what was pasted runs or is asked for."""

import re
from collections.abc import Callable
from pathlib import Path

from browsing import heard
from cases import read_case, write_case
from playwright.sync_api import Dialog, Page

# Cases with something that would run, by whose files pages are made.
SAMPLE = ("markup-in-texts", "markup-in-names", "raw-html", "json-ld-ends-script", "entities", "template-in-text")
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>', re.IGNORECASE)
RUNS = "<script>alert(1)</script>"


def test_nothing_that_was_pasted_runs(page: Page, served: Callable[[Path], str], tmp_path: Path):
    seen: set[tuple[str, str]] = set()
    for name in SAMPLE:
        site = write_case(read_case(name), tmp_path / name)
        assert site.build().published
        pages = without_policy(site.public)
        assert RUNS not in "".join(pages.values())
        # What is the same in another case, such as the page for what is not there, was looked at with that.
        paths = [path for path, text in pages.items() if (path, text) not in seen]
        seen |= {*pages.items()}
        assert opened(page, served(site.public), paths) == ([], [])
    assert len(seen) > 50


def test_the_same_browser_would_run_it(page: Page, served: Callable[[Path], str], tmp_path: Path):
    picture = '<img src="http://127.0.0.2:9/a.png">'
    (tmp_path / "index.html").write_text(f"<!DOCTYPE html><title>A</title>{picture}{RUNS}", "utf-8")
    assert opened(page, served(tmp_path), ["index.html"]) == (["index.html: 1"], ["http://127.0.0.2:9/a.png"])


def without_policy(public: Path) -> dict[str, str]:
    """Take the policy out of all pages of a site, and return them: what it would have stopped is seen."""
    pages = {}
    for place in sorted(public.rglob("*.html")):
        text = pages[place.relative_to(public).as_posix()] = POLICY.sub("", place.read_text("utf-8"))
        place.write_text(text, "utf-8")
    return pages


def opened(page: Page, address: str, paths: list[str]) -> tuple[list[str], list[str]]:
    """Open pages; list what they say in dialogs, and what they ask other hosts for."""
    said: list[str] = []
    with heard(page, "request") as asked:
        for path in paths:

            def note(dialog: Dialog, path: str = path) -> None:
                said.append(f"{path}: {dialog.message}")
                dialog.accept()

            page.on("dialog", note)
            page.goto(f"{address}{path}")
            # What is waited for by a pointer or the keyboard gets it.
            page.mouse.move(200, 200)
            page.keyboard.press("Tab")
            page.remove_listener("dialog", note)
    return said, [request.url for request in asked if not request.url.startswith(address)]
