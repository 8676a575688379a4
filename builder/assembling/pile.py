"""Gather the records of all files by kind and id, before anything is known of how they fit together."""

import unicodedata
from collections.abc import Iterable
from typing import TypeVar

from msgspec import Struct, field

from builder.model.actor import Actor
from builder.model.basemap import BaseMap
from builder.model.entry import Entry, Status
from builder.model.names import Name
from builder.model.page import Question, StandingPage
from builder.model.place import Place
from builder.model.problem import Finding, KeyPath, Severity
from builder.model.purged import Purged
from builder.model.released import ReleaseRecord
from builder.model.site import Site
from builder.model.source import Source
from builder.model.translation import Translation, Version

T = TypeVar("T")


class PartDigests(Struct, frozen=True, array_like=True):
    """Digests of parts of a record: of an entry or a translation, `face` is that of all but the body; of an entry,
    `claims` that of its claims, and `sources` those of the sources that are written out in it, in their order."""

    face: bytes = b""
    claims: bytes = b""
    sources: tuple[bytes, ...] = ()


class Pile(Struct):
    """Records by kind and id, with the file that each came from; a second record of an id is reported."""

    site: Site = field(default_factory=lambda: Site(title=""))
    entries: dict[str, Entry] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    pages: dict[str, StandingPage] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    maps: dict[str, BaseMap] = field(default_factory=dict)
    versions: dict[tuple[str, str], Version] = field(default_factory=dict)
    released: ReleaseRecord = field(default_factory=ReleaseRecord)
    purged: Purged = field(default_factory=Purged)
    lost_names: dict[str, tuple[Name, ...]] = field(default_factory=dict)
    lost_claims: dict[str, frozenset[str]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    source_keys: dict[str, KeyPath] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    unreadable: dict[str, set[str]] = field(default_factory=dict)
    digests: dict[str, bytes] = field(default_factory=dict)
    faces: dict[str, bytes] = field(default_factory=dict)
    claims: dict[str, bytes] = field(default_factory=dict)
    registered: list[bytes] = field(default_factory=list)
    source_digests: dict[str, bytes] = field(default_factory=dict)
    blemished: set[str] = field(default_factory=set)
    unshown: dict[str, str] = field(default_factory=dict)
    drafts: set[str] = field(default_factory=set)
    _folded: dict[str, str] = field(default_factory=dict)

    def miss(self, folder: str, ids: Iterable[str]) -> None:
        """Remember ids of a file that cannot be read: what refers to them is no mistake of its own."""
        self.unreadable.setdefault(folder, set()).update(ids)

    def doubt(self, path: str) -> None:
        """Remember a file in which something could not be read: some of its references may be empty."""
        self.blemished.add(path)

    def add(self, path: str, record: object, digest: bytes, parts: PartDigests) -> None:
        """Add a record with the digests of its file and of its parts."""
        if not isinstance(record, Entry | Translation | ReleaseRecord):
            self.registered.append(digest)
        match record:
            case Site():
                self.site = record
            case ReleaseRecord():
                self.released = record
            case Purged():
                self.purged = record
            case Translation():
                self._add_version(Version(record, path, digest, parts.face))
            case Entry():
                id = record.id
                self.digests[id], self.faces[id], self.claims[id] = digest, parts.face, parts.claims
                self._add(self.entries, "entries", id, record, path)
                for source, digest_of_source in zip(record.own_sources, parts.sources, strict=True):
                    self.source_digests[source.id] = digest_of_source
                    index = record.sources.index(source.id)
                    self._add(self.sources, "sources", source.id, source, path, ("sources", index, "id"))
            case Actor():
                self._add(self.actors, "actors", record.id, record, path)
            case Place():
                self._add(self.places, "places", record.id, record, path)
            case StandingPage():
                self._add(self.pages, "pages", record.id, record, path)
            case Question():
                self._add(self.questions, "questions", record.id, record, path)
            case BaseMap():
                self._add(self.maps, "map", record.id, record, path)
            case tuple():
                self._add_sources(record, path)

    def _add_sources(self, listed: tuple[Source, ...], path: str) -> None:
        is_export, others = path.endswith(".json"), list[str]()
        for number, source in enumerate(listed):
            known = self.files.get(f"sources/{source.id}", "")
            if is_export and source.lacks:
                self.unshown[source.id] = f'"{source.id}" in {path} has {source.lacks}, and cannot be shown'
            elif is_export and known.endswith(".json") and known != path:
                # Programs export one source with each collection that holds it.
                others += [source.id] if self.sources[source.id] != source else []
            else:
                self._add(self.sources, "sources", source.id, source, path, (number, "id"))
        if others:
            says = f'"{others[0]}" is in {self.files[f"sources/{others[0]}"]} too, and not the same there'
            more = f"; so are {len(others) - 1:,} more" if len(others) > 1 else ""
            hint = "readers are shown that one; export both again, if you cite it"
            self.findings.append(Finding(path, (), "id-twice", says + more, hint, Severity.HINT))

    def holds(self, key: str) -> bool:
        """Return whether a record is there under an id (`entries/ID`), or under one that looks the same."""
        return _alike(key) in self._folded

    def exchange(self, path: str, old: Entry | None, new: Entry, digest: bytes, parts: PartDigests) -> None:
        """Put an entry, with the sources written out in it, in the place of what its file held before."""
        if old is not None:
            del self.entries[old.id]
            for source in old.own_sources:
                del self.sources[source.id], self.source_digests[source.id]
        self.add(path, new, digest, parts)
        if new.status is Status.DRAFT:
            self.drafts.add(path)

    def _add_version(self, version: Version) -> None:
        key = (version.translation.lang, version.translation.of)
        other = self.versions.setdefault(key, version)
        if other is not version:
            says = f'"{key[1]}" is already translated in {other.file}'
            self.findings.append(Finding(version.file, (), "id-twice", says, "keep one of the two"))

    def _add(
        self, kind: dict[str, T], noun: str, id: str, record: T, path: str, keys: tuple[str | int, ...] = ()
    ) -> None:
        key = f"{noun}/{id}"
        other = self._folded.setdefault(_alike(key), key)
        if other != key or id in kind:
            says = f'"{id}" is in {self.files[other]} already'
            self.findings.append(Finding(path, keys, "id-twice", says, "rename one of the two"))
            return
        kind[id] = record
        self.files[key] = path
        if noun == "sources":
            self.source_keys[id] = keys[:-1]


def _alike(key: str) -> str:
    return key if key.isascii() else unicodedata.normalize("NFKC", key).casefold()
