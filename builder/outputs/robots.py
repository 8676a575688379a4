"""robots.txt: everybody may read everything; where the sitemap is."""

from collections.abc import Iterator

from builder.model.addresses import as_uri, prefix_of
from builder.views.edition import Edition
from builder.views.output import Export, Output


def plan(edition: Edition) -> Iterator[Output]:
    site = edition.archive.site
    roots = (
        [f"{as_uri(site.url)}{prefix}" for prefix in ("", *map(prefix_of, site.languages[1:]))] if site.url else []
    )
    sitemaps = "".join(f"Sitemap: {root}sitemap.xml\n" for root in roots)
    yield Export("robots.txt", lambda: f"User-agent: *\nAllow: /\n{sitemaps}".encode())
