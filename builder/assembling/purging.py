"""Remove what was purged from all records, with every reference to it, whatever is still in the content.

Its names and ids are known as long as its file is there, so that referring to it is not a mistake; all such
references are then dropped like those to a file that cannot be read. In a text, a link is replaced by `[…]`."""

import re
from collections.abc import Callable, Mapping
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from builder.assembling.pile import Pile
from builder.model.actor import Actor
from builder.model.claim import Claim
from builder.model.digests import digest_of
from builder.model.entry import Entry
from builder.model.ids import folded
from builder.model.mentions import file_at, linked, mentions
from builder.model.names import Name
from builder.model.page import Question, StandingPage
from builder.model.patterns import pattern
from builder.model.place import Place
from builder.model.purged import Purged
from builder.model.released import Released, ReleaseRecord, Values
from builder.model.source import Source
from builder.model.translation import Translation, Version

_GONE = "[…]"
_LINK = pattern(r"\[\[((?:(?!\]\])[^\[])+)\]\]")
_PICTURE = pattern(r"!\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(\s*(?:<([^>\n]+)>|([^)\s<]+))[^)\n]*\)")

_ACCORDING_TO = pattern(r", according to ([^()]+)\)")

WithText = TypeVar("WithText", Entry, Actor, Place, StandingPage, Question, Translation)


class Lost(Struct, frozen=True):
    """What was purged, and all words by which a text may link to it."""

    purged: Purged
    words: frozenset[str]

    def entry(self, entry: Entry) -> Entry:
        """Return an entry without its purged claims and media."""
        claims, media = self.purged.claims(entry.id), self.purged.ids("media")
        kept = replace(
            entry,
            claims=tuple(claim for claim in entry.claims if claim.id not in claims),
            media=tuple(medium for medium in entry.media if file_at(medium.file or "") not in media),
        )
        return self.text(entry if kept == entry else kept, f"entries/{entry.id}")

    def text(self, record: WithText, own: str = "") -> WithText:
        """Return a record without the links and pictures in its text that lead to what was purged."""
        body = _LINK.sub(lambda found: self._linked(found, own), record.body)
        body = _PICTURE.sub(self._pictured, body)
        if body == record.body:
            return record
        if isinstance(record, Entry | Translation):
            return replace(record, body=body, mentions=mentions(body))
        return replace(record, body=body)

    def _linked(self, found: re.Match[str], own: str) -> str:
        word = linked(found[1])[0]
        name, hash, claim = word.partition("#")
        entry = f"entries/{name.removeprefix('entries/')}" if name else own
        is_lost = folded(name) in self.words or (hash and f"{entry}#{claim}" in self.purged.addresses)
        # Lines keep their numbers.
        return _GONE + "\n" * found[0].count("\n") if is_lost else found[0]

    def _pictured(self, found: re.Match[str]) -> str:
        is_lost = file_at(found[1] or found[2]) in self.purged.ids("media")
        return "\n" * found[0].count("\n") if is_lost else found[0]


def without_purged(pile: Pile) -> Pile:
    """Remove what was purged from all records; no later step has to know about it."""
    purged = pile.purged
    if not purged.addresses:
        return pile
    lost = _lost_of(purged, pile.actors)
    gone = {kind: purged.ids(kind) for kind in ("entries", "actors")}
    files = {key: path for key, path in pile.files.items() if key not in purged.addresses}
    gone["sources"] = frozenset(
        source.id for id in gone["entries"] if id in pile.entries for source in pile.entries[id].own_sources
    )
    entries = {id: lost.entry(entry) for id, entry in pile.entries.items() if id not in gone["entries"]}
    altered = {id: digest_of(purged, id) for id, entry in entries.items() if entry is not pile.entries[id]}
    return replace(
        pile,
        site=replace(pile.site, moments=tuple(id for id in pile.site.moments if id not in gone["entries"])),
        entries=entries,
        actors={id: lost.text(actor) for id, actor in pile.actors.items() if id not in gone["actors"]},
        places={id: lost.text(place) for id, place in pile.places.items()},
        pages={id: lost.text(page) for id, page in pile.pages.items()},
        questions={id: lost.text(question) for id, question in pile.questions.items()},
        sources={
            id: _without_evidence(purged, source) for id, source in pile.sources.items() if id not in gone["sources"]
        },
        versions={
            key: _version_without(lost, found) for key, found in pile.versions.items() if key[1] not in purged.pages
        },
        released=release_without(purged, pile.released),
        lost_names=_names_of(purged, pile.actors),
        lost_claims={id: purged.claims(id) for id in entries},
        files={key: path for key, path in files.items() if key.removeprefix("sources/") not in gone["sources"]},
        unreadable={
            kind: {*pile.unreadable.get(kind, ()), *gone.get(kind, ())} for kind in (*pile.unreadable, *gone)
        },
        digests={**pile.digests, **{id: digest_of(pile.digests[id], new) for id, new in altered.items()}},
        faces={**pile.faces, **{id: digest_of(pile.faces[id], new) for id, new in altered.items()}},
        claims={**pile.claims, **{id: digest_of(pile.claims[id], new) for id, new in altered.items()}},
    )


def _without_evidence(purged: Purged, source: Source) -> Source:
    """Return a source that names no file which was purged."""
    if source.file is None or file_at(source.file) not in purged.ids("media"):
        return source
    return replace(source, file=None, sha256=None)


def _version_without(lost: Lost, version: Version) -> Version:
    translation = lost.text(version.translation)
    gone = lost.purged.claims(translation.of.removeprefix("entries/"))
    kept = tuple(words for words in translation.claims if words[0] not in gone)
    translation = translation if kept == translation.claims else replace(translation, claims=kept)
    if translation is version.translation:
        return version
    digest, face = (digest_of(found, lost.purged) for found in (version.digest, version.face))
    return replace(version, translation=translation, digest=digest, face=face)


def _lost_of(purged: Purged, actors: Mapping[str, Actor]) -> Lost:
    """Gather the words that lead to what was purged."""
    names = [name.text for id in purged.ids("actors") if id in actors for name in actors[id].names]
    ids = [id for kind in ("entries", "actors") for id in purged.ids(kind)]
    addresses = [f"{kind}/{word}" for kind in ("entries", "actors") for word in (*ids, *names)]
    return Lost(purged, frozenset(map(folded, (*names, *ids, *addresses))))


def _names_of(purged: Purged, actors: Mapping[str, Actor]) -> dict[str, tuple[Name, ...]]:
    """Return the names of purged actors, by id."""
    return {id: actors[id].names if id in actors else () for id in sorted(purged.ids("actors"))}


def release_without(purged: Purged, release: ReleaseRecord) -> ReleaseRecord:
    """Return the release record without what was purged."""
    gone = purged.ids("entries")
    return ReleaseRecord(tuple(_released_without(purged, entry) for entry in release.entries if entry.id not in gone))


def _released_without(purged: Purged, entry: Released) -> Released:
    claims, actors = purged.claims(entry.id), purged.ids("actors")
    kept = tuple(
        replace(claim, values=_values_without(actors, claim.values))
        for claim in entry.claims
        if claim.id not in claims and actors.isdisjoint(claim.values.get("by", ()))
    )
    return replace(entry, values=_values_without(actors, entry.values), claims=kept)


def _values_without(actors: frozenset[str], values: Values) -> Values:
    """Remove actors from the values that name some: participants, and attributions."""
    if not actors:
        return values
    parts = tuple(
        _ACCORDING_TO.sub(lambda found: _according_to(found[1], actors), text)
        for text in values.get("actors", ())
        if text.partition(" ")[0] not in actors
    )
    attributed = tuple(id for id in values.get("attributed_to", ()) if id not in actors)
    changed = {**values, "actors": parts, "attributed_to": attributed}
    return {name: texts for name, texts in changed.items() if texts}


def _according_to(ids: str, actors: frozenset[str]) -> str:
    kept = [id for id in ids.split(" and ") if id not in actors]
    return f", according to {' and '.join(kept)})" if kept else ")"


def without_lost_claims(entries: Mapping[str, Entry]) -> dict[str, Entry]:
    """Remove from resolved entries what refers to claims that are no longer there."""
    known = frozenset(f"{id}#{claim.id}" for id, entry in entries.items() for claim in entry.claims)

    def sound(claim: Claim) -> Claim:
        return replace(
            claim,
            responds_to=claim.responds_to if claim.responds_to in known else None,
            supersedes=claim.supersedes if claim.supersedes in known else None,
            contradicts=tuple(other for other in claim.contradicts if other in known),
        )

    return {id: _sound_entry(entry, sound, known) for id, entry in entries.items()}


def _sound_entry(entry: Entry, sound: Callable[[Claim], Claim], known: frozenset[str]) -> Entry:
    assessment = entry.assessment and replace(
        entry.assessment,
        figures=tuple(
            replace(figure, claims=tuple(claim for claim in figure.claims if claim in known))
            for figure in entry.assessment.figures
        ),
    )
    return replace(entry, claims=tuple(map(sound, entry.claims)), assessment=assessment)
