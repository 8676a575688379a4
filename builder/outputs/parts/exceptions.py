"""What the methodology page owns up to: rules that the publication or its entries break, with their reasons."""

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
    """A rule by its code, why the whole publication breaks it if it does, and the entries that break it."""

    code: str
    reason: str | None
    entries: tuple[Excused, ...]


def exceptions(archive: Archive) -> tuple[ExceptionView, ...]:
    """List, by rule, what the publication is allowed, and what entries are on numbers, dates and names."""
    found: defaultdict[str, list[Excused]] = defaultdict(list)
    # Forms of files and settings are no matter for readers.
    throughout = {code: reason for code, reason in archive.site.allow if code[1:].isdigit()}
    for entry in archive.entries:
        for code, reason in entry.exceptions:
            found[code].append(Excused(entry_link(entry), reason))
    codes = sorted({*found, *throughout}, key=lambda code: (code[0], int(code[1:])))
    return tuple(ExceptionView(code, throughout.get(code), tuple(found.get(code, ()))) for code in codes)
