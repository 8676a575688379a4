"""A chronology: cards under the day they belong to, months and years that are known no closer leading theirs.

A list that is too long for a page continues in parts of whole days, at addresses below that of the page."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby

from msgspec import Struct

from builder.model.addresses import list_part_address
from builder.model.digests import digest_of
from builder.model.entry import Entry
from builder.outputs.parts.made_of import made_of_list
from builder.views.chronology import Chronology, DayGroup, Item, ListPart
from builder.views.edition import Edition
from builder.views.output import Link, Page, View, file_of

# Up to this many entries a list shows cards, beyond it a line each: a page stays light enough for a phone.
MOST_CARDS = 120
# A part ends before the day with which it would exceed this many entries.
MOST_ON_A_PAGE = 500

Roles = tuple[tuple[str, str], ...]
RolesOf = Callable[[Entry], Roles]


class PeriodItem(Struct, frozen=True):
    """A year (`month` is 0) or a month, where it leads, and how many entries or statements are of it."""

    year: int
    month: int
    address: str
    count: int


class ListPartView(View, frozen=True, kw_only=True):
    """A further part of the list of a page, which `of` leads to."""

    of: Link
    chronology: Chronology


def chronology(
    entries: tuple[Entry, ...],
    edition: Edition,
    roles: RolesOf | None = None,
    address: str | None = None,
    part: int = 1,
) -> Chronology:
    """Group entries, which come in order, by day; `roles` returns what to add to each.

    With the address of its page a list is parted, and one part of it is shown."""
    cards, headings = edition.cards, edition.headings
    parts = _parts(entries, edition) if address else []
    spans = spans_of(parts, edition, partial(list_part_address, address)) if address else ()
    shown = parts[part - 1] if spans else entries
    days = []
    for heading, found in groupby(shown, key=lambda entry: headings[entry.id]):
        items = tuple([Item(cards[entry.id], roles(entry) if roles else ()) for entry in found])
        days.append(DayGroup(heading, items))
    return Chronology(tuple(days), len(entries), len(entries) > MOST_CARDS, spans, part)


def further_parts(
    entries: tuple[Entry, ...], edition: Edition, of: Link, section: str, roles: RolesOf | None = None
) -> Iterator[Page]:
    """Plan the pages on which the list of a page continues."""
    if len(entries) <= MOST_ON_A_PAGE:
        return
    parts = _parts(entries, edition)
    # Each part shows how many entries there are in all, and leads to all others.
    shared = digest_of(len(entries), spans_of(parts, edition, partial(list_part_address, of.address)))
    for number, shown in enumerate(parts[1:], start=2):
        view = partial(_part_view, entries, edition, of, section, roles, number)
        made_of = made_of_list(edition, shown, shared)
        yield Page(file_of(list_part_address(of.address, number)), "list_part.html", view, made_of)


def _part_view(
    entries: tuple[Entry, ...], edition: Edition, of: Link, section: str, roles: RolesOf | None, number: int
) -> ListPartView:
    return ListPartView(
        address=list_part_address(of.address, number),
        title=of.words,
        section=section,
        of=of,
        chronology=chronology(entries, edition, roles, of.address, number),
    )


def _parts(entries: tuple[Entry, ...], edition: Edition) -> list[tuple[Entry, ...]]:
    """Part a list between days; a day with more entries than a page has room for is a part of its own."""
    if len(entries) <= MOST_ON_A_PAGE:
        return [entries]
    spots = edition.archive.spots
    parts: list[list[Entry]] = [[]]
    for _, found in groupby(entries, key=lambda entry: spots[entry.id]):
        day = list(found)
        if parts[-1] and len(parts[-1]) + len(day) > MOST_ON_A_PAGE:
            parts.append([])
        parts[-1] += day
    return [tuple(part) for part in parts]


def spans_of(
    parts: Sequence[tuple[Entry, ...]], edition: Edition, address_of: Callable[[int], str]
) -> tuple[ListPart, ...]:
    """Return which years each part of a list spans; a list in one part has none."""
    if len(parts) < 2:
        return ()
    spots = edition.archive.spots
    years = [(spots[part[0].id].year, spots[part[-1].id].year) for part in parts]
    return tuple(
        ListPart(number, address_of(number), *span, years[:number].count(span))
        for number, span in enumerate(years, start=1)
    )
