"""Write what readers are given, entry by entry, into a file that is kept with the content.

The same entries make the same bytes, whatever the day and the machine; a line changes when what it says does."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from builder.model.entry import Entry
from builder.model.errors import BuilderError
from builder.model.released import CLAIM_FIELDS, ENTRY_FIELDS, Released, Values, released
from builder.publishing.files import holds, unlinked, write_whole
from builder.reading.source_tree import RELEASE_FILE

_HEAD = (
    "# What readers were given at the last release. `dateline release` writes this file; keep it with the content.\n"
)


def write_release(site: Path, entries: Iterable[Entry]) -> bool:
    """Write the file, unless it holds just this already; return whether it was written."""
    text = release_text(sorted((released(entry) for entry in entries), key=lambda entry: entry.id))
    path = unlinked(site, RELEASE_FILE)
    try:
        if holds(path, text.encode()):
            return False
        # Content with the name of the staged file is not read.
        write_whole(path, text.encode())
    except OSError as error:
        raise BuilderError(
            f"{RELEASE_FILE} cannot be written ({error.strerror}): fix this, and release again"
        ) from None
    return True


def release_text(entries: Iterable[Released]) -> str:
    """Write a release in lines."""
    return _HEAD + "".join(f"{line}\n" for entry in entries for line in _lines(entry))


def _lines(entry: Released) -> Iterator[str]:
    yield entry.id
    yield from _values(entry.values, ENTRY_FIELDS, "  ")
    yield from (f"  formerly {id}" for id in entry.formerly)
    yield from (f"  corrections {key}" for key in entry.corrections)
    for claim in entry.claims:
        yield f"  claim {claim.id}"
        yield from _values(claim.values, CLAIM_FIELDS, "    ")


def _values(values: Values, fields: tuple[str, ...], indent: str) -> Iterator[str]:
    return (f"{indent}{name} {text}" for name in fields for text in values.get(name, ()))
