"""Claims as readers meet them: by question, in a column for each side, each with its relations to others."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from builder.model.archive import Archive
from builder.model.claim import Claim, ClaimStatus, Quantity, Reports, Stance
from builder.model.comparison import Answer, ClaimOutcome
from builder.model.dates import DAY_OF_1970, Date, Day, known_by
from builder.model.entry import Entry
from builder.model.figures import measure_of
from builder.model.relations import ClaimRelation, RelationKind
from builder.model.source import Grade
from builder.model.time_zones import offset_minutes, zone_of
from builder.outputs.parts.cards import SidedLink, sided_link
from builder.outputs.parts.languages import own_language
from builder.outputs.parts.said_days import by_day
from builder.outputs.parts.words import actor_link, claim_link, place_link
from builder.views.output import Link

Numbers = Mapping[str, int]


class NamedClaim(Struct, frozen=True, kw_only=True):
    """A claim as another one names it: the claimant, the figures or first words meant, and the day.

    `as_of` is the day of which the figures speak, `made` the one on which they were said."""

    by: Link
    quantities: tuple[Quantity, ...]
    words: str
    lang: str | None
    as_of: Date | None
    made: Date | None
    zone: str


class ClaimRelationView(Struct, frozen=True):
    """Claims to which a claim is related in one way; `is_of_another_day` where all days are known and differ."""

    kind: RelationKind
    claims: tuple[NamedClaim, ...]
    is_of_another_day: bool = False


class CitedSource(Struct, frozen=True):
    """A source in the list of a page: its number there, who published it, and what it is to the original."""

    number: int
    id: str
    outlet: str
    grade: Grade


class FigureView(Struct, frozen=True):
    """A figure of a claim, and the later claim of the same claimant that took its place."""

    quantity: Quantity
    replaced_by: Link | None


class ClaimView(Struct, frozen=True, kw_only=True):
    """One claim: whose it is, in what words, how it relates to others, and where it was read.

    `entry` is None on the entry's own page. A translated `text` is in `lang`, all other words are in `own_lang`."""

    id: str
    entry: Link | None
    by: SidedLink
    via: Link | None
    text: str
    lang: str | None
    own_lang: str | None
    made: Date | None
    as_of: Date | None
    zone: str
    figures: tuple[FigureView, ...]
    reports: Reports | None
    attributed_to: tuple[Link, ...]
    where: Link | None
    stance: Stance
    status: ClaimStatus
    status_reason: str | None
    is_live: bool
    is_contested: bool
    relations: tuple[ClaimRelationView, ...]
    responds_to: NamedClaim | None
    followed_by: tuple[NamedClaim, ...]
    replaced_by: Link | None
    retracted_by: Link | None
    sources: tuple[CitedSource, ...]

    @property
    def day_number(self) -> int | None:
        """Count the days from 1970 to that by which it had surely been said."""
        day = known_by(self.made)
        return None if day is None else day.ordinal - DAY_OF_1970

    @property
    def minute(self) -> int | None:
        """Count the minutes from 1970 to when it was said, as far as a day is sure; without a clock to that day."""
        day = known_by(self.made)
        if day is None or self.made is None:
            return None
        clock = self.made.points[-1].clock
        seconds = clock.utc_seconds(offset_minutes(self.zone, day, clock)) if clock else 0
        return (day.ordinal - DAY_OF_1970) * 1440 + seconds // 60

    @property
    def has_fate(self) -> bool:
        """Return whether anything became of the claim, or speaks against it."""
        return bool(self.relations or self.followed_by) or not self.is_live or self.status is not ClaimStatus.CLAIMED


class LedgerDay(Struct, frozen=True):
    """Claims of one day or vaguer date; `number` is that of the day by which they had surely been said, or None."""

    made: Date | None
    zone: str
    number: int | None
    claims: tuple[ClaimView, ...]


class Column(Struct, frozen=True):
    """The claims of one side, in the order in which they were said; without a side those of everybody else."""

    side: str | None
    claims: tuple[ClaimView, ...]

    @property
    def days(self) -> tuple[LedgerDay, ...]:
        """Return the claims by the day on which they were said; those of no sure day come last."""
        return tuple(
            LedgerDay(made, found[0].zone, found[0].day_number, tuple(found))
            for made, found in by_day(self.claims, lambda claim: claim.made)
        )


def columns(claims: Iterable[ClaimView], archive: Archive) -> tuple[Column, ...]:
    """Put claims, given in order, into a column for each declared side, and a last one for everybody else."""
    found: dict[str | None, list[ClaimView]] = {side.id: [] for side in archive.site.sides}
    found[None] = []
    for claim in claims:
        found[claim.by.side if claim.by.side in found else None].append(claim)
    return tuple(Column(side, _by_days(listed)) for side, listed in found.items() if listed)


def _by_days(claims: list[ClaimView]) -> tuple[ClaimView, ...]:
    return tuple(claim for _, found in by_day(claims, lambda claim: claim.made) for claim in found)


def claim_view(
    entry: Entry, claim: Claim, archive: Archive, numbers: Numbers, question: str | None = None
) -> ClaimView:
    """Show one claim: on its entry's page, or on that of its question."""
    standing = archive.outcome_of(entry, claim)
    link_to, named = _finder(archive, question), _namer(archive, question)
    return ClaimView(
        id=claim.id if question is None else anchor(entry, claim),
        entry=None if question is None else claim_link(entry, claim),
        by=claimant_link(claim.by, archive),
        via=None if claim.via is None else actor_link(claim.via, archive),
        text=claim.text,
        lang=claim.lang or own_language(entry),
        own_lang=claim.own_lang or claim.lang or own_language(entry),
        made=claim.made,
        as_of=claim.as_of,
        zone=zone_of(entry, archive.places, archive.site),
        figures=tuple(
            FigureView(quantity, link_to(standing.replacement(measure_of(claim, quantity))))
            for quantity in claim.quantities
        ),
        reports=claim.reports,
        attributed_to=tuple(actor_link(id, archive) for id in claim.attributed_to),
        where=None if claim.where is None else place_link(claim.where, archive),
        stance=claim.stance,
        status=standing.status,
        status_reason=claim.status_reason,
        is_live=standing.is_live,
        is_contested=standing.is_contested,
        relations=_relations(claim, standing, archive, named),
        responds_to=_responds_to(claim, standing, archive, named),
        followed_by=tuple(named(archive.claim_of[ref], ()) for ref in standing.followed_by),
        replaced_by=link_to(standing.replaced_by),
        retracted_by=link_to(standing.retracted_by),
        sources=tuple(_cited(claim, numbers, archive)),
    )


def _cited(claim: Claim, numbers: Numbers, archive: Archive) -> Iterator[CitedSource]:
    """List the sources of a claim in the order of its page."""
    for id in sorted((id for id in claim.sources if id in numbers), key=lambda id: numbers[id]):
        source = archive.sources[id]
        yield CitedSource(numbers[id], id, source.outlet or source.title or id, source.grade)


def claimant_link(id: str, archive: Archive) -> SidedLink:
    """Lead to a claimant under the sign of its side: a unit that declares none speaks for that of its army."""
    return replace(sided_link(id, archive), side=archive.comparisons.terms.side(id))


def anchor(entry: Entry, claim: Claim) -> str:
    """Name a claim on the page of its question."""
    # Ids have no underscores, so two claims never meet in one anchor.
    return f"{entry.id}_{claim.id}"


_Namer = Callable[[Answer, tuple[Quantity, ...]], NamedClaim]


def _relations(
    claim: Claim, standing: ClaimOutcome, archive: Archive, named: _Namer
) -> tuple[ClaimRelationView, ...]:
    """Group a claim's relations by kind, and other figures by whether they are known to be of another day."""
    groups: dict[tuple[RelationKind, bool], list[NamedClaim]] = {}
    for relation in standing.relations:
        answer = archive.claim_of[relation.other]
        is_later = relation.kind is RelationKind.DIFFERS and _are_of_two_days(claim, answer[1])
        groups.setdefault((relation.kind, is_later), []).append(named(answer, _meant(answer[1], relation)))
    order = list(RelationKind)
    return tuple(
        ClaimRelationView(kind, tuple(claims), is_later)
        for (kind, is_later), claims in sorted(
            groups.items(), key=lambda group: (order.index(group[0][0]), group[0][1])
        )
    )


def _responds_to(claim: Claim, standing: ClaimOutcome, archive: Archive, named: _Namer) -> NamedClaim | None:
    """Name the claim that one answers, unless it is shown as the one that it denies."""
    ref = claim.responds_to
    is_denial = any(relation.kind is RelationKind.DENIES for relation in standing.relations)
    return named(archive.claim_of[ref], ()) if ref in archive.claim_of and not is_denial and ref else None


def _meant(claim: Claim, relation: ClaimRelation) -> tuple[Quantity, ...]:
    return tuple(quantity for quantity in claim.quantities if measure_of(claim, quantity) in relation.measures)


def _are_of_two_days(one: Claim, other: Claim) -> bool:
    days = _known_day(one.as_of), _known_day(other.as_of)
    return None not in days and days[0] != days[1]


def _known_day(as_of: Date | None) -> Day | None:
    """Return the day that a state is of, as it was written; None for a month, a period, or what is not certain."""
    is_day = as_of is not None and as_of.is_point and as_of.earliest == as_of.latest and not as_of.is_qualified
    return as_of.earliest if as_of and is_day else None


def _namer(archive: Archive, question: str | None) -> _Namer:
    """Return a function that names claims so that those of one claimant differ."""

    def named(answer: Answer, quantities: tuple[Quantity, ...]) -> NamedClaim:
        entry, claim = answer
        return NamedClaim(
            by=_link_to(entry, claim, archive, question),
            quantities=quantities,
            words="" if quantities else first_words(claim.text),
            lang=claim.lang or own_language(entry),
            as_of=claim.as_of,
            made=claim.made,
            zone=zone_of(entry, archive.places, archive.site),
        )

    return named


def _finder(archive: Archive, question: str | None) -> Callable[[str | None], Link | None]:
    def link_to(ref: str | None) -> Link | None:
        answer = archive.claim_of.get(ref) if ref else None
        return _link_to(*answer, archive, question) if answer else None

    return link_to


def _link_to(entry: Entry, claim: Claim, archive: Archive, question: str | None) -> Link:
    """Lead to a claim: to that of a question on its page, to all others on their entries'."""
    address = claim_link(entry, claim).address
    if question is not None and claim.question == question:
        address = f"{archive.question_address(question)}#{anchor(entry, claim)}"
    return replace(actor_link(claim.by, archive), address=address)


def first_words(text: str) -> str:
    """Cut a statement to a few words that identify it."""
    words = text.split()
    return text if len(words) <= _FEW else " ".join(words[:_FEW]).rstrip(".,;:") + "…"


_FEW = 6
