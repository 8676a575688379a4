"""Begin the record of a source: of its web address, or of title and publisher."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from builder.drafting.draft_files import check_date, id_for, write_file
from builder.drafting.front_matter import plain_yaml
from builder.drafting.web_address import WebAddress, take_apart
from builder.model.archive import Archive
from builder.model.errors import BuilderError
from builder.model.source import Source


class SourceOptions(Struct, frozen=True):
    """What its author says of a new source; None for what is to be taken from the address, or left out."""

    url: str | None
    title: str | None
    publisher: str | None
    issued: str | None
    id: str | None = None


def draft_source(site: Path, options: SourceOptions, moment: datetime) -> tuple[str, list[str]]:
    """Write a file for a source; return its id and the paths made."""
    from builder.building.pipeline import load

    archive = load(site, moment).archive
    address = None if options.url is None else take_apart(options.url, moment.date())
    if address is not None:
        _refuse_another(address, archive)
    fields = dict(_fields(options, address, moment))
    id = id_for(options.id) if options.id else _unused(_id(fields, address), archive)
    path = f"content/sources/{id}.yaml"
    return id, [write_file(site, path, plain_yaml([{"id": id, **fields}]))]


def _fields(options: SourceOptions, address: WebAddress | None, moment: datetime) -> Iterator[tuple[str, str]]:
    """List the fields of a record; a title that an address suggests is in brackets, as it is nobody's title."""
    words = address.words if address else ""
    title = options.title or (f"[{words[:1].upper()}{words[1:]}]" if words else "")
    if not title:
        raise BuilderError(
            "the address does not say what this is: add --title, in [brackets] if the words are your own"
        )
    yield "title", title
    if options.publisher:
        yield "publisher", options.publisher
    elif address and not address.doi:
        yield "container-title", address.host
    elif not address:
        raise BuilderError("a source that has no address needs --publisher: who published it, or keeps it")
    if issued := options.issued or (address.day if address else None):
        yield "issued", check_date(issued)
    if address is None:
        return
    yield "accessed", moment.date().isoformat()
    yield "URL", address.url
    if address.archived:
        yield "archived", address.archived
    if address.doi:
        yield "DOI", address.doi


def _refuse_another(address: WebAddress, archive: Archive) -> None:
    """Refuse a second record of one page."""
    marks = {*Source(id="", url=address.url, doi=address.doi).marks()}
    for source in archive.sources.values():
        if marks & {*source.marks()}:
            raise BuilderError(f'the source "{source.id}" already has this address: cite it by that id')


def _id(fields: dict[str, str], address: WebAddress | None) -> str:
    host = address.host.rpartition(".")[0] if address else ""
    day = fields.get("issued", "")
    # The first words of a title are enough to be told by, beside who published it and when.
    words = " ".join(fields["title"].strip("[]").split()[:5])
    return id_for(f"{host or fields.get('publisher', '')} {day} {words}")


def _unused(id: str, archive: Archive) -> str:
    taken = archive.registers.sources.ids
    return next(new for number in range(1, 10_000) if (new := id if number == 1 else f"{id}-{number}") not in taken)
