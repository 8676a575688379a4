"""The front page tells who, where and since when in short, and says everything once."""

import re

import pytest
from conftest import TWO_SIDES

SITE = (
    TWO_SIDES.replace("title:", "languages: [en, hy]\ntitle:", 1)
    + """
-- content/pages/front.md --
---
title: In short
---
[[norvad|Norvad]] was fought over.[@courier] In 2021 it [[shelling|was shelled]]; the [[west-army|Western army]] denied it.
-- content/entries/shelling.md --
---
title: Norvad shelled
date: 2021-03-04
sources: [courier, review]
actors: [east, west-army, observers]
places: [norvad]
---
-- content/actors/speaker.md --
---
kind: person
names: [A speaker]
side: east
person: {public_figure: true}
---
-- content/entries/talks.md --
---
title: Talks
date: 2023-05
sources: [courier, review]
actors: [east, speaker]
places: [eastport]
---
"""
)
POINTS = """
-- content/places/norvad.md --
---
kind: city
names: [{text: Norvad, used_by: [east]}, {text: Northford, used_by: [west]}]
point: [45.5, 11.0]
---
"""
ARMENIAN = """
-- content/pages/front.hy.md --
---
title: Հակիրճ
review: awaited
---
[[norvad|Norvad]] — մարտերի վայր։
"""


def section(page: str, name: str) -> str:
    return page.partition(f'aria-labelledby="section_{name}">')[2].partition("</section>")[0]


def words(html: str) -> str:
    return " ".join(re.sub("<[^>]*>", " ", html).split())


@pytest.fixture
def told(site):
    made = site(SITE + POINTS)
    assert made.build().published
    return made


def test_the_story_stands_on_the_front_page_with_links_and_sources_and_nowhere_else(told):
    page = told.page("")
    story = section(page, "story")
    assert (
        words(story) == "In short Norvad was fought over. [ 1 ] In 2021 it was shelled ; the Western army denied it."
    )
    assert re.findall(r'<a href="(?:./)?(.*?)"', story) == [
        "places/norvad/", "#source_courier", "entries/shelling/", "actors/west-army/",
    ]  # fmt: skip
    assert re.findall(r'<li id="source_(\w+)"', page) == ["courier"]
    assert not (told.public / "front").exists()
    assert "In short" not in words(told.page("method/"))
    assert '"front"' not in told.page("search/names.json")
    assert not [address for address in told.page("sitemap.xml").split() if "front" in address]


def test_who_takes_part_stands_by_side_with_its_sign_and_no_person_for_a_party(told):
    found = section(told.page(""), "parties")
    assert words(found) == "The parties East Eastmarch West Western army No side The observers All actors"
    assert re.findall(r'class="side side-(\w+)', found) == ["east", "west"]


def test_one_map_has_a_name_for_every_disc(told):
    where = section(told.page(""), "where")
    assert re.findall(r'data-place="(\w+)" aria-label="(.*?)"', where) == [("norvad", "Norvad/Northford, 1 entry")]
    assert re.findall(r'map-name map-(\w+)"', where) == ["wide", "narrow"]


def test_counts_of_years_are_said_once(told):
    page = told.page("")
    assert 'class="years"' not in page
    assert words(page).count("2 entries") == 1
    # The band leads to each year, with and without a script.
    assert {"timeline/2021/", "timeline/2023/"} <= set(re.findall(r'href="./(timeline/\d+/)"', page))


@pytest.mark.parametrize("theme", ["chronicle", "wire"])
def test_what_is_new_stands_under_the_day_of_its_publication(told, theme):
    for id, published in (("shelling", "2026-01-02T07:00:00Z"), ("talks", "2025-12-31T22:00:00Z")):
        entry = told.folder / f"content/entries/{id}.md"
        entry.write_text(entry.read_text("utf-8").replace("sources:", f"published: {published}\nsources:"), "utf-8")
    told.write(told_in(theme)).build()
    latest = words(told.page("").partition("Published ")[2])
    assert re.findall(r"(?:^|Published )(\d+ \w+ \d+) .*?(Norvad shelled|Talks)", latest) == [
        ("2 January 2026", "Norvad shelled"), ("31 December 2025", "Talks"),
    ]  # fmt: skip


def told_in(theme: str) -> str:
    return SITE.partition("-- content/pages/method.md --")[0].replace("url:", f"theme: {theme}\nurl:")


def test_moments_stand_in_order_of_time(told):
    told.write(
        SITE.replace("url:", "front: {moments: [talks, shelling]}\nurl:").partition("-- content/pages")[0]
    ).build()
    assert re.findall(r"<h3><a[^>]*>(.*?)</a>", section(told.page(""), "moments")) == ["Norvad shelled", "Talks"]


def test_the_front_page_begins_with_its_contents(told):
    contents = told.page("").partition('class="parts contents"')[2].partition("</nav>")[0]
    assert re.findall(r'href="#section_(\w+)">(.*?)</a>', contents) == [
        ("story", "In short"), ("parties", "The parties"), ("where", "Where it happened"), ("years", "By year"),
    ]  # fmt: skip


@pytest.mark.parametrize("theme", ["chronicle", "wire"])
def test_an_index_says_nothing_of_entries_where_there_are_none(told, theme):
    told.write(told_in(theme)).build()
    page = told.page("actors/")
    counted = {
        name: bool(re.search(r"\d entr", item))
        for item in re.findall("<li>.*?</li>", page)
        for name in ("Eastmarch", "Westmarch")
        if name in item
    }
    assert counted == {"Eastmarch": True, "Westmarch": False}


def test_an_edition_tells_it_in_its_own_language_or_says_in_which(told):
    assert '<h2 id="section_story" lang="en" dir="ltr">In short</h2>' in told.page("hy/")
    told.write(ARMENIAN).build()
    story = section(told.page("hy/"), "story")
    assert words(story) == "Հակիրճ Norvad — մարտերի վայր։"
    assert "lang=" not in story.partition("<p>")[0]


def test_a_changed_story_is_told_by_the_next_build(told):
    told.write("-- content/pages/front.md --\n---\ntitle: In short\n---\nNorvad was fought over twice.\n").build()
    assert words(section(told.page(""), "story")) == "In short Norvad was fought over twice."
    told.delete("content/pages/front.md").build()
    assert "section_story" not in told.page("")


def test_a_site_without_a_story_sides_or_points_has_no_empty_headings(site):
    made = site(
        "-- content/site.yaml --\ntitle: T\n-- content/sources/a.yaml --\n- {id: a, title: A, publisher: A}\n-- content/entries/e.md --\n---\ntitle: E\ndate: 2023\nsources: [a]\n---\n"
    )
    made.build()
    assert not re.search("section_(story|parties|where)", made.page(""))
