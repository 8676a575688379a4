"""Inspect all rows before anything is written: their mistakes, and the actors, places and sources they mention."""

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from builder.importing.drafts import Lookups
from builder.importing.kinds import Kind
from builder.importing.outcome import MOST_FLAWS, ImportedKind
from builder.importing.record import Flaw, Found, ImportSource, Incident, Origin, Reference, Spoilt, WholeRecord
from builder.model.placeholders import SOURCE_PUBLISHER
from builder.model.source import Source

Named = tuple[ImportSource, Kind]


class Survey(Struct, frozen=True):
    """What was found: the files, how many rows there are, the first flaws, and how many there are of them."""

    kinds: tuple[ImportedKind, ...]
    rows: int
    flaws: tuple[Flaw, ...]
    flaw_count: int
    is_broken: bool


def survey(named: tuple[Named, ...], lookups: Lookups) -> Survey:
    """Read all rows once."""
    kinds: list[ImportedKind] = []
    flaws: list[Flaw] = []
    flaw_count, is_broken = 0, False
    for material, kind in named:
        rows = 0
        for found in rows_of(material, kind):
            match found:
                case Flaw():
                    flaw_count, is_broken = flaw_count + 1, is_broken or found.ends_the_file
                    flaws += [found] if len(flaws) < MOST_FLAWS else []
                case Incident():
                    rows += 1
                    meet(found, lookups)
                case Reference() | WholeRecord():
                    rows += 1
        kinds.append(ImportedKind(material.name, kind.says, rows, kind.terms))
    return Survey(tuple(kinds), sum(kind.rows for kind in kinds), tuple(flaws), flaw_count, is_broken)


def meet(incident: Incident, lookups: Lookups) -> None:
    """Make known whom and what a row names."""
    for party in incident.parties:
        lookups.actors.meet(party, incident.dataset)
    for where in incident.places:
        lookups.places.meet(where, incident.dataset)
    for source in incident.sources:
        lookups.sources.meet(source)


def rows_of(material: ImportSource, kind: Kind) -> Iterator[Found]:
    """Read a file, with what is wrong in it, and a row that stands twice as one that is wrong."""
    seen: dict[str, int] = {}
    try:
        for found in kind.read()(material):
            if isinstance(found, Incident) and (twice := _twice(found.origin, seen)):
                yield twice
            else:
                yield _published_by(material.instructions.publisher, found)
    except Spoilt as fault:
        yield fault.flaw(material.name, ends_the_file=True)


def _published_by(publisher: str | None, found: Found) -> Found:
    """Name the publisher from the command line where a file names none."""

    def named(source: Source) -> Source:
        return replace(source, publisher=publisher) if source.publisher == SOURCE_PUBLISHER else source

    match found if publisher else None:
        case Incident(sources=sources):
            return replace(found, sources=tuple(named(source) for source in sources))
        case Reference(source=source):
            return replace(found, source=named(source))
        case _:
            return found


def _twice(origin: Origin, seen: dict[str, int]) -> Flaw | None:
    mark = f"id {origin.id}" if origin.id else origin.sha256
    first = seen.setdefault(mark, origin.row)
    if first == origin.row:
        return None
    what = f'the id "{origin.id}" is in row {first} too' if origin.id else f"the same as row {first}"
    return Flaw(origin.file, origin.row, "", what, "keep one of the two")
