"""The page of all corrections and withdrawals, the newest first, and a feed of them apart from that of entries."""

from collections.abc import Iterator
from functools import partial

from builder.model.addresses import CORRECTIONS_ADDRESS
from builder.model.archive import Archive
from builder.outputs.parts.atom import FeedItem
from builder.outputs.parts.corrections import (
    ListedCorrection,
    corrections_feed_address,
    corrections_of_all,
    moment_of,
)
from builder.outputs.parts.feeding import MOST_IN_A_FEED, feeds
from builder.outputs.parts.forms import feed_form
from builder.outputs.parts.languages import page_translation
from builder.outputs.parts.sources import SourceView, numbered
from builder.outputs.parts.words import entry_link, page_link
from builder.views.edition import Edition, Html
from builder.views.output import Link, Listed, Output, Page, Section, View, file_of

_OWN = "corrections"


class CorrectionsView(View, frozen=True, kw_only=True):
    """All that the page of corrections shows; `body` is that of a standing page of the same address."""

    body: Html | None
    body_lang: str | None
    dir: str | None
    sources: tuple[SourceView, ...]
    policy: Link | None
    contact: Link | None
    corrections: tuple[ListedCorrection, ...]
    withdrawn: tuple[Link, ...]
    feed: str | None


SECTION = Section("corrections", 80)


def plan(edition: Edition) -> Iterator[Output]:
    yield Page(file_of(CORRECTIONS_ADDRESS), "corrections.html", partial(_corrections_view, edition), listed=Listed())
    feed = corrections_feed_address(edition.archive)
    if feed is not None:
        site = edition.archive.site
        title = f"{site.title}: {edition.corrections_title}"
        yield from feeds(feed, title, CORRECTIONS_ADDRESS, partial(_items, edition.archive), site)


def _corrections_view(edition: Edition) -> CorrectionsView:
    archive, pages = edition.archive, edition.archive.site.pages
    own, key = archive.pages.get(_OWN), f"pages/{_OWN}"
    return CorrectionsView(
        address=CORRECTIONS_ADDRESS,
        title=own.title if own else "",
        summary=own.summary if own else None,
        section=_OWN,
        forms=feed_form(corrections_feed_address(archive), archive),
        body=edition.body(key) if own else None,
        lang=own.lang if own else None,
        body_lang=archive.language_of_text(key, own.lang or archive.original) if own else None,
        translation=page_translation(own, archive) if own else None,
        dir=own.dir if own else None,
        sources=numbered(edition.bodies[key].cited, archive) if own else (),
        policy=page_link(pages.corrections, archive) if pages.corrections not in (None, _OWN) else None,
        contact=page_link(pages.contact, archive) if pages.contact else None,
        corrections=tuple(corrections_of_all(archive)),
        withdrawn=tuple(entry_link(entry) for entry in archive.withdrawn),
        feed=corrections_feed_address(archive),
    )


def _items(archive: Archive) -> list[FeedItem]:
    return [item for listed in corrections_of_all(archive) if (item := _item(listed))][:MOST_IN_A_FEED]


def _item(listed: ListedCorrection) -> FeedItem | None:
    correction = listed.correction
    moment = moment_of(correction.date, correction.zone)
    if moment is None:
        return None
    was, now = (value.words if value else "…" for value in (correction.was, correction.now))
    change = f"{was} → {now}" if correction.was or correction.now else ""
    return FeedItem(
        title=listed.entry.words,
        address=listed.entry.address,
        fragment=f"#{correction.id}",
        published=moment,
        updated=moment,
        summary=f"{correction.text} {f'({change})' if change else ''}".strip(),
        lang=correction.lang,
        categories=(correction.kind.value,),
    )
