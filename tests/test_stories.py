"""Stories: entries in an order, with words between them, each beside its map."""

import re

import pytest

SITE = """
-- content/site.yaml --
title: The bridge
url: https://example.org/
language: en
languages: [en, ar]
translations: {ar: {title: الجسر}}
front: {story: bridge}
-- content/places/ford.md --
---
kind: town
names: [Ford]
point: [45.5, 12.5]
---
-- content/entries/closed.md --
---
title: Bridge closed
summary: The council closed it.
date: 2031-04-05
places: [ford]
sources: [{id: note, title: A note, publisher: The Gazette, issued: 2031-04}]
---
-- content/entries/open.md --
---
title: Bridge open
date: 2031-04-12
sources: [note]
---
-- content/stories/bridge.md --
---
title: A week without a bridge
formerly: week
---
It began in *April*.

## [[closed]]

Nobody had said why. [@note]

## Why it matters

It is the only one.

## [[open|When it opened]]

A week later.
-- content/stories/bridge.ar.md --
---
title: أسبوع بلا جسر
---
## [[open]]

بعد أسبوع.
"""


def words_of(html: str) -> list[str]:
    """List the words of the page between its heading and its sources."""
    told = re.search(r'<article class="telling">(.*?)<section class="sources"', html, re.DOTALL)
    assert told
    return [" ".join(words.split()) for words in re.findall(r">([^<]+)<", told[1]) if words.strip()]


@pytest.fixture
def told(site):
    made = site(SITE)
    made.build()
    return made


def test_each_step_is_an_entry_with_the_words_of_the_story_and_its_map(told):
    page = told.page("stories/bridge/")
    assert words_of(page) == [
        "A week without a bridge", "It began in", "April", ".",
        "Ford", ",", "5 April 2031", "Bridge closed", "Nobody had said why.", "[", "1", "]", "Why it matters", "It is the only one.",
        "The council closed it.", "Ford",
        "12 April 2031", "Bridge open", "A week later.",
    ]  # fmt: skip
    assert re.findall(r'<li class="step" id="(.+?)">', page) == ["step_1", "step_2"]
    assert re.findall(r'<h2><a href="(.+?)">', page) == ["../../entries/closed/", "../../entries/open/"]
    assert page.count('<figure class="locator">') == 1


def test_the_front_page_leads_to_the_steps_of_the_story_that_the_settings_name(told):
    section = re.search(r'<section class="told-story".*?</section>', told.page(""), re.DOTALL)
    assert section
    assert re.findall(r'<a href="(.+?)">(.+?)</a>', section[0]) == [
        ("./stories/bridge/", "A week without a bridge"),
        ("./stories/bridge/#step_1", "Bridge closed"),
        ("./stories/bridge/#step_2", "Bridge open"),
    ]


def test_a_translation_has_words_of_its_own_for_the_steps_that_it_names(told):
    page = told.page("ar/stories/bridge/")
    assert '<html lang="ar" dir="rtl"' in page
    found = words_of(page)
    assert (found[0], found[-1]) == ("أسبوع بلا جسر", "بعد أسبوع.")
    assert "Nobody had said why." not in found


def test_a_former_address_leads_to_the_story(told):
    assert "../../stories/bridge/" in told.page("stories/week/")


@pytest.mark.parametrize(
    ("story", "problem"),
    [
        ("---\ntitle: T\n---\nWords alone.\n", "content/stories/bridge.md:4:1 error [story-steps] a story without steps"),
        ("---\ntitle: T\n---\n## [[gone]]\n", 'content/stories/bridge.md:4:4 error [link-unknown] no entry, actor, place or page is called "gone"'),
    ],
)  # fmt: skip
def test_a_story_whose_steps_lead_nowhere_is_told(site, story, problem):
    made = site(SITE)
    (made.folder / "content/stories/bridge.md").write_text(story, "utf-8")
    assert [told for told in made.problems() if told.startswith(problem)]


def test_a_step_whose_entry_is_withdrawn_is_left_out(site):
    made = site(SITE)
    entry = made.folder / "content/entries/open.md"
    withdrawn = (
        "status: withdrawn\ncorrections: [{date: 2031-05-01, kind: retraction, text: It was another bridge.}]\n"
    )
    entry.write_text(entry.read_text("utf-8").replace("date: 2031", f"{withdrawn}date: 2031", 1), "utf-8")
    made.build()
    assert re.findall(r'<h2><a href="(.+?)">', made.page("stories/bridge/")) == ["../../entries/closed/"]
