"""One page for each source: what it is, where it can be read, and what rests on it."""

from collections.abc import Iterator
from functools import partial

from builder.model.addresses import source_address
from builder.model.chronology import Chronology
from builder.model.edition import Edition
from builder.model.output import Output, Page, View, file_of
from builder.model.source import Source
from builder.outputs._chronology import chronology
from builder.outputs._indexes import IndexGroup, IndexItem, IndexView, by_words
from builder.outputs._made_of import made_of_list
from builder.outputs._sources import SourceView, cited_sources, source_view


class SourcePageView(View, frozen=True, kw_only=True):
    """All that a source's page shows."""

    source: SourceView
    type: str
    genre: str | None
    country: str | None
    affiliation: str | None
    proximity: str | None
    note: str | None
    chronology: Chronology


def plan(edition: Edition) -> Iterator[Output]:
    yield Page("sources/index.html", "index.html", partial(_index_view, edition))
    for source in cited_sources(edition):
        made_of = made_of_list(edition, edition.archive.by_source.get(source.id, ()))
        view = partial(_source_page_view, source, edition)
        yield Page(file_of(source_address(source.id)), "source.html", view, made_of)


def _source_page_view(source: Source, edition: Edition) -> SourcePageView:
    view = source_view(source, 1)
    return SourcePageView(
        address=source_address(source.id),
        title=view.title,
        section="sources",
        lang=edition.archive.original if view.is_description else view.language,
        source=view,
        type=source.type,
        genre=source.genre,
        country=source.country,
        affiliation=source.affiliation,
        proximity=source.proximity,
        note=source.note,
        chronology=chronology(edition.archive.by_source.get(source.id, ()), edition),
    )


def _index_view(edition: Edition) -> IndexView:
    archive = edition.archive
    shown = cited_sources(edition)
    groups: dict[str, list[IndexItem]] = {}
    for source in shown:
        view, count = source_view(source, 1), len(archive.by_source.get(source.id, ()))
        lang = archive.original if view.is_description else view.language
        item = IndexItem(view.title, view.address, count, issued=source.issued, lang=lang)
        groups.setdefault(source.outlet or "", []).append(item)
    return IndexView(
        address="sources/",
        title="",
        section="sources",
        key="sources",
        groups=tuple(
            IndexGroup(None, outlet or None, tuple(sorted(groups[outlet], key=by_words)))
            for outlet in sorted(groups, key=lambda outlet: (outlet == "", outlet.casefold(), outlet))
        ),
        count=len(shown),
    )
