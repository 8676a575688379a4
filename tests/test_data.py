"""The publication as data says what its pages say, in forms that the tools of others read."""

import csv
import io
import json
import re
import sqlite3
import struct
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import icalendar
import pytest
import yaml
from conftest import HOUSE, NOW, Site
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from pybtex.database import parse_string

from builder.building.pipeline import build
from builder.building.reference import read_archive
from builder.dataset import TABLES, tables
from builder.dataset.batches import WrittenBatch, batches
from builder.dataset.columns import Chosen, ColumnType
from builder.dataset.csv_text import csv_of, marked, unmarked
from builder.dataset.database import VIEWS, WithRows, search_table
from builder.outputs.parts.dataset import Dataset, write_rows
from builder.outputs.parts.records import actor_json, entry_json, place_json
from builder.preview.shown_site import ShownSite
from builder.reading.source_tree import read_source_tree
from builder.reading.theme_files import read_theme_files
from builder.remembering.on_demand import PartCache, edition_on_demand
from builder.rendering.frame import make_frame
from builder.rendering.renderer import Renderer
from builder.rendering.theme import make_theme
from builder.views.edition import Edition

SETTINGS = """
-- content/site.yaml --
title: A chronology of two sides
url: https://example.org/
time_zone: Asia/Tbilisi
licence: {data: CC-BY-4.0}
safety: {coordinate_decimals: 1}
sides: [{id: east, label: East}, {id: west, label: West}]
data: {pages: true}
"""

# Names in several scripts, a place known roughly, statements that deny, contradict and replace each other, dates of
# every shape, formulas where words are wanted, a withdrawal, sources that are withheld, a day before the common era.
CONTENT = """
-- content/places/norvad.md --
---
kind: city
names: [{text: Norvad, used_by: [east]}, {text: Northford, used_by: [west]}, {text: Նորվադ, lang: hy}]
point: [41.98765, -0.01234]
precision: settlement
part_of: [{place: valley, basis: geographic}]
---
-- content/places/valley.md --
---
kind: region
names: [The valley]
point: [42.5, 45.5]
precision: fuzzy
---
-- content/actors/east.md --
---
kind: government-body
side: east
names: [{text: Eastmarch, lang: en}, {text: Արևելք, lang: hy, used_by: [east]}]
---
The government of Eastmarch, at [[Norvad]].
-- content/actors/west.md --
---
kind: government-body
side: west
names: [Westmarch]
part_of: [{actor: east, from: 1990, to: 1991-08, basis: claimed, according_to: [east], sources: [post]}]
---
-- content/questions/toll.md --
---
title: How many were killed?
---
-- content/sources/papers.yaml --
- {id: courier, type: article-newspaper, title: "One day {of} 50% & more", publisher: The Courier, issued: 2023-09-20, URL: "https://example.com/a_b?c=1&d={e}", author: [A. Writer, The desk]}
- {id: post, title: "[A report]", container-title: The Post, issued: 2023-09~, accessed: 2024-01, note: "Second, reading"}
- {id: review, title: That day, publisher: The Review, issued: "[2023,2024]"}
- {id: unseen, title: What nobody cites, publisher: Nobody}
-- content/entries/before.md --
---
title: =HYPERLINK("https://example.com")
summary: "  -2+3 people, or so"
date: -0043-03-15
actors: [{actor: east, role: speaker, basis: alleged, according_to: [west]}]
places: [{place: norvad, role: mentioned}, valley]
tags: ["+Ides", roads]
type: [statement/denial]
sources: [courier]
---
-- content/entries/shelling.md --
---
title: Shelling at Norvad
summary: Shells fell; each side gives a number, and a reason.
date: 2023-09-19T13:05
published: 2023-09-20
authors: [A. Author, B. Author]
actors: [east, west]
places: [{place: norvad, precision: district}]
tags: [roads]
claims:
  - {id: east, by: east, question: toll, made: 2023-09-19, as_of: 2023-09-19, killed: {civilians: 2, combatants: 10..}, words: ten at least, text: "Two civilians, and ten soldiers at least, were killed.", sources: [courier]}
  - {id: west, by: west, question: toll, via: east, made: 2023-09-20, as_of: 2023-09-19, killed: {civilians: 5..7}, words: five to seven, text: -5 to 7., lang: fr, sources: [post, courier], attributed_to: [east], where: norvad}
  - {id: west-later, by: west, question: toll, made: 2023-09-21, as_of: 2023-09-19, killed: {civilians: 6}, text: Six., supersedes: west, sources: [review]}
  - {id: none, by: east, question: toll, made: 2023-09-22, stance: denies, responds_to: west-later, text: It was not six., killed: {civilians: unknown}, words: no number, sources: [courier]}
assessment: {date: 2023-10, figures: [{category: civilians, harm: killed, low: 2, from: [east, west], rule: the lowest claimed}], grading: fair, text: Between the two.}
quotes: [{text: Enough., by: east, lang: en, source: post}]
related: [{entry: talks, rel: precedes}]
corrections: [{date: 2023-09-25, kind: correction, field: claims.east.text, was: three, now: two, text: A number was wrong.}]
sources: [courier, post, review]
---
It began at [[Norvad]], *after noon*.[@review, p. 3]

- one
- two
-- content/entries/talks.md --
---
title: Talks
date: 2023-10-02
end: ..
ongoing_as_of: 2024-01
part_of: before
places: [norvad]
safety: {hide_sources: true}
claims: [{by: west, text: We talk., sources: [post]}]
sources: [post]
---
-- content/entries/gone.md --
---
title: Gone
summary: SECRET
date: 2023-10-03
status: withdrawn
actors: [east]
sources: [courier]
corrections: [{date: 2023-11-01, kind: retraction, text: It did not happen.}]
---
SECRET
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Build a site that publishes data, which no test changes."""
    small = Site(tmp_path_factory.mktemp("made") / "site").write(SETTINGS + CONTENT)
    assert small.build().published is not None
    return small


def rows(site: Site, path: str) -> list[dict[str, str]]:
    """Read a table; what is empty is left out, for shorter tests."""
    found = csv.DictReader(io.StringIO(site.page(path), newline=""), strict=True)
    return [{name: cell for name, cell in row.items() if cell} for row in found]


def columns(site: Site, path: str, *names: str) -> list[tuple[str, ...]]:
    return [tuple(row.get(name, "") for name in names) for row in rows(site, path)]


# The tables say what pages say


def test_entries_stand_in_their_order_with_dates_as_they_are_known(made: Site):
    assert rows(made, "data/entries.csv") == [
        {
            "id": "before", "address": "https://example.org/entries/before/", "lang": "en", "status": "published",
            "title": """'=HYPERLINK("https://example.com")""", "summary": "'  -2+3 people, or so", "precision": "day",
            "date": "'-0043-03-15", "earliest": "'-0043-03-15", "latest": "'-0043-03-15",
        },
        {
            "id": "shelling", "address": "https://example.org/entries/shelling/", "lang": "en", "status": "published",
            "title": "Shelling at Norvad", "summary": "Shells fell; each side gives a number, and a reason.",
            "date": "2023-09-19T13:05", "earliest": "2023-09-19", "latest": "2023-09-19", "precision": "time",
            "time_zone": "Asia/Tbilisi", "authors": '["A. Author","B. Author"]', "published": "2023-09-20T00:00:00Z",
        },
        {
            "id": "talks", "address": "https://example.org/entries/talks/", "lang": "en", "status": "published",
            "title": "Talks", "date": "2023-10-02/..", "earliest": "2023-10-02", "precision": "day",
            "ongoing_as_of": "2024-01", "ongoing_as_of_earliest": "2024-01-01", "ongoing_as_of_latest": "2024-01-31",
        },
        {
            "id": "gone", "address": "https://example.org/entries/gone/", "lang": "en", "status": "withdrawn",
            "title": "Gone", "date": "2023-10-03", "earliest": "2023-10-03", "latest": "2023-10-03", "precision": "day",
        },
    ]  # fmt: skip


def test_a_figure_is_given_as_it_was_said_and_none_is_made(made: Site):
    assert columns(
        made, "data/claim_figures.csv", "claim", "harm", "category", "text", "low", "high", "certainty", "words", "is_current"
    ) == [
        ("shelling#east", "killed", "civilians", "2", "2", "2", "exact", "ten at least", "true"),
        ("shelling#east", "killed", "combatants", "10..", "10", "", "at-least", "ten at least", "true"),
        ("shelling#west", "killed", "civilians", "5..7", "5", "7", "range", "five to seven", "false"),
        ("shelling#west-later", "killed", "civilians", "6", "6", "6", "exact", "", "true"),
        ("shelling#none", "killed", "civilians", "unknown", "", "", "unknown", "no number", "true"),
    ]  # fmt: skip


def test_the_figures_on_a_question_are_those_of_its_page(made: Site):
    told = re.findall(r'<li class="figure(?: past)?"><span class="number">(.+?)</span>', made.page("questions/toll/"))
    found = [row["figure_text"] for row in rows(made, "questions/toll/claims.csv") if "figure_text" in row]
    shown = {"10..": "at least 10", "5..7": "5 to 7", "unknown": "number unknown"}
    assert sorted(shown.get(text, text) for text in found) == sorted(told)


def test_how_claims_stand_to_each_other_is_a_table(made: Site):
    found = columns(made, "data/relations.csv", "claim", "relation", "other", "question", "harm", "category")
    assert sorted(found) == [
        ("shelling#none", "denies", "shelling#west-later", "toll", "", ""),
        ("shelling#west-later", "contradicts", "shelling#east", "toll", "killed", "civilians"),
        ("shelling#west-later", "replaces", "shelling#west", "toll", "killed", "civilians"),
    ]


def test_sources_that_an_entry_withholds_are_in_no_table(made: Site):
    assert columns(made, "data/entry_sources.csv", "entry", "source") == [
        ("before", "courier"), ("shelling", "courier"), ("shelling", "post"), ("shelling", "review"),
    ]  # fmt: skip
    assert [row for row in rows(made, "data/claim_sources.csv") if row["claim"].startswith("talks")] == []
    assert columns(made, "data/sources.csv", "id", "is_description") == [
        ("courier", "false"), ("post", "true"), ("review", "false"),
    ]  # fmt: skip


def test_points_are_as_coarse_as_the_site_and_the_entry_ask(made: Site):
    found = columns(made, "data/entry_places.csv", "entry", "place", "role", "precision", "latitude", "longitude")
    assert found == [
        ("before", "norvad", "mentioned", "", "42.0", "0.0"),
        ("before", "valley", "location", "", "42.5", "45.5"),
        ("shelling", "norvad", "location", "district", "42.0", "0.0"),
        ("talks", "norvad", "location", "", "42.0", "0.0"),
    ]
    assert columns(made, "data/places.csv", "id", "latitude", "longitude") == [
        ("norvad", "42.0", "0.0"), ("valley", "42.5", "45.5"),
    ]  # fmt: skip


def test_what_belongs_to_a_withdrawn_entry_is_its_correction_alone(made: Site):
    names = [table.name for table in TABLES if table.name.startswith("entry_")]
    assert [name for name in names if any(row["entry"] == "gone" for row in rows(made, f"data/{name}.csv"))] == []
    assert columns(made, "data/corrections.csv", "entry", "kind", "text", "field", "claim", "was", "now") == [
        ("shelling", "correction", "A number was wrong.", "claims.east.text", "shelling#east", "three", "two"),
        ("gone", "retraction", "It did not happen.", "", "", "", ""),
    ]


def test_a_page_leads_to_a_table_of_what_it_lists(made: Site):
    for page, file, words in (
        ("actors/east/", "entries.csv", "Download these 2 entries (CSV)"),
        ("places/norvad/", "entries.csv", "Download these 3 entries (CSV)"),
        ("tags/roads/", "entries.csv", "Download these 2 entries (CSV)"),
        ("questions/toll/", "claims.csv", "Download these 4 claims (CSV)"),
    ):
        assert f'<a href="../../{page}{file}" type="text/csv">{words}</a>' in made.page(page)
    listed = columns(made, "tags/roads/entries.csv", "id")
    assert listed == [("before",), ("shelling",)]
    whole = {row["id"]: row for row in rows(made, "data/entries.csv")}
    assert rows(made, "actors/east/entries.csv") == [whole["before"], whole["shelling"]]
    assert columns(made, "questions/toll/claims.csv", "id", "text", "figure_text") == [
        ("shelling#east", "Two civilians, and ten soldiers at least, were killed.", "2"),
        ("shelling#east", "Two civilians, and ten soldiers at least, were killed.", "10.."),
        ("shelling#west", "'-5 to 7.", "5..7"),
        ("shelling#west-later", "Six.", "6"),
        ("shelling#none", "It was not six.", "unknown"),
    ]


def test_json_beside_a_page_holds_its_record(made: Site):
    entry = json.loads(made.page("entries/shelling/index.json"))
    assert entry["text"] == "It began at Norvad/Northford, after noon.[3, p. 3]\none\ntwo"
    assert [claim["id"] for claim in entry["claims"]] == [
        f"shelling#{id}" for id in ("east", "west", "west-later", "none")
    ]
    assert entry["claims"][1]["figures"] == [
        {
            "harm": "killed", "category": "civilians", "text": "5..7", "low": 5, "high": 7, "certainty": "range",
            "words": "five to seven", "is_current": False, "replaced_by": "shelling#west-later",
        }
    ]  # fmt: skip
    assert entry["assessment"]["figures"] == [
        {"harm": "killed", "category": "civilians", "low": 2, "rule": "the lowest claimed"}
    ]
    assert "sources" not in json.loads(made.page("entries/talks/index.json"))
    assert json.loads(made.page("entries/gone/index.json")) == {
        "id": "gone", "address": "https://example.org/entries/gone/", "title": "Gone", "lang": "en",
        "status": "withdrawn", "date": "2023-10-03", "earliest": "2023-10-03", "latest": "2023-10-03",
        "precision": "day",
        "corrections": [
            {
                "address": "https://example.org/entries/gone/#correction_2023-11-01", "date": "2023-11-01",
                "earliest": "2023-11-01", "latest": "2023-11-01", "kind": "retraction", "text": "It did not happen.",
            }
        ],
    }  # fmt: skip
    assert [name["name"] for name in json.loads(made.page("places/norvad/index.json"))["names"]] == [
        "Norvad", "Northford", "Նորվադ",
    ]  # fmt: skip
    assert len(json.loads(made.page("questions/toll/index.json"))["claim_relations"]) == 3


# Tools of others read it


def reported_by_frictionless(site: Site) -> Any:
    # Not imported by every worker that collects these tests: to start it takes a second.
    import frictionless

    return frictionless.validate(str(site.public / "data/datapackage.json"))


def meets(found: object, schema: dict[str, object]) -> bool:
    """Return whether a value is as its JSON schema says; else jsonschema raises what is wrong with it."""
    # Neither is this: at its start it makes forty grammars.
    import jsonschema

    jsonschema.validate(found, schema)
    return True


def test_frictionless_finds_the_package_valid(made: Site):
    report = reported_by_frictionless(made)
    assert report.valid, report.to_summary()
    package = json.loads(made.page("data/datapackage.json"))
    assert [resource["name"] for resource in package["resources"]] == [table.name for table in tables(True)]
    entries = next(resource for resource in package["resources"] if resource["name"] == "entries")
    types = {field["name"]: field["type"] for field in entries["schema"]["fields"]}
    # One entry is of a year that Table Schema has no day for.
    assert (types["earliest"], types["ongoing_as_of_earliest"], types["authors"]) == ("string", "date", "array")


def test_the_database_holds_every_table_with_its_keys(made: Site):
    database = sqlite3.connect(made.public / "data/publication.sqlite")
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    for table in tables(True):
        names = ", ".join(f'"{name}"' for name in table.column_names)
        listed = database.execute(f'SELECT {names} FROM "{table.name}"').fetchall()
        told = list(csv.reader(io.StringIO(made.page(f"data/{table.name}.csv"), newline="")))[1:]
        flags = [place for place, column in enumerate(table.columns) if column.type is ColumnType.BOOLEAN]
        assert sorted(written(row, flags) for row in listed) == sorted(tuple(map(unmarked, row)) for row in told), (
            table.name
        )
        keys = [(row[3], row[2], row[4]) for row in database.execute(f'PRAGMA foreign_key_list("{table.name}")')]
        refers = [(column.name, column.refers_to, "id") for column in table.columns if column.refers_to]
        assert sorted(keys) == sorted(refers)
    for view in VIEWS:
        database.execute(f'SELECT * FROM "{view}"').fetchall()
    assert database.execute("SELECT places, actors FROM timeline WHERE id = 'shelling'").fetchall() == [
        ("Norvad/Northford", "Eastmarch; Westmarch")
    ]


def written(row: tuple[object, ...], flags: list[int]) -> tuple[str, ...]:
    """Write a row of the database as CSV has it; flags are numbers in a database."""
    words = ("false", "true")
    return tuple(
        "" if cell is None else words[int(cell)] if place in flags else str(cell) for place, cell in enumerate(row)
    )


@pytest.mark.parametrize(
    ("table", "words", "found"),
    [
        ("actor_names", "Արևելք", "east"),
        ("place_names", "նորվադ", "norvad"),
        ("claims", "soldiers", "shelling#east"),
        ("entry_texts", "noon", "shelling"),
        ("entries", "shelling", "shelling"),
        ("sources", "courier", "courier"),
    ],
)
def test_every_name_and_text_is_found_in_the_database(made: Site, table: str, words: str, found: str):
    database = sqlite3.connect(made.public / "data/publication.sqlite")
    metadata = yaml.safe_load(made.page("data/metadata.yaml"))["databases"]["publication"]
    index = metadata["tables"][table]["fts_table"]
    rowids = f'SELECT rowid FROM "{index}" WHERE "{index}" MATCH ?'
    assert database.execute(f'SELECT * FROM "{table}" WHERE rowid IN ({rowids})', (words,)).fetchone()[0] == found
    everywhere = database.execute(metadata["queries"]["search"]["sql"], {"words": words}).fetchall()
    assert (table, found) in {row[:2] for row in everywhere}


def test_two_builds_in_two_processes_give_the_same_bytes(made: Site, tmp_path: Path):
    folder = tmp_path / "again"
    command = [sys.executable, "-m", "builder", "build", "--site", str(made.folder), "--output", str(folder)]
    subprocess.run([*command, "--no-cache"], check=True, capture_output=True, cwd=HOUSE)
    again = {
        place.relative_to(folder).as_posix(): place.read_bytes() for place in folder.rglob("*") if place.is_file()
    }
    assert {path: data for path, data in made.published().items() if again.get(path) != data} == {}


POSITION = {"type": "array", "minItems": 2, "maxItems": 3, "items": {"type": "number"}}
# RFC 7946, as far as points go.
GEOJSON = {
    "type": "object",
    "required": ["type", "features"],
    "properties": {
        "type": {"const": "FeatureCollection"},
        "features": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["type", "geometry", "properties"],
                "properties": {
                    "type": {"const": "Feature"},
                    "id": {"type": ["string", "number"]},
                    "properties": {"type": ["object", "null"]},
                    "geometry": {
                        "oneOf": [
                            {"type": "null"},
                            {
                                "type": "object",
                                "required": ["type", "coordinates"],
                                "properties": {"type": {"const": "Point"}, "coordinates": POSITION},
                            },
                            {
                                "type": "object",
                                "required": ["type", "coordinates"],
                                "properties": {
                                    "type": {"const": "MultiPoint"},
                                    "coordinates": {"type": "array", "items": POSITION},
                                },
                            },
                        ]
                    },
                },
            },
        },
    },
}


def test_the_map_has_a_point_only_where_one_is_known(made: Site):
    found = json.loads(made.page("data/entries.geojson"))
    assert meets(found, GEOJSON)
    # A place that is only mentioned, or known only roughly, is no point; east comes before north.
    assert [(feature["id"], feature["geometry"]) for feature in found["features"]] == [
        ("before", None),
        ("shelling", {"type": "Point", "coordinates": [0.0, 42.0]}),
        ("talks", {"type": "Point", "coordinates": [0.0, 42.0]}),
    ]


FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id"],
                "anyOf": [{"required": ["content_text"]}, {"required": ["content_html"]}],
                "properties": {
                    "id": {"type": "string"},
                    "url": {"type": "string", "format": "uri"},
                    "date_published": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
                    "authors": {"type": "array", "items": {"required": ["name"]}},
                    "tags": {"type": "array", "items": {"type": "string"}},
                },
            },
        },
    },
}


def test_a_json_feed_stands_beside_each_atom_feed_under_the_same_ids(made: Site):
    feeds = [path for path in made.published() if path.endswith("feed.xml")]
    assert feeds == [
        "actors/east/feed.xml", "actors/west/feed.xml", "corrections/feed.xml", "feed.xml", "places/norvad/feed.xml",
        "questions/feed.xml", "tags/roads/feed.xml",
    ]  # fmt: skip
    for path in feeds:
        feed = json.loads(made.page(path.replace(".xml", ".json")))
        assert meets(feed, FEED)
        assert [item["id"] for item in feed["items"]] == re.findall("<id>(.+?)</id>", made.page(path))[1:]
        page = made.page(path.removesuffix("feed.xml"))
        assert f'<link rel="alternate" type="application/feed+json" href="{"../" * path.count("/") or "./"}' in page


def test_the_calendar_holds_what_is_exact_to_the_day(site: Callable[..., Site]):
    dates = {
        "a": "date: 2023-09-19",
        "b": "date: 2023-09-19/2023-09-21",
        "c": "date: 2023-09-19T13:05",
        "d": "date: 2023-09-19T23:30-02:00",
        "e": "date: 2023-09-19T10:00Z\nend: 2023-09-19T11:00Z",
        "month": "date: 2023-09",
        "about": "date: 2023-09-19~",
        "open": "date: 2023-09-19\nend: ..",
        "either": "date: [2023-09-19, 2023-09-20]",
        "old": "date: -0043-03-15",
    }
    title = "A title, with; marks\\ that is so long that it has to be folded over two lines, and Հայերեն too"
    entries = [
        f"-- content/entries/{id}.md --\n---\ntitle: '{title}'\n{date}\nsources: [courier]\n---\n"
        for id, date in dates.items()
    ]
    small = site(
        SETTINGS
        + "-- content/sources/p.yaml --\n- {id: courier, title: One, publisher: The Courier}\n"
        + "".join(entries),
        around="",
    )
    small.build()
    data = (small.public / "data/calendar.ics").read_bytes()
    assert max(map(len, data.split(b"\r\n"))) <= 75
    events = icalendar.Calendar.from_ical(data).walk("VEVENT")
    told = {
        str(event["UID"]).split("/")[-2]: (event["DTSTART"].to_ical().decode(), event["DTEND"].to_ical().decode() if "DTEND" in event else None)
        for event in events
    }  # fmt: skip
    assert told == {
        "a": ("20230919", "20230920"),
        "b": ("20230919", "20230922"),
        "c": ("20230919T090500Z", None),
        "d": ("20230920T013000Z", None),
        "e": ("20230919T100000Z", "20230919T110000Z"),
    }
    assert {str(event["SUMMARY"]) for event in events} == {title}


def test_timelinejs_gets_numbers_where_it_can_and_words_where_it_cannot(made: Site):
    found = json.loads(made.page("data/timelinejs.json"))
    assert found["title"] == {"text": {"headline": "A chronology of two sides", "text": ""}}
    told = {
        event["unique_id"]: (event["start_date"], event.get("end_date"), event.get("display_date"))
        for event in found["events"]
    }
    assert told == {
        "before": ({"year": -44, "month": 3, "day": 15}, None, "15 March 44 BC"),
        "shelling": (
            {"year": 2023, "month": 9, "day": 19, "hour": 13, "minute": 5}, None, "19 September 2023, 13:05, Asia/Tbilisi time",
        ),
        "talks": ({"year": 2023, "month": 10, "day": 2}, None, "since 2 October 2023"),
    }  # fmt: skip
    assert found["events"][0]["text"]["headline"] == (
        '<a href="https://example.org/entries/before/">=HYPERLINK(&quot;https://example.com&quot;)</a>'
    )


def test_sources_come_back_from_both_forms_as_they_were(made: Site, tmp_path: Path):
    listed = parse_string(made.page("data/sources.bib"), "bibtex").entries
    assert {id: entry.type for id, entry in listed.items()} == {
        "courier": "article",
        "post": "misc",
        "review": "misc",
    }
    assert dict(listed["courier"].fields) == {
        "title": r"{One day \textbraceleft{}of\textbraceright{} 50\% \& more}",
        "publisher": "The Courier",
        "date": "2023-09-20",
        "url": "https://example.com/a_b?c=1&d=%7Be%7D",
    }
    assert [str(person) for person in listed["courier"].persons["author"]] == ["{A. Writer}", "{The desk}"]
    # What another site reads of the exported sources is what this one has.
    other = Site(tmp_path / "other").write(SETTINGS + CONTENT).delete("content/sources/papers.yaml")
    (other.folder / "content/sources/papers.json").write_text(made.page("data/sources.json"), "utf-8")
    assert other.build().published is not None
    assert rows(other, "data/sources.csv") == rows(made, "data/sources.csv")


# What a spreadsheet would run


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+1", "'=1+1"), ("+7", "'+7"), ("-5 to 7", "'-5 to 7"), ("@sum", "'@sum"), (" =1", "' =1"), ("\t=1", "'\t=1"),
        ("＝1", "'＝1"), ("'=1", "''=1"), ("''-", "'''-"), ("'tis", "'tis"), ("a=1", "a=1"), ("", ""), ("–5", "–5"),
    ],
)  # fmt: skip
def test_what_a_spreadsheet_would_run_is_marked(text: str, shown: str):
    assert marked(text) == shown


@given(st.text(st.sampled_from("'=+-@ \tab,\n\"＝"), max_size=8))
def test_a_mark_can_be_taken_off_again_and_none_is_missing(text: str):
    assert unmarked(marked(text)) == text
    assert not re.match(r"\s*[=+\-@＝]", marked(text))


TEXTS = st.one_of(st.none(), st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), min_size=1))


@given(st.lists(st.tuples(TEXTS, TEXTS)))
def test_a_table_comes_back_from_csv_as_it_was(found: list[tuple[str | None, str | None]]):
    table = next(table for table in TABLES if table.name == "sides")
    read = list(csv.reader(io.StringIO(csv_of(table.columns, found).decode(), newline=""), strict=True))
    assert read[0] == ["id", "label"]
    assert [tuple(unmarked(cell) or None for cell in row) for row in read[1:]] == found


# The page, the settings, the languages


def test_without_data_nothing_of_it_is_published(site: Callable[..., Site]):
    small = site(SETTINGS.replace("data: {pages: true}\n", "") + CONTENT, around="")
    small.build()
    assert [
        path
        for path in small.published()
        if path.startswith("data/") or path.endswith((".csv", "feed.json", "index.json"))
    ] == []
    assert 'rel="alternate" type="text/csv"' not in small.page("actors/east/")


def test_without_pages_there_is_no_json_and_no_table_of_texts(site: Callable[..., Site]):
    small = site(SETTINGS.replace("{pages: true}", "true") + CONTENT, around="")
    small.build()
    assert [path for path in small.published() if path.endswith(("index.json", "entry_texts.csv"))] == []
    assert b"after noon" not in (small.public / "data/publication.sqlite").read_bytes()
    assert reported_by_frictionless(small).valid


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("maybe", '2:7 error [not-yes-or-no] data is "maybe"; write true or false'),
        ("{page: true}", '2:8 error [key-unknown] unknown field "page" in data; did you mean "pages"?'),
    ],
)
def test_what_data_cannot_be_is_told(site: Callable[..., Site], data: str, says: str):
    small = site(f"-- content/site.yaml --\ntitle: T\ndata: {data}\n", around="")
    assert [line for line in small.problems() if "data" in line or "page" in line] == [f"content/site.yaml:{says}"]


def test_editions_share_the_files_and_each_has_the_page(site: Callable[..., Site]):
    small = site(SETTINGS.replace("\ndata:", "\nlanguages: [en, hy]\ndata:") + CONTENT, around="")
    small.build()
    own = [path for path in small.published() if path.startswith("hy/") and not path.endswith(".html")]
    assert [path for path in own if path.endswith((".csv", "index.json", ".sqlite"))] == []
    assert "hy/feed.json" in own
    assert '<a href="../../data/entries.csv" type="text/csv" dir="ltr">entries.csv</a>' in small.page("hy/data/")
    assert 'href="../../../actors/east/entries.csv"' in small.page("hy/actors/east/")
    listed = [
        path
        for path in ("", "hy/")
        if f"<loc>https://example.org/{path}data/</loc>" in small.page(f"{path}sitemap.xml")
    ]
    assert listed == ["", "hy/"]


def test_the_preview_makes_a_file_when_it_is_asked_for(made: Site):
    shown = ShownSite(made.folder, lambda: NOW, shows_early=False)
    shown.update()
    for path in (
        "data/claims.csv",
        "data/datapackage.json",
        "data/publication.sqlite",
        "places/norvad/entries.csv",
        "feed.json",
    ):
        assert shown.answer(path).data == (made.public / path).read_bytes(), path
    assert shown.answer("data/entries.csv").type == "text/csv; charset=utf-8"


def edition_of(site: Site) -> Edition:
    """Return the edition of a site whose parts are made on demand."""
    archive = read_archive(read_source_tree(site.folder), NOW)
    theme = make_theme(read_theme_files(site.folder, archive.site.theme), archive.site)
    renderer = Renderer(theme, make_frame(archive, theme, ()))
    return edition_on_demand(archive, archive, renderer, PartCache(), {})


def test_the_json_of_a_record_is_made_of_that_record_alone(made: Site):
    """No zone and no text of any other record is looked at, but for those of entries that answer its questions."""
    whole = edition_of(made)
    for kind, id, make in (
        ("entries", "shelling", entry_json),
        ("entries", "gone", entry_json),
        ("actors", "east", actor_json),
        ("places", "norvad", place_json),
    ):
        key = f"{kind}/{id}"
        zones = {id: whole.zones[id]} if kind == "entries" else {}
        alone = replace(whole, bodies={key: whole.bodies[key]}, zones=zones)
        assert make(id, Dataset(alone)) == (made.public / key / "index.json").read_bytes()


def test_an_edit_of_a_text_leaves_all_files_but_those_that_hold_it(site: Callable[..., Site]):
    made = site(SETTINGS + CONTENT, around="")
    assert made.build().published is not None
    before = made.published()
    made.write(CONTENT.replace("*after noon*", "*before noon*"))
    assert build(made.folder, made.public, NOW).published is not None
    after = made.published()
    assert sorted(path for path, data in after.items() if before[path] != data and path != "manifest.json") == [
        "data/datapackage.json", "data/entry_texts.csv", "data/publication.sqlite", "entries/shelling/index.html",
        "entries/shelling/index.json",
    ]  # fmt: skip


def test_an_edit_writes_the_rows_of_one_batch_of_records_alone(
    site: Callable[..., Site], monkeypatch: pytest.MonkeyPatch
):
    entry = "-- content/entries/e{0}.md --\n---\ntitle: Title {0}\ndate: 2023-09-19\nsources: [courier]\n---\n"
    small = site(SETTINGS + CONTENT + "".join(map(entry.format, range(100))), around="")
    small.build()
    before, written, based = small.published(), list[set[str]](), list[set[str]]()

    def write(batch: Chosen, edition: Edition) -> WrittenBatch:
        written.append({entry.id for entry in batch.entries})
        return write_rows(batch, edition)

    def base(tables: Iterable[WithRows]) -> bytes:
        based.append({table.name for table, rows in tables if rows})
        return b""

    monkeypatch.setattr("builder.remembering.batches.write_rows", write)
    # Nor is an event or a feature of another entry written, or a row of another table put into the database.
    monkeypatch.setattr("builder.outputs.parts.dataset.base_of", base)
    small.write(entry.format(50).replace("title: Title", "title: New title")).build()
    assert based == []
    ((first, *others),) = [sorted(batch) for batch in written]
    assert "e50" in (first, *others)
    assert len(others) < 99
    after = small.published()
    assert sorted(path for path in after if path.startswith("data/") and before[path] != after[path]) == [
        "data/calendar.ics", "data/datapackage.json", "data/entries.csv", "data/entries.geojson",
        "data/publication.sqlite", "data/timelinejs.json",
    ]  # fmt: skip


@given(st.lists(st.text("abcdefgh", min_size=3, max_size=3), unique=True), st.data())
def test_a_record_more_moves_the_end_of_its_own_batch_alone(questions: list[str], data: st.DataObject):
    def cut(ids: list[str]) -> list[tuple[str, ...]]:
        return [batch.questions for batch in batches(Chosen(questions=tuple(ids))) if batch.questions]

    found, place = cut(questions), data.draw(st.integers(0, len(questions)))
    more = cut([*questions[:place], "more", *questions[place:]])
    assert [id for batch in found for id in batch] == questions
    assert len([batch for batch in found if batch not in more]) <= 1
    assert len([batch for batch in more if batch not in found]) <= 2


# What is documented


def test_every_column_is_documented_where_the_tables_are():
    document = (HOUSE / "docs/reference/data.md").read_text("utf-8")
    for table in tables(True):
        section = re.search(rf"^### {table.name}\n\n(.+)\n\n.*\n.*\n((?:\|.*\n)+)", document, re.M)
        assert section, table.name
        assert section[1] == f"{table.words} Key: {', '.join(f'`{name}`' for name in table.key)}."
        told = [
            f"| `{column.name}` | {column.type.value}{', never empty' if column.is_required else ''} | {column.words}"
            f"{f' → `{column.refers_to}`' if column.refers_to else ''} |"
            for column in table.columns
        ]
        assert section[2].splitlines() == told


def test_the_theme_says_of_every_column_what_the_package_says():
    words = yaml.load((HOUSE / "themes/chronicle/strings/en.yaml").read_text("utf-8"), yaml.BaseLoader)["data"]
    assert words["tables"] == {table.name: table.words for table in tables(True)}
    meanings = {(column.meaning or column.name, column.words) for table in tables(True) for column in table.columns}
    assert sorted(words["columns"].items()) == sorted(meanings)


def test_every_searched_table_says_what_is_searched():
    assert {table.name: table.searched for table in tables(True) if table.searched} == {
        "actors": ("name", "text"), "actor_names": ("name",), "places": ("name", "text"), "place_names": ("name",),
        "sources": ("title", "publisher", "container_title"), "questions": ("title", "text"),
        "entries": ("title", "summary"), "claims": ("text",), "entry_quotes": ("text",), "assessments": ("text",),
        "entry_texts": ("text",),
    }  # fmt: skip
    assert search_table(next(table for table in TABLES if table.name == "claims")) == "claims_search"


def test_no_exact_point_is_in_any_byte(made: Site):
    exact = [struct.pack(">d", degrees) for degrees in (41.98765, -0.01234)]
    exact += [b"41.98", b"0.0123", b"SECRET"]
    assert [path for path, data in made.published().items() if any(found in data for found in exact)] == []
