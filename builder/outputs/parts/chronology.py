"""A chronology: cards under the day they belong to, months and years that are known no closer leading theirs."""

from collections.abc import Callable
from itertools import groupby

from builder.model.entry import Entry
from builder.views.chronology import Chronology, DayGroup, Item
from builder.views.edition import Edition

# Up to so many entries a list shows cards, beyond it a line each: a page stays light enough for a phone.
MOST_CARDS = 120

Roles = tuple[tuple[str, str], ...]


def chronology(
    entries: tuple[Entry, ...], edition: Edition, roles: Callable[[Entry], Roles] | None = None
) -> Chronology:
    """Group entries, which come in order, by day; `roles` tells what to add to each."""
    cards, headings = edition.cards, edition.headings
    days = []
    for heading, found in groupby(entries, key=lambda entry: headings[entry.id]):
        items = tuple([Item(cards[entry.id], roles(entry) if roles else ()) for entry in found])
        days.append(DayGroup(heading, items))
    return Chronology(tuple(days), len(entries), len(entries) > MOST_CARDS)
