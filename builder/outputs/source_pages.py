"""A page for each source that is in `sources/` or that two records cite: what it is, and what rests on it.

Any other source is in the list of the one entry that cites it, with all that is known of it."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from builder.model.addresses import list_part_address
from builder.model.archive import Archive
from builder.model.digests import digest_of, joined_digest
from builder.model.source import Source
from builder.outputs.parts.chronology import chronology, further_parts
from builder.outputs.parts.indexes import IndexGroup, IndexItem, IndexPart, IndexView, by_words, with_letters
from builder.outputs.parts.made_of import made_of_list, made_of_sources
from builder.outputs.parts.sources import SourceView, source_view, sources_with_pages
from builder.views.chronology import Chronology
from builder.views.edition import Edition
from builder.views.output import Link, Listed, Output, Page, Section, View, file_of


class SourcePageView(View, frozen=True, kw_only=True):
    """All that a source's page shows."""

    source: SourceView
    chronology: Chronology


SECTION = Section("sources", 70)
# Up to so many sources are on one page of the index; a part of a longer one ends with the publisher with whom it
# reaches enough.
_MOST_ON_A_PAGE, _ENOUGH_IN_A_PART = 1_000, 400


def plan(edition: Edition) -> Iterator[Output]:
    archive = edition.archive
    yield from _index_pages(edition)
    for source in sources_with_pages(archive):
        own, entries = archive.digests_of_sources((source.id,)), archive.by_source.get(source.id, ())
        made_of = made_of_list(edition, entries, *own)
        view = partial(_source_page_view, source, edition)
        yield Page(file_of(archive.source_address(source.id)), "source.html", view, made_of, Listed())
        yield from further_parts(entries, edition, _link_to(source, edition), "sources")


def _link_to(source: Source, edition: Edition) -> Link:
    view = source_view(source, 1, edition.archive)
    return Link(view.title, view.address, edition.archive.original if view.is_description else view.language)


def _source_page_view(source: Source, edition: Edition) -> SourcePageView:
    view, link = source_view(source, 1, edition.archive), _link_to(source, edition)
    return SourcePageView(
        address=link.address,
        title=link.words,
        section="sources",
        lang=link.lang,
        source=view,
        chronology=chronology(edition.archive.by_source.get(source.id, ()), edition, address=link.address),
    )


def _index_pages(edition: Edition) -> Iterator[Page]:
    """Plan the index of all sources, by publisher; a long one goes on in parts of whole publishers."""
    by_outlet = _by_outlet(edition.archive)
    enough = _ENOUGH_IN_A_PART if sum(len(sources) for _, sources in by_outlet) > _MOST_ON_A_PAGE else _MOST_ON_A_PAGE
    parts: list[dict[str, list[Source]]] = [{}]
    for outlet, sources in by_outlet:
        if sum(map(len, parts[-1].values())) >= enough:
            parts.append({})
        parts[-1][outlet] = sources
    told = tuple(
        IndexPart(number, list_part_address("sources/", number), next(iter(part)), next(reversed(part)))
        for number, part in enumerate(parts, start=1)
        if len(parts) > 1
    )
    shared = digest_of(told)
    for number, part in enumerate(parts, start=1):
        view = partial(_index_view, edition, part, told, number)
        made_of = _made_of_index(edition, [source.id for sources in part.values() for source in sources], shared)
        listed = Listed() if number == 1 else None
        yield Page(file_of(list_part_address("sources/", number)), "index.html", view, made_of, listed)


def _by_outlet(archive: Archive) -> list[tuple[str, list[Source]]]:
    found: dict[str, list[Source]] = {}
    for source in archive.cited_sources:
        found.setdefault(source.outlet or "", []).append(source)
    return sorted(found.items(), key=lambda item: (item[0] == "", item[0].casefold(), item[0]))


def _made_of_index(edition: Edition, ids: Sequence[str], shared: bytes) -> bytes:
    """Digest what a part of the index is made of: its sources, how often each is cited, and where it is shown."""
    if not edition.digest:
        return b""
    archive = edition.archive
    counts = [str(len(archive.by_source.get(id, ()))).encode() for id in ids]
    return joined_digest((edition.digest, shared, *counts, *made_of_sources(edition, ids)))


def _index_view(
    edition: Edition, part: Mapping[str, Sequence[Source]], parts: tuple[IndexPart, ...], number: int
) -> IndexView:
    groups = with_letters(
        IndexGroup(
            None, outlet or None, tuple(sorted((_item(source, edition.archive) for source in sources), key=by_words))
        )
        for outlet, sources in part.items()
    )
    return IndexView(
        address=list_part_address("sources/", number),
        title="",
        section="sources",
        key="sources",
        groups=groups,
        parts=parts,
        part=number,
    )


def _item(source: Source, archive: Archive) -> IndexItem:
    view, count = source_view(source, 1, archive), len(archive.by_source.get(source.id, ()))
    lang = archive.original if view.is_description else view.language
    return IndexItem(view.title, view.address, count, issued=source.issued, lang=lang, grade=source.grade)
