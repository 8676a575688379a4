"""A page for each source that stands in `sources/` or that two records cite: what it is, and what rests on it.

Any other source stands in the list of the one entry that cites it, with all that is known of it."""

from collections.abc import Iterator
from functools import partial

from builder.model.digests import joined_digest
from builder.model.source import Source
from builder.outputs.parts.chronology import chronology, further_parts
from builder.outputs.parts.indexes import IndexGroup, IndexItem, IndexView, by_words, index_view, with_letters
from builder.outputs.parts.made_of import digest_of_homes, made_of_list
from builder.outputs.parts.sources import SourceView, source_view, sources_with_pages
from builder.views.chronology import Chronology
from builder.views.edition import Edition
from builder.views.output import Link, Listed, Output, Page, Section, View, file_of


class SourcePageView(View, frozen=True, kw_only=True):
    """All that a source's page shows."""

    source: SourceView
    chronology: Chronology


SECTION = Section("sources", 70)


def plan(edition: Edition) -> Iterator[Output]:
    archive = edition.archive
    made_of = _made_of_index(edition)
    yield Page("sources/index.html", "index.html", partial(_index_view, edition), made_of, Listed())
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


def _made_of_index(edition: Edition) -> bytes:
    """Digest what the index is made of: the sources that are cited, how often, and where each stands."""
    if not edition.digest:
        return b""
    archive = edition.archive
    cited = [source.id for source in archive.cited_sources]
    counts = [str(len(archive.by_source.get(id, ()))).encode() for id in cited]
    ids = [id.encode() for id in cited]
    return joined_digest(
        (edition.digest, *ids, *counts, *archive.digests_of_sources(cited), digest_of_homes(edition, cited))
    )


def _index_view(edition: Edition) -> IndexView:
    archive = edition.archive
    groups: dict[str, list[IndexItem]] = {}
    for source in archive.cited_sources:
        view, count = source_view(source, 1, archive), len(archive.by_source.get(source.id, ()))
        lang = archive.original if view.is_description else view.language
        item = IndexItem(view.title, view.address, count, issued=source.issued, lang=lang, grade=source.grade)
        groups.setdefault(source.outlet or "", []).append(item)
    ordered = (
        IndexGroup(None, outlet or None, tuple(sorted(groups[outlet], key=by_words)))
        for outlet in sorted(groups, key=lambda outlet: (outlet == "", outlet.casefold(), outlet))
    )
    return index_view("sources", with_letters(ordered))
