"""Rules on the publication as a whole."""

from collections.abc import Iterator

from builder.checking.parts.explanation import hint
from builder.model.archive import Archive
from builder.model.problem import Finding


def the_publication_knows_its_address(archive: Archive) -> Iterator[Finding]:
    """Feeds, the sitemap and canonical addresses name the site's own address, and are left out without it."""
    if archive.site.url is None and archive.site.title:
        says = "there is no url: feeds, the sitemap and canonical addresses are left out"
        yield Finding("content/site.yaml", (), "url-missing", says, "add `url: https://…`")


RULES = (the_publication_knows_its_address,)
ENTRY_RULES = ()

EXPLANATIONS = (
    hint(
        "url-missing",
        "A publication that is on the web says where.",
        "Feeds, the sitemap and canonical addresses need it, and are left out without it.",
        "Add `url: https://…` to site.yaml.",
    ),
    hint(
        "full-text",
        "A site whose full text is to be searched is built where Pagefind is installed.",
        "Without it readers find names and titles, and the search page says so.",
        "Install it with `pip install 'dateline[search]'`, or take `full_text` out of site.yaml.",
    ),
)
