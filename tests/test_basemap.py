"""Base maps are cut from what the user has, and say what they were made of; nothing is added and nothing downloaded."""

import json

import msgspec
import pytest
from conftest import NOW, TWO_SIDES

from builder.building.pipeline import load
from builder.cli.basemap import basemap
from builder.drafting.basemap import draft_basemap
from builder.drafting.topology import dissolved
from builder.model.basemap import Bounds, ShapeKind
from builder.model.errors import BuilderError

PLACES = """
-- content/places/norvad.md --
---
kind: city
names: [{text: Norvad, used_by: [east]}, {text: Northford, used_by: [west]}]
point: [1.0, 1.0]
---
-- content/places/eastport.md --
---
kind: city
names: [Eastport]
point: [1.5, 3.0]
---
"""
FAR_AWAY = """
-- content/places/far-city.md --
---
names: [Far City]
point: [50.0, 60.0]
---
"""

# Two countries, each a square of two degrees, which share the meridian of 2.
TOPOLOGY = {
    "type": "Topology",
    "transform": {"scale": [0.5, 0.5], "translate": [0, 0]},
    "arcs": [[[4, 0], [0, 8]], [[4, 8], [-4, 0], [0, -8], [4, 0]], [[4, 0], [4, 0], [0, 8], [-4, 0]]],
    "objects": {
        "countries": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "id": "001", "properties": {"name": "Westmarch"}, "arcs": [[0, 1]]},
                {"type": "MultiPolygon", "properties": {"name": "Eastmarch"}, "arcs": [[[2, -1]]]},
            ],
        },
        "land": {"type": "GeometryCollection", "geometries": [{"type": "MultiPolygon", "arcs": [[[1, 2]]]}]},
    },
}


def feature(said: str, kind: str, coordinates: object, key: str = "FEATURECLA") -> dict[str, object]:
    return {
        "type": "Feature",
        "properties": {key: said, "scalerank": 1},
        "geometry": {"type": kind, "coordinates": coordinates},
    }


def square(west: float, east: float) -> list[list[list[float]]]:
    return [[[west, 0.0], [east, 0.0], [east, 4.0], [west, 4.0], [west, 0.0]]]


COUNTRIES = [feature("Admin-0 country", "Polygon", square(0, 2)), feature("Admin-0 country", "Polygon", square(2, 4))]
BOUNDARIES = [
    feature("International boundary (verify)", "LineString", [[2.0, 0.0], [2.0, 1.0]], "featurecla"),
    feature("Disputed (please verify)", "LineString", [[2.0, 1.0], [2.0, 2.0]], "featurecla"),
    feature("Line of control (please verify)", "MultiLineString", [[[2.0, 2.0], [2.0, 3.0]]], "featurecla"),
    feature("Breakaway", "LineString", [[2.0, 3.0], [2.0, 4.0]], "featurecla"),
    feature("Marine Indicator 200 mi", "LineString", [[0.0, 3.0], [0.0, 4.0]], "featurecla"),
]


@pytest.fixture
def drafted(site, tmp_path):
    """Give a function that writes data of a user into a folder, makes base maps of it, and reads these."""

    def draft(data: dict[str, object], named: str, places: str = PLACES, **said: object):
        made = site(places, around=TWO_SIDES)
        folder = tmp_path / "data"
        folder.mkdir(exist_ok=True)
        for name, held in data.items():
            (folder / name).write_text(held if isinstance(held, str) else json.dumps(held), "utf-8")
        given = {"around": None, "edition": None, "viewpoint": None, **said}
        paths = draft_basemap(made.folder, folder / named if named else folder, moment=NOW, **given)
        assert all((made.folder / path).is_file() for path in paths)
        return load(made.folder, NOW).archive.maps

    return draft


def lines(base, kind: ShapeKind) -> list[object]:
    return [line for shape in base.shapes for line in shape.lines if shape.kind is kind]


PACKAGE = '{"name": "world-atlas", "version": "9.9.9"}'
AROUND = Bounds(0.5, 0.5, 3.5, 2.5)


def test_of_world_atlas_land_is_land_and_what_two_countries_share_is_a_border(drafted):
    data = {"countries-10m.json": TOPOLOGY, "package.json": PACKAGE}
    for named in ("countries-10m.json", ""):
        (base,) = drafted(data, named, around=AROUND).values()
        assert (base.id, base.bounds) == ("region", AROUND)
        assert (base.edition, base.licence) == ("world-atlas 9.9.9", "public domain")
        # The page says that its borders are as the map draws them, in each language.
        assert base.viewpoint is None
        assert base.made_from == "countries-10m.json, cut and simplified by dateline basemap"
        # Lines go on for a fiftieth beyond the picture, so that no cut is seen.
        assert lines(base, ShapeKind.BORDER) == [((2.0, 0.46), (2.0, 2.54))]
        assert lines(base, ShapeKind.DISPUTED) == []
        (land,) = lines(base, ShapeKind.LAND)
        assert set(land) == {(0.44, 0.46), (3.56, 0.46), (3.56, 2.54), (0.44, 2.54)}


def test_of_countries_alone_what_they_share_is_a_border_and_all_else_coast(drafted):
    data = {
        "ne_10m_admin_0_countries.geojson": {"type": "FeatureCollection", "features": COUNTRIES},
        "VERSION": "5.1.2\n",
    }
    (base,) = drafted(data, "", around=AROUND).values()
    assert base.edition == "Natural Earth 5.1.2"
    assert lines(base, ShapeKind.BORDER) == [((2.0, 0.46), (2.0, 2.54))]
    assert set(lines(base, ShapeKind.LAND)[0]) == {(0.44, 0.46), (3.56, 0.46), (3.56, 2.54), (0.44, 2.54)}


def test_which_lines_are_disputed_is_what_the_data_says(drafted):
    data = {
        "ne_10m_admin_0_countries.geojson": {"type": "FeatureCollection", "features": COUNTRIES},
        "ne_10m_admin_0_boundary_lines_land.geojson": {"type": "FeatureCollection", "features": BOUNDARIES},
    }
    (base,) = drafted(data, "", around=Bounds(0, 0, 4, 4), edition="Natural Earth 5").values()
    assert lines(base, ShapeKind.BORDER) == [((2.0, 0.0), (2.0, 1.0))]
    assert lines(base, ShapeKind.DISPUTED) == [
        ((2.0, 1.0), (2.0, 2.0)),
        ((2.0, 2.0), (2.0, 3.0)),
        ((2.0, 3.0), (2.0, 4.0)),
    ]


def test_a_map_holds_the_region_of_the_places_and_one_more_what_lies_far_away_without_borders(drafted):
    data = {"countries-10m.json": TOPOLOGY, "package.json": PACKAGE}
    maps = drafted(data, "", PLACES + FAR_AWAY)
    assert [*maps] == ["region", "wide"]
    region, wide = maps.values()
    assert [region.bounds.holds(*point) for point in ((1, 1), (3, 1.5), (60, 50))] == [True, True, False]
    assert wide.bounds.holds(60, 50)
    assert ([shape.kind for shape in wide.shapes], wide.viewpoint) == ([ShapeKind.LAND], None)
    # Where nothing lies far away any more, the map of it goes.
    assert [*drafted(data, "", PLACES + "\n-- content/places/far-city.md --\n---\nnames: [Far City]\n---\n")] == [
        "region"
    ]


def test_what_is_cut_twice_is_what_is_cut_once(drafted):
    data = {"countries-10m.json": TOPOLOGY, "package.json": PACKAGE}
    assert drafted(data, "") == drafted(data, "")


def test_countries_with_a_code_are_named_within_their_land_and_names_of_the_author_are_kept(drafted, site):
    coded = {**COUNTRIES[0], "properties": {"FEATURECLA": "Admin-0 country", "ISO_A2": "AD"}}
    uncoded = {**COUNTRIES[1], "properties": {"FEATURECLA": "Admin-0 country", "ISO_A2": "-99", "NAME": "Eastmarch"}}
    layer = {"type": "FeatureCollection", "features": [coded, uncoded]}
    data = {"ne_10m_admin_0_countries.geojson": layer, "VERSION": "5"}
    (base,) = drafted(data, "", around=AROUND).values()
    ((kind, code, names),) = {(name.kind, name.code, name.names) for name in base.names}
    assert (kind, code, names) == (ShapeKind.COUNTRY, "AD", ())
    assert all(0.5 < longitude < 2 and 0.5 < latitude < 2.5 for longitude, latitude in base.names[0].points)
    own = (
        {"kind": "sea", "names": {"en": "Silver Sea"}},
        {"kind": "country", "code": "AD", "names": {"en": "Westmarch"}},
    )
    features = [
        {"type": "Feature", "properties": said, "geometry": {"type": "Point", "coordinates": [3, 1]}} for said in own
    ]
    before = {"type": "FeatureCollection", "bbox": AROUND, "about": {"edition": "mine"}, "features": features}
    written = f"{PLACES}\n-- content/map/region.json --\n{json.dumps(msgspec.to_builtins(before))}\n"
    (again,) = drafted(data, "", written, around=AROUND).values()
    assert [(name.kind, name.code, name.names, name.points) for name in again.names] == [
        (ShapeKind.SEA, None, (("en", "Silver Sea"),), ((3.0, 1.0),)),
        (ShapeKind.COUNTRY, "AD", (("en", "Westmarch"),), ((3.0, 1.0),)),
    ]


def test_world_atlas_has_codes_in_digits(drafted):
    topology = json.loads(json.dumps(TOPOLOGY))
    topology["objects"]["countries"]["geometries"][0]["id"] = "020"
    (base,) = drafted({"countries-10m.json": topology, "package.json": PACKAGE}, "", around=AROUND).values()
    assert [name.code for name in base.names] == ["AD"]


def test_countries_may_touch_in_a_point_and_lie_within_each_other():
    inner = ((1.0, 1.0), (1.0, 2.0), (2.0, 1.0), (1.0, 1.0))
    outer = ((0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0))
    land, borders = dissolved([[outer, inner[::-1]], [inner]])
    assert [set(ring) for ring in land] == [set(outer)]
    assert [set(line) for line in borders] == [set(inner)]


def test_a_ring_across_the_180th_meridian_is_drawn_on_both_sides_of_it(drafted):
    across = [[[179.0, 0.0], [-179.0, 0.0], [-179.0, 2.0], [179.0, 2.0], [179.0, 0.0]]]
    data = {"land.json": {"type": "FeatureCollection", "features": [feature("Land", "Polygon", across)]}}
    base = drafted(data, "land.json", around=Bounds(170, -5, 190, 5), edition="1")["region"]
    (land,) = lines(base, ShapeKind.LAND)
    assert set(land) == {(179.0, 0.0), (181.0, 0.0), (181.0, 2.0), (179.0, 2.0)}


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"ne_x.json": "{"}, "ne_x.json cannot be read (input data was truncated)"),
        ({"ne_x.json": {"type": "FeatureCollection", "features": [feature("", "LineString", [[0, 0], [1, 1]])]}, "VERSION": "5"},
         "ne_x.json does not say what its lines are (there is no `featurecla`)"),
        ({"ne_x.json": {**TOPOLOGY, "objects": {}}, "VERSION": "5"}, "ne_x.json has no countries and land"),
        ({"ne_x.json": TOPOLOGY}, "nothing next to ne_x.json says which edition it is: give it with --edition"),
        ({"ne_10m_admin_0_countries_abc.json": TOPOLOGY, "VERSION": "5"},
         "ne_10m_admin_0_countries_abc.json has the borders of one viewpoint: say whose with --viewpoint"),
        ({"x.txt": ""}, "there is no map data in data"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_told_with_what_to_do(drafted, data, says):
    with pytest.raises(BuilderError) as told:
        drafted(data, "", edition="1" if data.get("ne_x.json") == "{" else None)
    assert str(told.value).startswith(says)


def test_a_region_is_four_numbers(site, tmp_path):
    from click.testing import CliRunner

    made = site(PLACES, around=TWO_SIDES)
    (tmp_path / "land.json").write_text(json.dumps(TOPOLOGY), "utf-8")
    given = ["--site", str(made.folder), "--edition", "1", str(tmp_path / "land.json"), "--around"]
    told = CliRunner().invoke(basemap, [*given, "3,2,1"])
    assert (told.exit_code, told.output) == (
        2,
        'dateline: "3,2,1" is not a region: write west, south, east and north in degrees, as 43.9,38.4,50.5,41.8\n',
    )
    told = CliRunner().invoke(basemap, [*given, "0.5,0.5,3.5,2.5"])
    assert (told.exit_code, told.output) == (0, "created content/map/region.json\n")
