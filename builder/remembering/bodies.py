"""Typeset the bodies of an edition, each remembered by what it looks at: its text, and what its words lead to."""

from collections.abc import Callable, Mapping
from functools import cached_property, partial

import msgspec
from msgspec import Struct

from builder.model.archive import Archive
from builder.model.digests import digest_of, joined_digest
from builder.model.nearest import Speller
from builder.model.problem import Problem
from builder.remembering.memo import Memo
from builder.remembering.run import Run, Step, bytes_of
from builder.typesetting.body import typeset
from builder.typesetting.links import find_target, linkable_words
from builder.typesetting.written import WrittenBody, linked_text, placed_slips, records_with_bodies, written_body
from builder.views.body import Target
from builder.views.edition import TypesetBody


class Bodies(Struct, frozen=True):
    """The typeset bodies of an edition by record (`entries/ID`), their HTML when asked for, and their mistakes."""

    typeset: Mapping[str, TypesetBody]
    fetch: Callable[[str], str]
    slips: tuple[Problem, ...]


def typeset_bodies(archive: Archive, original: Bodies | None, run: Run) -> Bodies:
    """Typeset all bodies; one that an edition does not translate is taken from the original."""
    step = _typesetting(archive)
    keys = [*records_with_bodies(archive)]
    own = [key for key in keys if original is None or archive.has_translated(key)]
    found = dict(zip(own, run.remembered(step, own), strict=True))
    slips = [
        slip
        for key, body in found.items()
        if body.slips
        for slip in placed_slips(body.slips, written_body(key, archive), archive)
    ]
    fetch = partial(_html, run.memo, step)
    if original is None:
        return Bodies(found, fetch, tuple(slips))
    return Bodies(
        {key: found.get(key) or original.typeset[key] for key in keys},
        partial(_of_either, frozenset(own), fetch, original.fetch),
        tuple(slips),
    )


def _html(memo: Memo, step: Step[str, TypesetBody], key: str) -> str:
    return bytes_of(memo, step, key).decode()


def _of_either(own: frozenset[str], fetch: Callable[[str], str], other: Callable[[str], str], key: str) -> str:
    return fetch(key) if key in own else other(key)


def _typesetting(archive: Archive) -> Step[str, TypesetBody]:
    """Return how a record's body is typeset, and what that looks at."""
    leads = _Leads(archive)

    def digest(key: str) -> bytes:
        written = written_body(key, archive)
        return joined_digest((b"body", key.encode(), *_written_digests(written, archive), *leads.of(written)))

    def work(key: str) -> tuple[TypesetBody, bytes]:
        text, cited = linked_text(written_body(key, archive), archive)
        body = typeset(text.text, text.links)
        html = body.html.encode()
        return TypesetBody(digest_of(html), cited, body.inner_links, body.slips), html

    return Step("body", digest, work, _decoded, "typeset")


def _written_digests(written: WrittenBody, archive: Archive) -> list[bytes]:
    """Digest a body with its author's settings for it, and the headers of the pictures that it may show."""
    language = archive.site.language.encode()
    if written.entry is None:
        lang = archive.pages[written.key.removeprefix("pages/")].lang if written.key.startswith("pages/") else None
        return [language, written.text.encode(), (lang or "").encode(), *_texts(written.sources)]
    media = written.entry.media
    pictures = digest_of([archive.media.get(medium.file) for medium in media if medium.file]) if media else b""
    languages = (written.entry.lang or "", written.entry.own_lang or "")
    own = archive.digests[written.entry.id]
    return [language, own, pictures, *_texts((*languages, *written.sources))]


class _Leads:
    """Where the words of bodies lead, as digests; many bodies share a word."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._words: dict[str, bytes] = {}
        self._sources: dict[str, bytes] = {}

    def of(self, written: WrittenBody) -> list[bytes]:
        words = [self._words.get(word) or self._word(word) for word in written.mentions.words]
        return [*words, *[self._sources.get(word) or self._source(word) for word in written.mentions.sources]]

    def _word(self, word: str) -> bytes:
        target = find_target(word, self._archive, Speller(0))
        # The message about a word that leads nowhere names similar words.
        near = () if isinstance(target, Target) else (self._known, self._claims_of(word))
        found = self._words[word] = digest_of(target, *near)
        return found

    def _claims_of(self, word: str) -> list[str]:
        entry = self._archive.entry_of.get(word.partition("#")[0].removeprefix("entries/"))
        return [claim.id for claim in entry.claims] if entry else []

    @cached_property
    def _known(self) -> bytes:
        return digest_of(sorted(linkable_words(self._archive)))

    def _source(self, word: str) -> bytes:
        ids = self._archive.registers.sources.find(word)
        if len(ids) == 1:
            # Most sources are cited by one body: no need to digest a few letters.
            found = (b"there " if ids[0] in self._archive.sources else b"unread ") + ids[0].encode()
        else:
            found = digest_of(ids, [id in self._archive.sources for id in ids], self._known_sources)
        self._sources[word] = found
        return found

    @cached_property
    def _known_sources(self) -> bytes:
        return digest_of(sorted(self._archive.sources))


def _decoded(packed: bytes) -> TypesetBody:
    return _TYPESET.decode(packed)


def _texts(texts: tuple[str, ...]) -> list[bytes]:
    return [text.encode() for text in texts]


_TYPESET = msgspec.msgpack.Decoder(TypesetBody)
