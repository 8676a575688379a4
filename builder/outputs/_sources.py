"""Sources as readers see them: numbered on the page that cites them, each with a page of its own."""

from collections.abc import Iterable

from msgspec import Struct

from builder.model.addresses import source_address
from builder.model.archive import Archive
from builder.model.dates import Date
from builder.model.edition import Edition
from builder.model.source import Source


class SourceView(Struct, frozen=True, kw_only=True):
    """One source in a numbered list. A description stands where there is no title; a mirror is called one."""

    number: int
    id: str
    address: str
    title: str
    is_description: bool
    outlet: str | None
    authors: tuple[str, ...]
    issued: Date | None
    accessed: Date | None
    language: str | None
    url: str | None
    archived: str | None
    is_mirror: bool
    page: str | None


def source_view(source: Source, number: int) -> SourceView:
    """Show one source."""
    title = source.title or source.outlet or source.id
    return SourceView(
        number=number,
        id=source.id,
        address=source_address(source.id),
        title=title[1:-1] if source.title_is_a_description else title,
        is_description=source.title_is_a_description,
        outlet=source.outlet,
        authors=source.authors,
        issued=source.issued,
        accessed=source.accessed,
        language=source.language,
        url=source.url,
        archived=source.archived,
        is_mirror=source.mirror,
        page=source.page,
    )


def numbered(ids: Iterable[str], archive: Archive) -> tuple[SourceView, ...]:
    """Number sources in the order in which they are given."""
    return tuple(source_view(archive.sources[id], number) for number, id in enumerate(ids, start=1))


def cited_sources(edition: Edition) -> list[Source]:
    """List the sources that something published cites openly; what only drafts or hidden lists name stays unseen."""
    archive = edition.archive
    others = [key for key in edition.galleys if not key.startswith("entries/")]
    cited = {id for key in others for id in edition.galleys[key].cited}
    return [source for source in archive.sources.values() if source.id in cited or source.id in archive.by_source]
