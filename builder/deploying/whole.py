"""Turn `public/` into the manifest of a whole site, or say why it is not one.

Nothing altered, missing, or not ours is sent: a deploy brings what a build made, to the byte."""

import hashlib
import os
import re
from pathlib import Path

from builder.model.archive import Archive
from builder.model.errors import BuilderError
from builder.model.purged import Purged
from builder.publishing.manifest import NAME, Manifest, read_manifest
from builder.publishing.output_folder import Before, files_in
from builder.publishing.untouched import WORK_FOLDER
from builder.reading.listing import PURGED_FILE


def read_whole(folder: Path) -> Manifest:
    """Read the manifest of a folder, and hold every file against it."""
    manifest = read_manifest(folder)
    if manifest is None:
        raise BuilderError(f"{folder.name}/ holds no {NAME}: run `dateline build` first")
    if (folder / WORK_FOLDER).exists():
        raise BuilderError(f"a build of {folder.name}/ was interrupted or is in progress: build again")
    present = files_in(folder, Before({}))
    foreign = sorted(path for path in present - manifest.files.keys() if not is_of_the_manifest(path))
    if foreign:
        raise BuilderError(
            f"{folder.name}/{foreign[0]} was not written by Dateline ({_and_more(len(foreign))}nothing is sent): "
            "move it away, or to content/root/ if it should be published"
        )
    for path, record in sorted(manifest.files.items()):
        if path not in present:
            raise BuilderError(f"{folder.name}/{path} is missing: build again")
        file = folder / path
        if os.path.islink(file) or file.stat().st_size != record.size or digest_of_file(file) != record.sha256:
            raise BuilderError(f"{folder.name}/{path} differs from the build: build again")
    return manifest


def digest_of_file(path: Path) -> str:
    """Digest a file as the manifest does."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_of_the_manifest(path: str) -> bool:
    """Return whether a file is the manifest, or stands beside it to vouch for it."""
    return path == NAME or path.startswith(f"{NAME}.")


def refuse_what_is_not_published(manifest: Manifest, archive: Archive, folder: str) -> None:
    """Refuse a folder that shows a draft, or lacks an entry: it was built from other content than this."""
    published = {*archive.entry_of}
    moved = archive.purged.ids("entries") | {old for entry in archive.entry_of.values() for old in entry.formerly}
    pages = ((path, _ENTRY_PAGE(path)) for path in sorted(manifest.files))
    shown = {path: found[1] for path, found in pages if found}
    held_back = {entry.id for entry in archive.held_back}
    for path, id in shown.items():
        if id not in published | moved:
            what = "a draft, or held back" if id in held_back else "no entry of the content"
            raise BuilderError(f"{folder}/{path} is {what}: build again")
    for id in sorted(published.difference(shown.values())):
        raise BuilderError(f"{folder}/ has no entries/{id}/index.html, which is published: build again")


def refuse_what_is_older_than_a_purge(manifest: Manifest, purged: Purged, name: str) -> None:
    """Refuse a site that was built when other things were purged: it may hold one of them. No clock is asked."""
    if manifest.purged != purged.digest:
        raise BuilderError(
            f"{name} was built before {PURGED_FILE} was changed and may contain what was purged: build again"
        )


def _and_more(count: int) -> str:
    return "" if count == 1 else f"and {count - 1} more; "


# The page of an entry, in any edition.
_ENTRY_PAGE = re.compile(r"(?:[^/]+/)?entries/([^/]+)/index\.html").fullmatch
