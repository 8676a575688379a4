"""What leaves a page when it is shared: previews, data for machines, small pages for frames, a citation, cards."""

import json
import re
from collections.abc import Callable
from gzip import compress
from html import unescape
from io import BytesIO
from pathlib import Path

import html5lib
import pytest
from browsing import heard
from conftest import Site
from PIL import Image
from playwright.sync_api import Page

SHARED = """
-- content/site.yaml --
title: A small chronology
url: https://example.org/
sharing: {embeds: true}
sides: [{id: north, label: North, colour: "#0d5a66", pattern: dots}]
-- content/actors/ministry.md --
---
kind: government-body
side: north
names: [{text: The ministry, lang: en}]
---
-- content/actors/speaker.md --
---
kind: person
person: {public_figure: true}
names: [{text: A spokesman, lang: en}]
---
-- content/places/yerevan.md --
---
kind: city
names: [{text: Yerevan, lang: en}]
point: [40.1811, 44.5136]
---
-- content/sources/list.yaml --
- {id: gazette, title: The day's news, publisher: The Gazette, issued: 2023-09-20, URL: "https://gazette.example/1"}
-- content/questions/hurt.md --
---
title: How many were hurt?
---
-- content/entries/appeal.md --
---
title: An appeal & "more"
summary: What was said.
date: 2023-09-19T13:00+04:00
end: 2023-09-20
published: 2023-09-21
updated: 2023-09-22
authors: [Ines Bell]
places: [yerevan]
actors: [ministry]
sources: [gazette]
claims:
  - {by: ministry, text: "Two were hurt.</script><b>", question: hurt, injured: 2, made: 2023-09-19, as_of: 2023-09-19, sources: [gazette]}
  - {by: speaker, text: Five were hurt., question: hurt, injured: 5, as_of: 2023-09-19, sources: [gazette]}
  - {by: speaker, text: A road is closed., sources: [gazette], status: refuted, reason: A photograph shows it open.}
corrections:
  - {date: 2023-09-22, text: Two and not three.}
---
The text.
"""


@pytest.fixture
def shared(site: Callable[..., Site]) -> Site:
    small = site(SHARED)
    assert small.build().published
    return small


def metas(page: str) -> list[tuple[str, str]]:
    """List what a page's head says in <meta>, by property or name."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    found = [(meta.get("property") or meta.get("name"), meta.get("content")) for meta in tree.iter("meta")]
    return [
        (name, content) for name, content in found if name and name.startswith(("og:", "article", "citation", "tw"))
    ]


def test_a_preview_is_told_what_a_page_is(shared: Site):
    address = "https://example.org/entries/appeal/"
    assert metas(shared.page("entries/appeal")) == [
        ("og:title", 'An appeal & "more"'),
        ("og:url", address),
        ("og:site_name", "A small chronology"),
        ("og:locale", "en"),
        ("og:description", "What was said."),
        ("og:type", "article"),
        ("article:published_time", "2023-09-21T00:00:00Z"),
        ("citation_publication_date", "2023-09-21"),
        ("article:modified_time", "2023-09-22T00:00:00Z"),
        ("citation_author", "Ines Bell"),
        ("citation_title", 'An appeal & "more"'),
        ("citation_publisher", "A small chronology"),
        ("citation_language", "en"),
        ("citation_public_url", address),
        ("twitter:card", "summary"),
    ]
    assert metas(shared.page("actors"))[:2] == [("og:title", "Actors"), ("og:url", "https://example.org/actors/")]
    assert metas(shared.page("404.html")) == []


def test_machines_are_told_what_the_page_says_and_nothing_else(shared: Site):
    page = shared.page("entries/appeal")
    data = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    root, address = "https://example.org/", "https://example.org/entries/appeal/"
    source = f"{root}sources/gazette/"
    ministry = {"@id": f"{root}actors/ministry/", "@type": "Organization", "name": "The ministry"}
    speaker = {"@id": f"{root}actors/speaker/", "@type": "Person", "name": "A spokesman"}

    def claim(number: int, by: dict, text: str, **more: object) -> dict:
        whole = {"@id": f"{address}#c{number}", "@type": "Claim", "text": text, "author": by}
        return whole | {"appearance": [{"@id": source}]} | more

    assert json.loads(data) == {
        "@context": "https://schema.org",
        "@id": address,
        "@type": "NewsArticle",
        "url": address,
        "headline": 'An appeal & "more"',
        "description": "What was said.",
        "inLanguage": "en",
        "isPartOf": {"@id": root, "@type": "WebSite", "name": "A small chronology"},
        "author": [{"name": "Ines Bell"}],
        "datePublished": "2023-09-21T00:00:00Z",
        "dateModified": "2023-09-22T00:00:00Z",
        "about": [
            {
                "@type": "Event",
                "name": 'An appeal & "more"',
                "startDate": "2023-09-19T13:00+04:00",
                "endDate": "2023-09-20",
                "location": [
                    {
                        "@id": f"{root}places/yerevan/",
                        "@type": "Place",
                        "name": "Yerevan",
                        "geo": {"@type": "GeoCoordinates", "latitude": "40.18", "longitude": "44.51"},
                    }
                ],
            },
            claim(
                1, ministry, "Two were hurt.</script><b>", datePublished="2023-09-19", creativeWorkStatus="contested"
            ),
            claim(2, speaker, "Five were hurt.", creativeWorkStatus="contested"),
            claim(
                3,
                speaker,
                "A road is closed.",
                creativeWorkStatus="refuted",
                review={
                    "@type": "ClaimReview",
                    "url": f"{address}#c3",
                    "author": {"@type": "Organization", "name": "A small chronology", "url": root},
                    "claimReviewed": "A road is closed.",
                    "itemReviewed": {"@id": f"{address}#c3"},
                    "reviewBody": "A photograph shows it open.",
                    "reviewRating": {"@type": "Rating", "alternateName": "refuted"},
                },
            ),
        ],
        "citation": [
            {
                "@id": source,
                "@type": "CreativeWork",
                "name": "The day's news",
                "url": "https://gazette.example/1",
                "publisher": {"name": "The Gazette"},
                "datePublished": "2023-09-20",
            }
        ],
        "correction": [
            {
                "@id": f"{address}#correction_2023-09-22",
                "@type": "CorrectionComment",
                "datePublished": "2023-09-22",
                "text": "Two and not three.",
            }
        ],
    }


@pytest.mark.parametrize(
    ("date", "start"),
    [
        ("2023", "2023"), ("2023-09", "2023-09"), ("2023-09-19", "2023-09-19"), ("2023-09-19/..", "2023-09-19"),
        ("2023-09~", None), ("2023-09-XX", None), ("202X", None), ("2023-21", None), ("../2023", None),
        ("2023-09-19T13:00+04", "2023-09-19T13:00+04:00"), ("2023-09-19?/2023-09-20", None), ("[2023-09-19,2023-09-20]", None), ("-0043", None),
    ],
)  # fmt: skip
def test_an_event_begins_for_machines_only_where_iso_8601_knows_as_much(
    site: Callable[..., Site], date: str, start: str | None
):
    small = site(f'-- content/entries/x.md --\n---\ntitle: X\ndate: "{date}"\nsources: [gazette]\n---\n')
    small.build()
    data = small.page("entries/x").partition('ld+json">')[2].partition("</script>")[0]
    assert [event.get("startDate") for event in json.loads(data)["about"]] == [start]


def test_hidden_sources_and_fine_points_stay_out_of_the_data(shared: Site):
    hidden = SHARED.replace("authors:", "safety: {hide_sources: true}\nauthors:")
    coarse = hidden.replace("sides:", "safety: {coordinate_decimals: 1}\nsides:")
    assert shared.write(coarse).build().published
    data = shared.page("entries/appeal").partition('ld+json">')[2].partition("</script>")[0]
    assert "azette" not in data
    assert '"latitude":"40.2","longitude":"44.5"' in data


PAGES = ("entries/appeal", "questions/hurt", "actors/ministry")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_leads_to_its_embed_page_and_tells_other_sites_of_it(shared: Site, path: str):
    page, root = shared.page(path), f"https://example.org/{path}/"
    oembed = json.loads(shared.page(f"{path}/embed/oembed.json"))
    title = oembed["title"]
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    links = [link for link in tree.iter("link") if link.get("type") == "application/json+oembed"]
    assert [(link.get("href"), link.get("title")) for link in links] == [(f"{root}embed/oembed.json", title)]
    # The code that readers copy is the one that oEmbed gives.
    assert [unescape("".join(code.itertext())) for code in tree.iter("code")] == [unescape(oembed.pop("html"))]
    assert 'href="../../' + f'{path}/embed/">' in page
    assert oembed == {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": "A small chronology",
        "provider_url": "https://example.org/",
        "width": 600,
        "height": 400,
    }


def test_an_embed_page_is_small_and_says_who_says_what(shared: Site):
    pages = {path: shared.page(f"{path}/embed") for path in PAGES}
    css = next(data for path, data in shared.published().items() if path.startswith("assets/embed."))
    for path, page in pages.items():
        html5lib.HTMLParser(strict=True).parse(page)
        assert len(compress(page.encode())) + len(compress(css)) < 6000
        assert f'<link rel="canonical" href="https://example.org/{path}/">' in page
        assert '<meta name="robots" content="noindex">' in page
        assert '<base target="_top">' in page
        assert "<script" not in page
    words = [
        re.sub(r"\s+", " ", re.sub("<[^>]+>", "", page.partition("<main>")[2])).strip() for page in pages.values()
    ]
    more = "Read the full entry with all sources · From A small chronology"
    answers = "The ministry 2 injured Two were hurt.&lt;/script&gt;&lt;b&gt; A spokesman 5 injured Five were hurt."
    assert words == [
        "19 September 2023, 13:00 (UTC+4) – 20 September 2023 An appeal &amp; &#34;more&#34; What was said. "
        f"How many were hurt? contested {answers} A spokesman A road is closed. {more}",
        f"Question · contested How many were hurt? {answers} {more}",
        "government body The ministry Latest entries 19 September 2023, 13:00 (UTC+4) – 20 September 2023 "
        f"An appeal &amp; &#34;more&#34; {more}",
    ]


def test_what_a_party_took_back_or_replaced_is_not_embedded(shared: Site):
    later = (
        "  - {by: ministry, text: Three were hurt., question: hurt, injured: 3, supersedes: c1, sources: [gazette]}\n"
    )
    shared.write(SHARED.replace("corrections:", f"{later}corrections:")).build()
    page = shared.page("entries/appeal/embed")
    assert ("Three were hurt." in page, "Two were hurt." in page) == (True, False)


def test_a_withdrawn_entry_says_so_where_it_is_embedded(shared: Site):
    shared.write(SHARED.replace("authors:", "status: withdrawn\nauthors:")).build()
    page = shared.page("entries/appeal/embed")
    assert ("This entry has been withdrawn." in page, "hurt" in page, "What was said" in page) == (True, False, False)


@pytest.mark.parametrize("settings", ["url: https://example.org/", "language: en\nsharing: {embeds: true}"])
def test_a_site_that_does_not_want_them_or_knows_no_address_has_no_embed_pages(
    site: Callable[..., Site], settings: str
):
    small = site(SHARED.replace("url: https://example.org/\nsharing: {embeds: true}", settings))
    small.build()
    assert [path for path in small.published() if "embed" in path] == []
    assert "embed" not in small.page("entries/appeal")


def test_how_to_cite_a_page_stands_at_its_foot(shared: Site):
    shown = re.search('<details class="citation".*?</p>', shared.page("entries/appeal"), re.S)
    assert shown
    assert re.sub(r"\s+", " ", re.sub("<[^>]+>", "", shown[0])).strip() == (
        "Cite or embed this page Ines Bell: An appeal &amp; &#34;more&#34; – A small chronology. "
        "Published 21 September 2023, updated 22 September 2023. "
        "https://example.org/entries/appeal/ Retrieved: ____"
    )
    shown = re.search('<details class="citation".*?</p>', shared.page("questions/hurt"), re.S)
    assert shown
    assert re.sub(r"\s+", " ", re.sub("<[^>]+>", "", shown[0])).strip() == (
        "Cite or embed this page How many were hurt? – A small chronology. https://example.org/questions/hurt/ "
        "Retrieved: ____"
    )


CARDS = SHARED.replace("embeds: true", "cards: true")


def test_a_card_is_drawn_where_it_is_asked_for_and_is_the_same_every_time(site: Callable[..., Site]):
    small = site(CARDS)
    assert small.build().published
    cards = {path: data for path, data in small.published().items() if path.endswith("card.png")}
    assert {path: Image.open(BytesIO(data)).size for path, data in cards.items()} == {
        "card.png": (1200, 630),
        "entries/appeal/card.png": (1200, 630),
    }
    (small.folder / ".dateline-cache").unlink()
    small.public.rename(small.folder / "before")
    small.build()
    assert cards == {path: data for path, data in small.published().items() if path.endswith("card.png")}
    image = dict(metas(small.page("entries/appeal")))
    assert (image["og:image"], image["og:image:alt"], image["twitter:card"]) == (
        "https://example.org/entries/appeal/card.png",
        'An appeal & "more"',
        "summary_large_image",
    )
    assert dict(metas(small.page("actors")))["og:image"] == "https://example.org/card.png"


def test_a_title_that_no_font_can_write_has_no_card_until_the_theme_brings_one(site: Callable[..., Site]):
    small = site(CARDS.replace('title: An appeal & "more"', "title: Կոչ"))
    small.build()
    assert "entries/appeal/card.png" not in small.published()
    assert "og:image" not in dict(metas(small.page("entries/appeal")))
    font = next(Path("/usr/share/fonts").rglob("DejaVuSans.ttf"), None)
    if font is None:
        pytest.skip("no font with Armenian letters is installed here")
    (small.folder / "themes/chronicle/fonts").mkdir(parents=True)
    (small.folder / "themes/chronicle/fonts/own.ttf").write_bytes(font.read_bytes())
    small.build()
    assert "entries/appeal/card.png" in small.published()


def test_an_embed_page_shows_in_a_frame_of_another_site_without_script(
    shared: Site, page_without_script: Page, served: Callable[[Path], str], tmp_path: Path
):
    address = served(shared.public)
    other = tmp_path / "other"
    other.mkdir()
    frame = f'<iframe src="{address}entries/appeal/embed/" title="x" width="600" height="400"></iframe>'
    (other / "index.html").write_text(f"<!doctype html><title>Other</title>{frame}", "utf-8")
    page = page_without_script
    page.route("**/favicon.ico", lambda route: route.fulfill(status=204))
    with heard(page, "console") as said:
        page.goto(served(other))
        embedded = page.frame_locator("iframe")
        assert embedded.get_by_role("heading", level=1).inner_text() == 'An appeal & "more"'
        assert embedded.get_by_text("Five were hurt.").is_visible()
        embedded.get_by_role("heading", level=1).get_by_role("link").click()
        page.wait_for_url("**/entries/appeal/")
    assert [message.text for message in said] == []


def test_data_for_machines_breaks_no_policy_of_the_page(shared: Site, page: Page, served: Callable[[Path], str]):
    page.route("**/favicon.ico", lambda route: route.fulfill(status=204))
    with heard(page, "console") as said:
        page.goto(f"{served(shared.public)}entries/appeal/", wait_until="networkidle")
    data = page.locator('script[type="application/ld+json"]').text_content()
    assert json.loads(data or "")["about"][1]["text"] == "Two were hurt.</script><b>"
    assert [message.text for message in said] == []


def test_an_entry_with_all_that_it_loads_is_light(shared: Site):
    published = shared.published()
    page = published["entries/appeal/index.html"]
    loaded = {path: data for path, data in published.items() if path.startswith("assets/") and path.encode() in page}
    assert [re.sub(r"\.[0-9a-f]+\.", ".", path) for path in sorted(loaded)] == [
        "assets/chronicle.css",
        "assets/icon.svg",
    ]
    assert sum(len(compress(data)) for data in (page, *loaded.values())) < 30_000
