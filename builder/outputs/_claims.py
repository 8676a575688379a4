"""Claims as readers meet them: by question, party beside party, each with what became of it and its sources."""

from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct

from builder.model.addresses import entry_address, question_address
from builder.model.archive import Archive
from builder.model.claim import Claim, ClaimKind, ClaimStatus, Quantity, Reports, Stance
from builder.model.dates import Date
from builder.model.disagreement import Standing, clashing_figures, reference
from builder.model.entry import Entry
from builder.model.names import name_used_by
from builder.model.output import Link
from builder.outputs._cards import SidedLink, sided_link
from builder.outputs._languages import own_language
from builder.outputs._words import actor_link, place_link

Numbers = Mapping[str, int]


class Rival(Struct, frozen=True):
    """A claim that cannot hold together with another: whose, where it stands, and its figures that do not meet."""

    by: Link
    stance: Stance
    quantities: tuple[Quantity, ...]


class ClaimView(Struct, frozen=True, kw_only=True):
    """One claim: whose, in what words, how it stands to others, and where it was read.

    `entry` is None on the entry's own page. `status` is what follows from all claims on the question."""

    id: str
    entry: Link | None
    by: SidedLink
    via: Link | None
    text: str
    lang: str | None
    made: Date | None
    kind: ClaimKind | None
    quantities: tuple[Quantity, ...]
    reports: Reports | None
    attributed_to: tuple[Link, ...]
    where: Link | None
    stance: Stance
    status: ClaimStatus
    status_reason: str | None
    is_live: bool
    rivals: tuple[Rival, ...]
    responds_to: Link | None
    supersedes: Link | None
    replaced_by: Link | None
    retracted_by: Link | None
    sources: tuple[tuple[int, str], ...]


class QuestionView(Struct, frozen=True, kw_only=True):
    """The claims of one entry that answer one question, party by party; claims that stand alone have no question.

    `elsewhere` counts the claims of other entries on the same question."""

    id: str | None
    title: str | None
    lang: str | None
    address: str | None
    is_disputed: bool
    parties: tuple[tuple[ClaimView, ...], ...]
    elsewhere: int


def questions_of(entry: Entry, archive: Archive, numbers: Numbers) -> tuple[QuestionView, ...]:
    """Group an entry's claims by question, in the order in which questions first come up."""
    groups: dict[str | None, dict[str, Claim]] = {}
    for claim in entry.claims:
        groups.setdefault(claim.question, {})[reference(entry, claim)] = claim
    # What answers no question comes last.
    alone = groups.pop(None, None)
    asked = [_question_view(id, claims, entry, archive, numbers) for id, claims in groups.items() if id]
    if alone:
        views = tuple((claim_view(entry, claim, archive, numbers),) for claim in alone.values())
        asked.append(
            QuestionView(id=None, title=None, lang=None, address=None, is_disputed=False, parties=views, elsewhere=0)
        )
    return tuple(asked)


def _question_view(
    id: str, claims: Mapping[str, Claim], entry: Entry, archive: Archive, numbers: Numbers
) -> QuestionView:
    views = {ref: claim_view(entry, claim, archive, numbers) for ref, claim in claims.items()}
    disputes = archive.disputes[id]
    here = (tuple(ref for ref in party if ref in claims) for party in disputes.parties)
    return QuestionView(
        id=id,
        title=archive.question(id).title,
        lang=archive.language_of_title(f"questions/{id}"),
        address=question_address(id),
        is_disputed=any(disputes.standings[ref].is_disputed for ref in claims),
        parties=tuple(tuple(views[ref] for ref in party) for party in beside_what_they_answer(here, claims)),
        elsewhere=len(archive.by_question[id]) - len(claims),
    )


def beside_what_they_answer(parties: Iterable[tuple[str, ...]], claims: Mapping[str, Claim]) -> list[tuple[str, ...]]:
    """Order parties so that one that answers another stands next to it."""
    ordered: list[tuple[str, ...]] = []
    for party in parties:
        answered = {claims[ref].responds_to for ref in party}
        place = next((place for place, other in enumerate(ordered) if answered.intersection(other)), len(ordered))
        # Several answers to one party keep their order.
        while place + 1 < len(ordered) and _answers(ordered[place + 1], ordered[place], claims):
            place += 1
        if party:
            ordered.insert(place + 1, party)
    return ordered


def _answers(party: tuple[str, ...], other: tuple[str, ...], claims: Mapping[str, Claim]) -> bool:
    return any(claims[ref].responds_to in other for ref in party)


def claim_view(
    entry: Entry, claim: Claim, archive: Archive, numbers: Numbers, question: str | None = None
) -> ClaimView:
    """Show one claim: on its entry's page, or on that of its question."""
    standing = archive.standing(entry, claim)
    claim_link = _finder(archive, question)
    return ClaimView(
        id=claim.id if question is None else anchor(entry, claim),
        entry=None if question is None else Link(entry.title, f"{entry_address(entry.id)}#{claim.id}", entry.lang),
        by=sided_link(claim.by, archive),
        via=None if claim.via is None else actor_link(claim.via, archive),
        text=claim.text,
        lang=claim.lang or own_language(entry),
        made=claim.made,
        kind=claim.kind,
        quantities=claim.quantities,
        reports=claim.reports,
        attributed_to=tuple(actor_link(id, archive) for id in claim.attributed_to),
        where=None if claim.where is None else _place_as_said(claim, archive),
        stance=claim.stance,
        status=standing.status,
        status_reason=claim.status_reason,
        is_live=standing.is_live,
        rivals=_rivals(claim, standing, archive, claim_link),
        responds_to=claim_link(claim.responds_to),
        supersedes=claim_link(claim.supersedes),
        replaced_by=claim_link(standing.replaced_by),
        retracted_by=claim_link(standing.retracted_by),
        sources=tuple((numbers[id], id) for id in claim.sources if id in numbers),
    )


def _rivals(
    claim: Claim, standing: Standing, archive: Archive, claim_link: Callable[[str | None], Link | None]
) -> tuple[Rival, ...]:
    found = []
    for ref in standing.rivals:
        _, rival = archive.claim_of[ref]
        if link := claim_link(ref):
            found.append(Rival(link, rival.stance, tuple(clashing_figures(claim, rival))))
    return tuple(found)


def _finder(archive: Archive, question: str | None) -> Callable[[str | None], Link | None]:
    """Give a function that leads to claims: to those of a question on its page, to all others on their entries'."""

    def claim_link(ref: str | None) -> Link | None:
        answer = archive.claim_of.get(ref) if ref else None
        if answer is None:
            return None
        entry, claim = answer
        words, lang = archive.names[f"actors/{claim.by}"], archive.tongues.get(f"actors/{claim.by}")
        if question is not None and claim.question == question:
            return Link(words, f"{question_address(question)}#{anchor(entry, claim)}", lang)
        return Link(words, f"{entry_address(entry.id)}#{claim.id}", lang)

    return claim_link


def anchor(entry: Entry, claim: Claim) -> str:
    """Name a claim on the page of its question."""
    # Ids have no underscores, so two claims never meet in one anchor.
    return f"{entry.id}_{claim.id}"


def _place_as_said(claim: Claim, archive: Archive) -> Link:
    """Name the place of a claim as the claimant's side does."""
    assert claim.where is not None
    link = place_link(claim.where, archive)
    own = name_used_by(archive.places[claim.where].names, archive.actors[claim.by].side, archive.site.language)
    return Link(own.text, link.address, own.lang if archive.original else None) if own else link
