"""One page for each day with two entries, by the clock, and what a script needs to lead to any other day."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from math import isfinite

from msgspec import Struct

from builder.model.addresses import DAY_INDEX, month_address
from builder.model.archive import Archive, TimelineSpot
from builder.model.comparison import Answer, reference
from builder.model.dates import DAY_OF_1970, Date, Day, day_alone, is_day, known_by
from builder.model.digests import digest_of
from builder.model.entry import Entry
from builder.outputs.embeds import DatedLink
from builder.outputs.parts.chronology import MOST_CARDS
from builder.outputs.parts.days import Spans, entries_by_day, has_page, home_of_day
from builder.outputs.parts.made_of import made_of_list
from builder.outputs.parts.said_days import by_day
from builder.outputs.parts.timetable import (
    ClockRow,
    SaidView,
    by_clock,
    cells_of,
    columns_of,
    said_in_time,
    said_view,
)
from builder.outputs.parts.words import entry_link
from builder.views.edition import Card, Edition
from builder.views.output import Link, Listed, Output, Page, View, file_of


class DayItem(Struct, frozen=True):
    """A day with entries, and where it is at home."""

    date: Date
    address: str


class DayLine(Struct, frozen=True):
    """An entry of a day in short, and its clock, where that is known."""

    clock: Date | None
    zone: str
    card: Card


class DayView(View, frozen=True, kw_only=True):
    """All that the page of a day shows; `covering` began before it and lasts over it, or is dated no closer.

    `lines` sum up the rows, unless these are short themselves."""

    day: DayItem
    month: str
    before: DayItem | None
    after: DayItem | None
    count: int
    claims: int
    is_dense: bool
    lines: tuple[DayLine, ...]
    rows: tuple[ClockRow, ...]
    covering: tuple[DatedLink, ...]


class IndexedDay(Struct, frozen=True):
    """A day with entries, counted from 1 January 1970."""

    number: int
    address: str
    date: Date


class IndexedSpan(Struct, frozen=True):
    """An entry that covers several days, counted likewise; `last` is None for what is still going on."""

    first: int
    last: int | None
    entry: Link


class DayIndexView(View, frozen=True, kw_only=True):
    """What a script that is asked for a day finds in `days.json`."""

    days: tuple[IndexedDay, ...]
    spans: tuple[IndexedSpan, ...]


def plan(edition: Edition) -> Iterator[Output]:
    archive = edition.archive
    spans, said, days = Spans(archive), _said_by_day(archive), entries_by_day(archive)
    items = [_item(spot, entries) for spot, entries in days.items()]
    around = zip((None, *items), items, (*items[1:], None), strict=False)
    for (spot, entries), (before, item, after) in zip(days.items(), around, strict=True):
        if has_page(entries):
            day, month = Day(spot.year, spot.month, spot.day), month_address(spot.year, spot.month)
            answers, covering = tuple(said.get(day, ())), spans.covering(day)
            listed = (*entries, *(entry for entry, _ in answers), *covering)
            refs = [reference(*answer) for answer in answers]
            made_of = made_of_list(edition, listed, digest_of(before, after, refs, len(entries)))
            view = partial(_day_view, item, month, before, after, entries, answers, covering, edition)
            yield Page(file_of(item.address), "day.html", view, made_of, Listed())
    if archive.entries:
        yield Page(DAY_INDEX, "days.json", partial(_index_view, items, spans), made_of_list(edition, archive.entries))


def _item(spot: TimelineSpot, entries: Sequence[Entry]) -> DayItem:
    return DayItem(day_alone(Day(spot.year, spot.month, spot.day)), home_of_day(spot, entries))


def _said_by_day(archive: Archive) -> Mapping[Day, list[Answer]]:
    """List what was said on each day, and what is only known to have been said by it."""
    found: defaultdict[Day, list[Answer]] = defaultdict(list)
    for entry in archive.entries:
        for claim in entry.claims:
            if day := known_by(claim.made):
                found[day].append((entry, claim))
    return found


def _day_view(
    day: DayItem,
    month: str,
    before: DayItem | None,
    after: DayItem | None,
    entries: tuple[Entry, ...],
    answers: tuple[Answer, ...],
    covering: tuple[Entry, ...],
    edition: Edition,
) -> DayView:
    archive = edition.archive
    is_dense = len(entries) > MOST_CARDS
    said = [said_view(entry, claim, archive) for entry, claim in said_in_time(answers, archive)]
    return DayView(
        address=day.address,
        title="",
        section="timeline",
        day=day,
        month=month,
        before=before,
        after=after,
        count=len(entries),
        claims=len(said),
        is_dense=is_dense,
        lines=() if is_dense else tuple(_lines(entries, edition)),
        rows=tuple(_rows(entries, said, edition)),
        covering=tuple(DatedLink(entry.when, edition.zones[entry.id], entry_link(entry)) for entry in covering),
    )


def _lines(entries: tuple[Entry, ...], edition: Edition) -> Iterator[DayLine]:
    for clock, zone, found in by_clock((entry.date, edition.zones[entry.id], entry) for entry in entries):
        yield from (DayLine(clock, zone, edition.cards[entry.id]) for entry in found)


def _rows(entries: tuple[Entry, ...], said: Sequence[SaidView], edition: Edition) -> Iterator[ClockRow]:
    """Put what happened and was said on the day by the clock, and last what was said then or before."""
    own = {entry.id: _own_side(entry, edition.archive) for entry in entries}
    of_a_side = [side for side in own.values() if side] + [claim.by.side for claim in said]
    sides = columns_of(of_a_side, edition.archive.site)
    happened = ((entry.date, edition.zones[entry.id], entry) for entry in entries)
    exact = ((claim.made, claim.zone, claim) for claim in said if claim.made and is_day(claim.made))
    for clock, zone, found in by_clock((*happened, *exact)):
        listed = [each for each in found if isinstance(each, Entry)]
        claims = [each for each in found if isinstance(each, SaidView)]
        cards = [(own[entry.id], edition.cards[entry.id]) for entry in listed]
        across = tuple(card for side, card in cards if side is None)
        yield ClockRow(clock, None, zone, across, cells_of(sides, claims, cards))
    earlier = [claim for claim in said if claim.made and not is_day(claim.made)]
    for made, claims in by_day(earlier, lambda claim: claim.made):
        yield ClockRow(None, made, claims[0].zone, (), cells_of(sides, claims))


def _own_side(entry: Entry, archive: Archive) -> str | None:
    """Return the side of all who take part in an entry; None where anybody else does."""
    sides = {archive.comparisons.terms.side(part.actor) for part in entry.actors}
    return sides.pop() if len(sides) == 1 else None


def _index_view(items: Sequence[DayItem], spans: Spans) -> DayIndexView:
    days = tuple(IndexedDay(_since_1970(item.date), item.address, item.date) for item in items)
    covering = tuple(
        IndexedSpan(first - DAY_OF_1970, int(last) - DAY_OF_1970 if isfinite(last) else None, entry_link(entry))
        for first, last, entry in spans.all
    )
    return DayIndexView(address=DAY_INDEX, title="", days=days, spans=covering)


def _since_1970(date: Date) -> int:
    assert date.earliest
    return date.earliest.ordinal - DAY_OF_1970
