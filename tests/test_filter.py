"""The timeline's filter: the same entries as the archive gives, in an address of their own, for every reader."""

import gzip
import json
import random
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from urllib.parse import urljoin

from conftest import NOW, Site
from playwright.sync_api import Page, expect

from builder.building.pipeline import load
from builder.model.archive import Archive
from builder.model.dates import Day
from builder.model.entry import Entry, Status
from builder.model.ids import slug
from builder.preview.shown_site import ShownSite

HOUSE = Path(__file__).parent.parent

PEOPLE = """
-- content/site.yaml --
title: A chronology of two sides
url: https://example.org/
sides: [{id: east, label: East}, {id: west, label: West}]
types: {harvest/festival: {label: Harvest festival}}
-- content/actors/eastmarch.md --
---
kind: state
names: [Eastmarch]
side: east
---
-- content/actors/westmarch.md --
---
kind: state
names: [Westmarch]
side: west
---
-- content/actors/observers.md --
---
kind: ngo
names: [Observers]
---
-- content/places/norvad.md --
---
kind: city
names: [{text: Norvad, used_by: [east]}, {text: Northford, used_by: [west]}]
---
-- content/places/eastport.md --
---
kind: city
names: [Eastport]
---
-- content/sources/list.yaml --
- {id: gazette, title: The day's news, publisher: The Gazette, issued: 2039-12-31}
"""

DATES = ("1992", "1992-05", "2020-09-27", "2020-09-27", "2023-09-19/2023-09-20", "2020~", "2021-02-28/..", "../1991")


def dated(places: int, dice: random.Random) -> str:
    return f"{dice.choice(DATES)}" if places % 3 else f"{dice.randint(1988, 2025)}-{dice.randint(1, 12):02}-15"


def chronology(size: int, seed: int = 1) -> str:
    """Write entries that differ in all that can be asked for; a seed gives the same ones each time."""
    dice = random.Random(seed)
    texts = []
    for number in range(size):
        actors = dice.sample(("eastmarch", "westmarch", "observers"), dice.randint(1, 2))
        figure = "" if number % 4 else f"question: q{number // 8}, killed: {number + 1}, as_of: 1988-01-01"
        texts.append(f"""-- content/entries/e{number:04}.md --
---
title: What happened, number {number}
date: "{dated(number, dice)}"
status: {"provisional" if number % 5 == 0 else "published"}
actors: [{", ".join(actors)}]
places: [{dice.choice(("norvad", "eastport"))}]
tags: [{dice.choice(("Talks", "talks", "a bridge"))}]
type: [{dice.choice(("battle/armed-clash", "diplomacy/talks", "harvest/festival"))}]
claims: [{{by: {actors[0]}, text: So it was., sources: [gazette], {figure}}}]
{"corrections: [{date: 2026-01-01, text: Fixed.}]" if number % 7 == 0 else ""}
sources: [gazette]
---
""")
    return PEOPLE + "".join(texts)


def shown(page: Page) -> list[str]:
    """List the ids of the results, once they are there."""
    page.wait_for_selector(".filter-told [role=status]:first-child:not(:empty)")
    links = page.locator(".filtered .entries h3 a")
    return links.evaluate_all("links => links.map(link => link.href.split('/').at(-2))")


def span(first: str | None, last: str | None, entry: Entry) -> bool:
    earliest, latest = entry.when.earliest, entry.when.latest
    begins = Day(*map(int, first.split("-"))) if first else None
    ends = Day(*map(int, last.split("-"))) if last else None
    return not (begins and latest and latest < begins) and not (ends and earliest and earliest > ends)


def sides(entry: Entry, archive: Archive) -> set[str | None]:
    return {archive.actors[part.actor].side for part in entry.actors}


ASKED: dict[str, Callable[[Entry, Archive], bool]] = {
    "actor=eastmarch": lambda entry, _: "eastmarch" in {part.actor for part in entry.actors},
    "actor=eastmarch&actor=observers&place=norvad": lambda entry, _: (
        bool({"eastmarch", "observers"} & {part.actor for part in entry.actors})
        and "norvad" in {at.place for at in entry.places}
    ),
    "tag=talks&kind=diplomacy": lambda entry, _: (
        "talks" in map(slug, entry.tags) and any(kind.startswith("diplomacy/") for kind in entry.types)
    ),
    "kind=harvest": lambda entry, _: "harvest/festival" in entry.types,
    "side=west&status=contested": lambda entry, archive: (
        "west" in sides(entry, archive) and archive.is_contested(entry)
    ),
    "status=provisional&status=corrected": lambda entry, _: (
        entry.status is Status.PROVISIONAL or bool(entry.corrections)
    ),
    "from=1992-05&to=2020-09-26": lambda entry, _: span("1992-05-01", "2020-09-26", entry),
    "to=1991": lambda entry, _: span(None, "1991-12-31", entry),
    "side=east&tag=talks&from=2020": lambda entry, archive: (
        "east" in sides(entry, archive) and "talks" in map(slug, entry.tags) and span("2020-01-01", None, entry)
    ),
}


def test_a_filter_shows_what_the_archive_gives_in_order_and_its_counts_are_those(site, served, page):
    small = site(chronology(80), around="")
    small.build()
    archive = load(small.folder, NOW).archive
    address = served(small.public) + "timeline/"
    for asked, holds in ASKED.items():
        page.goto(f"{address}?{asked}")
        wanted = [entry.id for entry in archive.entries if holds(entry, archive)]
        assert (asked, shown(page)) == (asked, wanted)
        assert 0 < len(wanted) < 80
        assert page.locator(".filter-told [role=status]").first.inner_text() == f"{len(wanted)} of 80 entries"


def test_what_is_contested_bears_the_same_mark_among_results_as_on_cards(site, served, page):
    small = site(chronology(40), around="")
    small.build()
    page.goto(served(small.public) + "timeline/?status=contested")
    marks = page.locator(".filtered .entries .contested")
    expect(marks.first).to_be_visible()
    assert {*marks.all_inner_texts()} == {"contested"}
    assert marks.count() == len(shown(page))


def test_a_value_s_count_is_what_choosing_it_would_show(site, served, page):
    small = site(chronology(60), around="")
    small.build()
    archive = load(small.folder, NOW).archive
    page.goto(served(small.public) + "timeline/?place=norvad&actor=eastmarch")
    shown(page)
    told = page.locator("[data-facet=actor] li label").evaluate_all(
        "all => all.map(label => [label.firstChild.value, Number(label.lastChild.textContent)])"
    )
    at = {entry.id for entry in archive.by_place["norvad"]}
    assert dict(told) == {
        id: sum(entry.id in at for entry in archive.by_actor[id]) for id in ("eastmarch", "westmarch", "observers")
    }


def test_results_stand_under_the_days_of_the_timeline(site, served, page):
    small = site(chronology(30), around="")
    small.build()
    page.goto(served(small.public) + "timeline/")
    days = "list => list.querySelectorAll('.dates').values().map(day => day.textContent.replace(/\\s+/g, ' ').trim()).toArray()"
    whole = page.locator(".unfiltered .chronology").evaluate(days)
    page.goto(page.url + "?from=0001")
    shown(page)
    assert page.locator(".filtered .chronology").evaluate(days) == whole


def test_the_address_holds_the_view_and_the_way_back_works(site, served, page):
    small = site(chronology(40), around="")
    small.build()
    page.goto(served(small.public) + "timeline/")
    page.click(".filter > summary")
    page.check("[name=actor][value=westmarch]")
    one = shown(page)
    page.check("[name=place][value=eastport]")
    two = shown(page)
    assert page.url.endswith("/timeline/?actor=westmarch&place=eastport")
    assert set(two) < set(one)
    page.go_back()
    assert (shown(page), page.is_checked("[name=place][value=eastport]")) == (one, False)
    page.go_forward()
    other = page.context.new_page()
    other.goto(page.url)
    assert shown(other) == shown(page) == two
    page.click("text=Show all entries")
    assert page.url.endswith("/timeline/")
    assert page.is_visible(".unfiltered")
    assert page.evaluate("document.activeElement.textContent") == "Filter entries"


def test_the_keyboard_is_enough(site, served, page):
    small = site(chronology(40), around="")
    small.build()
    page.goto(served(small.public) + "timeline/")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.filter > summary')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_selector("[name=actor]")
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "actor":
            break
    page.keyboard.press("Space")
    assert shown(page)
    assert page.evaluate("document.activeElement.name") == "actor"


def test_a_time_that_is_none_is_told_and_asks_for_nothing(site, served, page):
    small = site(chronology(10), around="")
    small.build()
    page.goto(served(small.public) + "timeline/?actor=eastmarch&from=2021-02-29&to=2020-13")
    some = shown(page)
    assert [page.get_attribute(f"[name={name}]", "aria-invalid") for name in ("from", "to")] == ["true", "true"]
    page.goto(served(small.public) + "timeline/?actor=eastmarch")
    assert shown(page) == some


def test_many_results_come_step_by_step(site, served, page):
    small = site(chronology(130), around="")
    small.build()
    page.goto(served(small.public) + "timeline/?from=0001")
    assert len(shown(page)) == 50
    page.click(".filtered .more")
    assert len(shown(page)) == 100
    assert page.evaluate("document.activeElement.closest('li').matches('.filtered .entries li')")
    page.click(".filtered .more")
    assert (len(shown(page)), page.is_visible(".filtered .more")) == (130, False)


def test_a_chronology_without_entries_has_no_filter(site):
    empty = site(PEOPLE, around="")
    empty.build()
    assert "<template" not in empty.page("timeline")
    assert not (empty.public / "timeline/filter.json").exists()


def faded(page: Page) -> list[str]:
    links = page.locator(".band-drawing > .band-mark.out").evaluate_all(
        "all => all.map(link => link.getAttribute('href').split('/').at(-2))"
    )
    return sorted(links)


TWO_LANGUAGES = PEOPLE.replace("url: https", "languages: [en, ru]\nurl: https")
FEW = "".join(
    f"-- content/entries/{id}.md --\n---\ntitle: The {id}\nsummary: About the {id}.\ndate: {date}\nactors: [{actors}]\n"
    f"places: [norvad]\nsources: [gazette]\n---\n"
    for id, date, actors in (
        ("fair", "1991-03-04", "eastmarch"), ("flood", "1992-05-06", "westmarch"), ("ferry", "2020-04-05", "observers"),
        ("feast", "2020-09-10", "eastmarch, westmarch"), ("frost", "2020-09-12", "eastmarch"),
    )
)  # fmt: skip


def test_band_and_list_show_one_selection_that_brushing_changes_and_other_languages_keep(site, served, page):
    few = site(TWO_LANGUAGES + FEW, around="")
    few.build()
    page.goto(served(few.public) + "timeline/?actor=eastmarch")
    assert shown(page) == ["fair", "feast", "frost"]
    assert faded(page) == ["ferry", "flood"]
    card = page.locator(".filtered .card").nth(1)
    expect(card.locator("p")).to_have_text("About the feast.")
    assert card.locator(".chips li").all_inner_texts() == ["Norvad/Northford", "Eastmarch", "Westmarch"]
    box = page.locator(".band-drawing").bounding_box()
    half, down = box["x"] + box["width"] / 2, box["y"] + 5
    page.mouse.move(half, down)
    page.mouse.down()
    page.mouse.move(half + 40, down)
    page.mouse.move(box["x"] + box["width"] - 1, down)
    page.mouse.up()
    page.wait_for_url("**from=*")
    assert shown(page) == ["feast", "frost"]
    assert faded(page) == ["fair", "ferry", "flood"]
    assert page.locator(".band-brush").count() == 1
    asked = page.evaluate("location.search")
    page.click(".editions [hreflang=ru]")
    page.wait_for_url(f"**/ru/timeline/{asked}")
    assert shown(page) == ["feast", "frost"]
    page.go_back()
    page.go_back()
    page.wait_for_url("**/timeline/?actor=eastmarch")
    expect(page.locator(".filtered .card")).to_have_count(3)


def test_zooming_leads_to_where_entries_are_and_its_place_stands_in_the_address(site, served, page):
    few = site(PEOPLE + FEW, around="")
    few.build()
    page.goto(served(few.public) + "timeline/")
    names = "all => all.map(slot => slot.querySelector('title').textContent)"
    for zoom, slots in (
        ("2020", ["April 2020: 1 entry", "September 2020: 2 entries"]),
        ("2020-09", ["10 September 2020: 1 entry", "12 September 2020: 1 entry"]),
        ("2020-09", ["10 September 2020: 1 entry", "12 September 2020: 1 entry"]),
    ):
        page.get_by_role("button", name="Zoom in").click()
        page.wait_for_url(f"**/timeline/?zoom={zoom}")
        expect(page.locator(".band-slot")).to_have_count(2)
        expect(page.locator(".band-slot title").first).to_have_text(slots[0])
        assert page.locator(".band-slot").evaluate_all(names) == slots
    page.reload()
    expect(page.locator(".band-slot title").first).to_have_text("10 September 2020: 1 entry")
    page.locator(".band-mark").first.press("-")
    page.wait_for_url("**/timeline/?zoom=2020")
    page.get_by_role("button", name="All", exact=True).click()
    page.wait_for_url("**/timeline/")
    expect(page.locator(".band-slot")).to_have_count(3)


def test_lanes_part_what_is_selected_by_side(site, served, page):
    few = site(PEOPLE + FEW, around="")
    few.build()
    page.goto(served(few.public) + "timeline/?from=1992")
    page.get_by_label("Rows").select_option("side")
    page.wait_for_url("**lanes=side")
    expect(page.locator(".band-lane")).to_have_text(["East", "West"])
    lanes = page.locator(".band-lanes a").evaluate_all(
        "all => all.map(link => link.getAttribute('href').split('/').at(-2))"
    )
    assert lanes == ["feast", "frost", "flood", "feast"]


def test_what_nobody_knows_is_told_and_left_out(site, served, page):
    few = site(PEOPLE + FEW, around="")
    few.build()
    page.goto(served(few.public) + "timeline/?actor=nosuch&from=sometime&place=norvad&zoom=1850")
    assert shown(page) == ["fair", "flood", "ferry", "feast", "frost"]
    said = "“{}” was not found here and has been ignored."
    expect(page.locator(".filter-unknown")).to_have_text(f"{said.format('nosuch')} {said.format('sometime')}")
    expect(page.locator(".band-tools output")).to_have_text(said.format("1850"))


def test_without_script_every_entry_is_reached_by_date_actor_place_and_tag(site):
    small = site(chronology(130), around="")
    small.build()
    archive = load(small.folder, NOW).archive
    wanted = {f"/entries/{entry.id}/" for entry in archive.entries}
    for way in ("timeline/", "actors/", "places/", "tags/"):
        found, ahead, seen = set(), ["/"], {"/"}
        while ahead:
            address = ahead.pop()
            anchors = re.findall(r'<a [^>]*?href="([^"#]*)', small.page(address.lstrip("/")))
            links = {urljoin(address, unescape(anchor)) for anchor in anchors}
            found |= links & wanted
            further = {link for link in links if link.startswith(f"/{way}") and link.endswith("/")} - seen
            seen |= further
            ahead += sorted(further)
        assert (way, found) == (way, wanted)


def realistic(size: int) -> str:
    """Write entries in the words of the publication beside this house, so that they weigh what real ones do."""
    dice = random.Random(7)
    found = sorted((HOUSE / "content/entries").glob("*.md"))
    texts = [file.read_text("utf-8") for file in found if "." not in file.stem]
    words = [word for word in " ".join(texts).split() if word.isalpha()]
    actors = [f"actor-{number}" for number in range(120)]
    places = [f"place-{number}" for number in range(120)]
    sheets = [PEOPLE]
    for id in actors:
        names = [f"{dice.choice(words)} {dice.choice(words)} {id[6:]}{side}" for side in "abcd"]
        sheets.append(f"-- content/actors/{id}.md --\n---\nkind: state\nnames: {json.dumps(names)}\n---\n")
    for id in places:
        names = [f"{dice.choice(words)}{id[6:]}{side}" for side in "abcd"]
        sheets.append(f"-- content/places/{id}.md --\n---\nkind: city\nnames: {json.dumps(names)}\n---\n")
    for number in range(size):
        day = f"{dice.randint(1988, 2025)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
        title = [dice.choice(words) for _ in range(9)]
        id = f"{day}-{slug(' '.join(title[:5]))}-{number}"
        sheets.append(
            f"-- content/entries/{id}.md --\n---\ntitle: {json.dumps(' '.join(title))}\ndate: {day}\n"
            f"actors: [{', '.join(dice.sample(actors, 3))}]\nplaces: [{', '.join(dice.sample(places, 2))}]\n"
            f"tags: [{', '.join(dice.sample(_TAGS, 2))}]\ntype: [{dice.choice(_TYPES)}]\nsources: [gazette]\n"
            "allow: {C3: Words drawn by lot say nothing.}\n---\n"
        )
    return "".join(sheets)


_TAGS = [f"subject {number}" for number in range(40)]
_TYPES = ("battle/armed-clash", "diplomacy/talks", "statement/announcement", "legal/ruling")


def test_the_indexes_of_a_thousand_entries_weigh_less_than_sixty_kilobytes(site):
    large: Site = site(realistic(1000), around="")
    # The preview makes what it is asked for, and no pages.
    shown = ShownSite(large.folder, lambda: NOW, shows_early=False)
    assert not any(problem.stops_a_build for problem in shown.update().problems)
    weights = {
        path: len(gzip.compress(shown.answer(path).data, 9)) for path in ("timeline/filter.json", "search/names.json")
    }
    assert {path: weight for path, weight in weights.items() if weight >= 60_000} == {}


def test_the_scripts_are_light(site):
    (small := site(chronology(1), around="")).build()
    weights = {place.name: len(gzip.compress(place.read_bytes(), 9)) for place in small.public.glob("assets/*.js")}
    assert sum(weights.values()) <= 16 * 1024, weights
