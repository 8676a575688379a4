"""Turn the claims that answer one question into their disagreement: each party's line, and what cannot both hold.

A figure meets only figures of its own measure. Between two parties dates excuse nothing: what cannot both hold is
disputed, and the publication says so without choosing. Nothing here is ever added up."""

from collections.abc import Iterable, Iterator, Mapping
from math import inf

from msgspec import Struct

from builder.model.claim import Category, Certainty, Claim, ClaimStatus, Count, Harm, Quantity, Reports, Stance
from builder.model.dates import SortKey, sort_key
from builder.model.entry import Entry

Answer = tuple[Entry, Claim]
Reach = tuple[float, float]


class Measure(Struct, frozen=True):
    """What is counted. `reports` is None for an incident, which a figure that says nothing is taken to be about."""

    harm: Harm
    category: Category
    reports: Reports | None


class Standing(Struct, frozen=True):
    """What became of a claim: its status, the live claims that cannot hold beside it, and what took its place."""

    status: ClaimStatus
    rivals: tuple[str, ...] = ()
    replaced_by: str | None = None
    retracted_by: str | None = None

    @property
    def is_live(self) -> bool:
        return self.status is not ClaimStatus.WITHDRAWN and not self.replaced_by and not self.retracted_by

    @property
    def is_disputed(self) -> bool:
        return self.is_live and self.status is ClaimStatus.DISPUTED


class Line(Struct, frozen=True):
    """One party's figures of one measure, in the order in which it gave them: a claim, and the figure in it."""

    measure: Measure
    steps: tuple[tuple[str, Quantity], ...]


class Disagreement(Struct, frozen=True):
    """How the answers to one question stand to each other. Claims go by `entry#claim`.

    `parties` are the claims of each party, in order of time. `gaps` lie between figures that cannot both hold and
    hold no other figure."""

    standings: Mapping[str, Standing]
    parties: tuple[tuple[str, ...], ...]
    lines: tuple[Line, ...]
    gaps: tuple[tuple[Measure, Reach], ...]

    @property
    def is_disputed(self) -> bool:
        return any(standing.is_disputed for standing in self.standings.values())


class Disputes(Mapping[str, Disagreement]):
    """The disagreement on every question, worked out when somebody asks: most builds show few questions anew."""

    def __init__(self, by_question: Mapping[str, tuple[Answer, ...]], sides: Mapping[str, str | None]) -> None:
        self._by_question, self._sides = by_question, sides
        self._known: dict[str, Disagreement] = {}

    def __getitem__(self, question: str) -> Disagreement:
        found = self._known.get(question)
        if found is None:
            found = self._known[question] = disagreement(self._by_question[question], self._sides)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_question)

    def __len__(self) -> int:
        return len(self._by_question)


def reference(entry: Entry, claim: Claim) -> str:
    """Name a claim as others refer to it."""
    return f"{entry.id}#{claim.id}"


def disagreement(answers: tuple[Answer, ...], sides: Mapping[str, str | None]) -> Disagreement:
    """Work out the disagreement of a question's answers, given in order; `sides` tells the side of each claimant."""
    claims = {reference(entry, claim): claim for entry, claim in answers}
    replaced, retracted = _replaced(claims, sides), _retracted(claims)
    live = {
        ref: claim
        for ref, claim in claims.items()
        if ref not in replaced and ref not in retracted and claim.status is not ClaimStatus.WITHDRAWN
    }
    rivals = _rivals(live)
    standings = {
        ref: Standing(
            _status(claim, ref in rivals), tuple(rivals.get(ref, ())), replaced.get(ref), retracted.get(ref)
        )
        for ref, claim in claims.items()
    }
    parties = _parties(answers, replaced)
    return Disagreement(standings, parties, tuple(_lines(parties, claims)), tuple(_gaps(live, rivals)))


def disputed_within(entry: Entry, sides: Mapping[str, str | None]) -> tuple[Claim, ...]:
    """List the claims of one entry that its own claims, or its author, dispute."""
    asked: dict[str | None, list[Answer]] = {}
    for claim in entry.claims:
        asked.setdefault(claim.question, []).append((entry, claim))
    alone = [claim for _, claim in asked.pop(None, []) if claim.status is ClaimStatus.DISPUTED]
    for answers in asked.values():
        standings = disagreement(tuple(answers), sides).standings
        alone += [claim for _, claim in answers if standings[reference(entry, claim)].is_disputed]
    return tuple(alone)


def measure_of(claim: Claim, quantity: Quantity) -> Measure:
    """Tell what a figure counts."""
    reports = None if claim.reports is Reports.INCIDENT else claim.reports
    return Measure(quantity.harm, quantity.category, reports)


def reach(count: Count) -> Reach | None:
    """Give the lowest and the highest number that a count allows; None for one that allows any.

    `about` states no bounds of its own: it is read as a quarter either way."""
    match count.certainty:
        case Certainty.UNKNOWN:
            return None
        case Certainty.ABOUT:
            assert count.low is not None
            return count.low * 0.75, count.low * 1.25
        case _:
            return count.low or 0, inf if count.high is None else count.high


def cannot_both_hold(one: Claim, other: Claim) -> bool:
    """Tell whether two live answers to one question exclude each other."""
    stances = {one.stance, other.stance}
    if not stances <= {Stance.ASSERTS, Stance.DENIES}:
        return False
    return len(stances) == 2 or any(clashing_figures(one, other))


def clashing_figures(one: Claim, other: Claim) -> Iterator[Quantity]:
    """List the figures of the other claim that do not meet one of the same measure."""
    for second in other.quantities:
        if any(
            measure_of(one, first) == measure_of(other, second)
            and _miss(first.count, second.count)
            and not _is_a_step(one, first, other, second)
            for first in one.quantities
        ):
            yield second


def _miss(first: Count, second: Count) -> bool:
    one, other = reach(first), reach(second)
    return one is not None and other is not None and (one[1] < other[0] or other[1] < one[0])


def _is_a_step(one: Claim, first: Quantity, other: Claim, second: Quantity) -> bool:
    """Tell whether a party's running total went on to a later one that is not lower."""
    if one.by != other.by or one.reports is not Reports.CUMULATIVE or one.made is None or other.made is None:
        return False
    said, said_too = sort_key(one.made, 0), sort_key(other.made, 0)
    earlier, later = (first, second) if said < said_too else (second, first)
    before, after = reach(earlier.count), reach(later.count)
    return said != said_too and before is not None and after is not None and after[0] >= before[1]


def _replaced(claims: Mapping[str, Claim], sides: Mapping[str, str | None]) -> dict[str, str]:
    """Find what a later claim of the same party replaces: of one claimant, or of one side by the author's word."""
    return {
        old: ref
        for ref, claim in claims.items()
        if (old := claim.supersedes) in claims and old != ref and old is not None
        if claims[old].by == claim.by or sides.get(claims[old].by) == sides.get(claim.by)
    }


def _retracted(claims: Mapping[str, Claim]) -> dict[str, str]:
    """Find what its own claimant took back; what takes back says nothing else."""
    return {
        old: ref
        for ref, claim in claims.items()
        if claim.stance is Stance.RETRACTS
        for old in (claim.supersedes, claim.responds_to)
        if old is not None and old in claims and old != ref and claims[old].by == claim.by
    }


def _status(claim: Claim, has_rivals: bool) -> ClaimStatus:
    return ClaimStatus.DISPUTED if has_rivals and claim.status is ClaimStatus.CLAIMED else claim.status


def _rivals(live: Mapping[str, Claim]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    refs = list(live)
    for place, one in enumerate(refs):
        for other in refs[place + 1 :]:
            if cannot_both_hold(live[one], live[other]):
                found.setdefault(one, []).append(other)
                found.setdefault(other, []).append(one)
    return found


def _parties(answers: tuple[Answer, ...], replaced: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """Group claims by claimant, joined where one claimant's claim replaces another's; each group in order of time."""
    head = {claim.by: claim.by for _, claim in answers}
    claimant = {reference(entry, claim): claim.by for entry, claim in answers}

    def leader(by: str) -> str:
        while head[by] != by:
            by = head[by]
        return by

    for old, new in replaced.items():
        head[leader(claimant[new])] = leader(claimant[old])
    groups: dict[str, list[str]] = {}
    for ref in _in_time(answers, replaced):
        groups.setdefault(leader(claimant[ref]), []).append(ref)
    order = dict.fromkeys(leader(claimant[reference(entry, claim)]) for entry, claim in answers)
    return tuple(tuple(groups[by]) for by in order)


def _in_time(answers: tuple[Answer, ...], replaced: Mapping[str, str]) -> list[str]:
    """Order claims by when they were said, or else by when it happened; what replaces another comes after it."""
    if len(answers) == 1:
        return [reference(*answers[0])]
    said = {
        reference(entry, claim): (sort_key(claim.made or entry.date, 0), 0, place)
        for place, (entry, claim) in enumerate(answers)
    }
    older = {new: old for old, new in replaced.items()}
    return sorted(said, key=lambda ref: _after_what_it_replaces(ref, said, older))


def _after_what_it_replaces(
    ref: str, said: Mapping[str, tuple[SortKey, int, int]], older: Mapping[str, str]
) -> tuple[SortKey, int, int]:
    chain = [ref]
    while (old := older.get(chain[-1])) is not None and old not in chain:
        chain.append(old)
    return max(said[link][0] for link in chain), len(chain), said[ref][2]


def _lines(parties: tuple[tuple[str, ...], ...], claims: Mapping[str, Claim]) -> Iterator[Line]:
    for party in parties:
        lines: dict[Measure, list[tuple[str, Quantity]]] = {}
        for ref in party:
            for quantity in claims[ref].quantities:
                lines.setdefault(measure_of(claims[ref], quantity), []).append((ref, quantity))
        for measure, steps in lines.items():
            yield Line(measure, tuple(steps))


def _gaps(live: Mapping[str, Claim], rivals: Mapping[str, Iterable[str]]) -> Iterator[tuple[Measure, Reach]]:
    reaches: dict[Measure, dict[Reach, None]] = {}
    between: dict[tuple[Measure, Reach], None] = {}
    for ref, others in rivals.items():
        for measure, own in _reaches(live[ref]):
            reaches.setdefault(measure, {})[own] = None
            for other in others:
                for same, theirs in _reaches(live[other]):
                    if same == measure and own[1] < theirs[0]:
                        between[measure, (own[1], theirs[0])] = None
    for measure, gap in between:
        if not any(_lies_in(found, gap) for found in reaches[measure]):
            yield measure, gap


def _reaches(claim: Claim) -> Iterator[tuple[Measure, Reach]]:
    for quantity in claim.quantities:
        if found := reach(quantity.count):
            yield measure_of(claim, quantity), found


def _lies_in(found: Reach, gap: Reach) -> bool:
    """Tell whether a figure lies in a gap; one that is but the gap's edge does not."""
    low, high = found
    return gap[0] <= low and high <= gap[1] and not (low == high and low in gap)
