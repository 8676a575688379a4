"""Feeds of the whole chronology and of every actor, place and tag: what was published last comes first.

All are Atom; a site that publishes data has a JSON Feed beside each."""

from collections.abc import Iterator
from functools import partial

from builder.model.addresses import actor_address, entry_address, place_address, tag_address
from builder.model.entry import Entry
from builder.outputs.parts.atom import FeedItem
from builder.outputs.parts.feeding import feed_address, feeds, newest
from builder.outputs.parts.made_of import made_of_list
from builder.views.edition import Edition
from builder.views.output import Output


def plan(edition: Edition) -> Iterator[Output]:
    archive = edition.archive
    for title, address, entries in (
        (archive.site.title, "", archive.entries),
        *((archive.names[f"actors/{id}"], actor_address(id), found) for id, found in archive.by_actor.items()),
        *((archive.names[f"places/{id}"], place_address(id), found) for id, found in archive.by_place.items()),
        *((archive.tags[id], tag_address(id), found) for id, found in archive.by_tag.items()),
    ):
        feed = feed_address(address, entries, archive.site)
        if feed is not None:
            whole = f"{title}: {archive.site.title}" if address else title
            made_of = made_of_list(edition, entries)
            yield from feeds(feed, whole, address, partial(_items, entries), archive.site, made_of)


def _items(entries: tuple[Entry, ...]) -> list[FeedItem]:
    return [_item(entry) for entry in newest(entries)]


def _item(entry: Entry) -> FeedItem:
    assert entry.published is not None
    return FeedItem(
        title=entry.title,
        address=entry_address(entry.id),
        published=entry.published,
        updated=entry.updated or entry.published,
        summary=entry.summary,
        lang=entry.lang,
        authors=entry.authors,
        categories=entry.tags,
    )
