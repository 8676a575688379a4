"""Days: a page for each on which two entries stand, a place in the month for any other, and a way to both."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import html5lib
import pytest
from conftest import NOW, TWO_SIDES, Site
from playwright.sync_api import Page
from test_publishing import held

from builder.building.pipeline import build

DAYS = (
    TWO_SIDES
    + """
-- content/entries/war.md --
---
title: The war
sources: [review]
date: 2023-09-01/2023-12-31
type: period/war
---
-- content/entries/siege.md --
---
title: The siege
sources: [review]
date: 2023-09-18/..
---
-- content/entries/talks.md --
---
title: Talks
sources: [review]
date: 2023-09-20T15:00+03:00
actors: [east, west]
---
-- content/entries/march.md --
---
title: A march
sources: [review]
date: 2023-09-20T15:30
actors: [west, west-army]
claims:
  - {by: west, made: 2023-09-20T15:30, text: We march., sources: review}
  - {by: east, made: 2023-09-20T15:30+04:00, text: They march., sources: courier, killed: 3}
  - {by: east, made: "[..2023-09-20]", text: They marched before., sources: courier}
  - {by: east, made: 2023-09-20~, text: About then., sources: courier}
-- content/entries/visit.md --
---
title: A visit
sources: [review]
date: 2023-09-20
actors: [west, observers]
---
-- content/entries/later.md --
---
title: A report
sources: [review]
date: 2023-10-02
claims:
  - {by: observers, made: 2023-09-20, text: We saw it., sources: post}
---
"""
).replace("sources: courier}\n-- content", "sources: courier}\n---\n-- content")


@pytest.fixture(scope="session")
def made(made_once) -> Callable[[str], Site]:
    """Build the site in a theme when it is first asked for: nobody changes it."""

    def make(folder: Path, theme: str) -> Site:
        made = Site(folder).write(DAYS.replace("url:", f"theme: {theme}\nlanguages: [en, ar]\nurl:"))
        assert (built := made.build()).published, built.problems
        return made

    return lambda theme: made_once(f"days-{theme}", lambda folder: make(folder, theme))


def words(node) -> str:
    return re.sub(r"\s+", " ", "".join(node.itertext())).strip()


def of_class(tree, name: str) -> list:
    return [node for node in tree.iter() if name in (node.get("class") or "").split()]


def hours(html: str) -> list[tuple[str, list[str], dict[str, list[str]]]]:
    """Read a day: each hour with what runs across, and what stands in the column of each side."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    found = []
    for hour in of_class(tree, "hour"):
        inner = next(iter(of_class(hour, "in-hour")))
        across = [words(link) for group in inner.findall("ul") for link in group.findall(".//h3/a")]
        cells = {
            words(cell.find("h3")): [words(link) for link in cell.findall(".//article/h3/a")]
            + [words(text) for text in of_class(cell, "claim-text")]
            for cell in of_class(inner, "cell")
            if len(cell)
        }
        found.append((words(hour.find("h2")), across, cells))
    return found


def test_a_day_is_told_by_the_clock_each_with_its_zone_and_by_side(made):
    assert hours(made("chronicle").page("timeline/2023/09/20/")) == [
        ("Time not known", ["A visit"], {"Others": ["We saw it."]}),
        ("15:30 (UTC+4)", [], {"East": ["They march."]}),
        ("15:30, Asia/Tbilisi time", [], {"West": ["A march", "We march."]}),
        ("15:00 (UTC+3)", ["Talks"], {}),
        ("on or before 20 September 2023", [], {"East": ["They marched before."]}),
    ]


def test_a_day_begins_with_what_happened_in_short(made):
    tree = html5lib.parse(made("chronicle").page("timeline/2023/09/20/"), namespaceHTMLElements=False)
    assert [words(line) for line in of_class(tree, "lines")[0]] == [
        "A visit", "15:30, Asia/Tbilisi time A march", "15:00 (UTC+3) Talks",
    ]  # fmt: skip


@pytest.mark.parametrize("theme", ["chronicle", "wire"])
def test_a_day_names_what_lasts_over_it_the_shortest_first(made, theme):
    page = made(theme).page("timeline/2023/09/20/")
    covering = page[page.index("covering" if theme == "chronicle" else "Longer") :]
    assert re.findall(r'entries/(war|siege)/"', covering) == ["war", "siege"]


@pytest.mark.parametrize("address", ["timeline/", "timeline/2023/", "timeline/2023/09/", "actors/west/"])
def test_every_list_leads_to_the_page_of_a_day_or_to_its_place_in_its_month(made, address):
    way = "../" * address.count("/")
    links = re.findall(r'<h2 class="dates"><a href="(.*?)">', made("chronicle").page(address))
    expected = {
        f"{way}timeline/2023/09/#day_2023-9-1",
        f"{way}timeline/2023/09/#day_2023-9-18",
        f"{way}timeline/2023/09/20/",
        f"{way}timeline/2023/10/#day_2023-10-2",
    }
    assert links
    assert {*links} <= expected
    assert address != "timeline/" or {*links} == expected


def test_a_month_is_a_calendar_whose_days_lead_there(made):
    page = made("chronicle").page("timeline/2023/09/")
    table = html5lib.parseFragment(
        re.search('<table class="calendar">.*?</table>', page, re.S)[0], namespaceHTMLElements=False
    )
    assert [words(head) for head in table.iter("th")] == ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
    assert [[words(cell) for cell in row.findall("td")] for row in table.findall(".//tbody/tr")] == [
        ["", "", "", "", "1 1 entry", "2", "3"],
        ["4", "5", "6", "7", "8", "9", "10"],
        ["11", "12", "13", "14", "15", "16", "17"],
        ["18 1 entry", "19", "20 3 entries", "21", "22", "23", "24"],
        ["25", "26", "27", "28", "29", "30", ""],
    ]
    assert [link.get("href") for link in table.iter("a")] == [
        "../../../timeline/2023/09/#day_2023-9-1",
        "../../../timeline/2023/09/#day_2023-9-18",
        "../../../timeline/2023/09/20/",
    ]


def test_an_entry_and_the_days_beside_it_lead_to_a_day(made):
    page = made("chronicle").page
    trail = re.search('<nav class="trail".*?</nav>', page("entries/talks/"), re.S)[0]
    assert re.findall(">([^<]+)</a>", trail) == ["2023", "September 2023", "20"]
    day = page("timeline/2023/09/20/")
    assert re.findall('rel="(prev|next)" href="(.*?)"', day) == [
        ("prev", "../../../../timeline/2023/09/#day_2023-9-18"),
        ("next", "../../../../timeline/2023/10/#day_2023-10-2"),
    ]
    assert "https://example.org/timeline/2023/09/20/" in made("chronicle").published()["sitemap.xml"].decode()


def test_the_index_of_days_tells_them_and_what_covers_several(made):
    index = json.loads(made("chronicle").published()["timeline/days.json"])
    assert index == {
        "days": [
            [19601, 19601, "timeline/2023/09/#day_2023-9-1", "1 September 2023", ""],
            [19618, 19618, "timeline/2023/09/#day_2023-9-18", "18 September 2023", ""],
            [19620, 19620, "timeline/2023/09/20/", "20 September 2023", ""],
            [19632, 19632, "timeline/2023/10/#day_2023-10-2", "2 October 2023", ""],
        ],
        "spans": [[19601, 19722, "entries/war/", "The war", ""], [19618, None, "entries/siege/", "The siege", ""]],
    }


def test_a_second_entry_gives_its_day_a_page_and_every_list_follows(site, tmp_path: Path):
    made = site(DAYS)
    made.build()
    more = "-- content/entries/second.md --\n---\ntitle: A second\nsources: [review]\ndate: 2023-10-02\nactors: [east]\n---\n"
    made.write(more).build()
    build(made.folder, tmp_path / "clean", NOW, uses_cache=False)
    warm, clean = held(made.public), held(tmp_path / "clean")
    assert hours(warm["timeline/2023/10/02/index.html"].decode()) == [
        ("Time not known", ["A report"], {"East": ["A second"]})
    ]
    assert warm == clean


def test_a_reader_who_asks_for_a_day_is_led_to_it_or_told_what_covers_it(
    made, page: Page, served: Callable[[Path], str]
):
    root = served(made("chronicle").public)

    def ask(day: str) -> None:
        page.goto(f"{root}ar/timeline/")
        page.locator(".ask input").fill(day)
        page.locator(".ask button").click()

    ask("2023-09-20")
    page.wait_for_url(f"{root}ar/timeline/2023/09/20/")
    ask("2023-09-18")
    page.wait_for_url(f"{root}ar/timeline/2023/09/#day_2023-9-18")
    told = {}
    for day in ("2023-08-01", "2023-09-19", "2024-01-05"):
        ask(day)
        page.locator(".ask li").first.wait_for()
        told[day] = [
            [link.get_attribute("href") for link in group.locator("a").all()]
            for group in page.locator(".ask ul:visible").all()
        ]
    assert told == {
        "2023-08-01": [["../timeline/2023/09/#day_2023-9-1"]],
        "2023-09-19": [
            ["../entries/war/", "../entries/siege/"],
            ["../timeline/2023/09/#day_2023-9-18", "../timeline/2023/09/20/"],
        ],
        "2024-01-05": [["../entries/siege/"], ["../timeline/2023/10/#day_2023-10-2"]],
    }


def test_on_paper_a_day_shows_what_lasts_over_it(made, page: Page, served: Callable[[Path], str]):
    page.goto(f"{served(made('chronicle').public)}timeline/2023/09/20/")
    page.emulate_media(media="print")
    assert [item.is_visible() for item in page.locator(".covering li").all()] == [True, True]


def test_parts_of_the_same_years_are_numbered(site):
    months = [month for month in (1, 2, 3, 4) for _ in range(100)]
    entries = "".join(
        f"-- content/entries/e{number}.md --\n---\ntitle: Entry {number}\nsources: [review]\ndate: {1951 + month // 4}-{month:02}\n---\n"
        for number, month in enumerate(months)
    )
    (many := site(TWO_SIDES + entries, around="")).build()
    nav = re.search('<nav class="parts".*?</nav>', (many.public / "timeline/index.html").read_text("utf-8"), re.S)
    assert nav
    assert re.findall(">([^<]+)</a>", nav[0]) == ["1951", "1951 · 2", "1951 · 3", "1952"]
