"""The whole timeline, from the earliest entry to the latest, in parts of whole months."""

from collections.abc import Iterator
from functools import partial
from itertools import groupby

from msgspec import Struct

from builder.model.addresses import part_address, year_address
from builder.model.digests import digest_of
from builder.model.entry import Entry
from builder.outputs.parts.band import overview
from builder.outputs.parts.chronology import chronology
from builder.outputs.parts.made_of import made_of_list
from builder.views.band import Band
from builder.views.chronology import Chronology
from builder.views.edition import Edition
from builder.views.output import Listed, Output, Page, Section, View, file_of

# A part ends with the month in which it reaches this many entries.
_ENOUGH = 100


class YearItem(Struct, frozen=True):
    """A year that has entries, and how many."""

    year: int
    address: str
    count: int


class PartItem(Struct, frozen=True):
    """One part of the timeline: the years it spans, and the how-many-th part of the same years it is."""

    number: int
    address: str
    first: int
    last: int
    turn: int


class TimelineView(View, frozen=True, kw_only=True):
    """All that a part of the timeline shows; `count` is of all parts, `here` are its years in the band of all.

    `first_year` is that of the chronology, `has_other` whether a map shows the same entries."""

    count: int
    first_year: int
    has_other: bool
    overview: Band | None
    here: PartItem | None
    years: tuple[YearItem, ...]
    parts: tuple[PartItem, ...]
    part: int
    chronology: Chronology


SECTION = Section("timeline", 10)


def plan(edition: Edition) -> Iterator[Output]:
    parts = _parts(edition)
    years = years_with_entries(edition)
    spans = _spans(parts, edition)
    band = overview(edition)
    shared = digest_of(spans, years, band)
    for number, entries in enumerate(parts, start=1):
        view = partial(_timeline_view, number, entries, spans, years, band, edition)
        made_of = made_of_list(edition, entries, shared)
        yield Page(file_of(part_address(number)), "timeline.html", view, made_of, Listed() if number == 1 else None)


def years_with_entries(edition: Edition) -> tuple[YearItem, ...]:
    """List the years in which something stands."""
    spots = edition.archive.spots
    by_year = groupby(edition.archive.entries, key=lambda entry: spots[entry.id].year)
    return tuple(YearItem(year, year_address(year), sum(1 for _ in found)) for year, found in by_year)


def _parts(edition: Edition) -> list[tuple[Entry, ...]]:
    spots = edition.archive.spots
    parts: list[list[Entry]] = [[]]
    for _, found in groupby(edition.archive.entries, key=lambda entry: (spots[entry.id].year, spots[entry.id].month)):
        if len(parts[-1]) >= _ENOUGH:
            parts.append([])
        parts[-1] += found
    return [tuple(part) for part in parts]


def _spans(parts: list[tuple[Entry, ...]], edition: Edition) -> tuple[PartItem, ...]:
    """Return which years each part spans; one part alone needs no telling."""
    spots = edition.archive.spots
    if len(parts) < 2:
        return ()
    years = [(spots[part[0].id].year, spots[part[-1].id].year) for part in parts]
    return tuple(
        PartItem(number, part_address(number), *span, years[:number].count(span))
        for number, span in enumerate(years, start=1)
    )


def _timeline_view(
    number: int,
    entries: tuple[Entry, ...],
    parts: tuple[PartItem, ...],
    years: tuple[YearItem, ...],
    band: Band | None,
    edition: Edition,
) -> TimelineView:
    return TimelineView(
        address=part_address(number),
        title="",
        section="timeline",
        count=len(edition.archive.entries),
        first_year=years[0].year if years else 1,
        has_other=edition.archive.has_map,
        overview=band,
        here=parts[number - 1] if parts else None,
        years=years,
        parts=parts,
        part=number,
        chronology=chronology(entries, edition),
    )
