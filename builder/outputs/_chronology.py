"""A chronology: cards under the day they belong to, months and years that are known no closer leading theirs."""

from collections.abc import Callable, Iterable
from itertools import groupby

from msgspec import Struct

from builder.model.archive import Spot
from builder.model.dates import Date
from builder.model.edition import Card, Edition
from builder.model.entry import Entry

# Up to so many entries a list shows cards, beyond it a line each: a page stays light enough for a phone.
MOST_CARDS = 120


class Item(Struct, frozen=True):
    """One entry in a list, with what the list has to add (a role, say)."""

    card: Card
    roles: tuple[str, ...] = ()


class DayGroup(Struct, frozen=True):
    """The entries of one day; where the day, the month or more is unknown, `date` tells in words how much is."""

    year: int
    month: int
    day: int
    date: Date
    items: tuple[Item, ...]


class Chronology(Struct, frozen=True):
    """Days in order; `is_dense` asks for lines instead of cards."""

    days: tuple[DayGroup, ...]
    count: int
    is_dense: bool


def chronology(
    entries: Iterable[Entry], edition: Edition, roles: Callable[[Entry], tuple[str, ...]] = lambda entry: ()
) -> Chronology:
    """Group entries, which come in order, by day; `roles` tells what to add to each."""
    entries = tuple(entries)
    spots = edition.archive.spots

    def group(entry: Entry) -> tuple[Spot, str]:
        spot = spots[entry.id]
        return spot, "" if spot.day else entry.date.text

    days = []
    for (spot, _), found in groupby(entries, key=group):
        same_day = tuple(found)
        items = tuple(Item(edition.cards[entry.id], roles(entry)) for entry in same_day)
        days.append(DayGroup(spot.year, spot.month, spot.day, same_day[0].date, items))
    return Chronology(tuple(days), len(entries), len(entries) > MOST_CARDS)
