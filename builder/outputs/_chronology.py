"""A chronology: cards under the day they belong to, months and years that are known no closer leading theirs."""

from collections.abc import Callable, Iterable
from itertools import groupby

from builder.model.archive import Spot
from builder.model.chronology import Chronology, DayGroup, Heading, Item
from builder.model.edition import Edition
from builder.model.entry import Entry

# Up to so many entries a list shows cards, beyond it a line each: a page stays light enough for a phone.
MOST_CARDS = 120


def chronology(
    entries: Iterable[Entry],
    edition: Edition,
    roles: Callable[[Entry], tuple[tuple[str, str], ...]] = lambda entry: (),
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
        heading = Heading(spot.year, spot.month, spot.day, None if spot.day else same_day[0].date)
        days.append(DayGroup(heading, items))
    return Chronology(tuple(days), len(entries), len(entries) > MOST_CARDS)
