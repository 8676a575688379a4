"""Bands of time: years or months over the whole chronology, the months of a year, the days of a month.

Each entry is a mark as long as there is room; where marks would pile up, slots show their number."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf

from builder.drawing.band_layout import Room, days_of, room_for, slot_at
from builder.drawing.days import Days
from builder.drawing.packing import lanes_of
from builder.model.addresses import day_anchor, entry_address, month_address, year_address
from builder.model.archive import Archive, TimelineSpot
from builder.model.dates import Date, Edge, days_in_month
from builder.model.entry import Entry
from builder.views.band import Band, Family, Grain, Happening, Slot, family_of
from builder.views.edition import Edition

Month = tuple[int, int]

# So many entries are drawn one by one: a page stays light enough for a phone.
_MOST_MARKS, _MOST_LANES = 250, 6
# Of a dense band, and of what began before a span, only what lasts longest is drawn.
_MOST_BARS_OF_A_DENSE_BAND, _MOST_FROM_BEFORE = 6, 3
# Over years, what takes less than a month is no bar.
_SHORTEST_OVER_YEARS = 28
# A date that is known to no less than this part of a span is a mark.
_MARK = 100 / 60
_MOST_YEARS_OF_MONTHS = 2


def overview(edition: Edition) -> Band | None:
    """Make the band of the whole chronology: years, or months where there are few years."""
    archive = edition.archive
    if not archive.entries:
        return None
    spots = [archive.spots[entry.id] for entry in archive.entries]
    counts = Counter([(spot.year, spot.month) for spot in spots])
    first, last = spots[0].year, spots[-1].year
    if last - first < _MOST_YEARS_OF_MONTHS:
        months = tuple(_month(year, month, counts) for year in range(first, last + 1) for month in range(1, 13))
        return _band(Grain.MONTH, months, archive.entries, (), edition)
    return _band(Grain.YEAR, tuple(_years(spots, counts)), archive.entries, (), edition)


def _years(spots: Sequence[TimelineSpot], counts: Mapping[Month, int]) -> Iterator[Slot]:
    """List the years that have entries, and single ones between these, which would take no less room folded."""
    found = sorted({spot.year for spot in spots})
    for year, after in zip(found, (*found[1:], found[-1]), strict=True):
        yield _year(year, counts)
        if after - year == 2:
            yield Slot(year + 1, 0, 0, "", 0)


def band_of_year(year: int, entries: Sequence[Entry], before: Sequence[Entry], edition: Edition) -> Band:
    """Make the band of a year, of its entries and of those that last into it."""
    spots = edition.archive.spots
    counts = Counter([(year, spots[entry.id].month) for entry in entries])
    months = tuple(_month(year, month, counts) for month in range(1, 13))
    return _band(Grain.MONTH, months, entries, before, edition)


def band_of_month(year: int, month: int, entries: Sequence[Entry], before: Sequence[Entry], edition: Edition) -> Band:
    """Make the band of a month, of its entries and of those that last into it."""
    counts = Counter([edition.archive.spots[entry.id].day for entry in entries])
    days = tuple(_day(year, month, day, counts[day]) for day in range(1, days_in_month(year, month) + 1))
    return _band(Grain.DAY, days, entries, before, edition)


def lasting_into(edition: Edition) -> Mapping[Month, tuple[Entry, ...]]:
    """List for every year (month 0) and month with entries what began before it and lasts into it."""
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
    grain: Grain, slots: tuple[Slot, ...], entries: Sequence[Entry], before: Sequence[Entry], edition: Edition
) -> Band:
    """Make a band of marks, with numbers for slots where these would pile up, or for all slots."""
    days = days_of(slots)
    marks, bars = _marks_and_bars(grain, days, entries, before)
    if len(marks) > _MOST_MARKS:
        return _dense(grain, slots, entries, before, edition)
    positions = [days.middle(mark.when) for mark in marks]
    room = room_for(slots, positions)
    lanes = lanes_of([days.extent_of(bar.when) for bar in bars])
    if room is None or max(lanes, default=-1) >= _MOST_LANES:
        return _dense(grain, slots, entries, before, edition)
    held = {number: slot_at(position, slots, days) for number, position in enumerate(positions)} if room.piled else {}
    shown = [mark for number, mark in enumerate(marks) if held.get(number) not in room.piled]
    return _numbered(grain, slots, shown, bars, room, edition)


def _dense(
    grain: Grain, slots: tuple[Slot, ...], entries: Sequence[Entry], before: Sequence[Entry], edition: Edition
) -> Band:
    """Make a band of the numbers of its slots, with what lasts longest."""
    lasting = (entry for entry in entries if _may_last(entry) and _is_lasting(entry, grain))
    chosen = _most_important((*before, *lasting), _MOST_BARS_OF_A_DENSE_BAND)
    vague = len(entries) - sum(slot.count for slot in slots)
    every = Room((), tuple(number for number, slot in enumerate(slots) if slot.count))
    return _numbered(grain, slots, (), chosen, every, edition, vague)


def _numbered(
    grain: Grain,
    slots: tuple[Slot, ...],
    marks: Sequence[Entry],
    bars: Sequence[Entry],
    room: Room,
    edition: Edition,
    vague: int = 0,
) -> Band:
    """Number the moments among the marks, and all bars, in order of time."""
    moments = {*edition.archive.site.moments}
    listed = {entry.id: entry for entry in (*(mark for mark in marks if mark.id in moments), *bars)}
    ordered = sorted(listed, key=lambda id: (_begins(listed[id]), id))
    numbers = {id: number for number, id in enumerate(ordered, start=1)}
    return Band(
        grain=grain,
        slots=slots,
        marks=tuple([_happening(entry, numbers, edition) for entry in marks]),
        bars=tuple([_happening(entry, numbers, edition) for entry in bars]),
        widths=room.widths,
        piled=room.piled,
        vague=vague,
    )


def _begins(entry: Entry) -> float:
    return entry.when.earliest.ordinal if entry.when.earliest else -inf


def _marks_and_bars(
    grain: Grain, days: Days, entries: Sequence[Entry], before: Sequence[Entry]
) -> tuple[list[Entry], list[Entry]]:
    """Return which entries a mark can stand for, in order of their places, and which take more room.

    Once there are too many marks to draw, the rest is left out."""
    marks: list[Entry] = []
    bars = [*before]
    for entry in entries:
        (bars if _is_lasting(entry, grain) or _is_vague(entry.when, days) else marks).append(entry)
        if len(marks) > _MOST_MARKS:
            break
    marks.sort(key=lambda entry: days.middle(entry.when))
    return marks, bars


def _may_last(entry: Entry) -> bool:
    """Return cheaply whether an entry can last longer than a day."""
    return bool(entry.end) or entry.date.is_interval or _is_period(entry)


def _is_lasting(entry: Entry, grain: Grain) -> bool:
    """Return whether an entry is about what lasts, as far as that is seen over years."""
    shortest = _SHORTEST_OVER_YEARS if grain is Grain.YEAR else 2
    return _is_period(entry) or (entry.when.is_interval and _length(entry.when) >= shortest)


def _is_vague(when: Date, days: Days) -> bool:
    """Return whether a mark would say more than a date does."""
    if when.is_point and when.earliest == when.latest:
        return False
    if when.is_one_of or when.is_all_of or _length(when) == inf:
        return True
    start, end = days.extent_of(when)
    return _length(when) > 1 and end - start > _MARK


def _is_period(entry: Entry) -> bool:
    return any(family_of((kind,)) is Family.PERIOD for kind in entry.types)


def _most_important(entries: Iterable[Entry], most: int) -> tuple[Entry, ...]:
    """Choose periods before others and what is long before what is short; keep the order of time."""
    found = tuple(entries)
    chosen = sorted(range(len(found)), key=lambda n: (not _is_period(found[n]), -_length(found[n].when), n))[:most]
    return tuple(found[index] for index in sorted(chosen))


def _length(when: Date) -> float:
    """Count the days that a date covers; one without an end covers more than any other."""
    if when.earliest is None or when.latest is None:
        return inf
    return when.latest.ordinal - when.earliest.ordinal + 1


def _happening(entry: Entry, numbers: Mapping[str, int], edition: Edition) -> Happening:
    archive = edition.archive
    sides = {archive.actors[part.actor].side for part in entry.actors}
    return Happening(
        entry.title,
        entry_address(entry.id),
        family_of(entry.types),
        entry.when,
        entry.lang,
        edition.zones[entry.id] if entry.when.has_time else None,
        tuple(side.id for side in archive.site.sides if side.id in sides),
        archive.is_contested(entry),
        numbers.get(entry.id, 0),
    )


def _day(year: int, month: int, day: int, count: int) -> Slot:
    # As the heading of the day is called on the page of its month.
    return Slot(year, month, day, day_anchor(year, month, day) if count else "", count)


def _year(year: int, counts: Mapping[Month, int]) -> Slot:
    return Slot(year, 0, 0, year_address(year), sum(counts.get((year, month), 0) for month in range(13)))


def _month(year: int, month: int, counts: Mapping[Month, int]) -> Slot:
    count = counts.get((year, month), 0)
    return Slot(year, month, 0, month_address(year, month) if count else "", count)


_NEVER = (10**9, 0)
