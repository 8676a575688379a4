"""Maps: nothing runs out of the picture, no name covers another, no point is finer than it may be."""

import json
import re
import xml.etree.ElementTree as ElementTree
from itertools import combinations, pairwise

import pytest
from conftest import NOW, TWO_SIDES
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from builder.building.pipeline import load
from builder.drawing.base_lines import draw_base, draw_base_file
from builder.drawing.canvas import KM_PER_DEGREE, Canvas, overlaps
from builder.drawing.circles import Around, DrawnCircle, draw_circles, radius_of
from builder.drawing.clipping import clip_line, clip_ring
from builder.drawing.extent import extents
from builder.drawing.locator import draw_locator
from builder.drawing.place_labels import Anchor, place_labels
from builder.drawing.simplification import simplified, simplified_ring
from builder.model.basemap import BaseMap, Bounds, MapShape, ShapeKind
from builder.model.place import PlacePrecision
from builder.views.map import REACH_KM, Circle, Locator, MapSpot, Panel

# Machines pause.
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

BOX = (0.0, 0.0, 100.0, 60.0)
SILVER = Bounds(10.0, 45.0, 12.0, 46.0)

numbers = st.integers(-3000, 3000).map(lambda number: number / 10)
lines = st.lists(st.tuples(numbers, numbers), min_size=2, max_size=12).map(tuple)
rings = st.lists(st.tuples(numbers, numbers), min_size=3, max_size=12).map(lambda ring: (*ring, ring[0]))
names = st.text("abmwIl /ՍտխäŞج東", min_size=1, max_size=24)
anchors = st.lists(
    st.builds(Anchor, st.floats(0, 240), st.floats(0, 160), st.sampled_from([1.6, 3.0, 12.0]), names), max_size=14
)


def within(points, box) -> bool:
    left, top, right, foot = box
    return all(left <= x <= right and top <= y <= foot for x, y in points)


# Clipping and simplifying


@UNHURRIED
@given(lines)
def test_nothing_of_a_line_is_drawn_outside_the_picture(line):
    assert all(within(piece, BOX) and len(piece) > 1 for piece in clip_line(line, BOX))


@UNHURRIED
@given(lines)
def test_a_line_cut_twice_is_a_line_cut_once(line):
    once = list(clip_line(line, BOX))
    assert [again for piece in once for again in clip_line(piece, BOX)] == once


@UNHURRIED
@given(rings)
def test_nothing_of_a_ring_is_drawn_outside_the_picture_and_it_stays_closed(ring):
    found = clip_ring(ring, BOX)
    assert within(found, [BOX[0] - 1e-9, BOX[1] - 1e-9, BOX[2] + 1e-9, BOX[3] + 1e-9])
    assert not found or found[0] == found[-1]


@UNHURRIED
@given(rings)
def test_a_ring_cut_twice_is_a_ring_cut_once(ring):
    once = clip_ring(ring, BOX)
    assert set(clip_ring(once, BOX)) == set(once)


def test_a_line_that_leaves_and_comes_back_is_cut_in_two():
    line = ((10.0, 10.0), (10.0, -10.0), (50.0, -10.0), (50.0, 30.0))
    assert list(clip_line(line, BOX)) == [((10.0, 10.0), (10.0, 0.0)), ((50.0, 0.0), (50.0, 30.0))]


def test_a_ring_across_an_edge_is_closed_along_it():
    ring = ((-10.0, 10.0), (10.0, 10.0), (10.0, 20.0), (-10.0, 20.0), (-10.0, 10.0))
    assert clip_ring(ring, BOX) == ((0.0, 10.0), (10.0, 10.0), (10.0, 20.0), (0.0, 20.0), (0.0, 10.0))


@UNHURRIED
@given(lines, st.floats(0.1, 50))
def test_a_simplified_line_keeps_its_ends_and_departs_by_no_more_than_the_tolerance(line, tolerance):
    found = simplified(line, tolerance)
    assert (found[0], found[-1]) == (line[0], line[-1])
    assert all(min(distance(point, *way) for way in pairwise(found)) <= tolerance + 1e-6 for point in line)


def distance(point, start, end) -> float:
    (x, y), (from_x, from_y), (to_x, to_y) = point, start, end
    way_x, way_y = to_x - from_x, to_y - from_y
    length = way_x**2 + way_y**2
    share = max(0, min(1, ((x - from_x) * way_x + (y - from_y) * way_y) / length)) if length else 0
    return ((x - from_x - share * way_x) ** 2 + (y - from_y - share * way_y) ** 2) ** 0.5


def test_an_island_too_small_to_be_seen_is_left_out():
    island = ((1.0, 1.0), (1.1, 1.0), (1.1, 1.1), (1.0, 1.0))
    assert (simplified_ring(island, 1.0), simplified_ring(island, 0.01)) == ((), island)


# Names


@UNHURRIED
@given(anchors)
def test_no_name_runs_out_of_the_picture_and_none_covers_another_or_another_s_sign(found):
    labels = place_labels(found, 240, 160)
    boxes = [label.box for label in labels if label]
    assert all(box[0] >= 0 and box[1] >= 0 and box[2] <= 240 and box[3] <= 160 for box in boxes)
    assert not any(overlaps(one, other) for one, other in combinations(boxes, 2))
    for anchor, label in zip(found, labels, strict=True):
        signs = [(o.x - o.radius, o.y - o.radius, o.x + o.radius, o.y + o.radius) for o in found if o is not anchor]
        assert not label or not any(overlaps(label.box, sign) for sign in signs)


@pytest.mark.parametrize(
    ("x", "y", "rows", "align"),
    [
        (20, 80, ("Norvad/Northford",), "start"),
        (220, 80, ("Norvad/Northford",), "end"),
        (120, 80, ("Norvad/", "Northford-West"), "start"),
    ],
)
def test_a_name_stands_on_the_side_where_there_is_room_and_in_two_rows_where_it_is_too_long(x, y, rows, align):
    # A sign above and one below leave the sides only.
    around = [Anchor(x, y - 45, 25, ""), Anchor(x, y + 45, 25, "")] if len(rows) > 1 else []
    (label, *_) = place_labels([Anchor(x, y, 3, "".join(rows)), *around], 240, 160)
    assert (label.rows, label.align) == (rows, align)


# What a map shows


def test_a_map_is_true_to_scale_in_its_middle():
    canvas = Canvas(SILVER, 240)
    (left, down), (right, _) = canvas.project(10.5, 45.5), canvas.project(11.5, 45.5)
    assert down == pytest.approx(canvas.height / 2)
    assert canvas.length(KM_PER_DEGREE * 0.7009) == pytest.approx(right - left, rel=1e-3)


@UNHURRIED
@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-80, 80)), min_size=1, max_size=9))
@example([(0.0, 77.0), (135.0, 80.0)])
def test_the_last_map_holds_all_points(points):
    everywhere = extents(points)[-1]
    assert -180 <= everywhere.west < everywhere.east <= everywhere.west + 360.01
    # Bounds are written in hundredths of a degree.
    loose = Bounds(everywhere.west - 0.01, everywhere.south - 0.01, everywhere.east + 0.01, everywhere.north + 0.01)
    assert [point for point in points if not loose.holds(*point)] == []


def test_what_lies_far_away_has_a_map_of_its_own():
    region, everywhere = extents([(46.7, 39.8), (44.5, 40.2), (49.9, 40.4), (4.3, 52.1)])
    assert [region.holds(*point) for point in [(46.7, 39.8), (44.5, 40.2), (49.9, 40.4), (4.3, 52.1)]] == [
        True, True, True, False,
    ]  # fmt: skip
    assert everywhere.holds(4.3, 52.1)


def test_places_on_both_sides_of_the_180th_meridian_are_near_each_other():
    (bounds,) = extents([(179.5, -17.0), (-179.5, -16.5)])
    assert bounds.east - bounds.west < 4
    assert Canvas(bounds, 240).project(-179.5, -16.5)[0] > Canvas(bounds, 240).project(179.5, -17.0)[0]


# Drawings, whole

BASE = BaseMap(
    id="region",
    bounds=SILVER,
    shapes=(
        MapShape(ShapeKind.LAND, (((9.0, 44.0), (11.0, 44.0), (11.0, 47.0), (9.0, 47.0), (9.0, 44.0)),)),
        MapShape(ShapeKind.BORDER, (((10.0, 45.5), (10.5, 45.5)),)),
        MapShape(ShapeKind.DISPUTED, (((10.5, 45.5), (13.0, 45.5)),)),
    ),
    edition="Survey 1",
)
PANEL = Panel("region", SILVER, None)


def test_lines_are_cut_to_the_picture_and_each_kind_has_a_class_of_its_own():
    assert draw_base(BASE) == (
        '<g transform="scale(0.25)">'
        '<path class="map-water" d="M-16-16l3232 0 0 2315-3232 0zM-16-16l0 2315 1616 0 0-2315z"/>'
        '<path class="map-border" d="M0 1141l800 0"/>'
        '<path class="map-disputed" d="M800 1141l2400 0"/></g>'
    ).replace("M-16-16", "M-16 -16")


def test_the_file_beneath_locators_is_small_seen_on_any_paper_and_tells_borders_apart():
    tree = ElementTree.fromstring(draw_base_file(BASE))
    paths = [found for found in tree.iter() if found.tag.endswith("path")]
    assert [path.get("stroke-dasharray") for path in paths] == [None, None, "4 6"]
    assert [found.get("stroke") for found in tree.iter() if found.get("stroke")] == ["#808080"]
    assert tree.get("viewBox") == "0 0 480 342"


def test_a_locator_is_a_ring_a_dot_and_names():
    spots = (MapSpot("Norvad/Northford", 45.5, 11.0, 25.0),)
    others = (MapSpot("Eastport", 45.9, 10.1, 5.0),)
    assert draw_locator(Locator(PANEL, spots, others), [], is_mirrored=False) == (
        '<circle class="map-ring" cx="120.0" cy="85.6" r="38.4"/>'
        '<circle class="map-other" cx="12.0" cy="17.1" r="1.6"/>'
        '<text class="map-other" x="16.6" y="21.9">Eastport</text>'
        '<circle class="map-dot" cx="120.0" cy="85.6" r="3"/>'
        '<text class="map-name" x="126.0" y="90.4">Norvad/Northford</text>'
    )


def test_names_written_from_right_to_left_start_at_the_right():
    spots = (MapSpot("חיפה", 45.5, 10.2, 0.0),)
    assert draw_locator(Locator(PANEL, spots, ()), [], is_mirrored=True) == (
        '<circle class="map-dot" cx="24.0" cy="85.6" r="3"/>'
        '<text class="map-name" x="30.0" y="90.4" text-anchor="end" direction="rtl">חיפה</text>'
    )


def test_the_area_of_a_disc_is_as_its_entries():
    assert radius_of(25, 100) / radius_of(100, 100) == pytest.approx(0.5)
    assert (radius_of(0, 100), radius_of(0, 0)) == (3.0, 3.0)


def test_a_small_disc_with_room_around_it_is_as_large_as_a_finger():
    circles = [
        DrawnCircle(Circle(id, "", MapSpot(id, at, 11.0, 0.0), 1, 0), "", id)
        for id, at in (("alone", 45.1), ("one", 45.8), ("other", 45.82))
    ]
    drawn = draw_circles(SILVER, circles, 100, Around(), is_mirrored=False)
    assert re.findall(
        r'data-place="(\w+)"[^>]*>(?:<circle class="map-ring"[^>]*>)?<g class="map-sign"><circle class="map-hit" r="14.0"/>',
        drawn,
    ) == ["alone"]


def test_every_disc_is_a_link_with_a_name_and_a_ring_as_wide_as_the_precision():
    circle = Circle("norvad", "places/norvad/", MapSpot('"Norvad"', 45.5, 11.0, 25.0), 4, 0)
    drawn = DrawnCircle(circle, "../places/norvad/", '"Norvad", 4 entries')
    assert draw_circles(SILVER, [drawn], 4, Around(), is_mirrored=False) == (
        '<a href="../places/norvad/" data-place="norvad" aria-label="&#34;Norvad&#34;, 4 entries"'
        ' transform="translate(400.0 285.3)"><circle class="map-ring" cx="0.0" cy="0.0" r="128.2"/>'
        '<g class="map-sign"><circle class="map-disc" r="22.0"/>'
        '<text class="map-name map-wide" x="25.0" y="4.8">&#34;Norvad&#34;</text>'
        '<text class="map-name map-narrow" x="25.0" y="4.8">&#34;Norvad&#34;</text></g></a>'
    )


# The site

PLACES = """
-- content/places/norvad.md --
---
kind: city
names: [{text: Norvad, used_by: [east]}, {text: Northford, used_by: [west]}]
point: [45.51234, 11.01234]
precision: settlement
---
-- content/places/eastport.md --
---
kind: city
names: [Eastport]
point: [45.8, 10.2]
---
-- content/places/somewhere.md --
---
names: [Somewhere]
point: [45.8, 10.9]
precision: fuzzy
---
-- content/entries/shelling.md --
---
title: Shelling
date: 2023-09-19
sources: [courier, review]
places: [{place: norvad, precision: vicinity}, {place: eastport, role: mentioned}, somewhere]
---
-- content/entries/talks.md --
---
title: Talks
date: 2023-10
sources: [courier, review]
places: [Norvad, Eastport]
---
"""
REGION = """
-- content/map/region.json --
{"type": "FeatureCollection", "bbox": [10, 45, 12, 46],
 "about": {"edition": "Survey 1", "viewpoint": "the survey’s own", "licence": "CC0-1.0"}, "features": [
 {"type": "Feature", "properties": {"kind": "border"}, "geometry": {"type": "LineString", "coordinates": [[10, 45], [12, 46]]}},
 {"type": "Feature", "properties": {"kind": "disputed"}, "geometry": {"type": "LineString", "coordinates": [[10, 46], [12, 45]]}}]}
"""


@pytest.fixture
def mapped(site):
    """A site with two places that are drawn and one that is not, upon a base map, built."""
    made = site(PLACES + REGION, around=TWO_SIDES)
    assert made.build().published
    return made


def figures(page: str) -> list[str]:
    return re.findall(r'<figure class="(?:locator|map)">.*?</figure>', page, re.S)


def test_a_locator_shows_where_it_happened_by_the_names_of_the_naming_rule_and_names_its_base(mapped):
    (found,) = figures(mapped.page("entries/shelling/"))
    address = re.search(r'href="../../(assets/map\.\w+\.svg)"', found)[1]
    assert (mapped.public / address).is_file()
    assert 'aria-label="Map: Norvad/Northford"' in found
    # Eastport is only mentioned, and helps to find one's way; Somewhere is known only roughly.
    assert re.findall(r'<circle class="(map-\w+)"', found) == ["map-ring", "map-other", "map-dot"]
    assert "Somewhere" not in found
    assert "Base map: Survey 1. Borders: the survey’s own. " in found


def test_the_coarser_of_two_precisions_makes_the_ring_and_none_makes_nothing(mapped):
    height = Canvas(SILVER, 240).height
    rings = {
        page: re.findall(r'class="map-ring" [^>]* r="([\d.]+)"', mapped.page(page))
        for page in ("entries/shelling/", "places/norvad/", "places/somewhere/")
    }
    vicinity, settlement = (f"{REACH_KM[found] / KM_PER_DEGREE * height:.1f}" for found in ("vicinity", "settlement"))
    assert rings == {"entries/shelling/": [vicinity], "places/norvad/": [settlement], "places/somewhere/": []}
    assert set(PlacePrecision) - set(REACH_KM) == {PlacePrecision.FUZZY, PlacePrecision.NONE}


def test_the_map_of_all_lists_every_place_and_counts_what_happened_there(mapped):
    page = mapped.page("map/")
    assert re.findall(r'<a href="../places/(\w+)/" data-place="\w+" aria-label="(.*?)"', page) == [
        ("norvad", "Norvad/Northford, 2 entries"),
        ("eastport", "Eastport, 1 entry"),
    ]
    assert re.findall(r"<a href=\"../places/[^>]*>(.*?)</a> <span class=\"role\">(.*?)</span>", page) == [
        ("Eastport", "1 entry, mentioned in 1 entry"),
        ("Norvad/Northford", "2 entries"),
        ("Somewhere", "1 entry"),
    ]
    assert "Base map: Survey 1. Borders: the survey’s own. Licence: CC0-1.0." in page
    assert re.findall(r'class="map-sample"[^>]*><\w+ class="([\w-]+)"', page) == [
        "map-ring",
        "map-border",
        "map-disputed",
    ]
    (places,) = (
        facet for facet in json.loads(mapped.page("timeline/filter.json"))["facets"] if facet["key"] == "place"
    )
    ids = [value[0] for value in places["values"]]
    # What an entry only mentions is written as its complement.
    found = [[(ids[max(number, ~number)], number >= 0) for number in numbers] for numbers in places["of"]]
    assert found == [
        [("eastport", False), ("norvad", True), ("somewhere", True)],
        [("eastport", True), ("norvad", True)],
    ]


def test_no_point_is_finer_than_the_site_allows_and_a_ring_is_as_wide_as_what_rounding_leaves_open(site):
    coarse = PLACES.replace("precision: settlement\n", "")
    made = site(coarse + REGION, around=TWO_SIDES.replace("time_zone", "safety: {coordinate_decimals: 0}\ntime_zone"))
    made.build()
    canvas = Canvas(SILVER, 240)
    x, y = canvas.project(11, 46)
    place = f'cx="{x:.1f}" cy="{y:.1f}"'
    left_open = f"{canvas.length(0.5**0.5 * KM_PER_DEGREE):.1f}"
    found = figures(made.page("places/norvad/"))[0]
    assert re.findall(r'map-ring" (c.*? r=".*?")', found) == [f'{place} r="{left_open}"']
    assert f'class="map-dot" {place}' in found
    assert "45.5" not in "".join(
        data.decode("utf-8", "replace")
        for path, data in made.published().items()
        if path.endswith((".json", ".html"))
    )


def test_an_entry_that_wants_its_places_coarse_has_them_coarse_on_its_map(site):
    wanted = PLACES.replace(
        "title: Shelling\n", "title: Shelling\nsafety: {coordinate_decimals: 0}\nallow: {H1: 'a test'}\n"
    )
    made = site(wanted.replace("45.51234, 11.01234", "45.5, 11") + REGION, around=TWO_SIDES)
    made.build()
    found = figures(made.page("entries/shelling/"))[0] if made.public.exists() else ""
    x, y = Canvas(SILVER, 240).project(11, 46 if round(45.5) == 46 else 45)
    assert f'class="map-dot" cx="{x:.1f}" cy="{y:.1f}"' in found


def test_a_withdrawn_entry_shows_no_map(site):
    made = site(
        PLACES.replace(
            "title: Talks\n",
            "title: Talks\nstatus: withdrawn\ncorrections: [{date: 2023-11-01, kind: retraction, text: It was not so.}]\n",
        ),
        around=TWO_SIDES,
    )
    made.build()
    assert figures(made.page("entries/talks/")) == []


def test_without_a_base_map_points_stand_on_empty_ground(site):
    made = site(PLACES, around=TWO_SIDES)
    made.build()
    (found,) = figures(made.page("entries/shelling/"))
    assert "<image" not in found
    assert "Base map" not in found
    assert "Points only, without a base map." in made.page("map/")


def test_without_a_point_there_is_no_map(site):
    made = site(around=TWO_SIDES)
    made.build()
    assert not (made.public / "map").exists()
    assert "map/" not in made.page("")


def test_a_changed_base_map_remakes_every_page_that_has_it(mapped):
    before = mapped.page("entries/shelling/")
    mapped.write(REGION.replace("Survey 1", "Survey 2").replace("[12, 46]", "[12, 45.5]"))
    mapped.build()
    after = mapped.page("entries/shelling/")
    assert "Base map: Survey 2" in after
    svg = [re.search(r"assets/map\.\w+\.svg", page)[0] for page in (before, after)]
    assert [(mapped.public / address).exists() for address in svg] == [False, True]
    warm = mapped.published()
    mapped.delete(".dateline-cache").build()
    assert mapped.published() == warm


def test_a_base_map_that_cannot_be_read_stops_the_build(mapped):
    mapped.write(REGION.replace('"border"', '"wall"'))
    assert mapped.found("map-form") == [
        "map/region.json:1:1 map-form this is not a base map (features[0].properties.kind)"
    ]
    mapped.write(REGION.replace("[12, 46]", "[12, 460]"))
    assert mapped.found("map-form") == [
        "map/region.json:1:1 map-form a line of this base map is not a line of longitudes and latitudes"
    ]
    mapped.write(REGION.replace('"bbox": [10, 45, 12, 46],\n', ""))
    assert mapped.found("map-form") == ["map/region.json:1:1 map-form this is not a base map: `bbox` is missing"]
    mapped.write("-- content/map/region.json --\n" + "[" * 100_000)
    assert mapped.found("map-form") == ["map/region.json:1:101 map-form lists or maps nested more than 100 deep"]


def test_locators_of_one_map_share_what_lies_beneath_them(mapped):
    archive = load(mapped.folder, NOW).archive
    assert archive.maps["region"].bounds == SILVER
    addresses = {
        re.search(r"assets/map\.\w+\.svg", mapped.page(page))[0]
        for page in ("entries/shelling/", "entries/talks/", "places/norvad/", "places/eastport/")
    }
    assert len(addresses) == 1


# In a browser


def test_without_script_every_place_is_reached_by_keyboard_and_no_tool_is_offered(
    mapped, page_without_script, served
):
    page = page_without_script
    page.goto(served(mapped.public) + "map/")
    assert page.locator(".map-time, .map-tools, .map-happened").filter(visible=True).count() == 0
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.locator("[data-place=norvad]:focus").count():
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/places/norvad/")


def test_with_script_the_map_is_moved_and_looked_at_closer_by_keyboard(mapped, page, served):
    page.goto(served(mapped.public) + "map/")
    drawing = page.locator(".map > svg")
    page.locator(".map-tools").wait_for()
    whole = drawing.get_attribute("viewBox")
    drawing.focus()
    page.keyboard.press("+")
    closer = drawing.get_attribute("viewBox")
    page.keyboard.press("ArrowRight")
    moved = drawing.get_attribute("viewBox")
    page.get_by_role("button", name="Show all").press("Enter")
    assert len({whole, closer, moved}) == 3
    assert [float(number) for number in drawing.get_attribute("viewBox").split()] == [
        float(number) for number in whole.split()
    ]


def test_a_slider_shows_what_happened_where_and_says_when(mapped, page, served):
    page.goto(served(mapped.public) + "map/")
    slider = page.get_by_role("slider", name="Up to")
    slider.wait_for()
    shown = page.locator("[data-place]").filter(visible=True)
    assert shown.count() == 2
    slider.press("ArrowLeft")
    assert slider.get_attribute("aria-valuetext") == "September 2023"
    assert shown.evaluate_all("discs => discs.map((disc) => disc.dataset.place)") == ["norvad"]
    assert page.locator(".filtered h3 a").all_inner_texts() == ["Shelling"]
    slider.press("ArrowRight")
    assert sorted(shown.evaluate_all("discs => discs.map((disc) => disc.dataset.place)")) == ["eastport", "norvad"]
    page.wait_for_function("() => !location.search")
    # A place that is pressed filters, and does so no longer when it is pressed again.
    shown.filter(visible=True).first.press("Enter")
    page.wait_for_url("**/map/?place=*")
    assert page.locator(".map-chosen").count() == 1
    shown.first.press("Enter")
    page.wait_for_function("() => !location.search")
    assert page.locator(".map-chosen").count() == 0


def test_a_slider_writes_months_as_the_edition_does_where_the_browser_does_not_know_the_language(site, page, served):
    made = site(PLACES, around=TWO_SIDES.replace("title:", "language: hy\ntitle:", 1))
    assert made.build().published
    page.goto(served(made.public) + "map/")
    slider = page.get_by_role("slider")
    slider.wait_for()
    assert slider.get_attribute("aria-valuetext") == "2023 թ. հոկտեմբեր"


@pytest.mark.parametrize("width", [360, 1280])
def test_in_a_real_face_no_name_runs_out_of_its_picture(mapped, page, served, width):
    page.set_viewport_size({"width": width, "height": 800})
    for address in ("map/", "entries/shelling/", "places/eastport/"):
        page.goto(served(mapped.public) + address)
        outside = page.evaluate(
            """() => [...document.querySelectorAll("figure > svg text")].filter((text) => {
              const [box, frame] = [text, text.closest("svg")].map((found) => found.getBoundingClientRect());
              return box.width && (box.left < frame.left || box.right > frame.right || box.top < frame.top || box.bottom > frame.bottom);
            }).map((text) => text.textContent)"""
        )
        assert outside == []
