"""Print how much of the publication's claims each side has: an answer to look at, not a law.

`python tests/balance.py` reads the site that it stands in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from builder.building.pipeline import load
from builder.model.archive import Archive
from builder.model.claim import Claim, Stance
from builder.model.comparison import Answer

SITE = Path(__file__).parents[1]
MOMENT = datetime(2026, 12, 31, tzinfo=UTC)
HEADINGS = ("side", "claims", "denials", "contested", "words", "sources")


@dataclass(frozen=True, slots=True)
class Share:
    """What one side has of all claims; sources are counted once, however often they are cited."""

    label: str
    claims: int
    denials: int
    contested: int
    words: int
    sources: int

    @property
    def cells(self) -> tuple[str, ...]:
        counts = (self.claims, self.denials, self.contested, self.words, self.sources)
        return (self.label, *(f"{count:,}" for count in counts))


def shares(archive: Archive) -> Iterator[Share]:
    """Yield the share of each side, in the site's order, then of those that belong to none."""
    answers = [(entry, claim) for entry in archive.entries for claim in entry.claims]
    for id, label in (*((side.id, side.label) for side in archive.site.sides), (None, "no side")):
        yield share(
            label, [(entry, claim) for entry, claim in answers if archive.actors[claim.by].side == id], archive
        )


def share(label: str, answers: list[Answer], archive: Archive) -> Share:
    """Count what the claims of one side come to."""
    claims = [claim for _, claim in answers]
    return Share(
        label=label,
        claims=len(claims),
        denials=sum(claim.stance is Stance.DENIES for claim in claims),
        contested=sum(archive.outcome_of(entry, claim).is_contested for entry, claim in answers),
        words=sum(map(length, claims)),
        sources=len({source for claim in claims for source in claim.sources}),
    )


def length(claim: Claim) -> int:
    return len(claim.text.split())


def table(rows: list[tuple[str, ...]]) -> Iterator[str]:
    """Write rows of cells in columns: words to the left, numbers to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *others in rows:
        numbers = (cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))
        yield "  ".join((first.ljust(widths[0]), *numbers))


if __name__ == "__main__":
    found = shares(load(SITE, MOMENT).archive)
    print("\n".join(table([HEADINGS, *(one.cells for one in found)])))
