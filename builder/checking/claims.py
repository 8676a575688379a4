"""Rules on claims (C6 to C13): both sides are heard, and what is called established rests on more than one."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from builder.checking.parts.entry_under_review import EntryUnderReview
from builder.checking.parts.explanation import error, warning
from builder.model.archive import Archive
from builder.model.claim import Category, Claim, ClaimKind, ClaimStatus, Reports, Stance
from builder.model.dates import Precision
from builder.model.entry import Entry, Role
from builder.model.figures import figures_apart
from builder.model.problem import Finding
from builder.model.source import Source

_CONTESTED = (
    ClaimKind.RESPONSIBILITY,
    ClaimKind.CASUALTIES,
    ClaimKind.PRESENCE,
    ClaimKind.INTENT,
    ClaimKind.CONTROL,
)
# Of these somebody is blamed, whether he is named or not; of one's own dead nobody is.
_ACTS = (ClaimKind.RESPONSIBILITY, ClaimKind.INTENT)
_ANSWERS = (Stance.DENIES, Stance.CANNOT_CONFIRM, Stance.DECLINES_COMMENT)


def both_sides_are_heard(subject: EntryUnderReview) -> Iterator[Finding]:
    """C6: who is accused by one side is heard, or known not to have answered."""
    if len(subject.directory.site.sides) < 2:
        return
    for question, claims in _by_question(subject.entry).items():
        sides = {subject.side_of(claim.by) for _, claim in claims}
        own = sides - {None}
        if len(own) != 1 or not any(claim.kind in _CONTESTED for _, claim in claims):
            continue
        if not _is_against_somebody([claim for _, claim in claims], own, subject):
            continue
        if any(claim.stance in _ANSWERS and subject.side_of(claim.by) not in own for claim in subject.entry.claims):
            continue
        says = f'on "{question}" only one side is heard, and it makes a statement about another'
        hint = "add what the other side says, or that it declines to comment"
        yield Finding("", ("claims", claims[0][0], "question"), "C6", says, hint)


def figures_of_one_event_share_a_question(archive: Archive) -> Iterator[Finding]:
    """C8: figures for the same place and day that do not meet are set side by side."""
    told: set[tuple[str, int]] = set()
    for claims in _by_place_and_day(archive).values():
        for (other_entry, other_number), (entry, number) in combinations(claims, 2):
            claim, other = entry.claims[number], other_entry.claims[other_number]
            # Two questions were set apart on purpose; one alone may have been forgotten.
            if claim.by == other.by or (claim.question and other.question) or (entry.id, number) in told:
                continue
            # Who blames others speaks of something else, or of more than the number.
            if claim.attributed_to and other.attributed_to and {*claim.attributed_to}.isdisjoint(other.attributed_to):
                continue
            if any(figures_apart(claim, other)):
                told.add((entry.id, number))
                says = f'gives a different figure from "{other_entry.id}#{other.id}", but the two share no question'
                path = ("claims", number, "question")
                yield Finding(archive.files[f"entries/{entry.id}"], path, "C8", says, "give both the same `question`")


def what_is_established_rests_on_several(subject: EntryUnderReview) -> Iterator[Finding]:
    """C9: one source, one side, or one report and its copies corroborate nothing."""
    for number, claim in enumerate(subject.entry.claims):
        if claim.status not in _ESTABLISHED:
            continue
        agreeing = (claim, *_confirmed_by_others(claim, subject))
        sources = subject.sources(dict.fromkeys(id for agreed in agreeing for id in agreed.sources))
        own = [source for source in sources if not source.mirror] or sources[:1]
        sides = {_side_behind(source, subject) for source in own}
        if len({source.outlet or source.id for source in own}) < 2:
            says = f"{claim.status.value} on one source"
        elif len(sides) == 1 and not sides <= {None, *_THIRD}:
            says = f'{claim.status.value} on sources of one side ("{next(iter(sides))}")'
        else:
            continue
        path = ("claims", number, "status")
        yield Finding(
            "", path, "C9", says, "add an independent source, or leave it at `claimed`: a repeat proves nothing"
        )


def a_verdict_has_a_reason(subject: EntryUnderReview) -> Iterator[Finding]:
    """C10: who calls a claim verified or refuted says why."""
    for number, claim in enumerate(subject.entry.claims):
        if claim.status in (ClaimStatus.VERIFIED, ClaimStatus.REFUTED) and not (claim.status_reason or "").strip():
            hint = "add `reason`: how this was established"
            yield Finding("", ("claims", number, "status"), "C10", f"{claim.status.value} without a reason", hint)


def the_attacker_does_not_decide_who_is_a_civilian(subject: EntryUnderReview) -> Iterator[Finding]:
    """C13: whether the dead were civilians is not left to the party that is named as the attacker."""
    for number, claim in enumerate(subject.entry.claims):
        if not any(quantity.category in (Category.CIVILIANS, Category.COMBATANTS) for quantity in claim.quantities):
            continue
        others = [
            other for other in subject.entry.claims if other.question == claim.question and other.by != claim.by
        ]
        if not _is_the_attackers(claim, subject) or (claim.question and others):
            continue
        says = "only the party named as the attacker says whether the victims were civilians"
        hint = "add another claimant on this question, or write `unspecified`"
        yield Finding("", ("claims", number, "attributed_to"), "C13", says, hint)


def _is_against_somebody(claims: list[Claim], own: set[str | None], subject: EntryUnderReview) -> bool:
    """Return whether claims of one side blame another; where they name nobody, those who began it are meant."""
    if any(claim.status is ClaimStatus.DISPUTED for claim in claims):
        return True
    blamed = {id for claim in claims for id in claim.attributed_to}
    if not blamed and any(claim.kind in _ACTS for claim in claims):
        blamed = {part.actor for part in subject.entry.actors if part.role is Role.INITIATOR}
    return bool({subject.side_of(id) for id in blamed} - own - {None})


def _side_behind(source: Source, subject: EntryUnderReview) -> str | None:
    """Return the side of a source, which may be named by an actor of that side."""
    return (source.affiliation and subject.side_of(source.affiliation)) or source.affiliation


def _confirmed_by_others(claim: Claim, subject: EntryUnderReview) -> Iterator[Claim]:
    """List the claims that say the same of another side: what an adversary admits is no repeat."""
    for other in subject.entry.claims:
        if (
            other.question == claim.question is not None
            and other.status in _ESTABLISHED
            and subject.side_of(other.by) != subject.side_of(claim.by)
            and claim.stance is other.stance
            and not any(figures_apart(claim, other))
        ):
            yield other


def _by_question(entry: Entry) -> dict[str, list[tuple[int, Claim]]]:
    asked: defaultdict[str, list[tuple[int, Claim]]] = defaultdict(list)
    for number, claim in enumerate(entry.claims):
        if claim.question:
            asked[claim.question].append((number, claim))
    return asked


def _by_place_and_day(archive: Archive) -> dict[tuple[str, int, str, str], list[tuple[Entry, int]]]:
    found: defaultdict[tuple[str, int, str, str], list[tuple[Entry, int]]] = defaultdict(list)
    for entry in archive.entries:
        date = entry.when
        if date.precision < Precision.DAY or date.earliest is None or date.latest is None:
            continue
        days = range(date.earliest.ordinal, date.latest.ordinal + 1)[:_LONGEST]
        for number, claim in enumerate(entry.claims):
            if claim.stance is Stance.ASSERTS and claim.status is not ClaimStatus.WITHDRAWN:
                where = claim.where or _place_of(entry, claim)
                for quantity in claim.quantities:
                    for day in days:
                        found[where, day, quantity.harm, quantity.category].append((entry, number))
    return found


def _place_of(entry: Entry, claim: Claim) -> str:
    """Return the place of a claim that names none: that of its entry, if there is one, or what the entry tells of."""
    if claim.reports in (Reports.CUMULATIVE, Reports.PERIOD):
        return f"{entry.id}#{claim.id}"
    places = [location.place for location in entry.places if location.is_scene]
    return places[0] if len(places) == 1 else f"{entry.id}#"


def _is_the_attackers(claim: Claim, subject: EntryUnderReview) -> bool:
    side = subject.side_of(claim.by)
    return any(id == claim.by or (side is not None and subject.side_of(id) == side) for id in claim.attributed_to)


# Of a longer event nobody would say that two figures are for the same day.
_LONGEST = 7
# Affiliations that are no side's.
_THIRD = ("third-party", "independent", "international", "neutral")

_ESTABLISHED = (ClaimStatus.VERIFIED, ClaimStatus.CORROBORATED)
RULES = (figures_of_one_event_share_a_question,)
ENTRY_RULES = (
    both_sides_are_heard,
    what_is_established_rests_on_several,
    a_verdict_has_a_reason,
    the_attacker_does_not_decide_who_is_a_civilian,
)

EXPLANATIONS = (
    warning(
        "C6",
        "On a contested question, both sides are heard in the same entry.",
        "An accusation without an answer reads like a finding.",
        "Add what the other side says; `stance: declines-comment` and `cannot-confirm` are answers too.",
        "- {by: east, question: who-fired, kind: responsibility, attributed_to: west, …}   # alone",
        "- {by: east, question: who-fired, …}\n- {by: west, question: who-fired, stance: denies, …}",
    ),
    error(
        "C7",
        "A claim cites its source.",
        "Readers can only check who says so if they can read it somewhere.",
        "Add `sources: [id]`.",
        "- {by: east, text: The bridge is closed.}",
        "- {by: east, text: The bridge is closed., sources: [gazette]}",
    ),
    warning(
        "C8",
        "Figures for the same place and day that disagree belong to one question.",
        "Only then are they shown side by side.",
        "Give both the same `question`. If they are about different things, give each its own.",
        "- {by: east, killed: 2, where: northford, …}\n- {by: west, killed: 5, where: northford, …}",
        "- {by: east, question: killed-at-northford, …}\n- {by: west, question: killed-at-northford, …}",
    ),
    warning(
        "C9",
        "A verified or corroborated claim has several sources, not all on one side, none repeating another.",
        "A repeat does not corroborate anything.",
        "Add an independent source, or leave the status at `claimed`.",
        "status: corroborated\nsources: [gazette]",
        "status: corroborated\nsources: [gazette, observers-report]",
    ),
    error(
        "C10",
        "A claim marked verified or refuted gives the reason.",
        "A finding that cannot be checked is an opinion.",
        "Add `reason`: how it was established, and by whom.",
        "status: refuted",
        "status: refuted\nreason: The photograph is of 2029, as its first publication shows.",
    ),
    warning(
        "C13",
        "Whether victims were civilians is not decided on the attacker's word alone.",
        "The party named as the attacker has an interest in the answer.",
        "Add another claimant on the same question, or write `category: unspecified`.",
        "- {by: east-army, attributed_to: east-army, killed: {civilians: 2}, …}",
        "- {by: east-army, attributed_to: east-army, killed: 2, …}",
    ),
)
