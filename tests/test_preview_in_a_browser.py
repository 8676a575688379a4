"""What an author sees: a page that follows every save by itself, tells what is wrong, and stays where it was."""

from collections.abc import Iterator

import pytest
from browsing import heard
from conftest import Site
from playwright.sync_api import Browser, Page, Route, expect
from test_preview import ENTRY, preview, until  # noqa: F401  # A fixture.

LONG = "\n\n".join(f"Paragraph {number}." for number in range(80))


@pytest.fixture
def followed(browser: Browser) -> Iterator[Page]:
    """A window of its own, which remembers no other preview at the same port, and asks none that has ended."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def opened(site, preview, followed):  # noqa: F811
    def open_page(*options: str) -> tuple[Site, Page]:
        shown = preview(site(ENTRY.format(title="Talks begin", body=f"They met.\n\n{LONG}")), *options)
        page = followed
        page.goto(f"{shown.address}entries/talks/")
        page.evaluate("window.seen = true")
        return shown.site, page

    return open_page


def save(made: Site, title: str, body: str) -> None:
    made.write(ENTRY.format(title=title, body=body))


def test_an_edit_a_mistake_and_its_mending_are_seen_without_touching_the_browser(opened):
    made, page = opened()
    with heard(page, "console") as messages:
        follow_edits(made, page)
    assert [message.text for message in messages] == []


def follow_edits(made: Site, page: Page) -> None:
    page.evaluate("scrollTo({top: 900, behavior: 'instant'})")
    save(made, "Talks go on", f"They met again.\n\n{LONG}")
    expect(page.locator("h1")).to_have_text("Talks go on", timeout=20000)
    expect(page.locator(".body p").first).to_have_text("They met again.")
    assert until(lambda: page.evaluate("scrollY") == 900)
    save(made, "Talks go on", "See [[nobody]].")
    alert = page.locator("#dateline-preview [role=alert]")
    expect(alert).to_contain_text('no entry, actor, place or page is called "nobody"', timeout=20000)
    expect(page.locator(".body p").first).to_have_text("They met again.")
    save(made, "Talks end", "All is well.")
    expect(page.locator(".body")).to_have_text("All is well.", timeout=20000)
    expect(alert).to_have_count(0)


def test_what_is_saved_before_a_page_is_connected_is_seen(site, preview, followed):  # noqa: F811
    shown = preview(site(ENTRY.format(title="Talks begin", body="They met.")))
    page = followed

    def save_first(route: Route) -> None:
        save(shown.site, "Talks go on", "They met again.")
        assert shown.shows("entries/talks/", "Talks go on")
        route.continue_()

    page.route("**/preview.js", save_first, times=1)
    page.goto(f"{shown.address}entries/talks/")
    expect(page.locator("h1")).to_have_text("Talks go on", timeout=20000)


def test_a_style_sheet_is_changed_in_place(opened):
    made, page = opened()
    made.write("-- themes/chronicle/css/print.css --\nh1 { letter-spacing: 7px; }\n")
    expect(page.locator("h1")).to_have_css("letter-spacing", "7px", timeout=20000)
    assert page.evaluate("window.seen") is True


def test_a_page_follows_to_the_entry_that_was_saved_if_that_is_wished(opened):
    made, page = opened("--follow")
    other = "-- content/entries/other.md --\n---\ntitle: Another\ndate: 2023-09-20\nsources: [gazette]\n---\nHere.\n"
    made.write(other)
    expect(page.locator("h1")).to_have_text("Another", timeout=20000)
