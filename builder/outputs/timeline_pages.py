"""The whole timeline, from the earliest entry to the latest, in parts of whole months.

The first part has the band and the filter of all entries. The others have no more than their own entries and the
list of parts, so that a new entry changes only the part that it is in."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain, groupby

from msgspec.structs import replace

from builder.model.addresses import part_address, year_address
from builder.model.archive import TimelineSpot
from builder.model.digests import digest_of
from builder.model.entry import Entry
from builder.outputs.parts.band import overview
from builder.outputs.parts.chronology import PeriodItem, chronology, spans_of
from builder.outputs.parts.made_of import made_of_list
from builder.views.band import Band
from builder.views.chronology import Chronology, ListPart
from builder.views.edition import Edition
from builder.views.output import Listed, Output, Page, Section, View, file_of

# A part ends with the month in which it reaches this many entries. A year that has as many is parted by itself.
_ENOUGH = 100


class TimelineView(View, frozen=True, kw_only=True):
    """All that a part of the timeline shows; `here` are its years in the band of all.

    `count` and `first_year` are of all parts, `has_other` says whether a map shows the same entries. Only the first
    part has these, the band and the years."""

    parts: tuple[ListPart, ...]
    part: int
    chronology: Chronology
    count: int = 0
    first_year: int = 1
    has_other: bool = False
    overview: Band | None = None
    here: ListPart | None = None
    years: tuple[PeriodItem, ...] = ()


SECTION = Section("timeline", 10)


def plan(edition: Edition) -> Iterator[Output]:
    parts = _parts(edition)
    years = years_with_entries(edition)
    spans = spans_of(parts, edition, part_address)
    band = overview(edition)
    whole = digest_of(len(edition.archive.entries), years, band)
    of_parts = digest_of(spans)
    for number, entries in enumerate(parts, start=1):
        view = partial(_part_view, number, entries, spans, edition)
        if number == 1:
            view = partial(_first_view, view, years, band, edition)
        made_of = made_of_list(edition, entries, of_parts, *([whole] if number == 1 else ()))
        yield Page(file_of(part_address(number)), "timeline.html", view, made_of, Listed() if number == 1 else None)


def years_with_entries(edition: Edition) -> tuple[PeriodItem, ...]:
    """List the years that have entries."""
    spots = edition.archive.spots
    by_year = groupby(edition.archive.entries, key=lambda entry: spots[entry.id].year)
    return tuple(PeriodItem(year, 0, year_address(year), sum(1 for _ in found)) for year, found in by_year)


def _parts(edition: Edition) -> list[tuple[Entry, ...]]:
    """Part the timeline between months; where a year with enough entries begins or ends, a part does, too."""
    spots = edition.archive.spots

    def year_if_full(year: tuple[Entry, ...]) -> int | None:
        return spots[year[0].id].year if len(year) >= _ENOUGH else None

    years = [tuple(found) for _, found in groupby(edition.archive.entries, key=lambda entry: spots[entry.id].year)]
    stretches = [[*chain.from_iterable(found)] for _, found in groupby(years, key=year_if_full)]
    return [part for stretch in stretches for part in _in_whole_months(stretch, spots)] or [()]


def _in_whole_months(entries: Iterable[Entry], spots: Mapping[str, TimelineSpot]) -> list[tuple[Entry, ...]]:
    """Part entries after the month in which a part has enough; what is left of a year needs half of that."""
    parts: list[list[Entry]] = [[]]
    for _, found in groupby(entries, key=lambda entry: (spots[entry.id].year, spots[entry.id].month)):
        if len(parts[-1]) >= _ENOUGH:
            parts.append([])
        parts[-1] += found
    if len(parts[-1]) < _ENOUGH // 2 and len(parts) > 1:
        before, rest = parts[-2:]
        if spots[before[-1].id].year == spots[rest[0].id].year:
            parts[-2:] = [before + rest]
    return [tuple(part) for part in parts]


def _part_view(
    number: int, entries: tuple[Entry, ...], parts: tuple[ListPart, ...], edition: Edition
) -> TimelineView:
    return TimelineView(
        address=part_address(number),
        title="",
        section="timeline",
        parts=parts,
        part=number,
        chronology=chronology(entries, edition),
    )


def _first_view(
    make: Callable[[], TimelineView], years: tuple[PeriodItem, ...], band: Band | None, edition: Edition
) -> TimelineView:
    view = make()
    return replace(
        view,
        count=len(edition.archive.entries),
        first_year=years[0].year if years else 1,
        has_other=edition.archive.has_map,
        overview=band,
        here=view.parts[0] if view.parts else None,
        years=years,
    )
