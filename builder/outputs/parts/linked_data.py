"""An entry in the words of schema.org (JSON-LD): an article about an event and about what was claimed.

It says what the page shows and nothing else. A date that ISO 8601 cannot say as it is known is left out, a claim
stays its claimant's, and a review is there only where this publication has reached a finding and gives its reason."""

import re
from collections.abc import Mapping

import msgspec

from builder.model.actor import ActorKind
from builder.model.addresses import entry_address, place_address
from builder.model.archive import Archive
from builder.model.claim import Claim, ClaimStatus
from builder.model.dates import Date, Edge, Point, Precision
from builder.model.entry import Entry, Location, Status
from builder.model.place import rounded
from builder.model.time_zones import offset_of, offset_text
from builder.outputs.parts.corrections import CorrectionView
from builder.outputs.parts.sources import SourceView
from builder.outputs.parts.words import actor_link

Node = Mapping[str, "str | Node | list[Node] | None"]


def linked_data(
    entry: Entry,
    archive: Archive,
    zone: str,
    sources: tuple[SourceView, ...],
    corrections: tuple[CorrectionView, ...],
) -> str:
    """Write an entry's JSON-LD, safe within <script>; nothing on a site that does not know its own address.

    `zone` is that of the entry's times without an offset."""
    site = archive.site
    if site.url is None:
        return ""
    page = site.url + entry_address(entry.id)
    about = [] if entry.is_withdrawn else [_event(entry, archive, zone, site.url)]
    article: Node = {
        "@context": "https://schema.org",
        "@id": page,
        "@type": "NewsArticle",
        "url": page,
        "headline": entry.title,
        "description": entry.summary,
        "inLanguage": entry.lang or site.language,
        "isPartOf": {"@id": site.url, "@type": "WebSite", "name": site.title},
        # A name alone does not show whether it is a person's.
        "author": [{"name": author} for author in entry.authors],
        "datePublished": entry.published,
        "dateModified": entry.updated,
        "creativeWorkStatus": None if entry.status is Status.PUBLISHED else entry.status.value,
        "about": [*about, *(_claim(entry, claim, page, zone, archive) for claim in entry.claims)],
        "citation": [_source(source, site.url) for source in sources],
        "correction": [_correction(correction, page) for correction in corrections],
    }
    return _ENCODER.encode(_said(article)).decode().replace("<", "\\u003c")


def iso(date: Date, zone: str | None = None) -> str | None:
    """Return a date as ISO 8601 has it; None where that would say more, or less, than is known."""
    return _iso(date.points[0], zone) if date.is_point else None


def _iso(point: Point | None, zone: str | None) -> str | None:
    if point is None or point.is_qualified or point.unspecified or not 1 <= point.earliest.year <= _LAST_YEAR:
        return None
    if point.clock and point.clock.offset is None:
        offset = offset_of(point.clock, point.earliest, zone)
        return point.text if offset is None else point.text + offset_text(offset)
    if point.precision not in _IN_ISO:
        return None
    # RFC 3339 has minutes in every offset.
    return f"{point.text}:00" if _SHORT_OFFSET.search(point.text) else point.text


def _event(entry: Entry, archive: Archive, zone: str, root: str) -> Node:
    when = entry.when
    is_one_time = when.is_point or when.is_interval
    has_end = when.is_interval and when.end is Edge.KNOWN
    return {
        "@type": "Event",
        "name": entry.title,
        "startDate": _iso(when.start_point, zone) if is_one_time else None,
        "endDate": _iso(when.end_point, zone) if has_end else None,
        "location": [_place(location, entry, archive, root) for location in entry.places if location.is_scene],
    }


def _place(location: Location, entry: Entry, archive: Archive, root: str) -> Node:
    place = archive.places[location.place]
    geo: Node | None = None
    if place.point is not None:
        latitude, longitude = rounded(place.point, entry.safety.decimals(archive.site.safety.coordinate_decimals))
        geo = {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}
    address = root + place_address(place.id)
    return {"@id": address, "@type": "Place", "name": archive.names[f"places/{place.id}"], "geo": geo}


def _claim(entry: Entry, claim: Claim, page: str, zone: str, archive: Archive) -> Node:
    standing = archive.outcome_of(entry, claim)
    is_open = not entry.safety.hide_sources
    root = archive.site.url or ""
    state = None if standing.status is ClaimStatus.CLAIMED else standing.status.value
    if standing.is_contested:
        state = state or "contested"
    if standing.retracted_by or standing.replaced_by:
        state = "retracted" if standing.retracted_by else "replaced"
    return {
        "@id": f"{page}#{claim.id}",
        "@type": "Claim",
        "text": claim.text,
        "inLanguage": claim.lang,
        "author": _claimant(claim.by, archive, root),
        "datePublished": iso(claim.made, zone) if claim.made else None,
        "appearance": [{"@id": root + archive.source_address(id)} for id in claim.sources] if is_open else None,
        "creativeWorkStatus": state,
        "review": _review(claim, page, archive),
    }


def _claimant(id: str, archive: Archive, root: str) -> Node:
    link, kind = actor_link(id, archive), archive.actors[id].kind
    type = "Person" if kind is ActorKind.PERSON else None if kind in _CROWDS else "Organization"
    return {"@id": root + link.address, "@type": type, "name": link.words}


def _review(claim: Claim, page: str, archive: Archive) -> Node | None:
    if claim.status not in _FINDINGS or not claim.status_reason:
        return None
    publication: Node = {"@type": "Organization", "name": archive.site.title, "url": archive.site.url}
    return {
        "@type": "ClaimReview",
        "url": f"{page}#{claim.id}",
        "author": publication,
        "claimReviewed": claim.text,
        "itemReviewed": {"@id": f"{page}#{claim.id}"},
        "reviewBody": claim.status_reason,
        # In words: no number is made of a finding.
        "reviewRating": {"@type": "Rating", "alternateName": claim.status.value},
    }


def _source(source: SourceView, root: str) -> Node:
    return {
        "@id": root + source.address,
        "@type": "CreativeWork",
        "name": None if source.is_description else source.title,
        "description": source.title if source.is_description else None,
        "url": source.url,
        "publisher": {"name": source.outlet} if source.outlet else None,
        "datePublished": iso(source.issued) if source.issued else None,
    }


def _correction(correction: CorrectionView, page: str) -> Node:
    return {
        "@id": f"{page}#{correction.id}",
        "@type": "CorrectionComment",
        "datePublished": iso(correction.date, correction.zone),
        "text": correction.text,
    }


def _said(node: Node) -> Node:
    """Leave out what nobody said."""
    said: dict[str, str | Node | list[Node] | None] = {}
    for key, value in node.items():
        match value:
            case str():
                said[key] = value
            # Not Mapping: to ask whether something is one takes longer than all the rest.
            case dict():
                said[key] = _said(value)
            case list() if value:
                said[key] = [_said(item) for item in value]
    return said


_LAST_YEAR = 9999
_SHORT_OFFSET = re.compile(r"T.*[+-]\d\d$")
_IN_ISO = (Precision.YEAR, Precision.MONTH, Precision.DAY, Precision.TIME)
# Those who are neither one person nor an organisation.
_CROWDS = (ActorKind.CIVILIANS, ActorKind.PROTESTERS, ActorKind.OTHER)
_FINDINGS = (ClaimStatus.VERIFIED, ClaimStatus.REFUTED)
_ENCODER = msgspec.json.Encoder(order="sorted")
