"""The search page: every name in every script at once, and the text of pages where a site wants it."""

import json
import re
from collections.abc import Callable

import pytest
from conftest import NOW, Site
from playwright.sync_api import Page, Route
from test_publishing import counts

from builder.building import indexing
from builder.publishing.manifest import read_manifest

NAMES = """
-- content/site.yaml --
title: A small chronology
url: https://example.org/
-- content/actors/armenia.md --
---
kind: state
names: [{text: Armenia, lang: en}, {text: Հայաստան, lang: hy}, {text: Армения, lang: ru}]
---
-- content/actors/aliyev.md --
---
kind: person
names: [{text: İlham Əliyev, lang: az}, {text: Ilham Aliyev, lang: en}]
person: {public_figure: true}
---
-- content/actors/yolkin.md --
---
kind: person
names: [{text: Пётр Ёлкин, lang: ru}]
person: {public_figure: true}
---
-- content/actors/committee.md --
---
kind: ngo
names: [{text: Committee of Yerevan, lang: en}, {text: اللجنة الدّوليّة للإغاثة, lang: ar}]
---
-- content/places/yerevan.md --
---
kind: city
names: [{text: Yerevan, lang: en}, {text: Երևան, lang: hy}, {text: Ереван, lang: ru}, {text: إيريفان, lang: ar}]
---
-- content/places/agdam.md --
---
kind: city
names: [{text: Ağdam, lang: az}, {text: Qızıl Şəhər, lang: az}]
---
-- content/places/borjomi.md --
---
kind: city
names: [{text: ბორჯომი, lang: ka}, {text: 南部の戦争跡, lang: ja}, {text: 남부전쟁터, lang: ko}]
---
-- content/sources/list.yaml --
- {id: gazette, title: The day's news, publisher: The Gazette, issued: 2039-12-31}
-- content/entries/talks.md --
---
title: Talks in Yerevan
date: 2023-09-19
published: 2023-09-20
actors: [armenia]
places: [yerevan]
tags: [Ceasefire talks]
sources: [gazette]
claims: [{by: armenia, text: Two were hurt., question: hurt-in-yerevan, injured: 2, sources: [gazette]}]
---
The delegations were negotiating about corridors.
-- content/pages/about.md --
---
title: About
---
"""


def found(page: Page, query: str) -> list[str]:
    """Type a query; list what is found among names and titles, in the words that stand there."""
    page.fill("[name=q]", query)
    page.wait_for_selector(".search [role=status]:not(:empty)")
    return [" ".join(line.split()) for line in page.locator("#found_names li").all_inner_texts()]


@pytest.fixture
def search(site: Callable[..., Site], served: Callable[..., str], page: Page) -> Callable[[str], list[str]]:
    """Give a function that searches a published site."""
    small = site(NAMES, around="")
    small.build()
    page.goto(served(small.public) + "search/")
    return lambda query: found(page, query)


TALKS = "Talks in Yerevan entry 19 September 2023 Yerevan"
YEREVAN, ALIYEV, AGDAM = "Yerevan place", "Ilham Aliyev actor", "Ağdam place"
FOLDED = {
    # Japanese, Chinese and Korean: within a run of letters that no blank divides.
    "戦争": "ბორჯომი place 南部の戦争跡",
    "南部": "ბორჯომი place 南部の戦争跡",
    "전쟁": "ბორჯომი place 남부전쟁터",
    # Armenian: the ligature, the two letters, both spellings, capitals.
    "երևան": f"{YEREVAN} Երևան",
    "Երեւան": f"{YEREVAN} Երևան",
    "ԵՐԵՎԱՆ": f"{YEREVAN} Երևան",
    # Cyrillic: ё and е.
    "елкин петр": "Пётр Ёлкин actor",
    "ПЁТР": "Пётр Ёлкин actor",
    "Ереван": f"{YEREVAN} Ереван",
    # Azerbaijani: dotted and dotless i, ə as e and as a, and letters with marks.
    "ilham": ALIYEV,
    "ILHAM": ALIYEV,
    "eliyev": f"{ALIYEV} İlham Əliyev",
    "əliyev": f"{ALIYEV} İlham Əliyev",
    "agdam": AGDAM,
    "AĞDAM": AGDAM,
    "qizil seher": f"{AGDAM} Qızıl Şəhər",
    "QIZIL ŞƏHƏR": f"{AGDAM} Qızıl Şəhər",
    "qızıl şahar": f"{AGDAM} Qızıl Şəhər",
    # Arabic: alef without its hamza, no vowel signs, tatweel, and without the article.
    "ايريفان": f"{YEREVAN} إيريفان",
    "الدولية": "Committee of Yerevan actor اللجنة الدّوليّة للإغاثة",
    "دولية": "Committee of Yerevan actor اللجنة الدّوليّة للإغاثة",
    "اللجنـــة": "Committee of Yerevan actor اللجنة الدّوليّة للإغاثة",
    # Georgian, in the capitals that Unicode has since 2018.
    "ბორჯ": "ბორჯომი place",
    "ᲑᲝᲠᲯᲝᲛᲘ": "ბორჯომი place",
}


def test_names_are_found_however_their_letters_are_written(search):
    assert {query: search(query)[:1] for query in FOLDED} == {query: [line] for query, line in FOLDED.items()}


def test_names_come_before_titles_and_exact_ones_first(search):
    assert search("Yerevan") == [
        "Yerevan place",
        "Committee of Yerevan actor",
        "Hurt in yerevan question",
        TALKS,
    ]
    assert search("talks") == ["Ceasefire talks subject", TALKS]
    assert search("tal yer") == [TALKS]


MISSPELT = {
    # A letter is missing, too many, another, or two have changed places.
    "Yrevan": YEREVAN,
    "Yerrevan": YEREVAN,
    "Yerewan": YEREVAN,
    "Yerveen": "",
    "Eyrevan": YEREVAN,
    "Արմենիա": "",
    "Երևամ": f"{YEREVAN} Երևան",
    "Йереван": YEREVAN,
    "Еревпн": f"{YEREVAN} Ереван",
    "بيريفان": f"{YEREVAN} إيريفان",
    "ბოჯრომი": "ბორჯომი place",
    "Commitee of Yerevam": "Committee of Yerevan actor",
    "南部の戦場跡": "ბორჯომი place 南部の戦争跡",
    # Another script, or another spelling of one sound.
    "Elkin": "Пётр Ёлкин actor",
    "Piotr Elkin": "Пётр Ёлкин actor",
    "Borjomi": "ბორჯომი place",
    "Алиев": "Ilham Aliyev actor",
    "Ալիև": "Ilham Aliyev actor",
    "Алийев": "Ilham Aliyev actor",
    "Kyzyl Shehr": "",
    "Aghdam": AGDAM,
    "Агдам": AGDAM,
}


def test_names_are_found_with_one_wrong_letter_in_eight_and_in_other_scripts(search, page):
    near = {query: search(query) for query in MISSPELT}
    first = {query: line for query, line in MISSPELT.items() if line}
    assert {query: near[query][0] for query in first} == first
    search("Yerveen")
    page.wait_for_selector("text=No exact match. The closest names:")
    assert page.locator("#found_names li").count() == 5
    assert page.locator("#found_names li").first.inner_text() == YEREVAN


THAT_DAY = ("20 September 2023 Timeline", "2023/09/20/")
DAYS = {
    **dict.fromkeys(
        ("20 September 2023", "20.09.2023", "2023-09-20", "September 20, 2023", "9/20/2023", "20 sept 2023"), THAT_DAY
    ),
    "19 September 2023": ("19 September 2023 Timeline", "2023/09/#day_2023-9-19"),
    "September 2023": ("September 2023 Timeline", "2023/09/"),
    "09.2023": ("September 2023 Timeline", "2023/09/"),
    "2023": ("2023 Timeline", "2023/"),
    # Some write a zero for a day that they do not know.
    "0.9.2023": ("September 2023 Timeline", "2023/09/"),
    "00.00.2023": ("2023 Timeline", "2023/"),
    # Nothing begins on that day: its month stands there, and what lasts over it.
    "25 September 2023": ("September 2023 Timeline", "2023/09/"),
}


def test_a_day_is_found_however_it_is_written(site, served, page):
    small = site(NAMES, around="")
    small.write("""
-- content/entries/march.md --
---
title: A march
date: 2023-09-20/2023-09-28
published: 2023-09-29
sources: [gazette]
---
-- content/entries/answer.md --
---
title: An answer
date: 2023-09-20
published: 2023-09-21
sources: [gazette]
---
""").build()
    page.goto(served(small.public) + "search/")
    first = page.locator("#found_names a").first
    lines = {query: (found(page, query), first.get_attribute("href")) for query in DAYS}
    assert {query: (told[0], href.removeprefix("../timeline/")) for query, (told, href) in lines.items()} == DAYS
    lasting = {query for query, (told, _) in lines.items() if "A march entry 20–28 September 2023" in told}
    assert {*DAYS} - lasting == {"19 September 2023"}


WRITTEN = {
    "hy": ("19 սեպտեմբերի, 2023 թ.", "2023 թ. սեպտեմբեր"),
    "az": ("19 sentyabr 2023", "sentyabr 2023"),
    "ru": ("19 сентября 2023\u202fг.", "сентябрь 2023\u202fг."),
    "ar": ("19 سبتمبر 2023", "سبتمبر 2023"),
}


def test_an_edition_writes_days_in_its_own_words_and_marks_what_is_in_another_language(site, served, page):
    small = site(NAMES.replace("url:", "languages: [en, hy, az, ru, ar]\nurl:"), around="")
    small.write("-- content/entries/talks.hy.md --\n---\ntitle: Բանակցություններ\n---\n").build()
    root = served(small.public)
    shown = {}
    for language in WRITTEN:
        page.goto(f"{root}{language}/search/")
        first = page.locator("#found_names a").first
        shown[language] = [found(page, query) and first.inner_text() for query in ("2023-09-19", "2023-09")]
        found(page, "hurt yerevan")
        shown[language].append(first.inner_html())
    in_english = '<bdi lang="en">Hurt in yerevan</bdi>'
    assert shown == {language: [*words, in_english] for language, words in WRITTEN.items()}


def test_letters_typed_before_the_index_is_there_leave_a_day_as_it_is(site, served, page):
    (small := site(NAMES, around="")).build()
    held: list[Route] = []
    page.route("**/search/names.json", lambda route: held.append(route))
    address = served(small.public) + "search/"
    page.goto(address)
    for query in ("19", "19 September 2023"):
        with page.expect_request("**/search/names.json"):
            page.fill("[name=q]", query)
    for route in held:
        route.continue_()
    page.wait_for_selector("#found_names li")
    # It has one entry, however often the index comes.
    assert page.locator("#found_names a").first.get_attribute("href") == "../timeline/2023/09/#day_2023-9-19"


def test_a_statement_is_found_whole_with_who_made_it_when_and_where(search, page):
    search("hurt two")
    page.wait_for_selector("#found_said li")
    assert page.locator("#found_said li").inner_html() == (
        '<bdi>Armenia</bdi>: <a href="../entries/talks/#c1"><bdi>Two were hurt.</bdi></a> '
        '<span class="role">19 September 2023</span> <span class="role"><bdi>Yerevan</bdi></span>'
    )
    assert page.locator("[role=status]").inner_text() == "Found: 0 · Statements: 1"


def test_an_alias_says_its_language(search, page):
    search("Հայաստան")
    link = page.locator("#found_names li")
    assert link.inner_html() == (
        '<a href="../actors/armenia/"><bdi>Armenia</bdi></a> <span class="role">actor</span> '
        '<span class="aliases"><bdi lang="hy">Հայաստան</bdi></span>'
    )


def test_a_query_stands_in_the_address(search, page):
    search("Ереван")
    assert page.url.endswith("/search/?q=%D0%95%D1%80%D0%B5%D0%B2%D0%B0%D0%BD")
    other = page.context.new_page()
    other.goto(page.url)
    other.wait_for_selector("#found_names li")
    assert other.input_value("[name=q]") == "Ереван"
    page.fill("[name=q]", "")
    page.wait_for_url("**/search/")
    assert not page.is_visible("#found_names")


def test_arrows_lead_to_results_and_enter_opens_one(search, page):
    search("Yerevan")
    page.focus("[name=q]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == "Committee of Yerevan"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_url("**/places/yerevan/")


def test_without_script_the_page_leads_to_every_index(site, served, page_without_script):
    small = site(NAMES, around="")
    small.build()
    page = page_without_script
    page.goto(served(small.public) + "search/")
    assert page.is_visible("text=Search needs JavaScript")
    assert page.locator("input").count() == 0
    links = page.locator(".indexes a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    indexes = ("timeline", "actors", "places", "questions", "tags", "sources", "corrections")
    assert links == [f"../{index}/" for index in indexes]


def test_the_index_holds_names_and_titles_and_nothing_else(site):
    small = site(NAMES, around="")
    small.build()
    index = json.loads((small.public / "search/names.json").read_bytes())
    assert index["entries"] == [["talks", "Talks in Yerevan"]]
    assert index["questions"] == [["entries/talks/#question_hurt-in-yerevan", "Hurt in yerevan"]]
    assert index["tags"] == [["ceasefire-talks", "Ceasefire talks"]]
    assert index["pages"] == [["about", "About"]]
    assert index["places"][0] == ["yerevan", "Yerevan", None, [["Երևան", "hy"], ["Ереван", "ru"], ["إيريفان", "ar"]]]


def test_a_question_is_found_where_it_stands(search, page):
    search("hurt in yerevan")
    page.click("#found_names a")
    assert page.url.partition("/entries/")[2] == "talks/#question_hurt-in-yerevan"


FULL = "full_text: true\n-- content/actors/armenia.md --"


def with_full_text(text: str) -> str:
    return text.replace("-- content/actors/armenia.md --", FULL, 1)


def in_text(page: Page, query: str) -> list[str]:
    """Ask for a page with a query; list the titles of pages in whose text it is found."""
    page.goto(f"{page.url.partition('?')[0]}?q={query}")
    return listed_in_text(page)


def typed_in_text(page: Page, query: str) -> list[str]:
    """Type a query where another was; list the titles of pages in whose text it is found."""
    page.fill("[name=q]", query)
    return listed_in_text(page)


def listed_in_text(page: Page) -> list[str]:
    heading = page.locator("#section_text").text_content()
    page.wait_for_selector(f".search [role=status]:has-text('{heading}')")
    return page.locator("#found_text li a").all_inner_texts()


def test_the_full_text_is_searched_by_stems_where_a_site_wants_it(site, served, page):
    small = site(with_full_text(NAMES), around="")
    assert small.build().problems == ()
    page.goto(served(small.public) + "search/")
    assert in_text(page, "negotiated corridor") == ["Talks in Yerevan"]
    passage = page.locator("#found_text li").inner_text()
    assert (
        " ".join(passage.split())
        == f"{TALKS} … Talks in Yerevan. The delegations were negotiating about corridors. …"
    )
    # A passage cut out of a statement would lose the name of whoever made it: they are found whole, among statements.
    assert in_text(page, "hurt") == []


STEMS = {
    "ru": ("Делегации обсуждали беженцев и коридоры.", "беженцам коридоров"),
    "hy": ("Պատվիրակությունները քննարկեցին փախստականների հարցը։", "փախստական պատվիրակություն"),
    "ar": ("ناقشت الوفود مسألة اللاجئين.", "لاجئ"),
}


@pytest.mark.parametrize("language", STEMS)
def test_stems_are_those_of_the_site_s_language(site, served, page, language):
    text, query = STEMS[language]
    words = NAMES.replace("The delegations were negotiating about corridors.", text)
    small = site(with_full_text(words).replace("full_text", f"language: {language}\nfull_text"), around="")
    small.build()
    page.goto(served(small.public) + "search/")
    assert in_text(page, query) == ["Talks in Yerevan"]


RUNS = {
    "ja": (
        "代表団は停戦後2031年4月5日に国境で回廊について協議した。",
        ["回廊", "停戦後2031年", "年4月", "について", "で回廊", "国境で"],
        ["協団", "廊回"],
    ),
    "zh": ("代表团在停火后讨论了走廊问题。", ["走廊", "停火后讨论"], ["廊走"]),
    "ko": ("대표단은 휴전 뒤에 안전보장이사회에서 회랑을 논의했다.", ["이사회", "보장이사회에서 회랑"], ["회이사"]),
}


@pytest.mark.parametrize("language", RUNS)
def test_words_within_a_run_of_letters_are_found_in_the_full_text(site, served, page, language):
    text, queries, others = RUNS[language]
    words = NAMES.replace("The delegations were negotiating about corridors.", text)
    small = site(with_full_text(words).replace("full_text", f"language: {language}\nfull_text"), around="")
    small.build()
    page.goto(served(small.public) + "search/")
    # What Pagefind searches with is set up once a page.
    assert in_text(page, queries[0]) == ["Talks in Yerevan"]
    found = {query: typed_in_text(page, query) for query in (*reversed(queries), *others)}
    assert found == {query: ["Talks in Yerevan"] for query in queries} | {other: [] for other in others}
    assert typed_in_text(page, queries[0])
    assert text.strip("。.") in page.locator("#found_text .quiet").inner_text()


def test_the_full_text_of_an_edition_leads_to_its_own_pages(site, served, page):
    small = site(with_full_text(NAMES).replace("full_text", "languages: [en, hy]\nfull_text"), around="")
    small.write("""
-- content/entries/talks.hy.md --
---
title: Բանակցություններ
---
Պատվիրակությունները քննարկեցին փախստականների հարցը։
""").build()
    root = served(small.public)
    page.goto(f"{root}hy/search/")
    assert in_text(page, "փախստական") == ["Բանակցություններ"]
    assert page.locator("#found_text a").evaluate("link => link.href") == f"{root}hy/entries/talks/"
    assert f'data-entries="{page.locator("#found_text .role").first.inner_text()}"' in small.page("hy/search")
    page.locator("#found_text a").click()
    page.wait_for_url("**/hy/entries/talks/")


def test_only_the_search_page_of_such_a_site_may_run_what_pagefind_needs(site):
    small = site(with_full_text(NAMES), around="")
    small.build()
    allowing = [path for path, data in small.published().items() if path.endswith(".html") and b"wasm" in data]
    assert allowing == ["search/index.html"]
    small.write(NAMES.split("-- content/actors/armenia.md --")[0]).build()
    assert not re.search("wasm|pagefind", small.page("search"))


@pytest.mark.parametrize("compress", ["", "hosting: {compress: [gzip]}\n"])
def test_the_index_is_ours_and_made_anew_only_when_a_page_has_changed(site, compress):
    small = site(with_full_text(NAMES).replace("full_text:", f"{compress}full_text:"), around="")
    small.build()
    first = {path for path in small.published() if path.startswith("pagefind/")}
    manifest = read_manifest(small.public)
    assert manifest
    assert first == {path for path in manifest.files if path.startswith("pagefind/")} != set()
    assert counts(small.build().published)[::2] == (0, 0)
    small.write("-- content/pages/about.md --\n---\ntitle: About us\n---\n")
    before = small.published()
    small.build()
    assert {path for path, data in small.published().items() if path in first and before[path] != data} == set()
    small.write(NAMES[NAMES.index("-- content/entries/") :].replace("corridors", "bridges")).build()
    assert {path for path in small.published() if path.startswith("pagefind/")} != first
    script = small.page("pagefind/pagefind.js")
    (small.public / "pagefind/pagefind.js").write_text("changed")
    small.build()
    assert small.page("pagefind/pagefind.js") == script
    small.write(NAMES).build()
    assert [path for path in small.published() if path.startswith("pagefind/")] == []
    assert not (small.public / "pagefind").exists()


def test_a_site_without_any_text_to_search_has_no_index(site):
    small = site("-- content/site.yaml --\ntitle: Empty\nurl: https://example.org/\nfull_text: true\n", around="")
    small.build()
    assert [path for path in small.published() if path.startswith("pagefind/")] == []
    assert counts(small.build().published)[::2] == (0, 0)


def test_drafts_are_not_in_the_full_text(site, served, page):
    small = site(with_full_text(NAMES), around="")
    small.write(
        "-- content/entries/secret.md --\n---\ntitle: A secret\ndate: 2023\nstatus: draft\nsources: [gazette]\n---\nZebraphone.\n"
    )
    small.build()
    page.goto(served(small.public) + "search/")
    assert in_text(page, "zebraphone") == []


def test_where_pagefind_is_not_installed_author_and_reader_are_told(site, served, page, monkeypatch):
    monkeypatch.setattr(indexing, "can_index", lambda: False)
    small = site(with_full_text(NAMES), around="")
    told = [str(problem) for problem in small.build(NOW).problems]
    assert told == [
        "content/site.yaml hint [full-text] full_text needs Pagefind, which is not installed: names and titles can "
        "be searched, but not texts; install it with `pip install 'dateline[search]'`"
    ]
    page.goto(served(small.public) + "search/")
    assert found(page, "Armenia")[0] == "Armenia actor"
    page.wait_for_selector("text=The text of the pages cannot be searched at the moment")
