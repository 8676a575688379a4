"""Read ACLED's table of events, one incident a row, as the API and the export tool write it.

ACLED's notes are its own prose and go under `private`; its single figure is its assessment, and 0 says nothing."""

import re
from collections.abc import Iterator
from types import MappingProxyType

from builder.importing.citing import source_of
from builder.importing.dates_elsewhere import day_of, edtf_in
from builder.importing.ged import point_in, whole_number
from builder.importing.record import Found, ImportSource, Incident, NamedPlace, Party, Spoilt, Unmapped
from builder.importing.tables import TableRow, open_table
from builder.model.actor import ActorKind
from builder.model.claim import Category, Harm
from builder.model.entry import Estimate
from builder.model.ids import slug
from builder.model.place import PlacePrecision
from builder.model.source import Source

_NEEDED = (
    *("event_date", "time_precision", "event_type", "sub_event_type", "actor1", "location"),
    *("latitude", "longitude", "geo_precision", "source", "fatalities"),
)
_TYPES = MappingProxyType(
    {
        "armed clash": "battle/armed-clash",
        "government regains territory": "battle/government-regains-territory",
        "non-state actor overtakes territory": "battle/non-state-actor-takes-territory",
        "air/drone strike": "remote/air-drone-strike",
        "shelling/artillery/missile attack": "remote/shelling-artillery-missile",
        "remote explosive/landmine/ied": "remote/explosive-mine-ied",
        "suicide bomb": "remote/suicide-bomb",
        "grenade": "remote/grenade",
        "chemical weapon": "remote/chemical-weapon",
        "attack": "civilians/attack",
        "sexual violence": "civilians/sexual-violence",
        "abduction/forced disappearance": "civilians/abduction",
        "peaceful protest": "protest/peaceful",
        "protest with intervention": "protest/with-intervention",
        "excessive force against protesters": "protest/excessive-force",
        "violent demonstration": "riot/violent-demonstration",
        "mob violence": "riot/mob-violence",
        "agreement": "development/agreement",
        "arrests": "development/arrests",
        "change to group/activity": "development/group-change",
        "disrupted weapons use": "development/disrupted-weapons-use",
        "headquarters or base established": "development/headquarters",
        "looting/property destruction": "development/looting",
        "non-violent transfer of territory": "development/transfer-of-territory",
        "other": "development/other",
    }
)
_KINDS = MappingProxyType(
    {
        **dict.fromkeys(("1", "state forces"), ActorKind.ARMED_FORCE),
        **dict.fromkeys(("2", "rebel group", "rebel groups"), ActorKind.ARMED_GROUP),
        **dict.fromkeys(("3", "political militia", "political militias"), ActorKind.ARMED_GROUP),
        **dict.fromkeys(("4", "identity militia", "identity militias"), ActorKind.ARMED_GROUP),
        **dict.fromkeys(("6", "protesters"), ActorKind.PROTESTERS),
        **dict.fromkeys(("7", "civilians"), ActorKind.CIVILIANS),
    }
)
_PRECISIONS = MappingProxyType(
    {"1": PlacePrecision.SETTLEMENT, "2": PlacePrecision.VICINITY, "3": PlacePrecision.REGION}
)
_PRIVATE = (
    *("notes", "tags", "civilian_targeting", "disorder_type", "interaction", "inter1", "inter2", "source_scale"),
    *("country", "region", "admin1", "admin2", "admin3", "time_precision", "geo_precision"),
)
_LEFT = MappingProxyType(
    {
        **dict.fromkeys(("latitude", "longitude"), "of the place, not of the event: `--registers` writes them there"),
        "year": "the same as in event_date",
        "iso": "a number of the country",
        "iso3": "a code of the country",
        "timestamp": "when ACLED changed the row",
        "event_id_no_cnty": "a part of event_id_cnty",
        **dict.fromkeys(_PRIVATE, "kept under `private`: there is no public field for it"),
    }
)
_MAPPED = (*_NEEDED, "event_id_cnty", "data_id", "actor2", "assoc_actor_1", "assoc_actor_2")
_ID_COLUMNS = ("event_id_cnty", "data_id")


def read_acled(material: ImportSource) -> Iterator[Found]:
    """Read the rows of a table of ACLED's."""
    table = open_table(material)
    table.needs(*_NEEDED)
    if not set(_ID_COLUMNS).intersection(table.columns):
        table.needs("event_id_cnty")
    yield from (*table.passed_over, *table.left_out(_MAPPED, _LEFT, material.name))
    for row in table.rows:
        try:
            yield _incident(row, material)
            if row.get("sub_event_type").lower() not in _TYPES:
                reason = f'"{row.get("sub_event_type")}" is not one of the types that are known'
                yield Unmapped(material.name, "sub_event_type", reason, row.number)
            if row.get("fatalities") == "0":
                yield Unmapped(material.name, "fatalities", _ZERO, row.number)
        except Spoilt as fault:
            yield fault.flaw(material.name, row.number)


def _incident(row: TableRow, material: ImportSource) -> Incident:
    id = row.get("event_id_cnty") or row.get("data_id")
    if not id:
        raise Spoilt("an event without an id", "", "event_id_cnty")
    dataset = material.instructions.dataset or "ACLED"
    kind = row.get("sub_event_type") or row.get("event_type")
    return Incident(
        origin=row.origin(material.name, id),
        id=f"acled-{id}",
        title=f"{dataset}, event {id}: {kind[:1].lower()}{kind[1:]}",
        date=_when(row),
        types=(_TYPES[kind.lower()],) if kind.lower() in _TYPES else (),
        parties=tuple(_parties(row)),
        places=_places(row),
        sources=(_dataset_source(dataset), *_outlets(row, dataset)),
        dataset=dataset,
        figures=_figures(row),
        external=(("acled", id),),
        private={column: row.get(column) for column in _PRIVATE if row.get(column)},
    )


def _dataset_source(dataset: str) -> Source:
    return Source(
        id=slug(dataset),
        type="dataset",
        title=f"{dataset} (event data)",
        publisher="Armed Conflict Location & Event Data",
        genre="dataset",
    )


def _when(row: TableRow) -> str:
    day = day_of(edtf_in("event_date", row.get("event_date")))
    if row.get("year") and not day.startswith(row.get("year")):
        raise Spoilt(
            f'"{row.get("event_date")}" is not in {row.get("year")}, which the column year says', "", "event_date"
        )
    match row.get("time_precision"):
        case "1":
            return day
        case "2":
            # The day is one of a week that the table does not bound.
            return f"{day}~"
        case "3":
            return day[:7]
        case other:
            raise Spoilt(f'"{other}" is not 1, 2 or 3', "", "time_precision")


def _parties(row: TableRow) -> Iterator[Party]:
    seen: set[str] = set()
    for actor, kind, others in (("actor1", "inter1", "assoc_actor_1"), ("actor2", "inter2", "assoc_actor_2")):
        named = [(row.get(actor), _KINDS.get(row.get(kind).lower(), ActorKind.OTHER))]
        named += [(name.strip(), ActorKind.OTHER) for name in row.get(others).split(";")]
        for name, of_kind in named:
            if name and name not in seen:
                seen.add(name)
                yield Party(name, of_kind)


def _places(row: TableRow) -> tuple[NamedPlace, ...]:
    precision = _PRECISIONS.get(row.get("geo_precision"))
    if precision is None:
        raise Spoilt(f'"{row.get("geo_precision")}" is not 1, 2 or 3', "", "geo_precision")
    if not row.get("location"):
        return ()
    columns = ("admin3", "admin2", "admin1", "country")
    within = tuple(row.get(column) for column in columns if row.get(column))
    return (NamedPlace(row.get("location"), point_in(row, "latitude", "longitude"), precision, "place", within),)


def _outlets(row: TableRow, dataset: str) -> Iterator[Source]:
    for outlet in re.split(r";\s*", row.get("source")):
        if outlet.strip():
            yield source_of(f"[Report that {dataset} names as a source]", outlet)


def _figures(row: TableRow) -> tuple[Estimate, ...]:
    fatalities = whole_number(row, "fatalities")
    return (Estimate(category=Category.UNSPECIFIED, harm=Harm.KILLED, best=fatalities),) if fatalities else ()


_ZERO = "ACLED writes 0 both where nobody was killed and where nothing is known: no figure is imported"
