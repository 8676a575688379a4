"""Which sources and questions have a page of their own, and what stands on an entry's page where they have none."""

import json
import re

import pytest
from conftest import NOW, Site
from test_publishing import held
from test_site_links import Tags, is_inner, led_to, links

from builder.building.pipeline import build

THEMES = ("chronicle", "wire")
ENTRY = """
-- content/entries/{id}.md --
---
title: {id}
date: 2031-04-05
published: 2031-04-05T12:00:00Z
{more}
---
{body}
"""
OWN = "sources: [{id: letter, title: A letter, publisher: The Courier, issued: 2031}]"


def entry(id: str, more: str = "", body: str = "") -> str:
    return ENTRY.format(id=id, more=more, body=body)


def pages(made: Site, folder: str) -> list[str]:
    """List the ids of what has a page of its own below a folder."""
    found = (re.fullmatch(rf"{folder}/([^/]+)/index\.html", path) for path in made.published())
    return [match[1] for match in found if match]


def overview(made: Site, folder: str) -> list[str]:
    """List where the overview of sources, or of questions, leads to."""
    main = made.page(f"{folder}/index.html").partition("<main")[2].partition("</main>")[0]
    return sorted(address.removeprefix("../") for address in re.findall(r'<li>[^<]*<a href="([^"]+)"', main))


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


HOME, PAGE = "entries/first/#source_letter", "sources/letter/"
CITED = {
    "by its own entry alone": ("", HOME),
    "in the text of its own entry too": (entry("first", OWN, "So it is.[@letter]"), HOME),
    "by another entry": (entry("other", "sources: [letter]"), PAGE),
    "in the text of another entry": (entry("other", "sources: [gazette]", "So it is.[@letter]"), PAGE),
    "by a claim of another entry": (
        entry("other", "claims: [{by: armenia, text: It is so., sources: [letter]}]"), PAGE,
    ),
    "by a quotation of another entry": (
        entry("other", "sources: [gazette]\nquotes: [{by: armenia, text: It is so., source: letter}]"), PAGE,
    ),
    "in the text of an actor": (
        "-- content/actors/armenia.md --\n---\nkind: state\nnames: [Armenia]\n---\nA state.[@letter]\n", PAGE,
    ),
    "by the tie of an actor": (
        "-- content/actors/office.md --\n---\nkind: government-body\nnames: [Office]\n"
        "part_of: [{actor: armenia, sources: [letter]}]\n---\n", PAGE,
    ),
    "by the office of a person": (
        "-- content/actors/clerk.md --\n---\nkind: person\nnames: [Clerk]\nperson: {public_figure: true}\n"
        "roles: [{title: Clerk, of: armenia, sources: [letter]}]\n---\n", PAGE,
    ),
    "by a place": (
        "-- content/places/yerevan.md --\n---\nkind: city\nnames: [Yerevan]\nsources: [letter]\n---\n", PAGE,
    ),
    "by a page": ("-- content/pages/about.md --\n---\ntitle: About\n---\nSo it is.[@letter]\n", PAGE),
    "by a question": ("-- content/questions/q.md --\n---\ntitle: How many?\n---\nSo it is.[@letter]\n", PAGE),
    "by a draft": (entry("other", "status: draft\nsources: [letter]"), HOME),
    "by an entry that is held back": (entry("other", "safety: {delay_until: 2199-01-01}\nsources: [letter]"), HOME),
    "by an entry that hides its sources": (entry("other", "safety: {hide_sources: true}\nsources: [letter]"), HOME),
    "by an entry that was withdrawn": (
        entry("other", "status: withdrawn\ncorrections: [{date: 2031-05, kind: retraction, text: Wrong.}]\nsources: [letter]"),
        HOME,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CITED)
def test_a_source_written_in_an_entry_has_a_page_if_two_records_cite_it(site, case):
    more, address = CITED[case]
    made = site(entry("first", OWN) + more)
    assert made.build().published
    assert [found for found in overview(made, "sources") if "letter" in found] == [address]
    assert [id for id in pages(made, "sources") if id == "letter"] == (["letter"] if address == PAGE else [])
    shown = f'href="../../{address}"' in made.page("entries/first")
    assert shown is (address == PAGE)


def test_a_source_in_a_list_of_sources_has_a_page_if_one_entry_cites_it(site):
    made = site(entry("first", "sources: [gazette]"))
    made.build()
    assert pages(made, "sources") == ["gazette"]
    assert overview(made, "sources") == ["sources/gazette/"]


def test_a_source_that_its_entry_hides_and_another_cites_is_at_home_in_that_one(site):
    made = site(entry("first", f"safety: {{hide_sources: true}}\n{OWN}") + entry("other", "sources: [letter]"))
    made.build()
    assert (pages(made, "sources"), overview(made, "sources")) == ([], ["entries/other/#source_letter"])
    assert "letter" not in made.page("entries/first")


def test_a_source_that_its_entry_hides_leaves_no_trace(site):
    made = site(entry("first", f"safety: {{hide_sources: true}}\n{OWN}", "So it is.[@letter]"))
    made.build()
    assert [path for path, data in made.published().items() if b"A letter" in data or b"source_letter" in data] == []


CLAIM = "claims: [{by: armenia, text: Two were hurt., question: hurt-in-may, injured: 2, sources: [gazette]}]"
AT_HOME, ASKED = "entries/first/#question_hurt-in-may", "questions/hurt-in-may/"
ANSWERED = {
    "by one entry": ("", AT_HOME),
    "by one entry, and has a file": ("-- content/questions/hurt-in-may.md --\n---\ntitle: How many?\n---\n", ASKED),
    "by two entries": (entry("other", CLAIM), ASKED),
    "by a draft too": (entry("other", f"status: draft\n{CLAIM}"), AT_HOME),
    "by two claims of one entry": (
        entry("first", CLAIM.replace("]}]", "]}, {by: armenia, text: No., question: hurt-in-may, sources: [gazette]}]")),
        AT_HOME,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", ANSWERED)
def test_a_question_has_a_page_if_it_has_a_file_or_two_entries_answer_it(site, case):
    more, address = ANSWERED[case]
    made = site(entry("first", CLAIM) + more)
    assert made.build().published
    id = address.split("/")[1]
    assert overview(made, "questions") == [address]
    assert pages(made, "questions") == ([id] if address == ASKED else [])
    said = made.page("actors/armenia").partition('id="section_said"')[2]
    assert re.findall(r'<h3><a href="\.\./\.\./([^"]+)"', said) == [address]
    asked = dict(row[:2] for row in json.loads(made.page("search/names.json"))["questions"])
    assert [*asked] == ["hurt-in-may" if address == ASKED else AT_HOME]


ALL = """
sources:
  - id: letter
    title: "[A letter from the mill]"
    author: [{literal: A Miller}]
    publisher: The Courier
    accessed: 2031-04-09
    URL: https://example.com/letter
    archived: https://example.org/letter
    language: hy
    country: AM
    genre: official
    affiliation: east
    proximity: eyewitness
    note: Signed by all.
"""


@pytest.mark.parametrize(
    ("theme", "said"),
    [
        (
            "chronicle",
            "original The Courier , [A letter from the mill] , undated · Read at example.com · Archived copy About this source"
            " Described by this publication; the source’s own title is not known"
            " Authors A Miller Accessed 9 April 2031 Type official document Language hy Country AM"
            " Affiliation east Proximity eyewitness Note Signed by all.",
        ),
        (
            "wire",
            "The Courier, [A letter from the mill] , no date given · read · archived"
            " Described by this publication; the source’s own title is not known. · Accessed: 9 April 2031"
            " · Kind: official document · Written by: A Miller · Language: hy · Country: AM"
            " · Affiliation: east · Proximity: eyewitness · Note: Signed by all.",
        ),
    ],
)
def test_an_entry_says_all_of_a_source_that_has_no_page(site, theme, said):
    made = site(themed(theme) + entry("first", ALL.strip()))
    made.build()
    item = re.search(r'<li id="source_letter" value="1">(.*?)</li>', made.page("entries/first"), re.S)
    assert item
    assert text_of(item[1]) == said


@pytest.mark.parametrize("theme", THEMES)
def test_of_a_source_that_has_a_page_an_entry_says_one_line(site, theme):
    made = site(themed(theme) + entry("first", ALL.strip()) + entry("other", "sources: [letter]"))
    made.build()
    for id in ("first", "other"):
        assert "Signed by all." not in made.page(f"entries/{id}")
    assert "Signed by all." in made.page("sources/letter")


FIGURES = """
sources: [gazette]
claims:
  - {id: a, question: hurt, by: armenia, text: Two., injured: 2, killed: 1, made: 2031-04-05, sources: [gazette]}
  - {id: b, question: hurt, by: armenia, text: Three., injured: 3, made: 2031-04-06, sources: [gazette]}
  - {id: c, question: lost, by: armenia, text: Four., injured: 4, made: 2031-04-05, sources: [gazette]}
  - {id: d, question: lost, by: armenia, text: Five., injured: 5, made: 2031-04-07, sources: [gazette]}
"""


@pytest.mark.parametrize("theme", THEMES)
def test_an_entry_draws_the_figures_of_a_question_that_has_no_page(site, theme):
    made = site(themed(theme) + entry("first", FIGURES.strip()))
    made.build()
    page = made.page("entries/first")
    sections = re.split(r'(?=id="question_)', page.partition("<aside")[0])[1:]
    # One figure of the dead is printed with the statement, and not drawn.
    assert [re.findall(r'<a (?:class="number" )?href="#(\w)">', section) for section in sections] == [
        ["a", "b"],
        ["c", "d"],
    ]
    assert [section.count('class="figures-drawing"') for section in sections] == [1, 1]
    ids = Tags(page).values("id")
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("theme", THEMES)
def test_figures_of_a_question_that_has_a_page_are_drawn_there_alone(site, theme):
    made = site(
        themed(theme) + entry("first", FIGURES.strip()) + entry("other", CLAIM.replace("hurt-in-may", "hurt"))
    )
    made.build()
    drawn = {path for path, data in made.published().items() if b'aria-labelledby="figures_hurt_' in data}
    assert drawn == {"questions/hurt/index.html"}


EVERYWHERE = (
    entry("first", OWN + "\n" + CLAIM.replace("gazette", "letter"), "So it is.[@letter]")
    + entry("second", "sources: [gazette, {id: note, title: A note, publisher: The Post}]\n"
            + CLAIM.replace("hurt-in-may", "lost").replace("gazette", "note"))
    + entry("third", CLAIM.replace("hurt-in-may", "lost"))
)  # fmt: skip
LANGUAGES = "-- content/entries/first.hy.md --\n---\ntitle: Առաջին\nreview: done\n---\nԱյո։[@letter]\n"


@pytest.mark.parametrize("theme", THEMES)
def test_whatever_names_a_source_or_a_question_leads_to_where_it_stands(site, theme):
    settings = themed(theme, "languages: [en, hy]\nsharing: {embeds: true}\n")
    made = site(settings + EVERYWHERE + LANGUAGES)
    assert made.build().published
    files = made.published()
    tags = {path: Tags(data.decode()) for path, data in files.items() if path.endswith(".html")}
    ids = {path: set(page.values("id")) for path, page in tags.items()}
    wrong = []
    for path, page in tags.items():
        for _, address in links(page):
            file, fragment = led_to(path, address) if is_inner(address) else ("index.html", "")
            if file not in files or (fragment and fragment not in ids.get(file, set())):
                wrong.append(f"{path}: {address}")
    assert wrong == []
    assert {path for path in files if path.startswith(("sources/", "questions/")) and path.endswith(".html")} == {
        "sources/index.html",
        "sources/gazette/index.html",
        "questions/index.html",
        "questions/lost/index.html",
        "questions/lost/embed/index.html",
    }
    assert {path.removeprefix("hy/") for path in files if path.startswith(("hy/sources/", "hy/questions/"))} == {
        path for path in files if path.startswith(("sources/", "questions/"))
    }
    # A question's page lists the sources of claims, and leads to the entry that brings one with it.
    assert 'href="../../entries/second/#source_note"' in made.page("questions/lost")
    assert overview(made, "hy/sources") == [
        "entries/first/#source_letter",
        "entries/second/#source_note",
        "sources/gazette/",
    ]
    listed = re.findall("<loc>https://example.org/((?:sources|questions)/[^<]*)</loc>", made.page("sitemap.xml"))
    assert listed == ["questions/", "questions/lost/", "sources/", "sources/gazette/"]


def test_data_for_machines_names_sources_by_where_they_stand(site):
    made = site(EVERYWHERE)
    made.build()
    said = {
        id: json.loads(
            re.search(r'<script type="application/ld\+json">(.*?)</script>', made.page(f"entries/{id}"))[1]
        )
        for id in ("first", "third")
    }
    root = "https://example.org/"
    assert {id: [source["@id"] for source in data["citation"]] for id, data in said.items()} == {
        "first": [f"{root}entries/first/#source_letter"],
        "third": [f"{root}sources/gazette/"],
    }
    appearances = {id: data["about"][-1]["appearance"] for id, data in said.items()}
    assert appearances == {
        "first": [{"@id": f"{root}entries/first/#source_letter"}],
        "third": [{"@id": f"{root}sources/gazette/"}],
    }


NEWS = {
    "another entry cites the source": entry("other", "sources: [gazette]", "So it is.[@letter]"),
    "another entry answers the question": entry("other", CLAIM),
    "the question gets a file": "-- content/questions/hurt-in-may.md --\n---\ntitle: How many?\n---\n",
    "an actor cites the source": (
        "-- content/actors/armenia.md --\n---\nkind: state\nnames: [Armenia]\nsources: [letter]\n---\n"
    ),
}


@pytest.mark.parametrize("case", NEWS)
def test_a_page_that_comes_or_goes_changes_all_that_leads_to_it(site, tmp_path, case):
    made = site(entry("first", f"{OWN}\n{CLAIM}") + entry("other", "sources: [gazette]"))
    made.build()
    before = made.published()
    made.write(NEWS[case]).build()
    build(made.folder, tmp_path / "clean", NOW, uses_cache=False)
    assert made.published().keys() - before.keys() in (
        {"sources/letter/index.html"},
        {"questions/hurt-in-may/index.html"},
    )
    assert held(made.public) == held(tmp_path / "clean")


def themed(theme: str, more: str = "") -> str:
    return f"-- content/site.yaml --\ntitle: A small chronology\nurl: https://example.org/\ntheme: {theme}\n{more}"


def test_what_stands_beside_an_entry_is_said_in_words_and_each_actor_once(site):
    made = site("""
-- content/actors/army.md --
---
kind: armed-force
names: [The army]
---
-- content/sources/more.yaml --
- {id: wiki, type: entry-encyclopedia, title: The bridge, publisher: An encyclopedia, URL: "https://www.wiki.example/bridge"}
- {id: copy, title: A decree, publisher: Archive, URL: "https://archive.example/decree", mirror: true}
-- content/entries/e.md --
---
title: E
date: 2023
actors:
  - {actor: army, role: target, basis: stated, according_to: [armenia]}
  - {actor: army, role: speaker}
places: [{place: yerevan, role: mentioned, precision: settlement}]
sources: [wiki, gazette, copy]
claims: [{by: army, text: No., sources: [copy, wiki]}]
---
""")
    assert made.build().published
    page = made.page("entries/e/")
    who = re.findall("<li>.*?</li>", page.partition("<h2>Who</h2>")[2].partition("</aside>")[0])[0]
    plain = " ".join(re.sub("<[^>]+>", "", who).split())
    assert plain == "The army was targeted, according to Armenia made statements"
    assert '<span class="role">only mentioned</span>' in page
    cited = re.search(r'<span>(<a href="#source_.*?)</span></p>', page.replace("\n", ""))[1]
    assert re.sub("<[^>]+>", "", cited) == "An encyclopedia [1] (encyclopedia), Archive [3] (copy)"
    assert re.findall(r'<a class="out"[^>]*>(.*?)</a>', page) == [
        "Read at wiki.example",
        "Read a copy at archive.example",
    ]
    listed = made.page("sources/")
    grades = re.findall('<span class="grade grade-([a-z]+)">', listed)
    assert grades == ["encyclopedia", "copy"] + ["original"] * (len(grades) - 2)


DAYS = (3, 1, 1, 9, 1, 1, 1, 1, 2, 1, 4, 1, 1)
LONG = "".join(
    f"-- content/entries/e{day:02}-{number}.md --\n---\ntitle: Entry {day} {number}\n"
    f"date: {2020 + day // 5}-03-{day + 1:02}\nactors: [{{actor: armenia, role: speaker}}]\nplaces: [yerevan]\n"
    "tags: [talks]\nsources: [gazette]\npublished: 2025-01-01\n---\n"
    for day, most in enumerate(DAYS)
    for number in range(most)
)


@pytest.mark.parametrize("theme", THEMES)
def test_a_long_list_goes_on_in_parts_that_hold_every_entry_once(theme, site, monkeypatch):
    monkeypatch.setattr("builder.outputs.parts.chronology.MOST_ON_A_PAGE", 5)
    long = site(
        LONG + f"-- content/site.yaml --\ntitle: A long chronology\nurl: https://example.org/\ntheme: {theme}\n"
    )
    assert long.build().problems == ()
    files = long.published()
    for address in ("actors/armenia/", "places/yerevan/", "tags/talks/", "sources/gazette/"):
        paths = [f"{address}index.html", *(f"{address}part/{number}/index.html" for number in range(2, 7))]
        assert [
            path for path in files if path.startswith(address) and path.endswith(".html") and "embed" not in path
        ] == paths
        listed = []
        for number, path in enumerate(paths, start=1):
            page = long.page(path)
            on_page = [*dict.fromkeys(re.findall(r'href="(?:\.\./)*entries/(e[0-9-]+)/"', page))]
            assert len(on_page) <= 5 or len({id[:3] for id in on_page}) == 1
            listed += on_page
            shown = re.findall(r'aria-current="page">([0-9]{4})', page)
            assert shown
            assert {*shown} == {
                re.search(r"20[0-9]{2}-03", files[f"entries/{on_page[0]}/index.html"].decode())[0][:4]
            }
            if theme == "chronicle":
                ways = re.findall(r'href="([^"]*)" rel="(prev|next)"', page)
                assert {(led_to(path, href)[0], rel) for href, rel in ways} == {
                    *((one, "prev") for one in paths[max(number - 2, 0) : number - 1]),
                    *((one, "next") for one in paths[number : number + 1]),
                }
        assert listed == [f"e{day:02}-{number}" for day, most in enumerate(DAYS) for number in range(most)]
    sitemap = files["sitemap.xml"].decode()
    assert "/part/" not in sitemap
    assert sitemap.count("/entries/") == sum(DAYS)
    assert files["actors/armenia/feed.xml"].count(b"<entry>") == min(sum(DAYS), 30)


def test_each_part_of_a_long_list_follows_what_is_written_on_another(site, monkeypatch, tmp_path):
    monkeypatch.setattr("builder.outputs.parts.chronology.MOST_ON_A_PAGE", 5)
    long = site(LONG)
    assert long.build().problems == ()
    added = LONG.partition("-- content/entries/e00-1.md")[0].replace("e00-0", "e12-1")
    long.write(added.replace("2020-03-01", "2022-03-13"))
    assert long.build().problems == ()
    assert "28 entries" in long.page("actors/armenia/part/2/")
    clean = tmp_path / "clean"
    assert build(long.folder, clean, NOW, uses_cache=False).published
    assert held(long.public) == held(clean)


def test_a_new_entry_changes_no_other_part_of_the_timeline(site, monkeypatch):
    """Parts follow the years that fill one, and files of summaries the ids in them: not how much there was before."""
    monkeypatch.setattr("builder.outputs.timeline_pages._ENOUGH", 4)
    for name, size in (("_FEWEST", 3), ("_MOST", 9), ("_ONE_IN", 2)):
        monkeypatch.setattr(f"builder.outputs.filter_index.{name}", size)
    months = [
        (2000, 1),
        (2001, 3),
        *((year, month) for year in (2002, 2003, 2004) for month in (1, 1, 1, 2, 2, 2, 3)),
    ]
    talks = LONG.partition("-- content/entries/e00-1.md")[0]
    long = site("".join(_entry(talks, year, month, number) for number, (year, month) in enumerate(months)))
    assert long.build().problems == ()
    before = long.published()
    held_in = {
        part: [*dict.fromkeys(re.findall("entries/(e[0-9-]+)/", page.decode()))]
        for part in range(2, 6)
        if (page := before.get(f"timeline/part/{part}/index.html"))
    }
    # What is left of a year is a part only if it is half of one.
    assert {part: sorted(ids) for part, ids in held_in.items()} == {
        2: [f"e2002-{number:02}" for number in range(2, 9)],
        3: [f"e2003-{number:02}" for number in range(9, 16)],
        4: [f"e2004-{number:02}" for number in range(16, 23)],
    }
    long.write(_entry(talks, 2003, 2, 99))
    assert long.build().problems == ()
    after = long.published()
    kept = [path for path in before if re.match("timeline/(part|summaries)/", path)]
    changed = [path for path in kept if after[path] != before[path]]
    # An id near the new one may end a file of summaries now; all later files stay.
    assert changed == ["timeline/part/3/index.html", "timeline/summaries/3.json", "timeline/summaries/4.json"]
    assert "timeline/summaries/5.json" in kept


def _entry(talks, year, month, number):
    return talks.replace("e00-0", f"e{year}-{number:02}").replace(
        "2020-03-01", f"{year}-{month:02}-{number % 28 + 1:02}"
    )


@pytest.mark.parametrize("theme", THEMES)
def test_a_long_index_of_sources_goes_on_in_parts_of_whole_publishers(theme, site, monkeypatch):
    monkeypatch.setattr("builder.outputs.source_pages._MOST_ON_A_PAGE", 5)
    monkeypatch.setattr("builder.outputs.source_pages._ENOUGH_IN_A_PART", 3)
    listed = [
        (f"s{number}", outlet) for number, outlet in enumerate(["Post", "Dawn", "Post", "Dawn", "Echo", "Dawn"])
    ]
    sources = "\n".join(f"  - {{id: {id}, title: On {id}, publisher: {outlet}}}" for id, outlet in listed)
    entry = f"-- content/entries/talks.md --\n---\ntitle: Talks\ndate: 2020-03-01\nsources:\n{sources}\n---\n"
    long = site(f"-- content/site.yaml --\ntitle: Long\nurl: https://example.org/\ntheme: {theme}\n{entry}")
    assert long.build().problems == ()
    before = long.published()
    paths = ["sources/index.html", "sources/part/2/index.html"]
    assert [path for path in before if path.startswith("sources/")] == paths
    pages = [before[path].decode() for path in paths]
    assert [re.findall("#source_(s[0-9])", page) for page in pages] == [["s1", "s3", "s5"], ["s4", "s0", "s2"]]
    for path, page in zip(paths, pages, strict=True):
        nav = page.rpartition('class="parts"' if theme == "chronicle" else 'class="row" aria-label="Parts"')[2]
        ways = re.findall(
            r'<a href="([^"]*)"([^>]*)>(.*?)</a>', nav.partition("</ul>" if theme == "wire" else "</ol>")[0]
        )
        assert [led_to(path, href)[0] for href, _, _ in ways] == paths
        assert [words for _, _, words in ways] == ["Dawn", "Echo – Post"]
        assert ['aria-current="page"' in more for _, more, _ in ways] == [path == each for each in paths]
    assert "part/2/" not in before["sitemap.xml"].decode()
    long.write(entry.replace("On s4", "On s4 and more"))
    assert long.build().problems == ()
    assert [path for path in paths if long.published()[path] != before[path]] == paths[1:]
