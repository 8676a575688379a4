"""Rules on how claims stand to each other (C14 to C16, C18): what an author ties together can be compared."""

from collections.abc import Iterator, Mapping
from itertools import combinations

from builder.checking.parts.explanation import error, hint, warning
from builder.model.archive import Archive
from builder.model.claim import Category, Claim, Harm, Quantity, Stance
from builder.model.comparison import Answer, reference
from builder.model.entry import Entry
from builder.model.figures import Measure, measure_of, measures_of
from builder.model.problem import Finding, KeyPath

# A figure: the place that it has in a claim of an entry.
_Counted = tuple[Entry, Claim, int]


def a_denial_names_what_it_denies(archive: Archive) -> Iterator[Finding]:
    """C14: a denial says which claim it denies, on one question with it."""
    for answers in archive.by_question.values():
        for entry, claim in answers:
            # Who names what a denial contradicts has said whom it is about.
            if claim.stance is not Stance.DENIES or claim.contradicts:
                continue
            denied = claim.responds_to and archive.claim_of.get(claim.responds_to)
            said = [answer for answer in answers if answer[1].by != claim.by and answer[1].stance is Stance.ASSERTS]
            if claim.responds_to is None and said:
                names = " or ".join(f"`{_as_written(other, entry)}`" for other in said[:_MOST_NAMED])
                says = "denies no particular claim"
                hint = f"add `responds_to` with the claim that it denies, such as {names}"
            elif denied and denied[1].question != claim.question and denied[1].by != claim.by:
                says = f'denies "{claim.responds_to}", which does not answer the same question'
                hint = "give both the same `question`: only then is the denial shown as one"
            else:
                continue
            yield _finding(archive, entry, claim, "responds_to" if claim.responds_to else "stance", "C14", says, hint)


def a_later_figure_replaces_one_of_its_own_kind(archive: Archive) -> Iterator[Finding]:
    """C15: a claim replaces only figures that it gives itself, and only those of its own claimant."""
    for entry, claim in _claims(archive):
        found = archive.claim_of.get(claim.supersedes) if claim.supersedes else None
        if found is None or claim.stance is Stance.RETRACTS:
            continue
        old = found[1]
        if old.by != claim.by:
            side = archive.comparisons.terms.side(claim.by)
            if side is None or side != archive.comparisons.terms.side(old.by):
                says = f'supersedes "{claim.supersedes}", which is a claim by "{old.by}"'
                hint = "a claimant can replace only its own figures; use `responds_to` to answer somebody else"
                yield _finding(archive, entry, claim, "supersedes", "C15", says, hint)
                continue
        if old.quantities and not measures_of(old) & measures_of(claim):
            says = f'supersedes "{claim.supersedes}" but gives none of its figures, so it replaces nothing'
            hint = (
                "give the later figure with the same harm, category and `reports`, or leave `supersedes` out; "
                "`stance: retracts` retracts the rest"
            )
            yield _finding(archive, entry, claim, "supersedes", "C15", says, hint)


def sides_are_counted_alike(archive: Archive) -> Iterator[Finding]:
    """C16: figures of two sides on one question are not kept apart by category or `reports` alone."""
    for question, answers in archive.by_question.items():
        counted: dict[Harm, dict[str | None, dict[Measure, _Counted]]] = {}
        for entry, claim in answers:
            if claim.stance is Stance.ASSERTS:
                side = archive.comparisons.terms.side(claim.by)
                for index, figure in enumerate(claim.quantities):
                    measures = counted.setdefault(figure.harm, {}).setdefault(side, {})
                    measures.setdefault(measure_of(claim, figure), (entry, claim, index))
        for by_side in counted.values():
            for ours, theirs in combinations(by_side.values(), 2):
                if found := _kept_apart(ours, theirs):
                    yield _counted_apart(*found, question, archive)


def a_contradiction_names_another_claimant_on_the_question(archive: Archive) -> Iterator[Finding]:
    """C18: `contradicts` leads to a claim of somebody else that answers the same question."""
    for entry, claim in _claims(archive):
        for index, ref in enumerate(claim.contradicts):
            found = archive.claim_of.get(ref)
            if found is None:
                continue
            other = found[1]
            if ref == reference(entry, claim):
                says, hint = "a claim that contradicts itself", "name another claim"
            elif other.by == claim.by:
                says = f'"{ref}" is also a claim by "{claim.by}"'
                hint = "a claimant does not contradict itself: use `supersedes`, or `stance: retracts`"
            elif claim.question is None or other.question != claim.question:
                says = f'"{ref}" does not answer the same question'
                hint = "give both the same `question`, or remove `contradicts`"
            else:
                continue
            number = entry.claims.index(claim)
            path: KeyPath = ("claims", number, "contradicts", index)
            yield Finding(archive.files[f"entries/{entry.id}"], path, "C18", says, hint)


def _claims(archive: Archive) -> Iterator[Answer]:
    for entry in archive.entries:
        for claim in entry.claims:
            yield entry, claim


def _kept_apart(
    ours: Mapping[Measure, _Counted], theirs: Mapping[Measure, _Counted]
) -> tuple[_Counted, _Counted] | None:
    """Find a figure of each of two sides that might count the same people, where none of theirs is counted alike."""
    if ours.keys() & theirs.keys():
        return None
    for one, first in ours.items():
        for other, second in theirs.items():
            categories = {one.category, other.category}
            if len(categories) == 1 or categories & {Category.UNSPECIFIED, Category.ALL}:
                return first, second
    return None


def _counted_apart(first: _Counted, second: _Counted, question: str, archive: Archive) -> Finding:
    # The later of the two is the one that was written with the other at hand.
    (other_entry, other, other_index), (entry, claim, index) = first, second
    figure, number = claim.quantities[index], entry.claims.index(claim)
    says = (
        f'counted as {_kind(figure, claim)}; "{reference(other_entry, other)}" on "{question}" '
        f"as {_kind(other.quantities[other_index], other)}"
    )
    hint = "give both the same category and `reports` if they count the same people: only then are they compared"
    # A figure is written out under `quantity`, or in short as `killed: 2` or `killed: {civilians: 2}`.
    path = ("claims", number, "quantity", index, figure.harm.value, figure.category.value, "count")
    return Finding(archive.files[f"entries/{entry.id}"], path, "C16", says, hint)


def _kind(figure: Quantity, claim: Claim) -> str:
    return f"`{figure.category}`, `{claim.reports or 'incident'}`"


def _as_written(answer: Answer, inside: Entry) -> str:
    entry, claim = answer
    return claim.id if entry.id == inside.id else reference(entry, claim)


def _finding(archive: Archive, entry: Entry, claim: Claim, key: str, code: str, says: str, hint: str) -> Finding:
    path = ("claims", entry.claims.index(claim), key)
    return Finding(archive.files[f"entries/{entry.id}"], path, code, says, hint)


# As many claims as a message may propose.
_MOST_NAMED = 3

RULES = (
    a_denial_names_what_it_denies,
    a_later_figure_replaces_one_of_its_own_kind,
    sides_are_counted_alike,
    a_contradiction_names_another_claimant_on_the_question,
)

EXPLANATIONS = (
    hint(
        "C14",
        "A denial identifies the claim it denies, and both answer the same question.",
        "A denial of no particular claim leaves readers guessing, and contests nothing.",
        "Add `responds_to` with the id of the claim, and give both claims the same `question`.",
        "- {by: east, id: fired, question: who-fired, …}\n- {by: west, question: who-fired, stance: denies, …}",
        "- {by: east, id: fired, question: who-fired, …}\n"
        "- {by: west, question: who-fired, stance: denies, responds_to: fired, …}",
    ),
    warning(
        "C15",
        "A claim replaces only its own claimant's figures, and only those it gives again.",
        "A later count of the dead says nothing about the injured; a count of civilians is not a count of everybody.",
        "Give the later figure with the same harm, category and `reports`, or remove `supersedes`.",
        "- {id: first, by: east, injured: 290, …}\n- {by: east, killed: 170, supersedes: first, …}",
        "- {id: first, by: east, killed: 120, …}\n- {by: east, killed: 170, supersedes: first, …}",
    ),
    hint(
        "C16",
        "Figures from two sides on one question are counted in the same way.",
        "Where one side's dead are `unspecified` and the other's `combatants`, nobody compares them, while the same "
        "two sides may be compared on another question.",
        "Give both the same category and `reports` if they count the same people, or allow it with the reason.",
        "- {by: east, question: losses, killed: 300, reports: period, …}\n"
        "- {by: west, question: losses, killed: {combatants: 12}, reports: cumulative, …}",
        "- {by: east, question: losses, killed: {combatants: 300}, reports: cumulative, …}\n"
        "- {by: west, question: losses, killed: {combatants: 12}, reports: cumulative, …}",
    ),
    error(
        "C18",
        "A claim `contradicts` only another claimant's claim that answers the same question.",
        "Anything else would make a contradiction of a change of mind, or of an answer to something else.",
        "Name another claimant's claim, and give both the same `question`.",
        "- {id: open, by: east, question: is-it-open, …}\n- {by: east, question: is-it-open, contradicts: [open], …}",
        "- {id: open, by: east, question: is-it-open, …}\n- {by: west, question: is-it-open, contradicts: [open], …}",
    ),
)
