"""Rules on how claims stand to each other: what an author ties together can be compared, and nothing else is told."""

import pytest
from conftest import TWO_SIDES

# A second body of the east, and another entry whose claims can be named.
MORE = """
-- content/actors/east-ministry.md --
---
kind: government-body
names: [Eastern ministry]
side: east
---
-- content/entries/other.md --
---
title: Another thing happened
date: 2023-09-18
sources: [courier, review]
claims:
  - {id: x, by: east, text: It was so., sources: [courier], question: who}
  - {id: y, by: east, text: It was so., sources: [courier], question: else}
---
"""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "claims:\n"
            "  - {id: a, by: east, text: It is so., sources: [courier], question: who}\n"
            "  - {id: b, by: west, text: It is not., sources: [courier], question: who, stance: denies}\n",
            ["7:84 C14 denies no particular claim"],
        ),
        (
            "claims:\n"
            "  - {id: a, by: east, text: It is so., sources: [courier], question: who}\n"
            "  - {id: b, by: west, text: It is not., sources: [courier], question: who, stance: denies, responds_to: a}\n",
            [],
        ),
        (
            "claims:\n"
            "  - {id: b, by: west, text: It is not., sources: [courier], question: who, stance: denies,\n"
            "     responds_to: other#x}\n",
            [],
        ),
        (
            "claims:\n"
            "  - {id: b, by: west, text: It is not., sources: [courier], question: who, stance: denies,\n"
            "     responds_to: other#y}\n",
            ['7:19 C14 denies "other#y", which does not answer the same question'],
        ),
        # A denial is heard though what it denies is not on record, or was said by the claimant alone.
        (
            "claims:\n  - {id: b, by: west, text: It is not., sources: [courier], question: alone, stance: denies}\n",
            [],
        ),
        (
            "claims:\n"
            "  - {id: a, by: west, text: It is so., sources: [courier], question: alone}\n"
            "  - {id: b, by: west, text: It is not., sources: [courier], question: alone, stance: denies}\n",
            [],
        ),
        (
            "claims:\n"
            "  - {id: a, by: east, text: It is so., sources: [courier], question: who}\n"
            "  - {id: b, by: west, text: Who knows., sources: [courier], question: who, stance: cannot-confirm}\n",
            [],
        ),
    ],
)
def test_a_denial_names_what_it_denies(site, text, found):
    made = site(TWO_SIDES + MORE, around="")
    assert made.found_in(f"title: It happened\n{text}---\n", "C14") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "  - {id: a, by: east, text: So many., sources: [courier], injured: 290}\n"
            "  - {id: b, by: east, text: So many., sources: [courier], killed: 170, supersedes: a}\n",
            ['7:84 C15 supersedes "e#a" but gives none of its figures, so it replaces nothing'],
        ),
        (
            "  - {id: a, by: east, text: So many., sources: [courier], injured: 200}\n"
            "  - {id: b, by: east, text: So many., sources: [courier], injured: {civilians: 35}, supersedes: a}\n",
            ['7:97 C15 supersedes "e#a" but gives none of its figures, so it replaces nothing'],
        ),
        (
            "  - {id: a, by: east, text: So many., sources: [courier], injured: 200}\n"
            "  - {id: b, by: east, text: So many., sources: [courier], supersedes: a}\n",
            ['7:71 C15 supersedes "e#a" but gives none of its figures, so it replaces nothing'],
        ),
        (
            "  - {id: a, by: east, text: So many., sources: [courier], injured: 290}\n"
            "  - {id: b, by: east-ministry, text: So many., sources: [courier], killed: 170, supersedes: a}\n",
            ['7:93 C15 supersedes "e#a" but gives none of its figures, so it replaces nothing'],
        ),
        (
            "  - {id: a, by: east, text: So many., sources: [courier], killed: 120}\n"
            "  - {id: b, by: west, text: So many., sources: [courier], killed: 170, supersedes: a}\n",
            ['7:84 C15 supersedes "e#a", which is a claim by "east"'],
        ),
        (
            "  - {id: a, by: observers, text: So many., sources: [courier], killed: 120}\n"
            "  - {id: b, by: west, text: So many., sources: [courier], killed: 170, supersedes: a}\n",
            ['7:84 C15 supersedes "e#a", which is a claim by "observers"'],
        ),
        (
            "  - {id: a, by: east, text: So many., sources: [courier], killed: 120, injured: 290}\n"
            "  - {id: b, by: east, text: So many., sources: [courier], killed: 170, supersedes: a}\n",
            [],
        ),
        (
            "  - {id: a, by: east, text: So many., sources: [courier], killed: 120}\n"
            "  - {id: b, by: east-ministry, text: So many., sources: [courier], killed: 170, supersedes: a}\n",
            [],
        ),
        (
            "  - {id: a, by: east, text: So many., sources: [courier]}\n"
            "  - {id: b, by: east, text: More., sources: [courier], supersedes: a}\n",
            [],
        ),
        (
            "  - {id: a, by: east, text: So many., sources: [courier], injured: 290}\n"
            "  - {id: b, by: east, text: It was wrong., sources: [courier], stance: retracts, supersedes: a}\n",
            [],
        ),
    ],
)
def test_a_claim_supersedes_only_what_shares_a_measure_with_it(site, text, found):
    made = site(TWO_SIDES + MORE, around="")
    assert made.found_in(f"title: It happened\nclaims:\n{text}---\n", "C15") == found


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("killed: 300, reports: period", "killed: {combatants: 12}, reports: cumulative", "7:96"),
        ("killed: 300, reports: period", "killed: 12, reports: cumulative", "7:83"),
        ("killed: 300", "killed: {combatants: 12}", "7:96"),
        ("killed: {all: 300}", "killed: 12", "7:83"),
        ("killed: 300, reports: cumulative", "killed: 12, reports: cumulative", ""),
        ("killed: 300", "killed: 12, reports: incident", ""),
        # Civilians and combatants are other people; so are the dead and the injured.
        ("killed: {civilians: 300}", "killed: {combatants: 12}", ""),
        ("killed: 300", "injured: {combatants: 12}", ""),
        # One side gives the whole and the part, so something can be compared.
        ("killed: {unspecified: 300, combatants: 200}", "killed: {combatants: 12}", ""),
        ("killed: 300", "text: No figure", ""),
    ],
)
def test_sides_are_counted_alike(site, one, other, found):
    made = site(TWO_SIDES, around="")
    words = "" if "text" in other else "text: So many., "
    lines = (
        f"  - {{id: a, by: east, text: So many., sources: [courier], question: toll, {one}}}\n"
        f"  - {{id: b, by: west, {words}sources: [courier], question: toll, {other}}}\n"
    )
    told = made.found_in(f"title: It happened\nclaims:\n{lines}---\n", "C16")
    assert [line.partition(" ")[0] for line in told] == ([found] if found else [])


@pytest.mark.parametrize(
    ("first", "second", "rest"),
    [
        ("east", "east-ministry", ""),
        ("east", "west", ", stance: denies"),
        ("east", "west", ", question: other-toll"),
    ],
)
def test_what_is_not_compared_between_sides_need_not_be_counted_alike(site, first, second, rest):
    made = site(TWO_SIDES + MORE, around="")
    question = "" if "question" in rest else ", question: toll"
    lines = (
        f"  - {{id: a, by: {first}, text: So many., sources: [courier], question: toll, killed: 300}}\n"
        f"  - {{id: b, by: {second}, text: So many., sources: [courier], killed: {{combatants: 12}}{question}{rest}}}\n"
    )
    assert made.found_in(f"title: It happened\nclaims:\n{lines}---\n", "C16") == []


@pytest.mark.parametrize(
    ("against", "found"),
    [
        ("[a]", []),
        ("a", []),
        ("[other#x]", []),
        ("[b]", ["7:90 C18 a claim that contradicts itself"]),
        ("[c]", ['7:90 C18 "e#c" is also a claim by "west"']),
        ("[other#y]", ['7:90 C18 "other#y" does not answer the same question']),
        ("[a, other#y]", ['7:93 C18 "other#y" does not answer the same question']),
    ],
)
def test_a_contradiction_leads_to_a_claim_of_another_claimant_on_the_same_question(site, against, found):
    made = site(TWO_SIDES + MORE, around="")
    text = (
        "  - {id: a, by: east, text: It is so., sources: [courier], question: who}\n"
        f"  - {{id: b, by: west, text: It is not., sources: [courier], question: who, contradicts: {against}}}\n"
        "  - {id: c, by: west, text: It is not., sources: [courier], question: who}\n"
    )
    assert made.found_in(f"title: It happened\nclaims:\n{text}---\n", "C18") == found


def test_a_contradiction_that_leads_nowhere_is_told_at_its_place(site):
    made = site(TWO_SIDES, around="")
    claims = "claims:\n  - {id: a, by: east, text: So., sources: [courier], question: who, contradicts: [nobody]}\n"
    made.found_in(f"title: It happened\n{claims}---\n")
    (told,) = [line for line in made.problems() if "nobody" in line]
    assert told.startswith("content/entries/e.md:6:83 error [")


def test_a_contradiction_between_claims_without_a_question_is_told(site):
    made = site(TWO_SIDES, around="")
    claims = (
        "claims:\n"
        "  - {id: a, by: east, text: So., sources: [courier]}\n"
        "  - {id: b, by: west, text: So., sources: [courier], contradicts: [a]}\n"
    )
    assert made.found_in(f"title: It happened\n{claims}---\n", "C18") == [
        '7:68 C18 "e#a" does not answer the same question'
    ]


@pytest.mark.parametrize(
    ("as_of", "made_on", "is_later"),
    [
        ("2023-09-21", "2023-09-20", True),
        ("2023-10", "2023-09-20", True),
        ('"2023-09-20T14:00+04:00"', '"2023-09-20T13:59+04:00"', True),
        ('"2023-09-20T14:00+04:00"', '"2023-09-20T09:30Z"', True),
        ("2023-09-20", "2023-09-20", False),
        # Its first instant counts: the day, month or period may have ended after the moment of speaking.
        ("2023-09-20", '"2023-09-20T10:00"', False),
        ("2023-09", "2023-09-20", False),
        ("2023-09-19/2023-09-21", "2023-09-20", False),
        ('"2023-09-20T14:00+04:00"', '"2023-09-20T10:00Z"', False),
        ('"2023-09-20T14:00"', "2023-09-20", False),
        # The last of `made` counts, too, and what is not known proves nothing.
        ("2023-09-21", "2023-09", False),
        ("2023-09-21", "2023-09-20/2023-09-22", False),
        ("2023-09-21~", "2023-09-20", False),
        ("2023-09-21", "2023-09-20~", False),
        ("../2023-09-30", "2023-09-20", False),
    ],
)
def test_figures_speak_of_no_state_that_begins_after_the_last_moment_of_speaking(site, as_of, made_on, is_later):
    made = site(TWO_SIDES, around="")
    claims = (
        "claims:\n"
        "  - id: a\n"
        "    by: east\n"
        "    text: So many.\n"
        f"    made: {made_on}\n"
        f"    as_of: {as_of}\n"
        "    killed: 2\n"
        "    sources: [courier]\n"
    )
    told = made.found_in(f"title: It happened\n{claims}---\n", "as-of-later")
    says = f'10:12 as-of-later as_of is "{as_of.strip(chr(34))}", later than made, "{made_on.strip(chr(34))}"'
    assert told == ([says] if is_later else [])
