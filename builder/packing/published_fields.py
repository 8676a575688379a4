"""Write the fields of entries, places, sources and settings as readers were given them."""

import json

from builder.drafting.front_matter import plain_yaml
from builder.model.archive import Archive
from builder.model.entry import Entry, Medium
from builder.model.ids import nearest_id
from builder.model.place import Place, rounded
from builder.model.site import Site
from builder.packing.shown_fields import SOURCE_FIELDS, Value, items_of, plain, shown, some, with_sources
from builder.reading.nodes import Map, Node, Scalar

WITHHELD = "[withheld]"


def published_entry(fields: Map, entry: Entry, archive: Archive) -> dict[str, Value]:
    """Return what an entry shows; of a withdrawn one that is its title, its dates and why."""
    if entry.is_withdrawn:
        return shown(fields, "withdrawn") | {"sources": [_withheld(entry)]}
    found = shown(fields, "entries")
    gone = archive.purged.claims(entry.id)
    numbered = enumerate(items_of(fields.get("claims")), start=1)
    kept = [node for number, node in numbered if _id_of(node, f"c{number}") not in gone]
    if kept:
        found["claims"] = [value for node in kept if (value := plain(node)) is not None]
    if media := _media(fields, entry, archive):
        found["media"] = media
    safety = shown_safety(fields)
    if safety:
        found["safety"] = safety
    if entry.allow:
        found["allow"] = _allow(entry)
    sources = [_source(node) for node in items_of(fields.get("sources"))]
    if entry.safety.hide_sources:
        sources = [_withheld(entry)]
        found = {key: with_sources(value, lambda _: f"{entry.id}-withheld") for key, value in found.items()}
    else:
        found = {key: with_sources(value, _without_unshown) for key, value in found.items()}
    return found | {"sources": sources}


def _withheld(entry: Entry) -> Value:
    """Return what stands for sources that no reader is told of: an entry without any would be a mistake."""
    return {"id": f"{entry.id}-withheld", "title": WITHHELD, "publisher": WITHHELD}


def published_place(fields: Map, place: Place, site: Site) -> dict[str, Value]:
    """Return what a place shows: its point as coarse as the site has it."""
    found = shown(fields, "places")
    if place.point is not None:
        found["point"] = [*rounded(place.point, site.safety.coordinate_decimals)]
    return found


def published_site(node: Node | None, site: Site) -> dict[str, Value]:
    """Return the settings, but for where the site is brought to, and words that only `check` looks for."""
    found = shown(node, "site")
    if site.naming.order:
        found["naming"] = {"order": [*site.naming.order]}
    safety: dict[str, Value] = {"coordinate_decimals": str(site.safety.coordinate_decimals)}
    if site.safety.delay_hours:
        safety["delay_hours"] = str(site.safety.delay_hours)
    found["safety"] = safety
    if site.allow:
        found["allow"] = dict(site.allow)
    return found


def published_sources(node: Node | None, path: str, cited: frozenset[str]) -> str | None:
    """Write those of a list of sources that something published cites; None where there is none."""
    listed = node.get("items") if isinstance(node, Map) else node
    sources = [found for item in items_of(listed) if _source_id(found := shown(item, "sources")) in cited]
    if not sources:
        return None
    if path.endswith(".json"):
        return json.dumps(sources, ensure_ascii=False, indent=1) + "\n"
    return plain_yaml(sources)


def shown_safety(fields: Map) -> dict[str, Value]:
    """Return how coarse an entry is shown, and whether its sources are withheld; how long it was is nobody's."""
    said = plain(safety) if (safety := fields.get("safety")) else None
    kept = ("coordinate_decimals", "hide_sources")
    return {key: value for key, value in said.items() if key in kept} if isinstance(said, dict) else {}


def _source_id(source: dict[str, Value]) -> str:
    named = source.get("citation-key", source.get("id", ""))
    return nearest_id(named) if isinstance(named, str) else ""


def _source(node: Node) -> Value:
    return node.value if isinstance(node, Scalar) else shown(node, "sources")


def _without_unshown(value: Value) -> Value:
    """Return sources, named or written out, with what is shown of them."""
    match value:
        case list():
            return [_without_unshown(item) for item in value]
        case dict():
            return some(value, SOURCE_FIELDS)
        case _:
            return value


def _allow(entry: Entry) -> dict[str, Value]:
    """Return which rules an entry breaks; the reasons only of those that readers are told."""
    told = dict(entry.exceptions)
    return {code: told.get(code, WITHHELD) for code, _ in entry.allow}


def _media(fields: Map, entry: Entry, archive: Archive) -> list[Value]:
    nodes = items_of(fields.get("media"))
    gone = archive.purged.ids("media")
    kept = [node for node in nodes if not _is_purged(node, gone)]
    records = zip(kept, entry.media, strict=True)
    return [
        _medium(node, medium, entry, archive) for node, medium in records if medium.is_picture or medium.is_record
    ]


def _is_purged(node: Node, gone: frozenset[str]) -> bool:
    file = node.get("file") if isinstance(node, Map) else None
    return isinstance(file, Scalar) and file.value in gone


def _medium(node: Node, medium: Medium, entry: Entry, archive: Archive) -> Value:
    """Return what is told of a medium: of one that is kept not how its file is called."""
    found = shown(node, "media")
    if medium.is_picture:
        return found
    digest = medium.digest(archive.evidence)
    hidden = ("file", "url", "archived", "credit") if entry.safety.hide_sources else ("file",)
    found = {key: value for key, value in found.items() if key not in hidden}
    if medium.file is not None:
        found["file"] = "withheld"
    return found | ({"sha256": digest} if digest else {})


def _id_of(node: Node, unsaid: str) -> str:
    id = node.get("id") if isinstance(node, Map) else None
    return id.value if isinstance(id, Scalar) else unsaid
