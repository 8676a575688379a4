"""How two answers to one question stand to each other: each of four relations is there exactly where it follows."""

from collections.abc import Callable
from itertools import permutations
from typing import NamedTuple

import pytest
from conftest import NOW, Site
from hypothesis import given
from hypothesis import strategies as st

from builder.building.pipeline import load
from builder.model.actor import Actor, ActorKind, Tie
from builder.model.claim import Category, Certainty, Claim, ClaimKind, ClaimStatus, Harm, Quantity, Reports, Stance
from builder.model.comparison import Answer, ClaimOutcome, Comparison, Terms, compare
from builder.model.entry import Entry
from builder.model.figures import measure_of
from builder.model.site import Site as PublishedSite
from builder.reading.claims import read_count
from builder.reading.dates.edtf import read_date

# Three sides. The militia and the brigade have no side of their own, and belong to one that has; so have the agency
# and the clinic, and belong to nobody. A hamlet is a state's only by the word of one side.
AROUND = """
-- content/site.yaml --
title: A small chronology
url: https://example.org/
time_zone: Asia/Tbilisi
sides: [{id: east, label: East}, {id: west, label: West}, {id: south, label: South}]
-- content/actors/eastmarch.md --
---
{kind: state, names: [Eastmarch], side: east}
---
-- content/actors/army.md --
---
{kind: armed-force, names: [Army of Eastmarch], side: east, part_of: eastmarch}
---
-- content/actors/brigade.md --
---
{kind: unit, names: [First brigade], part_of: army}
---
-- content/actors/westmarch.md --
---
{kind: state, names: [Westmarch], side: west}
---
-- content/actors/council.md --
---
{kind: government-body, names: [Council of Westmarch], side: west}
---
-- content/actors/militia.md --
---
{kind: armed-group, names: [Militia], part_of: westmarch}
---
-- content/actors/southmarch.md --
---
{kind: state, names: [Southmarch], side: south}
---
-- content/actors/agency.md --
---
{kind: international-organisation, names: [Aid agency]}
---
-- content/actors/mission.md --
---
{kind: international-organisation, names: [Mission], part_of: agency}
---
-- content/actors/clinic.md --
---
{kind: ngo, names: [Clinic]}
---
-- content/actors/hamlet.md --
---
{kind: civilians, names: [Hamlet guard], part_of: {actor: eastmarch, basis: claimed}}
---
-- content/actors/courier.md --
---
{kind: media, names: [The Courier]}
---
-- content/actors/post.md --
---
{kind: media, names: [The Post]}
---
-- content/sources/list.yaml --
- {id: gazette, title: The day's news, publisher: The Gazette, issued: 2039-12-31}
-- content/questions/alone.md --
---
title: Who alone fired?
exclusive: true
---
"""


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Comparison]:
    """Compare claims written as lines, all on one question and of one source."""

    def compared(claims: str, question: str = "toll", more: str = "") -> Comparison:
        rest = f", text: It is so., sources: gazette, words: as said, question: {question}}}"
        lines = [line.strip().removesuffix("}") + rest for line in claims.strip().splitlines()]
        listed = "\n".join(f"  - {line}" for line in lines)
        made = (
            Site(tmp_path_factory.mktemp("asked"))
            .write(AROUND + more)
            .write(f"-- content/entries/e.md --\n---\ntitle: It happened\ndate: 2031-04-05\nclaims:\n{listed}\n---\n")
        )
        loaded = load(made.folder, NOW)
        # What contradicts itself is an error, and is compared all the same.
        assert {problem.code for problem in loaded.report().problems if problem.severity == "error"} <= {"C18"}
        assert len(loaded.archive.by_question[question]) >= len(lines)
        return loaded.archive.comparisons[question]

    return compared


def relations(found: Comparison) -> list[str]:
    """Say every relation once, a denial from the side of who denies."""
    said = set()
    for ref, standing in found.standings.items():
        for relation in standing.relations:
            one, other = ref.removeprefix("e#"), relation.other.removeprefix("e#")
            if relation.kind == "denied":
                assert any(
                    back.kind == "denies" and back.other == ref for back in found.standings[relation.other].relations
                )
            elif relation.kind == "denies":
                said.add(f"{one} denies {other}")
            else:
                first, second = sorted((one, other))
                harms = " and ".join(sorted({measure.harm.value for measure in relation.measures}))
                said.add(f"{first} {relation.kind} {second}" + (f" on {harms}" if harms else ""))
    return sorted(said)


def contested(found: Comparison) -> list[str]:
    return [ref.removeprefix("e#") for ref in sorted(found.standings) if found.standings[ref].is_contested]


# Two claims, or three; what follows, and which of them are contested.
FIGURES = {
    "totals that rise, of different days": (
        """{id: a, by: army, killed: 12, reports: cumulative, as_of: 2031-04-05}
           {id: b, by: council, killed: 30, reports: cumulative, as_of: 2031-04-06}""",
        ["a differs b on killed"],
        [],
    ),
    "totals that rise within a day": (
        """{id: a, by: army, killed: 12, reports: cumulative, as_of: 2031-04-05T10:00}
           {id: b, by: council, killed: 30, reports: cumulative, as_of: 2031-04-05T18:00}
           {id: c, by: agency, killed: 50, reports: cumulative, as_of: 2031-04-05}""",
        ["a differs b on killed", "a differs c on killed", "b differs c on killed"],
        [],
    ),
    "a total of the dead that falls": (
        """{id: a, by: army, killed: 30, reports: cumulative, as_of: 2031-04-05}
           {id: b, by: council, killed: 12, reports: cumulative, as_of: 2031-04-06}""",
        ["a contradicts b on killed"],
        ["a", "b"],
    ),
    "a total of the dead that falls from a month to the next": (
        """{id: a, by: army, killed: 30, reports: cumulative, as_of: 2031-04}
           {id: b, by: council, killed: 12, reports: cumulative, as_of: 2031-05}""",
        ["a contradicts b on killed"],
        ["a", "b"],
    ),
    "a total of the dead that falls below a lower bound": (
        """{id: a, by: army, killed: 30.., reports: cumulative, as_of: 2031-04-05}
           {id: b, by: council, killed: 12..29, reports: cumulative, as_of: 2031-04-06}""",
        ["a contradicts b on killed"],
        ["a", "b"],
    ),
    "a total of the dead that reaches the lower bound of an earlier one": (
        """{id: a, by: army, killed: 30..40, reports: cumulative, as_of: 2031-04-05}
           {id: b, by: council, killed: 12..30, reports: cumulative, as_of: 2031-04-06}""",
        [],
        [],
    ),
    "a total of the dead that falls, of claimants of one side": (
        """{id: a, by: army, killed: 30, reports: cumulative, as_of: 2031-04-05}
           {id: b, by: eastmarch, killed: 12, reports: cumulative, as_of: 2031-04-06}""",
        ["a differs b on killed"],
        [],
    ),
    "a total of the dead that falls, of a unit and of its state": (
        """{id: a, by: brigade, killed: 30, reports: cumulative, as_of: 2031-04-05}
           {id: b, by: eastmarch, killed: 12, reports: cumulative, as_of: 2031-04-06}""",
        ["a differs b on killed"],
        [],
    ),
    "a total of the dead that falls, for an incident": (
        """{id: a, by: army, killed: 30, as_of: 2031-04-05}
           {id: b, by: council, killed: 12, as_of: 2031-04-06}""",
        ["a differs b on killed"],
        [],
    ),
    "a total of the dead that falls by what was not counted out": (
        """{id: a, by: army, killed: ~30, reports: cumulative, as_of: 2031-04-05}
           {id: b, by: council, killed: 12, reports: cumulative, as_of: 2031-04-06}""",
        ["a differs b on killed"],
        [],
    ),
    "totals of the missing, of whom some were found": (
        """{id: a, by: army, missing: 105, reports: cumulative, as_of: 2031-04-05}
           {id: b, by: council, missing: 21, reports: cumulative, as_of: 2031-04-06}""",
        ["a differs b on missing"],
        [],
    ),
    "totals of the captured and of the displaced, who may come home": (
        """{id: a, by: army, captured: 9, displaced: 90, reports: cumulative, as_of: 2031-04-05}
           {id: b, by: council, captured: 2, displaced: 20, reports: cumulative, as_of: 2031-04-06}""",
        ["a differs b on captured and displaced"],
        [],
    ),
    "figures of one day": (
        """{id: a, by: army, killed: 12, as_of: 2031-04-05}
           {id: b, by: council, killed: 30, as_of: 2031-04-05}""",
        ["a contradicts b on killed"],
        ["a", "b"],
    ),
    "figures of one day, of three sides": (
        """{id: a, by: army, killed: 12, as_of: 2031-04-05}
           {id: b, by: council, killed: 30, as_of: 2031-04-05}
           {id: c, by: southmarch, killed: 12, as_of: 2031-04-05}""",
        ["a contradicts b on killed", "b contradicts c on killed"],
        ["a", "b", "c"],
    ),
    "figures of one day, of one side": (
        """{id: a, by: army, killed: 12, as_of: 2031-04-05}
           {id: b, by: eastmarch, killed: 30, as_of: 2031-04-05}""",
        ["a contradicts b on killed"],
        ["a", "b"],
    ),
    "totals of the missing on one day": (
        """{id: a, by: army, missing: 105, reports: cumulative, as_of: 2031-04-05}
           {id: b, by: council, missing: 21, reports: cumulative, as_of: 2031-04-05}""",
        ["a contradicts b on missing"],
        ["a", "b"],
    ),
    "one figure of two that are given": (
        """{id: a, by: army, killed: 12, injured: 5, as_of: 2031-04-05}
           {id: b, by: council, killed: 30, injured: 5, as_of: 2031-04-05}""",
        ["a contradicts b on killed"],
        ["a", "b"],
    ),
    "an instant in two offsets": (
        """{id: a, by: army, killed: 12, as_of: "2031-04-05T14:00:00+04:00"}
           {id: b, by: council, killed: 30, as_of: "2031-04-05T10:00Z"}""",
        ["a contradicts b on killed"],
        ["a", "b"],
    ),
    "an instant by the clock of the page": (
        """{id: a, by: army, killed: 12, as_of: "2031-04-05T14:00"}
           {id: b, by: council, killed: 30, as_of: "2031-04-05T10:00Z"}""",
        ["a contradicts b on killed"],
        ["a", "b"],
    ),
    "two instants that look alike": (
        """{id: a, by: army, killed: 12, as_of: "2031-04-05T14:00+04:00"}
           {id: b, by: council, killed: 30, as_of: "2031-04-05T14:00Z"}""",
        ["a differs b on killed"],
        [],
    ),
    "an hour and the end of its day": (
        """{id: a, by: army, killed: 12, as_of: "2031-04-05T14:00"}
           {id: b, by: council, killed: 30, as_of: 2031-04-05}""",
        ["a differs b on killed"],
        [],
    ),
    "a total that falls from an hour to the end of its day": (
        """{id: a, by: army, killed: 30, reports: cumulative, as_of: "2031-04-05T14:00"}
           {id: b, by: council, killed: 12, reports: cumulative, as_of: 2031-04-05}""",
        ["a contradicts b on killed"],
        ["a", "b"],
    ),
    "a total that falls from an hour to a later one in another offset": (
        """{id: a, by: army, killed: 30, reports: cumulative, as_of: "2031-04-05T14:00+04:00"}
           {id: b, by: council, killed: 12, reports: cumulative, as_of: "2031-04-05T11:00Z"}""",
        ["a contradicts b on killed"],
        ["a", "b"],
    ),
    "a period that both name": (
        """{id: a, by: army, killed: 12, reports: period, as_of: 2031-04-05/2031-04-07}
           {id: b, by: council, killed: 30, reports: period, as_of: 2031-04-05/2031-04-07}""",
        ["a contradicts b on killed"],
        ["a", "b"],
    ),
    "periods of which one is longer": (
        """{id: a, by: army, killed: 30, reports: period, as_of: 2031-04-05/2031-04-07}
           {id: b, by: council, killed: 12, reports: period, as_of: 2031-04-05/2031-04-08}""",
        ["a differs b on killed"],
        [],
    ),
    "a month that is the period": (
        """{id: a, by: army, killed: 12, reports: period, as_of: 2031-04}
           {id: b, by: council, killed: 30, reports: period, as_of: 2031-04-01/2031-04-30}""",
        ["a contradicts b on killed"],
        ["a", "b"],
    ),
    "totals some time in a month": (
        """{id: a, by: army, killed: 12, reports: cumulative, as_of: 2031-04}
           {id: b, by: council, killed: 30, reports: cumulative, as_of: 2031-04}""",
        ["a differs b on killed"],
        [],
    ),
    "a total on a day and a lower one some time in its month": (
        """{id: a, by: army, killed: 30, reports: cumulative, as_of: 2031-04-05}
           {id: b, by: council, killed: 12, reports: cumulative, as_of: 2031-04}""",
        ["a differs b on killed"],
        [],
    ),
    "about the same day": (
        """{id: a, by: army, killed: 12, as_of: 2031-04-05~}
           {id: b, by: council, killed: 30, as_of: 2031-04-05~}""",
        ["a differs b on killed"],
        [],
    ),
    "one of the same days": (
        """{id: a, by: army, killed: 12, as_of: "[2031-04-05,2031-04-06]"}
           {id: b, by: council, killed: 30, as_of: "[2031-04-05,2031-04-06]"}""",
        ["a differs b on killed"],
        [],
    ),
    "figures without a day": (
        """{id: a, by: army, killed: 12, reports: cumulative}
           {id: b, by: council, killed: 30, reports: cumulative}""",
        ["a differs b on killed"],
        [],
    ),
    "a figure with a day and one without": (
        """{id: a, by: army, killed: 30, reports: cumulative, as_of: 2031-04-05}
           {id: b, by: council, killed: 12, reports: cumulative}""",
        ["a differs b on killed"],
        [],
    ),
    "figures that were only said on one day": (
        """{id: a, by: army, killed: 12, made: 2031-04-05}
           {id: b, by: council, killed: 30, made: 2031-04-05}""",
        ["a differs b on killed"],
        [],
    ),
    "the whole and a part": (
        """{id: a, by: army, killed: 30, as_of: 2031-04-05}
           {id: b, by: council, killed: {civilians: 12}, as_of: 2031-04-05}""",
        [],
        [],
    ),
    "an incident and a total": (
        """{id: a, by: army, killed: 30, reports: incident, as_of: 2031-04-05}
           {id: b, by: council, killed: 12, reports: cumulative, as_of: 2031-04-05}""",
        [],
        [],
    ),
    "an incident, and what is taken for one": (
        """{id: a, by: army, killed: 30, reports: incident, as_of: 2031-04-05}
           {id: b, by: council, killed: 12, as_of: 2031-04-05}""",
        ["a contradicts b on killed"],
        ["a", "b"],
    ),
    "the dead and the injured": (
        """{id: a, by: army, killed: 30, as_of: 2031-04-05}
           {id: b, by: council, injured: 12, as_of: 2031-04-05}""",
        [],
        [],
    ),
    "figures that agree": (
        """{id: a, by: army, killed: 12, as_of: 2031-04-05}
           {id: b, by: council, killed: 12, as_of: 2031-04-05}""",
        [],
        [],
    ),
    "none and some": (
        """{id: a, by: army, killed: none, as_of: 2031-04-05}
           {id: b, by: council, killed: some, as_of: 2031-04-05}""",
        ["a differs b on killed"],
        [],
    ),
    "none and two": (
        """{id: a, by: army, killed: none, as_of: 2031-04-05}
           {id: b, by: council, killed: 2, as_of: 2031-04-05}""",
        ["a contradicts b on killed"],
        ["a", "b"],
    ),
    "a number that is not known": (
        """{id: a, by: army, killed: unknown, as_of: 2031-04-05}
           {id: b, by: council, killed: 12, as_of: 2031-04-05}""",
        [],
        [],
    ),
    "a round number and another": (
        """{id: a, by: army, killed: ~24, as_of: 2031-04-05}
           {id: b, by: council, killed: 90, as_of: 2031-04-05}""",
        ["a differs b on killed"],
        [],
    ),
}  # fmt: skip

WORDS = {
    "a denial of a claim": (
        """{id: a, by: army}
           {id: b, by: council, stance: denies, responds_to: a}""",
        ["b denies a"],
        ["a"],
    ),
    "a denial of nobody in particular": (
        """{id: a, by: army}
           {id: b, by: council, stance: denies}""",
        [],
        [],
    ),
    "a denial among three sides denies the one that it answers": (
        """{id: a, by: army}
           {id: b, by: southmarch}
           {id: c, by: council, stance: denies, responds_to: a}""",
        ["c denies a"],
        ["a"],
    ),
    "a denial of a part contests no other figure": (
        """{id: a, by: army, killed: 12, injured: 30, as_of: 2031-04-05}
           {id: b, by: council, stance: denies, responds_to: a}
           {id: c, by: agency, killed: 12, as_of: 2031-04-05}""",
        ["b denies a"],
        ["a"],
    ),
    "a denial of one's own claim": (
        """{id: a, by: army}
           {id: b, by: army, stance: denies, responds_to: a}""",
        [],
        [],
    ),
    "two denials of each other": (
        """{id: a, by: army, stance: denies, responds_to: b}
           {id: b, by: council, stance: denies, responds_to: a}""",
        ["a denies b", "b denies a"],
        ["a", "b"],
    ),
    "who cannot confirm, or declines to comment, denies nothing": (
        """{id: a, by: army}
           {id: b, by: council, stance: cannot-confirm, responds_to: a}
           {id: c, by: southmarch, stance: declines-comment, responds_to: a}""",
        [],
        [],
    ),
    "an answer that asserts": (
        """{id: a, by: army}
           {id: b, by: council, responds_to: a}""",
        [],
        [],
    ),
    "what the author calls a contradiction": (
        """{id: a, by: army}
           {id: b, by: council, contradicts: [a]}
           {id: c, by: southmarch}""",
        ["a contradicts b"],
        ["a", "b"],
    ),
    "figures that the author calls a contradiction": (
        """{id: a, by: army, killed: ~24}
           {id: b, by: council, killed: 90, contradicts: [a]}""",
        ["a contradicts b on killed"],
        ["a", "b"],
    ),
    "what the author calls a contradiction with oneself": (
        """{id: a, by: army}
           {id: b, by: army, contradicts: [a]}""",
        [],
        [],
    ),
    "versions of one statement by two outlets": (
        """{id: a, by: army, via: courier, killed: 12, as_of: 2031-04-05}
           {id: b, by: army, via: post, killed: 30, as_of: 2031-04-05}""",
        ["a contradicts b on killed"],
        [],
    ),
    "versions of one statement of unknown days": (
        """{id: a, by: army, via: courier, killed: 12}
           {id: b, by: army, via: post, killed: 30}""",
        ["a differs b on killed"],
        [],
    ),
    "two figures of one claimant by one outlet": (
        """{id: a, by: army, via: courier, killed: 12, as_of: 2031-04-05}
           {id: b, by: army, via: courier, killed: 30, as_of: 2031-04-05}""",
        [],
        [],
    ),
    "two figures of one claimant": (
        """{id: a, by: army, killed: 30, reports: cumulative, as_of: 2031-04-05}
           {id: b, by: army, killed: 12, reports: cumulative, as_of: 2031-04-06}""",
        [],
        [],
    ),
}  # fmt: skip

# On a question of which the author says that one party alone can be responsible.
ACCUSATIONS = {
    "of each other, by states": (
        """{id: a, by: eastmarch, kind: responsibility, attributed_to: westmarch}
           {id: b, by: westmarch, kind: responsibility, attributed_to: eastmarch}""",
        ["a contradicts b"],
    ),
    "of each other, by units": (
        """{id: a, by: brigade, kind: responsibility, attributed_to: militia}
           {id: b, by: militia, kind: responsibility, attributed_to: brigade}""",
        ["a contradicts b"],
    ),
    "of a state and of its unit": (
        """{id: a, by: westmarch, kind: responsibility, attributed_to: eastmarch}
           {id: b, by: agency, kind: responsibility, attributed_to: brigade}""",
        [],
    ),
    "of each other, by three sides": (
        """{id: a, by: eastmarch, kind: responsibility, attributed_to: westmarch}
           {id: b, by: westmarch, kind: responsibility, attributed_to: eastmarch}
           {id: c, by: southmarch, kind: responsibility, attributed_to: [eastmarch, militia]}""",
        ["a contradicts b"],
    ),
    "of what one side merely claims": (
        """{id: a, by: westmarch, kind: responsibility, attributed_to: eastmarch}
           {id: b, by: agency, kind: responsibility, attributed_to: hamlet}""",
        ["a contradicts b"],
    ),
    "of two bodies of an organisation without a side": (
        """{id: a, by: eastmarch, kind: responsibility, attributed_to: agency}
           {id: b, by: westmarch, kind: responsibility, attributed_to: mission}""",
        [],
    ),
    "of two that belong to nobody": (
        """{id: a, by: eastmarch, kind: responsibility, attributed_to: agency}
           {id: b, by: westmarch, kind: responsibility, attributed_to: clinic}""",
        ["a contradicts b"],
    ),
    "of nobody": (
        """{id: a, by: eastmarch, kind: responsibility, attributed_to: westmarch}
           {id: b, by: westmarch, kind: responsibility}""",
        [],
    ),
    "that ascribe something else": (
        """{id: a, by: eastmarch, kind: presence, attributed_to: westmarch}
           {id: b, by: westmarch, kind: responsibility, attributed_to: eastmarch}""",
        [],
    ),
    "of which one is a denial": (
        """{id: a, by: eastmarch, kind: responsibility, attributed_to: westmarch}
           {id: b, by: westmarch, kind: responsibility, attributed_to: eastmarch, stance: denies, responds_to: a}""",
        ["b denies a"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", FIGURES)
def test_figures_contradict_only_where_both_cannot_be_true_and_else_differ(asked, case):
    claims, follows, marked = FIGURES[case]
    found = asked(claims)
    assert (relations(found), contested(found)) == (follows, marked)


@pytest.mark.parametrize("case", WORDS)
def test_statements_deny_what_they_answer_and_contradict_what_the_author_says(asked, case):
    claims, follows, marked = WORDS[case]
    found = asked(claims)
    assert (relations(found), contested(found)) == (follows, marked)


@pytest.mark.parametrize("case", ACCUSATIONS)
def test_accusations_contradict_where_one_party_alone_can_be_responsible(asked, case):
    claims, follows = ACCUSATIONS[case]
    assert relations(asked(claims, "alone")) == follows


@pytest.mark.parametrize("case", ACCUSATIONS)
def test_accusations_on_an_ordinary_question_stand_beside_each_other(asked, case):
    claims, _ = ACCUSATIONS[case]
    assert [said for said in relations(asked(claims)) if "contradicts" in said] == []


def test_a_denial_of_a_claim_on_another_question_contests_nothing_on_either(asked):
    other = """
-- content/entries/other.md --
---
title: Something else happened
date: 2031-04-06
claims:
  - {id: x, question: else, by: army, text: It is so., sources: gazette}
---
"""
    found = asked("{id: b, by: council, stance: denies, responds_to: other#x}", more=other)
    assert (relations(found), contested(found)) == ([], [])


def test_a_denial_in_another_entry_denies_all_the_same(asked):
    other = """
-- content/entries/other.md --
---
title: An answer
date: 2031-04-06
claims:
  - {id: x, question: toll, by: council, text: It is not., sources: gazette, stance: denies, responds_to: e#a}
---
"""
    assert relations(asked("{id: a, by: army}", more=other)) == ["other#x denies a"]


REPLACED = {
    "a later figure replaces its like and no other": (
        """{id: a, by: army, killed: 12, injured: 290}
           {id: b, by: army, killed: 30, supersedes: a}""",
        {"a": {"killed": "b"}},
        [],
    ),
    "a later figure for all that was counted": (
        """{id: a, by: army, killed: 12, injured: 290}
           {id: b, by: army, killed: 30, injured: 300, supersedes: a}""",
        {"a": {"killed": "b", "injured": "b"}},
        ["a"],
    ),
    "a part replaces no whole": (
        """{id: a, by: army, injured: 200}
           {id: b, by: army, injured: {civilians: 35}, supersedes: a}""",
        {},
        [],
    ),
    "an incident replaces no total": (
        """{id: a, by: army, injured: 200, reports: cumulative}
           {id: b, by: army, injured: 35, supersedes: a}""",
        {},
        [],
    ),
    "figures over a chain, each by the next of its like": (
        """{id: a, by: army, killed: 12, injured: 290, missing: 5}
           {id: b, by: army, killed: 30, supersedes: a}
           {id: c, by: army, injured: 300, supersedes: b}
           {id: d, by: army, killed: 31, supersedes: c}""",
        {"a": {"killed": "b", "injured": "c"}, "b": {"killed": "d"}},
        ["b"],
    ),
    "a chain that another claimant interrupts": (
        """{id: a, by: army, killed: 12}
           {id: b, by: council, killed: 30, supersedes: a}
           {id: c, by: army, killed: 31, supersedes: b}""",
        {},
        [],
    ),
    "another body of the same side replaces nothing": (
        """{id: a, by: army, killed: 12}
           {id: b, by: eastmarch, killed: 30, supersedes: a}""",
        {},
        [],
    ),
    "what the publication has withdrawn replaces nothing": (
        """{id: a, by: army, killed: 12}
           {id: b, by: army, killed: 30, supersedes: a, status: withdrawn}""",
        {},
        ["b"],
    ),
    "a statement without figures, by another": (
        """{id: a, by: army}
           {id: b, by: army, supersedes: a}""",
        {},
        ["a"],
    ),
    "figures, by a statement without any": (
        """{id: a, by: army, killed: 12}
           {id: b, by: army, supersedes: a}""",
        {},
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REPLACED)
def test_a_claimants_later_claim_replaces_only_the_figures_that_it_gives(asked, case):
    claims, figures, whole = REPLACED[case]
    found = asked(claims)
    short = {ref.removeprefix("e#"): standing for ref, standing in found.standings.items()}
    assert {
        ref: {measure.harm.value: by.removeprefix("e#") for measure, by in standing.replaced}
        for ref, standing in short.items()
        if standing.replaced
    } == figures
    assert [ref for ref, standing in sorted(short.items()) if not standing.is_live] == whole


def test_what_was_not_replaced_still_stands_against_others(asked):
    found = asked("""
        {id: a, by: army, killed: 12, injured: 290, as_of: 2031-04-05}
        {id: b, by: army, killed: 30, as_of: 2031-04-06, supersedes: a}
        {id: c, by: council, killed: 50, injured: 10, as_of: 2031-04-05}
    """)
    assert relations(found) == ["a contradicts c on injured", "b differs c on killed"]


FOLLOWED = {
    "another body of the same side": ("eastmarch, killed: 30", ["b"]),
    "a unit of another body of the same side": ("brigade, killed: 30", ["b"]),
    "a body of another side": ("council, killed: 30", []),
    "another body of the same side that counts something else": ("eastmarch, injured: 30", []),
    "another body of the same side without a figure": ("eastmarch", []),
}


@pytest.mark.parametrize("case", FOLLOWED)
def test_a_later_figure_of_the_same_measure_by_another_body_of_the_side_is_told_as_one(asked, case):
    by, follows = FOLLOWED[case]
    found = asked(f"{{id: a, by: army, killed: 12}}\n{{id: b, by: {by}, supersedes: a}}")
    assert [ref.removeprefix("e#") for ref in found.standings["e#a"].followed_by] == follows
    assert found.standings["e#a"].is_live


GONE = {
    "replaced": "{id: a, by: army, killed: 12, as_of: 2031-04-05}\n"
    "{id: b, by: army, killed: 31, as_of: 2031-04-06, supersedes: a}",
    "withdrawn": "{id: a, by: army, killed: 12, as_of: 2031-04-05, status: withdrawn}",
    "taken back": "{id: a, by: army, killed: 12, as_of: 2031-04-05}\n"
    "{id: b, by: army, stance: retracts, responds_to: a}",
}


@pytest.mark.parametrize("case", GONE)
def test_what_is_replaced_withdrawn_or_taken_back_relates_to_nothing(asked, case):
    found = asked(
        GONE[case] + "\n{id: y, by: council, killed: 31, as_of: 2031-04-05, contradicts: [a]}\n"
        "{id: z, by: southmarch, stance: denies, responds_to: a}"
    )
    assert (relations(found), contested(found)) == ([], [])
    assert not found.standings["e#a"].is_live


def test_nobody_takes_back_what_another_said(asked):
    found = asked("{id: a, by: army, killed: 12}\n{id: b, by: eastmarch, stance: retracts, responds_to: a}")
    assert found.standings["e#a"] == ClaimOutcome(ClaimStatus.CLAIMED)


def test_of_two_statements_that_take_back_the_same_one_is_named_whatever_their_order(asked):
    first, again = (f"{{id: {id}, by: army, stance: retracts, responds_to: a}}" for id in "bc")
    found = [asked(f"{{id: a, by: army}}\n{claims}") for claims in (f"{first}\n{again}", f"{again}\n{first}")]
    assert [comparison.standings["e#a"].retracted_by for comparison in found] == ["e#b", "e#b"]


def test_answers_come_in_the_order_in_which_they_were_said_and_those_without_a_day_last(asked):
    found = asked("""
        {id: a, by: army, killed: 12}
        {id: b, by: army, killed: 12, made: 2031-04-07}
        {id: c, by: council, killed: 12, made: "2031-04-06T10:00+04:00"}
        {id: d, by: council, killed: 12, made: "2031-04-06T05:00Z"}
        {id: e, by: agency, killed: 12, made: 2031-04}
    """)
    assert found.order == ("e#e", "e#d", "e#c", "e#b", "e#a")


# The laws, over claims of all sorts.


def _actor(id: str, side: str | None, whole: str | None = None) -> Actor:
    ties = (Tie(to=whole),) if whole else ()
    return Actor(id=id, kind=ActorKind.OTHER, names=(), body="", body_line=1, side=side, part_of=ties)


ACTORS = (
    _actor("army", "east"),
    _actor("ministry", "east"),
    _actor("brigade", None, "army"),
    _actor("guard", "west"),
    _actor("council", "west"),
    _actor("militia", None, "guard"),
    _actor("agency", None),
    _actor("mission", None, "agency"),
)
TERMS = Terms({actor.id: actor for actor in ACTORS}, {}, PublishedSite(title="", time_zone="Asia/Tbilisi"))
EXCHANGED = {
    "army": "guard", "ministry": "council", "brigade": "militia",
    "guard": "army", "council": "ministry", "militia": "brigade",
    "agency": "agency", "mission": "mission",
}  # fmt: skip

COUNTS = ("2", "5", "9", "2..5", "5..9", "4..", "..4", "~24", "~6", "none", "some", "unknown")
DAYS = (
    "2031-04-05",
    "2031-04-06",
    "2031-04-05T10:00Z",
    "2031-04-05T14:00+04:00",
    "2031-04-05T12:00",
    "2031-04-06T10:00Z",
)
# What says less than a day or an hour does, and is no period of its own.
VAGUER = (
    None,
    "2031-04",
    "2031",
    "2031-04-XX",
    "2031-04-05~",
    "2031-04-05/..",
    "../2031-04-06",
    "[2031-04-05,2031-04-06]",
)
STATES = (*DAYS, *VAGUER, "2031-05", "2031-04-05/2031-04-07")


class Said(NamedTuple):
    """A claim in few words; `old`, `answers` and `against` are the names of other claims."""

    id: str
    by: str
    via: str | None
    figures: tuple[tuple[str, str, str], ...]
    reports: str | None
    made: str | None
    as_of: str | None
    kind: str | None
    accused: tuple[str, ...]
    stance: str
    status: str
    old: str | None
    answers: str | None
    against: tuple[str, ...]


def _reference(id: str | None) -> str | None:
    return None if id is None else f"e#{id}"


def answer_of(one: Said) -> Answer:
    entry = Entry(id="e", title="", date=read_date("2031-04-05"), body="", body_line=1)
    figures = (Quantity(Harm(harm), Category(category), read_count(count)) for harm, category, count in one.figures)
    claim = Claim(
        id=one.id,
        by=one.by,
        via=one.via,
        text="",
        question="q",
        quantities=tuple(figures),
        reports=Reports(one.reports) if one.reports else None,
        made=read_date(one.made) if one.made else None,
        as_of=read_date(one.as_of) if one.as_of else None,
        kind=ClaimKind(one.kind) if one.kind else None,
        attributed_to=one.accused,
        stance=Stance(one.stance),
        status=ClaimStatus(one.status),
        supersedes=_reference(one.old),
        responds_to=_reference(one.answers),
        contradicts=tuple(f"e#{id}" for id in one.against),
    )
    return entry, claim


def compared(said: list[Said], is_exclusive: bool) -> Comparison:
    return compare(tuple(answer_of(one) for one in said), is_exclusive, TERMS)


def outcome(found: Comparison) -> dict[str, object]:
    """Return what became of each claim, whatever the order in which it was worked out."""
    return {
        ref: (
            standing.status,
            {(relation.kind, relation.other, frozenset(relation.measures)) for relation in standing.relations},
            dict(standing.replaced),
            standing.replaced_by,
            standing.retracted_by,
            set(standing.followed_by),
            standing.is_contested,
        )
        for ref, standing in found.standings.items()
    }


actors = st.sampled_from(tuple(EXCHANGED))
names = "abcdef"


def said_as(id: str) -> st.SearchStrategy[Said]:
    others = st.sampled_from([name for name in names if name != id])
    figure = st.tuples(
        st.sampled_from(("killed", "missing")), st.sampled_from(("civilians", "unspecified")), st.sampled_from(COUNTS)
    )
    return st.builds(
        Said,
        id=st.just(id),
        by=actors,
        via=st.sampled_from((None, None, "courier", "post")),
        figures=st.lists(figure, max_size=3, unique_by=lambda found: found[:2]).map(tuple),
        reports=st.sampled_from((None, "incident", "period", "cumulative", "cumulative")),
        made=st.sampled_from((None, *DAYS)),
        as_of=st.sampled_from(STATES),
        kind=st.sampled_from((None, "responsibility")),
        accused=st.lists(actors, max_size=2, unique=True).map(tuple),
        stance=st.sampled_from(("asserts",) * 4 + tuple(stance.value for stance in Stance)),
        status=st.sampled_from(("claimed", "claimed", "claimed", "verified", "withdrawn")),
        old=st.none() | others,
        answers=st.none() | others,
        against=st.lists(others, max_size=1).map(tuple),
    )


several = st.integers(1, len(names)).flatmap(
    lambda many: st.tuples(*(said_as(name) for name in names[:many])).map(list)
)
OPPOSITE = {"denies": "denied", "denied": "denies", "contradicts": "contradicts", "differs": "differs"}


@given(several, st.booleans())
def test_relations_are_symmetric_but_for_the_direction_of_a_denial(said, is_exclusive):
    found = compared(said, is_exclusive).standings
    for ref, standing in found.items():
        for relation in standing.relations:
            back = {(one.kind.value, one.other, frozenset(one.measures)) for one in found[relation.other].relations}
            assert (OPPOSITE[relation.kind], ref, frozenset(relation.measures)) in back


@given(several, st.booleans())
def test_what_is_contested_is_denied_or_contradicted_by_another_claimant(said, is_exclusive):
    by = {f"e#{one.id}": one.by for one in said}
    for ref, standing in compared(said, is_exclusive).standings.items():
        against = {
            by[relation.other] for relation in standing.relations if relation.kind in ("denied", "contradicts")
        }
        assert standing.is_contested == bool(against - {by[ref]})


@given(several, st.booleans(), st.data())
def test_to_know_less_of_a_day_never_contests_anything(said, is_exclusive, data):
    place = data.draw(st.sampled_from(range(len(said))))
    exact = said[place]
    # A month is vaguer than a day but where it is the period itself.
    less = data.draw(st.sampled_from(VAGUER if exact.reports != "period" and exact.as_of in DAYS else (None,)))
    vague = [*said[:place], exact._replace(as_of=less), *said[place + 1 :]]
    before, after = (compared(claims, is_exclusive).standings for claims in (said, vague))
    assert {ref for ref in after if after[ref].is_contested} <= {ref for ref in before if before[ref].is_contested}


@given(
    said_as("a"), said_as("b"), st.sampled_from(["2031-04", *DAYS[:1]]), st.sampled_from(["2031-05", "2031-06-01"])
)
def test_two_running_totals_that_rise_never_contradict(one, other, earlier, later):
    before = {figure[:2]: figure[2] for figure in one.figures}
    # What would fall stays as it was.
    after = (
        (*what, max(before.get(tuple(what), count), count, key=lambda text: read_count(text).low or 0))
        for *what, count in other.figures
    )
    other = other._replace(figures=tuple(after))
    totals = {"reports": "cumulative", "kind": None, "against": (), "stance": "asserts"}
    found = compared([one._replace(as_of=earlier, **totals), other._replace(as_of=later, **totals)], False)
    assert [said for said in relations(found) if "contradicts" in said] == []
    assert contested(found) == []


@given(several, st.booleans(), st.randoms())
def test_the_order_in_which_claims_come_decides_nothing(said, is_exclusive, random):
    shuffled = random.sample(said, len(said))
    assert outcome(compared(said, is_exclusive)) == outcome(compared(shuffled, is_exclusive))


@given(several, st.booleans())
def test_to_exchange_the_sides_changes_nothing_of_what_follows(said, is_exclusive):
    exchanged = [
        one._replace(by=EXCHANGED[one.by], accused=tuple(EXCHANGED[actor] for actor in one.accused)) for one in said
    ]
    found, turned = compared(said, is_exclusive), compared(exchanged, is_exclusive)
    assert outcome(found) == outcome(turned)
    assert found.order == turned.order


@given(several, st.booleans())
def test_what_is_no_longer_live_relates_to_nothing(said, is_exclusive):
    found = compared(said, is_exclusive).standings
    for standing in found.values():
        gone = dict(standing.replaced).keys()
        assert standing.is_live or not standing.relations
        assert all(gone.isdisjoint(relation.measures) for relation in standing.relations)
        assert all(found[relation.other].is_live for relation in standing.relations)


@given(several, st.booleans())
def test_when_something_was_said_never_stands_in_for_the_day_of_its_figures(said, is_exclusive):
    undated = [one._replace(made=None) for one in said]
    assert outcome(compared(said, is_exclusive)) == outcome(compared(undated, is_exclusive))


@given(several)
def test_about_some_and_unknown_never_contradict(said):
    vague = [
        one._replace(
            figures=tuple((*figure[:2], "~9" if figure[2] == "2" else "some") for figure in one.figures), against=()
        )
        for one in said
    ]
    assert [one for one in relations(compared(vague, False)) if "contradicts" in one] == []


@given(several)
def test_one_claimant_is_compared_with_itself_only_as_two_pass_it_on(said):
    own = [one._replace(by="army") for one in said]
    via = {f"e#{one.id}": one.via for one in said}
    for ref, standing in compared(own, True).standings.items():
        assert not standing.is_contested
        assert all(
            via[ref] and via[relation.other] and via[ref] != via[relation.other] for relation in standing.relations
        )


@given(several, st.booleans())
def test_nothing_is_added_up_two_claims_stand_to_each_other_as_if_nobody_else_had_spoken(said, is_exclusive):
    plain = [one._replace(old=None, stance="asserts" if one.stance == "retracts" else one.stance) for one in said]
    found = outcome(compared(plain, is_exclusive))
    for one, other in permutations(plain, 2):
        alone = outcome(compared([one, other], is_exclusive))[f"e#{one.id}"]
        assert alone[1] == {relation for relation in found[f"e#{one.id}"][1] if relation[1] == f"e#{other.id}"}


@given(several, st.booleans())
def test_only_the_same_claimant_replaces_and_only_by_a_figure_of_its_own(said, is_exclusive):
    claims = {f"e#{one.id}": answer_of(one)[1] for one in said}
    for ref, standing in compared(said, is_exclusive).standings.items():
        for measure, by in standing.replaced:
            assert claims[by].by == claims[ref].by
            assert measure in {measure_of(claims[by], figure) for figure in claims[by].quantities}
        for by in standing.followed_by:
            assert claims[by].by != claims[ref].by


def test_every_form_of_a_count_has_a_case():
    assert {read_count(count).certainty for count in COUNTS} == set(Certainty)
