"""Digest what an output is made of, in less time than its view takes: as long as it is the same, so is the output.

A list is made of the faces of its entries, which are all that other pages may show of them, and of what all outputs
share. A face changes with every field of an entry, shown or not: then the view is made, and compared."""

from collections.abc import Iterable
from operator import attrgetter

from builder.model.archive import Archive
from builder.model.digests import joined_digest
from builder.model.entry import Entry
from builder.views.edition import Edition, TypesetBody


def made_of_list(edition: Edition, entries: Iterable[Entry], *others: bytes, record: str | None = None) -> bytes:
    """Digest what a list of entries is made of, with the record (`actors/ID`) that heads it, and what else it shows.

    An edition without a digest is one whose pages nobody compares."""
    if not edition.digest:
        return b""
    own = edition.bodies.get(record) if record else None
    around = (edition.digest, *(_of_body(own, edition) if own else ()), *others)
    return joined_digest((*around, *map(edition.listings.__getitem__, map(_id_of, entries))))


def made_of_entry(entry: Entry, edition: Edition) -> bytes:
    """Digest what an entry's page is made of: itself, its body, and what it shows of other entries."""
    if not edition.digest:
        return b""
    archive = edition.archive
    typeset = edition.bodies[f"entries/{entry.id}"]
    # What lists show of it holds what others say on its questions.
    own = (archive.digests[entry.id], edition.listings[entry.id], edition.surroundings[entry.id])
    return joined_digest((edition.digest, *own, *_of_body(typeset, edition)))


def made_of_sources(edition: Edition, ids: Iterable[str]) -> list[bytes]:
    """Return for each source its id, its digest, and where it is at home: who else cites it, such as a body, is not
    in the face of an entry.

    Where a question is at home follows from its file, and from what is said on it, which is a part of faces."""
    # The digest of the directory covers sources that are in no entry.
    digests, homes = edition.archive.source_digests, edition.archive.homes
    found: list[bytes] = []
    for id in ids if edition.digest else ():
        found += (id.encode(), digests.get(id, b""), homes.get(f"sources/{id}", "").encode())
    return found


def listings_of(archive: Archive, on_day_pages: frozenset[str]) -> dict[str, bytes]:
    """Digest for every entry what lists show of it: its face, and whether the page of a day holds it.

    Under its day an entry leads to that page, which comes and goes with other entries."""
    faces = archive.faces
    return {id: faces[id] + (b"day" if id in on_day_pages else b"") for id in archive.entry_of}


def surroundings_of(archive: Archive) -> dict[str, bytes]:
    """Digest for every entry what its page shows of others: those before and after it, those it names, its parts."""
    found = _faces_of_neighbours(archive)
    for id, entry in archive.entry_of.items():
        named = [_face(other, archive) for other in _named(entry)]
        parts = [archive.faces[part.id] for part in archive.parts_of.get(id, ())]
        found[id] += (b"named", *named, b"parts", *parts)
    return {id: joined_digest(faces) for id, faces in found.items()}


def _faces_of_neighbours(archive: Archive) -> dict[str, list[bytes]]:
    """Return the faces of the entries before and after each, in the whole chronology and in all others."""
    found: dict[str, list[bytes]] = {id: [] for id in archive.entry_of}
    for entries in (archive.entries, *archive.by_actor.values(), *archive.by_place.values()):
        ids = [*map(_id_of, entries)]
        faces = [b"", *map(archive.faces.__getitem__, ids), b""]
        for id, before, after in zip(ids, faces, faces[2:], strict=False):
            found[id] += (before, after)
    return found


def _of_body(typeset: TypesetBody, edition: Edition) -> list[bytes]:
    """Return the digest of a body, and what the sources below it are made of."""
    return [typeset.digest, *made_of_sources(edition, typeset.cited)]


def _named(entry: Entry) -> Iterable[str]:
    if entry.part_of:
        yield entry.part_of
    for relation in entry.related:
        yield relation.entry
    for claim in entry.claims:
        for reference in (claim.responds_to, claim.supersedes, *claim.contradicts):
            if reference:
                yield reference.partition("#")[0]


def _face(id: str, archive: Archive) -> bytes:
    return archive.faces[id] if id in archive.entry_of else b"held back"


_id_of = attrgetter("id")
