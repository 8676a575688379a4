"""Set an edition: every body typeset, every card rendered, and where each entry stands in each chronology."""

from collections.abc import Mapping
from functools import partial

from builder.model.archive import Archive
from builder.model.entry import Entry
from builder.model.time_zones import zone_of
from builder.remembering.bodies import fetch_body
from builder.remembering.cards import set_cards
from builder.remembering.galleys import Proof, shared_digest
from builder.remembering.memo import Memo
from builder.rendering.renderer import Renderer
from builder.rendering.theme import Theme, title_of_corrections
from builder.views.edition import Edition, Heading, Original
from builder.workers import Workers


def set_edition(
    archive: Archive,
    original: Archive,
    proof: Proof,
    renderer: Renderer | None,
    memo: Memo,
    workers: Workers,
    theme: Theme,
    media: Mapping[str, Original],
) -> Edition:
    """Put an edition together, which translates the original or is it; without a press it has no cards."""
    return Edition(
        archive=archive,
        digest=shared_digest(archive, renderer),
        galleys=proof.galleys,
        fetch_body=partial(fetch_body, archive, original, proof.galleys, memo),
        cards=set_cards(archive, proof.galleys, proof.new, renderer, memo, workers) if renderer else {},
        headings=_headings(archive),
        zones={entry.id: zone_of(entry, archive.places, archive.site) for entry in archive.entry_of.values()},
        order=_order(archive),
        assets=theme.assets,
        media=media,
        corrections_title=title_of_corrections(theme.words),
        typeface=theme.typeface,
    )


def heading_of(entry: Entry, archive: Archive) -> Heading:
    """Say under which day an entry stands."""
    spot = archive.spots[entry.id]
    return Heading(spot.year, spot.month, spot.day, None if spot.day else entry.date)


def _headings(archive: Archive) -> dict[str, Heading]:
    """Say under which day each entry stands; entries of one day share one heading."""
    shared: dict[Heading, Heading] = {}
    headings = ((entry.id, heading_of(entry, archive)) for entry in archive.entries)
    return {id: shared.setdefault(heading, heading) for id, heading in headings}


def _order(archive: Archive) -> dict[tuple[str, str], int]:
    order = {("", entry.id): place for place, entry in enumerate(archive.entries)}
    for kind, index in (("actors", archive.by_actor), ("places", archive.by_place)):
        for id, entries in index.items():
            order.update({(f"{kind}/{id}", entry.id): place for place, entry in enumerate(entries)})
    return order
