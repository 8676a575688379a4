"""What counts as a difference between a claim and the fact sheet, shown on a small sheet and a small site."""

import pytest
from claims_and_facts import find_match
from conftest import NOW, TWO_SIDES
from counts_in_words import counts_in, numbers_in
from fact_sheet import lost_references, read_fact_sheet

from builder.building.pipeline import load

SHEET = """
sources: {s-post: {publisher: The Post, backs: A day in Eastport.}, s-review: {publisher: The Review, backs: That day.}}
actors:
  western-forces: {name: Forces of the West, names: {en: Western army / Army of Westmarch}}
  west: {name: Westmarch, names: {}}
places: {p-eastport: {name: Eastport, names: {}, source: [s-post]}}
background: []
events:
  ev-shelling:
    date: "2023-09-19"
    actors: [{id: west, role: affected}]
    places: [p-eastport]
    facts:
      - text: 'The army counted 12 dead, five of them soldiers, and said on 21 September that 30 had left.'
        status: claimed
        by: western-forces
        said: 2023-09-20/2023-09-22
        as_of: "2023-09-20"
        sources: [s-post]
        figures:
          - {category: killed, who: unspecified, min: 12, max: 12, as_said: twelve}
          - {category: wounded, who: civilians, min: 40, max: null, as_said: more than 40}
      - text: 'Eastmarch gives seven dead, The observers up to nine.'
        status: disputed
        sources: [s-post, s-review]
        figures: [{category: killed, who: civilians, min: 7, max: 9, as_said: 7; up to 9}]
      - text: 'Soldiers killed by the end: Eastmarch 63, Westmarch 86.'
        status: claimed
        sources: [s-review]
        figures:
          - {category: killed, who: combatants, min: 63, max: 63, as_said: 63 (Eastmarch)}
          - {category: killed, who: combatants, min: 86, max: 86, as_said: 86 (Westmarch)}
"""
CLAIM = """{
    id: count,
    by: west-army,
    text: "12 people were killed, five of them soldiers.",
    made: "[2023-09-20..2023-09-22]",
    as_of: 2023-09-20,
    sources: [post],
    killed: {unspecified: 12, combatants: 5},
    injured: {civilians: 40..},
  }"""


def found(site, tmp_path, claim):
    """Compare a claim with the small sheet: each aspect in which they differ, as the claim has it."""
    made = site(TWO_SIDES).write(f"""
-- content/entries/shelling.md --
---
title: Eastport is shelled
date: 2023-09-19
claims:
  - {claim}
---
""")
    (tmp_path / "sheet.yaml").write_text(SHEET, "utf-8")
    sheet = read_fact_sheet(tmp_path / "sheet.yaml")
    archive = load(made.folder, NOW).archive
    (claim,) = archive.entry_of["shelling"].claims
    nearest = find_match(claim, sheet.events["ev-shelling"], archive.actors[claim.by], sheet, frozenset())
    return {difference.aspect: difference.in_claim for difference in nearest.differences}


def test_a_claim_that_repeats_a_fact_differs_in_nothing(site, tmp_path):
    assert found(site, tmp_path, CLAIM) == {}


@pytest.mark.parametrize(
    ("written", "slip", "aspect", "in_claim"),
    [
        ("by: west-army", "by: west", "claimant", "west"),
        ("unspecified: 12", "unspecified: 13", "figures", "killed unspecified 13"),
        ("unspecified: 12", "unspecified: 12..", "figures", "killed unspecified 12.."),
        ("unspecified: 12", "civilians: 12", "figures", "killed civilians 12"),
        ("combatants: 5", "combatants: 6", "figures", "killed combatants 6"),
        ("injured:", "missing:", "figures", "missing civilians 40.."),
        ("12 people", "31 people", "numbers", "31"),
        ("[2023-09-20..2023-09-22]", "2023-09-23", "day", "2023-09-23"),
        ("[2023-09-20..2023-09-22]", "2023-09-22", "day", "2023-09-22"),
        ('made: "[2023-09-20..2023-09-22]",', "", "day", "no date"),
        ("as_of: 2023-09-20", "as_of: 2023-09-20~", "as_of", "2023-09-20~"),
        ("sources: [post]", "sources: [post, review]", "sources", "post, review"),
    ],
)
def test_a_slip_is_found(site, tmp_path, written, slip, aspect, in_claim):
    assert found(site, tmp_path, CLAIM.replace(written, slip, 1)) == {aspect: in_claim}


@pytest.mark.parametrize(("count", "differences"), [(63, {}), (86, {"figures": "killed combatants 86"})])
def test_a_count_that_is_anothers_is_no_count_of_the_claimant(site, tmp_path, count, differences):
    claim = f"{{by: east, text: {count} soldiers were killed., sources: [review], killed: {{combatants: {count}}}}}"
    assert found(site, tmp_path, claim) == differences


@pytest.mark.parametrize(
    "claim",
    [
        pytest.param(CLAIM.replace("[2023-09-20..2023-09-22]", "2023-09-21"), id="a day"),
        pytest.param("{by: east, text: Seven died., sources: [post], killed: {civilians: 7}}", id="a claimant"),
        pytest.param(
            "{by: observers, text: Up to nine., sources: [review], killed: {civilians: ..9}}", id="a version"
        ),
    ],
)
def test_what_stands_in_the_words_of_a_fact_is_in_the_fact(site, tmp_path, claim):
    assert found(site, tmp_path, claim) == {}


def test_an_id_that_leads_nowhere_is_named(tmp_path):
    (tmp_path / "sheet.yaml").write_text(
        SHEET.replace("{id: west, role: affected}", "{id: east, role: affected}").replace(
            "sources: [s-post]\n", "sources: [s-gazette]\n"
        ),
        "utf-8",
    )
    assert list(lost_references(read_fact_sheet(tmp_path / "sheet.yaml"))) == [
        "ev-shelling: no actor is called east",
        "ev-shelling#1: no source is called s-gazette",
    ]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("32 dead", {(32, 32)}),
        ("more than 78,000 left", {(78000, None)}),
        ("up to fifty were taken", {(None, 50)}),
        ("35-58 fighters", {(35, 58), (35, 35), (58, 58)}),
        ("twenty-one people, or 94+", {(21, 21), (94, None)}),
        ("one of them", {(1, 1)}),
        ("nobody", set()),
    ],
)
def test_a_count_in_words_has_bounds(text, counts):
    assert set(dict(counts_in(text))) == counts


def test_numbers_are_those_of_a_text_but_for_one():
    assert numbers_in("Of 132,328 voters one was asked twice, at 13:45; seven left.") == {132328, 13, 45, 7}
