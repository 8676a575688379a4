"""Claims as an entry shows them: by question, claimant beside claimant, each with its own sources."""

from collections.abc import Mapping

from msgspec import Struct

from builder.model.addresses import entry_address
from builder.model.archive import Archive
from builder.model.claim import Claim, ClaimKind, ClaimStatus, Quantity, Reports, Stance
from builder.model.dates import Date
from builder.model.entry import Entry
from builder.model.names import name_used_by
from builder.model.output import Link
from builder.outputs._cards import SidedLink, sided_link
from builder.outputs._words import actor_link, place_link


class ClaimView(Struct, frozen=True, kw_only=True):
    """One claim: whose, in what words, how it stands, and where it was read."""

    id: str
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
    responds_to: Link | None
    supersedes: Link | None
    sources: tuple[tuple[int, str], ...]


class QuestionView(Struct, frozen=True, kw_only=True):
    """The claims of one entry that answer one question; `id` is None for a claim that stands alone."""

    id: str | None
    title: str | None
    claims: tuple[ClaimView, ...]


def questions_of(entry: Entry, archive: Archive, numbers: Mapping[str, int]) -> tuple[QuestionView, ...]:
    """Group an entry's claims by question, in the order in which questions first come up."""
    groups: dict[str, list[Claim]] = {}
    alone: list[Claim] = []
    for claim in entry.claims:
        if claim.question is None:
            alone.append(claim)
        else:
            groups.setdefault(claim.question, []).append(claim)
    asked = [
        QuestionView(
            id=id,
            title=archive.question(id).title,
            claims=tuple(_claim_view(claim, archive, numbers) for claim in claims),
        )
        for id, claims in groups.items()
    ]
    if alone:
        views = tuple(_claim_view(claim, archive, numbers) for claim in alone)
        asked.append(QuestionView(id=None, title=None, claims=views))
    return tuple(asked)


def _claim_view(claim: Claim, archive: Archive, numbers: Mapping[str, int]) -> ClaimView:
    return ClaimView(
        id=claim.id,
        by=sided_link(claim.by, archive),
        via=None if claim.via is None else actor_link(claim.via, archive),
        text=claim.text,
        lang=claim.lang,
        made=claim.made,
        kind=claim.kind,
        quantities=claim.quantities,
        reports=claim.reports,
        attributed_to=tuple(actor_link(id, archive) for id in claim.attributed_to),
        where=None if claim.where is None else _place_as_said(claim, archive),
        stance=claim.stance,
        status=claim.status,
        status_reason=claim.status_reason,
        responds_to=_claim_link(claim.responds_to, archive),
        supersedes=_claim_link(claim.supersedes, archive),
        sources=tuple((numbers[id], id) for id in claim.sources if id in numbers),
    )


def _place_as_said(claim: Claim, archive: Archive) -> Link:
    """Name the place of a claim as the claimant's side does."""
    assert claim.where is not None
    link = place_link(claim.where, archive)
    own = name_used_by(archive.places[claim.where].names, archive.actors[claim.by].side, archive.site.language)
    return Link(own, link.address) if own else link


def _claim_link(reference: str | None, archive: Archive) -> Link | None:
    """Lead to another claim, by its claimant's name; a claim of an unpublished entry is not named."""
    if reference is None:
        return None
    entry_id, _, claim_id = reference.partition("#")
    entry = archive.entry_of.get(entry_id)
    claim = next((claim for claim in entry.claims if claim.id == claim_id), None) if entry else None
    if claim is None:
        return None
    return Link(actor_link(claim.by, archive).words, f"{entry_address(entry_id)}#{claim.id}")
