"""Typeset the bodies of records; what was typeset before, with the same links, is taken from the memo."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from builder.model.archive import Archive
from builder.model.digests import digest_of
from builder.model.entry import Entry
from builder.model.mentions import Mentions, mentions
from builder.model.problem import Problem
from builder.remembering.memo import Memo
from builder.typesetting.body import typeset
from builder.typesetting.links import links_for, without_added
from builder.views.body import Body, Links, Slip
from builder.views.edition import Galley
from builder.workers import Workers

Progress = Callable[[str, int, int], None]


class Manuscript(Struct, frozen=True):
    """A body as written; `line` is where it begins in its file, `entry` is None for all but entries.

    A translation cites no source that is not among `sources`."""

    key: str
    text: str
    line: int
    sources: tuple[str, ...]
    mentions: Mentions
    entry: Entry | None = None
    is_translation: bool = False


class LinkedText(Struct, frozen=True):
    """A body that is to be typeset, with all that its HTML depends on."""

    digest: bytes
    text: str
    links: Links


class Sidelights(Struct, frozen=True):
    """What has to be known of a typeset body besides its HTML: its links within the site, and its slips."""

    inner_links: tuple[tuple[str, int, int], ...]
    slips: tuple[Slip, ...] = ()


def manuscripts(archive: Archive) -> Iterator[Manuscript]:
    """List every body that is to be published."""
    return (manuscript_of(key, archive) for key in records_with_bodies(archive))


def records_with_bodies(archive: Archive) -> Iterator[str]:
    """Name every record that is published with a text of its own: entries first."""
    records: tuple[tuple[str, Iterable[str]], ...] = (
        ("entries", archive.entry_of),
        ("actors", archive.actors),
        ("places", archive.places),
        ("pages", archive.pages),
        ("questions", archive.questions),
    )
    return (f"{kind}/{id}" for kind, ids in records for id in ids)


def manuscript_of(key: str, archive: Archive) -> Manuscript:
    """Find the body of one record, such as `entries/ID`: its translation, in an edition that has one."""
    kind, _, id = key.partition("/")
    if kind == "entries":
        entry = archive.entry_of[id]
        original = Manuscript(key, entry.body, entry.body_line, entry.sources, entry.mentions, entry)
    else:
        body, line, sources = _other_body(kind, id, archive)
        original = Manuscript(key, body, line, sources, mentions(body))
    return _translated(original, archive) if key in archive.translations else original


def text_of(manuscript: Manuscript, archive: Archive) -> tuple[LinkedText, tuple[str, ...]]:
    """Look up what a manuscript mentions; give also the sources that its page cites, in order."""
    entry = manuscript.entry
    media = entry.media if entry else ()
    language = _written_in(manuscript, archive) or archive.site.language
    hides_sources = entry is not None and entry.safety.hide_sources
    links, cited = links_for(
        manuscript.mentions,
        manuscript.sources,
        archive,
        language,
        media,
        hides_sources,
        entry.own_lang if entry and manuscript.is_translation else None,
    )
    if manuscript.is_translation:
        links = without_added(links, manuscript.sources)
    return LinkedText(digest_of("body", manuscript.text, links), manuscript.text, links), cited


def set_bodies(
    texts: Sequence[LinkedText], memo: Memo, workers: Workers, progress: Progress
) -> dict[bytes, Sidelights]:
    """Typeset what has not been typeset yet; the HTML stays in the memo, as nobody holds all of it at once."""
    known = memo.known("body", [text.digest for text in texts])
    lights = {digest: _sidelights(memo.get(digest)) for digest in known}
    new = [text for text in texts if lights.get(text.digest) is None]
    for number, chunk in enumerate(workers.map(_typeset_all, new), start=1):
        # A body with slips is not remembered: as long as it is there, its slips are told.
        memo.put("body", {digest: packed for digest, packed, found in chunk if not found.slips})
        lights.update({digest: found for digest, _, found in chunk})
        progress("typeset", min(number * 100, len(new)), len(new))
    return {digest: found for digest, found in lights.items() if found is not None}


def fetch_body(archive: Archive, original: Archive, galleys: Mapping[str, Galley], memo: Memo, key: str) -> str:
    """Give the HTML of a body."""
    packed = memo.get(galleys[key].body)
    if packed is not None:
        return _BODY.decode(packed).html
    # The memo was damaged meanwhile, or could not be written.
    written_in = archive if archive.has_translated(key) else original
    text, _ = text_of(manuscript_of(key, written_in), written_in)
    return typeset(text.text, text.links).html


def placed_slips(slips: Iterable[Slip], manuscript: Manuscript, archive: Archive) -> tuple[Problem, ...]:
    """Say where in its file each slip of a body is."""
    file = archive.files[manuscript.key]
    return tuple(
        Problem(file, manuscript.line + slip.line - 1, slip.column, slip.code, slip.says, slip.hint) for slip in slips
    )


def _written_in(manuscript: Manuscript, archive: Archive) -> str | None:
    if manuscript.is_translation:
        return None
    if manuscript.entry:
        return manuscript.entry.lang
    kind, _, id = manuscript.key.partition("/")
    return archive.pages[id].lang if kind == "pages" else None


def _translated(original: Manuscript, archive: Archive) -> Manuscript:
    """Put the text of a translation in the place of the original's, under the same sources with the same numbers."""
    found = archive.translations[original.key]
    if not found.has_text:
        return original
    cited = archive.registers.cited(original.mentions.sources)
    return replace(
        original,
        text=found.body,
        line=found.body_line,
        sources=tuple(dict.fromkeys((*original.sources, *cited))),
        mentions=found.mentions,
        is_translation=True,
    )


def _other_body(kind: str, id: str, archive: Archive) -> tuple[str, int, tuple[str, ...]]:
    """Give the text of a record, the line where it begins in its file, and the sources of its page."""
    match kind:
        case "actors":
            actor = archive.actors[id]
            return actor.body, actor.body_line, actor.all_sources
        case "places":
            place = archive.places[id]
            return place.body, place.body_line, place.all_sources
        case "pages":
            return archive.pages[id].body, archive.pages[id].body_line, ()
        case _:
            return archive.questions[id].body, archive.questions[id].body_line, ()


def _typeset_all(texts: Sequence[LinkedText]) -> list[tuple[bytes, bytes, Sidelights]]:
    return [_typeset(text) for text in texts]


def _typeset(text: LinkedText) -> tuple[bytes, bytes, Sidelights]:
    body = typeset(text.text, text.links)
    return text.digest, msgspec.msgpack.encode(body), Sidelights(body.inner_links, body.slips)


def _sidelights(packed: bytes | None) -> Sidelights | None:
    return None if packed is None else Sidelights(_BODY.decode(packed).inner_links)


_BODY = msgspec.msgpack.Decoder(Body)
