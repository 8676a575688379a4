"""Gather the records of a site: from the memo where a file is unchanged, by reading it where it is not."""

import hashlib
from collections.abc import Mapping
from functools import cache, partial
from itertools import groupby
from types import MappingProxyType
from typing import Generic, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from builder.assembling.pile import PartDigests, Pile
from builder.model.actor import Actor
from builder.model.basemap import BaseMap
from builder.model.digests import digest_of, joined_digest
from builder.model.entry import Entry, Status
from builder.model.mentions import NOTHING
from builder.model.page import Question, StandingPage
from builder.model.place import Place
from builder.model.problem import Problem
from builder.model.purged import Purged
from builder.model.released import ReleaseRecord
from builder.model.site import Site
from builder.model.source import Source
from builder.model.translation import Translation
from builder.publishing.stamps import FileStamp
from builder.reading.drafts import says_draft
from builder.reading.records import Record, ids_in, read_record
from builder.reading.regular_files import FileUnread
from builder.reading.source_tree import SourceFile, SourceTree
from builder.remembering.memo import Memo
from builder.remembering.run import Run, Step
from builder.remembering.sharing import Shared

Read = TypeVar("Read")
UNREADABLE = "file-unreadable"


class Packed(Struct, Generic[Read], frozen=True, array_like=True):
    """What is remembered of a file: its record, or the ids that it would have given, and its problems.

    `is_draft` says also of an entry that cannot be read whether its author calls it a draft."""

    record: Read | None
    problems: tuple[Problem, ...]
    missed: tuple[str, ...]
    digests: PartDigests
    is_draft: bool = False


def gather(tree: SourceTree, run: Run) -> tuple[Pile, list[Problem], dict[str, FileStamp]]:
    """Read all files of a tree; return also the stamps that they had."""
    stamps, digests = _digests(tree, run.memo)
    pile, problems = Pile(), list(tree.problems)
    own_types: frozenset[str] = frozenset()
    shared = Shared()
    # The settings, which lie in no folder, come first: they say which event types there are besides the model's.
    for folder, files in groupby(sorted(tree.files, key=_folder_of), _folder_of):
        of_folder = [*files]
        types = _digest_of_types(own_types)
        keys = {file.path: _key(types, file.path, digests[file.path]) for file in of_folder}
        step = _reading(folder, keys, own_types, shared)
        for file, packed in zip(of_folder, run.remembered(step, of_folder), strict=True):
            add_to(pile, file.path, folder, keys[file.path], packed, problems)
        own_types = frozenset(own.value for own in pile.site.types)
    return pile, problems, stamps


def _reading(
    folder: str, keys: Mapping[str, bytes], own_types: frozenset[str], shared: Shared
) -> Step[SourceFile, Packed[Record]]:
    def digest(file: SourceFile) -> bytes:
        return keys[file.path]

    def work(file: SourceFile) -> tuple[Packed[Record], bytes]:
        try:
            data = file.read()
            if digest_of_file(file.path, data, own_types) != digest(file):
                raise FileUnread("this file changed while it was being read", "run the command again")
        except FileUnread as fault:
            return packed_unread(file.path, folder, fault), b""
        return packed_record(file.path, folder, data, own_types), b""

    return Step(
        kind="record",
        digest=digest,
        work=work,
        decode=partial(_decoded, folder, shared),
        verb="read",
        lasts=_was_read,
    )


def _was_read(packed: Packed[Record]) -> bool:
    return all(problem.code != UNREADABLE for problem in packed.problems)


def _decoded(folder: str, shared: Shared, packed: bytes) -> Packed[Record]:
    found = _decoder(folder).decode(packed)
    if isinstance(found.record, Entry):
        shared.share_in(found.record)
    return found


def _folder_of(file: SourceFile) -> str:
    return file.folder


def _digests(tree: SourceTree, memo: Memo) -> tuple[dict[str, FileStamp], dict[str, bytes]]:
    """Digest every file, reading only those whose stamp has changed or cannot be trusted."""
    known = memo.files()
    stamps: dict[str, FileStamp] = {}
    digests: dict[str, bytes] = {}
    for file in tree.files:
        old = known.get(file.path)
        if old and old.marks == file.marks:
            digests[file.path] = old.digest
        else:
            try:
                digests[file.path] = hashlib.blake2b(file.read(), digest_size=16).digest()
            except FileUnread:
                # It is reported when it is read, which is tried once more; and it is looked at again next time.
                digests[file.path] = b""
                continue
        modified = -1 if memo.is_racy(file.modified) else file.modified
        stamps[file.path] = FileStamp(file.size, modified, file.inode, file.changed, digests[file.path])
    return stamps, digests


def packed_record(path: str, folder: str, data: bytes, own_types: frozenset[str]) -> Packed[Record]:
    """Read one file's bytes into what is to be remembered of it."""
    reading = read_record(path, folder, data, own_types)
    missed = ids_in(path, folder, data) if reading.record is None else ()
    is_draft = folder == "entries" and reading.record is None and says_draft(data.decode("utf-8", "replace"))
    if isinstance(reading.record, Entry):
        is_draft = reading.record.status is Status.DRAFT
    return Packed(reading.record, reading.problems, missed, _digests_of_parts(reading.record), is_draft)


def _digests_of_parts(record: Record | None) -> PartDigests:
    match record:
        case Entry() as entry:
            return PartDigests(
                face=digest_of(replace(entry, body="", body_line=0, mentions=NOTHING)),
                # Claims are ordered and compared by clocks, which depend on the entry's day and zone.
                claims=digest_of(entry.claims, entry.date, entry.time_zone, entry.places),
                sources=tuple([digest_of(source) for source in entry.own_sources]),
            )
        case Translation() as translation:
            return PartDigests(digest_of(replace(translation, body="", body_line=0, mentions=NOTHING)))
        case _:
            return PartDigests()


def packed_unread(path: str, folder: str, fault: FileUnread) -> Packed[Record]:
    """Return the record of a file that cannot be read: its problem, and the ids that it would have given."""
    problem = Problem(path, 0, 0, UNREADABLE, fault.says, fault.hint)
    return Packed(None, (problem,), ids_in(path, folder, b""), PartDigests())


def digest_of_file(path: str, data: bytes, own_types: frozenset[str]) -> bytes:
    """Digest all that the record of a file is made from."""
    return _key(_digest_of_types(own_types), path, hashlib.blake2b(data, digest_size=16).digest())


def add_to(pile: Pile, path: str, folder: str, key: bytes, packed: Packed[Record], problems: list[Problem]) -> None:
    """Add a file's record to the pile, and its problems to the others."""
    problems += packed.problems
    if packed.is_draft:
        pile.drafts.add(path)
    if packed.record is None and packed.is_draft:
        # It is not published: referring to it is a mistake.
        return
    if packed.record is None:
        pile.miss(folder, packed.missed)
    else:
        pile.add(path, packed.record, key, packed.digests)
        if packed.problems:
            pile.doubt(path)


def _digest_of_types(own_types: frozenset[str]) -> bytes:
    return digest_of("record", sorted(own_types))


def _key(types: bytes, path: str, digest: bytes) -> bytes:
    return joined_digest((types, path.encode(), digest))


# What files of each folder become; a decoder of entries takes as long to build as fifty entries to decode.
_TYPES = MappingProxyType(
    {
        "": Packed[Site],
        "entries": Packed[Entry],
        "actors": Packed[Actor],
        "places": Packed[Place],
        "pages": Packed[StandingPage],
        "stories": Packed[StandingPage],
        "questions": Packed[Question],
        "map": Packed[BaseMap],
        "translations": Packed[Translation],
        "released": Packed[ReleaseRecord],
        "purged": Packed[Purged],
        "sources": Packed[tuple[Source, ...]],
    }
)


@cache
def _decoder(folder: str) -> msgspec.msgpack.Decoder[Packed[Record]]:
    return msgspec.msgpack.Decoder(_TYPES[folder])
