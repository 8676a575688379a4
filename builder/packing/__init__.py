"""Hand a chronology over: what a successor, an archive or a court needs, as a bag of files that can be checked.

By default nothing is in it that readers were not given. With everything private it is the authors' own copy."""

import os
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from builder.building.loading import Loaded
from builder.building.pipeline import load
from builder.model.errors import BuilderError
from builder.packing.bag import PAYLOAD, BagInfo, Contents, write_bag
from builder.packing.citation_file import CITATION_FILE, citation_file
from builder.packing.explained import README_FILE, VERSIONS_FILE, readme, versions
from builder.packing.own_files import own_files
from builder.packing.published_content import published_content
from builder.publishing.manifest import NAME, SIGNATURES, Manifest, read_manifest
from builder.reading.regular_files import read_regular


class PackedBag(Struct, frozen=True):
    """What a bag came to."""

    files: int
    size: int


def pack(site: Path, public: Path, to: Path, moment: datetime, is_private: bool = False) -> PackedBag:
    """Pack a site that was just built into `public`; raise BuilderError where anything stands in the way."""
    refuse_what_is_there(to)
    manifest = read_manifest(public)
    if manifest is None:
        raise BuilderError(f"{public.name}/ contains no site: run `dateline build` first")
    loaded = load(site, moment)
    contents = dict(_contents(site, public, manifest, loaded, is_private))
    info = _info_of(loaded, moment, is_private)
    write_bag(to, contents, info)
    return PackedBag(len(contents), sum(map(_size_of, contents.values())))


def refuse_what_is_there(to: Path) -> None:
    """Raise BuilderError where the folder that a bag is to be is there already, or cannot be made."""
    if os.path.lexists(to):
        raise BuilderError(f"{to} already exists: give a new folder, as nothing is added to an existing bag")
    if not to.absolute().parent.is_dir():
        raise BuilderError(f"there is no folder {to.absolute().parent} to put a bag into: create it first")


def _contents(
    site: Path, public: Path, manifest: Manifest, loaded: Loaded, is_private: bool
) -> Iterator[tuple[str, Contents]]:
    """Yield all that is handed over, by its path within the bag."""
    settings = loaded.archive.site
    yield f"{PAYLOAD}/{README_FILE}", readme(loaded.archive, is_private)
    yield f"{PAYLOAD}/{CITATION_FILE}", citation_file(loaded.archive)
    yield f"{PAYLOAD}/{VERSIONS_FILE}", versions()
    found = own_files(site, settings.theme) if is_private else published_content(loaded, _Published(public, manifest))
    yield from ((f"{PAYLOAD}/{path}", contents) for path, contents in found.items())
    for name in (NAME, *SIGNATURES):
        if (public / name).is_file():
            yield f"{PAYLOAD}/public/{name}", public / name


class _Published(Mapping[str, bytes]):
    """The published files, read when they are asked for."""

    def __init__(self, public: Path, manifest: Manifest) -> None:
        self._public, self._files = public, manifest.files

    def __getitem__(self, path: str) -> bytes:
        if path not in self._files:
            raise KeyError(path)
        return read_regular(self._public / path, most=None)

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def _info_of(loaded: Loaded, moment: datetime, is_private: bool) -> BagInfo:
    settings = loaded.archive.site
    label = "PRIVATE: contains drafts, private fields and withheld sources. Not for publication."
    return BagInfo(
        organization=settings.title,
        description=settings.description or f"The chronology “{settings.title}”.",
        identifier=settings.url,
        date=f"{moment:%Y-%m-%d}",
        label=label if is_private else "PUBLISHED: contains only what was published.",
    )


def _size_of(contents: Contents) -> int:
    return len(contents) if isinstance(contents, bytes) else contents.stat().st_size
