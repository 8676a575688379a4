"""Find the bodies that are published, as they were written, and look up what they mention."""

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from builder.model.actor import Actor
from builder.model.archive import Archive
from builder.model.digests import digest_of
from builder.model.entry import Entry
from builder.model.mentions import Mentions, mentions
from builder.model.page import StandingPage
from builder.model.place import Place
from builder.model.problem import Problem
from builder.typesetting.links import links_for, without_added
from builder.views.body import Links, Slip


class WrittenBody(Struct, frozen=True):
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


def written_body(key: str, archive: Archive) -> WrittenBody:
    """Find the body of one record, such as `entries/ID`: its translation, in an edition that has one."""
    match archive.record(key):
        case Entry() as entry:
            original = WrittenBody(key, entry.body, entry.body_line, entry.sources, entry.mentions, entry)
        case record:
            sources = record.all_sources if isinstance(record, Actor | Place) else ()
            original = WrittenBody(key, record.body, record.body_line, sources, mentions(record.body))
    return _translated(original, archive) if key in archive.translations else original


def linked_text(written: WrittenBody, archive: Archive) -> tuple[LinkedText, tuple[str, ...]]:
    """Look up what a written mentions; return also the sources that its page cites, in order."""
    entry = written.entry
    media = entry.media if entry else ()
    language = _written_in(written, archive) or archive.site.language
    hides_sources = entry is not None and entry.safety.hide_sources
    links, cited = links_for(
        written.mentions,
        written.sources,
        archive,
        language,
        media,
        hides_sources,
        entry.own_lang if entry and written.is_translation else None,
    )
    if written.is_translation:
        links = without_added(links, written.sources)
    return LinkedText(digest_of("body", written.text, links), written.text, links), cited


def placed_slips(slips: Iterable[Slip], written: WrittenBody, archive: Archive) -> tuple[Problem, ...]:
    """Return where in its file each slip of a body is."""
    file = archive.files[written.key]
    return tuple(
        Problem(
            file,
            written.line + slip.line - 1,
            slip.column,
            slip.code,
            slip.says,
            slip.hint,
            slip.severity,
            proposed=slip.proposed,
            instead_of=slip.instead_of,
        )
        for slip in slips
    )


def _written_in(written: WrittenBody, archive: Archive) -> str | None:
    if written.is_translation:
        return None
    record = archive.record(written.key)
    return record.lang if isinstance(record, Entry | StandingPage) else record.lang or archive.original


def _translated(original: WrittenBody, archive: Archive) -> WrittenBody:
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
