"""Gather the records of a site: from the memo where a file is as it was, by reading it where it is not."""

import hashlib
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing
from types import MappingProxyType
from typing import Generic, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from builder.assembling.assembly import Pile
from builder.model.actor import Actor
from builder.model.basemap import BaseMap
from builder.model.digests import digest_of, joined_digest
from builder.model.entry import Entry
from builder.model.mentions import NOTHING
from builder.model.page import Question, StandingPage
from builder.model.place import Place
from builder.model.problem import Problem
from builder.model.released import ReleaseRecord
from builder.model.site import Site
from builder.model.source import Source
from builder.model.translation import Translation
from builder.publishing.stamps import FileStamp
from builder.reading.records import Record, ids_in, read_record
from builder.reading.regular_files import FileUnread
from builder.reading.source_tree import SourceFile, SourceTree
from builder.remembering.memo import Memo
from builder.workers import Workers

Read = TypeVar("Read")


class Packed(Struct, Generic[Read], frozen=True, array_like=True):
    """What is remembered of a file: its record, or the ids that it would have given, and its problems.

    Of an entry or a translation, `face` digests all but the body; of an entry, `claims` the claims."""

    record: Read | None
    problems: tuple[Problem, ...]
    missed: tuple[str, ...]
    face: bytes
    claims: bytes


def gather(
    tree: SourceTree, memo: Memo, workers: Workers, progress: Callable[[str, int, int], None]
) -> tuple[Pile, list[Problem], dict[str, FileStamp]]:
    """Read all files of a tree; give also the stamps that they had."""
    stamps, digests = _digests(tree, memo)
    remembered = memo.all("record")
    pile, problems = Pile(), list(tree.problems)
    settings = [file for file in tree.files if not file.folder]
    others = [file for file in tree.files if file.folder]
    own_types: frozenset[str] = frozenset()
    # The settings come first: they say which event types there are besides the model's.
    for files in (settings, others):
        types = _digest_of_types(own_types)
        keys = {file.path: _key(types, file.path, digests[file.path]) for file in files}
        new = [file for file in files if keys[file.path] not in remembered]

        memo.keep(keys.values())
        # Nothing holds all that was read twice: what is packed is taken apart as it comes.
        with closing(_read_anew(new, keys, own_types, memo, workers, progress)) as fresh:
            for file in files:
                key = keys[file.path]
                packed = _DECODERS[file.folder].decode(remembered.pop(key, b"") or next(fresh))
                add_to(pile, file.path, file.folder, key, packed, problems)
        own_types = frozenset(own.value for own in pile.site.types)
    return pile, problems, stamps


def _read_anew(
    files: Sequence[SourceFile],
    keys: Mapping[str, bytes],
    own_types: frozenset[str],
    memo: Memo,
    workers: Workers,
    progress: Callable[[str, int, int], None],
) -> Generator[bytes, None, None]:
    """Read files and remember what they hold, in their order."""

    def read(chunk: Sequence[SourceFile]) -> list[tuple[bytes, bytes]]:
        return [read_one(file) for file in chunk]

    def read_one(file: SourceFile) -> tuple[bytes, bytes]:
        try:
            data = file.read()
            if digest_of_file(file.path, data, own_types) != keys[file.path]:
                raise FileUnread("this file was changed while it was read", "run the command again")
        except FileUnread as fault:
            return b"", msgspec.msgpack.encode(packed_unread(file.path, file.folder, fault))
        return keys[file.path], msgspec.msgpack.encode(packed_record(file.path, file.folder, data, own_types))

    for done, chunk in enumerate(workers.map(read, files), start=1):
        # What could not be read, which has no key, is not remembered.
        memo.put("record", {key: packed for key, packed in chunk if key})
        progress("read", min(done * 100, len(files)), len(files))
        yield from (packed for _, packed in chunk)


def _digests(tree: SourceTree, memo: Memo) -> tuple[dict[str, FileStamp], dict[str, bytes]]:
    """Digest every file, reading only those whose stamp has changed or cannot be trusted."""
    known = memo.files()
    stamps: dict[str, FileStamp] = {}
    digests: dict[str, bytes] = {}
    for file in tree.files:
        old = known.get(file.path)
        if old and (old.size, old.modified, old.inode) == (file.size, file.modified, file.inode):
            digests[file.path] = old.digest
        else:
            try:
                digests[file.path] = hashlib.blake2b(file.read(), digest_size=16).digest()
            except FileUnread:
                # It is told of when it is read, which is tried once more; and it is looked at again next time.
                digests[file.path] = b""
                continue
        modified = -1 if memo.is_racy(file.modified) else file.modified
        stamps[file.path] = FileStamp(file.size, modified, file.inode, digests[file.path])
    return stamps, digests


def packed_record(path: str, folder: str, data: bytes, own_types: frozenset[str]) -> Packed[Record]:
    """Read one file's bytes into what is to be remembered of it."""
    reading = read_record(path, folder, data, own_types)
    missed = ids_in(path, folder, data) if reading.record is None else ()
    face = claims = b""
    match reading.record:
        case Entry() as entry:
            face = digest_of(replace(entry, body="", body_line=0, mentions=NOTHING))
            # Claims are ordered and compared by clocks, which depend on the entry's day and zone.
            claims = digest_of(entry.claims, entry.date, entry.time_zone, entry.places)
        case Translation() as translation:
            face = digest_of(replace(translation, body="", body_line=0, mentions=NOTHING))
    return Packed(reading.record, reading.problems, missed, face, claims)


def packed_unread(path: str, folder: str, fault: FileUnread) -> Packed[Record]:
    """Return what there is to say of a file that cannot be read."""
    problem = Problem(path, 0, 0, "file-unreadable", fault.says, fault.hint)
    return Packed(None, (problem,), ids_in(path, folder, b""), b"", b"")


def digest_of_file(path: str, data: bytes, own_types: frozenset[str]) -> bytes:
    """Digest all that the record of a file is made from."""
    return _key(_digest_of_types(own_types), path, hashlib.blake2b(data, digest_size=16).digest())


def add_to(pile: Pile, path: str, folder: str, key: bytes, packed: Packed[Record], problems: list[Problem]) -> None:
    """Put what a file gave on the pile, and what is to be mended in it with the other problems."""
    problems += packed.problems
    if packed.record is None:
        pile.miss(folder, packed.missed)
    else:
        pile.add(path, packed.record, key, packed.face, packed.claims)
        if packed.problems:
            pile.doubt(path)


def _digest_of_types(own_types: frozenset[str]) -> bytes:
    return digest_of("record", sorted(own_types))


def _key(types: bytes, path: str, digest: bytes) -> bytes:
    return joined_digest((types, path.encode(), digest))


_DECODERS: Mapping[str, msgspec.msgpack.Decoder[Packed[Record]]] = MappingProxyType(
    {
        "": msgspec.msgpack.Decoder(Packed[Site]),
        "entries": msgspec.msgpack.Decoder(Packed[Entry]),
        "actors": msgspec.msgpack.Decoder(Packed[Actor]),
        "places": msgspec.msgpack.Decoder(Packed[Place]),
        "pages": msgspec.msgpack.Decoder(Packed[StandingPage]),
        "questions": msgspec.msgpack.Decoder(Packed[Question]),
        "map": msgspec.msgpack.Decoder(Packed[BaseMap]),
        "translations": msgspec.msgpack.Decoder(Packed[Translation]),
        "released": msgspec.msgpack.Decoder(Packed[ReleaseRecord]),
        "sources": msgspec.msgpack.Decoder(Packed[tuple[Source, ...]]),
    }
)
