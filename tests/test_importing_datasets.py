"""Rows of UCDP GED and ACLED become drafts that say what the dataset says, and no more."""

import pytest
from imports import ACLED_ROW, GED_COLUMNS, acled, fields, ged, imported, losses, said

HERE = """
-- content/actors/front.md --
---
kind: armed-group
names: [{text: Silver Front, lang: en}]
---
-- content/places/northford.md --
---
kind: town
names: [Northford]
point: [12.35, 45.68]
---
"""


def test_a_row_of_ged_becomes_a_draft_and_its_names_stubs(site):
    made = site()
    outcome = imported(made, "GEDEvent_v25_1.csv", ged({}), makes_stubs=True)
    article = "the-westmarch-gazette-2031-04-06-fighting-near-the-bridge"
    assert outcome.made == (
        "content/entries/ucdp-11.md",
        "content/sources/gedevent-v25-1.yaml",
        "content/actors/government-of-westmarch.md",
        "content/actors/silver-front.md",
        "content/places/northford-town.md",
    )
    draft = fields(made, "entries/ucdp-11")
    assert draft.pop("private") == {
        "conflict_name": "Westmarch: Free Silver Land",
        "where_description": "at the old mill",
        "adm_1": "Silver province",
        "date_prec": "1",
        "where_prec": "1",
        "number_of_sources": "1",
        "deaths_a": "1",
        "deaths_b": "2",
        "deaths_unknown": "0",
    }
    assert draft == {
        "title": "UCDP GED 25.1, event 11: state-based violence",
        "date": "2031-04-05",
        "tags": ["UCDP: state-based violence"],
        "actors": [{"actor": "government-of-westmarch"}, {"actor": "silver-front"}],
        "places": [{"place": "northford-town", "precision": "exact"}],
        "sources": ["ucdp-ged-25-1", article],
        "assessment": {
            "by": "UCDP GED 25.1",
            "figures": [{"category": "all", "harm": "killed", "low": "3", "best": "3", "high": "5"}],
        },
        "external": {"ucdp": "11", "ucdp_relid": "NOR-2031-1-5-1"},
    }
    assert fields(made, "actors/government-of-westmarch") == {
        "kind": "state",
        "names": [{"text": "Government of Westmarch", "dataset": "UCDP GED 25.1"}],
    }
    assert fields(made, "places/northford-town") == {
        "kind": "place",
        "names": [{"text": "Northford town", "dataset": "UCDP GED 25.1"}],
        "point": ["12.35", "45.68"],
        "precision": "exact",
        "private": {"point": ["12.345678", "45.678901"], "within": ["Silver province", "Westmarch"]},
    }
    assert made.problems() == []


def test_each_draft_names_the_row_that_it_was_made_from(site):
    imported(made := site(), "ged.csv", ged({}, {"id": "12"}))
    first, second = (fields(made, f"entries/ucdp-{id}", "seed")["seed"][0] for id in (11, 12))
    assert {**first, "sha256": len(first["sha256"])} == {"file": "ged.csv", "id": "11", "row": "2", "sha256": 64}
    assert (second["row"], first["sha256"] == second["sha256"]) == ("3", False)


@pytest.mark.parametrize(
    ("row", "date"),
    [
        ({}, "2031-04-05"),
        ({"date_prec": "2", "date_end": "2031-04-08"}, "[2031-04-05..2031-04-08]"),
        ({"date_prec": "5", "date_start": "2031-01-01", "date_end": "2031-12-30"}, "[2031-01-01..2031-12-30]"),
        ({"date_prec": "2"}, "2031-04-05~"),
    ],
)
def test_two_dates_of_ged_are_bounds_and_never_a_span(row, date, site):
    imported(made := site(), "ged.csv", ged(row))
    assert fields(made, "entries/ucdp-11", "date") == {"date": date}


@pytest.mark.parametrize(
    ("code", "precision", "kind", "point"),
    [
        ("1", "exact", "place", ["12.35", "45.68"]),
        ("2", "vicinity", "place", ["12.35", "45.68"]),
        ("3", "district", "district", ["12.35", "45.68"]),
        ("4", "region", "region", ["12.3", "45.7"]),
        ("5", "fuzzy", "place", None),
        ("6", "country", "country", ["12.0", "46.0"]),
        ("7", "none", "place", None),
    ],
)
def test_where_prec_is_a_precision_and_no_stub_is_finer(code, precision, kind, point, site):
    imported(made := site(), "ged.csv", ged({"where_prec": code}), makes_stubs=True)
    assert fields(made, "entries/ucdp-11", "places")["places"][0]["precision"] == precision
    stub = fields(made, "places/northford-town")
    assert (stub["kind"], stub.get("point")) == (kind, point)
    assert made.problems() == []


@pytest.mark.parametrize(
    ("low", "best", "high", "civilians", "figures", "allowed"),
    [
        (2, 3, 5, 1, ["all low 2 best 3 high 5", "civilians best 1"], False),
        (0, 0, 7961, 0, ["all low 0 high 7961"], False),
        (0, 0, 0, 0, [], False),
        (4, 3, 5, 0, ["all low 4 best 3 high 5"], True),
        (1, 1, 1, 2, ["all low 1 best 1 high 1", "civilians best 2"], True),
    ],
)
def test_figures_are_the_dataset_s_assessment_and_never_a_claim(low, best, high, civilians, figures, allowed, site):
    counts = {"low": str(low), "best": str(best), "high": str(high), "deaths_civilians": str(civilians)}
    imported(made := site(), "ged.csv", ged(counts), dataset="UCDP GED 25.1")
    draft = fields(made, "entries/ucdp-11")
    assessment = draft.get("assessment", {"by": "UCDP GED 25.1", "figures": []})
    found = [
        " ".join([figure["category"], *(f"{key} {figure[key]}" for key in ("low", "best", "high") if key in figure)])
        for figure in assessment["figures"]
    ]
    assert (found, assessment["by"], "claims" in draft) == (figures, "UCDP GED 25.1", False)
    assert ("allow" in draft) is allowed
    published(made)
    assert made.problems() == []


def published(made) -> None:
    """Publish all drafts."""
    for place in (made.folder / "content/entries").rglob("*.md"):
        place.write_text(place.read_text("utf-8").replace("status: draft\n", ""), "utf-8")


@pytest.mark.parametrize(
    ("written", "sources"),
    [
        ('"Post, Daily,2031-04-06,One, two"', ["2031-04-06 Post, Daily: One, two"]),
        ('"A,2031-04-06,One";"B,2031-04-07,Two; three"', ["2031-04-06 A: One", "2031-04-07 B: Two; three"]),
        ('Reuters 1989-05-17 "REBELS CUT POWER LINES', ["1989-05-17 Reuters: REBELS CUT POWER LINES"]),
        ("somebody said so", ["None named in UCDP GED: [somebody said so]"]),
        ('"A,2031-04-06,"One" and two"', ['2031-04-06 A: "One" and two']),
        ('"A,2031-04-06,""One"" and two"', ['2031-04-06 A: "One" and two']),
        ('"A,2031-04-06,"', ["2031-04-06 A: [No headline given]"]),
        ("", []),
    ],
)
def test_every_article_of_ged_is_a_source(written, sources, site):
    imported(made := site(), "ged.csv", ged({"source_article": written}))
    inline = fields(made, "entries/ucdp-11", "sources")["sources"][1:]
    assert [f"{one.get('issued')} {one['publisher']}: {one['title']}" for one in inline] == sources


def test_an_article_that_two_rows_cite_has_one_id(site):
    imported(made := site(), "ged.csv", ged({}, {"id": "12"}))
    shared = [fields(made, f"entries/ucdp-{id}", "sources")["sources"] for id in (11, 12)]
    assert shared[0] == shared[1] == ["ucdp-ged", "the-westmarch-gazette-2031-04-06-fighting-near-the-bridge"]
    assert made.found("S5") == []


def test_known_names_lead_to_what_is_registered_and_unknown_ones_stay_private(site):
    made = site(HERE)
    outcome = imported(made, "ged.csv", ged({"where_coordinates": "Northford"}))
    draft = fields(made, "entries/ucdp-11")
    assert draft["actors"] == [{"actor": "front"}]
    assert draft["places"] == [{"place": "northford", "precision": "exact"}]
    assert draft["private"]["actors"] == ["Government of Westmarch"]
    assert ': no actor is called "Government of Westmarch": kept under `private` [2]' in losses(outcome)


def test_two_places_of_one_name_are_two_stubs(site):
    rows = ({}, {"id": "12", "latitude": "14", "adm_1": "Other province"}, {"id": "13", "latitude": "12.35"})
    imported(made := site(), "ged.csv", ged(*rows), makes_stubs=True)
    found = [fields(made, f"entries/ucdp-{id}", "places")["places"][0]["place"] for id in (11, 12, 13)]
    assert found == ["northford-town", "northford-town-other-province", "northford-town"]
    assert made.problems() == []


def test_every_column_of_ged_is_mapped_or_told(site):
    outcome = imported(site(), "ged.csv", ged({}))
    told = {loss.column for loss in outcome.losses if loss.column}
    assert sorted(set(GED_COLUMNS) - told) == sorted(
        "id relid type_of_violence side_a side_b source_article where_prec where_coordinates latitude longitude "
        "date_prec date_start date_end deaths_civilians best high low".split()
    )


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"date_end": "2031-04-04"}, 'column "date_end": "2031-04-04" comes before date_start, "2031-04-05"'),
        ({"date_start": "soon"}, 'column "date_start": "soon" is not a date'),
        ({"date_start": "2031-04"}, 'column "date_start": "2031-04" is not a day'),
        ({"year": "2030"}, 'column "date_start": "2031-04-05" is not in 2030, which the column year says'),
        ({"best": "many"}, 'column "best": "many" is not a whole number'),
        ({"latitude": "95"}, 'column "latitude": "95" is not a number from -90 to 90'),
        ({"where_prec": "9"}, 'column "where_prec": "9" is not 1 to 7'),
        ({"type_of_violence": ""}, 'column "type_of_violence": "" is not 1, 2 or 3'),
        ({"id": ""}, 'column "id": an event without an id'),
    ],
)
def test_a_row_of_ged_that_cannot_be_read_stops_the_import_and_names_its_place(row, message, site):
    (told,) = said(site(), "ged.csv", ged({"id": "10"}, row))
    assert told.startswith(f"ged.csv, row 3, {message}")


def test_a_row_of_acled_becomes_a_draft_and_its_notes_stay_private(site):
    made = site(HERE)
    outcome = imported(made, "acled.csv", acled({}))
    draft = fields(made, "entries/acled-wes1")
    private = draft.pop("private")
    assert private["notes"] == ACLED_ROW["notes"]
    assert draft == {
        "title": "ACLED, event WES1: armed clash",
        "date": "2031-04-05",
        "type": ["battle/armed-clash"],
        "actors": [{"actor": "front"}],
        "places": [{"place": "northford", "precision": "settlement"}],
        "sources": [
            {
                "type": "dataset",
                "title": "ACLED (event data)",
                "publisher": "Armed Conflict Location & Event Data",
                "genre": "dataset",
            },
            {"title": "[Report that ACLED names as a source]", "publisher": "Gazette"},
            {"title": "[Report that ACLED names as a source]", "publisher": "Silver Radio"},
        ],
        "assessment": {"by": "ACLED", "figures": [{"category": "unspecified", "harm": "killed", "best": "2"}]},
        "external": {"acled": "WES1"},
    }
    assert outcome.kinds[0].terms.startswith("ACLED's terms of use restrict passing its data on")
    made.build()
    assert all(b"both sides fired" not in data for data in made.published().values())


@pytest.mark.parametrize(
    ("row", "date"),
    [
        ({"event_date": "16 May 2031"}, "2031-05-16"),
        ({"time_precision": "2"}, "2031-04-05~"),
        ({"time_precision": "3"}, "2031-04"),
    ],
)
def test_a_date_of_acled_is_as_exact_as_its_precision(row, date, site):
    imported(made := site(), "acled.csv", acled(row))
    assert fields(made, "entries/acled-wes1", "date") == {"date": date}


def test_no_fatalities_of_acled_are_no_figure(site):
    outcome = imported(made := site(), "acled.csv", acled({"fatalities": "0"}))
    assert "assessment" not in fields(made, "entries/acled-wes1")
    assert [loss for loss in losses(outcome) if loss.startswith("fatalities")] == [
        "fatalities: ACLED writes 0 both where nobody was killed and where nothing is known: no figure is imported [2]"
    ]


def test_nothing_that_stays_private_stands_in_what_is_published(site):
    made = site()
    row = {"actor1": "Rioters (Westmarch)", "inter1": "Rioters", "interaction": "Rioters-", "country": "Northmarch"}
    imported(made, "Northmarch.csv", acled(row), makes_stubs=True)
    assert fields(made, "entries/acled-wes1")["private"]["country"] == "Northmarch"
    assert [problem for problem in made.problems() if "H7" in problem] == []


def test_a_year_that_contradicts_its_date_is_a_slip(site):
    (told,) = said(site(), "acled.csv", acled({"event_date": "0031-04-05"}))
    assert told == ('acled.csv, row 2, column "event_date": "0031-04-05" is not in 2031, which the column year says')
