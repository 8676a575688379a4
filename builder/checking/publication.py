"""Rules on the publication as a whole."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from builder.checking.parts.entry_under_review import EntryUnderReview
from builder.checking.parts.explanation import hint, warning
from builder.model.archive import Archive
from builder.model.dates import Date, Day
from builder.model.problem import Finding, KeyPath


def the_publication_knows_its_address(archive: Archive) -> Iterator[Finding]:
    """Feeds, the sitemap and canonical addresses name the site's own address, and are left out without it."""
    if archive.site.url is None and archive.site.title:
        says = "there is no url: feeds, the sitemap and canonical addresses are left out"
        yield Finding("content/site.yaml", (), "url-missing", says, "add `url: https://…`")


def what_is_published_says_since_when(archive: Archive) -> Iterator[Finding]:
    """Feeds and the latest entries list what says when it was `published`: where nothing does, both are empty."""
    silent = [entry for entry in archive.entries if not entry.published]
    if archive.site.url and silent:
        some = "this entry does" if len(silent) == 1 else f"this entry and {len(silent) - 1:,} more do"
        all_of_them = len(silent) == len(archive.entries)
        says = f"{some} not say when it was published (`published`): feeds and the latest entries omit it"
        if len(silent) > 1:
            left = "are empty" if all_of_them else "omit them"
            says = f"{some} not say when they were published (`published`): feeds and the latest entries {left}"
        hint = "add `published: …` with the day of publication; in version control, that is the date of the file"
        yield Finding(archive.files[f"entries/{silent[0].id}"], (), "published-missing", says, hint)


def nothing_was_done_in_the_future(archive: Archive) -> Iterator[Finding]:
    """A moment that has not come was mistyped: what is to be published later has `safety: {delay_until}`."""
    today = _day_of(archive.moment)
    day = Day(*map(int, today.split("-")))
    for entry in (*archive.entries, *archive.withdrawn):
        file = archive.files[f"entries/{entry.id}"]
        for field, moment in (("published", entry.published), ("updated", entry.updated)):
            if moment and moment > archive.moment and moment[:10] > today:
                yield _early(file, (field,), field, moment[:10])
        for number, claim in enumerate(entry.claims):
            if claim.recorded and _is_after(claim.recorded, day):
                yield _early(file, ("claims", number, "recorded"), "recorded", claim.recorded.text)
    for source in archive.cited_sources:
        file, path = archive.files[f"sources/{source.id}"], archive.source_keys.get(source.id, ())
        for field, date in (("issued", source.issued), ("accessed", source.accessed)):
            if date and _is_after(date, day):
                yield _early(file, (*path, field), field, date.text)


def _day_of(moment: str) -> str:
    """Return the latest day that it is anywhere at a moment."""
    return (datetime.fromisoformat(moment) + timedelta(hours=14)).strftime("%Y-%m-%d")


def _is_after(date: Date, today: Day) -> bool:
    return date.earliest is not None and date.earliest > today and not date.is_qualified


def _early(file: str, path: KeyPath, field: str, text: str) -> Finding:
    says = f'{field} is "{text}", which is in the future'
    return Finding(file, path, "not-yet", says, "correct it")


def an_entry_is_updated_after_it_was_published(subject: EntryUnderReview) -> Iterator[Finding]:
    """Feeds show both dates to readers."""
    published, updated = subject.entry.published, subject.entry.updated
    if published and updated and updated < published:
        says = f"updated ({updated}) comes before published ({published})"
        yield Finding("", ("updated",), "updated-early", says, "correct one of the two")


RULES = (the_publication_knows_its_address, what_is_published_says_since_when, nothing_was_done_in_the_future)
ENTRY_RULES = (an_entry_is_updated_after_it_was_published,)

EXPLANATIONS = (
    hint(
        "url-missing",
        "A publication on the web states its address.",
        "Feeds, the sitemap and canonical addresses need it and are omitted without it.",
        "Add `url: https://…` to site.yaml.",
    ),
    hint(
        "published-missing",
        "Entries say when they were published. Reported once for the site.",
        "Feeds and the latest entries on the front page are sorted by this date and leave out entries without it.",
        "Add `published: 2031-04-06` with the day or time of publication.",
        "title: Bridge at Northford closed",
        "title: Bridge at Northford closed\npublished: 2031-04-06",
    ),
    warning(
        "not-yet",
        "Nothing is published, updated, recorded, issued or accessed on a future date.",
        "It would stay at the top of feeds and sorted lists for years.",
        "Correct the date. To delay an entry, use `safety: {delay_until: …}`.",
        "published: 2131-04-06",
        "published: 2031-04-06",
    ),
    warning(
        "updated-early",
        "An entry is updated after it was published.",
        "Feeds show both dates to readers.",
        "Correct one of the two.",
        "published: 2031-04-06\nupdated: 2031-04-05",
        "published: 2031-04-06\nupdated: 2031-04-07",
    ),
    hint(
        "full-text",
        "A site with full-text search is built where Pagefind is installed.",
        "Without it, readers find only names and titles, and the search page says so.",
        "Install it with `pip install 'dateline[search]'`, or remove `full_text` from site.yaml.",
    ),
)
