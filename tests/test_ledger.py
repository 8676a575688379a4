"""Who says what, as readers meet it: side by side, drawn, over all entries, and never added up."""

import re
from itertools import combinations
from pathlib import Path

import pytest

SIDES = """
-- content/site.yaml --
title: A small chronology
url: https://example.org/
sides:
  - {id: east, label: Eastmarch, colour: "#0d5a66", pattern: dots}
  - {id: west, label: Westmarch, colour: "#8a4b0f", pattern: hatch}
-- content/actors/ministry.md --
---
kind: government-body
names: [Ministry of Eastmarch]
side: east
---
-- content/actors/council.md --
---
kind: government-body
names: [Council of Westmarch]
side: west
---
-- content/places/northford.md --
---
kind: city
names: [{text: Northford, used_by: [west]}, {text: Norvad, used_by: [east]}, {text: Норвад, lang: ru}]
---
"""

# One incident that both sides count, another that one side counts, and totals that grow.
COUNTS = """
-- content/entries/shelling.md --
---
title: The market is shelled
date: 2031-04-05
published: 2031-04-05T12:00:00Z
claims:
  - {id: west, question: market, by: council, text: Many died., sources: gazette, killed: {civilians: 4127},
     as_of: 2031-04-05}
  - {id: east, question: market, by: ministry, text: Fewer died., sources: gazette, killed: {civilians: 1693},
     as_of: 2031-04-05}
---
-- content/entries/fire.md --
---
title: The mill burns
date: 2031-04-06
published: 2031-04-06T12:00:00Z
claims:
  - {id: east, question: mill, by: ministry, text: They died in the fire., sources: gazette, killed: {civilians: 2351}}
---
-- content/entries/losses.md --
---
title: Losses are counted
date: 2031-04-07
published: 2031-04-07T12:00:00Z
claims:
  - {id: first, question: losses, by: council, made: 2031-04-07, text: So far., sources: gazette, killed: 5231,
     reports: cumulative, as_of: 2031-04-07}
  - {id: later, question: losses, by: council, made: 2031-04-09, text: By now., sources: gazette, killed: 7919,
     reports: cumulative, as_of: 2031-04-09}
  - {id: own, question: losses, by: ministry, made: 2031-04-08, text: Ours., sources: gazette, killed: 8999..,
     reports: cumulative, words: at least 8999}
---
-- content/entries/bridge.md --
---
title: The bridge is closed
date: 2031-04-08
published: 2031-04-08T12:00:00Z
claims:
  - {id: open, question: bridge, by: council, text: The bridge is open., sources: gazette}
  - {id: shut, question: bridge, by: ministry, text: The bridge is shut., sources: gazette}
---
"""
FIGURES = (4127, 1693, 2351, 5231, 7919, 8999)
THEMES = ("chronicle", "wire")


def themed(theme: str) -> str:
    """Return the two sides in the look of a theme."""
    return SIDES.replace("url: https://example.org/", f"url: https://example.org/\ntheme: {theme}")


def asked(*ids: str) -> str:
    """Write questions into files, which gives each a page of its own."""
    return "".join(f"-- content/questions/{id}.md --\n---\ntitle: {id.title()}\n---\n" for id in ids)


def text_of(html: str) -> str:
    return re.sub(r"(?<=\() | (?=\))", "", re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip())


def words_of(made) -> dict[str, str]:
    """Return all published files but stylesheets."""
    return {path: data.decode() for path, data in made.published().items() if not path.endswith(".css")}


def fates(html: str) -> dict[str, list[str]]:
    """Return what a page says became of each claim, by the claim's id."""
    claims = re.split(r'(?=<div class="claim )', html.partition("<aside")[0])[1:]
    return {
        re.search(r'id="(\w[\w-]*)"', claim)[1]: [
            text_of(item) for item in re.findall(r"<li>(.*?)</li>", claim.partition('<ul class="fate">')[2], re.S)
        ]
        for claim in claims
    }


def columns(html: str) -> list[tuple[str, list[str]]]:
    """Return the columns of a page: the heading of each, and the headings of its statements."""
    found = re.split(r'<div class="column[ "]', html)[1:]
    return [
        (
            "".join(
                text_of(heading) for heading in re.findall(r'<h\d class="column-side">(.*?)</h\d>', column, re.S)
            ),
            [text_of(by) for by in re.findall(r'<p class="claim-by">(.*?)</p>', column, re.S)],
        )
        for column in found
    ]


@pytest.mark.parametrize("questions", [(), ("market", "mill", "losses", "bridge")])
@pytest.mark.parametrize("theme", THEMES)
def test_no_file_holds_a_sum_a_difference_or_a_mean_of_what_was_said(site, theme, questions):
    made = site(themed(theme) + COUNTS + asked(*questions))
    made.build()
    groups = [group for size in range(2, len(FIGURES) + 1) for group in combinations(FIGURES, size)]
    results = {sum(group) for group in groups} | {sum(group) / len(group) for group in groups}
    results |= {abs(one - other) for one, other in combinations(FIGURES, 2)}
    forbidden = {form for number in results for form in (f"{number:g}", f"{number:,g}", f"{round(number)}")}
    files = words_of(made)
    assert {Path(path).suffix for path in files} >= {".html", ".xml", ".json", ".txt"}
    found = {
        (path, number)
        for path, text in files.items()
        # How large a file is says nothing of the conflict, and may be any number.
        for number in re.findall(r"(?<!\w)\d[\d,.]*\d(?!\w)", re.sub(r'"size": \d+', "", text))
        if number in forbidden
    }
    assert found == set()
    for page in ("entries/shelling", *(["questions/market"] if questions else [])):
        assert all(f"{figure:,}" in made.page(page) for figure in (4127, 1693))


@pytest.mark.parametrize("theme", THEMES)
def test_no_file_claims_more_than_a_relation_does(site, theme):
    made = site(themed(theme) + COUNTS)
    made.build()
    words = re.compile("cannot both hold|disputed|≠|cannot hold", re.I)
    assert {(path, found) for path, text in words_of(made).items() for found in words.findall(text)} == set()


def test_figures_of_one_day_contradict_and_totals_that_rise_are_other_figures(site):
    made = site(SIDES + COUNTS + asked("market", "losses", "bridge"))
    made.build()
    assert fates(made.page("questions/market")) == {
        "shelling_east": ["contradicts Council of Westmarch (4,127 killed, as of 5 April 2031)"],
        "shelling_west": ["contradicts Ministry of Eastmarch (1,693 killed, as of 5 April 2031)"],
    }
    assert fates(made.page("questions/losses")) == {
        "losses_own": [
            "different figure: Council of Westmarch (5,231 killed, as of 7 April 2031);"
            " Council of Westmarch (7,919 killed, as of 9 April 2031)"
        ],
        "losses_first": ["different figure: Ministry of Eastmarch (at least 8,999 killed, said 8 April 2031)"],
        "losses_later": ["different figure: Ministry of Eastmarch (at least 8,999 killed, said 8 April 2031)"],
    }
    assert fates(made.page("questions/bridge")) == {"bridge_open": [], "bridge_shut": []}


OTHER_DAYS = {
    "two days": ("2031-04-07", "2031-04-09", True),
    "hours of two days": ("2031-04-07T10:00", "2031-04-09T10:00", True),
    "an hour and its day": ("2031-04-07T10:00", "2031-04-07", False),
    "two hours of a day": ("2031-04-07T10:00", "2031-04-07T18:00", False),
    "a day and its month": ("2031-04-07", "2031-04", False),
    "two months": ("2031-04", "2031-05", False),
    "a day and about another": ("2031-04-07", "2031-04-09~", False),
    "a day and a period that holds it": ("2031-04-07", "2031-04-05/2031-04-09", False),
}


@pytest.mark.parametrize("case", OTHER_DAYS)
def test_a_figure_is_called_one_of_another_day_only_where_both_days_are_known_and_differ(site, case):
    first, second, is_so = OTHER_DAYS[case]
    made = site(SIDES).write(f"""
-- content/entries/e.md --
---
title: It is counted
date: 2031-04-05
claims:
  - {{id: a, question: toll, by: council, text: So many., sources: gazette, killed: 2, as_of: "{first}"}}
  - {{id: b, question: toll, by: ministry, text: So many., sources: gazette, killed: 9, as_of: "{second}"}}
---
""")
    made.build()
    told = fates(made.page("entries/e"))
    assert [[said.partition(":")[0] for said in found] for found in told.values()] == [
        ["different figure for a different day" if is_so else "different figure"]
    ] * 2


def test_cards_and_pages_bear_the_mark_exactly_where_another_claimant_denies_or_contradicts(site):
    made = site(SIDES + COUNTS + asked("market", "pier")).write("""
-- content/actors/courier.md --
---
kind: media
names: [The Courier]
---
-- content/actors/post.md --
---
kind: media
names: [The Post]
---
-- content/entries/road.md --
---
title: The road is closed
date: 2031-04-09
published: 2031-04-09T12:00:00Z
claims:
  - {id: a, question: road, by: council, text: The road is closed., sources: gazette}
  - {id: b, question: road, by: ministry, text: It is not., sources: gazette, stance: denies, responds_to: a}
---
-- content/entries/versions.md --
---
title: One statement in two papers
date: 2031-04-10
published: 2031-04-10T12:00:00Z
claims:
  - {id: a, question: pier, by: council, via: courier, text: Two., sources: gazette, killed: 2, as_of: 2031-04-10}
  - {id: b, question: pier, by: council, via: post, text: Nine., sources: gazette, killed: 9, as_of: 2031-04-10}
---
-- content/entries/denial.md --
---
title: A denial alone
date: 2031-04-11
published: 2031-04-11T12:00:00Z
claims:
  - {id: a, question: mine, by: council, text: The mine is closed., sources: gazette}
  - {id: b, question: mine, by: ministry, text: No., sources: gazette, stance: denies}
---
""")
    made.build()
    entries = ("shelling", "fire", "losses", "bridge", "road", "versions", "denial")
    marked = {entry for entry in entries if 'class="contested"' in made.page(f"entries/{entry}")}
    assert marked == {"shelling", "road"}
    cards = made.page("timeline/index.html").split("<article")[1:]
    assert {card.partition("entries/")[2].partition("/")[0] for card in cards if "contested" in card} == marked
    assert 'class="contested"' in made.page("questions/market")
    assert "contradicts Council of Westmarch" in fates(made.page("questions/pier"))["versions_a"][0]
    assert 'class="contested"' not in made.page("questions/pier")


def test_the_list_of_questions_has_four_groups(site):
    made = site(SIDES + COUNTS)
    made.build()
    groups = made.page("questions/index.html").split('<section class="index-group">')[1:]
    assert [
        (text_of(re.search("<h2>(.*?)</h2>", group, re.S)[1]), re.findall(r'href="[^"]+#question_([^"]+)"', group))
        for group in groups
    ] == [
        ("Contested", ["market"]),
        ("Differing figures", ["losses"]),
        ("Answers side by side", ["bridge"]),
        ("One answer so far", ["mill"]),
    ]


def test_the_most_contested_questions_are_those_of_most_sides_and_then_of_most_claimants(site):
    bodies = "".join(
        f"-- content/actors/{id}.md --\n---\nkind: government-body\nnames: [Body {id}]\n{side}---\n"
        for id, side in (
            ("east2", "side: east\n"), ("east3", "side: east\n"), ("west2", "side: west\n"), ("un", ""),
        )
    )  # fmt: skip
    asked = {
        "a-one-side": ("ministry", "east2", "east3", "un"),
        "b-two-sides": ("ministry", "council"),
        "c-two-sides-of-three": ("ministry", "council", "east2"),
        "d-two-sides-of-four": ("ministry", "council", "east2", "west2"),
        "e-no-side": ("un", "ministry"),
    }
    entries = "".join(
        f"-- content/entries/{question}.md --\n---\ntitle: It is asked {question}\ndate: 2031-04-05\nclaims:\n"
        f"  - {{id: a, question: {question}, by: {first}, text: It is., sources: gazette}}\n"
        + "".join(
            f"  - {{question: {question}, by: {by}, text: No., sources: gazette, stance: denies, responds_to: a}}\n"
            for by in others
        )
        + "---\n"
        for question, (first, *others) in asked.items()
    )
    made = site(SIDES + bodies + entries)
    made.build()
    listed = made.page("index.html").partition('class="contested-questions aside"')[2].partition("</section>")[0]
    assert re.findall(r'href="\./entries/[^"]+#question_([^"]+)"', listed) == [
        "d-two-sides-of-four",
        "c-two-sides-of-three",
        "b-two-sides",
        "a-one-side",
        "e-no-side",
    ]


def test_statements_stand_in_a_column_for_each_side_in_the_order_in_which_they_were_said(site):
    made = site(SIDES + asked("bridge")).write("""
-- content/actors/clinic.md --
---
kind: ngo
names: [The clinic]
---
-- content/actors/armies.md --
---
kind: armed-force
names: [Forces of Westmarch]
side: west
---
-- content/entries/bridge.md --
---
title: The bridge
date: 2031-04-05
claims:
  - {id: a, question: bridge, by: council, text: Undated., sources: gazette}
  - {id: b, question: bridge, by: armies, text: The second., sources: gazette, made: 2031-04-07}
  - {id: c, question: bridge, by: clinic, text: Nobody asked., sources: gazette, stance: cannot-confirm}
  - {id: d, question: bridge, by: council, text: The first., sources: gazette, made: 2031-04-06}
  - {id: e, question: bridge, by: ministry, text: No., sources: gazette, stance: denies, responds_to: a,
     made: 2031-04-08}
  - {id: f, question: bridge, by: ministry, text: Nothing., sources: gazette, stance: declines-comment,
     made: 2031-04-05}
  - {id: g, question: bridge, by: armies, text: Not so., sources: gazette, stance: retracts, responds_to: b,
     made: 2031-04-09}
---
""")
    made.build()
    for page in ("entries/bridge", "questions/bridge"):
        assert columns(made.page(page)) == [
            ("Eastmarch", ["Ministry of Eastmarch declines to comment", "Ministry of Eastmarch denies"]),
            (
                "Westmarch",
                [
                    "Council of Westmarch",
                    "Forces of Westmarch",
                    "Forces of Westmarch retracts",
                    "Council of Westmarch",
                ],
            ),
            ("Others", ["The clinic cannot confirm"]),
        ]


def test_two_claims_of_one_claimant_are_told_apart_where_another_denies_them(site):
    made = site(SIDES).write("""
-- content/entries/bridge.md --
---
title: The bridge
date: 2031-04-05
claims:
  - {id: a, question: bridge, by: council, text: Soldiers of Eastmarch hold the bridge and the road., sources: gazette,
     made: 2031-04-05}
  - {id: b, question: bridge, by: council, text: They shot at cars., sources: gazette, made: 2031-04-06}
  - {id: c, question: bridge, by: council, text: They shot at birds., sources: gazette}
  - {id: d, question: bridge, by: ministry, text: Nobody is there., sources: gazette, contradicts: [a, b, c]}
---
""")
    made.build()
    assert fates(made.page("entries/bridge"))["d"] == [
        "contradicts Council of Westmarch (“Soldiers of Eastmarch hold the bridge…”, said 5 April 2031);"
        " Council of Westmarch (“They shot at cars.”, said 6 April 2031);"
        " Council of Westmarch (“They shot at birds.”, date not known)"
    ]


def test_a_claimants_figures_stand_under_one_letter_in_the_drawing_and_in_the_table(site):
    made = site(SIDES + COUNTS + asked("losses"))
    made.build()
    page = made.page("questions/losses")
    rows = re.findall(r"<tr[^>]*>\s*<th scope=\"row\">(.*?)</th>.*?class=\"number\"[^>]*>(.*?)<", page, re.S)
    assert [(text_of(who), figure) for who, figure in rows] == [
        ("B Council of Westmarch", "5,231"),
        ("A Ministry of Eastmarch", "at least 8,999"),
        ("B Council of Westmarch", "7,919"),
    ]
    heads = [text_of(head) for head in re.findall(r'<th scope="col">(.*?)</th>', page)]
    assert heads == ["Who", "Figure", "Date said", "Date it refers to", "Source"]
    assert [text_of(item) for item in re.findall(r'<li class="figures-line[^>]*>(.*?)</li>', page, re.S)] == [
        "A Ministry of Eastmarch",
        "B Council of Westmarch",
    ]


def test_one_value_is_printed_and_not_drawn(site):
    made = site(SIDES + COUNTS + asked("mill", "losses"))
    made.build()
    assert "figures-drawing" not in made.page("questions/mill")
    assert "2,351" in made.page("questions/mill")
    assert "figures-drawing" in made.page("questions/losses")


def test_all_measures_of_a_question_are_drawn_on_one_axis_of_time(site):
    made = site(SIDES + asked("mill")).write("""
-- content/entries/fire.md --
---
title: The mill burns
date: 2031-04-05
claims:
  - {id: a, question: mill, by: council, text: So many., sources: gazette, killed: 3, injured: 8, made: 2031-04-05}
  - {id: b, question: mill, by: ministry, text: So many., sources: gazette, killed: 2, injured: 9, made: 2031-04-08}
  - {id: c, question: mill, by: ministry, text: So many., sources: gazette, killed: 4}
---
""")
    made.build()
    drawings = re.findall(
        r"<svg class=\"figures-drawing\".*?</svg>\s*<figcaption>", made.page("questions/mill"), re.S
    )
    assert len(drawings) == 2
    places = [set(re.findall(r'class="sign-exact" cx="([^"]+)"', drawing)) for drawing in drawings]
    assert places[1] < places[0]
    assert len(places[0] - places[1]) == 1, "the figure without a day"


def test_a_figure_that_another_replaced_is_told_apart_from_those_beside_it(site):
    made = site(SIDES).write("""
-- content/entries/fire.md --
---
title: The mill burns
date: 2031-04-05
claims:
  - {id: a, question: mill, by: council, text: First., sources: gazette, killed: 68, injured: 290, made: 2031-04-05}
  - {id: b, question: mill, by: council, text: Later., sources: gazette, killed: 170, made: 2031-04-06, supersedes: a}
---
""")
    made.build()
    (first, second) = re.split(r'(?=<div class="claim )', made.page("entries/fire"))[1:]
    figures = [
        ("past" in kind, text_of(figure))
        for kind, figure in re.findall(r'<li class="(figure[^"]*)">(.*?)</li>', first, re.S)
    ]
    assert figures == [(True, "68 killed replaced"), (False, "290 injured")]
    assert "past" not in second.partition("</div>")[0]


BODIES = """
-- content/actors/eastmarch.md --
---
kind: state
names: [Republic of Eastmarch]
side: east
---
-- content/actors/office.md --
---
kind: government-body
names: [Press office]
side: east
part_of: eastmarch
---
-- content/actors/desk.md --
---
kind: government-body
names: [Night desk]
part_of: office
---
-- content/actors/guard.md --
---
kind: armed-group
names: [Village guard]
side: west
part_of: {actor: eastmarch, basis: claimed}
---
-- content/actors/club.md --
---
kind: ngo
names: [Rowing club]
part_of:
  - {actor: eastmarch, to: 2030-12-31}
  - {actor: eastmarch, from: 2031-04-07}
---
-- content/entries/bridge.md --
---
title: The bridge
date: 2031-04-05
claims:
  - {id: a, question: road, by: desk, text: The road is open., sources: gazette, made: 2031-04-09}
  - {id: b, question: bridge, by: eastmarch, text: The bridge stands., sources: gazette, made: 2031-04-06}
  - {id: c, question: bridge, by: office, text: It stood., sources: gazette, made: 2031-04-05}
  - {id: d, question: bridge, by: guard, text: It fell., sources: gazette, made: 2031-04-05}
  - {id: e, by: desk, text: Good night., sources: gazette, made: 2031-04-04}
  - {id: f, question: road, by: club, text: No member yet., sources: gazette, made: 2031-04-06}
  - {id: g, question: road, by: club, text: A member again., sources: gazette, made: 2031-04-10}
---
"""


def test_an_actors_statements_are_those_of_its_bodies_too_by_question_and_each_under_its_name(site):
    made = site(SIDES + BODIES)
    made.build()
    said = made.page("actors/eastmarch").partition('id="section_said"')[2].partition("</section>")[0]
    groups = re.split("<h3>", said)[1:]
    assert [
        (
            text_of(group.partition("</h3>")[0]),
            [
                (text_of(by), text)
                for by, text in re.findall(
                    r'<li[^>]*>\s*<span class="claim-by(?: own">.*?|">(.*?))</span>\s*<span class="claim-text"[^>]*>(.*?)</span>',
                    group,
                    re.S,
                )
            ],
        )
        for group in groups
    ] == [
        ("Bridge", [("Press office", "It stood."), ("", "The bridge stands.")]),
        ("Road", [("Night desk", "The road is open."), ("Rowing club", "A member again.")]),
        ("Other statements", [("Night desk", "Good night.")]),
    ]
    assert all(f"said {day} April 2031" in text_of(said) for day in (4, 5, 6, 9, 10))


def test_claims_on_other_entries_are_told_of_and_led_to(site):
    made = site(SIDES + COUNTS).write("""
-- content/entries/inquiry.md --
---
title: An inquiry
date: 2031-05-01
claims:
  - {question: market, by: council, text: We cannot say., sources: gazette, stance: cannot-confirm}
---
""")
    made.build()
    assert "1 statement in another entry also answers this question" in text_of(made.page("entries/shelling"))
    assert "2 statements in other entries also answer this question" in text_of(made.page("entries/inquiry"))
    assert "The market is shelled" in made.page("questions/market")
    assert 'href="../../entries/inquiry/"' in made.page("questions/market")


def test_a_question_that_only_drafts_answer_has_no_page(site):
    made = site(SIDES).write("""
-- content/questions/market.md --
---
title: How many died at the market?
---
-- content/questions/mill.md --
---
title: A question that nothing answers
---
-- content/entries/draft.md --
---
title: A draft
date: 2031-04-05
status: draft
claims:
  - {question: market, by: council, text: Many., sources: gazette, killed: 4127}
---
""")
    made.build()
    assert [path for path in made.published() if path.startswith("questions/")] == ["questions/index.html"]
    assert "No questions yet" in made.page("questions/index.html")


def test_sources_that_an_entry_withholds_stay_withheld_on_the_question(site):
    made = site(SIDES + COUNTS + asked("mill")).write("""
-- content/entries/fire.md --
---
title: The mill burns
date: 2031-04-06
safety: {hide_sources: true}
claims:
  - {id: east, question: mill, by: ministry, text: They died., sources: gazette, killed: 2351}
---
""")
    made.build()
    assert "The day" not in made.page("questions/mill")
    assert "source_gazette" not in made.page("questions/mill")


def test_a_denial_stands_beside_what_it_answers(site):
    made = site(SIDES).write("""
-- content/entries/bridge.md --
---
title: The bridge
date: 2031-04-05
claims:
  - {id: a, question: bridge, by: council, text: Soldiers hold the bridge., sources: gazette}
  - {id: b, question: bridge, by: armenia, text: We do not know., sources: gazette, stance: cannot-confirm}
  - {id: c, question: bridge, by: ministry, text: No soldier is there., sources: gazette, stance: denies, responds_to: a}
---
""")
    made.build()
    assert fates(made.page("entries/bridge"))["c"] == [
        "denies Council of Westmarch (“Soldiers hold the bridge.”, date not known)"
    ]
    assert "Ministry of Eastmarch denies No soldier is there." in text_of(made.page("actors/ministry"))


def test_what_became_of_a_claim_is_told_with_the_authors_reason(site):
    made = site(SIDES).write("""
-- content/entries/bridge.md --
---
title: The bridge
date: 2031-04-05
claims:
  - {id: a, question: q, by: council, text: Ten., sources: gazette, injured: 10, status: verified, reason: a list of names}
  - {id: b, question: r, by: ministry, text: Two., sources: gazette, injured: 2, attributed_to: [council]}
  - {id: c, question: r, by: ministry, text: Three., sources: gazette, injured: 3, supersedes: b}
  - {id: d, question: s, by: ministry, text: Nobody., sources: gazette}
  - {id: e, question: s, by: ministry, text: We take it back., sources: gazette, stance: retracts, responds_to: d}
---
""")
    made.build()
    assert "verified (a list of names)" in text_of(made.page("actors/council"))
    assert "10 injured" in text_of(made.page("actors/council"))
    assert "What others said about this actor" in made.page("actors/council")
    told = text_of(made.page("actors/ministry"))
    assert "replaced by a later statement" in told
    assert "retracted by the claimant" in told
    assert "≠" not in told
    assert "disputed" not in told


@pytest.mark.parametrize("name", ["northford", "Northford", "Norvad", "норвад"])
def test_any_name_in_any_script_leads_to_the_page_and_is_shown_by_the_rule(site, name):
    made = site(SIDES).write(f"""
-- content/entries/bridge.md --
---
title: The bridge
date: 2031-04-05
sources: [gazette]
---
They met in [[{name}]].
""")
    made.build()
    assert '<a href="../../places/northford/">Northford/Norvad</a>' in made.page("entries/bridge")


def test_indexes_list_every_name_in_its_own_language(site):
    made = site(SIDES)
    made.build()
    assert '<bdi lang="ru" dir="ltr">Норвад</bdi>' in made.page("places/index.html")
    assert '<bdi lang="hy" dir="ltr">Հայաստան</bdi>' in made.page("actors/index.html")


# Two sides that say of each other what the other says of it; every word comes in two forms, one a side's.
TWO_FORMS = """
-- content/actors/{east}-state.md --
---
kind: state
names: [Republic of {East}]
side: {east}
---
-- content/actors/{west}-state.md --
---
kind: state
names: [Republic of {West}]
side: {west}
---
-- content/actors/{east}-army.md --
---
kind: armed-force
names: [Army of {East}]
part_of: {{actor: {east}-state}}
---
-- content/actors/{west}-army.md --
---
kind: armed-force
names: [Army of {West}]
part_of: {{actor: {west}-state}}
---
-- content/actors/agency.md --
---
kind: international-organisation
names: [Aid agency]
---
-- content/questions/who.md --
---
title: Who began?
exclusive: true
---
-- content/entries/battle.md --
---
title: A battle
date: 2031-04-05
published: 2031-04-05T12:00:00Z
claims:
  - {{id: a, question: who, by: {east}-state, kind: responsibility, attributed_to: {west}-army, text: They of {West}
     began., sources: gazette, made: 2031-04-05}}
  - {{id: b, question: who, by: {west}-state, kind: responsibility, attributed_to: {east}-army, text: They of {East}
     began., sources: gazette, made: 2031-04-06}}
  - {{id: c, question: toll, by: {east}-state, text: So many of {East} died., sources: gazette, killed: 12,
     reports: cumulative, as_of: 2031-04-05, made: 2031-04-05}}
  - {{id: d, question: toll, by: {west}-army, text: So many of {East} died., sources: gazette, killed: 30..,
     words: at least 30, reports: cumulative, as_of: 2031-04-05, made: 2031-04-06}}
  - {{id: e, question: toll, by: agency, text: So many died., sources: gazette, killed: 25, injured: 70,
     reports: cumulative, as_of: 2031-04-09, made: 2031-04-09}}
  - {{id: f, question: toll, by: {east}-army, text: "No, not so many.", sources: gazette, stance: denies,
     responds_to: d}}
  - {{id: g, question: toll, by: {east}-army, text: By now., sources: gazette, killed: 15, reports: cumulative,
     supersedes: c}}
  - {{id: h, question: road, by: {west}-state, text: Who knows., sources: gazette, stance: cannot-confirm}}
---
"""


def two_forms(first: str, second: str, east: str, west: str) -> str:
    """Write the site with its sides declared in an order, and `east` and `west` in their places."""
    looks = {"east": '"#0d5a66", pattern: dots', "west": '"#8a4b0f", pattern: hatch'}
    # A colour and a pattern go by place, so that only ids and names are exchanged.
    declared = "".join(
        f"  - {{id: {side}, label: {side.title()}march, colour: {look}}}\n"
        for side, look in zip((first, second), looks.values(), strict=True)
    )
    head = f"-- content/site.yaml --\ntitle: A small chronology\nurl: https://example.org/\nsides:\n{declared}"
    return head + TWO_FORMS.format(east=east, west=west, East=f"{east.title()}march", West=f"{west.title()}march")


def exchanged(html: str) -> str:
    """Exchange the two sides' ids and names in a page."""
    swap = {"east": "west", "west": "east", "East": "West", "West": "East"}
    return re.sub("(?<![a-z])(east|west|East|West)", lambda found: swap[found[0]], html)


@pytest.mark.parametrize("questions", [(), ("toll", "road")])
@pytest.mark.parametrize("theme", THEMES)
def test_to_exchange_the_sides_ids_and_names_exchanges_the_pages(site, theme, questions):
    asking = [f"questions/{id}" for id in ("who", *questions)]
    pages = ("entries/battle", *asking, "questions/index.html", "index.html")
    look = f"\ntheme: {theme}\nsides:"
    built = []
    for first, second in (("east", "west"), ("west", "east")):
        made = site(two_forms(first, second, first, second).replace("\nsides:", look) + asked(*questions))
        assert made.build().published
        actors = [made.page(f"actors/{side}-{body}") for side in (first, second) for body in ("state", "army")]
        built.append([*(made.page(page) for page in pages), *actors])
    plain, turned = built
    # Names of files carry digests of what is in them, such as the sides' ids in a stylesheet.
    names = re.compile(r"(?<=[.-])[0-9a-f]{8,}(?=\.)")
    assert [names.sub("", exchanged(page)) for page in turned] == [names.sub("", page) for page in plain]
    assert "contested" in plain[0]
