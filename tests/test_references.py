"""A name in any script leads to the one thing that bears it; one that leads nowhere is told, and nothing is built."""

import os
import unicodedata

import pytest
from conftest import NOW

from builder.building.pipeline import load

ENTRY = "content/entries/entry.md"
ALIASES = """
-- content/actors/երևանի-քաղաքապետարան.md --
---
kind: government-body
names: [{text: Երևանի քաղաքապետարան, lang: hy}, {text: Мэрия Еревана, lang: ru}]
---
-- content/actors/azərbaycan.md --
---
kind: state
names: [{text: Azərbaycan, lang: az}, {text: أذربيجان, lang: ar}, {text: აზერბაიჯანი, lang: ka}]
---
-- content/places/xankəndi.md --
---
kind: city
names: [Xankəndi, İçərişəhər, Ստեփանակերտ, Степанакерт, ხანქენდი, خانكندي, Йевлах]
---
"""


def with_lines(site, lines: str, around: str = ""):
    return site(f"{around}\n-- {ENTRY} --\n---\ntitle: A\ndate: 2023-09-19\nsources: gazette\n{lines}\n---\n")


def read_entry(made):
    # All forms of one name stand side by side.
    assert [problem for problem in made.problems() if "[said-twice]" not in problem] == []
    return load(made.folder, NOW).archive.entry_of["entry"]


def forms(name: str) -> list[str]:
    """Write a name as it comes out of keyboards, file systems and headlines."""
    apart = unicodedata.normalize("NFD", name)
    return [name, apart, name.upper(), apart.upper(), name.lower(), f"' {name.replace(' ', '  ')} '"]


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Երևանի քաղաքապետարան", "երևանի-քաղաքապետարան"),
        ("երևանի-քաղաքապետարան", "երևանի-քաղաքապետարան"),
        ("Мэрия Еревана", "երևանի-քաղաքապետարան"),
        ("Azərbaycan", "azərbaycan"),
        ("azərbaycan", "azərbaycan"),
        ("أذربيجان", "azərbaycan"),
        ("აზერბაიჯანი", "azərbaycan"),
        ("Հայաստան", "armenia"),
    ],
)
def test_an_actor_is_found_by_any_of_its_names_however_it_is_written(site, name, id):
    entry = read_entry(with_lines(site, f"actors: [{', '.join(forms(name))}]", ALIASES))
    assert [part.actor for part in entry.actors] == [id] * 6


@pytest.mark.parametrize(
    "name", ["Xankəndi", "İçərişəhər", "Ստեփանակերտ", "Степанакерт", "ხანქენდი", "خانكندي", "Йевлах"]
)
def test_a_place_is_found_by_any_of_its_names_however_it_is_written(site, name):
    entry = read_entry(with_lines(site, f"places: [{', '.join(forms(name))}]", ALIASES))
    assert [location.place for location in entry.places] == ["xankəndi"] * 6


def test_capitals_of_azerbaijani_lead_to_their_small_letters(site):
    entry = read_entry(with_lines(site, "places: [XANKƏNDİ, XANKƏNDI, içərişəhər, IÇƏRIŞƏHƏR]", ALIASES))
    assert [location.place for location in entry.places] == ["xankəndi"] * 4


def test_names_lead_to_ids_wherever_an_entry_refers_to_somebody(site):
    entry = read_entry(
        with_lines(
            site,
            "actors: [{actor: armenia, according_to: [Азербайджанцы]}]\n"
            "part_of: War\n"
            "claims: [{by: ՀԱՅԱՍՏԱՆ, via: Азербайджанцы, text: It was., attributed_to: [Հայաստան], where: ЕРЕВАН, "
            "sources: GAZETTE}]\n"
            "quotes: [{text: Yes., by: հայաստան, source: Gazette}]\n"
            "assessment: {method: Method}",
            "-- content/actors/az.md --\n---\nnames: [Азербайджанцы]\n---\n"
            "-- content/entries/war.md --\n---\ntitle: War\ndate: 2020/2024\nsources: GAZETTE\n---\n"
            "-- content/pages/method.md --\n---\ntitle: Method\n---\n",
        )
    )
    claim, quote = entry.claims[0], entry.quotes[0]
    assert (entry.actors[0].according_to, entry.part_of, entry.sources) == (("az",), "war", ("gazette",))
    assert (claim.by, claim.via, claim.attributed_to, claim.where) == ("armenia", "az", ("armenia",), "yerevan")
    assert (claim.sources, quote.by, quote.source) == (("gazette",), "armenia", "gazette")
    assert entry.assessment is not None
    assert entry.assessment.method == "method"


def test_the_name_of_two_actors_is_ambiguous_and_an_id_is_not(site):
    made = with_lines(
        site,
        "actors: [Armenia, ARMENIA, armenia, SSR]",
        "-- content/actors/armenian-ssr.md --\n---\nnames: [Armenia, SSR]\n---\n",
    )
    ambiguous = 'names more than one actor; write "armenia" or "armenian-ssr"'
    assert made.problems() == [
        'content/actors/armenian-ssr.md:2:8 warning [G2] "armenia" is a name of both armenia and armenian-ssr; '
        "a reference by this name is ambiguous: leave it to one of the two",
        f'{ENTRY}:5:10 error [actor-ambiguous] "Armenia" {ambiguous}',
        f'{ENTRY}:5:19 error [actor-ambiguous] "ARMENIA" {ambiguous}',
    ]


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (
            "actors: [Հայաստանն]",
            '5:10 error [actor-unknown] no actor is called "Հայաստանն"; did you mean "հայաստան"?',
        ),
        ("places: [Ериван]", '5:10 error [place-unknown] no place is called "Ериван"; did you mean "ереван"?'),
        (
            "places: [Tatooine]",
            '5:10 error [place-unknown] no place is called "Tatooine"; add the place, or fix the name',
        ),
        (
            "related: [{entry: War, rel: background}]",
            '5:19 error [entry-unknown] no entry is called "War"; add the entry, or fix the name',
        ),
    ],
)
def test_an_unknown_name_is_told_with_the_nearest_known_one(site, lines, problem):
    assert with_lines(site, lines).problems() == [f"{ENTRY}:{problem}"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("x2", "x²"), ("strasse", "straße"), ("երեւան", "երևան"), ("a/aid", "b/aid")],
)
def test_two_entries_whose_ids_meet_when_folded_are_told(site, one, other):
    files = "".join(
        f"-- content/entries/{id}.md --\n---\ntitle: A\ndate: 2023\nsources: gazette\n---\n" for id in (one, other)
    )
    assert site(files).problems() == [
        f'content/entries/{other}.md:1:1 error [id-twice] "{other.removeprefix("b/")}" is in '
        f"content/entries/{one}.md already; rename one of the two"
    ]


@pytest.mark.parametrize(
    ("stem", "proposed"),
    [("First-Shelling", "first-shelling"), ("Ереван", "ереван"), ("aid_convoy", "aid-convoy"), ("a b", "a-b")],
)
def test_a_file_whose_name_is_no_id_is_told_what_would_be_one(site, stem, proposed):
    assert site(
        f"-- content/entries/{stem}.md --\n---\ntitle: A\ndate: 2023\nsources: gazette\n---\n"
    ).problems() == [
        f'content/entries/{stem}.md error [id-form] the file\'s name is "{stem}": an id consists of lower-case letters, digits and '
        f'hyphens; write "{proposed}"'
    ]


def test_a_file_name_that_the_file_system_took_apart_is_the_same_id(site):
    apart = unicodedata.normalize("NFD", "йевлах")
    made = with_lines(site, "places: [йевлах]", f"-- content/places/{apart}.md --\n---\nnames: [Йевлах]\n---\n")
    assert [location.place for location in read_entry(made).places] == ["йевлах"]


HELD = """
-- content/entries/draft.md --
---
title: A plan
date: 2023-09-20
status: draft
sources: gazette
claims: [{by: armenia, text: It will be., sources: gazette}]
---
"""


def test_what_refers_to_a_draft_is_told_and_a_draft_may_refer_to_anything(site):
    made = with_lines(
        site,
        "part_of: draft\nrelated: [{entry: draft, rel: precedes}]\n"
        "claims: [{by: armenia, text: No., sources: gazette, responds_to: draft#c1}]",
        HELD.replace("status: draft", "status: draft\npart_of: second") + HELD.replace("/draft.md", "/second.md"),
    )
    held = '[entry-held-back] "draft" is not published (a draft, or held back); publish it first, or remove the reference'
    assert made.problems() == [f"{ENTRY}:{place} error {held}" for place in ("5:10", "6:19", "7:66")]


def test_what_an_unreadable_file_holds_is_no_further_mistake(site):
    made = with_lines(
        site,
        "actors: [ministry]\nplaces: [bridge]\nrelated: [{entry: draft, rel: precedes}]",
        "-- content/actors/ministry.md --\nnames: [The ministry]\n"
        "-- content/places/bridge.md --\n---\nnames: [A, A\n---\n"
        "-- content/entries/draft.md --\n---\ntitle: A\ntitle: B\ndate: 2023\nsources: [gazette]\n---\n",
    )
    assert made.problems() == [
        "content/actors/ministry.md:1:1 error [front-matter] no front matter; "
        "begin the file with a line `---`, then `title: …` and the other fields, and another line `---`",
        'content/entries/draft.md:3:1 error [front-matter] "title" is given twice; the first is on line 2: keep one',
        "content/places/bridge.md:2:8 error [front-matter] a bracket that is not closed; "
        "close it with ] or }, and put commas between the items",
    ]


WRONG = """
-- content/site.yaml --
title: A small chronology
url: https://example.org/
front: {moments: [entry, entri]}
pages: {methodology: method}
-- content/entries/b.md --
---
title: B
date: 2023-13
sources: [gazzette]
---
[[nobody]]
-- content/entries/a.md --
---
title: A
date: 2023
sources: gazette
actors: [{actor: Armenai}]
---
-- content/sources/own.yaml --
- {id: note, title: A note}
-- content/places/sea.md --
---
names: [The sea]
point: [139, 46]
---
"""


def test_all_problems_of_all_files_are_told_at_once_and_in_order_and_the_published_site_stays(site):
    made = with_lines(site, "")
    made.build()
    before = made.published()
    found = made.write(WRONG).build()
    assert [str(problem) for problem in found.problems] == [
        'content/entries/a.md:5:18 error [actor-unknown] no actor is called "Armenai"; did you mean "armenia"?',
        "content/entries/b.md:3:12 error [date-form] 13 is not a month; months go from 01 to 12, seasons from 21 to 41",
        'content/entries/b.md:4:11 error [source-unknown] no source is called "gazzette"; did you mean "gazette"?',
        'content/entries/b.md:6:1 error [link-unknown] no entry, actor, place or page is called "nobody"; '
        "write an id, or the name of an actor or a place",
        "content/places/sea.md:3:8 error [not-a-point] point is not a pair of numbers in range; write [46, 139]",
        'content/site.yaml:3:26 error [entry-unknown] no entry is called "entri"; did you mean "entry"?',
        'content/site.yaml:4:22 error [page-unknown] no page is called "method"; add the page, or fix the name',
        "content/sources/own.yaml:1:3 error [field-missing] this source cannot be found by readers; "
        "add one of publisher, container-title, URL and DOI",
    ]
    assert (found.published, made.published()) == (None, before)


def test_a_file_whose_name_is_no_text_is_told_of_and_left(site):
    small = site("-- content/entries/ok.md --\n---\ntitle: Fine\ndate: 2031\nsources: gazette\n---\n")
    place = os.fsencode(small.folder) + b"/content/entries/\xff.md"
    with open(place, "w", encoding="utf-8") as file:
        file.write("---\ntitle: Lost\ndate: 2031\nsources: gazette\n---\n")
    told = "content/entries/?.md warning [file-unread] this file is not read: its name is not UTF-8; rename it"
    assert small.problems() == [told]
