"""Which chronologies have a feed: those with an entry of known publication, on a site that knows its own address."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from builder.model.addresses import CLAIMS_FEED_OF
from builder.model.archive import Archive
from builder.model.dates import known_by
from builder.model.entry import Entry
from builder.model.site import Site
from builder.outputs.parts.atom import FeedItem, atom
from builder.outputs.parts.json_feed import json_feed, json_feed_address
from builder.views.output import Export

# A feed is for news; the whole chronology is on the timeline.
MOST_IN_A_FEED = 50


def newest(entries: Iterable[Entry]) -> list[Entry]:
    """List the entries last published first; an entry whose publication has no date is in no feed."""
    # Of those published at one moment, what happened last comes first.
    last_first = [entry for entry in reversed(tuple(entries)) if entry.published]
    return sorted(last_first, key=lambda entry: entry.published or "", reverse=True)[:MOST_IN_A_FEED]


def feed_address(address: str, entries: Iterable[Entry], site: Site) -> str | None:
    """Return the address of the feed that belongs to a page, where there is one."""
    if site.url is None or not any(entry.published for entry in entries):
        return None
    return f"{address}feed.xml"


def feeds(
    feed: str, title: str, address: str, items: Callable[[], Sequence[FeedItem]], site: Site, made_of: bytes = b""
) -> Iterator[Export]:
    """Plan the Atom feed of the page at an address and, on a site that publishes data, a JSON Feed beside it."""
    yield Export(feed, lambda: atom(title, address, items(), site), made_of)
    if site.data.files:
        yield Export(json_feed_address(feed), lambda: json_feed(title, address, items(), site), made_of)


def claims_feed_address(archive: Archive) -> str | None:
    """Return the address of the feed of what changed in the claims, where a statement says its day."""
    dated = (known_by(claim.made) for entry in archive.entries for claim in entry.claims)
    return f"{CLAIMS_FEED_OF}feed.xml" if archive.site.url is not None and any(dated) else None
