"""Which files hold what a page shows, for machines: tables, JSON and feeds, on a site that publishes data.

Ids, dates and figures are the same in all languages: tables and JSON are published once, with the original."""

from collections.abc import Sequence

from builder.model.addresses import claims_address, entries_address, json_address
from builder.model.archive import Archive
from builder.model.entry import Entry
from builder.outputs.parts import json_feed
from builder.outputs.parts.feeding import feed_address
from builder.views.output import OtherForm

_CSV, _JSON = "text/csv", "application/json"


def forms_of_list(address: str, entries: Sequence[Entry], archive: Archive) -> tuple[OtherForm, ...]:
    """List those of a page that lists entries."""
    if not archive.site.data.files or not entries:
        return ()
    table = OtherForm("entries", _CSV, _original(archive) + entries_address(address), len(entries))
    return (table, *feed_form(feed_address(address, entries, archive.site), archive))


def claims_form(question: str, claims: int, archive: Archive) -> tuple[OtherForm, ...]:
    """Name the table of the claims that a question's page shows."""
    address = _original(archive) + claims_address(archive.question_address(question))
    return (OtherForm("claims", _CSV, address, claims),) if archive.site.data.files else ()


def record_form(address: str, archive: Archive) -> tuple[OtherForm, ...]:
    """Name the JSON beside a page."""
    found = OtherForm("json", _JSON, _original(archive) + json_address(address))
    return (found,) if archive.site.data.pages else ()


def feed_form(feed: str | None, archive: Archive) -> tuple[OtherForm, ...]:
    """Name the JSON Feed beside an Atom feed."""
    if feed is None or not archive.site.data.files:
        return ()
    return (OtherForm("feed", json_feed.TYPE, json_feed.json_feed_address(feed)),)


def _original(archive: Archive) -> str:
    """Return the way to the original's root from that of an edition."""
    return "../" if archive.original else ""
