"""Bands of time: years or months over the whole chronology, the months of a year, the days of a month.

Where few entries stand in a span each is a mark; where they are many, or would pile up, slots show their number."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import inf

from msgspec.structs import replace

from builder.drawing.days import Days
from builder.drawing.packing import lanes_of, rows_of
from builder.drawing.timeline_band import days_of
from builder.model.addresses import day_anchor, entry_address, month_address, year_address
from builder.model.archive import Archive
from builder.model.dates import Date, Edge, days_in_month
from builder.model.entry import Entry
from builder.views.band import Band, Family, Grain, Happening, Slot, family_of
from builder.views.edition import Edition

Month = tuple[int, int]

# Up to so many entries are drawn one by one: what lists show as cards, and fewer on the front page.
_MOST_MARKS, _MOST_MARKS_OF_ALL = 120, 40
_MOST_ROWS, _MOST_LANES = 12, 6
# Of a dense band, and of what began before a span, only what lasts longest is drawn.
_MOST_BARS_OF_A_DENSE_BAND, _MOST_FROM_BEFORE = 6, 3
# Over years, what takes less than a month is no bar.
_SHORTEST_OVER_YEARS = 28
# A date that is known to no less than this part of a span is a mark.
_MARK = 1 / 60
_MOST_YEARS_OF_MONTHS = 2


def overview(edition: Edition) -> Band | None:
    """Make the band of the whole chronology: years, or months where there are few years."""
    archive = edition.archive
    if not archive.entries:
        return None
    spots = [archive.spots[entry.id] for entry in archive.entries]
    counts = Counter([(spot.year, spot.month) for spot in spots])
    years = range(spots[0].year, spots[-1].year + 1)
    if len(years) <= _MOST_YEARS_OF_MONTHS:
        months = tuple(_month(year, month, counts) for year in years for month in range(1, 13))
        return _band(Grain.MONTH, months, archive.entries, (), _MOST_MARKS_OF_ALL, edition)
    slots = tuple(_year(year, counts) for year in sorted({year for year, _ in counts}))
    return _band(Grain.YEAR, slots, archive.entries, (), _MOST_MARKS_OF_ALL, edition)


def band_of_year(year: int, entries: Sequence[Entry], before: Sequence[Entry], edition: Edition) -> Band:
    """Make the band of a year, of its entries and of those that last into it."""
    spots = edition.archive.spots
    counts = Counter([(year, spots[entry.id].month) for entry in entries])
    months = tuple(_month(year, month, counts) for month in range(1, 13))
    return _band(Grain.MONTH, months, entries, before, _MOST_MARKS, edition)


def band_of_month(year: int, month: int, entries: Sequence[Entry], before: Sequence[Entry], edition: Edition) -> Band:
    """Make the band of a month, of its entries and of those that last into it."""
    counts = Counter([edition.archive.spots[entry.id].day for entry in entries])
    days = tuple(_day(year, month, day, counts[day]) for day in range(1, days_in_month(year, month) + 1))
    return _band(Grain.DAY, days, entries, before, _MOST_MARKS, edition)


def lasting_into(edition: Edition) -> Mapping[Month, tuple[Entry, ...]]:
    """List for every year (month 0) and month in which something stands what began before it and lasts into it."""
    archive = edition.archive
    lasting = [(span, entry) for entry in archive.entries if (span := _months_of(entry, archive))]
    if not lasting:
        return {}
    found = {}
    for year, month in {(spot.year, month) for spot in archive.spots.values() for month in (0, spot.month)}:
        reached = [entry for span, entry in lasting if _reaches(span, year, month)]
        if reached:
            found[year, month] = _most_important(reached, _MOST_FROM_BEFORE)
    return found


def _months_of(entry: Entry, archive: Archive) -> tuple[Month, Month] | None:
    """Return in which month something begins and in which it ends, if these are two."""
    if not (entry.end or entry.date.is_interval):
        return None
    when = entry.when
    if when.earliest is None or when.end is Edge.UNKNOWN:
        return None
    spot = archive.spots[entry.id]
    end = (when.latest.year, when.latest.month) if when.latest else _NEVER
    return ((spot.year, spot.month), end) if (spot.year, spot.month) < end else None


def _reaches(span: tuple[Month, Month], year: int, month: int) -> bool:
    (first_year, first_month), (last_year, last_month) = span
    if not month:
        return first_year < year <= last_year
    return (first_year, first_month) < (year, month) <= (last_year, last_month)


def _band(
    grain: Grain,
    slots: tuple[Slot, ...],
    entries: Sequence[Entry],
    before: Sequence[Entry],
    most: int,
    edition: Edition,
) -> Band:
    """Make a band of marks, or a dense one where these would be too many."""
    first, last = slots[0].first, slots[-1].last
    empty = Band(grain=grain, first=first, last=last, slots=slots, is_dense=False, marks=(), bars=(), vague=0)
    if len(entries) <= most:
        days = days_of(empty)
        marks, bars = _marks_and_bars(empty, days, entries, before, edition)
        rows = rows_of([days.middle(mark.when) for mark in marks])
        lanes = lanes_of([days.extent_of(bar.when) for bar in bars])
        if _count(rows) <= _MOST_ROWS and _count(lanes) <= _MOST_LANES:
            return replace(empty, marks=marks, bars=bars)
    lasting = (entry for entry in entries if _may_last(entry) and _is_lasting(entry, empty))
    chosen = _most_important((*before, *lasting), _MOST_BARS_OF_A_DENSE_BAND)
    bars = tuple(_happening(entry, edition) for entry in chosen)
    vague = len(entries) - sum(slot.count for slot in slots)
    return replace(empty, is_dense=True, bars=bars, vague=vague)


def _marks_and_bars(
    band: Band, days: Days, entries: Sequence[Entry], before: Sequence[Entry], edition: Edition
) -> tuple[tuple[Happening, ...], tuple[Happening, ...]]:
    """Return which entries a mark can stand for, in order of their places, and which take more room."""
    marks: list[Entry] = []
    bars = [*before]
    for entry in entries:
        (bars if _is_lasting(entry, band) or _is_vague(entry.when, days.count) else marks).append(entry)
    marks.sort(key=lambda entry: days.middle(entry.when))
    return tuple(_happening(entry, edition) for entry in marks), tuple(_happening(entry, edition) for entry in bars)


def _count(places: Sequence[int]) -> int:
    return max(places, default=-1) + 1


def _may_last(entry: Entry) -> bool:
    """Return cheaply whether an entry can last longer than a day."""
    return bool(entry.end) or entry.date.is_interval or _is_period(entry)


def _is_lasting(entry: Entry, band: Band) -> bool:
    """Return whether an entry is about what lasts, as far as that is seen over years."""
    shortest = _SHORTEST_OVER_YEARS if band.grain is Grain.YEAR else 2
    return _is_period(entry) or (entry.when.is_interval and _length(entry.when) >= shortest)


def _is_vague(when: Date, days: int) -> bool:
    """Return whether a mark would say more than a date does."""
    if when.is_point and when.earliest == when.latest:
        return False
    return when.is_one_of or when.is_all_of or _length(when) > max(1, days * _MARK)


def _is_period(entry: Entry) -> bool:
    return any(family_of((kind,)) is Family.PERIOD for kind in entry.types)


def _most_important(entries: Iterable[Entry], most: int) -> tuple[Entry, ...]:
    """Choose periods before others and what is long before what is short; keep the order of time."""
    found = tuple(entries)
    chosen = sorted(range(len(found)), key=lambda n: (not _is_period(found[n]), -_length(found[n].when), n))[:most]
    return tuple(found[place] for place in sorted(chosen))


def _length(when: Date) -> float:
    """Count the days that a date covers; one without an end covers more than any other."""
    if when.earliest is None or when.latest is None:
        return inf
    return when.latest.ordinal - when.earliest.ordinal + 1


def _happening(entry: Entry, edition: Edition) -> Happening:
    zone = edition.zones[entry.id] if entry.when.has_time else None
    return Happening(entry.title, entry_address(entry.id), family_of(entry.types), entry.when, entry.lang, zone)


def _day(year: int, month: int, day: int, count: int) -> Slot:
    # As the heading of the day is called on the page of its month.
    return Slot(year, month, day, day_anchor(year, month, day) if count else "", count)


def _year(year: int, counts: Mapping[Month, int]) -> Slot:
    months = tuple(_month(year, month, counts) for month in range(1, 13))
    count = sum(month.count for month in months) + counts.get((year, 0), 0)
    return Slot(year, 0, 0, year_address(year), count, months)


def _month(year: int, month: int, counts: Mapping[Month, int]) -> Slot:
    count = counts.get((year, month), 0)
    return Slot(year, month, 0, month_address(year, month) if count else "", count)


_NEVER = (10**9, 0)
