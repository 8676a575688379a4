"""Rules on numbers (C1 to C5, C11, C17): a number is somebody's, and none is made of several."""

import re
from collections.abc import Iterator
from itertools import combinations, pairwise

from builder.checking.parts.casualty_numbers import (
    WORDS_OF_HARM,
    CarriedNumbers,
    CasualtyNumber,
    figures_of,
    tolls_in,
)
from builder.checking.parts.entry_under_review import EntryUnderReview
from builder.checking.parts.explanation import error, warning
from builder.model.archive import Archive
from builder.model.claim import Category, Claim, Harm, Reports
from builder.model.entry import Estimate
from builder.model.patterns import pattern
from builder.model.problem import Finding
from builder.model.prose import Sentences


def no_assessment_adds_up_claimants_or_questions(subject: EntryUnderReview) -> Iterator[Finding]:
    """C1: a figure of the publication's own is no total over those who were asked different things, or differ."""
    for number, estimate in enumerate(subject.entry.estimates):
        claims = _claims_of(estimate, subject)
        figures = [figure for figure in figures_of(claims) if figure.harm is estimate.harm]
        totals = _totals(figures)
        for key, value in (("low", estimate.low), ("best", estimate.best), ("high", estimate.high)):
            if value is None or value not in totals:
                continue
            if _SUM.search(estimate.rule or "") or all(value != figure.number for figure in figures):
                says = f"{value} is a total over claimants or questions"
                hint = "keep their figures apart: you may give a lowest and a highest, but not a total"
                yield Finding("", ("assessment", "figures", number, key), "C1", says, hint)


def no_text_adds_up_claimants_or_questions(subject: EntryUnderReview) -> Iterator[Finding]:
    """C1: a number of people harmed that nobody gave, and that claims come to together, is a total."""
    if not subject.is_english or subject.words.isdisjoint(WORDS_OF_HARM) or not subject.entry.claims:
        return
    carried, totals = CarriedNumbers(subject.entry), _totals_by_harm(subject)

    def is_nobodys(sentence: str) -> bool:
        # A number that somebody gave in these words may come to the same by chance.
        return not subject.policy.is_attributed(sentence) or _TOGETHER.search(sentence) is not None

    for text in subject.texts:
        nobodys = Sentences(text.own, is_nobodys)
        for toll in tolls_in(text.own):
            if carried.holds(toll.number, toll.harm) or toll.number not in totals.get(toll.harm, ()):
                continue
            if text.path in _READ_ALONE or nobodys.answer_at(toll.start):
                says = f"{text.own[toll.start : toll.end]} is the sum of different claims; nobody stated it"
                hint = "give each number with the claimant who gave it"
                yield subject.finding(text, toll.start, toll.end, "C1", says, hint)


def no_number_of_victims_stands_alone_in_a_title(subject: EntryUnderReview) -> Iterator[Finding]:
    """C3: who reads title and summary only should read no number that nobody vouches for."""
    if not subject.is_english or subject.words.isdisjoint(WORDS_OF_HARM):
        return
    carried, totals = CarriedNumbers(subject.entry), _totals_by_harm(subject)
    for text in subject.texts:
        for toll in tolls_in(text.own) if text.path in _READ_ALONE else ():
            if not carried.holds(toll.number, toll.harm) and toll.number not in totals.get(toll.harm, ()):
                says = (
                    f"no claim of this entry carries the number {text.own[toll.start : toll.end]} ({toll.harm.value})"
                )
                hint = "add the claim with its source, or remove the number"
                yield subject.finding(text, toll.start, toll.end, "C3", says, hint)


def a_count_of_everything_is_no_count_of_one_incident(archive: Archive) -> Iterator[Finding]:
    """C11: a figure for all that happened so far is not set beside one for a single incident."""
    for question, answers in archive.by_question.items():
        counting = [(entry, claim) for entry, claim in answers if claim.quantities]
        if not any(claim.reports in (None, Reports.INCIDENT) for _, claim in counting):
            continue
        for entry, claim in counting:
            if claim.reports is Reports.CUMULATIVE:
                says = f'counts everything so far; others on "{question}" count one incident'
                path = ("claims", entry.claims.index(claim), "reports")
                hint = "give it its own question, or write `reports: cumulative` for the others too"
                yield Finding(archive.files[f"entries/{entry.id}"], path, "C11", says, hint)


def no_figure_is_made_of_both_kinds(subject: EntryUnderReview) -> Iterator[Finding]:
    """C11: a figure of the publication's own is not made of some for one incident and some for everything so far."""
    for number, estimate in enumerate(subject.entry.estimates):
        kinds = {claim.reports for claim in _claims_of(estimate, subject)}
        if {Reports.CUMULATIVE, Reports.INCIDENT} <= kinds:
            says = "combines figures for one incident with figures for everything so far"
            yield Finding("", ("assessment", "figures", number, "from"), "C11", says, "remove one of the two kinds")


def the_bounds_of_an_assessment_are_in_order(subject: EntryUnderReview) -> Iterator[Finding]:
    """C17: low is not above best, nor best above high."""
    for number, estimate in enumerate(subject.entry.estimates):
        bounds = (("low", estimate.low), ("best", estimate.best), ("high", estimate.high))
        given = [(key, bound) for key, bound in bounds if bound is not None]
        for (key, bound), (other, above) in pairwise(given):
            if bound > above:
                says = f"{key} {bound} is above {other} {above}"
                yield Finding("", ("assessment", "figures", number, key), "C17", says, "swap or correct them")


def no_part_is_larger_than_the_whole(subject: EntryUnderReview) -> Iterator[Finding]:
    """C17: of one category there are no more people than of all together."""
    figures = subject.entry.estimates
    # Children may be among the civilians, or not: only with all people can a category be compared.
    wholes = [(estimate.harm, _ceiling(estimate)) for estimate in figures if estimate.category in _WHOLE]
    for number, estimate in enumerate(figures):
        key, least = ("low", estimate.low) if estimate.low is not None else ("best", estimate.best)
        most = min((whole for harm, whole in wholes if harm is estimate.harm and whole is not None), default=None)
        if estimate.category not in _WHOLE and least is not None and most is not None and least > most:
            says = f"at least {least} {estimate.category} {estimate.harm}, but at most {most} {estimate.harm} in all"
            hint = "correct one of the two: no part is larger than the whole"
            yield Finding("", ("assessment", "figures", number, key), "C17", says, hint)


def _ceiling(estimate: Estimate) -> int | None:
    return estimate.best if estimate.high is None else estimate.high


def _claims_of(estimate: Estimate, subject: EntryUnderReview) -> tuple[Claim, ...]:
    if not estimate.claims:
        # What does not say what it was made of was made of what is there.
        return subject.entry.claims
    own = f"{subject.entry.id}#"
    named = {id.removeprefix(own) for id in estimate.claims}
    return tuple(claim for claim in subject.entry.claims if claim.id in named)


def _totals_by_harm(subject: EntryUnderReview) -> dict[Harm, frozenset[int]]:
    figures = figures_of(subject.entry.claims)
    return {harm: _totals([figure for figure in figures if figure.harm is harm]) for harm in Harm}


def _totals(figures: list[CasualtyNumber]) -> frozenset[int]:
    """List what figures of different claimants, or on different questions, come to together."""
    most = 3 if len(figures) <= _FEW else 2
    groups = (group for size in range(2, most + 1) for group in combinations(figures, size))
    return frozenset(sum(figure.number for figure in group) for group in groups if _differ(group))


def _differ(figures: tuple[CasualtyNumber, ...]) -> bool:
    return len({figure.by for figure in figures}) > 1 or len({figure.question for figure in figures}) > 1


_WHOLE = (Category.ALL, Category.UNSPECIFIED)
_READ_ALONE = (("title",), ("summary",))
# Of more figures than these only pairs are tried: among many, some three come to any number.
_FEW = 12
_TOGETHER = pattern(
    r"\b(?:in\s+all|all\s+told|altogether|together|combined|overall|in\s+total|a\s+total|both|sides)\b", re.IGNORECASE
)
_SUM = pattern(r"\b(?:sum|sums|summed|total|totals|totalled|add|added|adding|plus|together)\b|\+", re.IGNORECASE)

RULES = (a_count_of_everything_is_no_count_of_one_incident,)
ENTRY_RULES = (
    no_assessment_adds_up_claimants_or_questions,
    no_text_adds_up_claimants_or_questions,
    no_number_of_victims_stands_alone_in_a_title,
    no_figure_is_made_of_both_kinds,
    the_bounds_of_an_assessment_are_in_order,
    no_part_is_larger_than_the_whole,
)

EXPLANATIONS = (
    error(
        "C1",
        "Figures from different claimants or on different questions are not added together.",
        "A total that nobody stated looks like a fact, and may count people twice or people nobody counted together.",
        "Give each number with the claimant who gave it. You may give a lowest and a highest in `assessment`.",
        "Three people were killed.   # two, says one side; one, elsewhere, says the other",
        "One side reported two killed, the other one.",
    ),
    error(
        "C2",
        "An unknown number is not written as zero.",
        "Zero is a claim of its own.",
        "Write `none` with the source's words, or `unknown`.",
        "killed: 0",
        "killed: unknown\nwords: no word of victims yet",
    ),
    error(
        "C3",
        "A number of victims in the title or summary comes from a claim or the entry's assessment.",
        "Titles are read and quoted on their own; a number there needs a claimant and a source behind it.",
        "Add the claim with its figure and source, or remove the number.",
        "title: 12 killed at Northford   # and no claim",
        "title: Council reports 12 killed at Northford   # and a claim with killed: 12",
    ),
    error(
        "C4",
        "An inexact number is given with the source's own words.",
        "“Dozens” is not 24; readers should see what was said.",
        "Add `words: …` beside the count.",
        "injured: ~24",
        "injured: ~24\nwords: about two dozen",
    ),
    error(
        "C5",
        "A best estimate states its method.",
        "The publication's own figure needs a rule that anyone can check; a dataset has stated its own.",
        "Add `method` with the id of a page that states it, or `by` if the figure comes from a dataset.",
        "assessment: {figures: [{harm: killed, best: 12}]}",
        "assessment: {method: methodology, figures: [{harm: killed, best: 12}]}",
    ),
    warning(
        "C11",
        "A running total is not compared with, or used for, a single incident.",
        "A toll for two days next to one for a morning creates a contradiction where there is none.",
        "Give the running total its own question.",
        "question: killed-at-the-bridge\nreports: cumulative   # others: incident",
        "question: killed-since-monday\nreports: cumulative",
    ),
    warning(
        "C17",
        "The bounds of an assessment are in order, and no part is larger than the whole.",
        "A lowest figure above the highest, or more civilians than people, cannot be right, whatever the method.",
        "Swap or correct the figures. If they follow different rules, say so under `allow`.",
        "figures: [{harm: killed, low: 2, high: 5}, {category: civilians, harm: killed, low: 6}]",
        "figures: [{harm: killed, low: 2, high: 8}, {category: civilians, harm: killed, low: 6}]",
    ),
)
