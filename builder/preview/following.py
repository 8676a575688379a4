"""Find which page is written in which file, so that an open page can follow what is saved."""

from collections.abc import Iterator

from builder.model.addresses import actor_address, entry_address, page_address, place_address, prefix_of
from builder.model.archive import Archive


def address_of_file(archive: Archive) -> dict[str, str]:
    """Return the address of the page that each file is written in, translations included."""
    found = {archive.files[key]: address for key, address in _addresses(archive)}
    for language, versions in archive.versions.items():
        for of, version in versions.items():
            address = found.get(archive.files.get(of, ""))
            if address:
                found[version.file] = prefix_of(language) + address
    return found


def _addresses(archive: Archive) -> Iterator[tuple[str, str]]:
    yield from ((f"entries/{id}", entry_address(id)) for id in archive.entry_of)
    yield from ((f"actors/{id}", actor_address(id)) for id in archive.actors)
    yield from ((f"places/{id}", place_address(id)) for id in archive.places)
    yield from ((f"pages/{id}", page_address(id)) for id in archive.pages)
    yield from (
        (f"questions/{id}", archive.question_address(id)) for id in archive.by_question if id in archive.questions
    )
