"""The sitemap: every page that search engines may list, on a site that knows its own address."""

from collections.abc import Iterator
from functools import partial
from urllib.parse import quote

from builder.model.addresses import (
    CORRECTIONS_ADDRESS,
    MAP_ADDRESS,
    actor_address,
    entry_address,
    page_address,
    place_address,
    tag_address,
)
from builder.model.digests import digest_of
from builder.outputs.parts.languages import entry_translation, page_translation, translation_view
from builder.outputs.parts.made_of import made_of_list
from builder.outputs.parts.questions import questions_with_pages
from builder.outputs.parts.sources import sources_with_pages
from builder.outputs.parts.xml import escape
from builder.views.edition import Edition
from builder.views.output import Export, Output, TranslationView


def plan(edition: Edition) -> Iterator[Output]:
    if edition.archive.site.url is not None:
        archive = edition.archive
        # Whether an entry has a text of its own is more than its face tells.
        own = [
            entry.id for entry in archive.entries if archive.original and _is_own(entry_translation(entry, archive))
        ]
        others = digest_of([source.id for source in sources_with_pages(archive)], own)
        made_of = made_of_list(edition, archive.entries, others)
        yield Export("sitemap.xml", partial(_sitemap, edition), made_of)


def _sitemap(edition: Edition) -> bytes:
    """Write the sitemap (sitemaps.org 0.9); only entries whose change is dated carry a date."""
    archive = edition.archive

    def own(kind: str, id: str, body: str) -> bool:
        return _is_own(translation_view(f"{kind}/{id}", body, archive))

    addresses: list[tuple[str, str | None]] = [
        ("", None),
        *(
            (f"{index}/", None)
            for index in ("timeline", "actors", "places", "tags", "questions", "sources", "corrections", "search")
        ),
        *([(MAP_ADDRESS, None)] if archive.has_map else []),
        *(
            (entry_address(entry.id), entry.updated or entry.published)
            for entry in archive.entries
            if _is_own(entry_translation(entry, archive))
        ),
        *((actor_address(id), None) for id, actor in archive.actors.items() if own("actors", id, actor.body)),
        *((place_address(id), None) for id, place in archive.places.items() if own("places", id, place.body)),
        *((tag_address(slug), None) for slug in archive.by_tag),
        *(
            (archive.question_address(id), None)
            for id, _ in questions_with_pages(archive)
            if own("questions", id, archive.question(id).body)
        ),
        *((archive.source_address(source.id), None) for source in sources_with_pages(archive)),
        *(
            (page_address(id), None)
            for id, page in archive.pages.items()
            if page_address(id) != CORRECTIONS_ADDRESS and _is_own(page_translation(page, archive))
        ),
    ]
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
        *(_line(f"{archive.site.url}{quote(address)}", changed) for address, changed in addresses),
        "</urlset>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _is_own(translation: TranslationView | None) -> bool:
    """Tell that a page does not show the original's text once more."""
    return translation is None or translation.is_translated


def _line(address: str, changed: str | None) -> str:
    dated = f"<lastmod>{changed}</lastmod>" if changed else ""
    return f"<url><loc>{escape(address)}</loc>{dated}</url>"
