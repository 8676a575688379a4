"""What the search page asks: every name in every script, and the titles of entries, questions and pages."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

import msgspec

from builder.model.addresses import CORRECTIONS_ADDRESS, FRONT_ADDRESS, SEARCH_INDEX, page_address
from builder.model.archive import Archive
from builder.model.digests import joined_digest
from builder.model.entry import Entry
from builder.outputs.parts.made_of import made_of_list
from builder.outputs.parts.words import actor_link, other_names, place_link
from builder.views.edition import Edition
from builder.views.output import Export, Output

Alias = tuple[str, str | None]

# An id (or the address of what has no page of its own), the words shown, the language of these, and further names,
# each with its language.
Row = tuple[str, str, str | None, tuple[Alias, ...]]


def plan(edition: Edition) -> Iterator[Output]:
    asked = joined_digest(edition.archive.questions_asked.values())
    made_of = made_of_list(edition, edition.archive.entries, asked)
    yield Export(SEARCH_INDEX, partial(_search_index, edition.archive), made_of)


def _search_index(archive: Archive) -> bytes:
    """List what can be found by kind; what most entries name comes first."""
    rows = {
        "actors": _actors(archive),
        "places": _places(archive),
        "tags": [(id, archive.tags[id], None, ()) for id in _most_named(archive.tags, archive.by_tag)],
        "questions": [(_place(id, archive), archive.question(id).title, None, ()) for id in archive.by_question],
        "pages": [(page.id, page.title, page.lang, ()) for page in archive.pages.values() if _is_own(page.id)],
        "entries": [(entry.id, entry.title, entry.lang, ()) for entry in archive.entries],
    }
    return msgspec.json.encode({folder: [_short(row) for row in found] for folder, found in rows.items()})


def _actors(archive: Archive) -> Iterator[Row]:
    for id in _most_named(archive.actors, archive.by_actor):
        link = actor_link(id, archive)
        yield id, link.words, None, other_names(archive.actors[id].names, link)


def _places(archive: Archive) -> Iterator[Row]:
    for id in _most_named(archive.places, archive.by_place):
        link = place_link(id, archive)
        yield id, link.words, None, other_names(archive.places[id].names, link)


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
