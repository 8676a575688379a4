"""Turn the records of an archive into galleys: what was set of each, found again as long as it stands as it was.

A galley is remembered by the digest of all that it was made from. That digest takes microseconds; looking up what a
body mentions and what a card shows takes a hundred times as long."""

from collections.abc import Callable, Mapping

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from builder.model.archive import Archive
from builder.model.digests import digest_of, joined_digest
from builder.model.problem import Problem
from builder.remembering.bodies import Manuscript, manuscripts, placed_slips, set_bodies, text_of
from builder.remembering.cards import card_digest
from builder.remembering.memo import Memo
from builder.rendering.renderer import Renderer
from builder.views.edition import Galley
from builder.workers import Workers

Progress = Callable[[str, int, int], None]


class Proof(Struct, frozen=True):
    """All galleys by record (`entries/ID`), which of them are new, and the slips in their bodies."""

    galleys: dict[str, Galley]
    new: tuple[str, ...]
    slips: tuple[Problem, ...]


def set_galleys(
    archive: Archive,
    renderer: Renderer | None,
    remembered: Mapping[str, Galley],
    originals: Mapping[str, Galley],
    memo: Memo,
    workers: Workers,
    progress: Progress,
) -> Proof:
    """Set all that has changed; without a press, which no check needs, there are no cards.

    What an edition does not translate stands in it as it was set in the original, whose galleys are `originals`."""
    digest_for = _ingredients(archive, renderer)
    galleys: dict[str, Galley] = {}
    new: list[tuple[Manuscript, bytes]] = []
    for manuscript in manuscripts(archive):
        made_of = digest_for(manuscript)
        known = remembered.get(galley_key(archive, manuscript.key))
        if known is not None and known.made_of == made_of:
            galleys[manuscript.key] = known
        else:
            new.append((manuscript, made_of))
    slips: list[Problem] = []
    own = [manuscript for manuscript, _ in new if manuscript.is_translation or not archive.original]
    texts = {manuscript.key: text_of(manuscript, archive) for manuscript in own}
    lights = set_bodies([text for text, _ in texts.values()], memo, workers, progress) if own else {}
    for manuscript, made_of in new:
        card = card_digest(manuscript.entry, archive, renderer) if renderer and manuscript.entry else b""
        if manuscript.key not in texts:
            galleys[manuscript.key] = replace(originals[manuscript.key], made_of=made_of, card=card)
            continue
        text, cited = texts[manuscript.key]
        found = lights[text.digest]
        slips += placed_slips(found.slips, manuscript, archive)
        galleys[manuscript.key] = Galley(made_of, text.digest, card, cited, found.inner_links)
    memo.keep(galley.body for galley in galleys.values())
    memo.keep(galley.card for galley in galleys.values())
    return Proof(galleys, tuple(manuscript.key for manuscript, _ in new), tuple(slips))


def galley_key(archive: Archive, key: str) -> str:
    """Name a galley among those of all editions: `entries/ID`, and `hy:entries/ID` in a translated one."""
    return f"{archive.site.language}:{key}" if archive.original else key


def galleys_of(memo: Memo) -> dict[str, Galley]:
    """Give what the last build set."""
    packed = memo.state("galleys")
    return _GALLEYS.decode(packed) if packed else {}


def shared_digest(archive: Archive, renderer: Renderer | None) -> bytes:
    """Digest what everything depends on: the directory, the ids of entries, the labels of tags, the theme."""
    return digest_of(archive.digest, sorted(archive.faces), archive.tags, renderer.digest if renderer else b"")


def _ingredients(archive: Archive, renderer: Renderer | None) -> Callable[[Manuscript], bytes]:
    """Give the function that digests all that the galley of a manuscript is made from."""
    shared = shared_digest(archive, renderer)
    # Of what a body mentions, only entries may change while the directory does not.
    faces = {id: archive.faces[id] for id in archive.entry_of}
    registers = archive.registers
    registered = registers.actors.ids | registers.places.ids
    find = registers.sources.find

    def digest_for(manuscript: Manuscript) -> bytes:
        entry = manuscript.entry
        # The card shows whether a claim is contested, which others have a say in: that is a part of the face.
        pieces = [shared, manuscript.key.encode()]
        if entry:
            pieces = [shared, archive.digests[entry.id], faces[entry.id]]
        cited = (id for word in manuscript.mentions.sources for id in find(word))
        pieces += (b"sources", *archive.digests_of_sources((*manuscript.sources, *cited)))
        for word in manuscript.mentions.words:
            if word in faces:
                pieces.append(faces[word])
            elif word not in registered:
                name = word.partition("#")[0].removeprefix("entries/")
                pieces += [faces.get(id, b"held back") for id in registers.entries.find(name)]
        return joined_digest(pieces)

    return digest_for


_GALLEYS = msgspec.msgpack.Decoder(dict[str, Galley])
