"""The sitemap: every page that search engines may list, on a site that knows its own address."""

from collections.abc import Iterator, Sequence
from functools import partial
from urllib.parse import quote

from builder.model.digests import digest_of
from builder.outputs.parts.xml import escape
from builder.views.edition import Edition
from builder.views.output import Export, Output, Page, address_of


def plan_last(edition: Edition, planned: Sequence[Output]) -> Iterator[Output]:
    url = edition.archive.site.url
    if url is not None:
        listed = [
            (address_of(output.path), output.listed.changed)
            for output in planned
            if isinstance(output, Page) and output.listed
        ]
        yield Export("sitemap.xml", partial(_sitemap, url, listed), digest_of("sitemap", url, listed))


def _sitemap(url: str, listed: Sequence[tuple[str, str | None]]) -> bytes:
    """Write the sitemap (sitemaps.org 0.9); only entries whose change is dated carry a date."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
        *(_line(f"{url}{quote(address)}", changed) for address, changed in listed),
        "</urlset>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _line(address: str, changed: str | None) -> str:
    dated = f"<lastmod>{changed}</lastmod>" if changed else ""
    return f"<url><loc>{escape(address)}</loc>{dated}</url>"
