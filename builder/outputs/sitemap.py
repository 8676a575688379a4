"""The sitemap: every page that search engines may list, on a site that knows its own address."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from html import escape
from urllib.parse import quote

from builder.model.addresses import as_uri
from builder.model.digests import digest_of
from builder.views.edition import Edition
from builder.views.output import Export, Output, Page, address_of

# Crawlers refuse a sitemap of more than 50,000 addresses, or of 50 MB.
MOST = 40_000


def plan_last(edition: Edition, planned: Sequence[Output]) -> Iterator[Output]:
    url = edition.archive.site.url
    if url is not None:
        listed = [
            (address_of(output.path), output.listed.changed)
            for output in planned
            if isinstance(output, Page) and output.listed
        ]
        yield from _sitemaps(as_uri(url), listed)


def _sitemaps(url: str, listed: Sequence[tuple[str, str | None]]) -> Iterator[Output]:
    """Plan one sitemap, or an index of several: none may hold more than 50,000 addresses."""
    parts = [listed[start : start + MOST] for start in range(0, len(listed), MOST)]
    if len(parts) < 2:
        yield Export("sitemap.xml", partial(_sitemap, url, listed), digest_of("sitemap", url, listed))
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        yield Export(name, partial(_sitemap, url, part), digest_of("sitemap", url, part))
    addresses = [f"{url}{name}" for name in names]
    yield Export("sitemap.xml", partial(_index, addresses), digest_of("sitemaps", addresses))


def _index(addresses: Sequence[str]) -> bytes:
    return _written("sitemapindex", (f"<sitemap>{_location(address)}</sitemap>" for address in addresses))


def _sitemap(url: str, listed: Sequence[tuple[str, str | None]]) -> bytes:
    return _written("urlset", (_line(f"{url}{quote(address)}", changed) for address, changed in listed))


def _written(kind: str, lines: Iterable[str]) -> bytes:
    """Write a document of sitemaps.org 0.9."""
    head = f'<{kind} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return "\n".join(['<?xml version="1.0" encoding="utf-8"?>', head, *lines, f"</{kind}>\n"]).encode()


def _line(address: str, changed: str | None) -> str:
    dated = f"<lastmod>{changed}</lastmod>" if changed else ""
    return f"<url>{_location(address)}{dated}</url>"


def _location(address: str) -> str:
    return f"<loc>{escape(address, quote=False)}</loc>"
