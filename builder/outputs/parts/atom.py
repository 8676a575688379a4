"""Write an Atom feed (RFC 4287). Its time is that of what changed last in it, never that of the build."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import quote

from builder.model.site import Site
from builder.outputs.parts.xml import escape, quoteattr


class FeedItem(NamedTuple):
    """One thing that a feed tells of; its address, fragment included, is its id, and moments are RFC 3339."""

    title: str
    address: str
    published: str
    updated: str
    fragment: str = ""
    summary: str | None = None
    lang: str | None = None
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


WriteFeed = Callable[[str, str, Sequence[FeedItem], Site], bytes]


def atom(title: str, address: str, items: Sequence[FeedItem], site: Site) -> bytes:
    """Write the feed that belongs to the page at an address."""
    home, self_address = _absolute(site, address), _absolute(site, f"{address}feed.xml")
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(site.language)}>',
        f"<title>{escape(title)}</title>",
        f"<id>{escape(home)}</id>",
        f"<updated>{max(item.updated for item in items)}</updated>",
        f"<author><name>{escape(site.title)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(self_address)}/>',
        f'<link rel="alternate" type="text/html" href={quoteattr(home)}/>',
        *(line for item in items for line in _item_lines(item, site)),
        "</feed>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _item_lines(item: FeedItem, site: Site) -> Iterator[str]:
    address = _absolute(site, item.address) + item.fragment
    lang = f" xml:lang={quoteattr(item.lang)}" if item.lang else ""
    yield f"<entry{lang}>"
    yield f"<title>{escape(item.title)}</title>"
    yield f"<id>{escape(address)}</id>"
    yield f'<link rel="alternate" type="text/html" href={quoteattr(address)}/>'
    yield f"<published>{item.published}</published>"
    yield f"<updated>{item.updated}</updated>"
    if item.summary:
        yield f"<summary>{escape(item.summary)}</summary>"
    yield from (f"<author><name>{escape(author)}</name></author>" for author in item.authors)
    yield from (f"<category term={quoteattr(tag)}/>" for tag in item.categories)
    yield "</entry>"


def _absolute(site: Site, address: str) -> str:
    assert site.url is not None
    return site.url + quote(address)
