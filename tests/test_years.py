"""Every year that a reader meets is said in words: 44 BC, and never the -0043 of the files and addresses."""

import re
from collections.abc import Callable
from pathlib import Path

import html5lib
import pytest
from conftest import AROUND, Site
from playwright.sync_api import Locator, Page, expect

LANGUAGES = ("en", "ar", "az", "hy", "ru")

YEARS = """
-- content/site.yaml --
title: From then to now
url: https://example.org/
theme: {theme}
languages: [en, ar, az, hy, ru]
sharing: {{embeds: true}}
-- content/places/yerevan.md --
---
kind: city
names: [{{text: Yerevan, lang: en}}]
point: [40.18, 44.51]
---
-- content/sources/list.yaml --
- {{id: gazette, title: The day's news, publisher: The Gazette, issued: 2039-12-31}}
- {{id: tablet, title: A tablet, publisher: Nobody, issued: -0043}}
-- content/entries/ides.md --
---
title: On the Ides
date: -0043-03-13
published: 2025-01-01
places: [yerevan]
actors: [armenia]
sources: [gazette, tablet]
---
-- content/entries/before.md --
---
title: The year before the first
date: 0000
places: [yerevan]
sources: [gazette]
---
-- content/entries/first.md --
---
title: The first July
date: 0001-07
places: [yerevan]
sources: [gazette]
---
-- content/entries/reign.md --
---
title: A reign
date: -0043/0001
type: [period/occupation]
sources: [gazette]
---
-- content/entries/now.md --
---
title: Today
date: 2023-09-19
places: [yerevan]
sources: [gazette]
---
"""


@pytest.fixture(scope="session")
def all_made(made_once) -> Callable[[str], Site]:
    """Build the site in a theme when it is first asked for: nobody changes it."""

    def make(folder: Path, theme: str) -> Site:
        made = Site(folder).write(AROUND).write(YEARS.format(theme=theme))
        assert (built := made.build()).published, built.problems
        return made

    return lambda theme: made_once(f"years-{theme}", lambda folder: make(folder, theme))


@pytest.fixture(params=["chronicle", "wire"])
def made(request, all_made: Callable[[str], Site]) -> Site:
    return all_made(request.param)


def words(html: str) -> list[str]:
    """List what a page says to those who see it, hear it, or find it elsewhere: texts, names, descriptions."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    told = []
    for part in tree.iter():
        if part.tag in ("script", "style", "code"):
            part.text = None
        if part.tag == "meta" and not (part.get("property") or part.get("name") or "").endswith("url"):
            told.append(part.get("content"))
        told += [part.text, part.tail, part.get("title"), part.get("aria-label"), part.get("data-before")]
    return [text.strip() for text in told if text and text.strip()]


as_files_write_it = re.compile(r"[-−]0*43\b|\b0000\b|\b0001\b").search
# Attributes that nobody sees or hears: a page that has such a year nowhere else need not be parsed.
UNSEEN = re.compile(r' (?!title|aria-label|data-before|content)[a-z-]+="[^"]*"')


def test_no_page_prints_a_year_as_files_write_it(made: Site):
    wrong = {
        (path, text)
        for path, data in made.published().items()
        if path.endswith(".html") and as_files_write_it(UNSEEN.sub("", data.decode()))
        for text in words(data.decode())
        # On paper a page has its address.
        if as_files_write_it(text) and not text.startswith("https://example.org/")
    }
    assert wrong == set()


ERAS = {
    "en": ("44 BC", "1 BC", "1 AD"),
    "ar": ("44 ق.م", "1 ق.م", "1 م"),
    "az": ("e.ə. 44", "e.ə. 1", "y.e. 1"),
    "hy": ("մ.թ.ա. 44 թ.", "մ.թ.ա. 1 թ.", "մ.թ. 1 թ."),
    "ru": ("44\u202fг. до н. э.", "1\u202fг. до н. э.", "1\u202fг. н. э."),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_years_and_their_pages_bear_the_words_of_the_era(made: Site, language: str):
    root = "" if language == "en" else f"{language}/"
    for year, shown in zip(("-0043", "0000", "0001", "2023"), (*ERAS[language], "2023"), strict=True):
        page = made.page(f"{root}timeline/{year}/")
        assert f">{shown}</h1>" in page
        assert re.search(rf"<title>{re.escape(shown)} [–|]", page)
        assert re.search(rf'<a href="[^"]*timeline/{year}/">{re.escape(shown)}</a>', made.page(f"{root}timeline/"))
        for path in (f"{root}", f"{root}timeline/"):
            link = rf'href="[^"]*timeline/{year}/">(<title>)?{re.escape(shown)}'
            assert re.search(link, made.page(path)), (path, year)
    assert f'/timeline/0000/">{ERAS[language][1]}</a>' in made.page(f"{root}entries/before/"), "a way to the year"
    assert f'/timeline/-0043/">{ERAS[language][0]}</a>' in made.page(f"{root}timeline/-0043/03/"), "up to the year"
    assert ERAS[language][0] in made.page(f"{root}sources/")


def entry(number: int, date: str) -> str:
    return f"-- content/entries/e{number}.md --\n---\ntitle: Number {number}\ndate: {date}\nsources: [gazette]\n---\n"


@pytest.mark.parametrize(("theme", "said"), [("chronicle", "44 BC – 1 BC"), ("wire", "44 BC – 1 BC")])
def test_parts_of_the_timeline_name_their_years(site: Callable[..., Site], theme: str, said: str):
    dates = ["-0043-03-13"] * 60 + ["0000"] * 45 + ["2023-09-19"]
    text = "".join(entry(number, date) for number, date in enumerate(dates))
    made = site(f"-- content/site.yaml --\ntitle: Long\ntheme: {theme}\n{text}")
    assert (built := made.build()).published, built.problems
    parts = re.findall(r'<a href="[^"]*"(?: aria-current="page")?>([^<]*)</a>', made.page("timeline/"))
    assert {said, "2023"} <= {*parts}


@pytest.fixture(scope="module")
def chronicle(all_made: Callable[[str], Site], served: Callable[..., str]) -> str:
    return served(all_made("chronicle").public)


def shown(page: Page) -> Locator:
    """Wait until the filter has told what it found; return the titles of that."""
    page.wait_for_selector(".filter-told [role=status]:first-child:not(:empty)")
    return page.locator(".filtered .entries h3 a")


@pytest.mark.parametrize(
    ("language", "asked", "found"),
    [
        ("", "from=1 BC&to=1 AD", ["A reign", "The year before the first", "The first July"]),
        ("", "from=1 bc&to=AD 1", ["A reign", "The year before the first", "The first July"]),
        ("", "to=44 BC", ["A reign", "On the Ides"]),
        ("", "to=-0043", ["A reign", "On the Ides"]),
        ("", "to=-0043-03", ["A reign", "On the Ides"]),
        ("", "from=987", ["Today"]),
        ("ar/", "to=44 ق.م", ["A reign", "On the Ides"]),
        ("az/", "to=e.ə. 44", ["A reign", "On the Ides"]),
        ("hy/", "to=մ.թ.ա. 44", ["A reign", "On the Ides"]),
        ("hy/", "to=մ.թ.ա. 44 թ.", ["A reign", "On the Ides"]),
        ("ru/", "to=44 до н.э.", ["A reign", "On the Ides"]),
        ("ru/", "to=44 г. до н. э.", ["A reign", "On the Ides"]),
    ],
)
def test_a_reader_asks_for_years_as_the_page_says_them(chronicle: str, page: Page, language, asked, found):
    page.goto(f"{chronicle}{language}timeline/?{asked}")
    expect(shown(page)).to_have_text(found, use_inner_text=True)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("-0043", "From 44 BC"),
        ("44 BC", "From 44 BC"),
        ("0001", "From 1 AD"),
        ("2020", "From 2020"),
        ("0000-07", "From 0000-07"),
    ],
)
def test_the_filter_says_what_is_asked_for_in_the_words_of_the_page(chronicle: str, page: Page, asked, said):
    page.goto(f"{chronicle}timeline/?from={asked}")
    shown(page)
    assert page.locator(".filter-by").inner_text() == said


@pytest.mark.parametrize("asked", ["0 BC", "44 XY", "44", "BC"])
def test_what_is_no_year_is_told(chronicle: str, page: Page, asked):
    page.goto(f"{chronicle}timeline/?actor=armenia&from={asked}")
    shown(page)
    assert page.get_attribute("[name=from]", "aria-invalid") == "true"


def test_the_form_shows_how_years_bc_are_written_where_there_are_some(site: Callable[..., Site]):
    (made := site(YEARS.format(theme="chronicle"))).build()
    assert "such as 2020, 2020-09 or 2020-09-27. Write years BC like this: 44 BC.</p>" in made.page("timeline/")
    for id in ("ides", "before", "reign"):
        made.delete(f"content/entries/{id}.md")
    made.build()
    assert "such as 2020, 2020-09 or 2020-09-27.</p>" in made.page("timeline/")


def test_the_slider_of_the_map_says_its_months_in_words(chronicle: str, page: Page):
    page.goto(f"{chronicle}map/")
    slider = page.get_by_role("slider")
    slider.wait_for()
    said = [slider.get_attribute("aria-valuetext")]
    # Of 1 BC only the year is known.
    for until in ("0001-07", "0000-12", "-0043-03"):
        page.goto(f"{chronicle}map/?to={until}")
        slider.wait_for()
        said.append(slider.get_attribute("aria-valuetext"))
    assert said == [
        "September 2023", "July 1 AD", "December 1 BC", "March 44 BC",
    ]  # fmt: skip
