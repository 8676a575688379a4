"""A source, in the terms of CSL-JSON, with what a chronology of a conflict asks besides."""

from collections.abc import Iterator
from enum import StrEnum
from urllib.parse import quote

from msgspec import Struct

from builder.model.dates import Date
from builder.model.tracking import without_tracking


class Grade(StrEnum):
    """How near a source is to its first publisher."""

    ORIGINAL = "original"
    COPY = "copy"
    ENCYCLOPEDIA = "encyclopedia"


class Source(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """One publication or document that backs an entry; a title in square brackets is a description, not a title."""

    id: str
    type: str = "document"
    title: str | None = None
    authors: tuple[str, ...] = ()
    container_title: str | None = None
    publisher: str | None = None
    issued: Date | None = None
    date_text: str | None = None
    accessed: Date | None = None
    url: str | None = None
    archived: str | None = None
    doi: str | None = None
    language: str | None = None
    country: str | None = None
    genre: str | None = None
    affiliation: str | None = None
    proximity: str | None = None
    page: str | None = None
    file: str | None = None
    sha256: str | None = None
    mirror: bool = False
    note: str | None = None

    @property
    def title_is_a_description(self) -> bool:
        return self.title is not None and self.title.startswith("[") and self.title.endswith("]")

    @property
    def lacks(self) -> str | None:
        """Name what is missing that it takes to show a source; None where nothing is."""
        if not self.title:
            return "no title"
        return None if self.outlet or self.url or self.doi else "no publisher, container-title, URL or DOI"

    @property
    def grade(self) -> Grade:
        if self.type == "entry-encyclopedia" or self.genre == "encyclopedia":
            return Grade.ENCYCLOPEDIA
        is_copy = self.mirror or self.genre in ("document-copy", "aggregator")
        return Grade.COPY if is_copy else Grade.ORIGINAL

    @property
    def read_at(self) -> str | None:
        """Return the address at which it is read: its own, or that of its DOI."""
        if self.url or not self.doi:
            return self.url
        return self.doi if self.doi.startswith("https://") else f"https://doi.org/{quote(self.doi, safe='/:;()')}"

    @property
    def outlet(self) -> str | None:
        return self.container_title or self.publisher

    def marks(self) -> Iterator[str]:
        """List what two records of one article share: an address, a DOI, or title, outlet and date together."""
        if self.url:
            yield without_tracking(self.url).partition("://")[2].removeprefix("www.").partition("#")[0].rstrip("/")
        if self.doi:
            yield self.doi.casefold().removeprefix("https://doi.org/")
        if self.title and self.outlet and self.issued and not self.title_is_a_description:
            yield "\n".join((self.title.casefold(), self.outlet.casefold(), self.issued.text))
