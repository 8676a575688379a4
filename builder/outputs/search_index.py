"""What the search page asks: every name in every script, titles with day and place; in a file apart, statements."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

import msgspec
from msgspec import Struct

from builder.model.addresses import (
    CORRECTIONS_ADDRESS,
    FRONT_ADDRESS,
    SEARCH_INDEX,
    STATEMENTS_INDEX,
    page_address,
)
from builder.model.archive import Archive
from builder.model.dates import Date, Day, day_alone
from builder.model.digests import joined_digest
from builder.model.entry import Entry
from builder.model.month_names import month_names
from builder.outputs.parts.languages import own_language
from builder.outputs.parts.letters import ALIKE, LETTERS, SOUNDS
from builder.outputs.parts.made_of import made_of_list
from builder.outputs.parts.words import actor_link, other_names, place_link
from builder.views.edition import Edition
from builder.views.output import Export, Output, Page, View

Alias = tuple[str, str | None]

# An id (or the address of what has no page of its own), the words shown, the language of these, and further names,
# each with its language.
Row = tuple[str, str, str | None, tuple[Alias, ...]]

# How many places are shown beside a title.
_MOST_PLACES = 2
_ENDLESS = 10**8
# The script puts another year and another day in the place of these.
_SAMPLES = tuple(day_alone(Day(3000, month, 28)) for month in range(1, 13))


class SearchedEntry(Struct, frozen=True):
    """When an entry was, in words."""

    when: Date
    zone: str


class SearchIndexView(View, frozen=True, kw_only=True):
    """What is found by name: `head` is JSON but for the dates of entries, which are words of the theme.

    It holds what letters sound like, the names of months, a list of rows for each kind; and for each entry the first
    and the last day, and the one that it is listed under, as numbers (20230919; one where they are the same), and
    its places. `samples` are a day of each month, by which the theme shows how its language writes dates: not
    every browser knows every language."""

    head: str
    samples: tuple[Date, ...]
    entries: tuple[SearchedEntry, ...]


def plan(edition: Edition) -> Iterator[Output]:
    asked = joined_digest(edition.archive.questions_asked.values())
    made_of = made_of_list(edition, edition.archive.entries, asked)
    yield Page(SEARCH_INDEX, "search.json", partial(_search_view, edition), made_of)
    if any(entry.claims for entry in edition.archive.entries):
        yield Export(STATEMENTS_INDEX, partial(_statements, edition.archive), made_of)


def _search_view(edition: Edition) -> SearchIndexView:
    archive = edition.archive
    listed = {id: number for number, id in enumerate(_most_named(archive.places, archive.by_place))}
    head = {
        "alike": dict(ALIKE),
        "letters": dict(LETTERS),
        "sounds": dict(SOUNDS),
        "months": _months(archive),
        "spans": [_span(entry, archive) for entry in archive.entries],
        "where": [_places_of(entry, listed) for entry in archive.entries],
        **{folder: [_short(row) for row in rows] for folder, rows in _rows(archive).items()},
    }
    return SearchIndexView(
        address=SEARCH_INDEX,
        title="",
        head=msgspec.json.encode(head).decode(),
        samples=_SAMPLES,
        entries=tuple(SearchedEntry(entry.when, edition.zones[entry.id]) for entry in archive.entries),
    )


def _rows(archive: Archive) -> Mapping[str, Iterable[Row]]:
    """List what can be found by kind; what most entries name comes first."""
    return {
        "actors": _actors(archive),
        "places": _places(archive),
        "tags": [
            (id, archive.tags[id], archive.tongues.get(f"tags/{id}"), ())
            for id in _most_named(archive.tags, archive.by_tag)
        ],
        "questions": list(_questions(archive)),
        "pages": [(page.id, page.title, page.lang, ()) for page in archive.pages.values() if _is_own(page.id)],
        "entries": [(entry.id, entry.title, entry.lang, ()) for entry in archive.entries],
    }


def _statements(archive: Archive) -> bytes:
    """List the claims of each entry: id, claimant and language of that name, text and its language."""
    found = {}
    for entry in archive.entries:
        rows = []
        for claim in entry.claims:
            by, lang = actor_link(claim.by, archive), claim.lang or own_language(entry)
            rows.append((claim.id, by.words, by.lang, claim.text, *([lang] if lang else [])))
        if rows:
            found[entry.id] = rows
    return msgspec.json.encode(found)


def _months(archive: Archive) -> list[list[str]]:
    """List for each month what it is called in the edition's language, in the original's and in English."""
    found: list[dict[str, None]] = [{} for _ in range(12)]
    for tag in dict.fromkeys((archive.site.language, archive.original or "en", "en")):
        for number, name in month_names(tag):
            found[number - 1][name] = None
    return [list(names) for names in found]


def _span(entry: Entry, archive: Archive) -> int | tuple[int, int, int]:
    spot = archive.spots[entry.id]
    first, last = entry.when.earliest, entry.when.latest
    under = _number(Day(spot.year, spot.month, spot.day))
    span = (_number(first) if first else -_ENDLESS, _number(last) if last else _ENDLESS, under)
    # Most are of one day.
    return under if len(set(span)) == 1 else span


def _number(day: Day) -> int:
    return day.year * 10_000 + day.month * 100 + day.day


def _places_of(entry: Entry, listed: Mapping[str, int]) -> list[int]:
    places = dict.fromkeys(location.place for location in entry.places)
    return [listed[place] for place in places][:_MOST_PLACES]


def _questions(archive: Archive) -> Iterator[Row]:
    for id in archive.by_question:
        yield _place(id, archive), archive.question(id).title, archive.language_of_question(id), ()


def _actors(archive: Archive) -> Iterator[Row]:
    for id in _most_named(archive.actors, archive.by_actor):
        link = actor_link(id, archive)
        yield id, link.words, link.lang, other_names(archive.actors[id].names, link)


def _places(archive: Archive) -> Iterator[Row]:
    for id in _most_named(archive.places, archive.by_place):
        link = place_link(id, archive)
        yield id, link.words, link.lang, other_names(archive.places[id].names, link)


def _most_named(ids: Iterable[str], index: Mapping[str, Sequence[Entry]]) -> list[str]:
    return sorted(ids, key=lambda id: (-len(index.get(id, ())), id))


def _place(question: str, archive: Archive) -> str:
    return archive.question_address(question) if f"questions/{question}" in archive.homes else question


def _is_own(page: str) -> bool:
    # A page that gives its text to that of all corrections is named in the menu.
    return page_address(page) not in (CORRECTIONS_ADDRESS, FRONT_ADDRESS)


def _short(row: Row) -> tuple[object, ...]:
    """Leave out what is empty at the end of a row: most have no further names."""
    _, _, lang, aliases = row
    return row if aliases else row[:3] if lang else row[:2]
