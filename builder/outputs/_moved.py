"""List what had another address: every id in `formerly`, with where its text stands now."""

from collections.abc import Iterator

from builder.model.addresses import actor_address, entry_address, page_address, place_address
from builder.model.archive import Archive


def moved(archive: Archive) -> Iterator[tuple[str, str, str]]:
    """Give the former address, the present one and the title of everything that had another id."""
    for entry in archive.entry_of.values():
        yield from ((entry_address(old), entry_address(entry.id), entry.title) for old in entry.formerly)
    for actor in archive.actors.values():
        title = archive.names[f"actors/{actor.id}"]
        yield from ((actor_address(old), actor_address(actor.id), title) for old in actor.formerly)
    for place in archive.places.values():
        title = archive.names[f"places/{place.id}"]
        yield from ((place_address(old), place_address(place.id), title) for old in place.formerly)
    for page in archive.pages.values():
        yield from ((page_address(old), page_address(page.id), page.title) for old in page.formerly)
