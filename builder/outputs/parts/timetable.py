"""What was said, by day and by clock: a column for each side in every row, so that one sees who answered whom."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from math import inf
from typing import TypeVar

from msgspec import Struct

from builder.model.archive import Archive
from builder.model.claim import Claim, Quantity, Stance
from builder.model.comparison import Answer, in_time, reference
from builder.model.dates import Date, date_of
from builder.model.entry import Entry
from builder.model.site import Site
from builder.model.time_zones import offset_minutes, offset_text, zone_of
from builder.outputs.parts.cards import SidedLink
from builder.outputs.parts.claims import claimant_link
from builder.outputs.parts.languages import own_language
from builder.outputs.parts.words import actor_link, claim_link
from builder.views.edition import Card
from builder.views.output import Link

Said = TypeVar("Said")


class SaidView(Struct, frozen=True, kw_only=True):
    """A statement among others: whose it is, in what words, and where it is shown, with its relations to others."""

    by: SidedLink
    via: Link | None
    stance: Stance
    quantities: tuple[Quantity, ...]
    text: str
    lang: str | None
    own_lang: str | None
    made: Date | None
    zone: str
    is_replaced: bool
    is_retracted: bool
    is_contested: bool
    entry: Link


class SideCell(Struct, frozen=True):
    """One row's cell in the column of a side; without a side, in that of all others."""

    side: str | None
    cards: tuple[Card, ...]
    claims: tuple[SaidView, ...]

    @property
    def is_empty(self) -> bool:
        return not self.cards and not self.claims


class ClockRow(Struct, frozen=True):
    """What happened and was said at one time: `clock` is a date with a time, None where the hour is not known.

    `cards` belong to no one side; `cells` are as many in all rows of a page. `by` stands for `clock` where it is only
    known that something was said on that day or before."""

    clock: Date | None
    by: Date | None
    zone: str
    cards: tuple[Card, ...]
    cells: tuple[SideCell, ...]

    @property
    def has_cells(self) -> bool:
        return not all(cell.is_empty for cell in self.cells)


def said_view(entry: Entry, claim: Claim, archive: Archive) -> SaidView:
    """Show one statement."""
    standing = archive.outcome_of(entry, claim)
    return SaidView(
        by=claimant_link(claim.by, archive),
        via=None if claim.via is None else actor_link(claim.via, archive),
        stance=claim.stance,
        quantities=claim.quantities,
        text=claim.text,
        lang=claim.lang or own_language(entry),
        own_lang=claim.own_lang or claim.lang or own_language(entry),
        made=claim.made,
        zone=zone_of(entry, archive.places, archive.site),
        is_replaced=standing.replaced_by is not None,
        is_retracted=standing.retracted_by is not None,
        is_contested=standing.is_contested,
        entry=claim_link(entry, claim),
    )


def said_in_time(answers: Iterable[Answer], archive: Archive) -> list[Answer]:
    """Put statements in the order in which they were made; those that say no day come last."""
    found = {reference(*answer): answer for answer in answers}
    return [found[ref] for ref in in_time(found.values(), archive.comparisons.terms)]


def by_clock(timed: Iterable[tuple[Date | None, str, Said]]) -> Iterator[tuple[Date | None, str, list[Said]]]:
    """Group what has a date and a zone by the clock, in the order of the moments; without one it comes first."""
    ordered = sorted(((_moment(date, zone), date, zone, each) for date, zone, each in timed), key=lambda one: one[0])
    for moment, found in groupby(ordered, key=lambda one: one[0]):
        group = list(found)
        _, date, zone, _ = group[0]
        yield (
            (None if date is None or moment == _NO_CLOCK else date_of(date.points[0])),
            zone,
            [each for *_, each in group],
        )


def columns_of(sides: Iterable[str | None], site: Site) -> tuple[str | None, ...]:
    """List the columns that are needed: one for each declared side among these, and a last one for all others."""
    found = set(sides)
    declared = [side.id for side in site.sides if side.id in found]
    return (*declared, None) if found - {*declared} else tuple(declared)


def cells_of(
    sides: Sequence[str | None], said: Iterable[SaidView], cards: Iterable[tuple[str | None, Card]] = ()
) -> tuple[SideCell, ...]:
    """Put statements, and entries of one side, into the columns of their sides."""
    claims, entries = list(said), list(cards)
    return tuple(
        SideCell(
            side,
            tuple(card for of, card in entries if of is not None and of == side),
            tuple(claim for claim in claims if _column(claim.by.side, sides) == side),
        )
        for side in sides
    )


def _column(side: str | None, sides: Sequence[str | None]) -> str | None:
    return side if side in sides else None


_NO_CLOCK = (-inf, "")


def _moment(date: Date | None, zone: str) -> tuple[float, str]:
    """Return the second at which something begins, and how its clock shows it: by the zone, or by an offset."""
    point = date.start_point if date and not date.is_one_of and not date.is_all_of else None
    if point is None or point.clock is None:
        return _NO_CLOCK
    clock, day = point.clock, point.earliest
    shown = zone if clock.offset is None else offset_text(clock.offset)
    return clock.utc_seconds(offset_minutes(zone, day, clock)), shown
