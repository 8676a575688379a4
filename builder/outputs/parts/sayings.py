"""An actor's statements, with those of the bodies that belong to it, and what was said about it, by question."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from builder.model.actor import Basis, Tie
from builder.model.archive import Archive
from builder.model.claim import Claim
from builder.model.comparison import Answer, in_time, reference
from builder.model.dates import starts_after
from builder.outputs.parts.claims import ClaimView, claim_view
from builder.outputs.parts.words import claim_link, question_link
from builder.views.output import Link


class SayingGroup(Struct, frozen=True):
    """Claims on an actor's page that answer one question, in the order in which they were said."""

    question: Link | None
    claims: tuple[ClaimView, ...]


class Ledger(Struct, frozen=True):
    """All claims that concern an actor: its own and those of its bodies, and those that ascribe something to it."""

    said: tuple[SayingGroup, ...] = ()
    said_of_it: tuple[SayingGroup, ...] = ()

    @property
    def parts(self) -> tuple[tuple[str, tuple[SayingGroup, ...]], ...]:
        return tuple(
            (name, groups) for name, groups in (("said", self.said), ("said_of_it", self.said_of_it)) if groups
        )


class Sayings:
    """All claims of an archive by who made them and of whom they speak, and which bodies belong to whom."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._by: defaultdict[str, list[Answer]] = defaultdict(list)
        self._of: defaultdict[str, list[Answer]] = defaultdict(list)
        self._bodies: defaultdict[str, list[tuple[str, Tie]]] = defaultdict(list)
        for entry in archive.entries:
            for claim in entry.claims:
                self._by[claim.by].append((entry, claim))
                for actor in dict.fromkeys(claim.attributed_to):
                    self._of[actor].append((entry, claim))
        for body in archive.actors.values():
            for tie in body.part_of:
                if _speaks_for(body.side, archive.actors[tie.to].side, tie):
                    self._bodies[tie.to].append((body.id, tie))

    def concerning(self, actor: str) -> Iterator[Answer]:
        """List the claims that an actor's page shows."""
        yield from self._said(actor)
        yield from self._of.get(actor, ())

    def has_said(self, actor: str) -> bool:
        """Return whether an actor, or a body while it belonged to it, said something."""
        return any(True for _ in self._said(actor))

    def ledger(self, actor: str) -> Ledger:
        """Group the claims that concern an actor by the question that they answer."""
        return Ledger(
            said=tuple(self._groups(self._said(actor))),
            said_of_it=tuple(self._groups(self._of.get(actor, ()))),
        )

    def _said(self, actor: str) -> Iterator[Answer]:
        """List the claims of an actor, and of its bodies while they belonged to it."""
        listed: set[str] = set()
        # A body may have belonged to it twice, or by way of two others: any of these ways is enough.
        waiting: list[tuple[tuple[str, ...], tuple[Tie, ...]]] = [((actor,), ())]
        for way, ties in waiting:
            for entry, claim in self._by.get(way[-1], ()):
                ref = reference(entry, claim)
                if ref not in listed and all(_held(tie, claim) for tie in ties):
                    listed.add(ref)
                    yield entry, claim
            for body, tie in self._bodies.get(way[-1], ()):
                if body not in way:
                    waiting.append(((*way, body), (*ties, tie)))

    def _groups(self, answers: Iterable[Answer]) -> Iterator[SayingGroup]:
        """Group claims by question; questions come in the order of their first claim, those without one last."""
        found = {reference(*answer): answer for answer in answers}
        groups: dict[str | None, list[ClaimView]] = {}
        for ref in in_time(found.values(), self._archive.comparisons.terms):
            entry, claim = found[ref]
            view = replace(claim_view(entry, claim, self._archive, {}), entry=claim_link(entry, claim))
            groups.setdefault(claim.question, []).append(view)
        for id in sorted(groups, key=lambda id: id is None):
            yield SayingGroup(question_link(id, self._archive) if id else None, tuple(groups[id]))


def _speaks_for(side: str | None, whole: str | None, tie: Tie) -> bool:
    """Return whether what a body says counts as said by what it belongs to: not where one side merely claims it."""
    return tie.basis is not Basis.CLAIMED and (side is None or whole is None or side == whole)


def _held(tie: Tie, claim: Claim) -> bool:
    if claim.made is None:
        return True
    begins_later = tie.since is not None and starts_after(tie.since, claim.made)
    ended_before = tie.until is not None and starts_after(claim.made, tie.until)
    return not begins_later and not ended_before
