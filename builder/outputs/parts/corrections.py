"""Corrections as readers see them: what was wrong, what is right, when, and which statement it is about."""

import re
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from builder.model.addresses import CORRECTIONS_ADDRESS, entry_address
from builder.model.archive import Archive
from builder.model.dates import Date, Day, sort_key
from builder.model.entry import Correction, CorrectionKind, Entry, PlaceRole
from builder.model.time_zones import offset_minutes, zone_of
from builder.outputs.parts.languages import own_language
from builder.outputs.parts.words import actor_link, entry_link
from builder.views.output import Link


class CorrectedValue(Struct, frozen=True):
    """What a field held before or after: a date, or words, which are the author's own where they have a language."""

    words: str
    date: Date | None
    lang: str | None
    dir: str | None


class CorrectionView(Struct, frozen=True, kw_only=True):
    """One correction; `field` is what the author named, within `claim` where it is about a statement.

    `zone` is that of a time without an offset."""

    id: str
    date: Date
    zone: str
    kind: CorrectionKind
    text: str
    field: str | None
    claim: Link | None
    was: CorrectedValue | None
    now: CorrectedValue | None
    lang: str | None
    dir: str | None


class ListedCorrection(Struct, frozen=True, kw_only=True):
    """A correction apart from its entry."""

    entry: Link
    is_withdrawn: bool
    correction: CorrectionView


def correction_views(entry: Entry, archive: Archive) -> tuple[CorrectionView, ...]:
    """Show an entry's corrections, the newest first; each keeps its address when others come."""
    listed = zip(entry.corrections, entry.correction_ids, strict=True)
    views = [_view(correction, id, entry, archive) for correction, id in listed]
    return tuple(sorted(views, key=lambda view: sort_key(view.date, 0), reverse=True))


def corrections_of_all(archive: Archive) -> list[ListedCorrection]:
    """List the corrections of all entries, the newest first; on one day, that of what happened last."""
    corrected = [entry for entry in reversed((*archive.entries, *archive.withdrawn)) if entry.corrections]
    listed = [
        ListedCorrection(
            entry=entry_link(entry),
            is_withdrawn=entry.is_withdrawn,
            correction=view,
        )
        for entry in corrected
        for view in correction_views(entry, archive)
    ]
    return sorted(listed, key=lambda found: sort_key(found.correction.date, 0), reverse=True)


def corrections_feed_address(archive: Archive) -> str | None:
    """Return the address of the feed of corrections, where there is one."""
    if archive.site.url is None or not any(
        first_day_of(correction.date) for entry in archive.entry_of.values() for correction in entry.corrections
    ):
        return None
    return f"{CORRECTIONS_ADDRESS}feed.xml"


def moment_of(date: Date, zone: str) -> str | None:
    """Return the moment (RFC 3339) at which a date begins; None where nothing is known of it."""
    day = first_day_of(date)
    if day is None:
        return None
    clock = date.points[0].clock if date.is_point else None
    # A day alone is taken in UTC: a feed wants a moment, and readers the order.
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    moment += timedelta(seconds=clock.utc_seconds(offset_minutes(zone, day, clock)) if clock else 0)
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def first_day_of(date: Date) -> Day | None:
    """Return the first day of a date that is known, if a feed can name it."""
    day = date.earliest or date.latest
    return day if day and 1 < day.year < 9999 else None


def _view(correction: Correction, id: str, entry: Entry, archive: Archive) -> CorrectionView:
    field, claim = _about(correction, entry, archive)
    return CorrectionView(
        id=id,
        date=correction.date,
        zone=zone_of(entry, archive.places, archive.site),
        kind=correction.kind,
        text=correction.text,
        field=field,
        claim=claim,
        was=_value(correction.was, correction.was_date, correction, entry, archive),
        now=_value(correction.now, correction.now_date, correction, entry, archive),
        lang=own_language(entry),
        dir=entry.dir,
    )


def _about(correction: Correction, entry: Entry, archive: Archive) -> tuple[str | None, Link | None]:
    """Take `claims.kb-killed.quantity` apart into the field and the claim, which the entry may still show."""
    id, field = correction.claim, correction.field
    if id is None:
        return field, None
    inner = (field or "").removeprefix(f"claims.{id}").removeprefix(".")
    claim = next((claim for claim in entry.as_shown.claims if claim.id == id), None)
    if claim is None:
        return inner or "claims", None
    return inner or None, replace(actor_link(claim.by, archive), address=f"{entry_address(entry.id)}#{claim.id}")


def _value(
    said: str | None, date: Date | None, correction: Correction, entry: Entry, archive: Archive
) -> CorrectedValue | None:
    """Show what a field held: ids of actors and places by their names, anything else as the author wrote it."""
    if said is None:
        return None
    field = (correction.field or "").rpartition(".")[2]
    words = _with_names(said, _NAMING[field], archive) if field in _NAMING else said
    is_own = date is None and words == said
    return CorrectedValue(words, date, own_language(entry) if is_own else None, entry.dir if is_own else None)


def _with_names(said: str, kind: str, archive: Archive) -> str:
    """Replace ids by names, also those of the sources of a part."""

    def name(id: str) -> str:
        return archive.names.get(f"{kind}/{id}") or archive.names.get(f"actors/{id}") or id

    def part(found: re.Match[str]) -> str:
        particulars = [word for word in (found["more"] or "").split(", ") if word and word != PlaceRole.LOCATION]
        told = [_ID.sub(lambda id: name(id[0]), word) if " " in word else word for word in particulars]
        return f"{name(found['id'])} ({', '.join(told)})" if told else name(found["id"])

    return _PART.sub(part, said)


# Fields that name actors or places, as V1 writes them: `city (target), town`, `army (initiator, according to east)`.
_NAMING = MappingProxyType(
    {"places": "places", "where": "places", "actors": "actors", "by": "actors", "attributed_to": "actors"}
)
_PART = re.compile(r"(?P<id>[^\s(),]+)(?: \((?P<more>[^()]*)\))?(?=, |$)")
_ID = re.compile(r"[^\s(),]+")
