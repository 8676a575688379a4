"""Fields of other programs, and those that do their work here: a table, and the advice that is made of it.

A field is known by its letters alone: `start_date`, `startDate` and `start-date` are one."""

import re
from collections.abc import Collection, Iterator
from types import MappingProxyType

from builder.model.advice import Advice
from builder.model.ids import is_id
from builder.model.nearest import meant
from builder.reading.coordinates import LATITUDES, LONGITUDES, point_meant
from builder.reading.nodes import List, Map, Node, Scalar

# Ours, and what others call it; where one has several meanings, the first that is known in a place is meant.
_SAME = MappingProxyType(
    {
        "title": "headline heading name",
        "summary": "description excerpt abstract teaser lead lede subtitle standfirst dek",
        "description": "tagline subtitle summary",
        "date": "start_date start begin begins event_date date_start when day time occurred",
        "end": "end_date date_end finish finished until ends",
        "issued": "date published pub_date publish_date publication_date year date_published",
        "made": "date said_on when",
        "published": "publish_date pub_date date_published created created_at date_created publication_date",
        "updated": "lastmod last_mod modified last_modified last_modified_at updated_at date_modified revised",
        "accessed": "access_date accessed_on retrieved retrieved_on date_accessed visited urldate",
        "archived": "archive_url archived_url wayback archived_at archive_link",
        "URL": "url link href website web address uri source_url web_address",
        "url": "base_url site_url root_url canonical_url canonical homepage website",
        "author": "authors by creator byline writer journalist",
        "authors": "author by creator byline writer editor contributors",
        "container-title": "journal newspaper magazine outlet site site_name publication work periodical",
        "publisher": "institution organisation organization agency",
        "language": "lang locale language_code hreflang",
        "lang": "language locale language_code",
        "tags": "categories category keywords keyword tag topics topic labels subjects subject",
        "sources": "source references reference citations citation refs bibliography links evidence",
        "actors": "actor people persons person participants parties who organisations groups",
        "places": "place location locations where venue city country region admin1",
        "type": "event_type kind event_types sub_event_type",
        "kind": "type category class category_of_place",
        "time_zone": "timezone tz zone",
        "names": "name title label aliases alias other_names aka",
        "formerly": "aliases alias redirect_from redirects former_ids old_slugs",
        "part_of": "country parent member_of region belongs_to admin1 party in",
        "point": "coordinates coords geo location latlng latlon lat_lng position geometry",
        "by": "actor who claimant speaker claimed_by source_actor party author",
        "text": "claim statement quote content body words",
        "killed": "deaths dead fatalities casualties killed_total",
        "injured": "wounded hurt",
        "alt": "alt_text alternative description text",
        "caption": "title legend",
        "credit": "author photographer copyright creator source attribution by",
        "licence": "license copyright rights",
        "file": "src path filename image name picture photo",
        "colour": "color",
        "id": "key slug identifier name",
        "entry": "event to target id page",
        "rel": "relation relationship type kind",
        "actor": "id name who",
        "place": "id name where",
        "private": "notes note comment comments todo memo internal hidden secret",
        "coordinate_decimals": "decimals precision",
    }
)  # fmt: skip
_BODY = "write the text below the second line `---`"
_LEAVE_OUT = "remove it: there is no such setting; begin your own keys with `_`"
# What is done otherwise here than by a field: in what has a field of the first name, or wherever that is empty.
_OTHERWISE = (
    ("title", "slug permalink urlslug", "the address is the file name; former ids go under `formerly`"),
    (
        "claims",
        "order weight position sort sortorder navorder index",
        "entries are sorted by date, and within a day by `related`: `follows` or `precedes`",
    ),
    (
        "claims",
        "image images cover featuredimage thumbnail picture photo photos hero banner heroimage coverimage",
        "a picture goes under `media: [{file: …, alt: …, credit: …, licence: …}]`, and its file in content/media/",
    ),
    (
        "claims",
        "latitude longitude lat lon lng long coordinates coords point geo gps",
        "`point: [latitude, longitude]` goes in the place's own file; list the place in `places`",
    ),
    (
        "precision",
        "latitude longitude lat lon lng long coordinates coords point geo",
        "a place's own file holds `point: [latitude, longitude]`: name the place here",
    ),
    (
        "claims",
        "fatalities casualties deaths dead killed injured wounded victims",
        "figures go in a claim, with the claimant: `claims: [{by: …, text: …, killed: …, sources: […]}]`",
    ),
    (
        "claims",
        "group section series collection column lane",
        "use `tags`, or `part_of` with the id of a larger event",
    ),
    (
        "claims",
        "url link href website webaddress uri canonical canonicalurl",
        "an entry's address is its file name; the address of a report belongs in a source: "
        "`sources: [{title: …, publisher: …, URL: …}]`",
    ),
    ("claims", "videourl video youtube embed tweet audio", "write a link to it in the text"),
    (
        "title",
        "draft published status date tags categories sources actors places",
        "remove it: only entries have it",
    ),
    ("", "layout template cssclass cssclasses", "remove it: templates and styles belong to the theme"),
    ("", "toc math menu nav share pinned featured robots noindex sitemap search plugins markup params", _LEAVE_OUT),
    ("names", "born died birthdate deathdate", "write it as `person: {born: …, died: …}`"),
    ("names", "body content description summary abstract bio biography about", _BODY),
    ("title", "body content", _BODY),
)
_DRAFT = ("draft", "ispublished", "publish", "live", "hidden", "visible")
_HELD_BACK_IF_TRUE = ("draft", "hidden")


def instead_of_foreign(key: str, node: Map, known: Collection[str]) -> Advice:
    """Advise what to write for another program's field; nothing where the table does not know it here."""
    plain = _plain(key)
    if plain in _DRAFT and "status" in known and isinstance(value := node.items[key][1], Scalar):
        return _status(key, plain, value.value.lower(), node)
    alike = [ours for ours in known if _plain(ours).rstrip("s") == plain.rstrip("s")]
    if alike and alike[0] not in node.items:
        return meant(alike[:1], key)
    if "point" in known and (found := _point_in(plain, node)):
        return found
    for ours in _meant_by(plain):
        if ours == "private" or (ours in known and ours != key):
            return _renamed(key, ours, node)
    for beside, fields, hint in _OTHERWISE:
        if plain in fields.split() and (not beside or beside in known):
            return Advice(hint)
    return Advice()


def means(foreign: str, ours: str) -> bool:
    """Return whether another program's field does the work of one of ours."""
    return ours in _SAME and ours in _meant_by(_plain(foreign))


def _meant_by(plain: str) -> Iterator[str]:
    return (ours for ours, others in _SAME.items() if plain in others.replace("_", "").split())


def _plain(key: str) -> str:
    return re.sub(r"[\s_-]", "", key).lower()


def _status(key: str, plain: str, value: str, node: Map) -> Advice:
    if value not in ("true", "false", "yes", "no"):
        return Advice("write `status: draft` for an entry that is not ready to be published", field="status")
    holds_back = (value in ("true", "yes")) is (plain in _HELD_BACK_IF_TRUE)
    if "status" in node.items:
        return Advice("remove it: `status` says whether it is published")
    status = "draft" if holds_back else "published"
    return Advice(
        f"write `status: {status}` instead", (f"status: {status}",), f"{key}: {_written(key, node)}", field="status"
    )


def _written(key: str, node: Map) -> str:
    value = node.items[key][1]
    return value.value if isinstance(value, Scalar) else ""


def _renamed(key: str, ours: str, node: Map) -> Advice:
    value = node.items[key][1]
    if ours in node.items:
        return Advice(f"move it to `{ours}`, which already exists", field=ours)
    if ours == "private":
        return Advice("write it under `private`, which is never published", ("private",), key)
    if ours == "formerly" and any(not is_id(text) for text in _texts_in(value)):
        return Advice("remove it: entries have no other names; former ids go under `formerly`", field=ours)
    if isinstance(value, List | Map) and ours in ("title", "summary", "description", "issued", "date", "URL", "url"):
        return Advice(f"write it as `{ours}`", field=ours)
    return Advice(f"write `{ours}` instead", (ours,), key, field=ours)


def _texts_in(value: Node) -> list[str]:
    items = value.items if isinstance(value, List) else [value]
    return [item.value for item in items if isinstance(item, Scalar)]


def _point_in(plain: str, node: Map) -> Advice | None:
    """Advise the point that two fields for latitude and longitude make."""
    if plain not in (*LATITUDES, *LONGITUDES):
        return None
    point = point_meant(node)
    return point and Advice(f"write `point: [{point[0]}, {point[1]}]` for latitude and longitude", field="point")
