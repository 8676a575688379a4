"""Rules on the publication as a whole."""

from collections.abc import Iterator

from builder.checking.parts.entry_under_review import EntryUnderReview
from builder.checking.parts.explanation import hint, warning
from builder.model.archive import Archive
from builder.model.problem import Finding


def the_publication_knows_its_address(archive: Archive) -> Iterator[Finding]:
    """Feeds, the sitemap and canonical addresses name the site's own address, and are left out without it."""
    if archive.site.url is None and archive.site.title:
        says = "there is no url: feeds, the sitemap and canonical addresses are left out"
        yield Finding("content/site.yaml", (), "url-missing", says, "add `url: https://…`")


def what_is_published_says_since_when(archive: Archive) -> Iterator[Finding]:
    """Feeds and the latest entries list what says when it was `published`: where nothing does, both are empty."""
    if archive.site.url and archive.entries and not any(entry.published for entry in archive.entries):
        says = "no entry says when it was `published`: feeds and the latest entries are left out"
        hint = "add `published: …` to each, the day on which readers got it"
        yield Finding(archive.files[f"entries/{archive.entries[0].id}"], (), "published-missing", says, hint)


def an_entry_is_updated_after_it_was_published(sheet: EntryUnderReview) -> Iterator[Finding]:
    """Feeds give both moments to readers."""
    published, updated = sheet.entry.published, sheet.entry.updated
    if published and updated and updated < published:
        says = f"updated ({updated}) comes before published ({published})"
        yield Finding("", ("updated",), "updated-early", says, "correct one of the two")


RULES = (the_publication_knows_its_address, what_is_published_says_since_when)
ENTRY_RULES = (an_entry_is_updated_after_it_was_published,)

EXPLANATIONS = (
    hint(
        "url-missing",
        "A publication that is on the web says where.",
        "Feeds, the sitemap and canonical addresses need it, and are left out without it.",
        "Add `url: https://…` to site.yaml.",
    ),
    hint(
        "published-missing",
        "Entries say when readers got them. Told once, where none does.",
        "Feeds and the latest entries on the front page are in this order, and leave out what does not say so.",
        "Add `published: 2031-04-06`, with the day or the moment of publication.",
        "title: Bridge at Northford closed",
        "title: Bridge at Northford closed\npublished: 2031-04-06",
    ),
    warning(
        "updated-early",
        "An entry is updated after it was published.",
        "Feeds give both moments to readers.",
        "Correct one of the two.",
        "published: 2031-04-06\nupdated: 2031-04-05",
        "published: 2031-04-06\nupdated: 2031-04-07",
    ),
    hint(
        "full-text",
        "A site whose full text is to be searched is built where Pagefind is installed.",
        "Without it readers find names and titles, and the search page says so.",
        "Install it with `pip install 'dateline[search]'`, or take `full_text` out of site.yaml.",
    ),
)
