"""An actor's ledger: what it said and denied, what was said of it, and what became of each."""

from collections import defaultdict
from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from builder.model.addresses import entry_address
from builder.model.archive import Archive
from builder.model.claim import Stance
from builder.model.disagreement import Answer
from builder.model.output import Link
from builder.outputs._claims import ClaimView, claim_view
from builder.outputs._words import question_link


class Saying(Struct, frozen=True):
    """A claim on an actor's page, and the question that it answers."""

    question: Link | None
    claim: ClaimView


class Ledger(Struct, frozen=True):
    """All claims that concern an actor: its own, its denials, and those that ascribe something to it."""

    said: tuple[Saying, ...] = ()
    denied: tuple[Saying, ...] = ()
    said_of_it: tuple[Saying, ...] = ()

    @property
    def parts(self) -> tuple[tuple[str, tuple[Saying, ...]], ...]:
        named = (("said", self.said), ("denied", self.denied), ("said_of_it", self.said_of_it))
        return tuple((name, sayings) for name, sayings in named if sayings)


Concerned = Mapping[str, tuple[Answer, ...]]


def claims_by_actor(archive: Archive) -> Concerned:
    """List for each actor the claims that it made or that ascribe something to it, in the order of entries."""
    found: defaultdict[str, list[Answer]] = defaultdict(list)
    for entry in archive.entries:
        for claim in entry.claims:
            for actor in dict.fromkeys((claim.by, *claim.attributed_to)):
                found[actor].append((entry, claim))
    return {actor: tuple(answers) for actor, answers in found.items()}


def ledger_of(actor: str, concerned: Concerned, archive: Archive) -> Ledger:
    """Sort the claims that concern an actor."""
    answers = concerned.get(actor, ())
    own = [(entry, claim) for entry, claim in answers if claim.by == actor]
    return Ledger(
        said=_sayings([answer for answer in own if answer[1].stance is not Stance.DENIES], archive),
        denied=_sayings([answer for answer in own if answer[1].stance is Stance.DENIES], archive),
        said_of_it=_sayings([answer for answer in answers if actor in answer[1].attributed_to], archive),
    )


def _sayings(answers: list[Answer], archive: Archive) -> tuple[Saying, ...]:
    found = []
    for entry, claim in answers:
        question = claim.question
        asked = question_link(question, archive) if question else None
        where = Link(entry.title, f"{entry_address(entry.id)}#{claim.id}", entry.lang)
        found.append(Saying(asked, replace(claim_view(entry, claim, archive, {}), entry=where)))
    return tuple(found)
