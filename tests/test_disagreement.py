"""What the claims on one question come to: steps of one party, rivals of another, and nothing added up."""

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.model.claim import Category, Certainty, Claim, ClaimStatus, Harm, Quantity, Reports, Stance
from builder.model.disagreement import Disagreement, disagreement
from builder.model.entry import Entry
from builder.reading.claims import read_count
from builder.reading.edtf import read_date

SIDES = {"army": "east", "ministry": "east", "council": "west", "agency": None}
COUNTS = ("2", "5", "2..5", "5..9", "4..", "..4", "~24", "~6", "none", "some", "unknown")


class Said(NamedTuple):
    """A claim in few words; `old` and `answers` are places in the list of claims."""

    by: str
    count: str | None = None
    harm: str = "killed"
    category: str = "civilians"
    reports: str | None = None
    made: str | None = None
    stance: str = "asserts"
    status: str = "claimed"
    old: int | None = None
    answers: int | None = None


def compare(*said: Said) -> Disagreement:
    return disagreement(tuple(answers_of(said)), SIDES)


def answers_of(said):
    entry = Entry(id="e", title="", date=read_date("2031-04-05"), body="", body_line=1)
    for place, one in enumerate(said):
        count = None if one.count is None else read_count(one.count)
        figure = (Quantity(Harm(one.harm), Category(one.category), count, None),) if count else ()
        yield (
            entry,
            Claim(
                id=f"c{place}",
                by=one.by,
                text="",
                question="q",
                quantities=figure,
                reports=Reports(one.reports) if one.reports else None,
                made=read_date(one.made) if one.made else None,
                stance=Stance(one.stance),
                status=ClaimStatus(one.status),
                supersedes=None if one.old is None else f"e#c{one.old}",
                responds_to=None if one.answers is None else f"e#c{one.answers}",
            ),
        )


def pairs(found: Disagreement) -> set[tuple[str, str]]:
    """List who cannot hold together with whom, by the numbers of the claims."""
    return {
        (ref[3:], rival[3:]) for ref, standing in found.standings.items() for rival in standing.rivals if ref < rival
    }


REACHES = {
    "exact numbers that differ": ("2", "3", True),
    "exact numbers that agree": ("2", "2", False),
    "a number within a range": ("3", "2..5", False),
    "a number beside a range": ("6", "2..5", True),
    "ranges that touch": ("2..5", "5..9", False),
    "ranges apart": ("2..4", "5..9", True),
    "less than at least": ("2", "3..", True),
    "more than at least": ("9", "3..", False),
    "more than at most": ("9", "..4", True),
    "at least and at most that meet": ("4..", "..4", False),
    "none and some": ("none", "some", True),
    "none and at most": ("none", "..4", False),
    "about, a quarter below": ("~24", "18", False),
    "about, more than a quarter below": ("~24", "17", True),
    "about, a quarter above": ("~24", "30", False),
    "about, more than a quarter above": ("~24", "31", True),
    "unknown and anything": ("unknown", "none", False),
    "unknown twice": ("unknown", "unknown", False),
}


@pytest.mark.parametrize("case", REACHES)
def test_two_parties_figures_are_disputed_exactly_where_their_ranges_do_not_meet(case):
    one, other, is_disputed = REACHES[case]
    found = compare(Said("army", one), Said("council", other))
    assert pairs(found) == ({("0", "1")} if is_disputed else set())
    assert found.is_disputed == is_disputed


MEASURES = {
    "another harm": ({"harm": "killed"}, {"harm": "injured"}, False),
    "another category": ({"category": "civilians"}, {"category": "all"}, False),
    "an incident and a running total": ({"reports": "incident"}, {"reports": "cumulative"}, False),
    "a figure that says nothing and a running total": ({}, {"reports": "cumulative"}, False),
    "an incident and a figure that says nothing": ({"reports": "incident"}, {}, True),
    "two running totals": ({"reports": "cumulative"}, {"reports": "cumulative"}, True),
    "a period and an incident": ({"reports": "period"}, {"reports": "incident"}, False),
}


@pytest.mark.parametrize("case", MEASURES)
def test_a_figure_meets_only_figures_of_its_own_measure(case):
    one, other, is_disputed = MEASURES[case]
    assert bool(pairs(compare(Said("army", "2", **one), Said("council", "9", **other)))) == is_disputed


STEPS = {
    "a later total that is not lower": (Said("army", "2", made="2031-04-05", reports="cumulative"), "9", True),
    "a later total that is lower": (Said("army", "12", made="2031-04-05", reports="cumulative"), "9", False),
    "a total of the same day": (Said("army", "2", made="2031-04-06", reports="cumulative"), "9", False),
    "a total without a day": (Said("army", "2", reports="cumulative"), "9", False),
    "a total of another body of that side": (
        Said("ministry", "2", made="2031-04-05", reports="cumulative"),
        "9",
        False,
    ),
}


@pytest.mark.parametrize("case", STEPS)
def test_a_partys_later_and_higher_total_is_a_step_and_no_rival(case):
    first, count, is_step = STEPS[case]
    found = compare(first, Said("army", count, made="2031-04-06", reports="cumulative"))
    assert pairs(found) == (set() if is_step else {("0", "1")})


def test_figures_of_an_incident_by_one_party_are_no_steps_unless_it_says_so():
    first, second = Said("army", "2", made="2031-04-05"), Said("army", "9", made="2031-04-06")
    assert pairs(compare(first, second)) == {("0", "1")}
    assert pairs(compare(first, second._replace(old=0))) == set()


def test_what_is_replaced_withdrawn_or_taken_back_disputes_nothing():
    rival = Said("council", "9")
    replaced = compare(Said("army", "2"), Said("army", "9", old=0), rival)
    withdrawn = compare(Said("army", "2", status="withdrawn"), rival)
    taken_back = compare(Said("army", "2"), Said("army", stance="retracts", answers=0), rival)
    assert [pairs(found) for found in (replaced, withdrawn, taken_back)] == [set(), set(), set()]
    assert replaced.standings["e#c0"].replaced_by == "e#c1"
    assert taken_back.standings["e#c0"].retracted_by == "e#c1"


def test_one_party_cannot_replace_or_take_back_what_another_says():
    found = compare(Said("army", "2"), Said("council", "9", old=0), Said("council", stance="retracts", answers=0))
    assert pairs(found) == {("0", "1")}
    assert found.parties == (("e#c0",), ("e#c1", "e#c2"))


def test_a_body_may_replace_what_another_body_of_its_side_said():
    found = compare(Said("army", "2", made="2031-04-05"), Said("ministry", "9", old=0), Said("council", "9"))
    assert found.parties == (("e#c0", "e#c1"), ("e#c2",))
    assert not found.is_disputed


def test_to_deny_is_to_dispute_and_to_be_unable_to_confirm_is_not():
    stances = ("denies", "cannot-confirm", "declines-comment", "retracts")
    found = compare(Said("army"), *(Said("council", stance=stance) for stance in stances))
    assert pairs(found) == {("0", "1")}


def test_a_status_that_the_author_sets_stays():
    found = compare(Said("army", "2", status="verified"), Said("council", "9", status="refuted"), Said("agency", "4"))
    assert [standing.status.value for standing in found.standings.values()] == ["verified", "refuted", "disputed"]
    assert compare(Said("army", status="disputed")).is_disputed


def test_a_line_is_in_order_of_time_and_follows_what_replaces_what():
    found = compare(
        Said("army", "9", made="2031-04-08", reports="cumulative"),
        Said("army", "2", made="2031-04-06", reports="cumulative"),
        Said("army", "12", reports="cumulative", old=0),
    )
    assert found.parties == (("e#c1", "e#c0", "e#c2"),)
    assert [[figure.count.text for _, figure in line.steps] for line in found.lines] == [["2", "9", "12"]]


def test_a_gap_lies_between_figures_that_do_not_meet_and_holds_no_other():
    found = compare(Said("army", "2"), Said("council", "7.."), Said("agency", "4..5"))
    assert sorted(gap for _, gap in found.gaps) == [(2, 4), (5, 7)]


claims = st.builds(
    Said,
    by=st.sampled_from(tuple(SIDES)),
    count=st.sampled_from((*COUNTS, None)),
    harm=st.sampled_from(("killed", "injured")),
    category=st.sampled_from(("civilians", "all")),
    reports=st.sampled_from((None, "incident", "cumulative")),
    made=st.sampled_from((None, "2031-04-05", "2031-04-06", "2031-04")),
    stance=st.sampled_from([stance.value for stance in Stance]),
    status=st.sampled_from(("claimed", "verified", "withdrawn", "disputed")),
    old=st.sampled_from((None, 0, 1, 2)),
    answers=st.sampled_from((None, 0, 1)),
)
several = st.lists(claims, min_size=1, max_size=6)


@given(several)
def test_if_one_claim_cannot_hold_beside_another_neither_can_the_other(said):
    found = compare(*said)
    for ref, standing in found.standings.items():
        assert all(ref in found.standings[rival].rivals for rival in standing.rivals)
        assert ref not in standing.rivals


@given(several)
def test_only_live_claims_have_rivals(said):
    assert all(standing.is_live or not standing.rivals for standing in compare(*said).standings.values())


@given(several)
def test_every_number_was_given_by_a_claim(said):
    found = compare(*said)
    answers = list(answers_of(said))
    given_bounds = {bound for _, claim in answers for q in claim.quantities for bound in (q.count.low, q.count.high)}
    shown = {bound for line in found.lines for _, q in line.steps for bound in (q.count.low, q.count.high)}
    assert shown <= given_bounds


@given(several)
def test_every_claim_stands_in_one_party_and_every_figure_in_one_line(said):
    found = compare(*said)
    assert sorted(ref for party in found.parties for ref in party) == sorted(found.standings)
    figures = [ref for line in found.lines for ref, _ in line.steps]
    assert len(figures) == len(set(figures)) == sum(one.count is not None for one in said)


@given(several)
def test_a_claim_on_something_else_changes_nothing(said):
    before, after = compare(*said), compare(*said, Said("agency", "3", harm="displaced", stance="cannot-confirm"))
    assert {ref: after.standings[ref] for ref in before.standings} == before.standings


@given(several)
def test_a_number_that_is_not_known_never_disputes_another(said):
    unknown = [one._replace(count="unknown", stance="asserts") for one in said]
    assert pairs(compare(*unknown)) == set()


@given(several)
def test_the_order_in_which_entries_come_decides_nothing_about_who_is_disputed(said):
    answers = tuple(answers_of(said))
    found, turned = disagreement(answers, SIDES), disagreement(answers[::-1], SIDES)
    assert {ref: set(standing.rivals) for ref, standing in found.standings.items()} == {
        ref: set(standing.rivals) for ref, standing in turned.standings.items()
    }


def test_every_form_of_a_count_has_a_case():
    assert {read_count(count).certainty for count in COUNTS} == set(Certainty)
