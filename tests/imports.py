"""Files of data to import, written as text in tests, and what becomes of them."""

import csv
import io
from collections.abc import Mapping
from pathlib import Path

import yaml
from conftest import NOW, Site

from builder.importing import ImportOptions, import_files
from builder.importing.outcome import ImportOutcome
from builder.importing.record import Instructions

GED_COLUMNS = (
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id "
    "dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources "
    "source_article source_office source_date source_headline source_original where_prec where_coordinates "
    "where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region event_clarity "
    "date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob"
).split()
ACLED_COLUMNS = (
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 "
    "actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location "
    "latitude longitude geo_precision source source_scale notes fatalities tags timestamp"
).split()

# An event of imaginary parties at an imaginary place.
GED_ROW = {
    "id": "11",
    "relid": "NOR-2031-1-5-1",
    "year": "2031",
    "type_of_violence": "1",
    "conflict_name": "Westmarch: Free Silver Land",
    "side_a": "Government of Westmarch",
    "side_b": "Silver Front",
    "number_of_sources": "1",
    "source_article": '"The Westmarch Gazette,2031-04-06,Fighting near the bridge"',
    "where_prec": "1",
    "where_coordinates": "Northford town",
    "where_description": "at the old mill",
    "adm_1": "Silver province",
    "country": "Westmarch",
    "latitude": "12.345678",
    "longitude": "45.678901",
    "date_prec": "1",
    "date_start": "2031-04-05 00:00:00.000",
    "date_end": "2031-04-05 00:00:00.000",
    "deaths_a": "1",
    "deaths_b": "2",
    "deaths_civilians": "0",
    "deaths_unknown": "0",
    "best": "3",
    "high": "5",
    "low": "3",
    "gwnoa": "999",
}
ACLED_ROW = {
    "event_id_cnty": "WES1",
    "event_date": "2031-04-05",
    "year": "2031",
    "time_precision": "1",
    "event_type": "Battles",
    "sub_event_type": "Armed clash",
    "actor1": "Military Forces of Westmarch (2029-)",
    "inter1": "State forces",
    "actor2": "Silver Front",
    "assoc_actor_2": "Farmers (Westmarch); Labor Group (Westmarch)",
    "inter2": "Rebel group",
    "country": "Westmarch",
    "location": "Northford",
    "latitude": "12.35",
    "longitude": "45.68",
    "geo_precision": "1",
    "source": "Gazette; Silver Radio",
    "notes": "On 5 April 2031, both sides fired at each other.",
    "fatalities": "2",
}


def ged(*rows: Mapping[str, str]) -> str:
    """Write a table of GED's; each row says how it differs from the event above."""
    return table(GED_COLUMNS, [{**GED_ROW, **row} for row in rows])


def acled(*rows: Mapping[str, str]) -> str:
    """Write a table of ACLED's, which begins with a byte order mark."""
    return "\ufeff" + table(ACLED_COLUMNS, [{**ACLED_ROW, **row} for row in rows])


def table(columns: list[str], rows: list[Mapping[str, str]], delimiter: str = ",") -> str:
    """Write a table as CSV."""
    file = io.StringIO()
    writer = csv.DictWriter(
        file, columns, delimiter=delimiter, restval="", extrasaction="ignore", lineterminator="\n"
    )
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def bring(made: Site, name: str, content: str | bytes) -> Path:
    """Put a file into seeds/."""
    place = made.folder / "seeds" / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content if isinstance(content, bytes) else content.encode())
    return place


def imported(made: Site, name: str, content: str | bytes | None = None, **wishes: object) -> ImportOutcome:
    """Import a file of seeds/, which is written first if its content is given."""
    place = bring(made, name, content) if content is not None else made.folder / "seeds" / name
    asked = {key: wishes.pop(key) for key in ("dataset", "columns", "encoding", "publisher") if key in wishes}
    return import_files(made.folder, (place,), ImportOptions(instructions=Instructions(**asked), **wishes), NOW)


def said(made: Site, name: str, content: str | bytes, **wishes: object) -> list[str]:
    """Import what cannot be read, and list what is said of it; nothing may have been written."""
    before = content_of(made)
    outcome = imported(made, name, content, **wishes)
    assert outcome.was_stopped
    assert content_of(made) == before
    return [str(flaw) for flaw in outcome.flaws]


def content_of(made: Site) -> dict[str, bytes]:
    found = (place for place in (made.folder / "content").rglob("*") if place.is_file())
    return {place.relative_to(made.folder).as_posix(): place.read_bytes() for place in sorted(found)}


def fields(made: Site, path: str, *keys: str) -> dict[str, object]:
    """Give some of the fields of a file of content, or all but those that every draft has."""
    text = (made.folder / "content" / f"{path}.md").read_text("utf-8")
    found = yaml.load(text.split("---\n")[1], Loader=yaml.BaseLoader)
    return {key: value for key, value in found.items() if (key in keys if keys else key not in _OF_EVERY_DRAFT)}


def body(made: Site, path: str) -> str:
    return (made.folder / "content" / f"{path}.md").read_text("utf-8").split("---\n", 2)[2].strip()


def tables_there_and_back(made: Site, settings: str) -> dict[str, bytes]:
    """Return the tables of a publication; one that has its settings, and imports them, has the same ones."""
    assert made.build().published is not None, "\n".join(made.problems())
    tables = {
        path: data for path, data in made.published().items() if path.startswith("data/") and path.endswith(".csv")
    }
    (again := Site(made.folder.parent / "again")).write(settings)
    outcome = import_files(again.folder, (made.public / "data",), ImportOptions(), NOW)
    assert not outcome.was_stopped
    assert again.build().published is not None, "\n".join(again.problems())
    assert {path: again.published()[path].decode() for path in tables} == {p: d.decode() for p, d in tables.items()}
    return tables


def losses(outcome: ImportOutcome) -> list[str]:
    """List what was not mapped: column, reason and rows."""
    return [f"{loss.column}: {loss.reason}" + (f" {list(loss.rows)}" if loss.rows else "") for loss in outcome.losses]


_OF_EVERY_DRAFT = ("status", "seed", "_as_imported")
