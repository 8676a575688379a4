"""Who says what, as readers meet it: side by side, drawn, over all entries, and never added up."""

import re
from itertools import combinations
from pathlib import Path

import pytest

from builder.pipeline import load
from tests.conftest import NOW

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

# One incident that both sides count, another that one side counts, and a total that grows.
COUNTS = """
-- content/entries/shelling.md --
---
title: The market is shelled
date: 2031-04-05
published: 2031-04-05T12:00:00Z
claims:
  - {id: west, question: market, by: council, text: Many died., sources: gazette, killed: {civilians: 4127}}
  - {id: east, question: market, by: ministry, text: Fewer died., sources: gazette, killed: {civilians: 1693}}
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
     reports: cumulative}
  - {id: later, question: losses, by: council, made: 2031-04-09, text: By now., sources: gazette, killed: 7919,
     reports: cumulative}
  - {id: own, question: losses, by: ministry, made: 2031-04-08, text: Ours., sources: gazette, killed: 4999..,
     reports: cumulative, words: at least 4999}
---
"""
FIGURES = (4127, 1693, 2351, 5231, 7919, 4999)


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


def test_no_file_holds_a_sum_a_difference_or_a_mean_of_what_was_said(site):
    made = site(SIDES + COUNTS)
    made.build()
    groups = [group for size in range(2, len(FIGURES) + 1) for group in combinations(FIGURES, size)]
    results = {sum(group) for group in groups} | {sum(group) / len(group) for group in groups}
    results |= {abs(one - other) for one, other in combinations(FIGURES, 2)}
    forbidden = {form for number in results for form in (f"{number:g}", f"{number:,g}", f"{round(number)}")}
    files = {path: data.decode() for path, data in made.published().items() if not path.endswith(".css")}
    assert {Path(path).suffix for path in files} >= {".html", ".xml", ".json", ".txt"}
    found = {
        (path, number)
        for path, text in files.items()
        # How large a file is says nothing of the conflict, and may be any number.
        for number in re.findall(r"(?<!\w)\d[\d,.]*\d(?!\w)", re.sub(r'"size": \d+', "", text))
        if number in forbidden
    }
    assert found == set()
    for page in ("entries/shelling", "questions/market"):
        assert all(f"{figure:,}" in made.page(page) for figure in (4127, 1693))


def test_a_dispute_is_there_exactly_where_ranges_do_not_meet(site):
    made = site(SIDES + COUNTS)
    made.build()
    shown = {
        page: "cannot both hold" in made.page(f"questions/{page}/index.html").partition("<aside")[0]
        for page in ("market", "mill", "losses")
    }
    assert shown == {"market": True, "mill": False, "losses": False}
    listed = made.page("questions/index.html")
    assert [found.split("/")[-2] for found in re.findall(r'href="\.\./(questions/[^"]+/)"', listed)] == [
        "market",
        "losses",
        "mill",
    ]
    cards = made.page("timeline/index.html").split("<article")[1:]
    assert ["disputed" in card for card in cards] == [True, False, False]


def test_rivals_name_each_other_wherever_their_claims_stand(site):
    made = site(SIDES + COUNTS)
    made.build()
    for page in ("entries/shelling", "questions/market", "actors/council", "actors/ministry"):
        told = text_of(made.page(page))
        assert "cannot both hold with:" in told
    assert "Ministry of Eastmarch (1,693 killed)" in text_of(made.page("actors/council"))
    assert "Council of Westmarch (4,127 killed)" in text_of(made.page("actors/ministry"))


def test_a_later_total_is_a_step_in_its_partys_line(site):
    made = site(SIDES + COUNTS)
    made.build()
    lines = re.findall(r"<tbody>.*?</tbody>", made.page("questions/losses"), re.S)
    assert [re.findall(r'class="number">(.+?)<', line) for line in lines] == [["5,231", "7,919"], ["at least 4,999"]]
    assert made.page("questions/losses").count('class="sign-step"') == 2, "one in the drawing, one in its legend"


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
    assert "1 statement in other entries answers this question too" in text_of(made.page("entries/shelling"))
    assert "2 statements in other entries answer this question too" in text_of(made.page("entries/inquiry"))
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
    assert "No question yet" in made.page("questions/index.html")


def test_sources_that_an_entry_withholds_stay_withheld_on_the_question(site):
    made = site(SIDES + COUNTS).write("""
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
    assert re.findall(r'<div class="claim[^>]+id="(\w+)"', made.page("entries/bridge")) == ["a", "c", "b"]
    actor = made.page("actors/ministry")
    assert "Denials" in actor
    assert "in answer to Council of Westmarch" in text_of(actor)


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
    assert "Said by others of this actor" in made.page("actors/council")
    told = text_of(made.page("actors/ministry"))
    assert "replaced by a later statement" in told
    assert "taken back by the claimant" in told
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


DISPUTED = {
    "are-civilians-targeted",
    "armenian-army-in-karabakh",
    "arrivals-in-armenia-2023",
    "baku-dead-1990",
    "constitution-and-peace-agreement-2025",
    "control-of-shusha-november-2020",
    "dissolution-of-the-republic",
    "fire-in-lachin-district-april-2023",
    "fuel-depot-dead-2023",
    "is-there-a-blockade",
    "karabakh-losses-19-20-september-2023",
    "khojaly-dead-1992",
    "losses-2020-armenian-side",
    "losses-april-2016-armenian-side",
    "losses-april-2016-both-sides",
    "maragha-dead-1992",
    "peacekeepers-killed-2023",
    "soldier-killed-near-sotk-april-2023",
    "sumgait-dead-1988",
    "was-it-ethnic-cleansing-2023",
    "was-the-cathedral-hit-on-purpose-2020",
    "who-closed-the-lachin-road-2022",
    "who-fired-at-ganja-17-october-2020",
    "who-killed-civilians-at-khojaly",
    "world-court-order-february-2023-meaning",
}

# Figures of one line, as the publication gives them.
LINES = {
    ("fuel-depot-dead-2023", "gegham-stepanyan", "killed", "unspecified"): ["68..", "238"],
    ("fuel-depot-dead-2023", "karabakh-armenian-authorities", "killed", "unspecified"): ["20..", "170"],
    ("fuel-depot-dead-2023", "armenia-investigative-committee", "killed", "unspecified"): ["218"],
    ("azerbaijani-losses-19-20-september-2023", "azerbaijan-health-ministry", "killed", "combatants"): ["192", "198"],
    ("karabakh-losses-19-20-september-2023", "gegham-stepanyan", "killed", "unspecified"): [
        "2..", "25", "27", "200..", "223",
    ],
    ("arrivals-in-armenia-2023", "armenia-government", "displaced", "unspecified"): [
        "2906", "~19000", "28120", "42500", "~65000", "84700..", "88780", "100417",
    ],
    ("khojaly-dead-1992", "human-rights-watch", "killed", "civilians"): ["161..", "200..1000"],
    ("sumgait-dead-1988", "soviet-prosecutor-general", "killed", "unspecified"): ["32"],
}  # fmt: skip


def test_the_publications_disputes_are_those_that_its_claims_come_to():
    archive = load(Path(__file__).parents[1], NOW).archive
    assert {id for id, found in archive.disputes.items() if found.is_disputed} == DISPUTED


def test_the_publications_figures_stand_in_their_lines():
    archive = load(Path(__file__).parents[1], NOW).archive
    lines = {}
    for id, found in archive.disputes.items():
        claimant = {f"{entry.id}#{claim.id}": claim.by for entry, claim in archive.by_question[id]}
        for line in found.lines:
            key = (id, claimant[line.steps[0][0]], line.measure.harm.value, line.measure.category.value)
            lines[key] = [quantity.count.text for _, quantity in line.steps]
    assert {key: lines[key] for key in LINES} == LINES
