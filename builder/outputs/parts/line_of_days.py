"""The line of days above a ledger: by which days something had been said, and where the first of it is."""

from collections.abc import Iterable

from msgspec import Struct

from builder.model.dates import DAY_OF_1970, Date, Day, day_alone, known_by
from builder.outputs.parts.claims import ClaimView, Column


class DayOnLine(Struct, frozen=True):
    """A day by which `count` statements were added to what had been said; `claim` is the first of them.

    `number` counts days from 1 January 1970, as scripts do."""

    date: Date
    number: int
    count: int
    claim: str


class LineOfDays(Struct, frozen=True):
    """All days on which a ledger grew, in order, and how many statements say no day that is sure."""

    days: tuple[DayOnLine, ...]
    undated: int


def line_of_days(columns: Iterable[Column]) -> LineOfDays | None:
    """Return the line above a ledger; None where all of it was said on one day, or nobody says when."""
    claims = [claim for column in columns for claim in column.claims]
    found: dict[Day, list[ClaimView]] = {}
    for claim in claims:
        if day := known_by(claim.made):
            found.setdefault(day, []).append(claim)
    if len(found) < 2:
        return None
    days = tuple(
        DayOnLine(day_alone(day), day.ordinal - DAY_OF_1970, len(found[day]), found[day][0].id)
        for day in sorted(found)
    )
    return LineOfDays(days, len(claims) - sum(day.count for day in days))
