"""What the methodology page owns up to: rules on numbers, dates and names that entries break, with their reasons."""

from collections import defaultdict

from msgspec import Struct

from builder.model.archive import Archive
from builder.outputs.parts.words import entry_link
from builder.views.output import Link


class Excused(Struct, frozen=True):
    """An entry that breaks a rule, and why."""

    entry: Link
    reason: str


class ExceptionView(Struct, frozen=True):
    """A rule by its code, and the entries that break it."""

    code: str
    entries: tuple[Excused, ...]


def exceptions(archive: Archive) -> tuple[ExceptionView, ...]:
    """List what published entries are allowed, by rule."""
    found: defaultdict[str, list[Excused]] = defaultdict(list)
    for entry in archive.entries:
        for code, reason in entry.exceptions:
            found[code].append(Excused(entry_link(entry), reason))
    by_number = sorted(found.items(), key=lambda pair: (pair[0][0], int(pair[0][1:])))
    return tuple(ExceptionView(code, tuple(excused)) for code, excused in by_number)
