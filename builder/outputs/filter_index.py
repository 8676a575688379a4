"""What the band, the filter and the map ask: every entry by actor, place, kind, tag, side, status and span of time.

Columns beside each other, and each name once for all entries that have it: many entries make a small file. Summaries
are in files of their own, which a script asks for the entries that it lists."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from zlib import crc32

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from builder.model.addresses import FILTER_INDEX, summaries_address
from builder.model.archive import Archive
from builder.model.dates import Day
from builder.model.entry import Entry, Status
from builder.model.event_types import FAMILIES, family_of
from builder.outputs.parts.made_of import made_of_list
from builder.views.edition import Edition, Heading
from builder.views.output import Export, Output, Page, View

# A file of summaries has at least and at most so many; between these it ends where an id says so: what is added or
# taken away moves the ends near it only.
_FEWEST, _MOST, _ONE_IN = 100, 300, 64


class FacetValue(Struct, frozen=True):
    """One value of a facet; without words of its own it is called by the theme's.

    `sign` is the side of an actor and the pattern of a side."""

    id: str
    words: str | None
    sign: str | None = None


class Facet(Struct, frozen=True):
    """One thing to filter by; `of` holds for every entry the numbers of its values in `values`.

    Places that an entry only mentions are written as their complement (-1 is the first, -2 the second)."""

    key: str
    values: tuple[FacetValue, ...]
    of: tuple[tuple[int, ...], ...]


class HeadingRun(Struct, frozen=True):
    """A heading, and how many entries are under it."""

    heading: Heading
    count: int


class FilterView(View, frozen=True, kw_only=True):
    """Columns over all entries of the timeline, in order.

    An id that begins with its entry's first day is given from the hyphen on. `since` counts the days (as
    `Day.ordinal` does) from the first day of the entry before to that of this one, `days` those to its last day, from
    day 0 where the first is not known; both are None where they lead nowhere. `languages` are the number, language
    and direction of entries that say theirs, `starts` the number of the first entry in each file of summaries."""

    ids: tuple[str, ...]
    titles: tuple[str, ...]
    languages: tuple[tuple[int, str | None, str | None], ...]
    since: tuple[int | None, ...]
    days: tuple[int | None, ...]
    starts: tuple[int, ...]
    headings: tuple[HeadingRun, ...]
    facets: tuple[Facet, ...]


def plan(edition: Edition) -> Iterator[Output]:
    shown = edition.archive.entries
    if shown:
        starts = (0, *_cuts(shown))
        yield Page(FILTER_INDEX, "filter.json", partial(_filter_view, edition, starts), made_of_list(edition, shown))
        for number, (start, end) in enumerate(zip(starts, (*starts[1:], len(shown)), strict=True)):
            entries = shown[start:end]
            encode = partial(_summaries, entries)
            yield Export(summaries_address(number), encode, made_of_list(edition, entries))


def _filter_view(edition: Edition, starts: tuple[int, ...]) -> FilterView:
    entries = edition.archive.entries
    spans = [entry.when for entry in entries]
    runs = groupby(edition.headings[entry.id] for entry in entries)
    return FilterView(
        address=FILTER_INDEX,
        title="",
        ids=tuple(_short(entry.id, span.earliest) for entry, span in zip(entries, spans, strict=True)),
        titles=tuple(entry.title for entry in entries),
        languages=tuple(
            (index, entry.lang, entry.dir) for index, entry in enumerate(entries) if entry.lang or entry.dir
        ),
        since=tuple(_steps(span.earliest for span in spans)),
        days=tuple(
            span.latest.ordinal - (span.earliest.ordinal if span.earliest else 0) if span.latest else None
            for span in spans
        ),
        starts=starts,
        headings=tuple(HeadingRun(heading, sum(1 for _ in found)) for heading, found in runs),
        facets=tuple(_facets(edition.archive)),
    )


def _cuts(entries: Sequence[Entry]) -> Iterator[int]:
    start = 0
    for number, entry in enumerate(entries):
        size = number - start
        if size == _MOST or (size >= _FEWEST and crc32(entry.id.encode()) % _ONE_IN == 0):
            start = number
            yield number


def _summaries(entries: tuple[Entry, ...]) -> bytes:
    return msgspec.json.encode([entry.summary or "" for entry in entries])


def _short(id: str, first: Day | None) -> str:
    # Otherwise the index would hold each date twice on a site that names its files by dates.
    day = f"{first.year:04}-{first.month:02}-{first.day:02}" if first and 0 < first.year < 10_000 else None
    return id.removeprefix(day) if day and id.startswith(f"{day}-") else id


def _steps(days: Iterable[Day | None]) -> Iterator[int | None]:
    before = 0
    for day in days:
        yield None if day is None else day.ordinal - before
        before = before if day is None else day.ordinal


def _facets(archive: Archive) -> Iterator[Facet]:
    """Return every facet; lists by actor, place and tag are those of their pages."""
    names, entries = archive.names, archive.entries
    actors = {
        FacetValue(id, names[f"actors/{id}"], archive.actors[id].side): found
        for id, found in archive.by_actor.items()
    }
    yield _ranked("actor", actors, entries)
    places = {FacetValue(id, names[f"places/{id}"]): found for id, found in archive.by_place.items()}
    yield _with_mentions(_ranked("place", places, entries), entries)
    yield _ranked("kind", _by_family(archive), entries)
    yield _ranked("tag", {FacetValue(id, archive.tags[id]): found for id, found in archive.by_tag.items()}, entries)
    # Sides are in the order of the site, however much is written about each.
    yield _facet("side", _by_side(archive), entries)
    yield _facet("status", _by_status(archive), entries)


def _with_mentions(facet: Facet, entries: Sequence[Entry]) -> Facet:
    """Write places that an entry only mentions as their complement."""
    of = []
    for entry, numbers in zip(entries, facet.of, strict=True):
        happened = {location.place for location in entry.places if location.is_scene}
        of.append(tuple(number if facet.values[number].id in happened else ~number for number in numbers))
    return replace(facet, of=tuple(of))


def _ranked(key: str, listed: Mapping[FacetValue, Sequence[Entry]], entries: Sequence[Entry]) -> Facet:
    """Sort values by the number of entries, most first."""
    ranked = sorted(listed, key=lambda value: (-len(listed[value]), (value.words or value.id).casefold(), value.id))
    return _facet(key, {value: listed[value] for value in ranked}, entries)


def _facet(key: str, listed: Mapping[FacetValue, Sequence[Entry]], entries: Sequence[Entry]) -> Facet:
    borne = {value: found for value, found in listed.items() if found}
    of: dict[str, list[int]] = {entry.id: [] for entry in entries}
    for index, found in enumerate(borne.values()):
        for entry in found:
            of[entry.id].append(index)
    return Facet(key, tuple(borne), tuple(tuple(places) for places in of.values()))


def _by_family(archive: Archive) -> Mapping[FacetValue, Sequence[Entry]]:
    """List entries by the family of their kinds; a family of the site's own is called as its only kind is."""
    own: defaultdict[str, list[str]] = defaultdict(list)
    for kind in archive.site.types:
        own[family_of(kind.value)].append(kind.label)
    found: defaultdict[FacetValue, list[Entry]] = defaultdict(list)
    for entry in archive.entries:
        for family in dict.fromkeys(family_of(kind) for kind in entry.types):
            labels = own[family]
            words = None if family in FAMILIES else labels[0] if len(labels) == 1 else family
            found[FacetValue(family, words)].append(entry)
    return found


def _by_side(archive: Archive) -> Mapping[FacetValue, Sequence[Entry]]:
    """List the entries in which an actor of a side took part."""
    side_of = {id: actor.side for id, actor in archive.actors.items()}
    found = {side.id: (FacetValue(side.id, side.label, side.pattern), list[Entry]()) for side in archive.site.sides}
    for entry in archive.entries:
        for side in dict.fromkeys(side_of[part.actor] for part in entry.actors):
            if side in found:
                found[side][1].append(entry)
    return dict(found.values())


def _by_status(archive: Archive) -> Mapping[FacetValue, Sequence[Entry]]:
    entries = archive.entries
    return {
        FacetValue("provisional", None): [entry for entry in entries if entry.status is Status.PROVISIONAL],
        FacetValue("contested", None): [entry for entry in entries if archive.is_contested(entry)],
        FacetValue("corrected", None): [entry for entry in entries if entry.corrections],
    }
