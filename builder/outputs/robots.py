"""robots.txt: everybody may read everything; where the sitemap is."""

from collections.abc import Iterator

from builder.model.edition import Edition
from builder.model.output import Export, Output


def plan(edition: Edition) -> Iterator[Output]:
    url = edition.archive.site.url
    sitemap = f"Sitemap: {url}sitemap.xml\n" if url else ""
    yield Export("robots.txt", lambda: f"User-agent: *\nAllow: /\n{sitemap}".encode())
