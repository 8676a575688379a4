"""The search page: names, titles, days and statements as one types; without script, the ways to the indexes."""

from collections.abc import Iterator

from builder.model.addresses import SEARCH_ADDRESS
from builder.views.edition import Edition
from builder.views.output import Listed, Output, Page, Section, View, file_of


class SearchView(View, frozen=True, kw_only=True):
    """All that the search page shows; whether the full text is searched too is what the site wants."""

    wants_full_text: bool
    has_statements: bool


SECTION = Section("search", 90)


def plan(edition: Edition) -> Iterator[Output]:
    view = SearchView(
        address=SEARCH_ADDRESS,
        title="",
        section="search",
        wants_full_text=edition.archive.site.full_text,
        has_statements=any(entry.claims for entry in edition.archive.entries),
    )
    yield Page(file_of(SEARCH_ADDRESS), "search.html", lambda: view, listed=Listed())
