"""A ledger as it stood on a day: `made` alone says what had been said, and what says no day stands apart."""

import re
from collections.abc import Callable
from pathlib import Path

import html5lib
import pytest
from conftest import NOW, TWO_SIDES, Site
from playwright.sync_api import Page
from test_days import of_class, words
from test_publishing import held

from builder.building.pipeline import build

GROWING = (
    TWO_SIDES
    + """
-- content/questions/dead.md --
---
title: How many died?
---
-- content/entries/fire.md --
---
title: A fire
date: 2023-09-20
published: 2023-10-01
sources: [review]
claims:
  - {id: last, by: east, question: dead, made: 2023-10-05, as_of: 2023-10-05, text: "It was 20.", sources: courier,
     killed: 20, supersedes: first, recorded: 2024-01-02}
  - {id: first, by: east, question: dead, made: 2023-09-20T18:00+04:00, as_of: 2023-09-20, text: It was 7., sources: courier,
     killed: 7}
  - {id: other, by: west, question: dead, made: "[..2023-09-22]", as_of: 2023-09-20, text: It was 2., sources: review,
     killed: 2}
  - {id: about, by: west, question: dead, made: 2023-09-21~, text: It was some., sources: review, killed: some, words: some}
  - {id: span, by: west, made: 2023-09-20/2023-09-21, text: It burns., sources: review}
  - {id: never, by: observers, text: There was a fire., sources: post}
---
"""
)


@pytest.fixture(scope="session")
def made(made_once) -> Callable[[str], Site]:
    """Build the site in a theme when it is first asked for: nobody changes it."""

    def make(folder: Path, theme: str) -> Site:
        made = Site(folder).write(GROWING.replace("url:", f"theme: {theme}\ndata: true\nlanguages: [en, ar]\nurl:"))
        assert (built := made.build()).published, built.problems
        return made

    return lambda theme: made_once(f"as-of-{theme}", lambda folder: make(folder, theme))


def ledger(html: str) -> list[tuple[str, str | None, list[str]]]:
    """Read a ledger: each day in it, its number, and what was said."""
    return [
        (
            words(of_class(day, "said-on")[0]),
            day.get("data-day"),
            [words(text) for text in of_class(day, "claim-text")],
        )
        for day in of_class(html5lib.parse(html, namespaceHTMLElements=False), "said-day")
    ]


def line(html: str) -> list[tuple[str, str]]:
    found = of_class(html5lib.parse(html, namespaceHTMLElements=False), "line-of-days")[0]
    return [(words(item), item.find("a").get("href")) for item in found.iter("li")]


ON_DEAD = [
    ("20 September 2023", "19620", ["It was 7."]),
    ("5 October 2023", "19635", ["It was 20."]),
    ("on or before 22 September 2023", "19622", ["It was 2."]),
    ("about 21 September 2023", None, ["It was some."]),
]


def test_the_days_on_which_something_was_said_are_headings_in_their_order(made):
    page = made("chronicle").page
    assert ledger(page("questions/dead/")) == ON_DEAD
    alone = [
        ("20–21 September 2023", "19621", ["It burns."]),
        ("Date of statement not known", None, ["There was a fire."]),
    ]
    assert ledger(page("entries/fire/")) == ON_DEAD + alone


def test_a_line_above_tells_the_days_and_what_stands_apart(made):
    page = made("chronicle").page
    assert line(page("entries/fire/")) == [
        ("20 September 2023 1", "#first"),
        ("21 September 2023 1", "#span"),
        ("22 September 2023 1", "#other"),
        ("5 October 2023 1", "#last"),
    ]
    assert line(page("questions/dead/"))[0] == ("20 September 2023 1", "#fire_first")
    assert "2 statements have no certain date. They are listed separately and always shown." in page("entries/fire/")


def test_what_was_said_on_one_day_has_no_line(site):
    made = site(GROWING.replace("made: 2023-10-05", "made: 2023-09-20"))
    made.write(
        "-- content/entries/fire.md --\n---\ntitle: F\ndate: 2023-09-20\nsources: [review]\nclaims:\n"
        "  - {by: east, made: 2023-09-20, text: One., sources: review}\n  - {by: east, text: Two., sources: review}\n---\n"
    )
    made.build()
    assert 'class="line-of-days"' not in made.page("entries/fire/")


@pytest.mark.parametrize("theme", ["chronicle", "wire"])
def test_a_feed_tells_what_changed_in_the_claims(made, theme):
    published = made(theme).published()
    feed = published["questions/feed.xml"].decode()
    told = [
        re.search(
            "<title>(.*?)</title>\n<id>(.*?)</id>.*?<updated>(.*?)</updated>\n<summary>(.*?)</summary>", item, re.S
        ).groups()
        for item in feed.split("<entry>")[1:]
    ]
    assert told == [
        (
            "Eastmarch: How many died?",
            "https://example.org/entries/fire/#last",
            "2024-01-02T00:00:00Z",
            "It was 7. → It was 20.",
        ),
        ("Westmarch: How many died?", "https://example.org/entries/fire/#other", "2023-10-01T00:00:00Z", "It was 2."),
        ("Eastmarch: How many died?", "https://example.org/entries/fire/#first", "2023-10-01T00:00:00Z", "It was 7."),
        ("Westmarch: It burns.", "https://example.org/entries/fire/#span", "2023-10-01T00:00:00Z", "It burns."),
    ]
    assert "https://example.org/questions/feed.json" in published["questions/feed.json"].decode()
    assert 'href="../questions/feed.xml"' in published["questions/index.html"].decode()
    assert "ar/questions/feed.xml" in published


def test_a_day_that_comes_to_be_known_moves_a_statement_in_every_page(site, tmp_path: Path):
    (made := site(GROWING)).build()
    entry = made.folder / "content/entries/fire.md"
    entry.write_text(entry.read_text("utf-8").replace("made: 2023-09-21~", "made: 2023-09-21"), "utf-8")
    made.build()
    assert ("21 September 2023", "19621", ["It was some."]) in ledger(made.page("questions/dead/"))
    build(made.folder, tmp_path / "clean", NOW, uses_cache=False)
    assert held(made.public) == held(tmp_path / "clean")


def test_a_slider_hides_what_came_later_and_the_address_keeps_the_day(
    made, page: Page, served: Callable[[Path], str]
):
    def shown() -> list[str]:
        return [text.inner_text() for text in page.locator(".claim-text:visible").all()]

    root = served(made("chronicle").public)
    page.goto(f"{root}ar/questions/dead/?by=2023-09-25")
    page.locator(".line-of-days form").wait_for()
    assert shown() == ["It was 7.", "It was 2.", "It was some."]
    assert page.locator(".line-of-days output").inner_text() == page.locator(".line-of-days a").nth(1).inner_text()
    # What a later statement did to an earlier one had not been done yet.
    assert [link.inner_text() for link in page.locator(".fate a:visible, .replaced:visible").all()] == []
    assert page.locator(".steps tbody tr:visible").count() == 3
    page.locator(".line-of-days input").fill("0")
    page.wait_for_url("**?by=2023-09-20")
    assert shown() == ["It was 7.", "It was some."]
    page.locator(".editions a[hreflang=en]").click()
    page.wait_for_url("**/questions/dead/?by=2023-09-20")
    assert shown() == ["It was 7.", "It was some."]
    page.locator(".line-of-days input").fill("2")
    page.wait_for_url("**?by=2023-10-05")
    assert shown() == ["It was 7.", "It was 20.", "It was 2.", "It was some."]
    assert page.locator(".fate a:visible").count() > 0
