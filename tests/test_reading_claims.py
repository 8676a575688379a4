"""Claims are read in full and in short: who says what, how many of whom, by which source."""

import pytest
from conftest import NOW

from builder.building.pipeline import load
from builder.model.claim import (
    Category,
    Certainty,
    Claim,
    ClaimKind,
    ClaimStatus,
    Count,
    Harm,
    Quantity,
    Reports,
    Stance,
)
from builder.reading.dates.edtf import read_date

ENTRY = "content/entries/entry.md"
AROUND = """
-- content/actors/ombudsman.md --
---
kind: government-body
names: [The ombudsman]
---
-- content/entries/first.md --
---
title: First counts
date: 2023-09-19
sources: gazette
claims:
  - {id: toll, by: ombudsman, text: Two., sources: gazette}
  - {id: none, by: armenia, text: Nobody., question: civilians-killed-by-shelling, sources: gazette}
---
"""
FRONT = "title: Counts\ndate: 2023-09-19\npublished: 2023-09-20T08:00:00Z\nsources: gazette\n"


def with_claims(site, claims: str):
    """Make a site with an entry whose claims begin on line 7."""
    return site(AROUND + f"\n-- {ENTRY} --\n---\n{FRONT}claims:\n{claims}\n---\n")


def claims_of(site, claims: str) -> tuple[Claim, ...]:
    made = with_claims(site, claims)
    assert made.problems() == []
    return load(made.folder, NOW).archive.entry_of["entry"].claims


def problems_with(site, claims: str) -> list[str]:
    return [problem.removeprefix(ENTRY + ":") for problem in with_claims(site, claims).problems()]


def exact(number: int) -> Count:
    return Count(str(number), Certainty.EXACT, number, number)


def test_a_claim_in_full_keeps_everything_that_was_written(site):
    claims = """
  - id: toll
    question: civilians-killed-by-shelling
    by: ombudsman
    via: armenia
    made: 2023-09-19T20:00+04:00
    as_of: 2023-09-19T12:00+04:00
    kind: casualties
    text: Two civilians were killed.
    quantity: {category: civilians, harm: killed, count: 2, words: null}
    reports: cumulative
    attributed_to: [armenia]
    where: yerevan
    stance: asserts
    status: disputed
    reason: the prosecutor counts one
    responds_to: null
    supersedes: first#toll
    contradicts: [first#none]
    recorded: 2023-09-20
    sources: [gazette]
    lang: hy
"""
    assert claims_of(site, claims) == (
        Claim(
            id="toll",
            by="ombudsman",
            text="Two civilians were killed.",
            question="civilians-killed-by-shelling",
            via="armenia",
            made=read_date("2023-09-19T20:00+04:00"),
            kind=ClaimKind.CASUALTIES,
            quantities=(Quantity(Harm.KILLED, Category.CIVILIANS, exact(2)),),
            reports=Reports.CUMULATIVE,
            attributed_to=("armenia",),
            where="yerevan",
            stance=Stance.ASSERTS,
            status=ClaimStatus.DISPUTED,
            status_reason="the prosecutor counts one",
            supersedes="first#toll",
            contradicts=("first#none",),
            as_of=read_date("2023-09-19T12:00+04:00"),
            recorded=read_date("2023-09-20"),
            sources=("gazette",),
            lang="hy",
        ),
    )


def test_a_first_claim_takes_four_lines(site):
    claims = """
  - by: ombudsman
    text: Two were killed.
    killed: 2
    sources: gazette
"""
    assert claims_of(site, claims) == (
        Claim(
            id="c1",
            by="ombudsman",
            text="Two were killed.",
            quantities=(Quantity(Harm.KILLED, Category.UNSPECIFIED, exact(2)),),
            stance=Stance.ASSERTS,
            status=ClaimStatus.CLAIMED,
            recorded=read_date("2023-09-20"),
            sources=("gazette",),
        ),
    )


def test_a_claim_without_an_id_is_called_by_its_place_in_the_list(site):
    claims = """
  - {by: armenia, text: One., sources: gazette}
  - {id: second, by: armenia, text: Two., sources: gazette}
  - {by: armenia, text: Three., sources: gazette, supersedes: c1, responds_to: second}
"""
    assert [(claim.id, claim.supersedes, claim.responds_to) for claim in claims_of(site, claims)] == [
        ("c1", None, None),
        ("second", None, None),
        ("c3", "entry#c1", "entry#second"),
    ]


@pytest.mark.parametrize(
    ("written", "count"),
    [
        ("2", exact(2)),
        ("012", Count("012", Certainty.EXACT, 12, 12)),
        ("2..5", Count("2..5", Certainty.RANGE, 2, 5)),
        ("10..", Count("10..", Certainty.AT_LEAST, 10, None)),
        ("..4", Count("..4", Certainty.AT_MOST, None, 4)),
        ("~24", Count("~24", Certainty.ABOUT, 24, 24)),
        ("none", Count("none", Certainty.NONE, 0, 0)),
        ("some", Count("some", Certainty.SOME, 1, None)),
        ("unknown", Count("unknown", Certainty.UNKNOWN, None, None)),
    ],
)
def test_a_count_is_as_exact_as_the_source_was(site, written, count):
    claim = f"  - {{by: armenia, text: So it was., killed: {written}, words: as many as that, sources: gazette}}"
    assert claims_of(site, claim)[0].quantities == (
        Quantity(Harm.KILLED, Category.UNSPECIFIED, count, "as many as that"),
    )


def test_each_category_and_each_harm_is_a_quantity_of_its_own(site):
    claims = """
  - by: armenia
    text: Two civilians and at least ten soldiers were killed, one person is missing.
    killed: {civilians: 2, combatants: 10.., _note: by phone}
    missing: 1
    words: at least ten soldiers
    sources: gazette
"""
    words = "at least ten soldiers"
    assert claims_of(site, claims)[0].quantities == (
        Quantity(Harm.KILLED, Category.CIVILIANS, exact(2), words),
        Quantity(Harm.KILLED, Category.COMBATANTS, Count("10..", Certainty.AT_LEAST, 10, None), words),
        Quantity(Harm.MISSING, Category.UNSPECIFIED, exact(1), words),
    )


def test_quantities_in_full_keep_words_of_their_own(site):
    claims = """
  - by: armenia
    text: Some children, and women.
    quantity: [{category: children, harm: injured, count: some, words: a few}, {harm: injured, count: 3}]
    sources: gazette
"""
    assert claims_of(site, claims)[0].quantities == (
        Quantity(Harm.INJURED, Category.CHILDREN, Count("some", Certainty.SOME, 1, None), "a few"),
        Quantity(Harm.INJURED, Category.UNSPECIFIED, exact(3)),
    )


ONE = "  - {by: armenia, text: So it was., sources: gazette, "
COUNTS = "write 2, 2..5, 10.. (at least), ..4 (at most), ~24 (about), none, some or unknown"
CATEGORIES = (
    "civilians, combatants, security-forces, peacekeepers, journalists, aid-workers, medical, children, women, men, "
    "unspecified, all"
)


@pytest.mark.parametrize(
    ("claims", "problems"),
    [
        (
            "  - {text: So it was.}",
            [
                "7:5 error [C7] a claim without a source; add `sources: [id]`: where the claim was read or heard",
                "7:5 error [field-missing] no by; add `by: an actor's id`",
            ],
        ),
        (
            "  - {by: armenia, sources: gazette}",
            ["7:5 error [field-missing] no text; add `text: what was said, in one sentence`"],
        ),
        (
            "  - Two were killed.",
            [
                "7:5 error [not-a-map] claims must have fields of its own; "
                "write `by: …, text: …, sources: …` below or within { }"
            ],
        ),
        (ONE + "killed: 5..2}", [f'7:63 error [count-form] "5..2" is not a count; {COUNTS}']),
        (ONE + "killed: two}", ['7:63 error [count-form] "two" is not a count; write 2']),
        (ONE + "killed: ٢}", ['7:63 error [count-form] "٢" is not a count; write 2']),
        (ONE + "killed: -1}", [f'7:63 error [count-form] "-1" is not a count; {COUNTS}']),
        (ONE + "killed: ..}", [f'7:63 error [count-form] ".." is not a count; {COUNTS}']),
        (
            ONE + "killed: [2]}",
            ["7:63 error [not-a-text] count is a list; write one text, in quotation marks if it begins with [ or {"],
        ),
        (
            ONE + "killed: 2..5}",
            ['7:63 error [C4] "2..5" is an inexact number; add `words` with the source\'s own words'],
        ),
        (
            ONE + "killed: 0}",
            [
                "7:63 error [C2] a count of 0; write `none` with `words` if the source says that there were none, "
                "`unknown` if nothing is known"
            ],
        ),
        (ONE + "killed: {soldiers: 2}}", ['7:64 error [value-unknown] category is "soldiers"; write "combatants"']),
        (
            ONE + "quantity: {count: 2}}",
            ["7:65 error [field-missing] no harm; add `harm: killed`, or whatever happened to the people counted"],
        ),
        (ONE + "quantity: {harm: killed}}", ["7:65 error [field-missing] no count; add `count: 2`, or `unknown`"]),
        (
            ONE + "kiled: 2}",
            ['7:55 error [key-unknown] unknown field "kiled" in claims; did you mean "killed"?'],
        ),
        (
            ONE + "stance: denys, status: disproved, kind: casualty, reports: total}",
            [
                '7:63 error [value-unknown] stance is "denys"; write "denies"',
                '7:78 error [value-unknown] status is "disproved"; write "refuted"',
                '7:95 error [value-unknown] kind is "casualty"; write "casualties"',
                '7:114 error [value-unknown] reports is "total"; one of incident, period, cumulative',
            ],
        ),
        (ONE + "made: 2023-9-19}", ["7:66 error [date-form] “9” has one digit where two belong; write 2023-09-19"]),
        (
            ONE + "made: 2023-09-20, as_of: 2023-09-21}",
            [
                '7:80 error [as-of-later] as_of is "2023-09-21", later than made, "2023-09-20"; '
                "correct one of the two: figures cannot describe the future"
            ],
        ),
        (ONE + "as_of: 2023-9-19}", ["7:67 error [date-form] “9” has one digit where two belong; write 2023-09-19"]),
        (
            ONE + "question: Who fired?}",
            [
                '7:65 error [id-form] question is "Who fired?": an id consists of lower-case letters, digits and '
                "hyphens; "
                'write "who-fired"'
            ],
        ),
        (
            ONE + "via: armenai, where: yereven, attributed_to: [armenia, armeni]}",
            [
                '7:60 error [actor-unknown] no actor is called "armenai"; did you mean "armenia"?',
                '7:76 error [place-unknown] no place is called "yereven"; did you mean "yerevan"?',
                '7:110 error [actor-unknown] no actor is called "armeni"; did you mean "armenia"?',
            ],
        ),
        (
            ONE + "supersedes: c9, responds_to: first#tol}",
            [
                '7:67 error [claim-unknown] no claim of "entry" is called "c9"; '
                "write `claim`, or `entry#claim` for a claim of another entry",
                '7:84 error [claim-unknown] no claim of "first" is called "tol"; did you mean "toll"?',
            ],
        ),
        (
            ONE + "contradicts: [first#tol, c9]}",
            [
                '7:69 error [claim-unknown] no claim of "first" is called "tol"; did you mean "toll"?',
                '7:80 error [claim-unknown] no claim of "entry" is called "c9"; '
                "write `claim`, or `entry#claim` for a claim of another entry",
            ],
        ),
        (
            ONE + "supersedes: furst#toll}",
            ['7:67 error [entry-unknown] no entry is called "furst"; did you mean "first"?'],
        ),
        (
            ONE + "id: c2}\n" + ONE + "where: yerevan}",
            ['8:5 error [claim-twice] two claims are called "c2"; change one of the two ids'],
        ),
        (
            "  - {by: armenai, text: So it was., sources: [gazete]}",
            [
                '7:10 error [actor-unknown] no actor is called "armenai"; did you mean "armenia"?',
                '7:47 error [source-unknown] no source is called "gazete"; did you mean "gazette"?',
            ],
        ),
    ],
)
def test_what_is_no_claim_is_told_at_its_place(site, claims, problems):
    assert problems_with(site, claims) == problems


@pytest.mark.parametrize(
    ("made", "as_of"),
    [
        ("2023-09-20", "2023-09-20"),
        ("2023-09-20T08:00+04:00", "2023-09-20T04:00Z"),
        ("2023-09", "2023-09-30T23:59"),
        ("2023-09-20", "2023-09-20~"),
        ("2023-09-20~", "2023-09-21"),
        ("2023-09-20", "2023-09/2023-10"),
        ("2023-09-20/..", "2023-10"),
        ("2023-09-20", "../2023-09-19"),
    ],
)
def test_figures_may_speak_of_any_time_that_can_have_begun_when_they_were_said(site, made, as_of):
    (claim,) = claims_of(site, ONE + f'made: "{made}", as_of: "{as_of}"}}')
    assert claim.as_of == read_date(as_of)


@pytest.mark.parametrize(
    ("made", "as_of"),
    [("2023-09-20T08:00+04:00", "2023-09-20T08:01+04:00"), ("2023-09-20", "2023-10"), ("2023", "2024-01-01/..")],
)
def test_figures_that_speak_of_what_is_to_come_are_an_error(site, made, as_of):
    told = problems_with(site, ONE + f'made: "{made}", as_of: "{as_of}"}}')
    says = f'as_of is "{as_of}", later than made, "{made}"'
    assert [line.partition("] ")[2].partition(";")[0] for line in told] == [says]


def test_a_claim_of_another_entry_is_found_however_its_entry_is_cased(site):
    assert [claim.responds_to for claim in claims_of(site, ONE + "responds_to: First#toll}")] == ["first#toll"]
