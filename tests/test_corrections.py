"""Corrections as readers meet them: before the text, on a page of all, in a feed, on the front page."""

import json
import re
from collections.abc import Callable

import feedparser
import pytest
from conftest import Site

CORRECTED = """
-- content/site.yaml --
title: A small chronology
url: https://example.org/
pages: {corrections: policy, contact: contact}
-- content/pages/policy.md --
---
title: Our policy
---
How mistakes are put right.
-- content/pages/contact.md --
---
title: Contact
---
-- content/entries/appeal.md --
---
title: An appeal
date: 2023-09-20
claims:
  - {id: toll, by: armenia, text: Three were killed., killed: 3, sources: gazette}
corrections:
  - {date: 2023-09-21, kind: clarification, field: places, text: The town is meant.}
  - {date: 2023-09-22T10:30+04:00, field: claims.toll.quantity, was: "2 <killed>", now: "3 killed", text: Three & not two.}
  - {date: 2023-09-21, kind: editor-note, field: my own words, text: Shortened.}
sources: gazette
---
The text.
-- content/entries/bridge.md --
---
title: Bridge damaged
date: 2023-09-18
status: withdrawn
claims:
  - {id: gone, by: armenia, text: Gone., sources: gazette}
corrections:
  - {date: 2023-10, kind: retraction, field: claims.gone, text: It was another bridge.}
sources: gazette
---
Gone.
"""


@pytest.fixture
def corrected(site: Callable[..., Site]) -> Site:
    small = site(CORRECTED)
    assert small.build().published
    return small


def words_of(html: str) -> list[str]:
    """Give what a reader reads, line by line, without marks."""
    text = re.sub(r"<[^>]+>", "", html)
    return [line.strip() for line in text.splitlines() if line.strip()]


def main_of(page: str) -> str:
    return page.partition("<main")[2].partition("</main>")[0]


def test_an_entry_says_before_its_text_what_was_wrong_and_what_is_right(corrected: Site):
    page = main_of(corrected.page("entries/appeal"))
    box, _, rest = page.partition('<div class="entry-text"')
    assert words_of(box.partition("</h1>")[2]) == [
        "Corrections",
        "Correction, 22 September 2023, 10:30 (UTC+4) figure, in a statement by Armenia",
        "Three &amp; not two.",
        "Before2 &lt;killed&gt;",
        "Now3 killed",
        "Clarification, 21 September 2023 place",
        "The town is meant.",
        "Editor’s note, 21 September 2023 my own words",
        "Shortened.",
    ]
    assert "The text." in rest
    assert re.findall(r'id="(correction_.*?)"', page) == [
        "correction_2023-09-22t10-30-04-00",
        "correction_2023-09-21",
        "correction_2023-09-21_2",
    ]


def test_what_was_and_what_is_are_said_as_pages_say_them(site: Callable[..., Site]):
    small = site(
        CORRECTED.replace('was: "2 <killed>", now: "3 killed"', 'was: "2 killed", now: "3 killed"').replace(
            "corrections:\n",
            "corrections:\n"
            "  - {date: 2023-09-25, field: date, was: 2023-09-20T15:10, now: 2023-09~, text: A.}\n"
            "  - {date: 2023-09-26, field: claims.toll.by, was: council, now: armenia, text: B.}\n"
            '  - {date: 2023-09-27, field: places, was: "yerevan (location), a bridge", now: yerevan (target), text: C.}\n'
            '  - {date: 2023-09-28, field: actors, was: "armenia (initiator, according to armenia and us)", text: D.}\n'
            "  - {date: 2023-09-29, field: date, was: soon, now: after that, text: E.}\n",
            1,
        )
    )
    small.build()
    page = small.page("entries/appeal").partition('<div class="entry-text"')[0]
    assert [line for line in words_of(page) if line.startswith(("Before", "Now"))] == [
        "Beforesoon",
        "Nowafter that",
        "BeforeArmenia (initiator, according to Armenia and us)",
        "BeforeYerevan, a bridge",
        "NowYerevan (target)",
        "Beforecouncil",
        "NowArmenia",
        "Before20 September 2023, 15:10, UTC time",
        "Nowabout September 2023",
        "Before2 killed",
        "Now3 killed",
    ]


def linked_data(page: str) -> dict:
    """Read what a page says of itself in JSON-LD."""
    return json.loads(page.partition('<script type="application/ld+json">')[2].partition("</script>")[0])


def test_the_page_tells_machines_of_the_corrections_of_an_article(corrected: Site):
    address = "https://example.org/entries/appeal/#correction_2023-09-2"
    kind = {"@type": "CorrectionComment"}
    assert linked_data(corrected.page("entries/appeal"))["correction"] == [
        kind
        | {"@id": f"{address}2t10-30-04-00", "datePublished": "2023-09-22T10:30+04:00", "text": "Three & not two."},
        kind | {"@id": f"{address}1", "datePublished": "2023-09-21", "text": "The town is meant."},
        kind | {"@id": f"{address}1_2", "datePublished": "2023-09-21", "text": "Shortened."},
    ]


def test_a_date_that_iso_8601_cannot_say_is_not_said_to_machines(corrected: Site):
    corrected.write(CORRECTED.replace("date: 2023-10,", "date: 2023-10~,")).build()
    told = linked_data(corrected.page("entries/bridge"))
    assert (told["creativeWorkStatus"], "about" in told) == ("withdrawn", False)
    assert [list(correction) for correction in told["correction"]] == [["@id", "@type", "text"]]


def test_a_withdrawn_entry_says_that_it_is_and_why(corrected: Site):
    assert words_of(main_of(corrected.page("entries/bridge")).partition("</h1>")[2].partition("</header>")[0]) == [
        "This entry has been withdrawn.",
        "Corrections",
        "Retraction, October 2023 a statement",
        "It was another bridge.",
    ]


def test_the_page_of_all_corrections_begins_with_the_latest(corrected: Site):
    assert words_of(main_of(corrected.page("corrections")).partition("</h1>")[2]) == [
        "What has been corrected, clarified or withdrawn in this chronology, latest first. "
        "No change of substance is made without a note.",
        "How corrections are made",
        "Suggest a correction",
        "Feed of corrections",
        "Bridge damaged",
        "entry withdrawn",
        "Retraction, October 2023 a statement",
        "It was another bridge.",
        "An appeal",
        "Correction, 22 September 2023, 10:30 (UTC+4) figure, in a statement by Armenia",
        "Three &amp; not two.",
        "Before2 &lt;killed&gt;",
        "Now3 killed",
        "An appeal",
        "Clarification, 21 September 2023 place",
        "The town is meant.",
        "An appeal",
        "Editor’s note, 21 September 2023 my own words",
        "Shortened.",
        "Withdrawn entries",
        "Each keeps its address, with the reason for its withdrawal.",
        "Bridge damaged",
    ]


def test_corrections_lead_to_where_they_stand_and_to_what_they_are_about(corrected: Site):
    page = main_of(corrected.page("corrections"))
    leads = [address.partition("#") for address in re.findall(r'href="\.\./(entries/.*?)"', page)]
    for entry, hash, id in leads:
        assert not hash or f'id="{id}"' in corrected.page(entry)
    assert [entry + hash + id for entry, hash, id in leads] == [
        "entries/bridge/#correction_2023-10",
        "entries/appeal/#correction_2023-09-22t10-30-04-00",
        "entries/appeal/#toll",
        "entries/appeal/#correction_2023-09-21",
        "entries/appeal/#correction_2023-09-21_2",
        "entries/bridge/",
    ]


def test_the_feed_of_corrections_is_a_sound_one_of_its_own(corrected: Site):
    feed = feedparser.parse(corrected.page("corrections/feed.xml"))
    assert (feed.bozo, feed.version, feed.feed.id, feed.feed.updated) == (
        False,
        "atom10",
        "https://example.org/corrections/",
        "2023-10-01T00:00:00Z",
    )
    address = "https://example.org/entries/"
    assert [(item.id, item.updated, item.title, item.tags[0].term, item.summary) for item in feed.entries] == [
        (
            f"{address}bridge/#correction_2023-10",
            "2023-10-01T00:00:00Z",
            "Bridge damaged",
            "retraction",
            "It was another bridge.",
        ),
        (
            f"{address}appeal/#correction_2023-09-22t10-30-04-00",
            "2023-09-22T06:30:00Z",
            "An appeal",
            "correction",
            "Three & not two. (2 <killed> → 3 killed)",
        ),
        (
            f"{address}appeal/#correction_2023-09-21",
            "2023-09-21T00:00:00Z",
            "An appeal",
            "clarification",
            "The town is meant.",
        ),
        (
            f"{address}appeal/#correction_2023-09-21_2",
            "2023-09-21T00:00:00Z",
            "An appeal",
            "editor-note",
            "Shortened.",
        ),
    ]


def test_a_correction_keeps_its_address_when_another_comes(corrected: Site):
    before = re.findall(r"<id>.*?#(.*?)</id>", corrected.page("corrections/feed.xml"))
    added = CORRECTED.replace("Shortened.}\n", "Shortened.}\n  - {date: 2023-09-21, text: More.}\n")
    corrected.write(added).build()
    after = re.findall(r"<id>.*?#(.*?)</id>", corrected.page("corrections/feed.xml"))
    assert after == [*before, "correction_2023-09-21_3"]


def test_the_front_page_names_the_latest_corrections(corrected: Site):
    front = corrected.page("index.html").partition('id="section_corrections">')[2].partition("</section>")[0]
    assert words_of(front) == [
        "Latest corrections",
        "October 2023 · Retraction: Bridge damaged",
        "22 September 2023, 10:30 (UTC+4) · Correction: An appeal",
        "21 September 2023 · Clarification: An appeal",
        "All corrections",
    ]


def test_the_policy_and_the_list_lead_to_each_other_and_every_page_to_the_list(corrected: Site):
    assert 'href="../policy/">How corrections are made' in corrected.page("corrections")
    assert 'href="../corrections/">All corrections' in main_of(corrected.page("policy"))
    assert "corrections" not in main_of(corrected.page("contact"))
    assert 'href="../../corrections/">Corrections' in corrected.page("entries/bridge")


def test_a_standing_page_of_that_name_gives_its_text_to_the_list(corrected: Site):
    corrected.delete("content/pages/policy.md")
    corrected.write("-- content/pages/corrections.md --\n---\ntitle: What we put right\n---\nOur own words.\n")
    corrected.write(CORRECTED.split("-- content/pages/policy.md")[0].replace("policy", "corrections"))
    assert corrected.problems() == []
    corrected.build()
    page = words_of(main_of(corrected.page("corrections")))
    assert page[:5] == [
        'id="section_main" tabindex="-1">',
        "https://example.org/corrections/",
        "What we put right",
        "Our own words.",
        "Suggest a correction",
    ]
    assert "It was another bridge." in page
    assert corrected.page("sitemap.xml").count("/corrections/<") == 1


def test_without_corrections_there_is_a_page_and_no_feed(site: Callable[..., Site]):
    small = site("-- content/entries/appeal.md --\n---\ntitle: An appeal\ndate: 2023\nsources: gazette\n---\n")
    small.build()
    assert "Nothing has been corrected so far." in small.page("corrections")
    assert "corrections/feed.xml" not in small.published()
    assert "section_corrections" not in small.page("index.html") + small.page("entries/appeal")
