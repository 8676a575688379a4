"""What came of an import, or would: the files, what was left alone, what found no place, and what cannot be read."""

from collections.abc import Iterable

from msgspec import Struct

from builder.importing.record import Flaw, Unmapped


class ImportedKind(Struct, frozen=True):
    """A file that was read: its name, what it holds, how many rows, and on what terms they may be passed on."""

    file: str
    says: str
    rows: int
    terms: str = ""


class LeftAlone(Struct, frozen=True):
    """A file that its author has edited, and the fields that its source gives otherwise now; or those of one source
    in a list of sources."""

    path: str
    fields: tuple[str, ...]
    source: str | None = None


class Loss(Struct, frozen=True):
    """What found no place, and why: a column, or rows, of which the first are named."""

    file: str
    column: str
    reason: str
    rows: tuple[int, ...]
    count: int


class ImportOutcome(Struct, frozen=True, kw_only=True):
    """What an import did; where there are flaws and they are not to be skipped, it did nothing."""

    kinds: tuple[ImportedKind, ...]
    made: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: int = 0
    left_alone: tuple[LeftAlone, ...] = ()
    losses: tuple[Loss, ...] = ()
    flaws: tuple[Flaw, ...] = ()
    flaw_count: int = 0
    is_dry: bool = False
    was_stopped: bool = False


class Tally(Struct):
    """A count of what found no place, which stays small however many rows there are."""

    rows: dict[tuple[str, str, str], list[int]]
    counts: dict[tuple[str, str, str], int]

    def add(self, unmapped: Iterable[Unmapped]) -> None:
        for lost in unmapped:
            key = (lost.file, lost.column, lost.reason)
            self.counts[key] = self.counts.get(key, 0) + 1
            named = self.rows.setdefault(key, [])
            if lost.row and len(named) < MOST_NAMED:
                named.append(lost.row)

    def losses(self) -> tuple[Loss, ...]:
        return tuple(Loss(*key, tuple(self.rows[key]), count) for key, count in self.counts.items())


# Rows that are named in a report; the rest are counted.
MOST_NAMED = 10
# Flaws that are told one by one.
MOST_FLAWS = 20
