"""The band of time: every entry stands in it once, dates are drawn as written, and words find room or stay away."""

import random
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from urllib.parse import urldefrag

import pytest
from conftest import Site
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from playwright.sync_api import Page

from builder.drawing.band_layout import columns_for
from builder.drawing.band_names import Captions
from builder.drawing.labels import WIDTHS, LabelSpot, Wanted, extent_at, length_of, place_labels
from builder.drawing.packing import MARK, at_least_a_mark, lanes_of, rows_of
from builder.drawing.timeline_band import draw_band, draw_band_sign, draw_here
from builder.model.dates import Date
from builder.model.event_types import EVENT_TYPES
from builder.model.site import Side
from builder.reading.dates.edtf import read_date
from builder.reading.theme_files import read_theme_files
from builder.rendering.band import BandFilters
from builder.rendering.theme import words_in
from builder.views.band import Band, Family, Form, Grain, Happening, Slot, family_of
from builder.views.body import ROOT

SEPTEMBER = tuple(Slot(2023, 9, day, "", 0) for day in range(1, 31))


def captions(is_mirrored: bool = False) -> Captions:
    return Captions(
        whole="September",
        slot=lambda slot: f"{slot.year}-{slot.month}-{slot.day}: {slot.count}",
        brief=lambda slot: str(slot.day or slot.month or slot.year),
        letter=lambda slot: str(slot.month)[-1],
        fold=lambda before, after: f"{before.year}//{after.year}",
        happening=lambda happening: f"{happening.when.text}: {happening.title}",
        number=str,
        is_mirrored=is_mirrored,
    )


def date(text: str) -> Date:
    found = read_date(text)
    assert isinstance(found, Date)
    return found


def happening(text: str) -> Happening:
    return Happening("A title", "entries/a/", Family.LEGAL, date(text), sides=("east", "west"))


def band(*, slots=SEPTEMBER, marks=(), bars=(), piled=(), widths=(), grain=Grain.DAY) -> Band:
    return Band(
        grain=grain,
        slots=slots,
        marks=tuple(map(happening, marks)),
        bars=tuple(map(happening, bars)),
        widths=widths,
        piled=piled,
    )


def drawn(shown: Band, is_mirrored: bool = False) -> ElementTree.Element:
    return ElementTree.fromstring(draw_band(shown, captions(is_mirrored)).replace(ROOT, "/"))


def shapes(tree: ElementTree.Element, kind: str) -> list[tuple[str, ...]]:
    """List what is drawn in the one link of a kind: where it stands, and what it is."""
    (link,) = (found for found in tree.iter("a") if found.get("class", "").startswith(kind))
    found = []
    for part in link.iter():
        place = part.get("x") or "-".join(filter(None, (part.get("x1"), part.get("x2"))))
        if part.tag in ("line", "use", "svg") and part.get("class") != "band-hit":
            what = part.get("class") or part.get("href") or part.find("path").get("d")
            found.append((place, what, *(["turned"] if "transform" in str([p.attrib for p in part]) else [])))
    return [(link.get("class"),), *found]


# Each form of a date

ARROW, BRACKET = "M6-6L0 0L6 6", "M0-6H-4V6H0"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2023-09-16", [("band-mark",), ("51.67%", "#band_legal")]),
        ("2023-09-16~", [("band-mark approximate",), ("51.67%", "#band_legal")]),
        ("2023-09-16?", [("band-mark uncertain",), ("51.67%", "#band_legal")]),
        ("2023-09-16%", [("band-mark approximate uncertain",), ("51.67%", "#band_legal")]),
        ("2023-09-16T13:00", [("band-mark",), ("51.67%", "#band_legal")]),
    ],
)  # fmt: skip
def test_a_day_is_a_mark_known_solid_approximate_faded_uncertain_dotted(text, shown):
    assert shapes(drawn(band(marks=[text])), "band-mark") == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2023-09", [("band-bar",), ("0%-100%", "band-range"), ("50%", "#band_legal")]),
        ("2023-09?", [("band-bar uncertain",), ("0%-100%", "band-range"), ("50%", "#band_legal")]),
        ("2023-09-16/2023-09-18", [("band-bar",), ("50%-60%", "band-lasting")]),
        ("2023-09-16~/2023-09-18", [("band-bar approximate",), ("50%-60%", "band-lasting")]),
        ("2023-09-16/..", [("band-bar",), ("50%-100%", "band-lasting"), ("100%", ARROW, "turned")]),
        ("../2023-09-15", [("band-bar",), ("0%-50%", "band-lasting"), ("0%", ARROW)]),
        ("2023-09-16/", [("band-bar",), ("50%-54%", "band-lasting unknown")]),
        ("/2023-09-15", [("band-bar",), ("46%-50%", "band-lasting unknown")]),
        ("2023-08-01/2023-09-15", [("band-bar",), ("0%-50%", "band-lasting"), ("0%", ARROW)]),
        ("2023-09-16/2024-02", [("band-bar",), ("50%-100%", "band-lasting"), ("100%", ARROW, "turned")]),
        ("[2023-09-16,2023-09-18]", [
            ("band-bar",), ("50%-60%", "band-range"), ("50%-53.33%", "band-member"), ("56.67%-60%", "band-member"),
            ("50%", BRACKET), ("60%", BRACKET, "turned"),
        ]),
        ("[..2023-09-15]", [
            ("band-bar",), ("0%-50%", "band-range"), ("46.67%-50%", "band-member"),
            ("0%", ARROW), ("50%", BRACKET, "turned"),
        ]),
        ("{2023-09-16,2023-09-18}", [
            ("band-bar",), ("50%-60%", "band-range"), ("50%-53.33%", "band-member"), ("56.67%-60%", "band-member"),
        ]),
    ],
)  # fmt: skip
def test_what_takes_more_room_than_a_mark_is_drawn_as_written(text, shown):
    assert shapes(drawn(band(bars=[text])), "band-bar") == shown


def test_every_form_and_every_kind_has_a_sign_of_its_own():
    signs = [draw_band_sign(name) for name in (*Form, *Family, "fold", "contested", "several", "sideless")]
    assert len({*signs}) == len(signs)
    assert {family_of((kind,)) for kind in EVENT_TYPES} | {family_of(()), family_of(("own/kind",))} == {*Family}


def test_a_small_band_is_these_words():
    slots = tuple(Slot(2023, month, 0, "timeline/2023/04/" if month == 4 else "", month // 4) for month in (4, 5))
    shown = draw_band(band(slots=slots, marks=["2023-04-16"], grain=Grain.MONTH), captions())
    head, _, body = shown.partition("</defs>")
    assert head.startswith(
        '<svg class="band-drawing" width="100%" height="3.6em" role="group" aria-label="September"'
        ' data-scale="738611,0 738672,100"><defs><g id="band_violence">'
    )
    assert body == (
        f'<a class="band-slot" href="{ROOT}timeline/2023/04/"><title>2023-4-0: 1</title>'
        '<rect class="band-hit" x="0%" width="49.18%" height="3.4em"/><text x="24.59%" y="3em" text-anchor="middle">4</text></a>'
        '<g><rect class="band-hit" x="49.18%" width="50.82%" height="3.4em"/>'
        '<text x="74.59%" y="3em" text-anchor="middle">5</text></g>'
        '<line class="band-axis" x2="100%" y1="1.7em" y2="1.7em"/>'
        '<line class="band-tick" x1="49.18%" x2="49.18%" y1="1.7em" y2="2.05em"/>'
        f'<a class="band-mark" href="{ROOT}entries/a/"><title>2023-04-16: A title</title>'
        '<circle class="band-hit" cx="25.41%" cy="1em" r="12"/><use href="#band_legal" x="25.41%" y="1em"/></a></svg>'
    )


def test_a_mark_bears_its_side_a_ring_where_a_statement_is_contested_and_its_number():
    one = replace(happening("2023-09-16"), sides=("east",), is_contested=True, number=3)
    sides = (Side("east", "East", "#123456", "dots"),)
    shown = draw_band(replace(band(), marks=(one,)), captions(), sides)
    assert 'class="band-drawing is-sided"' in shown
    assert shown.count('<pattern id="band_side_east" class="band-side side-east"') == 1
    assert shown.endswith(
        f'<a class="band-mark" href="{ROOT}entries/a/"><title>2023-09-16: A title</title>'
        '<line class="band-hit" x1="51.67%" x2="51.67%" y1="1.15em" y2="1.38em"/>'
        '<line class="band-leader" x1="51.67%" x2="51.67%" y1="1.15em" y2="1.38em"/>'
        '<circle class="band-hit" cx="51.67%" cy="1.78em" r="12"/>'
        '<use href="#band_legal" x="51.67%" y="1.78em" fill="url(#band_side_east)"/>'
        '<circle class="band-ring" cx="51.67%" cy="1.78em" r="4.9"/>'
        '<text class="band-no" x="51.67%" y="0.95em" text-anchor="middle">3</text></a></svg>'
    )


@pytest.mark.parametrize(
    ("when", "is_mirrored", "shown"),
    [
        ("2023-09-05/2023-09-09", False, 'x="30%" y="4.75em" class="band-no to-w2" dx="0.5rem"'),
        # What lasts to the edge bears its number before it: nothing lies on the arrow.
        ("2023-09-16/..", False, 'x="50%" y="4.75em" class="band-no to-w4" dx="-0.5rem" text-anchor="end"'),
        ("2023-09-01/..", False, 'x="100%" y="4.75em" class="band-no to-w2" dx="-1rem" text-anchor="end"'),
        ("2023-09-05/2023-09-09", True, 'x="70%" y="4.75em" class="band-no to-w2" dx="-0.5rem" direction="rtl"'),
    ],
)  # fmt: skip
def test_the_number_of_what_lasts_stands_beside_it(when, is_mirrored, shown):
    lasting = replace(happening(when), number=3, title="A title that is longer than there is room for on any phone")
    svg = draw_band(replace(band(), bars=(lasting,)), captions(is_mirrored))
    assert re.findall("<text ([^>]*band-no[^>]*)>3<", svg) == [shown]


def test_years_without_entries_are_folded_with_a_break_that_says_which():
    years = tuple(Slot(year, 0, 0, "a/", 1) for year in (1951, 1952, 1990))
    tree = drawn(band(slots=years, marks=["1951-07-02", "1990-07-02"], grain=Grain.YEAR))
    (fold,) = (found for found in tree.iter("svg") if found.get("class") == "band-fold")
    assert (fold.get("x"), fold.findtext("title")) == ("63.89%", "1952//1990")
    places = [use.get("x") for use in tree.iter("use") if use.get("href") == "#band_legal"]
    assert places == ["13.89%", "86.11%"]


def test_a_mark_with_room_around_it_is_as_large_as_a_finger(site):
    texts = "".join(
        f"-- content/entries/e{day}.md --\n---\ntitle: E{day}\ndate: 2023-{day}\nsources: [gazette]\n---\n"
        for day in ("01-10", "06-10", "06-11", "12-10")
    )
    (made := site(texts)).build()
    page = made.page("timeline/")
    marks = re.findall(r'<a class="band-mark[^>]*entries/e(.*?)/">(.*?)</a>', page)
    alone = {day for day, drawn in marks if 'class="band-hit"' in drawn}
    assert alone == {"01-10", "12-10"}
    # In months alone nothing else says of which year.
    assert "<li><strong>2023</strong></li>" in page


def test_in_slots_of_many_widths_the_fullest_and_the_outermost_are_named_on_the_narrowest_band(site):
    texts = "".join(
        f"-- content/entries/e{number}.md --\n---\ntitle: E{number}\ndate: 2031-05-06\nsources: [gazette]\n---\n"
        for number in range(60)
    )
    (made := site(texts)).build()
    texts_in_band = re.findall(r"<text ([^>]*)>([A-Z]\w\w)</text>", made.page("timeline/"))
    named = [word for attributes, word in texts_in_band if "class=" not in attributes]
    assert named == ["Jan", "Apr", "May", "Jun", "Sep", "Dec"]


def test_a_dense_band_has_bars_as_high_as_their_numbers():
    slots = tuple(Slot(year, 0, 0, "a/", count) for year, count in ((2001, 100), (2003, 25), (2004, 1)))
    tree = drawn(band(slots=slots, piled=(0, 1, 2), grain=Grain.YEAR))
    bars = [(bar.get("y"), bar.get("height")) for bar in tree.iter("rect") if bar.get("class") == "band-count"]
    assert bars == [("1.2em", "4.2em"), ("4.35em", "1.05em"), ("5.2em", "0.2em")]


def test_a_band_for_a_language_that_runs_to_the_left_begins_at_the_right():
    shown = band(marks=["2023-09-02"], bars=["2023-09-16/.."])
    tree = drawn(shown, is_mirrored=True)
    assert shapes(tree, "band-mark") == [("band-mark",), ("95%", "#band_legal")]
    assert shapes(tree, "band-bar") == [("band-bar",), ("0%-50%", "band-lasting"), ("0%", ARROW)]
    assert {text.get("direction") for text in tree.iter("text")} == {"rtl"}


def test_a_frame_stands_around_the_years_of_a_page():
    years = tuple(Slot(year, 0, 0, "", 0) for year in (2001, 2002, 2003, 2004))
    shown = band(slots=years, piled=(0, 1, 2, 3), grain=Grain.YEAR)
    frame = '<rect x="24.98%" width="49.97%" height="7.1em"/>'
    assert draw_here(shown, years[1], years[2], False) == frame
    assert draw_here(shown, years[1], years[2], True) == frame.replace("24.98", "25.05")


# Room

places = st.floats(0, 100)
extents = st.tuples(places, places).map(sorted).map(tuple)


@given(st.lists(places, max_size=60).map(sorted))
def test_no_mark_lies_on_another_on_a_phone(found):
    rows = rows_of(found)
    for row in {*rows}:
        inside = [place for place, one in zip(found, rows, strict=True) if one == row]
        assert all(after - before >= MARK for before, after in pairwise(inside))


@given(st.lists(extents, max_size=30))
def test_no_bar_lies_on_another(found):
    lanes = lanes_of(found)
    for lane in {*lanes}:
        inside = sorted(at_least_a_mark(one) for one, held in zip(found, lanes, strict=True) if held == lane)
        assert all(before[1] < after[0] for before, after in pairwise(inside))


spots = st.builds(LabelSpot, places, st.sampled_from(("start", "middle", "end")), st.sampled_from((0.0, 0.8, -0.8)))
labels = st.builds(Wanted, st.text("abc", min_size=1, max_size=30), st.tuples(spots, spots), st.tuples(extents))


@given(st.lists(labels, max_size=15))
def test_no_label_lies_on_another_or_runs_out_of_the_picture_at_any_width(wanted):
    placed = place_labels(wanted)
    for width in range(len(WIDTHS)):
        shown = [
            (extent_at(width, length_of(label.text), label.spot), want.clear_of)
            for label, want in zip(placed, wanted, strict=True)
            if label and label.width <= width
        ]
        assert all(round(start, 6) >= 0 and round(end, 6) <= 100 for (start, end), _ in shown)
        ends = sorted(extent for extent, _ in shown)
        assert all(before[1] <= after[0] for before, after in pairwise(ends))
        air = 1e-9
        assert all(
            end <= first + air or last <= start + air for (start, end), taken in shown for first, last in taken
        )


def test_the_stylesheet_shows_labels_at_the_widths_that_they_are_placed_for():
    css = (Path(__file__).parent.parent / "themes/chronicle/css/band.css").read_text("utf-8")
    shown = re.findall(r"@container band \(min-width: ([\d.]+)rem\) \{\s*\.band-drawing :?(?:is\()?\.w(\d)", css)
    assert [(float(width), int(number)) for width, number in shown] == [*zip(WIDTHS[1:], range(1, 7), strict=True)]


# Whole sites

TYPES = [*EVENT_TYPES]


def entry(number: int, when: str, kind: str = "statement/demand", more: str = "") -> str:
    front = f'title: Entry {number}\ndate: "{when}"\ntype: {kind}\nsources: [gazette]\n{more}'
    return f"-- content/entries/e{number:03}.md --\n---\n{front}---\nText.\n"


def any_date(dice: random.Random, years: range) -> str:
    year, month, day = dice.choice(years), dice.randrange(1, 13), dice.randrange(1, 28)
    whole = f"{year}-{month:02}-{day:02}"
    forms = (
        whole, whole, whole, f"{whole}~", f"{whole}?", f"{year}-{month:02}", str(year), f"{whole}/..", f"{whole}/",
        f"{whole}/{year + dice.randrange(3)}-12-30", f"[{whole},{year}-{month:02}-28]", f"{{{whole},{year + 1}-01-02}}",
    )  # fmt: skip
    return dice.choice(forms)


def band_in(made: Site, address: str) -> ElementTree.Element:
    """Give the drawing on a page."""
    found = re.search(r'<svg class="band-drawing".*?</svg>(?=\n<svg class="band-here")', made.page(address), re.S)
    return ElementTree.fromstring(found[0])


def counted(tree: ElementTree.Element) -> int:
    titles = [link.findtext("title") for link in tree.iter("a") if link.get("class") == "band-slot"]
    return sum(int(re.search(r": (\d+) entr", title)[1]) for title in titles)


def entries_in(tree: ElementTree.Element, kinds: str = "band-mark|band-bar") -> list[str]:
    links = [link for link in tree.iter("a") if re.match(kinds, link.get("class"))]
    return [link.get("href").rpartition("entries/")[2] for link in links]


@pytest.mark.parametrize(("seed", "size", "years"), [(1, 30, 12), (2, 90, 3), (3, 200, 2), (4, 12, 1), (5, 140, 1)])
def test_every_entry_of_a_span_stands_in_its_band_once_and_all_links_lead_somewhere(site, seed, size, years):
    dice = random.Random(seed)
    texts = [entry(number, any_date(dice, range(2001, 2001 + years)), dice.choice(TYPES)) for number in range(size)]
    made = site("".join(texts))
    assert made.build().published
    for place in made.public.glob("timeline/**/index.html"):
        address = place.parent.relative_to(made.public).as_posix()
        html = place.read_text("utf-8")
        if "band-drawing" not in html:
            continue
        tree = band_in(made, address)
        listed = re.findall(r'<(?:h3|li)><a href="(?:\.\./)+entries/(e\d+/)"', html[html.index("<ol class") :])
        shown = entries_in(tree)
        assert len({*shown}) == len(shown)
        if "band-dense" in html and not entries_in(tree, "band-mark"):
            vague = re.search(r"Month or day not known: (\d+)", html)
            whole = size if address == "timeline" or "part/" in address else len({*listed})
            assert counted(tree) + (int(vague[1]) if vague else 0) == whole
        elif "band-dense" in html:
            assert {*shown} - {*listed} <= {*entries_in(tree, "band-bar")}
        elif address != "timeline":
            assert {*listed} <= {*shown}
            assert counted(tree) <= len(shown)
        for link in tree.iter("a"):
            file, fragment = urldefrag(link.get("href"))
            target = (place.parent / file / "index.html").resolve()
            assert target.is_file(), link.get("href")
            assert not fragment or f'id="{fragment}"' in target.read_text("utf-8")


def test_marks_stand_in_order_of_time(site):
    made = site(
        entry(1, "2023-09-20") + entry(2, "2023-09-02") + entry(3, "2023-09-20T10:00") + entry(4, "2023-09-11~")
    )
    made.build()
    assert entries_in(band_in(made, "timeline/2023/09")) == ["e002/", "e004/", "e001/", "e003/"]


MANY = "".join(entry(number, f"2023-09-{number % 5 + 1:02}") for number in range(130))


def test_many_entries_are_numbers_of_their_days_that_lead_to_them(site):
    made = site(MANY)
    made.build()
    tree = band_in(made, "timeline/2023/09")
    slots = [(link.findtext("title"), link.get("href")) for link in tree.iter("a")]
    way = "../../../timeline/2023/09/#day_2023-9-"
    assert slots == [(f"{day} September 2023: 26 entries", f"{way}{day}") for day in range(1, 6)]


def test_what_began_earlier_is_drawn_where_it_lasts(site):
    war = entry(1, "2022-12-30", "period/war", "end: 2023-02-03\n")
    made = site(war + entry(2, "2023-01-10") + entry(3, "2023-02-20") + entry(4, "2023-03-01"))
    made.build()
    found = {month: entries_in(band_in(made, f"timeline/2023/{month}"), "band-bar") for month in ("01", "02", "03")}
    assert found == {"01": ["e001/"], "02": ["e001/"], "03": []}
    assert entries_in(band_in(made, "timeline/2023"), "band-bar") == ["e001/"]
    # Its title is shown there too.
    made.write(war.replace("Entry 1", "Another title")).build()
    assert "Another title" in made.page("timeline/2023/01")


def test_a_year_with_many_entries_is_wider_and_its_marks_are_stacked(site):
    often = "".join(entry(number, f"2003-09-{19 + number % 2}") for number in range(40))
    made = site(often + entry(40, "1990-05-05") + entry(41, "1992-05-05") + entry(42, "2004-05-05"))
    made.build()
    html = made.page("timeline")
    tree = band_in(made, "timeline")
    assert len(entries_in(tree, "band-mark")) == 43
    assert "hidden>Years with more entries" not in html
    narrow = [use for use in tree.iter("use") if use.get("href") == "#band_statement"]
    places = {(use.get("x"), use.get("y")) for use in narrow[::2]}
    assert len(places) == 43


def test_a_day_on_which_marks_would_pile_up_is_a_number_among_marks(site):
    many = "".join(entry(number, "2023-09-20") for number in range(60))
    made = site(many + entry(60, "2023-09-02") + entry(61, "2023-09-21"))
    made.build()
    tree = band_in(made, "timeline/2023/09")
    assert entries_in(tree) == ["e060/", "e061/"]
    assert [text.text for text in tree.iter("text") if text.get("class") == "band-number"] == ["60"]


def test_moments_and_what_lasts_bear_numbers_that_a_list_explains(site):
    made = site(
        "-- content/site.yaml --\ntitle: T\nurl: https://example.org/\nfront: {moments: [e002, e001]}\n"
        + entry(1, "2003-09-19") + entry(2, "2003-09-20") + entry(3, "2003-09-21") + entry(4, "2003-03-01", more="end: 2003-08-01\n"),
        around="",
    )  # fmt: skip
    made.write("-- content/sources/list.yaml --\n- {id: gazette, title: T, publisher: P, issued: 2003-12-31}\n")
    made.build()
    key = re.findall(r'<li value="(\d)"><a href="[^"]*/(e\d+)/"', made.page("timeline"))
    assert key == [("1", "e004"), ("2", "e001"), ("3", "e002")]
    tree = band_in(made, "timeline")
    numbers = {
        link.get("href").split("/")[-2]: link.findtext(".//text")
        for link in tree.iter("a")
        if "entries" in link.get("href")
    }
    assert numbers == {"e001": "2", "e002": "3", "e003": None, "e004": "Entry 4"}


@given(st.integers(1, 9), st.integers(1, 6), st.data())
def test_marks_of_a_slot_fill_its_columns_in_order_of_time(count, most, data):
    found = sorted(data.draw(st.lists(st.floats(0, 0.999), max_size=count * most)))
    chosen = columns_for(found, count, most)
    assert list(chosen) == sorted(chosen)
    assert all(0 <= column < count for column in chosen)
    assert all(chosen.count(column) <= most for column in chosen)


# In a browser

SPREAD = "".join(entry(n, f"{1990 + n % 30}-{n % 12 + 1:02}-{n % 28 + 1:02}") for n in range(100))


def test_without_script_every_year_is_a_link_and_no_tool_is_shown(
    site, page_without_script: Page, served: Callable[[Path], str]
):
    (made := site(SPREAD)).build()
    page = page_without_script
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(f"{served(made.public)}timeline/")
    page.locator(".band-slot").nth(1).click()
    assert page.url.endswith("/timeline/1991/")


def test_months_are_named_in_the_language_of_the_page_whichever_came_before(tmp_path):
    theme = read_theme_files(tmp_path, "chronicle")
    signs = [
        BandFilters(language, words_in(language, theme)).month_sign(2, "abbreviated")
        for language in ("az", "ar", "ru")
    ]
    assert signs == ["fev", "فبراير", "февр."]
