"""Write a JSON Feed (version 1.1) with the items of an Atom feed, under the same ids."""

from collections.abc import Mapping, Sequence
from urllib.parse import quote

import msgspec

from builder.model.site import Site
from builder.outputs.parts.atom import FeedItem

TYPE = "application/feed+json"

Value = str | Sequence["Value"] | Mapping[str, "Value"]


def json_feed_address(feed: str) -> str:
    """Return the address of the JSON Feed beside an Atom feed."""
    return f"{feed.removesuffix('.xml')}.json"


def json_feed(title: str, address: str, items: Sequence[FeedItem], site: Site) -> bytes:
    """Write the feed that belongs to the page at an address."""
    assert site.url is not None
    home = site.url + quote(address)
    feed: Value = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": home,
        "feed_url": f"{home}feed.json",
        "authors": [{"name": site.title, "url": site.url}],
        "language": site.language,
        "items": [_item(item, site.url) for item in items],
    }
    return msgspec.json.encode(feed) + b"\n"


def _item(item: FeedItem, root: str) -> Value:
    address = root + quote(item.address) + item.fragment
    found: dict[str, Value] = {
        "id": address,
        "url": address,
        "title": item.title,
        "content_text": item.summary or item.title,
        "date_published": item.published,
        "date_modified": item.updated,
    }
    if item.lang:
        found["language"] = item.lang
    if item.authors:
        found["authors"] = [{"name": author} for author in item.authors]
    if item.categories:
        found["tags"] = [*item.categories]
    return found
