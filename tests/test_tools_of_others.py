"""Tools that others made open the data of the publication, and show what it says."""

import asyncio
import csv
import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from html import unescape
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
import yaml
from conftest import HOUSE, Site
from laws import SEARCH
from playwright.sync_api import Page
from test_data import CONTENT, FEED, SETTINGS, meets

TIMELINEJS = Path(os.environ.get("TIMELINEJS", HOUSE / ".timelinejs/node_modules/@knight-lab/timelinejs/dist"))


@pytest.fixture(scope="module")
def data(publication_folder: Path) -> Path:
    return publication_folder / "data"


def table(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return [*csv.DictReader(lines, strict=True)]


def test_frictionless_finds_the_publication_valid(data: Path):
    import frictionless  # It takes a second to start, which no other test needs.

    report = frictionless.validate(str(data / "datapackage.json"))
    assert report.valid, report.to_summary()


def test_datasette_opens_the_database_and_finds_an_armenian_name(data: Path):
    from datasette.app import Datasette

    async def asked(*addresses: str) -> Iterator[object]:
        shown = Datasette(
            [], immutables=[str(data / "publication.sqlite")], metadata=metadata, settings={"base_url": "/"}
        )
        await shown.invoke_startup()
        return [(await shown.client.get(address)) for address in addresses]

    metadata = yaml.safe_load((data / "metadata.yaml").read_text("utf-8"))
    addresses = (
        "/publication/actor_names",
        "/publication/actor_names.json?_shape=objects&_search=Արցախի",
        "/publication/search.json?_shape=objects&words=Արցախի",
        *(f"/publication/{view}.json?_size=1" for view in ("timeline", "statements", "figures", "claims_compared")),
    )
    # The driver of the browser has a loop of its own in this thread, once a test has asked for it.
    with ThreadPoolExecutor(1) as apart:
        page, names, found, *views = apart.submit(lambda: asyncio.run(asked(*addresses))).result()
    rows = json.loads(names.text)["rows"]
    assert rows
    assert {row["name"] for row in rows} == {
        row["name"] for row in table(data / "actor_names.csv") if re.search(r"(?i)\bարցախի\b", row["name"])
    }
    assert {(row["found_in"], row["words"]) for row in json.loads(found.text)["rows"]} >= {
        ("actor_names", row["name"]) for row in rows
    }
    assert [len(json.loads(view.text)["rows"]) for view in views] == [1, 1, 1, 1]
    # The metadata are taken: what the table holds, what a column means, under which licence.
    described = metadata["databases"]["publication"]["tables"]["actor_names"]
    shown = unescape(page.text)
    assert [
        words
        for words in (described["description"], *described["columns"].values(), metadata["license"])
        if words not in shown
    ] == []


@pytest.mark.skipif(
    not TIMELINEJS.is_dir(),
    reason=f"TimelineJS is not here: run `npm install --prefix .timelinejs @knight-lab/timelinejs`, or set TIMELINEJS; looked for {TIMELINEJS.name}",
)
def test_the_library_of_timelinejs_shows_every_entry(
    site: Callable[..., Site], page: Page, served: Callable[[Path], str], tmp_path: Path
):
    made = site(SETTINGS + CONTENT, around="")
    assert made.build().published is not None
    (tmp_path / "timelinejs.json").write_text(made.page("data/timelinejs.json"), "utf-8")
    (tmp_path / "index.html").write_text(_EMBED, "utf-8")
    (tmp_path / "library").symlink_to(TIMELINEJS)
    page.goto(served(tmp_path))
    page.wait_for_selector("[data-shown]", state="attached")
    slides = [" ".join(text.split()) for text in page.locator(".tl-slide").all_inner_texts()]
    assert slides == [
        "A chronology of two sides",
        '=HYPERLINK("https://example.com") 15 March 44 BC -2+3 people, or so',
        "Shelling at Norvad 19 September 2023, 13:05, Asia/Tbilisi time Shells fell; each side gives a number, and a reason.",
        "Talks since 2 October 2023",
    ]
    assert page.locator(".tl-timemarker").count() == 3


def test_a_calendar_reads_every_entry_whose_day_is_certain(data: Path):
    events = icalendar.Calendar.from_ical((data / "calendar.ics").read_bytes()).walk("VEVENT")
    exact = {
        row["address"]: row
        for row in table(data / "entries.csv")
        if row["status"] != "withdrawn"
        and re.fullmatch(r"\d{4}-\d\d-\d\d(T[^/]+)?(/\d{4}-\d\d-\d\d(T[^/]+)?)?", row["date"])
    }
    assert {str(event["URL"]): str(event["SUMMARY"]) for event in events} == {
        address: row["title"] for address, row in exact.items()
    }
    first = {str(event["URL"]): event.decoded("DTSTART") for event in events}
    assert {address: str(_day(start, exact[address])) for address, start in first.items()} == {
        address: row["earliest"] for address, row in exact.items()
    }
    assert len({event["UID"] for event in events}) == len(events)


def _day(start: date, row: dict[str, str]) -> date:
    """Return the day on which an event begins where it happened: by its zone, or by the offset of its own time."""
    if not isinstance(start, datetime):
        return start
    own = datetime.fromisoformat(row["date"].partition("/")[0]).tzinfo
    return start.astimezone(ZoneInfo(row["time_zone"]) if row["time_zone"] else own).date()


def test_every_json_feed_is_one(publication_folder: Path):
    feeds = sorted(publication_folder.rglob("feed.json"))
    assert len(feeds) == len([*publication_folder.rglob("feed.xml")])
    # One takes 20 ms, and all are written alike.
    assert [
        place
        for place in feeds[:: 25 if SEARCH == "little" else 1]
        if not meets(json.loads(place.read_bytes()), FEED)
    ] == []


def test_the_figures_of_every_page_of_a_question_are_those_of_the_table(publication_folder: Path):
    figures, claims = (table(publication_folder / f"data/{name}.csv") for name in ("claim_figures", "claims"))
    question_of = {row["id"]: row["question"] for row in claims}
    told = {row["id"]: row["address"] for row in table(publication_folder / "data/questions.csv")}
    for question, address in told.items():
        path = publication_folder / "questions" / question / "index.html"
        if f"/questions/{question}/" not in address:
            # It is asked in one entry alone, on whose page its figures are.
            assert not path.exists()
            continue
        rows = Counter(
            (row["claim"].replace("#", "_"), *_numbers(row["text"]))
            for row in figures
            if question_of[row["claim"]] == question
        )
        assert _figures_of(path.read_text("utf-8")) == rows, question


def test_every_page_that_offers_a_table_says_how_much_is_in_it(publication_folder: Path):
    offered = Counter[str]()
    # The pages in the original's language lead to the same tables as those in others.
    for kind in ("actors", "places", "tags", "questions"):
        for page in sorted((publication_folder / kind).glob("*/index.html")):
            link = r'<a href="([^"]+)" type="text/csv">Download (?:these )?([\d,]+) (entr(?:y|ies)|claims?)'
            for address, count, noun in re.findall(link, page.read_text("utf-8")):
                rows = table((page.parent / address).resolve())
                assert len({row["id"] for row in rows}) == int(count.replace(",", "")), page
                assert noun.startswith("claim") == (kind == "questions")
                offered[kind] += 1
    files = Counter(place.parent.parent.name for place in publication_folder.glob("*/*/*.csv"))
    assert offered == {kind: files[kind] for kind in ("actors", "places", "tags", "questions")}


def _figures_of(page: str) -> Counter[tuple[str, ...]]:
    """List the figures in the claims of a page: of which claim, and which numbers."""
    found = Counter[tuple[str, ...]]()
    for claim in re.split(r'<div class="claim ', page)[1:]:
        (id,) = re.findall(r'^[^>]*?id="([^"]+)"', claim)
        for shown in re.findall(r'<li class="figure(?: past)?">(.*?)</li>', claim):
            (number,) = re.findall(r'<span class="number">(.+?)</span>', shown)
            found[unescape(id), *_numbers(number)] += 1
    return found


def _numbers(text: str) -> list[str]:
    return re.findall(r"\d+", text.replace(",", ""))


_EMBED = """<!doctype html>
<meta charset="utf-8">
<link rel="stylesheet" href="library/css/timeline.css">
<div id="timeline" style="width: 100%; height: 600px"></div>
<script src="library/js/timeline.js"></script>
<script>
const timeline = new TL.Timeline("timeline", "timelinejs.json", {script_path: location.href + "library/js/", font: null})
timeline.on("ready", () => document.body.toggleAttribute("data-shown"))
</script>
"""
