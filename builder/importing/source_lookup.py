"""Return each source one id, however many rows cite it, and keep those that several cite in `content/sources/`."""

from collections import Counter
from collections.abc import Collection, Mapping
from enum import Enum, auto

from msgspec.structs import replace

from builder.importing.name_lookups import free_id
from builder.model.archive import Archive
from builder.model.dates import Date
from builder.model.ids import nearest_id, slug
from builder.model.source import Source

# File systems allow names of 255 bytes, and people who read ids want fewer.
_LONGEST = 80


class Adoption(Enum):
    """What became of a source of a list: it is new, the publication had it, or the list has it twice."""

    NEW = auto()
    KNOWN = auto()
    TWICE = auto()


class SourceLookup:
    """The publication's sources, and those that rows cite besides; every row is to be met before any is found."""

    def __init__(self, archive: Archive, takes_all: bool) -> None:
        self._takes_all = takes_all
        self._taken = set(archive.sources)
        # What entries made from rows cite is to be found again as if they were not there.
        imported = (entry for entry in archive.all_entries if any(seed.row is not None for seed in entry.seed))
        own = {source.id for entry in imported for source in entry.own_sources}
        others = [source for source in archive.sources.values() if source.id not in own]
        self._id_of = {mark: source.id for source in others for mark in marks_of(source)}
        self._cited: Counter[str] = Counter()
        self._new: dict[str, Source] = {}

    def meet(self, source: Source) -> None:
        self._cited.update(marks_of(source))

    def find(self, source: Source) -> str | None:
        """Return the id of a source that stands in `content/sources/`, or will; None for one to be written out.

        What one row alone cites is written into its draft, unless stubs are wanted."""
        marks = marks_of(source)
        known = next((self._id_of[mark] for mark in marks if mark in self._id_of), None)
        if known or not (self._takes_all or any(self._cited[mark] > 1 for mark in marks)):
            return known
        if source.id:
            return self._put(source, source.id, marks)
        outlet = source.outlet if source.outlet and not source.outlet.startswith("[") else None
        words = (outlet, _text(source.issued), source.title)
        return self._put(source, slug(" ".join(filter(None, words))), marks)

    def adopt(self, source: Source, keeps_id: bool = False) -> Adoption:
        """Keep a source of a list under its own id, if the publication does not have it already."""
        marks = marks_of(source)
        twin = next((self._id_of[mark] for mark in marks if mark in self._id_of), None)
        if twin in self._new:
            return Adoption.TWICE
        if (twin and not keeps_id) or (source.id in self._taken and source.id not in self._new):
            return Adoption.KNOWN
        self._put(source, nearest_id(source.id) or slug(source.title or ""), marks)
        return Adoption.NEW

    def new(self) -> Collection[Source]:
        """List the sources that are new."""
        return self._new.values()

    def _put(self, source: Source, wished: str, marks: list[str]) -> str:
        id = free_id(shortened(wished) or "source", self._taken)
        self._taken.add(id)
        self._id_of.update(dict.fromkeys(marks, id))
        self._new[id] = replace(source, id=id)
        return id


def marks_of(source: Source) -> list[str]:
    """List what tells that two sources are one; of a source that has no such mark, its title and publisher are."""
    return [*source.marks()] or [f"\n{source.title}\n{source.outlet}"]


def shortened(id: str) -> str:
    """Cut an id at a hyphen."""
    while len(id.encode()) > _LONGEST and "-" in id:
        id = id.rpartition("-")[0]
    return id.encode()[:_LONGEST].decode("utf-8", "ignore")


def source_fields(source: Source) -> Mapping[str, object]:
    """Write a source as front matter and lists of sources have it: what is not known is left out."""
    fields = {
        "id": source.id,
        "type": None if source.type == "document" else source.type,
        "title": source.title,
        "author": _authors(source.authors),
        "container-title": source.container_title,
        "publisher": source.publisher,
        "issued": _text(source.issued),
        "date_text": source.date_text,
        "accessed": _text(source.accessed),
        "URL": source.url,
        "archived": source.archived,
        "DOI": source.doi,
        "language": source.language,
        "country": source.country,
        "genre": source.genre,
        "affiliation": source.affiliation,
        "proximity": source.proximity,
        "page": source.page,
        "file": source.file,
        "sha256": source.sha256,
        "mirror": "true" if source.mirror else None,
        "note": source.note,
    }
    return {key: value for key, value in fields.items() if value}


def _authors(names: tuple[str, ...]) -> str | list[str] | None:
    return names[0] if len(names) == 1 else list(names) or None


def _text(date: Date | None) -> str | None:
    return date.text if date else None
