"""Two accounts side by side: what each said, in the order of the clock, and nothing of the publication's own."""

import re
from collections.abc import Callable
from pathlib import Path

import html5lib
import pytest
from conftest import NOW, TWO_SIDES, Site
from playwright.sync_api import Page, expect
from test_days import of_class, words
from test_publishing import held

from builder.building.pipeline import build

TWO_ACCOUNTS = (
    TWO_SIDES
    + """
-- content/entries/battle.md --
---
title: A battle
date: 2023-09-20
sources: [review]
claims:
  - {id: w1, by: west, made: 2023-09-20T18:00+04:00, text: We won., sources: review}
  - {id: e1, by: east, made: 2023-09-20T15:00+04:00, text: We attacked., sources: courier, question: who}
  - {id: e2, by: east, made: 2023-09-20T18:00+04:00, text: We won., sources: courier, question: who}
  - {id: w2, by: west-army, made: "[..2023-09-22]", text: We held., sources: review}
  - {id: w3, by: west, text: We never left., sources: review}
  - {id: e3, by: east, made: 2023-09~, text: They left., sources: courier}
  - {id: o, by: observers, made: 2023-09-20, text: We saw both., sources: post}
---
-- content/entries/second.md --
---
title: A second day
date: 2023-09-20
sources: [review]
---
-- content/entries/years-later.md --
---
title: Years later
date: 2025-01-05
sources: [review]
claims:
  - {by: east, made: 2025-01-05, text: "It was so, 3 of ours died.", sources: courier, killed: 3}
---
"""
).replace("{id: west, label: West}]", "{id: west, label: West}, {id: south, label: South}]")


@pytest.fixture(scope="session")
def made(made_once) -> Callable[[str], Site]:
    """Build the site in a theme when it is first asked for: nobody changes it."""

    def make(folder: Path, theme: str) -> Site:
        made = Site(folder).write(TWO_ACCOUNTS.replace("url:", f"theme: {theme}\nlanguages: [en, ar]\nurl:"))
        assert (built := made.build()).published, built.problems
        return made

    return lambda theme: made_once(f"compared-{theme}", lambda folder: make(folder, theme))


Told = tuple[str, list[tuple[str | None, dict[str, list[str]]]]]


def told(html: str) -> list[Told]:
    """Read a page of two sides: each day, and in it each clock with what stands in the column of each side."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    days = []
    for day in of_class(tree, "hour"):
        clock, rows = None, []
        for part in of_class(day, "in-hour")[0]:
            if part.get("class") == "clock":
                clock = words(part)
                continue
            cells = {
                words(of_class(cell, "column-side")[0]): [words(text) for text in of_class(cell, "claim-text")]
                for cell in of_class(part, "cell")
                if len(cell)
            }
            rows.append((clock, cells))
        days.append((words(day.find("h2")), rows))
    return days


def test_two_sides_stand_left_and_right_in_the_order_of_the_clock(made):
    page = made("chronicle").page("compare/east/west/2023/")
    assert told(page) == [
        (
            "20 September 2023",
            [
                ("15:00 (UTC+4)", {"East": ["We attacked."]}),
                ("18:00 (UTC+4)", {"East": ["We won."], "West": ["We won."]}),
            ],
        ),
        ("on or before 22 September 2023", [(None, {"West": ["We held."]})]),
        ("about September 2023", [(None, {"East": ["They left."]})]),
        ("Date of statement not known", [(None, {"West": ["We never left."]})]),
    ]
    assert re.findall('<h2><a href="(.*?)">', page) == ["../../../../timeline/2023/09/20/"]
    assert {*re.findall('href="([^"]*entries/[^"]*)"', page)} == {
        f"../../../../entries/battle/#{id}" for id in ("e1", "e2", "w1", "w2", "w3", "e3")
    }


@pytest.mark.parametrize("theme", ["chronicle", "wire"])
def test_all_pairs_that_spoke_are_listed_by_year_and_stand_in_menu_and_sitemap(made, theme):
    published = made(theme).published()
    listed = {path for path in published if path.startswith("compare/")}
    assert listed == {
        "compare/index.html",
        "compare/east/west/2023/index.html",
        "compare/east/west/2025/index.html",
    }
    assert {f"ar/{path}" for path in listed} <= published.keys()
    index = published["compare/index.html"].decode()
    assert [*dict.fromkeys(re.findall('href="(../compare/east.*?)"', index))] == [
        "../compare/east/west/2023/",
        "../compare/east/west/2025/",
    ]
    assert 'href="../compare/"' in published["timeline/index.html"].decode()
    for path in listed:
        assert f"https://example.org/{path.removesuffix('index.html')}<" in published["sitemap.xml"].decode()


def test_one_side_alone_is_not_compared(site):
    made = site(TWO_ACCOUNTS)
    made.write("-- content/actors/west.md --\n---\nkind: government-body\nnames: [Westmarch]\n---\n")
    made.write("-- content/actors/west-army.md --\n---\nkind: armed-force\nnames: [Western army]\n---\n").build()
    assert not [path for path in made.published() if "compare" in path and not path.startswith("assets/")]
    assert "compare/" not in made.page("timeline/")


def test_a_year_in_which_much_was_said_is_given_in_months_and_a_warm_build_equals_a_clean_one(site, tmp_path: Path):
    claims = "".join(
        f"  - {{by: {'east' if n % 2 else 'west'}, made: 2021-{n % 3 + 1:02}-{n % 28 + 1:02}, text: Word {n}., sources: review}}\n"
        for n in range(201)
    )
    many = f"-- content/entries/many.md --\n---\ntitle: Many\ndate: 2021-01-01\nsources: [review]\nclaims:\n{claims}---\n"
    (made := site(TWO_ACCOUNTS)).build()
    made.write(many).build()
    assert sorted(path for path in made.published() if path.startswith("compare/east/west/2021/")) == [
        f"compare/east/west/2021/{month}/index.html" for month in ("01", "02", "03")
    ]
    build(made.folder, tmp_path / "clean", NOW, uses_cache=False)
    assert held(made.public) == held(tmp_path / "clean")


def columns(page: Page) -> list[tuple[str, str]]:
    """List what is shown of two actors, each with its column."""
    page.locator(".pair .left").first.wait_for()
    return [
        (re.sub("past| ", "", item.get_attribute("class")), item.locator(".claim-text").inner_text())
        for item in page.locator(".pair > :not(.apart)").all()
    ]


def test_any_two_actors_are_compared_in_a_span_that_the_address_keeps(
    made, page: Page, served: Callable[[Path], str]
):
    page.goto(f"{served(made('chronicle').public)}ar/compare/")
    page.locator("[name=left]").select_option("actors/west/")
    page.locator("[name=right]").select_option("actors/east/")
    page.locator(".pair .right").first.wait_for()
    assert columns(page) == [
        ("right", "We attacked."),
        ("left", "We won."),
        ("right", "We won."),
        ("right", "It was so, 3 of ours died."),
        ("left", "We never left."),
        ("right", "They left."),
    ]
    assert (
        page.locator(".pair a").first.evaluate("link => link.href.split('/').slice(3).join('/')") == "ar/actors/east/"
    )
    page.locator("[name=to]").fill("2023-12-31")
    page.locator("[name=to]").dispatch_event("change")
    page.wait_for_url("**left=actors%2Fwest%2F&right=actors%2Feast%2F&from=&to=2023-12-31")
    page.locator(".editions a[hreflang=en]").click()
    assert page.url.endswith("/compare/?left=actors%2Fwest%2F&right=actors%2Feast%2F&from=&to=2023-12-31")
    expect(page.locator(".compare .role")).to_have_text(["Statements: 2", "Statements: 3"])
    assert [text for _, text in columns(page)] == [
        "We attacked.",
        "We won.",
        "We won.",
        "We never left.",
        "They left.",
    ]
