"""Find an archived copy of each source, and record its address with the source."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from msgspec import Struct

from builder.drafting.yaml_edits import with_field
from builder.model.archive import Archive
from builder.model.errors import BuilderError
from builder.model.source import Source
from builder.publishing.files import unlinked, write_whole
from builder.web.addresses import PublicAddress, public_addresses
from builder.web.politeness import PAUSE
from builder.web.wayback import Wayback

# Addresses at archives are copies themselves.
_AT_AN_ARCHIVE = re.compile(r"https?://(web\.archive\.org/|archive\.(ph|today|is|li|md|vn|fo)/|perma\.cc/)")
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


class ArchiveOutcome(Struct, frozen=True):
    """The result for one source: its copy, if there is one, and whether its record names it now."""

    id: str
    file: str
    address: str
    copy: str | None
    is_written: bool


def without_copy(archive: Archive, ids: Collection[str]) -> list[PublicAddress]:
    """List the addresses that have no archived copy: those of some sources, or of all that readers are told of."""
    public = [found for found in public_addresses(archive) if found.field == "URL"]
    if unknown := sorted({*ids} - {found.source.id for found in public}):
        raise BuilderError(f'no source "{unknown[0]}" has a published address: choose one that is cited openly')
    chosen = [found for found in public if not ids or found.source.id in ids]
    return [found for found in chosen if not found.source.archived and not _AT_AN_ARCHIVE.match(found.address)]


def archive_sources(
    site: Path, lacking: list[PublicAddress], service: Wayback, saves: bool
) -> Iterator[ArchiveOutcome]:
    """Ask for a copy of each, have one made if that is wished, and write down at once what was found."""
    for number, found in enumerate(lacking):
        if number:
            service.wait(PAUSE)
        copy = service.copy_of(found.address, _day(found.source))
        if copy is None and saves:
            copy = service.save(found.address)
        is_written = copy is not None and _write(site, found, copy)
        yield ArchiveOutcome(found.source.id, found.file, found.address, copy, is_written)


def _day(source: Source) -> str:
    """Return the day nearest to which a copy shows what was read, as archives write days."""
    for date in (source.accessed, source.issued):
        if date is not None and _DAY.fullmatch(date.text):
            return date.text.replace("-", "")
    return ""


def _write(site: Path, found: PublicAddress, copy: str) -> bool:
    """Put a copy's address below that of the page; return whether that could be done."""
    # What another program exported is written over by its next export.
    if found.file.endswith(".json"):
        return False
    path = unlinked(site, found.file)
    text = with_field(found.file, path.read_bytes().decode("utf-8"), found.way, "URL", "archived", copy)
    if text is None:
        return False
    write_whole(path, text.encode())
    return True
