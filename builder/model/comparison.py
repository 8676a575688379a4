"""Turn the claims that answer one question into how they stand to each other: what is live, and four relations.

Nothing here is ever added up, and nothing is chosen: see `relations` for what each relation claims."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from msgspec import Struct

from builder.model.actor import Actor, Basis
from builder.model.claim import Claim, ClaimStatus, Stance
from builder.model.dates import Clock, Day, SortKey, sort_key
from builder.model.entry import Entry
from builder.model.figures import Measure, measure_of, measures_of
from builder.model.page import Question
from builder.model.place import Place
from builder.model.relations import ClaimRelation, LiveClaim, RelationKind, relations
from builder.model.site import Site
from builder.model.states import state_of
from builder.model.time_zones import offset_minutes, zone_of

Answer = tuple[Entry, Claim]

_SIDE = "side "
_CONTESTING = (RelationKind.DENIED, RelationKind.CONTRADICTS)


class ClaimOutcome(Struct, frozen=True):
    """What became of a claim. Other claims go by `entry#claim`.

    `replaced` holds what took the place of each of its measures, `replaced_by` what took that of the whole claim;
    `followed_by` are later figures by another body of its side, which replace nothing."""

    status: ClaimStatus
    relations: tuple[ClaimRelation, ...] = ()
    replaced: tuple[tuple[Measure, str], ...] = ()
    replaced_by: str | None = None
    retracted_by: str | None = None
    followed_by: tuple[str, ...] = ()
    is_contested: bool = False

    @property
    def is_live(self) -> bool:
        return self.status is not ClaimStatus.WITHDRAWN and not self.replaced_by and not self.retracted_by

    def replacement(self, measure: Measure) -> str | None:
        """Return what took the place of the figure of a measure, if anything did."""
        return self.replaced_by or dict(self.replaced).get(measure)


class Comparison(Struct, frozen=True):
    """How the answers to one question stand to each other; `order` is that in which they were said, undated last."""

    standings: Mapping[str, ClaimOutcome]
    order: tuple[str, ...]

    @property
    def is_contested(self) -> bool:
        return any(standing.is_contested for standing in self.standings.values())

    @property
    def has_differences(self) -> bool:
        return any(standing.relations for standing in self.standings.values())

    @property
    def live(self) -> tuple[str, ...]:
        return tuple(ref for ref in self.order if self.standings[ref].is_live)


class Terms(Struct, frozen=True):
    """What comparing claims asks of those who made them, and of the clocks in them."""

    actors: Mapping[str, Actor]
    places: Mapping[str, Place]
    site: Site

    def offset(self, entry: Entry, day: Day, clock: Clock) -> int:
        """Return the minutes from UTC of a clock that gives no offset of its own."""
        return offset_minutes(zone_of(entry, self.places, self.site), day, clock)

    def side(self, actor: str) -> str | None:
        """Return the side of an actor, or else of what it belongs to: a unit is of its army's."""
        sides = [party.removeprefix(_SIDE) for party in self.parties(actor) if party.startswith(_SIDE)]
        return sides[0] if len(sides) == 1 else None

    def parties(self, actor: str) -> frozenset[str]:
        """Return whom an actor counts as: its side, or what it belongs to in the end, or else itself."""
        return frozenset(self._parties(actor, frozenset()))

    def _parties(self, actor: str, below: frozenset[str]) -> Iterator[str]:
        found = self.actors.get(actor)
        ties = found.part_of if found else ()
        wholes = [tie.to for tie in ties if tie.basis is not Basis.CLAIMED and tie.to not in below | {actor}]
        if found and found.side:
            yield f"{_SIDE}{found.side}"
        elif wholes:
            for whole in wholes:
                yield from self._parties(whole, below | {actor})
        else:
            yield f"actor {actor}"


# Most pages that show a question lie next to each other; a large site has more questions than memory is worth.
_AT_HAND = 4096


class Comparisons(Mapping[str, Comparison]):
    """The comparison on every question, made when somebody asks, unless it is known already."""

    def __init__(
        self,
        by_question: Mapping[str, tuple[Answer, ...]],
        questions: Mapping[str, Question],
        terms: Terms,
        known: Mapping[str, Comparison] = MappingProxyType({}),
    ) -> None:
        self.terms = terms
        self._by_question, self._questions, self._known = by_question, questions, known
        self._asked: dict[str, Comparison] = {}

    def knowing(self, known: Mapping[str, Comparison]) -> "Comparisons":
        """Return the same comparisons, some of which need not be made."""
        return Comparisons(self._by_question, self._questions, self.terms, known)

    def __getitem__(self, question: str) -> Comparison:
        found = self._asked.get(question)
        if found is None:
            if len(self._asked) == _AT_HAND:
                self._asked.clear()
            found = self._asked[question] = self._known.get(question) or self._compared(question)
        return found

    def _compared(self, question: str) -> Comparison:
        asked = self._questions.get(question)
        return compare(self._by_question[question], asked is not None and asked.exclusive, self.terms)

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_question)

    def __len__(self) -> int:
        return len(self._by_question)


def reference(entry: Entry, claim: Claim) -> str:
    """Name a claim as others refer to it."""
    return f"{entry.id}#{claim.id}"


def compare(answers: tuple[Answer, ...], is_exclusive: bool, terms: Terms) -> Comparison:
    """Compare the answers to a question; `is_exclusive` says that one party alone can be responsible."""
    claims = {reference(entry, claim): claim for entry, claim in answers}
    # What the publication has withdrawn replaces and takes back nothing.
    standing = {ref: claim for ref, claim in claims.items() if claim.status is not ClaimStatus.WITHDRAWN}
    retracted = _retracted(standing)
    replaced, replaced_by = _replaced(standing)
    live = [
        _live(entry, claim, replaced, terms)
        for entry, claim in answers
        if (ref := reference(entry, claim)) not in retracted and ref not in replaced_by
        if claim.status is not ClaimStatus.WITHDRAWN
    ]
    related = _related(live, is_exclusive)
    followed_by = _followed_by(claims, terms)
    standings = {
        ref: ClaimOutcome(
            status=claim.status,
            relations=tuple(related.get(ref, ())),
            replaced=tuple(replaced.get(ref, {}).items()),
            replaced_by=replaced_by.get(ref),
            retracted_by=retracted.get(ref),
            followed_by=tuple(followed_by.get(ref, ())),
            is_contested=any(
                relation.kind in _CONTESTING and claims[relation.other].by != claim.by
                for relation in related.get(ref, ())
            ),
        )
        for ref, claim in claims.items()
    }
    return Comparison(standings, tuple(in_time(answers, terms)))


def contested_within(entry: Entry, questions: Mapping[str, Question], terms: Terms) -> tuple[Claim, ...]:
    """List the claims of one entry that another claimant denies or contradicts in the same entry."""
    asked: dict[str, list[Answer]] = {}
    for claim in entry.claims:
        if claim.question:
            asked.setdefault(claim.question, []).append((entry, claim))
    contested = []
    for question, answers in asked.items():
        is_exclusive = question in questions and questions[question].exclusive
        standings = compare(tuple(answers), is_exclusive, terms).standings
        contested += [claim for _, claim in answers if standings[reference(entry, claim)].is_contested]
    return tuple(contested)


def _live(entry: Entry, claim: Claim, replaced: Mapping[str, Mapping[Measure, str]], terms: Terms) -> LiveClaim:
    ref = reference(entry, claim)
    gone = replaced.get(ref, {})
    return LiveClaim(
        ref=ref,
        claim=claim,
        figures=tuple(figure for figure in claim.quantities if measure_of(claim, figure) not in gone),
        state=state_of(claim.as_of, claim.reports, lambda day, clock: terms.offset(entry, day, clock)),
        side=terms.side(claim.by),
        accused=frozenset(party for actor in claim.attributed_to for party in terms.parties(actor)),
    )


def _related(live: list[LiveClaim], is_exclusive: bool) -> dict[str, list[ClaimRelation]]:
    found: dict[str, list[ClaimRelation]] = {}
    for index, one in enumerate(live):
        for other in live[index + 1 :]:
            for first, second in ((one, other), (other, one)):
                if known := relations(first, second, is_exclusive):
                    found.setdefault(first.ref, []).extend(known)
    return found


def _replaced(claims: Mapping[str, Claim]) -> tuple[dict[str, dict[Measure, str]], dict[str, str]]:
    """Find what later claims of the same claimant replace: of each claim some measures, or the whole.

    A claim replaces only the measures that it gives, in the claim that it supersedes and in those before it. A claim
    of whose measures none is left, or that gives none, is replaced as a whole."""
    measures = {
        ref: dict.fromkeys(measure_of(claim, figure) for figure in claim.quantities) for ref, claim in claims.items()
    }
    nearest: dict[str, dict[Measure, tuple[int, str]]] = {}
    whole: dict[str, tuple[int, str]] = {}
    for ref, claim in claims.items():
        for depth, old in enumerate(_before(ref, claims) if claim.stance is not Stance.RETRACTS else ()):
            if not measures[old] and depth == 0:
                whole[old] = min(whole.get(old, (depth, ref)), (depth, ref))
            for measure in measures[old]:
                if measure in measures[ref]:
                    known = nearest.setdefault(old, {})
                    known[measure] = min(known.get(measure, (depth, ref)), (depth, ref))
    for old, known in nearest.items():
        if measures[old].keys() <= known.keys():
            whole[old] = min(known.values())
    replaced = {
        old: {measure: known[measure][1] for measure in measures[old] if measure in known}
        for old, known in nearest.items()
    }
    return replaced, {old: ref for old, (_, ref) in whole.items()}


def _before(ref: str, claims: Mapping[str, Claim]) -> Iterator[str]:
    """List the claims that a claim supersedes, the nearest first, as long as the claimant is the same."""
    seen = {ref}
    old = claims[ref].supersedes
    while old is not None and old in claims and old not in seen and claims[old].by == claims[ref].by:
        yield old
        seen.add(old)
        old = claims[old].supersedes


def _followed_by(claims: Mapping[str, Claim], terms: Terms) -> dict[str, list[str]]:
    """Find later figures of another body of the same side, by the author's word: they replace nothing."""
    found: dict[str, list[str]] = {}
    for ref, claim in claims.items():
        old = claim.supersedes
        if old in claims and old is not None and claims[old].by != claim.by:
            side = terms.side(claim.by)
            is_same_side = side is not None and side == terms.side(claims[old].by)
            if is_same_side and measures_of(claim) & measures_of(claims[old]):
                found.setdefault(old, []).append(ref)
    return found


def _retracted(claims: Mapping[str, Claim]) -> dict[str, str]:
    """Find what its own claimant took back; what takes back says nothing else."""
    found: dict[str, str] = {}
    for ref, claim in claims.items():
        for old in (claim.supersedes, claim.responds_to) if claim.stance is Stance.RETRACTS else ():
            if old is not None and old in claims and old != ref and claims[old].by == claim.by:
                # Of two that take back the same, one is named, whatever their order.
                found[old] = min(found.get(old, ref), ref)
    return found


def in_time(answers: Iterable[Answer], terms: Terms) -> list[str]:
    """Order claims by when they were said; those that say no day come last, in the order of their entries."""
    said: list[tuple[bool, SortKey, int, str]] = []
    for index, (entry, claim) in enumerate(answers):
        date = claim.made or entry.date
        point = date.points[0]
        offset = terms.offset(entry, point.earliest, point.clock) if point.clock else 0
        said.append((claim.made is None, sort_key(date, offset), index, reference(entry, claim)))
    return [ref for *_, ref in sorted(said)]
