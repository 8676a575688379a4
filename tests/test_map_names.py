"""The map has names: of countries, seas and regions, and of every place, however close to another it lies."""

import json
import re
from itertools import combinations

import pytest
from conftest import TWO_SIDES, Site
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builder.drawing.canvas import Canvas, overlaps
from builder.drawing.circles import Around, DrawnCircle, draw_circles
from builder.drawing.clipping import clip_line
from builder.drawing.crowds import crowds_in
from builder.drawing.ground_names import DrawnName, set_names
from builder.drawing.place_labels import Anchor, place_labels, sign_box
from builder.model.basemap import Bounds
from builder.views.map import Circle, MapSpot

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

SILVER = Bounds(10.0, 45.0, 12.0, 46.0)
# A crowd of six around the Old Market, a region of two of them, and a city far from all.
PLACES = """
-- content/places/silver-valley.md --
---
kind: region
names: [{text: Silver Valley, lang: en}, {text: "Արծաթե հովիտ", lang: hy}]
---
""" + "".join(
    f"""
-- content/places/{name.lower()}.md --
---
kind: {kind}
names: [{name}]
point: [{point}]
{f"part_of: [{{place: silver-valley, basis: {basis}}}]" if basis else ""}
---
"""
    for name, kind, point, basis in (
        ("Market", "village", "45.50, 11.00", "geographic"),
        ("Mill", "village", "45.51, 11.01", "geographic"),
        ("Bridge", "bridge", "45.49, 11.02", ""),
        ("Norvad", "town", "45.52, 10.99", "geographic"),
        ("Quarry", "village", "45.48, 11.10", "geographic"),
        ("Ferry", "village", "45.53, 11.03", "claimed"),
        ("Eastport", "city", "45.85, 11.80", ""),
    )
)
ENTRIES = """
-- content/entries/shelling.md --
---
title: Shelling
date: 2021-03
sources: [courier, review]
places: [market, mill, silver-valley]
---
-- content/entries/talks.md --
---
title: Talks
date: 2023
sources: [courier, review]
actors: [{actor: east}]
places: [norvad, eastport]
claims:
  - {id: a, by: east, text: One was hurt, question: hurt, injured: 1, sources: [courier]}
  - {id: b, by: west, text: Nobody was hurt, stance: denies, responds_to: talks#a, question: hurt, sources: [review]}
---
-- content/questions/hurt.md --
---
title: Was anybody hurt?
---
"""


def region(*names: str) -> str:
    features = [
        *names,
        '{"type": "Feature", "properties": {"kind": "border"}, "geometry": {"type": "LineString", "coordinates": [[10, 45.3], [12, 45.3]]}}',
    ]
    about = '"about": {"edition": "Survey 1", "viewpoint": "the survey’s own"}'
    joined = ",\n".join(features)
    return f'\n-- content/map/region.json --\n{{"type": "FeatureCollection", "bbox": [10, 45, 12, 46],\n{about}, "features": [\n{joined}]}}\n'


def named(properties: dict[str, object], *points: tuple[float, float], kind: str = "MultiPoint") -> str:
    geometry = {"type": kind, "coordinates": points if kind == "MultiPoint" else points[0]}
    return json.dumps({"type": "Feature", "properties": properties, "geometry": geometry}, ensure_ascii=False)


ANDORRA = named({"kind": "country", "code": "AD"}, (11.95, 45.5), (10.5, 45.3), (10.5, 45.8))
SEA = named({"kind": "sea", "names": {"en": "Silver Sea", "hy": "Արծաթե ծով"}}, (11.0, 45.15), kind="Point")
MARCH = named({"kind": "country", "code": "FR", "names": {"en": "Westmarch"}}, (10.5, 45.1))
BILINGUAL = TWO_SIDES.replace("title:", "languages: [en, hy]\ntitle:", 1)


# Room


anchors = st.lists(
    st.builds(
        Anchor,
        st.floats(100, 140),
        st.floats(60, 100),
        st.sampled_from([1.6, 3.0, 12.0]),
        st.text("abmwIl /ՍտխäŞج東", max_size=16),
    ),
    max_size=10,
)


@UNHURRIED
@given(anchors)
def test_a_line_leads_to_a_name_apart_from_its_point_and_meets_no_other_name_or_sign(found):
    labels = place_labels(found, 240, 160, reach=70)
    boxes = [label.box for label in labels if label]
    assert all(box[0] >= 0 and box[1] >= 0 and box[2] <= 240 and box[3] <= 160 for box in boxes)
    assert not any(overlaps(one, other) for one, other in combinations(boxes, 2))
    for own, label in enumerate(labels):
        if not label or not label.leader:
            continue
        assert found[own].words
        own_sign = sign_box(found[own])
        others = [sign for anchor in found if not overlaps(sign := sign_box(anchor), own_sign)]
        others += [box for box in boxes if box != label.box]
        assert not any(list(clip_line(label.leader, box)) for box in others)


def test_names_that_had_no_room_beside_their_points_are_led_to():
    crowd = [Anchor(200 + 20 * x, 120 + 20 * y, 3, f"Village {x}{y}") for x in range(3) for y in range(3)]
    without, led = (place_labels(crowd, 400, 240, reach=reach) for reach in (0, 70))
    assert (sum(map(bool, without)), sum(map(bool, led))) == (6, 9)


def test_points_close_to_each_other_are_a_crowd_and_what_is_nearly_the_whole_map_is_not():
    crowd = [(11.0, 45.5), (11.01, 45.51), (11.02, 45.49), (10.99, 45.52)]
    assert crowds_in(crowd[:3], SILVER) == ()
    (detail,) = crowds_in([*crowd, (11.8, 45.85)], SILVER)
    assert all(detail.holds(*point) for point in crowd)
    assert detail.east - detail.west < 1
    spread = [(10 + across / 12, 45 + up / 12) for across in range(1, 24) for up in range(1, 12)]
    assert crowds_in(spread, SILVER) == ()


def test_a_crowd_across_the_180th_meridian_is_one():
    (detail,) = crowds_in(
        [(179.9, -17.0), (-179.95, -17.0), (-179.9, -17.1), (179.95, -17.1)], Bounds(175, -21, 185, -13)
    )
    assert (detail.west < 180 < detail.east, detail.east - detail.west < 2) == (True, True)


def test_a_name_of_the_ground_stands_at_its_first_point_that_is_free():
    canvas = Canvas(SILVER, 800)
    name = DrawnName("country", "Westmarch", ((10.01, 45.5), (11.0, 45.5), (11.0, 45.8)))
    taken = (380.0, 260.0, 420.0, 300.0)
    ((first,), (second,), (nowhere,)) = (
        set_names([name], canvas, full) for full in ([], [taken], [(0.0, 0.0, 800.0, 600.0)])
    )
    assert [(found.x, found.y) for found in (first, second)] == [
        canvas.project(11.0, 45.5),
        canvas.project(11.0, 45.8),
    ]
    assert nowhere is None


@pytest.mark.parametrize(("counts", "named"), [((1, 100), ["wide", "narrow"]), ((100, 100), [])])
def test_a_region_of_the_site_is_named_also_where_a_small_disc_stands_but_never_on_a_large_one(counts, named):
    circles = [
        DrawnCircle(Circle(id, "", MapSpot(id, latitude, 11.0, 0.0), count, 0), "", id)
        for id, latitude, count in zip(("here", "there"), (45.5, 45.9), counts, strict=True)
    ]
    region = DrawnName(
        "region", "The march", ((11.0, 45.5),), address="../places/march/", place="march", said="March"
    )
    drawn = draw_circles(SILVER, circles, 100, Around((region,)), is_mirrored=False)
    assert re.findall(r'class="map-region map-ground map-(\w+)"', drawn) == named


def test_what_another_map_shows_larger_is_a_dot_without_a_name_until_somebody_looks_closer():
    circle = Circle("norvad", "places/norvad/", MapSpot("Norvad", 45.5, 11.0, 0.0), 4, 0, contested=2)
    drawn = DrawnCircle(circle, "../places/norvad/", "Norvad, 4 entries")
    around = Around(details=(Bounds(10.9, 45.4, 11.1, 45.6),))
    assert draw_circles(SILVER, [drawn], 4, around, is_mirrored=False) == (
        '<a href="../places/norvad/" data-place="norvad" aria-label="Norvad, 4 entries" class="map-inner"'
        ' transform="translate(400.0 285.3)"><circle class="map-ring" cx="0.0" cy="0.0" r="0.0"/>'
        '<g class="map-sign"><circle class="map-disc" r="22.0"/><circle class="map-contested" r="24.5"/>'
        '<text class="map-name map-wide map-spare" x="5.5" y="4.0">Norvad</text>'
        '<text class="map-name map-narrow map-spare" x="5.5" y="4.0">Norvad</text></g></a>'
    )


# The site


@pytest.fixture(scope="module")
def mapped(tmp_path_factory):
    made = Site(tmp_path_factory.mktemp("mapped") / "site").write(BILINGUAL)
    made.write(PLACES + ENTRIES + region(ANDORRA, SEA, MARCH))
    assert made.build().published
    return made


def figures(page: str) -> list[str]:
    return re.findall(r'<figure class="map.*?</figure>', page, re.S)


def ground(figure: str) -> list[tuple[str, str]]:
    return re.findall(r'class="map-(\w+) map-ground map-wide".*?<text[^>]*>(.*?)</text>', figure)


def test_countries_seas_and_regions_are_named_in_each_language(mapped):
    whole, detail = figures(mapped.page("map/"))
    # Westmarch is named by the author; Andorra, by its code, as Unicode CLDR calls it, where no border runs through it.
    assert ground(whole) == [
        ("region", "Silver Valley"), ("country", "Andorra"), ("sea", "Silver Sea"), ("country", "Westmarch"),
    ]  # fmt: skip
    assert "Borders: the survey’s own. Country names: Unicode CLDR." in whole
    assert ground(detail) == [("region", "Silver Valley")]
    armenian, _ = figures(mapped.page("hy/map/"))
    assert ground(armenian)[:3] == [("region", "Արծաթե հովիտ"), ("country", "Անդորրա"), ("sea", "Արծաթե ծով")]
    (place,) = re.findall(
        r'<g class="map-country map-ground map-wide" transform="translate\((.*?)\)".*?Andorra', whole
    )[:1]
    x, y = Canvas(SILVER, 800).project(10.5, 45.8)
    assert place == f"{x:.1f} {y:.1f}"


def test_a_region_is_named_among_the_places_that_lie_in_it_by_geography_and_leads_to_its_page(mapped):
    whole, _ = figures(mapped.page("map/"))
    link = re.search(
        r'<a href="(\S+)" data-place="silver-valley" aria-label="(.*?)" .*?translate\((\S+) (\S+)\)', whole
    )
    assert link.groups()[:2] == ("../places/silver-valley/", "Silver Valley, 1 entry")
    canvas = Canvas(SILVER, 800)
    (left, foot), (right, top) = canvas.project(10.99, 45.48), canvas.project(11.10, 45.52)
    assert left - 0.1 <= float(link[3]) <= right + 0.1
    assert top - 0.1 <= float(link[4]) <= foot + 0.1
    assert "A region’s name is placed among its places." in whole
    assert "silver-valley" not in mapped.page("map/").partition("Places not on the map")[2]


def test_a_crowd_has_a_map_of_its_own_with_a_name_for_every_place(mapped):
    whole, detail = figures(mapped.page("map/"))
    assert sorted(re.findall(r'data-place="(\w+)"[^>]* class="map-inner"', whole)) == [
        "bridge", "ferry", "market", "mill", "norvad", "quarry",
    ]  # fmt: skip
    assert "enlarged below" in whole
    assert "The framed area, enlarged" in detail
    shown = set(re.findall(r'map-name map-wide" [^>]*>(.*?)<', detail))
    assert shown == {"Bridge", "Ferry", "Market", "Mill", "Norvad", "Quarry"}
    assert re.findall(r'<li data-of="([\w-]+)">', whole) == [
        "bridge", "eastport", "ferry", "market", "mill", "norvad", "quarry", "silver-valley",
    ]  # fmt: skip
    assert "data-of" not in detail


def test_contested_statements_are_a_second_ring_and_words(mapped):
    whole, _ = figures(mapped.page("map/"))
    assert 'aria-label="Eastport, 1 entry, contested statements in 1"' in whole
    assert "an entry contains a contested statement" in whole


def test_a_locator_names_the_nearest_larger_town_and_the_countries(mapped):
    locators = {
        page: re.search(r'<figure class="locator">.*?</figure>', mapped.page(f"places/{page}/"), re.S)[0]
        for page in ("mill", "norvad", "eastport")
    }
    said = {page: re.search(r'aria-label="(.*?)"', found)[1] for page, found in locators.items()}
    assert said == {
        "mill": "Map: Mill, near Norvad",
        "norvad": "Map: Norvad, near Eastport",
        "eastport": "Map: Eastport",
    }
    assert all(re.search(r'class="map-country".*?>Andorra<', found) for found in locators.values())


@pytest.mark.parametrize(
    ("feature", "says"),
    [
        (named({"kind": "sea"}, (11, 45)), "a sea has no name (features[0].properties)"),
        (named({"kind": "country", "code": "Andorra"}, (11, 45)),
         '"Andorra" is not the code of a country (features[0].properties.code)'),
        (named({"kind": "country", "code": "AD"}), "a name has no point of longitude and latitude (features[0].geometry)"),
        (named({"kind": "country", "code": "AD"}, (11, 451)),
         "a name has no point of longitude and latitude (features[0].geometry)"),
        (named({"kind": "border"}, (11, 45)),
         "a shape of the kind `border` is drawn by lines or polygons (features[0].geometry)"),
        (SEA.replace('"Point", "coordinates": [11.0, 45.15]', '"LineString", "coordinates": [[11, 45], [11, 46]]'),
         "the name of a country or a sea is drawn by a Point or a MultiPoint (features[0].geometry)"),
        (named({"kind": "sea", "names": {"en": "Silver\u0007Sea"}}, (11, 45)),
         "a name contains an escape for a control character (U+0007) (features[0].properties.names)"),
    ],
)  # fmt: skip
def test_a_name_that_cannot_be_drawn_is_told_with_its_place(site, feature, says):
    made = site(PLACES + region(feature), around=TWO_SIDES)
    assert made.found("map-form") == [f"map/region.json:1:1 map-form {says}"]


# In a browser


@pytest.mark.parametrize("width", [360, 1280])
def test_every_place_has_its_name_at_some_zoom_and_zooming_never_leads_to_an_empty_view(mapped, page, served, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(served(mapped.public) + "map/")
    first = page.locator("figure.map").first
    first.locator(".map-tools").wait_for()
    visible = """figure => {
      const svg = figure.querySelector(":scope > svg"), frame = svg.getBoundingClientRect();
      const isIn = (box) => box.width && box.left >= frame.left - 1 && box.right <= frame.right + 1 && box.top >= frame.top - 1 && box.bottom <= frame.bottom + 1;
      const boxes = (kind) => [...svg.querySelectorAll(kind)].filter((part) => isIn(part.getBoundingClientRect()));
      return [boxes(".map-disc").length, boxes(".map-name").map((text) => text.textContent)];
    }"""
    seen = set()
    for _ in range(8):
        first.get_by_role("button", name="Zoom in").click()
        discs, names = first.evaluate(visible)
        assert discs
        seen |= set(names)
    assert seen >= {"Market", "Mill", "Bridge"}
    for id, point in {"eastport": "45.85,11.8", "quarry": "45.48,11.1", "ferry": "45.53,11.03"}.items():
        page.goto(f"{served(mapped.public)}map/?view={point},14")
        page.locator(".map-time").wait_for()
        assert id.capitalize() in first.evaluate(visible)[1]


def test_what_is_chosen_stands_in_the_address_and_comes_back_with_it(mapped, page, served):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(served(mapped.public) + "map/?to=2022-05&view=45.5,11.0,9")
    slider = page.get_by_role("slider", name="Up to")
    slider.wait_for()
    # The slider is even in time: March 2021 to December 2023, in which what is known by its year had happened.
    assert [slider.get_attribute(name) for name in ("min", "max")] == [str(2021 * 12 + 2), str(2023 * 12 + 11)]
    assert slider.get_attribute("aria-valuetext") == "May 2022"
    listed = page.locator(".map-beside").first.locator("li").filter(visible=True)
    assert listed.all_inner_texts() == ["Market 1 entry", "Mill 1 entry", "Silver Valley 1 entry"]
    assert page.locator(".map-seen").first.inner_text() == "In view: 2 of 2"
    page.click(".filter > summary")
    page.check("[name=side][value=east]")
    slider.press("End")
    page.wait_for_function("() => !location.search.includes('to=') && location.search.includes('side=east')")
    assert page.locator(".filtered h3 a").all_text_contents() == ["Talks"]
    page.reload()
    slider.wait_for()
    assert page.is_checked("[name=side][value=east]")
    shown = page.locator("figure.map").first.locator("[data-place]:not(.map-ground)").filter(visible=True)
    assert sorted(shown.evaluate_all("all => all.map((one) => one.dataset.place)")) == ["eastport", "norvad"]


def test_two_fingers_move_and_zoom_the_map_and_one_leaves_the_page_alone(mapped, browser, served):
    context = browser.new_context(viewport={"width": 360, "height": 700}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(served(mapped.public) + "map/")
    drawing = page.locator("figure.map > svg").first
    page.locator(".map-time").wait_for()
    drawing.scroll_into_view_if_needed()
    box, whole = drawing.bounding_box(), drawing.get_attribute("viewBox")
    touch = page.context.new_cdp_session(page)
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def fingers(kind, *apart):
        points = [{"x": middle[0] + off, "y": middle[1]} for off in apart]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    fingers("touchStart", -20, 20)
    fingers("touchMove", -60, 60)
    fingers("touchEnd")
    width = [float(number) for number in drawing.get_attribute("viewBox").split()][2]
    assert width == pytest.approx(float(whole.split()[2]) / 3, rel=0.02)
    context.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_when_the_script_comes(mapped, browser, served, width):
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver((list) => { for (const shift of list.getEntries()) window.moved += shift.value; })"
        ".observe({ type: 'layout-shift', buffered: true })"
    )
    for address, there in (("map/", ".map-time:not([hidden])"), ("search/?q=Norvad", ".indexes.is-placed")):
        page.goto(served(mapped.public) + address)
        page.locator(there).wait_for()
        assert page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(() => done(moved))))") < 0.02
    page.close()
