"""A feed of what changed in the claims: every dated statement, and which one of the same claimant it replaces."""

from collections.abc import Iterator
from functools import partial
from heapq import nlargest
from operator import itemgetter

from builder.model.addresses import CLAIMS_FEED_OF, entry_address
from builder.model.archive import Archive
from builder.model.claim import Claim
from builder.model.comparison import Answer
from builder.model.dates import Day, known_by
from builder.model.time_zones import zone_of
from builder.outputs.parts.atom import FeedItem
from builder.outputs.parts.claims import first_words
from builder.outputs.parts.corrections import first_day_of, moment_of
from builder.outputs.parts.feeding import MOST_IN_A_FEED, claims_feed_address, feeds
from builder.outputs.parts.languages import own_language
from builder.outputs.parts.made_of import made_of_list
from builder.views.edition import Edition
from builder.views.output import Output


def plan(edition: Edition) -> Iterator[Output]:
    archive = edition.archive
    feed = claims_feed_address(archive)
    if feed is not None:
        title = f"{archive.site.title}: {edition.claims_title}"
        made_of = made_of_list(edition, archive.entries)
        yield from feeds(feed, title, CLAIMS_FEED_OF, partial(_items, archive), archive.site, made_of)


def _items(archive: Archive) -> list[FeedItem]:
    known = ((moments, answer) for answer in _latest(archive) if (moments := _moments(answer, archive)))
    newest = nlargest(MOST_IN_A_FEED, known, key=itemgetter(0))
    return [_item(answer, moments, archive) for moments, answer in newest]


def _latest(archive: Archive) -> Iterator[Answer]:
    """List the statements that may be among the newest, by their days alone: most are far older."""
    answers = [
        (day.ordinal, (entry, claim))
        for entry in archive.entries
        for claim in entry.claims
        if (day := _day_of(claim))
    ]
    newest = nlargest(MOST_IN_A_FEED, [day for day, _ in answers])
    # In UTC a moment may be on the day before or after.
    return (answer for day, answer in answers if day >= newest[-1] - 2)


def _day_of(claim: Claim) -> Day | None:
    """Return the day of the first of a statement's moments; None where it has none."""
    made = first_day_of(claim.made) if claim.made and known_by(claim.made) else None
    return made and ((claim.recorded and first_day_of(claim.recorded)) or made)


def _moments(answer: Answer, archive: Archive) -> tuple[str, str] | None:
    """Return when a statement was recorded here, or else made, and when it was made; None where that is not known."""
    entry, claim = answer
    if claim.made is None or not known_by(claim.made):
        return None
    zone = zone_of(entry, archive.places, archive.site)
    made = moment_of(claim.made, zone)
    recorded = moment_of(claim.recorded, zone) if claim.recorded else None
    return (recorded or made, made) if made else None


def _item(answer: Answer, moments: tuple[str, str], archive: Archive) -> FeedItem:
    entry, claim = answer
    updated, made = moments
    name = archive.names[f"actors/{claim.by}"]
    question = archive.question(claim.question).title if claim.question else first_words(claim.text)
    return FeedItem(
        title=f"{name}: {question}",
        address=entry_address(entry.id),
        fragment=f"#{claim.id}",
        published=made,
        updated=updated,
        summary=_change(claim, archive),
        lang=claim.lang or own_language(entry),
    )


def _change(claim: Claim, archive: Archive) -> str:
    """Write a statement, after that of the same claimant which it replaces, if there is one."""
    replaced = archive.claim_of.get(claim.supersedes or "")
    is_own = replaced is not None and replaced[1].by == claim.by
    return f"{replaced[1].text} → {claim.text}" if replaced and is_own else claim.text
