"""Put an edition together: its bodies and cards, and where each entry is listed in each chronology."""

from collections.abc import Mapping

from builder.model.archive import Archive
from builder.model.digests import digest_of
from builder.model.entry import Entry
from builder.model.time_zones import zone_of
from builder.remembering.bodies import Bodies
from builder.rendering.renderer import Renderer
from builder.rendering.theme import title_of_corrections
from builder.views.edition import Card, Edition, Heading, Original


def make_edition(
    archive: Archive, bodies: Bodies, cards: Mapping[str, Card], renderer: Renderer, media: Mapping[str, Original]
) -> Edition:
    """Put an edition together; `cards` are empty where no page is to be rendered."""
    theme = renderer.theme
    return Edition(
        archive=archive,
        digest=digest_of(archive.digest, archive.tags, renderer.digest),
        bodies=bodies.typeset,
        fetch_body=bodies.fetch,
        cards=cards,
        headings=_headings(archive),
        zones={entry.id: zone_of(entry, archive.places, archive.site) for entry in archive.entry_of.values()},
        order=_order(archive),
        assets=theme.assets,
        media=media,
        corrections_title=title_of_corrections(theme.words),
        typeface=theme.typeface,
    )


def heading_of(entry: Entry, archive: Archive) -> Heading:
    """Return under which day an entry stands."""
    spot = archive.spots[entry.id]
    return Heading(spot.year, spot.month, spot.day, None if spot.day else entry.date)


def _headings(archive: Archive) -> dict[str, Heading]:
    """Return under which day each entry stands; entries of one day share one heading."""
    shared: dict[Heading, Heading] = {}
    headings = ((entry.id, heading_of(entry, archive)) for entry in archive.entries)
    return {id: shared.setdefault(heading, heading) for id, heading in headings}


def _order(archive: Archive) -> dict[tuple[str, str], int]:
    order = {("", entry.id): place for place, entry in enumerate(archive.entries)}
    for kind, index in (("actors", archive.by_actor), ("places", archive.by_place)):
        for id, entries in index.items():
            order.update({(f"{kind}/{id}", entry.id): place for place, entry in enumerate(entries)})
    return order
