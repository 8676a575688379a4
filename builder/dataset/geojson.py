"""Write entries as GeoJSON (RFC 7946): a feature each, at the places where they happened, no finer than pages say.

What is known only roughly, or nowhere, has no geometry: a map that draws it as a point would say more."""

from collections.abc import Iterator

import msgspec

from builder.dataset.columns import Material, date_cells, degrees
from builder.dataset.entry_files import EntryFile
from builder.model.addresses import entry_address
from builder.model.entry import Entry, Location
from builder.model.place import UNPLACED

Value = str | float | None | list["Value"] | dict[str, "Value"]


def _feature(entry: Entry, material: Material) -> bytes:
    date, earliest, latest = date_cells(entry.when)
    names = material.archive.names
    feature: Value = {
        "type": "Feature",
        "id": entry.id,
        "geometry": _geometry([*_points(entry, material)]),
        "properties": {
            "title": entry.title,
            "summary": entry.summary,
            "date": date,
            "earliest": earliest,
            "latest": latest,
            "status": entry.status,
            "types": [*entry.types],
            "tags": [*entry.tags],
            "places": [
                {
                    "id": location.place,
                    "name": names[f"places/{location.place}"],
                    "role": location.role,
                    "precision": _precision(location, material),
                }
                for location in entry.places
            ],
            "url": material.address(entry_address(entry.id)),
        },
    }
    return msgspec.json.encode(feature)


def _precision(location: Location, material: Material) -> str | None:
    return location.precision or material.archive.places[location.place].precision


def _points(entry: Entry, material: Material) -> Iterator[list[Value]]:
    decimals = entry.safety.decimals(material.archive.site.safety.coordinate_decimals)
    for location in entry.places:
        place = material.archive.places[location.place]
        is_located = place.is_on_maps and location.precision not in UNPLACED
        if place.point and is_located and location.is_scene:
            latitude, longitude = degrees(place.point, decimals)
            yield [longitude, latitude]


def _geometry(points: list[list[Value]]) -> Value:
    apart = [point for number, point in enumerate(points) if point not in points[:number]]
    if not apart:
        return None
    if len(apart) == 1:
        return {"type": "Point", "coordinates": apart[0]}
    return {"type": "MultiPoint", "coordinates": [*apart]}


GEOJSON = EntryFile(
    name="entries.geojson",
    head=lambda archive: b'{"type":"FeatureCollection","features":[',
    piece=_feature,
    between=b",",
    foot=b"]}\n",
)
