"""Set an edition: typeset every body, render every card, and note where each entry stands in each chronology."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from builder.model.archive import Archive
from builder.model.body import Body
from builder.model.edition import Card, Edition
from builder.model.entry import Entry
from builder.model.problem import Problem
from builder.outputs._cards import card_view
from builder.reading.assembly import zone_of
from builder.rendering.press import Press
from builder.rendering.theme import Theme
from builder.typesetting.body import typeset
from builder.typesetting.links import links_for
from builder.typesetting.mentions import mentions


def set_edition(
    archive: Archive,
    press: Press | None,
    theme: Theme,
    media: Mapping[str, Path],
    progress: Callable[[str, int, int], None],
) -> tuple[Edition, list[Problem]]:
    """Make an edition, and tell the slips in its bodies; without a press it has no cards, which no check needs."""
    bodies: dict[str, Body] = {}
    cited: dict[str, tuple[str, ...]] = {}
    slips: list[Problem] = []
    texts = list(_texts(archive))
    for number, (key, text, line, sources, entry) in enumerate(texts, start=1):
        hidden = entry is not None and entry.safety.hide_sources
        links, cited[key] = links_for(mentions(text), sources, archive, entry.media if entry else (), hidden)
        bodies[key] = body = typeset(text, links)
        slips += [
            Problem(archive.files[key], line + slip.line - 1, slip.column, slip.code, slip.says, slip.hint)
            for slip in body.slips
        ]
        progress("typeset", number, len(texts))
    zones = {entry.id: zone_of(entry, archive.places, archive.site) for entry in archive.entry_of.values()}
    cards = {entry.id: _card(entry, archive, zones[entry.id], press) for entry in archive.entries} if press else {}
    return Edition(archive, bodies, cards, cited, zones, _order(archive), theme.assets, media), slips


def _texts(archive: Archive) -> Iterator[tuple[str, str, int, tuple[str, ...], Entry | None]]:
    for entry in archive.entry_of.values():
        yield f"entries/{entry.id}", entry.body, entry.body_line, entry.sources, entry
    for actor in archive.actors.values():
        ties = (*actor.part_of, *actor.affiliations)
        sources = (*actor.sources, *(id for tie in ties for id in tie.sources))
        yield f"actors/{actor.id}", actor.body, actor.body_line, sources, None
    for place in archive.places.values():
        sources = (*place.sources, *(id for tie in place.part_of for id in tie.sources))
        yield f"places/{place.id}", place.body, place.body_line, sources, None
    for page in archive.pages.values():
        yield f"pages/{page.id}", page.body, page.body_line, (), None
    for question in archive.questions.values():
        yield f"questions/{question.id}", question.body, question.body_line, (), None


def _card(entry: Entry, archive: Archive, zone: str, press: Press) -> Card:
    view = card_view(entry, archive, zone)
    return Card(press.part("parts/card.html", view), press.part("parts/line.html", view))


def _order(archive: Archive) -> dict[tuple[str, str], int]:
    order = {("", entry.id): place for place, entry in enumerate(archive.entries)}
    for kind, index in (("actors", archive.by_actor), ("places", archive.by_place)):
        for id, entries in index.items():
            order.update({(f"{kind}/{id}", entry.id): place for place, entry in enumerate(entries)})
    return order
