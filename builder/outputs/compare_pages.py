"""What two sides said, beside each other in the order of the clock, by year; a script does so for any two actors."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import combinations

from msgspec import Struct

from builder.model.addresses import COMPARE_ADDRESS, comparison_address
from builder.model.archive import Archive, TimelineSpot
from builder.model.comparison import Answer, reference
from builder.model.dates import Date, is_day, known_by
from builder.model.digests import digest_of
from builder.model.site import Side
from builder.outputs.parts.cards import SidedLink, sided_link
from builder.outputs.parts.chronology import PeriodItem
from builder.outputs.parts.days import entries_by_day, home_of_day
from builder.outputs.parts.made_of import made_of_list
from builder.outputs.parts.said_days import by_day
from builder.outputs.parts.sayings import Sayings
from builder.outputs.parts.timetable import ClockRow, SaidView, by_clock, cells_of, said_in_time, said_view
from builder.views.edition import Edition
from builder.views.output import Listed, Output, Page, Section, View, file_of

# A year in which two sides said more is given in months.
_MOST_IN_A_YEAR = 200

Span = tuple[int, int]


class SaidDay(Struct, frozen=True):
    """Statements of one day or vaguer date, by the clock; `made` is None where nobody says when they were made.

    `address` is where the day is at home."""

    made: Date | None
    zone: str
    address: str | None
    rows: tuple[ClockRow, ...]


class SidesView(View, frozen=True, kw_only=True):
    """All that a page of two sides shows: what they said in one span, and the other spans."""

    sides: tuple[Side, Side]
    here: PeriodItem
    spans: tuple[PeriodItem, ...]
    days: tuple[SaidDay, ...]


class PairItem(Struct, frozen=True):
    """Two sides, and the spans in which they spoke."""

    sides: tuple[Side, Side]
    spans: tuple[PeriodItem, ...]


class CompareView(View, frozen=True, kw_only=True):
    """All pairs of sides, and the actors of whom a script compares any two; the id of each is in its address."""

    pairs: tuple[PairItem, ...]
    actors: tuple[SidedLink, ...]


def _have_spoken(archive: Archive) -> bool:
    """Return whether two sides have said something."""
    declared, speaking = {side.id for side in archive.site.sides}, set[str | None]()
    # The first few claims mostly say it.
    for entry in archive.entries if len(declared) > 1 else ():
        speaking |= {archive.comparisons.terms.side(claim.by) for claim in entry.claims} & declared
        if len(speaking) > 1:
            return True
    return False


SECTION = Section("compare", 55, _have_spoken)


def plan(edition: Edition) -> Iterator[Output]:
    archive = edition.archive
    if not _have_spoken(archive):
        return
    said = _by_side(archive)
    homes = {spot: home_of_day(spot, entries) for spot, entries in entries_by_day(archive).items()}
    speaking = [side for side in archive.site.sides if side.id in said]
    pairs = []
    for first, second in combinations(speaking, 2):
        spans = _in_spans(said[first.id] + said[second.id])
        items = tuple(_item(first, second, span, answers) for span, answers in spans.items())
        pairs.append(PairItem((first, second), items))
        for item, answers in zip(items, spans.values(), strict=True):
            view = partial(_sides_view, (first, second), item, items, answers, homes, edition)
            listed = [entry for entry, _ in answers]
            refs = [reference(*answer) for answer in answers]
            days = [homes.get(day) for _, claim in answers if (day := _spot(claim.made))]
            made_of = made_of_list(edition, listed, digest_of(items, item, refs, days))
            yield Page(file_of(item.address), "sides.html", view, made_of, Listed())
    made_of = made_of_list(edition, archive.entries)
    yield Page(file_of(COMPARE_ADDRESS), "compare.html", partial(_compare_view, pairs, edition), made_of, Listed())


def _by_side(archive: Archive) -> Mapping[str, list[Answer]]:
    """List what each declared side said."""
    declared = {side.id for side in archive.site.sides}
    found: defaultdict[str, list[Answer]] = defaultdict(list)
    for entry in archive.entries:
        for claim in entry.claims:
            side = archive.comparisons.terms.side(claim.by)
            if side is not None and side in declared:
                found[side].append((entry, claim))
    return found


def _in_spans(answers: Sequence[Answer]) -> Mapping[Span, list[Answer]]:
    """Group statements by year, and those of a full year by month; those without a day go with their entry's year."""
    years: defaultdict[int, list[tuple[int, Answer]]] = defaultdict(list)
    for answer in answers:
        year, month = _span(answer)
        years[year].append((month, answer))
    found: defaultdict[Span, list[Answer]] = defaultdict(list)
    for year in sorted(years):
        is_full = len(years[year]) > _MOST_IN_A_YEAR
        for month, answer in sorted(years[year], key=lambda each: each[0]):
            found[year, month if is_full else 0].append(answer)
    return found


def _span(answer: Answer) -> Span:
    entry, claim = answer
    made = claim.made
    if made is None:
        first = entry.date.earliest or entry.date.latest
        return (first.year if first else 0, 0)
    day = known_by(made)
    if day:
        return day.year, day.month
    near = made.earliest or made.latest
    return (near.year if near else 0, 0)


def _item(first: Side, second: Side, span: Span, answers: Sequence[Answer]) -> PeriodItem:
    return PeriodItem(*span, comparison_address(first.id, second.id, *span), len(answers))


def _spot(made: Date | None) -> TimelineSpot | None:
    day = made.earliest if made and is_day(made) else None
    return TimelineSpot(day.year, day.month, day.day) if day else None


def _sides_view(
    sides: tuple[Side, Side],
    here: PeriodItem,
    spans: tuple[PeriodItem, ...],
    answers: Sequence[Answer],
    homes: Mapping[TimelineSpot, str],
    edition: Edition,
) -> SidesView:
    archive = edition.archive
    said = [said_view(entry, claim, archive) for entry, claim in said_in_time(answers, archive)]
    ids = tuple(side.id for side in sides)
    return SidesView(
        address=here.address,
        title="",
        section="compare",
        sides=sides,
        here=here,
        spans=spans,
        days=tuple(_days(said, ids, homes)),
    )


def _days(said: Sequence[SaidView], sides: Sequence[str], homes: Mapping[TimelineSpot, str]) -> Iterator[SaidDay]:
    for made, found in by_day(said, lambda claim: claim.made):
        spot = _spot(made)
        rows = tuple(
            ClockRow(clock, None, zone, (), cells_of(sides, claims))
            for clock, zone, claims in by_clock((claim.made, claim.zone, claim) for claim in found)
        )
        yield SaidDay(made, found[0].zone, homes.get(spot) if spot else None, rows)


def _compare_view(pairs: Sequence[PairItem], edition: Edition) -> CompareView:
    archive, sayings = edition.archive, Sayings(edition.archive)
    speaking = [id for id in archive.actors if sayings.has_said(id)]
    actors = sorted(
        (sided_link(id, archive) for id in speaking), key=lambda link: (link.words.casefold(), link.address)
    )
    return CompareView(address=COMPARE_ADDRESS, title="", section="compare", pairs=tuple(pairs), actors=tuple(actors))
