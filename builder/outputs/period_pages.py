"""One page for each year and each month that has entries."""

from collections import Counter
from collections.abc import Iterator
from functools import partial
from itertools import groupby

from builder.model.addresses import month_address, year_address
from builder.model.digests import digest_of
from builder.model.entry import Entry
from builder.outputs.parts.band import band_of_month, band_of_year, lasting_into
from builder.outputs.parts.chronology import PeriodItem, chronology
from builder.outputs.parts.made_of import made_of_list
from builder.views.band import Band
from builder.views.chronology import CalendarDay, Chronology, MonthCalendar
from builder.views.edition import Edition
from builder.views.output import Output, Page, View, file_of


class PeriodView(View, frozen=True, kw_only=True):
    """All that the page of a year or a month shows.

    `month` is 0 for a year; `whole` is the address of a month's year, which has no `calendar`."""

    year: int
    month: int
    whole: str | None
    months: tuple[PeriodItem, ...]
    calendar: MonthCalendar | None
    before: PeriodItem | None
    after: PeriodItem | None
    band: Band
    chronology: Chronology


def plan(edition: Edition) -> Iterator[Output]:
    spots = edition.archive.spots
    years = {
        year: tuple(found) for year, found in groupby(edition.archive.entries, key=lambda entry: spots[entry.id].year)
    }
    months = {
        (year, month): tuple(found)
        for year, entries in years.items()
        for month, found in groupby(entries, key=lambda entry: spots[entry.id].month)
        if month
    }
    year_items = [PeriodItem(year, 0, year_address(year), len(found)) for year, found in years.items()]
    month_items = [
        PeriodItem(year, month, month_address(year, month), len(found)) for (year, month), found in months.items()
    ]
    lasting = lasting_into(edition)
    for items in (year_items, month_items):
        for before, item, after in zip((None, *items), items, (*items[1:], None), strict=False):
            period = (item.year, item.month)
            inner = () if item.month else tuple(month for month in month_items if month.year == item.year)
            entries = months[period] if item.month else years[item.year]
            yield _page(item, inner, before, after, entries, lasting.get(period, ()), edition)


def _page(
    item: PeriodItem,
    months: tuple[PeriodItem, ...],
    before: PeriodItem | None,
    after: PeriodItem | None,
    entries: tuple[Entry, ...],
    lasting: tuple[Entry, ...],
    edition: Edition,
) -> Page:
    faces = [edition.archive.faces[entry.id] for entry in lasting]
    return Page(
        file_of(item.address),
        "period.html",
        partial(_period_view, item, months, before, after, entries, lasting, edition),
        made_of_list(edition, entries, digest_of(months, before, after, faces)),
    )


def _period_view(
    item: PeriodItem,
    months: tuple[PeriodItem, ...],
    before: PeriodItem | None,
    after: PeriodItem | None,
    entries: tuple[Entry, ...],
    lasting: tuple[Entry, ...],
    edition: Edition,
) -> PeriodView:
    if item.month:
        band = band_of_month(item.year, item.month, entries, lasting, edition)
    else:
        band = band_of_year(item.year, entries, lasting, edition)
    return PeriodView(
        address=item.address,
        title="",
        section="timeline",
        year=item.year,
        month=item.month,
        whole=year_address(item.year) if item.month else None,
        months=months,
        calendar=_calendar(item, entries, edition) if item.month else None,
        before=before,
        after=after,
        band=band,
        chronology=chronology(entries, edition),
    )


def _calendar(month: PeriodItem, entries: tuple[Entry, ...], edition: Edition) -> MonthCalendar:
    """Count the entries of each day of a month."""
    counts = Counter(edition.headings[entry.id] for entry in entries)
    days = (CalendarDay(day.day, count, day.address) for day, count in counts.items() if day.address)
    return MonthCalendar(month.year, month.month, tuple(days))
