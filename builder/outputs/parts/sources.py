"""Sources as readers see them: numbered on the page that cites them, and led to where all is said of them."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from msgspec import Struct

from builder.model.archive import Archive
from builder.model.dates import Date
from builder.model.source import Grade, Source


class SourceView(Struct, frozen=True, kw_only=True):
    """One source in a numbered list. A description replaces a missing title; a mirror is called one.

    One that `is_at_home` has no page of its own: here is all that readers learn of it."""

    number: int
    id: str
    address: str
    title: str
    is_description: bool
    outlet: str | None
    authors: tuple[str, ...]
    issued: Date | None
    date_text: str | None
    accessed: Date | None
    language: str | None
    url: str | None
    archived: str | None
    is_mirror: bool
    grade: Grade
    page: str | None
    genre: str | None
    country: str | None
    affiliation: str | None
    proximity: str | None
    note: str | None
    is_at_home: bool

    @property
    def host(self) -> str:
        """Return the host at which it is read, as readers know it."""
        try:
            return (urlsplit(self.url or "").hostname or "").removeprefix("www.")
        except ValueError:
            return ""

    @property
    def has_particulars(self) -> bool:
        """Return whether more is known of it than a list says in one line."""
        about = (self.genre, self.country, self.affiliation, self.proximity, self.note)
        return any((self.authors, self.accessed, self.language, *about))


def source_view(source: Source, number: int, archive: Archive, entry: str | None = None) -> SourceView:
    """Show one source, on the page of an entry or elsewhere."""
    title = source.title or source.outlet or source.id
    return SourceView(
        number=number,
        id=source.id,
        address=archive.source_address(source.id),
        title=title[1:-1] if source.title_is_a_description else title,
        is_description=source.title_is_a_description,
        outlet=source.outlet,
        authors=source.authors,
        issued=source.issued,
        date_text=source.date_text,
        accessed=source.accessed,
        language=source.language,
        url=source.read_at,
        archived=source.archived,
        is_mirror=source.mirror,
        grade=source.grade,
        page=source.page,
        genre=source.genre,
        country=source.country,
        affiliation=source.affiliation,
        proximity=source.proximity,
        note=source.note,
        is_at_home=entry is not None and archive.homes.get(f"sources/{source.id}") == entry,
    )


def numbered(ids: Iterable[str], archive: Archive, entry: str | None = None) -> tuple[SourceView, ...]:
    """Number sources in the order in which they are given, on the page of an entry or elsewhere."""
    return tuple(source_view(archive.sources[id], number, archive, entry) for number, id in enumerate(ids, start=1))


def sources_with_pages(archive: Archive) -> list[Source]:
    """List those among the sources cited that have a page of their own."""
    return [source for source in archive.cited_sources if f"sources/{source.id}" not in archive.homes]
