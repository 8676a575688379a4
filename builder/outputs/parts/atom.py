"""Write an Atom feed (RFC 4287). Its time is that of what changed last in it, never that of the build."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple
from urllib.parse import quote

from builder.model.site import Site


class FeedItem(NamedTuple):
    """An item of a feed; its address, fragment included, is its id, and moments are RFC 3339."""

    title: str
    address: str
    published: str
    updated: str
    fragment: str = ""
    summary: str | None = None
    lang: str | None = None
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


def atom(title: str, address: str, items: Sequence[FeedItem], site: Site) -> bytes:
    """Write the feed that belongs to the page at an address."""
    home, self_address = _absolute(site, address), _absolute(site, f"{address}feed.xml")
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(site.language)}>',
        f"<title>{_text(title)}</title>",
        f"<id>{_text(home)}</id>",
        f"<updated>{max(item.updated for item in items)}</updated>",
        f"<author><name>{_text(site.title)}</name></author>",
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
    yield f"<title>{_text(item.title)}</title>"
    yield f"<id>{_text(address)}</id>"
    yield f'<link rel="alternate" type="text/html" href={quoteattr(address)}/>'
    yield f"<published>{item.published}</published>"
    yield f"<updated>{item.updated}</updated>"
    if item.summary:
        yield f"<summary>{_text(item.summary)}</summary>"
    yield from (f"<author><name>{_text(author)}</name></author>" for author in item.authors)
    yield from (f"<category term={quoteattr(tag)}/>" for tag in item.categories)
    yield "</entry>"


def _text(text: str) -> str:
    return escape(text, quote=False)


def quoteattr(text: str) -> str:
    """Quote the value of an attribute.

    `xml.sax.saxutils` does just this, but brings half of the standard library's network code with it."""
    value = _text(text).replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")
    if '"' not in value:
        return f'"{value}"'
    return f"'{value}'" if "'" not in value else '"{}"'.format(value.replace('"', "&quot;"))


def _absolute(site: Site, address: str) -> str:
    assert site.url is not None
    return site.url + quote(address)
