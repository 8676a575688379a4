"""Rules on how claims stand to each other (C14 to C16, C18): what an author ties together can be compared."""

from collections.abc import Iterator
from itertools import combinations

from builder.checking._explanation import error, hint, warning
from builder.model.archive import Archive
from builder.model.claim import Category, Claim, Stance
from builder.model.comparison import Answer, reference
from builder.model.entry import Entry
from builder.model.figures import measure_of, measures_of
from builder.model.problem import Finding, KeyPath


def a_denial_names_what_it_denies(archive: Archive) -> Iterator[Finding]:
    """C14: a denial says which claim it denies, on one question with it."""
    for answers in archive.by_question.values():
        for entry, claim in answers:
            if claim.stance is not Stance.DENIES:
                continue
            denied = claim.responds_to and archive.claim_of.get(claim.responds_to)
            said = [answer for answer in answers if answer[1].by != claim.by and answer[1].stance is Stance.ASSERTS]
            if claim.responds_to is None and said:
                names = " or ".join(f"`{_as_written(other, entry)}`" for other in said[:_MOST_NAMED])
                says = "denies nobody in particular"
                hint = f"add `responds_to`: the claim that it denies, such as {names}"
            elif denied and denied[1].question != claim.question and denied[1].by != claim.by:
                says = f'denies "{claim.responds_to}", which does not answer the same question'
                hint = "give both one `question`: only then is the denial shown as one"
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
            sides = _sides(archive, old, claim)
            if sides[0] is None or sides[0] != sides[1]:
                says = f'supersedes "{claim.supersedes}", which is a claim of "{old.by}"'
                hint = "a claimant replaces only its own figures; use `responds_to` for an answer to somebody else"
                yield _finding(archive, entry, claim, "supersedes", "C15", says, hint)
                continue
        if old.quantities and not measures_of(old) & measures_of(claim):
            says = f'supersedes "{claim.supersedes}" and gives none of its figures, so it replaces nothing'
            hint = (
                "give the later figure with the same harm, category and `reports`, or leave `supersedes` out; "
                "`stance: retracts` takes back the rest"
            )
            yield _finding(archive, entry, claim, "supersedes", "C15", says, hint)


def sides_are_counted_alike(archive: Archive) -> Iterator[Finding]:
    """C16: figures of two sides on one question are not kept apart by category or `reports` alone."""
    for question, answers in archive.by_question.items():
        counting = [answer for answer in answers if answer[1].quantities and answer[1].stance is Stance.ASSERTS]
        for (entry, claim), (other_entry, other) in combinations(counting, 2):
            sides = _sides(archive, claim, other)
            if sides[0] == sides[1] or not (apart := _kept_apart(claim, other)):
                continue
            says = f'counted as {apart[0]}; "{reference(other_entry, other)}" on "{question}" as {apart[1]}'
            hint = (
                "give both the same category and `reports` if they count the same people: only then are they compared"
            )
            yield _finding(archive, entry, claim, "quantity", "C16", says, hint)
            break


def a_contradiction_names_another_claimant_on_the_question(archive: Archive) -> Iterator[Finding]:
    """C18: `contradicts` leads to a claim of somebody else that answers the same question."""
    for entry, claim in _claims(archive):
        for place, ref in enumerate(claim.contradicts):
            found = archive.claim_of.get(ref)
            if found is None:
                continue
            other = found[1]
            if ref == reference(entry, claim):
                says, hint = "a claim that contradicts itself", "name the other claim"
            elif other.by == claim.by:
                says = f'"{ref}" is a claim of "{claim.by}" too'
                hint = "a claimant does not contradict itself: use `supersedes`, or `stance: retracts`"
            elif claim.question is None or other.question != claim.question:
                says = f'"{ref}" does not answer the same question'
                hint = "give both one `question`, or leave `contradicts` out"
            else:
                continue
            number = entry.claims.index(claim)
            path: KeyPath = ("claims", number, "contradicts", place)
            yield Finding(archive.files[f"entries/{entry.id}"], path, "C18", says, hint)


def _claims(archive: Archive) -> Iterator[Answer]:
    for entry in archive.entries:
        for claim in entry.claims:
            yield entry, claim


def _sides(archive: Archive, one: Claim, other: Claim) -> tuple[str | None, str | None]:
    terms = archive.comparisons.terms
    return terms.side(one.by), terms.side(other.by)


def _kept_apart(one: Claim, other: Claim) -> tuple[str, str] | None:
    """Return how two claims count one harm where they count alike but for category or `reports`."""
    for first in one.quantities:
        theirs = [second for second in other.quantities if second.harm is first.harm]
        measure = measure_of(one, first)
        ours = {measure_of(one, quantity) for quantity in one.quantities if quantity.harm is first.harm}
        if not theirs or ours & {measure_of(other, second) for second in theirs}:
            continue
        for second in theirs:
            categories = {first.category, second.category}
            if len(categories) == 1 or categories & {Category.UNSPECIFIED, Category.ALL}:
                return _kind(first.category, measure.reports), _kind(second.category, other.reports)
    return None


def _kind(category: Category, reports: str | None) -> str:
    return f"`{category}`, `{reports or 'incident'}`"


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
        "A denial names the claim that it denies, and both answer one question.",
        "A denial of nobody in particular leaves readers to guess, and contests nothing.",
        "Add `responds_to` with the id of the claim, and give both claims one `question`.",
        "- {by: east, id: fired, question: who-fired, …}\n- {by: west, question: who-fired, stance: denies, …}",
        "- {by: east, id: fired, question: who-fired, …}\n"
        "- {by: west, question: who-fired, stance: denies, responds_to: fired, …}",
    ),
    warning(
        "C15",
        "A claim replaces figures of its own claimant, and of these only the ones that it gives.",
        "A later count of the dead says nothing of the injured; a count of civilians is none of everybody.",
        "Give the later figure with the same harm, category and `reports`, or leave `supersedes` out.",
        "- {id: first, by: east, injured: 290, …}\n- {by: east, killed: 170, supersedes: first, …}",
        "- {id: first, by: east, killed: 120, …}\n- {by: east, killed: 170, supersedes: first, …}",
    ),
    hint(
        "C16",
        "Figures of two sides on one question are counted alike.",
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
        "`contradicts` leads to a claim of another claimant that answers the same question.",
        "Anything else would call a step, or an answer to something else, a contradiction.",
        "Name another claimant's claim, and give both one `question`.",
        "- {id: open, by: east, question: is-it-open, …}\n- {by: east, question: is-it-open, contradicts: [open], …}",
        "- {id: open, by: east, question: is-it-open, …}\n- {by: west, question: is-it-open, contradicts: [open], …}",
    ),
)
