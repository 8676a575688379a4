"""Pages as readers meet them: in a real browser, on a phone and a desk, by hand and by keyboard, in any light.

What a checker says of them is asserted whole, for a page of every kind of the publication in this repository, and
of a small site that holds one of everything: from right to left, and in a theme that shares nothing with the first."""

import gzip
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from html import unescape
from itertools import groupby
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from browsing import AS_USUAL, JAVA, heard
from laws import SEARCH
from playwright.sync_api import ConsoleMessage, Page, Request
from test_site_links import LEFT_OUT
from whole_sites import HOUSE, KINDS, OWN, SITES, SMALL, WIRE, Whole, is_inner, led_to, whole_site

WIDTHS = (360, 768, 1280)
VNU = Path(os.environ.get("VNU_JAR", HOUSE / ".vnu/node_modules/vnu-jar/build/dist/vnu.jar"))

# A page of every kind of each site, but for what the publication has none of: nothing of it was ever purged, and no
# list is so long that it goes on.
LOOKED_AT = [
    (site, kind)
    for site in SITES
    for kind in KINDS
    if kind != "redirect.html" and (site, kind) not in ((OWN, "purged.html"), (OWN, "list_part.html"))
]
LONG = ("timeline.html", "questions.html", "entry.html", "question.html")
# Colours take most of axe's time. A theme's own are those of the small sites, those of sides are settings: of the
# publication, the suite looks at pages that show these, and `make laws` at all but the longest.
COLOURED = ("front.html", "actor.html", "entry.html", "question.html")
COLOURS = ("color-contrast", "link-in-text-block")

Whole_of = Callable[[str], Whole]


@dataclass(frozen=True)
class Opened:
    """A page in the browser, what it asked for, and what it said."""

    page: Page
    asked: list[Request]
    said: list[ConsoleMessage]


Open = Callable[..., Opened]


@pytest.fixture(scope="session")
def whole(publication_folder: Path, made_once) -> Whole_of:
    """Build a site when it is first asked for."""
    return cache(
        lambda name: made_once(name, lambda folder: whole_site(name, publication_folder if name == OWN else folder))
    )


@pytest.fixture(scope="session")
def host(whole: Whole_of, served: Callable[[Path], str]) -> Callable[[str], str]:
    return cache(lambda name: served(whole(name).folder))


@pytest.fixture
def opened(page: Page, host: Callable[[str], str]) -> Iterator[Open]:
    """Open a page of a site; what it asks for, and what it says, is kept in `asked` and `said`."""
    with heard(page, "request") as asked, heard(page, "console") as said:

        def open_page(site: str, address: str, width: int = 360) -> Opened:
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(reduced_motion="reduce")
            page.goto(host(site) + address)
            return Opened(page, asked, said)

        yield open_page


# Marks one of all elements that look alike: whether text can be told from what is behind it goes by its colour, size
# and weight, and by all backgrounds that it lies on.
MARK_LOOKS = """() => {
  const looks = new Map(), seen = new Set();
  for (const part of document.querySelectorAll("body, body *")) {
    const style = getComputedStyle(part), has = [...part.childNodes].some(node => node.nodeType == 3 && node.data.trim());
    const behind = [style.backgroundColor, style.backgroundImage, style.opacity, style.filter, style.position].join();
    const below = looks.get(part.parentElement) ?? "", here = below.endsWith(`|${behind}`) ? below : `${below}|${behind}`;
    const look = [here, part.tagName, part.type, style.color, style.fontSize, style.fontWeight, style.textShadow, has].join();
    looks.set(part, here);
    part.dataset.look = seen.has(look) ? "another" : "first";
    seen.add(look);
  }
}"""
# Of these elements alone the suite asks for the contrast of colours, which takes most of axe's time; `make laws` of all.
LOOKS = (
    "axe.configure({rules: [{id: 'color-contrast', selector: '[data-look=first]'}]})" if SEARCH == "little" else ""
)
# Letters that join, as in Arabic, axe takes for the icons of a font, draws each text to find that out, and leaves it
# out: all that it draws looks alike to it here, so that no text is left out.
ALL_TEXT = "CanvasRenderingContext2D.prototype.getImageData = () => ({data: new Uint32Array([1])})"
AXE = "\n;".join((AXE_SCRIPT, LOOKS, ALL_TEXT, "0"))


def found_by_axe(page: Page, only: tuple[str, ...] = (), without: tuple[str, ...] = ()) -> list[str]:
    """List what axe finds amiss, each with the places."""
    if not page.evaluate("typeof axe == 'object'"):
        page.evaluate(AXE)
    if SEARCH == "little" and COLOURS[0] not in without:
        page.evaluate(MARK_LOOKS)
    # Room for a finger is asked for by WCAG 2.2, which axe does not look at unless told to.
    rules = {"target-size": {"enabled": True}, **{rule: {"enabled": False} for rule in without}}
    options = {"resultTypes": ["violations"], "preload": False, **({"runOnly": only} if only else {"rules": rules})}
    found = page.evaluate("options => axe.run(options).then(found => found.violations)", options)
    return [f"{rule['id']}: {' '.join(map(str, node['target']))}" for rule in found for node in rule["nodes"]]


def overflowing(page: Page) -> list[int]:
    """List the widths at which a page is wider than its window."""
    wider = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wider.append(width)
    return wider


@pytest.mark.law
@pytest.mark.parametrize(("site", "kind"), LOOKED_AT)
def test_a_page_keeps_nobody_out_and_asks_nobody_else(site, kind, whole, host, opened):
    found = whole(site)
    shown = opened(site, found.typical(kind) if site == OWN else found.largest(kind))
    has_colours = site != OWN or kind in COLOURED or (SEARCH != "little" and kind not in LONG)
    amiss = {"phone, light": found_by_axe(shown.page, without=() if has_colours else COLOURS[:1])}
    amiss["wider than the window"] = overflowing(shown.page)
    # Colours go by the light, the rest by the width.
    shown.page.emulate_media(color_scheme="dark")
    amiss["desk, dark"] = found_by_axe(shown.page, COLOURS) if has_colours else []
    amiss["other hosts"] = [request.url for request in shown.asked if not request.url.startswith(host(site))]
    amiss["said"] = [message.text for message in shown.said]
    assert {what: found for what, found in amiss.items() if found} == {}


@pytest.mark.parametrize("kind", LONG[2:])
def test_the_longest_pages_fit_a_phone_and_a_desk(kind, whole, opened):
    page = opened(OWN, whole(OWN).largest(kind), 1280).page
    assert (found_by_axe(page, without=COLOURS[:1]), overflowing(page)) == ([], [])


WISHES = {
    "forced colours": {"forced_colors": "active"},
    "more contrast": {"contrast": "more"},
    "more contrast in the dark": {"contrast": "more", "color_scheme": "dark"},
    "on paper": {"media": "print"},
}


@pytest.mark.law
@pytest.mark.parametrize("kind", ["front.html", "timeline.html", "entry.html", "question.html"])
def test_a_page_goes_along_with_what_its_reader_needs(kind, whole, opened):
    page = opened(SMALL, whole(SMALL).largest(kind), 673).page
    amiss = {}
    for wish, media in WISHES.items():
        page.set_viewport_size({"width": 673, "height": 800})
        page.emulate_media(**AS_USUAL)
        page.emulate_media(**media)
        # Nobody follows a link on paper, where it need not look like one, nor leave room for a finger.
        without = (*COLOURS[1:], "target-size") if "media" in media else ()
        # All but paper changes colours alone: of these the suite asks, and `make laws` of everything.
        only = COLOURS if SEARCH == "little" and "media" not in media else ()
        amiss[wish] = (found_by_axe(page, only, without), overflowing(page))
    assert amiss == dict.fromkeys(WISHES, ([], []))


@pytest.mark.parametrize(("kind", "day"), [("entry.html", ".entry-day"), ("timeline.html", ".day .dates")])
def test_the_day_stays_in_view_beside_what_happened(kind, day, whole, opened):
    page = opened(OWN, whole(OWN).largest(kind)).page
    where = "day => day.getBoundingClientRect().y"
    for width in WIDTHS[1:]:
        page.set_viewport_size({"width": width, "height": 800})
        place = page.locator(day).first
        page.evaluate("scrollTo(0, 0)")
        page.evaluate("down => scrollTo(0, down)", place.evaluate(where) + 60)
        assert 0 <= place.evaluate(where) < 60, width


# What the keyboard stops at; in a drawing, arrow keys lead from one link to the next.
STOPS = """window.stops = [...document.querySelectorAll("a[href], summary, input, button, select, textarea, [tabindex]")]
  .filter(stop => stop.tabIndex >= 0 && stop.checkVisibility())"""
# Notes where the keyboard is whenever it is about to go on: whether that is marked, on it or on what is drawn in it,
# and whether anything lies over it.
WHERE = """window.passed = [];
window.where = () => {
  const here = document.activeElement, box = here.getClientRects()[0];
  const x = box.x + box.width / 2, y = box.y + box.height / 2, over = document.elementFromPoint(x, y);
  const styles = [here, ...here.querySelectorAll("svg *")].map(part => getComputedStyle(part));
  return [
    stops.indexOf(here),
    styles.some(style => style.outlineStyle != "none" && parseFloat(style.outlineWidth) >= 2),
    over != null && (here.contains(over) || over.contains(here)),
  ]};
addEventListener("keydown", () => passed.push(where()), true);"""


# A page of every kind on a phone and on a desk. Hundreds of keys are pressed: the suite tries every other of them, so
# that each kind has its turn, and `make laws` all.
KEYED = [
    (site, kind, width) for kind in KINDS if kind != "redirect.html" for site, width in ((SMALL, 360), (WIRE, 1280))
]
IN_THE_SUITE = [KEYED[number + number // 2 % 2] for number in range(0, len(KEYED), 2)]


@pytest.mark.law
@pytest.mark.parametrize(("site", "kind", "width"), IN_THE_SUITE if SEARCH == "little" else KEYED)
def test_every_link_is_reached_by_keyboard_in_order_and_seen(site, kind, width, whole, opened):
    page = opened(site, whole(site).largest(kind), width).page
    # The search page begins in its field.
    page.evaluate("document.body.tabIndex = -1; document.body.focus()")
    count = page.evaluate(f"{WHERE} ({STOPS}).length")
    stops: list[list[object]] = []
    while len(stops) < count:
        for _ in range(count - len(stops)):
            page.keyboard.down("Tab")
        _, *passed = page.evaluate("[...passed, where()]")
        # A date has stops of its own: day, month, year.
        stops = [where for where, _ in groupby(passed)]
    page.keyboard.up("Tab")
    assert stops == [[place, True, True] for place in range(count)]


def test_the_first_stop_of_the_keyboard_leads_to_the_text(whole, opened):
    page = opened(SMALL, whole(SMALL).largest("entry.html")).page
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("class") == "skip"
    page.keyboard.press("Enter")
    assert page.locator(":focus").get_attribute("id") == "section_main"


# Where the first two words of a date stand: how far the left edge of the day is from the right one of its month.
APART = """date => {
  const [day, month] = [[0, 2], [3, 9]].map(([from, to]) => {
    const range = document.createRange();
    range.setStart(date.firstChild, from);
    range.setEnd(date.firstChild, to);
    return range.getBoundingClientRect();
  });
  return Math.round(day.left - month.right)}"""


def test_from_right_to_left_a_day_stays_with_its_month_behind_names_in_another_script(whole, opened):
    page = opened(SMALL, whole(SMALL).largest("entry.html"), 1280).page
    dates = page.locator(".dateline-date time, .sources time").filter(has_text=re.compile(r"^\d\d سبتمبر"))
    assert dates.count() == 4
    assert max(dates.evaluate_all(f"dates => dates.map({APART})")) < 12
    page = opened(SMALL, whole(SMALL).largest("compare.html")).page
    assert page.locator("h2 bdi").all_inner_texts() == ["East", "West"]


def test_on_a_phone_the_head_of_a_page_is_low_and_the_search_in_view(whole, opened):
    page = opened(OWN, whole(OWN).largest("front.html")).page
    assert page.locator("main").bounding_box()["y"] <= 135
    search = page.locator(".to-search a")
    assert search.bounding_box()["x"] + search.bounding_box()["width"] <= 360
    # A link that the keyboard comes to is moved into view.
    last = page.locator(".masthead li:not(.to-search) a").last
    last.focus()
    assert last.bounding_box()["x"] + last.bounding_box()["width"] <= 360


@pytest.mark.parametrize(
    ("kind", "links"),
    [
        ("front.html", ".parties a, .most a"),
        ("corrections.html", ".correction-about a, .ways a"),
        ("map.html", ".map-beside li a"),
    ],
)
def test_links_in_close_lines_have_room_for_a_finger(kind, links, whole, opened):
    page = opened(OWN, whole(OWN).largest(kind)).page
    heights = page.locator(links).evaluate_all(
        "links => links.filter(link => link.checkVisibility()).map(link => link.getBoundingClientRect().height)"
    )
    assert len(heights) > 5
    assert min(heights) >= 24


# What a reader comes for: the steps from the front page, each a link or words to type, and what then stands where.
SEARCH_FIELD = ".to-search a"
TASKS: dict[str, tuple[tuple[str, ...], str, str]] = {
    "what happened on a day": (
        (SEARCH_FIELD, "=20 September 2023", "#found_names a"),
        ".lines li:has-text('13:00')",
        "13:00 (UTC+4) Karabakh Armenian authorities accept a ceasefire and disarmament",
    ),
    "how many died at the fuel depot, and who says so": (
        (SEARCH_FIELD, "=fuel depot", "#found_names a:has-text('How many')"),
        ".measure tbody tr:has-text('218') th",
        "D Investigative Committee of Armenia",
    ),
    "what Azerbaijan claimed": (
        (".parties a:text-is('Azerbaijan')", ".contents a:text-is('Statements')"),
        "[aria-labelledby=section_said] li:has-text('civilian objects') .claim-text",
        "Civilians and civilian objects are not targets.",
    ),
    "where the Lachin corridor is": (
        (".where a[data-place=lachin-corridor]",), ".locator .map-name", "Lachin corridor",
    ),
    "what each side had said by the evening": (
        (SEARCH_FIELD, "=19.09.2023", "#found_names a"),
        ".hour:has-text('17:00') .column-side:has-text('Karabakh')",
        "Karabakh Armenian",
    ),
    "a view to share": (
        (".masthead a:text-is('Timeline')", ".filter summary", "[name=actor][value=nikol-pashinyan]"),
        ".filter-by",
        "Nikol Pashinyan",
    ),
    "a town by the name of one side": ((SEARCH_FIELD, "=Stepanakert"), "#found_names a", "Stepanakert/Khankendi"),
    "a person in another script": ((SEARCH_FIELD, "=Пашинян"), "#found_names a", "Nikol Pashinyan"),
    "what is new": ((".contents a:text-is('Latest entries')",), ".latest .role", "Published 29 November 2026"),
    "all of it in Armenian": (
        (".editions a:text-is('Հայերեն')",), "#section_story", "Հակամարտությունը հակիրճ",
    ),
}  # fmt: skip


@pytest.mark.law
@pytest.mark.parametrize("width", [360] if SEARCH == "little" else [360, 1280])
def test_what_a_reader_comes_for_is_three_steps_from_the_front_page(width, opened):
    found = {}
    for task, (steps, where, _) in TASKS.items():
        page = opened(OWN, "", width).page
        for step in steps:
            if step.startswith("="):
                page.locator("[type=search]").fill(step[1:])
            else:
                page.locator(step).first.click()
        words = page.locator(where).first
        words.scroll_into_view_if_needed()
        found[task] = " ".join((words.text_content() or "").split())
        if "share" in task:
            shared = page.url
    assert found == {task: words for task, (*_, words) in TASKS.items()}
    assert max(len(steps) for steps, *_ in TASKS.values()) == 3
    assert opened(OWN, urlsplit(shared)._replace(scheme="", netloc="").geturl()[1:], width).page.url == shared


def test_a_former_address_leads_on_with_the_claim_that_a_link_names(whole, host, page, page_without_script):
    root = host(SMALL)
    for window, fragment in ((page, "#first"), (page_without_script, "")):
        window.goto(f"{root}entries/the-shelling/#first", wait_until="commit")
        window.wait_for_url(f"{root}entries/shelling/{fragment}")


def hrefs(page: str) -> list[str]:
    return [unescape(found) for found in re.findall(r'<a [^>]*?href="([^"]*)"', page)]


def targets(whole: Whole, address: str) -> set[str]:
    """List the pages of the site that a page leads to, as a static host resolves them; nothing runs a script here."""
    page = (whole.folder / address / "index.html").read_text("utf-8")
    urls = (urljoin(f"http://host/{address}", href) for href in hrefs(page))
    return {urlsplit(url).path.lstrip("/") for url in urls if url.startswith("http://host/")}


@pytest.mark.parametrize("site", SITES)
def test_no_page_may_load_or_ask_for_anything_but_its_own(site, whole):
    allowed = re.compile(r"default-src 'none'(; [a-z]+-src 'self'|; (base-uri|form-action) 'none')*")
    for place in whole(site).folder.rglob("*.html"):
        policy = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', place.read_text("utf-8"))
        assert policy, place
        assert allowed.fullmatch(policy[1]), place


@pytest.mark.parametrize("site", SITES)
def test_every_page_says_what_it_is_to_those_who_search(site, whole):
    for kind, paths in whole(site).pages.items():
        for path in paths if kind in {*KINDS} - {"redirect.html", "embed.html"} else ():
            page = (whole(site).folder / path).read_text("utf-8")
            assert re.search(r"<title>[^<]+</title>", page), path
            assert re.search(r'<meta name="description" content="[^"]+">', page), path


@pytest.mark.parametrize("site", SITES)
def test_every_link_within_a_site_leads_somewhere(site, whole):
    folder = whole(site).folder
    texts = {place.relative_to(folder).as_posix(): place.read_text("utf-8") for place in folder.rglob("*.html")}
    ids = {path: {*re.findall(r'\bid="([^"]+)"', text)} for path, text in texts.items()}
    astray = set()
    # Two editions of the publication are walked through with all that their pages load: tests/test_site_links.py.
    left = {path: text for path, text in texts.items() if site != OWN or path.startswith(LEFT_OUT)}
    for path, text in left.items():
        for href in filter(is_inner, {*hrefs(text)}):
            target, fragment = led_to(path, href)
            if not (fragment in ids[target] if fragment else (folder / target).is_file()):
                astray.add((path, href))
    assert astray == set()


@pytest.mark.parametrize("site", SITES)
def test_without_script_every_entry_is_found_by_date_actor_place_and_tag(site, whole):
    found = whole(site)
    missing = []
    for kind, index in (
        ("actors", found.archive.by_actor),
        ("places", found.archive.by_place),
        ("tags", found.archive.by_tag),
    ):
        listed = targets(found, f"{kind}/")
        for id, entries in index.items():
            wanted = {f"entries/{entry.id}/" for entry in entries}
            missing += [id] if f"{kind}/{id}/" not in listed or wanted - targets(found, f"{kind}/{id}/") else []
    years = [address for address in targets(found, "") if re.fullmatch(r"timeline/\d{4}/", address)]
    by_date = set().union(*(targets(found, address) for address in ("timeline/", *years)))
    assert (missing, {f"entries/{entry.id}/" for entry in found.archive.entries} - by_date) == ([], set())


def test_a_page_with_all_that_it_loads_is_light(whole):
    folder = whole(OWN).folder
    weight = cache(lambda path: len(gzip.compress((folder / path).read_bytes(), 9)))
    loads = re.compile(r'(?:<script[^>]* src|rel="(?:stylesheet|icon)" href)="[./]*(assets/[^"]+)"')
    for place in folder.rglob("*.html"):
        path = place.relative_to(folder).as_posix()
        loaded = loads.findall(place.read_text("utf-8"))
        styles, scripts = (sum(weight(name) for name in loaded if name.endswith(kind)) for kind in (".css", ".js"))
        assert 0 < styles <= 14 * 1024, path
        assert scripts <= 12 * 1024, path
        assert not path.startswith("entries/") or weight(path) + sum(map(weight, loaded)) <= 30 * 1024, path


@pytest.mark.law
@pytest.mark.skipif(
    not (VNU.is_file() and shutil.which("java")),
    reason=f"the Nu Html Checker is not here: install Java, and set VNU_JAR or run `npm install --prefix .vnu vnu-jar`; looked for {VNU.name}",
)
def test_the_html_of_every_page_is_valid(whole):
    # Of the publication the suite reads every eighteenth page, and `make laws` all.
    pages = [
        str(page)
        for site in SITES
        for page in sorted(whole(site).folder.rglob("*.html"))[:: 18 if site == OWN and SEARCH == "little" else 1]
    ]
    line = [*JAVA, "-Xss4m", "-jar", str(VNU), "--errors-only", "--skip-non-html"]
    said = json.loads(subprocess.run([*line, "--format", "json", *pages], capture_output=True, text=True).stderr)
    found = [f"{Path(urlsplit(one['url']).path).parent.name}: {one['message']}" for one in said["messages"]]
    assert found == []
