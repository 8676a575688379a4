"""Links as pages show them: places and actors under the names of the naming rule, entries under their titles."""

from msgspec import Struct

from builder.model.addresses import (
    actor_address,
    entry_address,
    page_address,
    place_address,
    tag_address,
)
from builder.model.archive import Archive
from builder.model.claim import Claim
from builder.model.entry import Entry
from builder.model.names import Name, NameKind
from builder.model.site import Side
from builder.views.output import Link


class NameView(Struct, frozen=True):
    """A name, with the sides, or the dataset, that use it."""

    text: str
    lang: str | None
    kind: NameKind | None
    used_by: tuple[Side, ...]
    dataset: str | None


def name_views(names: tuple[Name, ...], archive: Archive) -> tuple[NameView, ...]:
    """Show all names of an actor or a place."""
    sides = {side.id: side for side in archive.site.sides}
    return tuple(
        NameView(
            name.text,
            name.lang,
            name.kind,
            tuple(sides.get(id) or Side(id, id) for id in name.used_by),
            name.dataset,
        )
        for name in names
    )


def other_names(names: tuple[Name, ...], link: Link) -> tuple[tuple[str, str | None], ...]:
    """List the names that a link does not show, each with its language."""
    shown = link.words.split("/")
    return tuple(dict.fromkeys((name.text, name.lang) for name in names if name.text not in shown))


def actor_link(id: str, archive: Archive) -> Link:
    key = f"actors/{id}"
    return Link(archive.names[key], actor_address(id), archive.tongues.get(key))


def place_link(id: str, archive: Archive) -> Link:
    key = f"places/{id}"
    return Link(archive.names[key], place_address(id), archive.tongues.get(key))


def entry_link(entry: Entry) -> Link:
    return Link(entry.title, entry_address(entry.id), entry.lang)


def claim_link(entry: Entry, claim: Claim) -> Link:
    """Lead to a claim on the page of its entry."""
    return Link(entry.title, f"{entry_address(entry.id)}#{claim.id}", entry.lang)


def question_link(id: str, archive: Archive) -> Link:
    lang = archive.language_of_question(id)
    return Link(archive.question(id).title, archive.question_address(id), lang)


def tag_link(slug: str, archive: Archive) -> Link:
    return Link(archive.tags[slug], tag_address(slug), archive.tongues.get(f"tags/{slug}"))


def page_link(id: str, archive: Archive) -> Link:
    page = archive.pages[id]
    return Link(page.title, page_address(id), page.lang)
