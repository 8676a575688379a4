"""List what had another address: every id in `formerly`, with a link to where its text is now."""

from collections.abc import Iterator

from builder.model.addresses import actor_address, entry_address, page_address, place_address, prefix_of
from builder.model.archive import Archive
from builder.outputs.parts.words import actor_link, entry_link, page_link, place_link
from builder.views.output import Link


def moved(archive: Archive) -> Iterator[tuple[str, Link]]:
    """Return the former address of everything that had another id, and a link to the present one."""
    for entry in archive.entry_of.values():
        yield from ((entry_address(old), entry_link(entry)) for old in entry.formerly)
    for actor in archive.actors.values():
        yield from ((actor_address(old), actor_link(actor.id, archive)) for old in actor.formerly)
    for place in archive.places.values():
        yield from ((place_address(old), place_link(place.id, archive)) for old in place.formerly)
    for page in archive.pages.values():
        yield from ((page_address(old), page_link(page.id, archive)) for old in page.formerly)


def moves(archive: Archive) -> Iterator[tuple[str, str]]:
    """Return every former address and the present one, in all editions, as texts that are not encoded."""
    for edition in ("", *map(prefix_of, archive.site.languages[1:])):
        yield from ((f"{edition}{old}", f"{edition}{new.address}") for old, new in moved(archive))
