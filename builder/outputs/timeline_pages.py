"""The whole timeline, from the earliest entry to the latest, in parts of whole months."""

from collections.abc import Iterator
from functools import partial
from itertools import groupby

from builder.model.addresses import part_address, year_address
from builder.model.digests import digest_of
from builder.model.entry import Entry
from builder.outputs.parts.band import overview
from builder.outputs.parts.chronology import PeriodItem, chronology, spans_of
from builder.outputs.parts.made_of import made_of_list
from builder.views.band import Band
from builder.views.chronology import Chronology, ListPart
from builder.views.edition import Edition
from builder.views.output import Listed, Output, Page, Section, View, file_of

# A part ends with the month in which it reaches this many entries.
_ENOUGH = 100


class TimelineView(View, frozen=True, kw_only=True):
    """All that a part of the timeline shows; `count` is of all parts, `here` are its years in the band of all.

    `first_year` is that of the chronology, `has_other` whether a map shows the same entries."""

    count: int
    first_year: int
    has_other: bool
    overview: Band | None
    here: ListPart | None
    years: tuple[PeriodItem, ...]
    parts: tuple[ListPart, ...]
    part: int
    chronology: Chronology


SECTION = Section("timeline", 10)


def plan(edition: Edition) -> Iterator[Output]:
    parts = _parts(edition)
    years = years_with_entries(edition)
    spans = spans_of(parts, edition, part_address)
    band = overview(edition)
    shared = digest_of(spans, years, band)
    for number, entries in enumerate(parts, start=1):
        view = partial(_timeline_view, number, entries, spans, years, band, edition)
        made_of = made_of_list(edition, entries, shared)
        yield Page(file_of(part_address(number)), "timeline.html", view, made_of, Listed() if number == 1 else None)


def years_with_entries(edition: Edition) -> tuple[PeriodItem, ...]:
    """List the years in which something stands."""
    spots = edition.archive.spots
    by_year = groupby(edition.archive.entries, key=lambda entry: spots[entry.id].year)
    return tuple(PeriodItem(year, 0, year_address(year), sum(1 for _ in found)) for year, found in by_year)


def _parts(edition: Edition) -> list[tuple[Entry, ...]]:
    spots = edition.archive.spots
    parts: list[list[Entry]] = [[]]
    for _, found in groupby(edition.archive.entries, key=lambda entry: (spots[entry.id].year, spots[entry.id].month)):
        if len(parts[-1]) >= _ENOUGH:
            parts.append([])
        parts[-1] += found
    return [tuple(part) for part in parts]


def _timeline_view(
    number: int,
    entries: tuple[Entry, ...],
    parts: tuple[ListPart, ...],
    years: tuple[PeriodItem, ...],
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
