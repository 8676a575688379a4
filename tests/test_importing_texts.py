"""Timelines, lists, posts, clippings, references and archives become drafts and sources that say what they say."""

import json
import re

import pytest
from conftest import AROUND, NOW, Site
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from imports import body, bring, fields, imported, losses, said, table
from laws import examples

from builder.drafting.front_matter import content_file
from builder.importing import ImportOptions, import_files
from builder.importing.status import import_status

SHEET = (
    (
        "Year Month Day Time|End Year|End Month|End Day|End Time|Display Date|Headline|Text|Media|Media Credit|Media Caption"
        "|Media Thumbnail|Type|Group|Background"
    )
    .replace(" Month Day Time", "|Month|Day|Time")
    .split("|")
)
KNOWN = """
-- content/actors/council.md --
---
kind: government-body
names: [Northford council, {text: Նորթֆորդի խորհուրդ, lang: hy}]
---
-- content/places/northford.md --
---
names: [Northford]
---
"""


def only_entry(made) -> str:
    (draft,) = (made.folder / "content/entries").rglob("*.md")
    return f"entries/{draft.stem}"


@pytest.mark.parametrize(
    ("slide", "date"),
    [
        ({"Year": "1815", "Month": "12", "Day": "10"}, "1815-12-10"),
        ({"Year": "2031", "Month": "4"}, "2031-04"),
        ({"Year": "2031"}, "2031"),
        ({"Year": "1943", "Month": "7", "End Year": "1946"}, "1943-07/1946"),
        ({"Year": "2031", "Month": "4", "Day": "5", "Time": "1:05 PM"}, "2031-04-05T13:05"),
        ({"Year": "-43", "Month": "3"}, "-0042-03"),
        ({"Year": "-13000000"}, "Y-12999999"),
    ],
)
def test_a_slide_is_dated_as_exactly_as_its_cells_are(slide, date, site):
    imported(made := site(), "t.csv", table(SHEET, [{"Headline": "Bridge", **slide}]))
    assert fields(made, only_entry(made), "date") == {"date": date}


def test_what_a_slide_in_json_says_besides_is_told(site):
    slide = {
        "start_date": {"year": 2031, "second": 5},
        "text": {"headline": "Bridge"},
        "media": {"alt": "A bridge"},
        "autolink": False,
    }
    title = {"text": {"headline": "The dispute", "text": "How it began."}}
    outcome = imported(site(), "t.json", json.dumps({"title": title, "events": [slide]}))
    assert losses(outcome)[1:] == [
        "Text: part of the title slide, which does not become an entry",
        *(f"{field}: there is no field for it [1]" for field in ("autolink", "media.alt", "start_date.second")),
    ]


def test_a_sheet_and_its_json_make_the_same_drafts(site):
    rows = [
        {"Headline": "The dispute", "Type": "title"},
        {
            "Year": "2031", "Month": "4", "Display Date": "in spring", "Headline": "<b>Bridge</b> &amp; road", "Group": "War",
            "Text": '<p>See <a href="https://a.example/x">this</a>, <a href="/y">that</a>.</p><script>x</script>',
            "Media": "https://a.example/p.jpg", "Media Credit": "A. Bell",
        },
    ]  # fmt: skip
    event = {
        "start_date": {"year": "2031", "month": 4},
        "display_date": "in spring",
        "text": {"headline": rows[1]["Headline"], "text": rows[1]["Text"]},
        "media": {"url": rows[1]["Media"], "credit": "A. Bell", "caption": "", "thumbnail": ""},
        "group": "War",
    }
    timeline = {"title": {"text": {"headline": "The dispute"}}, "events": [event]}
    made = site()
    outcome = imported(made, "t.csv", table(SHEET, rows))
    first = fields(made, path := only_entry(made)), body(made, path)
    assert first == (
        {
            "title": "Bridge & road",
            "date": "2031-04",
            "date_text": "in spring",
            "tags": ["War"],
            "sources": [{"title": "The dispute", "publisher": "[who published it]"}],
            "private": {"media": {"Media": "https://a.example/p.jpg", "Media Credit": "A. Bell"}},
        },
        "See [this](https://a.example/x), that.",
    )
    assert losses(outcome) == [
        ": the title slide has no date: it names the source [2]",
        "Text: <script> is left out [3]",
        "Media: pictures and films are not copied: kept under `private` [3]",
        "Media Credit: pictures and films are not copied: kept under `private` [3]",
    ]
    (made.folder / f"content/{path}.md").unlink()
    imported(made, "t.json", json.dumps(timeline))
    assert (fields(made, path), body(made, path)) == first


@pytest.mark.parametrize(
    ("slide", "message"),
    [
        ({"Headline": "x"}, 'column "Year": an event without a year'),
        ({"Year": "2031", "Month": "13"}, 'column "Month": "13" is not a number from 1 to 12'),
        ({"Year": "2031", "Month": "2", "Day": "30"}, 'column "Day": "30" is not a number from 1 to 28'),
        ({"Year": "2031", "Month": "2", "Day": "3", "Time": "noon"}, 'column "Time": "noon" is not a time'),
        ({"Year": "soon"}, 'column "Year": "soon" is not a year'),
    ],
)
def test_a_slide_that_cannot_be_read_is_named(slide, message, site):
    (told,) = said(site(), "t.csv", table(SHEET, [slide]))
    assert told.startswith(f"t.csv, row 2, {message}")


LIST = """# The bridge

## 2030 - 2031

- February 2031 - Bridge *closed*, see [this](https://a.example)
  - for repairs
- **5 April 2031**: Bridge open
- Spring 2031 – Talks
- ...
- 2030 to 2031 - Works

## 2032

- 4th April - Barrier gone
- under construction
- https://a.example
"""


def test_dated_items_of_a_list_become_drafts_and_the_others_are_told(site):
    outcome = imported(made := site(), "list.md", LIST)
    assert [path.removeprefix("content/") for path in outcome.made] == [
        "entries/2031-02-bridge-closed-see-this.md",
        "entries/2031-04-05-bridge-open.md",
        "entries/2031-21-talks.md",
        "entries/2030-works.md",
        "entries/2032-04-04-barrier-gone.md",
        "sources/list-2.yaml",
    ]
    assert fields(made, "entries/2030-works", "date") == {"date": "2030/2031"}
    assert body(made, "entries/2031-02-bridge-closed-see-this").endswith("- for repairs")
    assert losses(outcome) == [
        ': "..." is left out: no date comes before it [9]',
        ': "under construction" is left out: no date comes before it [15]',
        ': "https://a.example" is left out: no date comes before it [16]',
    ]


MARKWHEN = """title: The bridge
dateFormat: d/M/yyyy

section Closing #road
2031-04-05: Bridge closed #bridge
More on [this](https://a.example).
05/04/2031 - 07/04/2031: Talks
endSection
// a note
2032: Barrier gone
"""


def test_events_of_markwhen_become_drafts(site):
    imported(made := site(), "a.mw", MARKWHEN)
    found = [
        fields(made, f"entries/{place.stem}", "title", "date", "tags")
        for place in sorted((made.folder / "content/entries").iterdir())
    ]
    assert found == [
        {"title": "Bridge closed", "date": "2031-04-05", "tags": ["Closing", "bridge"]},
        {"title": "Talks", "date": "2031-04-05/2031-04-07", "tags": ["Closing"]},
        {"title": "Barrier gone", "date": "2032"},
    ]
    assert said(made, "b.mw", "2031 - now: Goes on\n") == [
        'b.mw, row 1: "2031 - now" is not a date of its own; write the day, the month or the year itself'
    ]


# Each date as Markwhen's own parser counts it, whose ends are the first moment behind an event.
COUNTED = """2031-04-05 / 3 days: Closed !closed
after !closed 1 week: Repaired
id: repaired
A line of text.
before !repaired 2 days, 1 day: Warned
!closed + 2 days / 4 days: Searched
5 days: Followed
!repaired.start / 1 month: From its start
after .start 1 day: The first day of that
after !closed / 2031-04-20: Until a day
2031-05-01 / !later: No such end
2031-05-01 / !repaired.end + 5 weeks: To an end
2031-05 / 2 months: Two months !months
after !months 1 year: A year
2031-01-31 / 1 month: To the end of a month
05/04/2031 - 2 d: Short
"""


def test_what_markwhen_counts_from_another_date_is_counted_once_and_told(site):
    outcome = imported(made := site(), "a.mw", COUNTED, skips_flaws=True)
    found = [fields(made, f"entries/{place.stem}") for place in (made.folder / "content/entries").iterdir()]
    assert {entry["title"]: entry["date"] for entry in found} == {
        "Closed": "2031-04-05/2031-04-07", "Repaired": "2031-04-08/2031-04-14", "Warned": "2031-04-05/2031-04-07",
        "Searched": "2031-04-10/2031-04-13", "Followed": "2031-04-14/2031-04-18",
        "From its start": "2031-04-08/2031-05-07", "The first day of that": "2031-04-08",
        "Until a day": "2031-04-08/2031-04-20", "To an end": "2031-05-01/2031-05-19",
        "Two months": "2031-05/2031-06", "A year": "2031-07/2032-06",
        "To the end of a month": "2031-01-31/2031-02-27", "Short": "2031-05-04/2031-05-05",
    }  # fmt: skip
    assert losses(outcome)[1] == ': "after !closed 1 week" was counted: 2031-04-08/2031-04-14 [2]'
    assert [str(flaw) for flaw in outcome.flaws] == [
        'a.mw, row 11: "2031-05-01 / !later" counts from "!later", and no event above has that id; write the day, the month or the year itself'
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("3 days", "counts from the day of reading: no event comes before it"),
        ("2031-04 / 3 days", "counts days from a month, which leads to no certain day"),
        ("2031-04-05 / 3 work days", "counts 3 work days, which leads to no certain day"),
        ("2031-04-05 / 90 min", "counts 90 min, which leads to no certain day"),
        ("2031-04-05 / -3 days", "counts -3 days, which leads to no certain day"),
        ("2031-04-05 / 900000 years", "leads out of the calendar"),
        ("2031: M !m\nafter !m", "says only what it comes after"),
        ("2031~: M !m\nafter !m 1 year", "counts from an event whose own date is not known to the day or month"),
        ("2031: M !m\nafter !m / 2030", "ends before it begins"),
        ("2031-04-05 every week", "happens again and again"),
    ],
)
def test_what_markwhen_counts_without_a_certain_end_is_named(text, says, site):
    *_, date = text.split("\n")
    hint = (
        "write an event for each time, with its own date"
        if "every" in date
        else "write the day, the month or the year itself"
    )
    assert said(site(), "a.mw", f"{text}: Talks\n") == [
        f'a.mw, row {text.count(chr(10)) + 1}: "{date}" {says}; {hint}'
    ]


POSTS = """
-- seeds/blog/hugo.toml --
title = "Bridge news"
-- seeds/blog/content/posts/2031-04-05-closed.md --
+++
title = "Bridge closed"
date = 2031-04-05T10:00:00+04:00
tags = ["bridge", "road"]
description = "No cars."
draft = true
weight = 3
+++
It was [open]({{< ref "open.md" >}}), see [the rest](/about/) and ![a bridge](/bridge.png).{:.big}

{{< youtube abc >}} <b>bold</b> <!-- ask first --> [out](https://a.example)
-- seeds/blog/content/posts/open.md --
---
title: Bridge open
date: 2031-04-01
author: Ines Bell
lang: English
source: https://gazette.example/open
---
`{{< kept >}}`
-- seeds/blog/content/about.md --
---
title: About
---
"""


def test_posts_of_a_blog_become_drafts_whose_links_lead_to_each_other(site):
    made = site(POSTS)
    outcome = imported(made, "blog")
    draft = fields(made, "entries/2031-04-05-closed")
    assert draft == {
        "title": "Bridge closed",
        "summary": "No cars.",
        "date": "2031-04-05",
        "tags": ["bridge", "road"],
        "sources": [{"title": "Bridge closed", "publisher": "Bridge news", "issued": "2031-04-05"}],
        "private": {"comments": ["ask first"], "weight": "3"},
    }
    assert body(made, "entries/2031-04-05-closed") == (
        "It was [[open|open]], see the rest and a bridge.\n\n{{< youtube abc >}} <b>bold</b>  [out](https://a.example)"
    )
    assert fields(made, "entries/open") == {
        "title": "Bridge open",
        "date": "2031-04-01",
        "sources": [{"title": "[Page at gazette.example]", "URL": "https://gazette.example/open"}],
        "authors": ["Ines Bell"],
        "lang": "en",
    }
    assert [loss.partition(": ")[2] for loss in losses(outcome)] == [
        "the post's own date, which may be its date of publication: check each",
        "no date: it is not about an event",
        'the picture "/bridge.png" is left out: put it into content/media/, with its credit',
        'the link to "/about/", which was not imported, becomes plain text',
        "the text contains a shortcode: {{< youtube abc >}}",
        "the text contains HTML, which would be shown as it is written",
        "kept under `private`: there is no field for it",
        "also a draft there: not yet reviewed",
    ]
    for place in (made.folder / "content/entries").iterdir():
        place.write_text(place.read_text("utf-8").replace("status: draft\n", ""), "utf-8")
    assert [problem for problem in made.problems() if " error " in problem] == []
    assert made.build().published is not None


VAULT = """
-- seeds/vault/.obsidian/app.json --
{}
-- seeds/vault/Bridge closed.md --
---
date: 2031-04-05
people: ["[[Northford council]]"]
places: ["[[Northford]]"]
---
# Bridge shut
The [[Northford council]] met in [[places/Northford|town]], not in [[Southford]]; see [[Bridge open|later]] and ![[photo.png]]. %%not sure%%
-- seeds/vault/2031-04-06 Bridge open.md --
Open again.
-- seeds/vault/Northford council.md --
About the council.
"""


def test_notes_of_a_vault_become_drafts_and_their_links_lead_on(site):
    made = site(VAULT + KNOWN)
    imported(made, "vault")
    assert fields(made, "entries/bridge-closed", "title", "date", "actors", "places", "private") == {
        "title": "Bridge shut",
        "date": "2031-04-05",
        "actors": [{"actor": "council"}],
        "places": [{"place": "northford"}],
        "private": {"comments": ["not sure"]},
    }
    assert body(made, "entries/bridge-closed") == (
        "The [[council|Northford council]] met in [[northford|town]], not in Southford; "
        "see [[2031-04-06-bridge-open|later]] and photo.png."
    )
    assert fields(made, "entries/2031-04-06-bridge-open", "title", "date") == {
        "title": "Bridge open",
        "date": "2031-04-06",
    }


NOTES = """
-- seeds/vault/.obsidian/app.json --
{}
-- seeds/vault/Templates/event.md --
---
date: {{date}}
---
-- seeds/vault/Events/Bridge.md --
---
date: 2031-04-05
aliases: [The closure]
people: ["[[People/Ines Bell|Ines]]"]
tags: [bridge]
---
> [!warning]- Contested
> The council denies it.

![[photo.png|300]] ![[Daily/2031-04-06]] [[#Later]] ==marked== #road/closed #Bridge ^block1
-- seeds/vault/Daily/2031-04-06.md --
See [[The closure]] and [[Talks/same|the talks]], not [[same]].
-- seeds/vault/Events/same.md --
---
date: 2031-04-07
---
-- seeds/vault/Talks/same.md --
---
date: 2031-04-08
---
-- seeds/vault/Clippings/Gazette.md --
---
title: Bridge closed
source: https://gazette.example/1
author: ["[[Ines Bell]]"]
published: 2031-04-06
created: 2031-04-10
---
It closed yesterday.
"""


def test_what_only_obsidian_has_becomes_markdown(site):
    made = site(NOTES)
    imported(made, "vault")
    assert body(made, "entries/bridge") == (
        "> **Contested**\n> The council denies it.\n\n"
        "photo.png [[2031-04-06|Daily/2031-04-06]] Later **marked** #road/closed #Bridge"
    )
    assert fields(made, "entries/bridge", "tags", "private") == {
        "tags": ["bridge", "road/closed"],
        "private": {"aliases": ["The closure"], "actors": ["Ines Bell"]},
    }
    assert fields(made, "entries/2031-04-06", "title") == {"title": "[Note of 2031-04-06]"}
    assert (
        body(made, "entries/2031-04-06") == "See [[bridge|The closure]] and [[same-2|the talks]], not [[same|same]]."
    )
    assert fields(made, "entries/2031-04-06-gazette") == {
        "title": "[What happened, as told in Gazette.md]",
        "date": "[..2031-04-06]",
        "sources": [
            {
                "title": "Bridge closed",
                "author": "Ines Bell",
                "issued": "2031-04-06",
                "URL": "https://gazette.example/1",
            }
        ],
        "private": {"sentences": ["It closed yesterday."], "days": {"yesterday": "2031-04-05"}},
    }
    (status,) = import_status(made.folder, NOW).seeds
    assert (status.file, status.records, status.in_entries) == ("vault", 5, 5)


FIELDS_IN_TEXT = """
-- seeds/vault/.obsidian/app.json --
{}
-- seeds/vault/Bridge.md --
---
title: Bridge closed
created: 2031-04-09
---
event date:: 2031-04-05
people:: [[Ines Bell]]
shift:: night

It closed [source:: at noon] (seen:: by many).

```dataview
TABLE date
```
```py
x:: y
```
"""


def test_fields_of_dataview_are_fields_of_the_note(site):
    outcome = imported(made := site(FIELDS_IN_TEXT), "vault")
    assert fields(made, "entries/bridge", "title", "date", "sources", "private") == {
        "title": "Bridge closed",
        "date": "2031-04-05",
        "sources": [{"title": "Bridge closed", "publisher": "[who published it]", "issued": "2031-04-05"}],
        "private": {"created": "2031-04-09", "shift": "night", "actors": ["Ines Bell"]},
    }
    assert body(made, "entries/bridge") == "It closed source: at noon by many.\n\n```py\nx:: y\n```"
    assert losses(outcome)[1:] == [
        ": a query of Dataview, which lists other notes, is left out",
        "created: kept under `private`: there is no field for it",
        "shift: kept under `private`: there is no field for it",
        ': no actor is called "Ines Bell": kept under `private` [1]',
    ]


def test_who_published_what_does_not_say_so_may_be_said(site):
    made = site()
    imported(made, "told.md", LIST, publisher="The Bridge Group")
    imported(
        made, "a.bib", "@misc{x, title={T}}\n@misc{y, title={U}, publisher={Press}}", publisher="The Bridge Group"
    )
    written = [(made.folder / f"content/sources/{name}.yaml").read_text("utf-8") for name in ("told", "a")]
    assert [re.findall("publisher: (.*)", text) for text in written] == [
        ["The Bridge Group"],
        ["The Bridge Group", "Press"],
    ]
    for draft in (made.folder / "content/entries").iterdir():
        draft.write_text(draft.read_text("utf-8").replace("status: draft\n", ""), "utf-8")
    assert made.build().published is not None
    assert imported(made, "told.md", publisher="The Bridge Group").made == ()


def test_posts_are_read_as_their_program_means_them(site):
    made = site("""
-- seeds/old/_config.yml --
title: Diary
-- seeds/old/_posts/2031-04-05-day-one.md --
---
tags: road bridge
---
See [two]({% post_url 2031-04-06-day-two %}), [it]({{ site.baseurl }}{% link _posts/2031-04-06-day-two.md %}). <!--more-->
-- seeds/old/_posts/2031-04-06-day-two.md --
---json
{"title": "Day two"}
---
Two.
-- seeds/old/index.html --
Home
""")
    outcome = imported(made, "old")
    assert fields(made, "entries/2031-04-05-day-one", "tags", "private") == {"tags": ["road", "bridge"]}
    assert body(made, "entries/2031-04-05-day-one") == "See [[2031-04-06-day-two|two]], [[2031-04-06-day-two|it]]."
    assert fields(made, "entries/2031-04-06-day-two", "title", "date") == {"title": "Day two", "date": "2031-04-06"}
    assert losses(outcome)[1:] == [": not read: this program keeps posts as Markdown files"]


@pytest.mark.parametrize(
    "post",
    [
        '{"title": "Bridge", "date": "2031-04-05"}\n\nText\n',
        "Title: Bridge\nAuthors: A, B\nSummary: Of several\n    lines\nDate: 2031-04-05\n\nText\n",
        "---\ntitle: Bridge\ndate: 2031-04-05 00:00:00 -08:00\nlayout: post\n---\nText\n",
        "Title: Bridge\nDate: 2031-04-05 10:20\n\nText\n",
        '+++\ntitle = "Bridge"\ndate = 2031-04-05\n+++\nText\n',
    ],
)
def test_front_matter_of_every_generator_is_read(post, site):
    made = site()
    bring(made, "_posts/a.md", post)
    imported(made, "_posts")
    assert (fields(made, "entries/a", "title", "date"), body(made, "entries/a")) == (
        {"title": "Bridge", "date": "2031-04-05"},
        "Text",
    )


def test_a_post_whose_fields_cannot_be_read_is_named_with_its_line(site):
    made = site()
    bring(made, "posts/a.md", "---\ntitle: a\ntitle: b\n---\n")
    (flaw,) = import_files(made.folder, (made.folder / "seeds/posts",), ImportOptions(), NOW).flaws
    assert str(flaw).startswith('posts/a.md, row 1: line 3, column 1: "title" is given twice')


CLIPPING = """Bridge closed for a second day
The Westmarch Gazette, 6 April 2031
By Ines Bell
The bridge at Northford was closed on Friday, the Northford council said yesterday. Three people were hurt.
Photo: A. Reader
"""


def test_a_clipping_becomes_a_source_and_its_sentences_stay_private(site):
    made = site(KNOWN)
    imported(made, "gazette.txt", CLIPPING)
    assert fields(made, "entries/2031-04-06-gazette") == {
        "title": "[What happened, as told in gazette.txt]",
        "date": "[..2031-04-06]",
        "actors": [{"actor": "council"}],
        "places": [{"place": "northford", "role": "mentioned"}],
        "sources": [
            {
                "title": "Bridge closed for a second day",
                "author": "Ines Bell",
                "publisher": "The Westmarch Gazette",
                "issued": "2031-04-06",
            }
        ],
        "private": {
            "sentences": ["The Westmarch Gazette, 6 April 2031", CLIPPING.splitlines()[3]],
            "credits": ["By Ines Bell", "Photo: A. Reader"],
            "days": {"on Friday": "2031-04-04", "yesterday": "2031-04-05"},
        },
    }
    (draft,) = (made.folder / "content/entries").iterdir()
    draft.write_text(draft.read_text("utf-8").replace("status: draft\n", ""), "utf-8")
    made.build()
    assert all(b"Three people" not in data for data in made.published().values())


PAGE = """<!doctype html><html lang="hy"><head><title>x | Gazette</title>
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Bridge closed", "datePublished": "2031-04-06T10:00:00+04:00",
"author": [{"name": "Ines Bell"}], "publisher": {"name": "The Gazette"}}</script><link rel="canonical" href="https://g.example/1"></head>
<body><nav><p>Menu</p></nav><article><h1>Bridge closed</h1><p>Նորթֆորդի խորհուրդ: it was <b>closed</b>.</p></article></body></html>"""


@pytest.mark.parametrize(
    ("name", "text", "source", "days"),
    [
        (
            "a.txt",
            "Blast\nBy Ines Bell and Tom Reed\nNORTHFORD, April 6 (Reuters) - It was closed last week.\n"
            "(Reporting by Jo Hill)\nPublished: 6 April 2031 10:15 GMT\nhttps://g.example/1\n",
            {"title": "Blast", "author": ["Ines Bell", "Tom Reed"], "publisher": "Reuters", "issued": "2031-04-06", "URL": "https://g.example/1"},
            {"last week": "2031-03-24/2031-03-30"},
        ),
        (
            "a.md",
            "# Blast\n*The Gazette*, Tuesday, April 8th, 2031 | Updated 9 April 2031\nBy **Ines Bell**\n"
            "[Two](https://n.example) days ago.\nSource: https://g.example/1\n",
            {"title": "Blast", "author": "Ines Bell", "publisher": "The Gazette", "issued": "2031-04-08", "URL": "https://g.example/1"},
            {"April 8th, 2031": "2031-04-08", "9 April 2031": "2031-04-09", "Two days ago": "2031-04-06"},
        ),
        (
            "a.md",
            "# Blast\n*By Ines Bell, The Gazette, 6 April 2031*\nIt closed.\n",
            {"title": "Blast", "author": "Ines Bell", "publisher": "The Gazette", "issued": "2031-04-06"},
            {},
        ),
        (
            "a.txt",
            "Blast\nBy Ines Bell, Tom Reed\nThe Westmarch Gazette\nApril 6, 2031\n\nThe News of it came late.\n",
            {"title": "Blast", "author": ["Ines Bell", "Tom Reed"], "publisher": "The Westmarch Gazette", "issued": "2031-04-06"},
            {},
        ),
        ("a.txt", "Мост закрыт\nТАСС, 5 апреля 2031 г.\n", {"title": "Мост закрыт", "publisher": "ТАСС", "issued": "2031-04-05"}, {"5 апреля 2031": "2031-04-05"}),
        ("a.txt", "Blast\nThe Gazette - 05.04.2031\nNext Monday.\n", {"title": "Blast", "publisher": "The Gazette", "issued": "2031-04-05"}, {"05.04.2031": "2031-04-05", "Next Monday": "2031-04-07"}),
        ("a.html", "<title>Blast</title><p>By Ines Bell, 6 April 2031</p><p>Two months ago.</p>", {"title": "Blast", "author": "Ines Bell", "publisher": "[who published it]", "issued": "2031-04-06"}, {"6 April 2031": "2031-04-06", "Two months ago": "2031-02"}),
    ],
)  # fmt: skip
def test_a_clipping_says_whose_it_is_wherever_it_says_so(name, text, source, days, site):
    imported(made := site(), name, text)
    draft = fields(made, only_entry(made), "sources", "private")
    assert draft["sources"] == [source]
    # The day of the article itself is public.
    expected = {words: day for words, day in days.items() if day != source["issued"]}
    assert draft["private"].get("days", {}) == expected


def test_a_saved_page_says_what_it_is_in_its_head(site):
    made = site(KNOWN)
    imported(made, "page.html", PAGE)
    draft = fields(made, "entries/2031-04-06-page", "actors", "sources", "private")
    assert draft == {
        "actors": [{"actor": "council"}],
        "sources": [
            {
                "title": "Bridge closed",
                "author": "Ines Bell",
                "publisher": "The Gazette",
                "issued": "2031-04-06",
                "URL": "https://g.example/1",
                "language": "hy",
            }
        ],
        "private": {"sentences": ["Նորթֆորդի խորհուրդ: it was closed ."]},
    }


def test_a_clipping_without_a_day_is_refused(site):
    assert said(site(), "a.txt", "Bridge closed\nIt was closed.\n") == [
        "a.txt: no date of its own in it; add a line with the day on which it appeared, such as 5 April 2031"
    ]


CSL = [
    {"id": "A1", "citation-key": "Bell_2030", "type": "book", "title": "Bridges", "author": [{"family": "Bell", "given": "Ines"}],
     "issued": {"date-parts": [["2030", 5]]}, "publisher": "Press", "language": "English", "ISBN": "0"},
    {"id": "b", "type": "legal_case", "title": "A v. B", "authority": "The court", "issued": {"literal": "Submitted: May"}},
    {"id": "c", "title": "C", "issued": {"season": 2, "date-parts": [[2018]]}, "URL": "www.c.example"},
]  # fmt: skip


def test_references_become_sources_and_what_cannot_be_kept_is_told(site):
    made = site()
    outcome = imported(made, "library.json", json.dumps(CSL))
    assert (made.folder / "content/sources/library.yaml").read_text("utf-8") == (
        "- id: bell-2030\n  type: book\n  title: Bridges\n  author: Ines Bell\n  publisher: Press\n  issued: 2030-05\n  language: en\n"
        "- id: b\n  type: legal_case\n  title: A v. B\n  publisher: The court\n  date_text: 'Submitted: May'\n"
        "- id: c\n  title: C\n  publisher: '[who published it]'\n  issued: 2018-22\n"
    )
    assert losses(outcome) == [
        "ISBN: a CSL field that is not shown [1]",
        'issued: "Submitted: May" is not a date: kept as words [2]',
        'URL: "www.c.example" does not begin with https:// or http:// [3]',
    ]
    assert made.problems() == []
    assert imported(made, "library.json").made == ()


@pytest.mark.parametrize(
    ("name", "content", "written"),
    [
        ("a.json", '{"id": "x", "issued": {"date-parts": [[1905]], "circa": true}}', "issued: 1905~"),
        ("a.json", '{"id": "x", "issued": {"date-parts": [[-44, 3, 15]]}}', "issued: -0043-03-15"),
        ("a.json", '{"id": "x", "title": "A <i>bridge</i>", "DOI": "https://doi.org/10.1/a"}', "title: A bridge\n  DOI: 10.1/a"),
        ("a.json", '{"id": "http://zotero.org/users/1/items/A", "title": "T"}', "- id: t\n"),
        ("a.json", '{"id": "http://z.example/1", "title": "T", "note": "Citation Key: bell31"}', "- id: bell31\n"),
        ("a.json", '{"id": "x", "author": [{"given": "Jo", "non-dropping-particle": "van", "family": "Bell", "suffix": "Jr."}]}', "author: Jo van Bell Jr."),
        ("a.bib", "@misc{x, title={T}, year=2031, month=apr, day={5}}", "issued: '2031-04-05'"),
        ("a.bib", "@misc{x, title={T}, year={c. 2031}}", "issued: 2031~"),
        ("a.bib", "@misc{x, title={T}, year={in press}}", "date_text: in press"),
        ("a.bib", "@misc{x, title={T}, year={1999/2000}}", "issued: 1999/2000"),
        ("a.bib", "@misc{x, title={T}, howpublished={\\url{https://x.example/1}}}", "URL: https://x.example/1"),
        ("a.ris", "TY  - BOOK\nTI  - T\nY1  - 1999///\nER  - \n", "issued: '1999'"),
        ("a.ris", "TY  - BOOK\nTI  - T\nDA  - 2031/Spring\nER  - \n", "issued: 2031-21"),
    ],
)  # fmt: skip
def test_a_reference_keeps_what_its_program_wrote(name, content, written, site):
    made = site()
    imported(made, name, f"[{content}]" if name.endswith(".json") else content)
    assert written in (made.folder / "content/sources/a.yaml").read_text("utf-8")


def test_a_reference_that_stands_twice_is_told_and_a_key_of_two_is_made_two(site):
    items = [
        {"id": "x", "title": "A", "URL": "https://a.example"},
        {"id": "y", "title": "A", "URL": "https://a.example"},
    ]
    outcome = imported(
        made := site(), "a.json", json.dumps([*items, {"id": "x", "title": "B", "publisher": "Press"}])
    )
    assert re.findall(r"- id: (.*)", (made.folder / "content/sources/a.yaml").read_text("utf-8")) == ["x", "x-2"]
    assert losses(outcome) == [
        ": the same source as one before it, by its address, its DOI or its title, publisher and date [2]"
    ]


def test_of_ris_the_journal_and_both_pages_are_kept_and_tags_are_told_by_their_names(site):
    outcome = imported(
        made := site(),
        "b.ris",
        "TY  - JOUR\nT1  - A title\nJF  - The Journal\nSP  - 10\nEP  - 14\nPY  - 2031/04\nAB  - Long.\nER  - \n",
    )
    assert (made.folder / "content/sources/b.yaml").read_text("utf-8") == (
        "- id: a-title\n  type: article-journal\n  title: A title\n  container-title: The Journal\n  issued: 2031-04\n  page: 10-14\n"
    )
    assert losses(outcome) == ["AB: a field that is not shown [1]"]


def test_bibtex_and_ris_are_read_like_csl(site):
    made = site()
    imported(
        made,
        "a.bib",
        '@article{m2030, title={The {B}ridge at {\\"O}st}, author={M{\\"u}ller, Anna and {The Council}}, year=2030, month=may, journal={J}, url={https://a.example/x}}',
    )
    imported(
        made,
        "b.ris",
        "TY  - NEWS\nTI  - A title\nAU  - Bell, Ines\nPB  - Gazette\nDA  - 2031/04/05/\nUR  - https://b.example/1\nER  - \n",
    )
    assert [(made.folder / f"content/sources/{name}.yaml").read_text("utf-8") for name in "ab"] == [
        "- id: m2030\n  type: article-journal\n  title: The Bridge at Öst\n  author:\n  - Anna Müller\n  - The Council\n"
        "  container-title: J\n  issued: 2030-05\n  URL: https://a.example/x\n",
        "- id: a-title\n  type: article-newspaper\n  title: A title\n  author: Ines Bell\n  publisher: Gazette\n"
        "  issued: '2031-04-05'\n  URL: https://b.example/1\n",
    ]
    assert said(made, "c.bib", "@misc{broken, title={x")[0].startswith("c.bib, row 1: this record cannot be read")


def test_of_two_copies_in_an_archiver_s_sheet_the_one_that_is_there_is_taken(site):
    columns = "link,archive location,replaywebpage\n"
    rows = "https://a.example/1,,https://r.example/1\nhttps://a.example/2,https://c.example/2,https://r.example/2\n"
    outcome = imported(made := site(), "sheet.csv", columns + rows)
    archived = re.findall(r"archived: (.*)", (made.folder / "content/sources/sheet.yaml").read_text("utf-8"))
    assert archived == ["https://r.example/1", "https://c.example/2"]
    assert losses(outcome) == ['replaywebpage: "archive location" says it already [3]']


def test_what_a_project_of_atlos_has_added_stays_private(site):
    outcome = imported(
        made := site(), "atlos.csv", "slug,date,sensitive,Weapon used\nA1,2031-04-05,Not Sensitive,Mortar\n"
    )
    assert fields(made, "entries/atlos-a1")["private"] == {"sensitive": "Not Sensitive", "Weapon used": "Mortar"}
    assert losses(outcome)[-1] == "Weapon used: kept under `private`: working notes of the investigation"


def test_an_archiver_s_sheet_becomes_sources_and_atlos_s_incidents_drafts(site):
    made = site()
    imported(
        made,
        "sheet.csv",
        "link,archive status,archive location,archive date,upload title,extra\nhttps://a.example/1,ok,https://archive.example/1,2031-04-06T10:00:00,A post,x\n",
    )
    assert (made.folder / "content/sources/sheet.yaml").read_text("utf-8") == (
        "- id: a-post\n  title: A post\n  accessed: 2031-04-06T10:00\n  URL: https://a.example/1\n  archived: https://archive.example/1\n"
    )
    imported(
        made,
        "atlos.csv",
        "slug,attr_description,attr_date,attr_sensitive,attr_tags,latitude,longitude,source_1\nABC12,A man fell,2031-04-05,Not Sensitive,bridge,12.35,45.68,https://b.example/2\n",
    )
    assert fields(made, "entries/atlos-abc12") == {
        "title": "[Atlos incident ABC12]",
        "date": "2031-04-05",
        "tags": ["bridge"],
        "sources": [{"title": "[Page at b.example]", "URL": "https://b.example/2"}],
        "external": {"atlos": "ABC12"},
        "private": {
            "description": "A man fell",
            "sensitive": "Not Sensitive",
            "latitude": "12.35",
            "longitude": "45.68",
        },
    }
    assert said(made, "bad.csv", "webpages\nnot an address\n")[0].startswith(
        'bad.csv, row 2, column "webpages": "not an address" is not a web address'
    )


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.json", "{", "a.json, row 1: not JSON: "),
        ("a.json", '{"x": 1}', "a.json: neither TimelineJS (`events`) nor CSL-JSON (a list of sources)"),
        ("a.zip", "", 'a.zip: files ending in ".zip" are not supported; unpack it first'),
        ("a.ods", "", 'a.ods: files ending in ".ods" are not supported; save it as XLSX or CSV'),
        ("a.pdf", "", 'a.pdf: files ending in ".pdf" are not supported; give its kind with --as: ged, acled, '),
        ("a.json", "[" * 100_000, "a.json: brackets nested too deeply"),
    ],
)
def test_a_file_that_is_of_no_kind_is_refused(name, content, message, site):
    assert said(site(), name, content)[0].startswith(message)


def test_a_title_that_says_victims_is_allowed_to_until_a_claim_carries_them(site):
    made = site()
    rows = [
        {"Year": "2031", "Headline": "Two people killed at the bridge"},
        {"Year": "2032", "Headline": "Bridge closed"},
    ]
    outcome = imported(made, "t.csv", table(SHEET, rows))
    assert fields(made, "entries/2031-two-people-killed-at-the-bridge", "allow") == {
        "allow": {"C3": "the words are those of t.csv; add the number to a claim, and remove this"}
    }
    assert "allow" not in fields(made, "entries/2032-bridge-closed")
    assert [loss for loss in losses(outcome) if "victims" in loss] == [
        ": its title or summary says a number of victims: `allow` lets it pass until a claim carries the number [2]"
    ]
    assert made.problems() == []


WORDS = st.lists(
    st.sampled_from(
        "[[x]] [a](/b) ![p](q.png) <b> </b> {{< s >}} {% t %} [@q] [^1] `c` ``` # - 1. > | --- 12 killed Եր 日 "
        "[r]: /x [y](javascript:z) https://a.example Two people were killed. {:.k} &amp; \\ * _ ~ [^\\]".split(" ")
    ),
    max_size=8,
).map(" ".join)


def errors_in(made: Site) -> list[str]:
    return [problem for problem in made.problems() if problem.split(" ")[1] == "error"]


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=4))
@settings(max_examples=examples(6, 2000), suppress_health_check=[HealthCheck.too_slow])
def test_whatever_a_slide_or_a_post_says_its_draft_passes_check_and_builds_once_published(tmp_path_factory, texts):
    made = Site(tmp_path_factory.mktemp("law")).write(AROUND)
    rows = [{"Year": f"203{n}", "Headline": title, "Text": text} for n, (title, text) in enumerate(texts)]
    imported(made, "t.csv", table(SHEET, rows), skips_flaws=True)
    for number, (title, text) in enumerate(texts):
        post = (
            content_file({"title": title, "date": "2031-04-05"}, "")
            if title.strip()
            else "---\ndate: 2031-04-05\n---\n"
        )
        bring(made, f"posts/{number}.md", post + text)
    imported(made, "posts", skips_flaws=True)
    assert errors_in(made) == []
    for place in (made.folder / "content").rglob("*.*"):
        # An author writes what the table and the posts did not say.
        text = place.read_text("utf-8").replace("[who published it]", "The Gazette")
        place.write_text(text.replace("status: draft\n", ""), "utf-8")
    assert errors_in(made) == []
    assert made.build().published is not None
