"""What an author writes wrong in an entry is told at its line and column, in words that help."""

import pytest

ENTRY = "content/entries/entry.md"
AROUND = """
-- content/entries/other.md --
---
title: The ceasefire
date: 2023-09-20
sources: gazette
---
-- content/pages/method.md --
---
title: How we count
---
-- content/media/bridge.jpg --
GIF89a\t\t\t\tthe head of a picture
"""
TEXT = "write one text, in quotation marks if it begins with [ or {"
MAP = "must have fields of its own; write"
NOTHING = "fill it in, or delete it"


def problems_with(
    site, lines: str, front: str = "title: Shelling\ndate: 2023-09-19\nsources: gazette\n"
) -> list[str]:
    """List the problems of an entry, without the name of its file; line 5 is the first of `lines`."""
    made = site(AROUND + f"\n-- {ENTRY} --\n---\n{front}{lines}\n---\n")
    return [problem.removeprefix(ENTRY + ":") for problem in made.problems()]


@pytest.mark.parametrize(
    ("lines", "problems"),
    [
        (
            "title:\ndate: 2023\nsources: gazette",
            ["2:1 error [field-missing] no title; add `title: what happened, in a few words`"],
        ),
        (
            "title: ' '\ndate: 2023\nsources: gazette",
            ["2:1 error [field-missing] no title; add `title: what happened, in a few words`"],
        ),
        ("title: [A, B]\ndate: 2023\nsources: gazette", [f"2:8 error [not-a-text] title is a list; {TEXT}"]),
        (
            "title: A\nsources: gazette",
            ["1:1 error [field-missing] no date; add `date: YYYY-MM-DD`, as precisely as it is known"],
        ),
        (
            "title: A\ndate: 2023",
            ["1:1 error [field-missing] no source; add `sources: [id]`: an entry needs at least one"],
        ),
        (
            "title: A\ndate: 2023\nsources: []",
            ["4:1 error [field-missing] no source; add `sources: [id]`: an entry needs at least one"],
        ),
        (
            "title: A\ndate: 2023\nsources: [gazete]",
            ['4:11 error [source-unknown] no source is called "gazete"; did you mean "gazette"?'],
        ),
        (
            "title: A\ndate: 2023\nsources: [gazette, {publisher: Us}]",
            ["4:20 error [field-missing] a source without a title; add `title`, in [brackets] if it is yours"],
        ),
        (
            "title: A\ndate: 2023\nsources: {title: A call}",
            [
                "4:10 error [field-missing] this source cannot be found by readers; "
                "add one of publisher, container-title, URL and DOI"
            ],
        ),
        (
            "title: A\ndate: 2023\nsources: {id: A Call, title: A call, publisher: Us, URL: www.a.am}",
            [
                '4:15 error [id-form] a source\'s id is "A Call": an id consists of lower-case letters, digits and '
                "hyphens; "
                'write "a-call"',
                '4:58 error [url-form] URL is "www.a.am": not a web address; write https://www.a.am',
            ],
        ),
    ],
)
def test_what_every_entry_needs_is_asked_for(site, lines, problems):
    assert problems_with(site, lines, front="") == problems


@pytest.mark.parametrize(
    ("lines", "problems"),
    [
        ("summary: {a: b}", [f"5:10 error [not-a-text] summary is a map; {TEXT}"]),
        (
            "end: 2023-09-18",
            [
                '5:6 error [D2] the end "2023-09-18" comes before the date "2023-09-19"; '
                "swap the two, or correct the one that is wrong"
            ],
        ),
        ("end: [2023-09-20]", [f"5:6 error [not-a-text] end is a list; {TEXT}"]),
        (
            "time_zone: Asia/Bakou",
            [
                '5:12 error [zone-unknown] unknown time zone "Asia/Bakou"; '
                'did you mean "Asia/Baku" or "Asia/Bangkok" or "Asia/Yakutsk"?'
            ],
        ),
        (
            "time_zone: AZT",
            ['5:12 error [zone-unknown] unknown time zone "AZT"; write an IANA name such as Asia/Baku'],
        ),
        (
            "type: battle",
            [
                '5:7 error [type-unknown] unknown event type "battle"; '
                "use a value from the table of event types, or add it to site.yaml"
            ],
        ),
        (
            "type: [legal/ruling, batle/armed-clash]",
            ['5:22 error [type-unknown] unknown event type "batle/armed-clash"; did you mean "battle/armed-clash"?'],
        ),
        ("tags: [shelling, ]", []),
        ("tags:\n  - shelling\n  -", [f"7:4 error [field-missing] tags is empty; {NOTHING}"]),
        (
            "tags: [shelling, ...]",
            ['5:18 error [id-form] the tag is "..."; write letters or digits: a tag has its own page'],
        ),
        ("actors: [{role: speaker}]", ["5:10 error [field-missing] no actor; add `actor: id`"]),
        (
            "actors: [{actor: armenia, role: speeker}]",
            ['5:33 error [value-unknown] role is "speeker"; did you mean "speaker"?'],
        ),
        (
            "actors: [{actor: armenia, basis: de-jure}]",
            ['5:34 error [value-unknown] basis is "de-jure"; one of stated, alleged, suspected, established'],
        ),
        (
            "actors: [{actor: armenia, according_to: armenai}]",
            ['5:41 error [actor-unknown] no actor is called "armenai"; did you mean "armenia"?'],
        ),
        (
            "actors: [{actor: armenia, side: x}]",
            ['5:27 error [key-unknown] unknown field "side" in actors; known here: according_to, actor, basis, role'],
        ),
        (
            "actors: [[armenia], armenia]",
            [f"5:10 error [not-a-map] actors {MAP} `{{actor: id, role: speaker}}` below or within {{ }}"],
        ),
        ("places: yereven", ['5:9 error [place-unknown] no place is called "yereven"; did you mean "yerevan"?']),
        (
            "places: [{place: yerevan, role: scene, precision: near}]",
            [
                '5:33 error [value-unknown] role is "scene"; write "location"',
                '5:51 error [value-unknown] precision is "near"; write "vicinity"',
            ],
        ),
        (
            "assessment: {figures: [{category: civilians, harm: killed, best: 3}]}",
            [
                "5:13 error [C5] a best estimate without a method; add `method` with the id of a page that states it, or `by` if it comes from a dataset"
            ],
        ),
        (
            "assessment: {method: methods, figures: [{harm: kiled, low: two, from: [toll]}]}",
            [
                '5:22 error [page-unknown] no page is called "methods"; did you mean "method"?',
                '5:48 error [value-unknown] harm is "kiled"; did you mean "killed"?',
                '5:60 error [not-a-number] low is "two"; write 2',
                '5:72 error [claim-unknown] no claim of "entry" is called "toll"; '
                "write `claim`, or `entry#claim` for a claim of another entry",
            ],
        ),
        ("quotes: [{by: armenia}]", ["5:10 error [field-missing] no text; add `text: the words as spoken`"]),
        (
            "quotes: [{text: Yes., by: armenya, source: gazete, lang: Armenian}]",
            [
                '5:27 error [actor-unknown] no actor is called "armenya"; did you mean "armenia"?',
                '5:44 error [source-unknown] no source is called "gazete"; did you mean "gazette"?',
                '5:58 error [lang-form] lang is "Armenian": not a BCP 47 language tag; write hy',
            ],
        ),
        (
            "media: [{file: brigde.jpg}]",
            [
                "5:9 error [H4] a picture or file without alt; add `alt`: both alt and credit are required",
                "5:9 error [H4] a picture or file without credit; add `credit`: both alt and credit are required",
                '5:16 error [file-unknown] there is no file in media/ called "brigde.jpg"; did you mean "bridge.jpg"?',
            ],
        ),
        (
            "media: [{alt: A, credit: B, graphic: [1], focal: [2, 0]}]",
            [
                "5:9 error [field-missing] this record of media has neither a file nor an address; "
                "add `file`, or `url` for media shown elsewhere, or `publish: false` for media you keep",
                f"5:38 error [not-a-text] graphic is a list; {TEXT}",
                "5:50 error [not-a-point] focal is not a pair of numbers in range; write two numbers: [0 to 1, 0 to 1]",
            ],
        ),
        (
            "media: [{publish: maybe, file: bridge.jpg, alt: A, credit: B, licence: CC0}]",
            ['5:19 error [not-yes-or-no] publish is "maybe"; write true or false'],
        ),
        ("part_of: others", ['5:10 error [entry-unknown] no entry is called "others"; did you mean "other"?']),
        (
            "part_of: entry",
            ['5:10 error [G3] "entry" is part of itself through `part_of`; remove one of the links'],
        ),
        (
            "related: [{entry: other}]",
            ["5:11 error [field-missing] no rel; add `rel: background`, or how the two relate to each other"],
        ),
        (
            "related: [{entry: other, rel: replies-to}]",
            ['5:31 error [value-unknown] rel is "replies-to"; did you mean "responds-to"?'],
        ),
        (
            "related: other",
            [f"5:10 error [not-a-map] related {MAP} `{{entry: id, rel: background}}` below or within {{ }}"],
        ),
        (
            "status: wip",
            ['5:9 error [value-unknown] status is "wip"; write "draft"'],
        ),
        (
            "published: yesterday",
            [
                '5:12 error [not-a-moment] published is "yesterday"; write a day, YYYY-MM-DD, or a time, YYYY-MM-DDTHH:MM+00:00'
            ],
        ),
        (
            "published: 2023-02-30",
            ['5:12 error [not-a-moment] published is "2023-02-30"; there is no such day or time'],
        ),
        (
            "updated: 0001-01-01T00:00+04:00",
            ['5:10 error [not-a-moment] updated is "0001-01-01T00:00+04:00"; there is no such day or time'],
        ),
        (
            "corrections: [{kind: mistake}]",
            [
                "5:15 error [field-missing] no date; add `date: YYYY-MM-DD`, as precisely as it is known",
                "5:15 error [field-missing] no text; add `text: what was wrong and what is right`",
                '5:22 error [value-unknown] kind is "mistake"; '
                "one of correction, clarification, update, retraction, editor-note",
            ],
        ),
        (
            "corrections: [{date: , text: One.}]",
            ["5:16 error [field-missing] no date; add `date: YYYY-MM-DD`, as precisely as it is known"],
        ),
        (
            "lang: English",
            ['5:7 error [lang-form] lang is "English": not a BCP 47 language tag; write en'],
        ),
        ("dir: left", ['5:6 error [value-unknown] dir is "left"; one of ltr, rtl, auto']),
        ("authors: [[A. B.], C]", [f"5:11 error [not-a-text] authors is a list; {TEXT}"]),
        (
            "formerly: First Shelling",
            [
                '5:11 error [id-form] a former id is "First Shelling": an id consists of lower-case letters, digits and '
                "hyphens; "
                'write "first-shelling"'
            ],
        ),
        ("external: Q1", [f"5:11 error [not-a-map] external {MAP} `key: value` below or within {{ }}"]),
        (
            "safety: {coordinate_decimals: one, delay_until: soon, hide: yes}",
            [
                '5:31 error [not-a-number] coordinate_decimals is "one"; write 1',
                '5:49 error [not-a-moment] delay_until is "soon"; write a day, YYYY-MM-DD, or a time, YYYY-MM-DDTHH:MM+00:00',
                '5:55 error [key-unknown] unknown field "hide" in safety; '
                "known here: coordinate_decimals, delay_until, hide_sources",
            ],
        ),
    ],
)
def test_a_field_that_cannot_be_read_is_told_at_its_place(site, lines, problems):
    assert problems_with(site, lines) == problems


def test_an_end_is_not_given_twice(site):
    assert problems_with(site, "end: 2023-09-21", "title: A\nsources: gazette\ndate: 2023-09-19/2023-09-20\n") == [
        "5:6 error [end-twice] the date already contains an end, but there is also an `end`; keep one of the two"
    ]
