"""Find which page is written in a file, so that an open page can follow what is saved."""

from builder.model.addresses import actor_address, entry_address, page_address, place_address, prefix_of
from builder.model.archive import Archive


def address_of_file(path: str, archive: Archive) -> str | None:
    """Return the address of the page that a file, or a translation, is written in; None where it is no page's."""
    found = next((_address(key, archive) for key, file in archive.files.items() if file == path), None)
    if found is not None:
        return found
    for language, versions in archive.versions.items():
        of = next((of for of, version in versions.items() if version.file == path), None)
        address = _address(of, archive) if of else None
        if address is not None:
            return prefix_of(language) + address
    return None


def _address(key: str, archive: Archive) -> str | None:
    """Return the address of a record (`entries/ID`), if it has a page."""
    kind, _, id = key.partition("/")
    match kind:
        case "entries" if id in archive.entry_of:
            return entry_address(id)
        case "actors" if id in archive.actors:
            return actor_address(id)
        case "places" if id in archive.places:
            return place_address(id)
        case "pages" if id in archive.pages:
            return page_address(id)
        case "questions" if id in archive.by_question and id in archive.questions:
            return archive.question_address(id)
        case _:
            return None
