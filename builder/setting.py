"""Set an edition: typeset every body, render every card, and note where each entry stands in each chronology."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import msgspec

from builder.crew import Crew
from builder.model.archive import Archive
from builder.model.body import Body, Links
from builder.model.digests import digest_of
from builder.model.edition import Card, Edition, Heading, Html, SetBody
from builder.model.entry import Entry
from builder.model.mentions import mentions
from builder.model.problem import Problem
from builder.outputs._cards import CardView, card_view
from builder.publishing.memo import Memo
from builder.reading.assembly import zone_of
from builder.rendering.press import Press
from builder.typesetting.body import typeset
from builder.typesetting.links import links_for

Progress = Callable[[str, int, int], None]


class Text(msgspec.Struct, frozen=True):
    """A body that is to be typeset, with all that its HTML depends on; `line` is where it begins in its file."""

    key: str
    digest: bytes
    text: str
    line: int
    links: Links


def set_bodies(
    archive: Archive, memo: Memo, crew: Crew, progress: Progress
) -> tuple[dict[str, SetBody], dict[str, tuple[str, ...]], list[Problem]]:
    """Typeset all bodies; give them, the sources that each one's page cites in order, and the slips in them."""
    texts, cited = _texts_to_set(archive)
    clean, linked = memo.known("body"), memo.all("linked body")
    new = [text for text in texts if text.digest not in clean and text.digest not in linked]
    slips: list[Problem] = []
    fresh: dict[bytes, Body] = {}
    for number, chunk in enumerate(crew.map(_typeset_all, new), start=1):
        bodies = {digest: _BODY.decode(packed) for digest, packed in chunk}
        fresh.update({digest: body for digest, body in bodies.items() if body.slips or body.inner_links})
        # A body with slips is not remembered: as long as it is there, its slips are told.
        memo.put("body", {key: packed for key, packed in chunk if key not in fresh})
        memo.put("linked body", {key: packed for key, packed in chunk if key in fresh and not bodies[key].slips})
        progress("typeset", min(number * 100, len(new)), len(new))
    memo.keep(text.digest for text in texts)
    set_bodies = {}
    for text in texts:
        special = fresh.get(text.digest) or (_BODY.decode(linked[text.digest]) if text.digest in linked else None)
        html = Html(text.digest, partial(_fetch, text, memo))
        set_bodies[text.key] = SetBody(html, special.inner_links if special else ())
        slips += _placed(special, text, archive) if special else []
    return set_bodies, cited, slips


def set_cards(archive: Archive, press: Press, zones: Mapping[str, str], memo: Memo, crew: Crew) -> dict[str, Card]:
    """Render all cards."""
    views = {
        entry.id: card_view(entry, archive, zones[entry.id], archive.is_disputed(entry)) for entry in archive.entries
    }
    digests = {id: digest_of("card", press.digest, view) for id, view in views.items()}
    ready = memo.all("card")
    memo.keep(digests.values())

    def render(chunk: Sequence[str]) -> list[tuple[bytes, bytes]]:
        return [(digests[id], _rendered(views[id], press)) for id in chunk]

    for chunk in crew.map(render, [id for id, digest in digests.items() if digest not in ready]):
        memo.put("card", dict(chunk))
        ready.update(chunk)
    return {id: Card(digest, *_CARD.decode(ready[digest])) for id, digest in digests.items()}


def set_edition(
    archive: Archive,
    bodies: Mapping[str, SetBody],
    cited: Mapping[str, tuple[str, ...]],
    cards: Mapping[str, Card],
    assets: Mapping[str, bytes],
    media: Mapping[str, Path],
) -> Edition:
    """Put an edition together."""
    headings = _headings(archive)
    return Edition(archive, bodies, cards, headings, cited, zones_of(archive), _order(archive), assets, media)


def _headings(archive: Archive) -> dict[str, Heading]:
    """Say under which day each entry stands; entries of one day share one heading."""
    shared: dict[Heading, Heading] = {}
    headings = {}
    for entry in archive.entries:
        spot = archive.spots[entry.id]
        heading = Heading(spot.year, spot.month, spot.day, None if spot.day else entry.date)
        headings[entry.id] = shared.setdefault(heading, heading)
    return headings


def zones_of(archive: Archive) -> dict[str, str]:
    """Tell for every entry which time zone counts where a time has no offset."""
    return {entry.id: zone_of(entry, archive.places, archive.site) for entry in archive.entry_of.values()}


def _texts_to_set(archive: Archive) -> tuple[list[Text], dict[str, tuple[str, ...]]]:
    texts, cited = [], {}
    for key, text, line, sources, entry in _bodies(archive):
        hidden = entry is not None and entry.safety.hide_sources
        links, cited[key] = links_for(mentions(text), sources, archive, entry.media if entry else (), hidden)
        texts.append(Text(key, digest_of("body", text, links), text, line, links))
    return texts, cited


def _bodies(archive: Archive) -> Iterator[tuple[str, str, int, tuple[str, ...], Entry | None]]:
    for entry in archive.entry_of.values():
        yield f"entries/{entry.id}", entry.body, entry.body_line, entry.sources, entry
    for actor in archive.actors.values():
        ties = (*actor.part_of, *actor.affiliations)
        offices = (id for office in actor.offices for id in office.sources)
        sources = (*actor.sources, *(id for tie in ties for id in tie.sources), *offices)
        yield f"actors/{actor.id}", actor.body, actor.body_line, sources, None
    for place in archive.places.values():
        sources = (*place.sources, *(id for tie in place.part_of for id in tie.sources))
        yield f"places/{place.id}", place.body, place.body_line, sources, None
    for page in archive.pages.values():
        yield f"pages/{page.id}", page.body, page.body_line, (), None
    for question in archive.questions.values():
        yield f"questions/{question.id}", question.body, question.body_line, (), None


def _typeset_all(texts: Sequence[Text]) -> list[tuple[bytes, bytes]]:
    return [(text.digest, msgspec.msgpack.encode(typeset(text.text, text.links))) for text in texts]


def _fetch(text: Text, memo: Memo) -> str:
    packed = memo.get(text.digest)
    return _BODY.decode(packed).html if packed is not None else typeset(text.text, text.links).html


def _placed(body: Body, text: Text, archive: Archive) -> list[Problem]:
    file = archive.files[text.key]
    return [
        Problem(file, text.line + slip.line - 1, slip.column, slip.code, slip.says, slip.hint) for slip in body.slips
    ]


def _rendered(view: CardView, press: Press) -> bytes:
    return msgspec.msgpack.encode((press.part("parts/card.html", view), press.part("parts/line.html", view)))


def _order(archive: Archive) -> dict[tuple[str, str], int]:
    order = {("", entry.id): place for place, entry in enumerate(archive.entries)}
    for kind, index in (("actors", archive.by_actor), ("places", archive.by_place)):
        for id, entries in index.items():
            order.update({(f"{kind}/{id}", entry.id): place for place, entry in enumerate(entries)})
    return order


_BODY = msgspec.msgpack.Decoder(Body)
_CARD = msgspec.msgpack.Decoder(tuple[str, str])
