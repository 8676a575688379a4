"""Links as pages show them: places and actors under the names of the naming rule, entries under their titles."""

from msgspec import Struct

from builder.model.addresses import actor_address, entry_address, page_address, place_address, tag_address
from builder.model.archive import Archive
from builder.model.entry import Entry
from builder.model.names import Name, NameKind
from builder.model.output import Link


class NameView(Struct, frozen=True):
    """A name, with the labels of the sides that use it."""

    text: str
    lang: str | None
    kind: NameKind | None
    used_by: tuple[str, ...]


def name_views(names: tuple[Name, ...], archive: Archive) -> tuple[NameView, ...]:
    """Show all names of an actor or a place."""
    labels = {side.id: side.label for side in archive.site.sides}
    return tuple(
        NameView(name.text, name.lang, name.kind, tuple(labels.get(side, side) for side in name.used_by))
        for name in names
    )


def other_names(names: tuple[Name, ...], link: Link) -> tuple[tuple[str, str | None], ...]:
    """List the names that a link does not show, each with its language."""
    shown = link.words.split("/")
    return tuple(dict.fromkeys((name.text, name.lang) for name in names if name.text not in shown))


def actor_link(id: str, archive: Archive) -> Link:
    return Link(archive.names[f"actors/{id}"], actor_address(id))


def place_link(id: str, archive: Archive) -> Link:
    return Link(archive.names[f"places/{id}"], place_address(id))


def entry_link(entry: Entry) -> Link:
    return Link(entry.title, entry_address(entry.id))


def tag_link(slug: str, archive: Archive) -> Link:
    return Link(archive.tags[slug], tag_address(slug))


def page_link(id: str, archive: Archive) -> Link:
    return Link(archive.pages[id].title, page_address(id))
