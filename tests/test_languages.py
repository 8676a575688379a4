"""A publication in several languages: one edition a language, whole, and honest about what is translated."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from posixpath import join, normpath
from xml.etree.ElementTree import Element

import html5lib
import pytest
import yaml
from conftest import NOW, PIXEL, Site
from proposals import with_proposed
from test_strings import ENGLISH, SCRIPTS, phrases

from builder.building.pipeline import check
from builder.model.direction import direction_of
from builder.model.names import Name, NameKind, names_in_edition, tongue_of

SITE = """
-- content/site.yaml --
title: A small chronology
description: What happened at Norvad.
url: https://example.org/sub/
sharing: {embeds: true}
languages: [en, hy, az, ru, ar]
time_zone: Asia/Tbilisi
sides: [{id: east, label: East, pattern: dots}, {id: west, label: West}]
types: {own/kind: {label: A kind of our own}}
front: {moments: [talks]}
pages: {methodology: method, corrections: method, contact: method}
translations:
  hy: {title: Փոքր ժամանակագրություն, description: Ինչ եղավ։, review: awaited, sides: {east: Արևելք}, tags: {The news: լուրեր}}
  ru: {title: Малая хронология, translator: Анна}
-- content/actors/armenia.md --
---
kind: state
names: [{text: Armenia, lang: en}, {text: Հայաստան, lang: hy}, {text: Армения, lang: ru}]
side: east
roles: [{title: Speaker, of: west, from: 2023, sources: [herald]}]
affiliation: [{actor: west, kind: at odds with, basis: stated, according_to: [west]}]
---
A state.[@gazette]
-- content/actors/west.md --
---
kind: armed-force
names: [{text: Western army, lang: en}]
side: west
part_of: [armenia]
---
-- content/places/norvad.md --
---
kind: harbour
names:
  - {text: Norvad, lang: en, used_by: [east]}
  - {text: Northford, lang: en, used_by: [west]}
  - {text: Նորվադ, lang: hy, used_by: [east]}
  - {text: Норвад, lang: ru, used_by: [east]}
  - {text: Нортфорд, lang: ru, used_by: [west]}
point: [12.3, 45.6]
---
A town by the sea.
-- content/places/norvad.hy.md --
---
translator: Աննա
review: done
---
Ծովափնյա քաղաք [[armenia]]-ից ոչ հեռու, որտեղ եղավ [[answer]]։
-- content/questions/hurt.md --
---
title: How many were hurt?
---
Asked of both.
-- content/questions/hurt.hy.md --
---
title: Քանի՞ մարդ վիրավորվեց
---
-- content/pages/method.md --
---
title: How we work
summary: In short.
---
See [[talks]].[@herald]
-- content/pages/method.hy.md --
---
title: Ինչպես ենք աշխատում
summary: Համառոտ։
review: awaited
---
Տե՛ս [[talks]]։[@herald]
-- content/sources/list.yaml --
- {id: gazette, title: The day's news, publisher: The Gazette, issued: 2023-10-04, language: en, note: A paper.}
- {id: herald, title: Новости, publisher: The Herald, issued: 2023-10-05, language: ru}
- {id: notes, title: "[Notes of a driver]", publisher: The Herald, author: [A. Miller], issued: 2023-10-05}
- {id: paper, title: A paper, publisher: The Herald, issued: 2023-10-05}
-- content/entries/talks.md --
---
title: Talks
summary: They talked.
date: 2023-10
date_text: in autumn
published: 2023-10-03
updated: 2023-10-04
authors: [A. Miller]
type: [own/kind, diplomacy/talks]
actors: [armenia, {actor: west, role: speaker, basis: stated, according_to: [west]}]
places: [{place: norvad, precision: settlement}]
tags: [the news]
warnings: [Hard to read]
confidence: high
confidence_reason: Two papers.
sources: [gazette, notes]
claims:
  - {by: west, id: a, text: Two were hurt., question: hurt, injured: 2, words: a pair, where: norvad, sources: [gazette]}
  - {by: armenia, text: Five were hurt., question: hurt, injured: 5.., words: five or more, attributed_to: [west], made: 2023-10-02, sources: [gazette]}
quotes: [{text: We talked., by: west, source: notes, translated_from: Eastern}]
corrections: [{date: 2024-01-01, kind: correction, field: title, text: It said none., was: none, now: two}]
assessment: {date: 2023-10-06, method: method, text: Some were hurt., grading: fair, figures: [{category: civilians, harm: injured, low: 2, high: 5, rule: the range}]}
media: [{file: bridge.png, alt: A bridge, caption: The bridge., credit: A. Miller}, {file: town.png, alt: A town, credit: A. Miller}]
---
They met in [[norvad]] with [[west]].[@herald; @gazette]

![](bridge.png)
-- content/entries/talks.hy.md --
---
title: Բանակցություններ
summary: Նրանք խոսեցին։
review: awaited
---
Նրանք հանդիպեցին։[@gazette] Մասնակցում էին [[armenia]] և [[west]]։

![](bridge.png)
-- content/entries/talks.ru.md --
---
title: Переговоры
summary: Они поговорили.
---
-- content/entries/answer.md --
---
title: An answer
date: 2023-10-02T13:00+04:00
published: 2023-10-05
part_of: talks
related: [{entry: talks, rel: responds-to}]
formerly: [reply]
sources: [gazette, herald]
allow: {D3: The hour was seen.}
---
An answer to [[talks]] from [[armenia]], see [the method](../../method/).
-- content/entries/gone.md --
---
title: Gone
date: 2023-10-07
status: withdrawn
corrections: [{date: 2024-01-02, kind: retraction, text: It was not so.}]
sources: [gazette, herald]
---
"""
TAGS = ("en", "hy", "az", "ru", "ar")


def with_pictures(made: Site) -> Site:
    (made.folder / "content/media").mkdir()
    for name in ("bridge.png", "town.png"):
        (made.folder / "content/media" / name).write_bytes(PIXEL)
    return made


# Nothing in this file changes what is published here: five editions are built once.
@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Site:
    made = with_pictures(Site(tmp_path_factory.mktemp("site")).write(SITE))
    assert made.build().published
    return made


def head(page: str) -> list[str]:
    """List the lines of a page's head that tell of languages and addresses."""
    return re.findall(r"^<(?:html|title|link rel=\"(?:alternate\" hreflang|canonical)).*$", page, re.M)


def test_a_translated_page_names_its_language_itself_and_the_others(published):
    assert head(published.page("hy/entries/talks/")) == [
        '<html lang="hy" dir="ltr">',
        "<title>Բանակցություններ – Փոքր ժամանակագրություն</title>",
        '<link rel="canonical" href="https://example.org/sub/hy/entries/talks/">',
        '<link rel="alternate" hreflang="en" href="https://example.org/sub/entries/talks/">',
        '<link rel="alternate" hreflang="x-default" href="https://example.org/sub/entries/talks/">',
        '<link rel="alternate" hreflang="hy" href="https://example.org/sub/hy/entries/talks/">',
        '<link rel="alternate" hreflang="az" href="https://example.org/sub/az/entries/talks/">',
        '<link rel="alternate" hreflang="ru" href="https://example.org/sub/ru/entries/talks/">',
        '<link rel="alternate" hreflang="ar" href="https://example.org/sub/ar/entries/talks/">',
    ]


def test_a_page_that_is_not_translated_sends_search_engines_to_the_original(published):
    assert head(published.page("ar/entries/answer/"))[:3] == [
        '<html lang="ar" dir="rtl">',
        "<title>An answer – A small chronology</title>",
        '<link rel="canonical" href="https://example.org/sub/entries/answer/">',
    ]
    assert "<loc>https://example.org/sub/ar/entries/answer/" not in published.page("ar/sitemap.xml")
    assert "<loc>https://example.org/sub/hy/entries/talks/" in published.page("hy/sitemap.xml")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("entries/talks/", None),
        ("hy/entries/talks/", "Այս էջը թարգմանություն է։ Լեզվակիր ընթերցողն այն դեռ չի ստուգել։ Այն, ինչ դեռ թարգմանված չէ, ներկայացված է բնագրի լեզվով։ Բնագիր (English)"),
        ("hy/places/norvad/", "Այս էջը թարգմանություն է։ Լեզվակիր ընթերցողն այն ստուգել է։ Թարգմանությունը՝ Աննա։ Այն, ինչ դեռ թարգմանված չէ, ներկայացված է բնագրի լեզվով։ Բնագիր (English)"),
        ("hy/", "Այս էջը թարգմանություն է։ Լեզվակիր ընթերցողն այն դեռ չի ստուգել։ Այն, ինչ դեռ թարգմանված չէ, ներկայացված է բնագրի լեզվով։ Բնագիր (English)"),
        ("ru/", "Это перевод. Перевод: Анна. Что ещё не переведено, приводится на языке оригинала. Оригинал (English)"),
        ("ru/entries/talks/", "Этот текст ещё не переведён. Он приводится на языке оригинала. Оригинал (English)"),
        ("az/method/", "Bu mətn hələ tərcümə edilməyib. O, orijinalın dilində verilir. Orijinal (English)"),
        ("az/actors/west/", "Hələ tərcümə edilməyənlər orijinalın dilində verilir."),
        ("hy/timeline/", "Այն, ինչ դեռ թարգմանված չէ, ներկայացված է բնագրի լեզվով։"),
    ],
)  # fmt: skip
def test_a_page_says_whether_its_text_is_a_translation_and_who_reviewed_it(published, path, said):
    found = re.search(r'<p class="note translation">(.*)</p>', published.page(path))
    assert (found and re.sub("<[^>]+>", "", found[1]).strip()) == said


def test_the_same_page_in_other_languages_is_one_step_away(published):
    switch = re.findall(r"<li><a .*</a></li>", published.page("hy/method/").partition('class="editions"')[2])
    assert switch[:5] == [
        '<li><a href="../../method/" lang="en" dir="ltr" hreflang="en">English</a></li>',
        '<li><a href="../../hy/method/" lang="hy" dir="ltr" hreflang="hy" aria-current="true">Հայերեն</a></li>',
        '<li><a href="../../az/method/" lang="az" dir="ltr" hreflang="az">Azərbaycanca</a></li>',
        '<li><a href="../../ru/method/" lang="ru" dir="ltr" hreflang="ru">Русский</a></li>',
        '<li><a href="../../ar/method/" lang="ar" dir="rtl" hreflang="ar">العربية</a></li>',
    ]


def test_a_text_is_translated_and_its_sources_keep_their_numbers(published):
    bodies = [
        re.search(r'<div class="body".*?</p>', published.page(path), re.S)[0]
        for path in ("entries/talks/", "hy/entries/talks/", "ru/entries/talks/", "hy/places/norvad/")
    ]
    assert bodies == [
        '<div class="body">\n<p>They met in <a href="../../places/norvad/">Norvad/Northford</a> with '
        '<a href="../../actors/west/">Western army</a>.<span class="cited">'
        '[<a href="#source_herald">3</a>; <a href="#source_gazette">1</a>]</span></p>',
        '<div class="body">\n<p>Նրանք հանդիպեցին։<span class="cited">[<a href="#source_gazette">1</a>]</span> '
        'Մասնակցում էին <a href="../../actors/armenia/">Հայաստան</a> և '
        '<a href="../../actors/west/" lang="en" dir="ltr">Western army</a>։</p>',
        '<div class="body" lang="en" dir="ltr">\n<p>They met in <a href="../../places/norvad/">Norvad/Northford</a> '
        'with <a href="../../actors/west/">Western army</a>.<span class="cited">'
        '[<a href="#source_herald">3</a>; <a href="#source_gazette">1</a>]</span></p>',
        '<div class="body">\n<p>Ծովափնյա քաղաք <a href="../../actors/armenia/">Հայաստան</a>-ից ոչ հեռու, որտեղ եղավ '
        '<a href="../../entries/answer/" lang="en" dir="ltr">An answer</a>։</p>',
    ]


def test_an_edition_names_both_sides_each_in_its_language_as_far_as_the_data_has_a_name(published):
    shown = [
        re.search(r'<span class="dateline-places">(.*?)</span>', published.page(f"{prefix}entries/talks/"))[1]
        for prefix in ("", "hy/", "ru/")
    ]
    assert shown == [
        '<a href="../../places/norvad/">Norvad/Northford</a>',
        '<a href="../../places/norvad/">Նորվադ/<bdi lang="en" dir="ltr">Northford</bdi></a>',
        '<a href="../../places/norvad/">Норвад/Нортфорд</a>',
    ]


def test_what_all_editions_share_is_published_once(published):
    paths = published.published()
    shared = [path for path in paths if re.search(r"media/[^/]*png$|404\.html|robots|_headers|redirects", path)]
    assert shared == [
        "404.html", "_headers", "_redirects", "media/bridge.png", "media/town.png", "redirects.txt", "robots.txt",
    ]  # fmt: skip
    assert published.page("_redirects").splitlines() == [
        f"/{prefix}entries/reply/ /{prefix}entries/answer/ 301" for prefix in ("", "hy/", "az/", "ru/", "ar/")
    ]
    assert re.findall("Sitemap: (.*)", published.page("robots.txt")) == [
        f"https://example.org/sub/{prefix}sitemap.xml" for prefix in ("", "hy/", "az/", "ru/", "ar/")
    ]


def test_every_edition_has_the_same_addresses(published):
    once = re.compile("assets/|media/|404|robots|manifest|_headers|_redirects|redirects")
    paths = {path for path in published.published() if not once.match(path)}
    below = {tag: {path[3:] for path in paths if path.startswith(f"{tag}/")} for tag in TAGS[1:]}
    original = {path for path in paths if not path.startswith(tuple(f"{tag}/" for tag in TAGS))}
    assert {tag: found ^ original for tag, found in below.items() if found != original} == {}


def test_feeds_are_in_the_language_of_their_edition(published):
    feed = published.page("hy/feed.xml")
    assert 'xml:lang="hy">\n<title>Փոքր ժամանակագրություն</title>\n<id>https://example.org/sub/hy/</id>' in feed
    assert (
        '<entry xml:lang="en">\n<title>An answer</title>\n<id>https://example.org/sub/hy/entries/answer/</id>' in feed
    )
    assert "<entry>\n<title>Բանակցություններ</title>\n<id>https://example.org/sub/hy/entries/talks/</id>" in feed
    assert "<title>Малая хронология: Исправления</title>" in published.page("ru/corrections/feed.xml")


# Every page


@cache
def parsed(page: bytes) -> Element:
    return html5lib.parse(page, namespaceHTMLElements=False)


def pages(site, below: str = "") -> Iterator[tuple[str, Element]]:
    for path, data in site.published().items():
        if path.startswith(below) and path.endswith(".html"):
            yield path, parsed(data)


def test_every_page_leads_to_itself_in_every_language_and_says_its_own(published):
    files, wrong = published.published(), []
    for path, page in pages(published):
        tag = path.partition("/")[0] if path.startswith(tuple(f"{tag}/" for tag in TAGS)) else "en"
        own = path.removeprefix(f"{tag}/").removesuffix("index.html")
        if (page.get("lang"), page.get("dir")) != (tag, "rtl" if tag == "ar" else "ltr"):
            wrong.append(path)
        found = {link.get("hreflang"): link.get("href") for link in page.iter("link") if link.get("hreflang")}
        told = {other: f"https://example.org/sub/{'' if other == 'en' else other + '/'}{own}" for other in TAGS}
        # What is moved or stands in for another page leads there; search engines need no more of it.
        is_for_another = page.find(".//meta[@http-equiv='refresh']") is not None or "/embed/" in path
        if found != ({} if is_for_another or path == "404.html" else told | {"x-default": told["en"]}):
            wrong.append(path)
        wrong += [
            path
            for address in found.values()
            if f"{address.removeprefix('https://example.org/sub/')}index.html" not in files
        ]
    assert wrong == []


def test_every_link_of_every_edition_leads_somewhere(published):
    files, wrong = published.published(), set()
    for path, page in pages(published):
        for element in page.iter():
            address = str(element.get("href") or element.get("src") or "#").partition("#")[0]
            if not address or "://" in address:
                continue
            target = normpath(join("/sub", path, "..", address) if address[0] != "/" else address)
            target = target.removeprefix("/sub").lstrip("/")
            if not {target, join(target, "index.html")} & files.keys():
                wrong.add((path, address))
    assert wrong == set()


def texts(element: Element, lang: str) -> Iterator[tuple[str, str]]:
    """List what stands in an element, and is read aloud of it, each with the language that it says it is in."""
    lang = element.get("lang") or lang
    yield lang, element.text or ""
    # What is said of a drawing, and of what is drawn, is one text, with names as they are.
    is_drawn = "svg" in element.tag
    for name in ("alt", "aria-label", "title") if not is_drawn else ():
        yield lang, element.get(name) or ""
    for child in element:
        is_said = is_drawn and child.tag.endswith(("desc", "title"))
        # What is to be copied is no text at all.
        if isinstance(child.tag, str) and not is_said and not child.tag.endswith(("script", "style", "code")):
            yield from texts(child, lang)
        yield lang, child.tail or ""


# Signs that are the same in every language: tags of languages, zones, licences, names of notations, and the letters
# that stand for claimants in a drawing.
CODES = r"https://[^\s]+|\b(Ctrl|UTC|GeoNames|Asia/Tbilisi|en|hy|ru|[A-Z])\b"
LETTERS = {**SCRIPTS, "en": "[A-Za-z]", "az": "[A-Za-zÇĞİÖŞÜçğıöşüƏə]"}


def test_every_word_in_another_script_than_its_page_says_in_which_language_it_is(published):
    wrong = set()
    for path, page in pages(published):
        for lang, text in texts(page.find("body"), page.get("lang")):
            letters = re.findall(r"[^\W\d_]", re.sub(CODES, "", text))
            if not all(re.match(LETTERS[lang], letter) for letter in letters):
                wrong.add((path, lang, text.strip()))
    assert wrong == set()


@pytest.mark.parametrize("tag", TAGS[1:])
def test_no_word_of_the_english_interface_is_left_in_an_edition(published, tag):
    own = set(phrases(tag).values())
    english = {text for text in ENGLISH.values() if "{" not in text and re.search("[A-Za-z]", text)} - own
    left = {
        (path, text.strip())
        for path, page in pages(published, f"{tag}/")
        for lang, text in texts(page, tag)
        if lang == tag and text.strip() in english
    }
    assert left == set()


def test_a_tag_has_a_label_in_each_language_that_names_it(published):
    found = {path: data.decode() for path, data in published.published().items() if path.endswith(".html")}
    links = {
        tag: re.findall('<a [^>]*/tags/the-news/"[^>]*>[^<]*</a>', found[f"{tag}/entries/talks/index.html"])
        for tag in ("hy", "ru")
    }
    assert links == {
        "hy": ['<a href="../../tags/the-news/">լուրեր</a>'],
        "ru": ['<a href="../../tags/the-news/" lang="en" dir="ltr">the news</a>'],
    }
    headings = [re.search("<h1.*?</h1>", found[f"{tag}/tags/the-news/index.html"])[0] for tag in ("hy", "ru")]
    assert headings == ["<h1>լուրեր</h1>", '<h1 lang="en" dir="ltr">the news</h1>']


NEUTRAL, EAST, WEST = (), ("east",), ("west",)


@pytest.mark.parametrize(
    ("names", "shown", "tongue"),
    [
        ([Name("Նորվադ", "hy", EAST)], "Նորվադ/Northford", "/en"),
        ([Name("Նորթֆորդ", "hy", WEST)], "Norvad/Նորթֆորդ", "en/"),
        ([Name("Նորվադ", "hy", EAST), Name("Նորթֆորդ", "hy", WEST)], "Նորվադ/Նորթֆորդ", None),
        ([Name("Նորվադ", "hy", (*EAST, *WEST))], "Նորվադ", None),
        ([Name("Նոր", "hy")], "Նոր", None),
        ([Name("Նորվա", "hy", EAST, NameKind.VARIANT), Name("Нор", "ru")], "Norvad/Northford", "en"),
        ([Name("Նոր/Վադ", "hy", EAST)], "Նոր/Վադ/Northford", "//en"),
        ([Name("Նոր", "hy", NEUTRAL, NameKind.TRANSLATION), Name("Վադ", "hy")], "Վադ", None),
        ([Name("Նորվադ", "hy", EAST), Name("Նոր", "hy", WEST, NameKind.TRANSLATION)], "Նորվադ/Նոր", None),
    ],
)
def test_names_of_an_edition_stand_for_the_sides_that_the_original_names(names, shown, tongue):
    original = (Name("Norvad", "en", EAST), Name("Northford", "en", WEST))
    found = names_in_edition((*original, *names), "hy", "en", ())
    assert ("/".join(name.text for name in found), tongue_of(found, "hy")) == (shown, tongue)


def test_a_neutral_name_gives_way_to_no_side_s_name():
    found = names_in_edition((Name("Norvad", "en"), Name("Նորվադ", "hy", EAST)), "hy", "en", ())
    assert [(name.text, name.lang) for name in found] == [("Norvad", "en")]


def test_a_language_runs_as_its_script_does():
    left = "en hy ku az pa ur-Latn ar-Latn he-Latn-IL uz zh-Hant ff zz sr-Cyrl".split()
    right = "ar he iw fa ur ckb ps sd yi dv nqo syr ku-Arab az-Arab-IR pa-PK uz-AF uz-Arab-UZ tt_Arab ff-Adlm rhg ug arz-EG".split()
    assert {tag: direction_of(tag) for tag in left + right} == dict.fromkeys(left, "ltr") | dict.fromkeys(
        right, "rtl"
    )


STATEMENTS = """
-- content/site.yaml --
title: A small chronology
languages: [en, hy]
translations: {hy: {title: Փոքր ժամանակագրություն}}
-- content/questions/bridge.md --
---
title: Why was the bridge closed?
---
-- content/entries/closed.md --
---
title: Bridge closed
summary: It was closed.
date: 2023-10-01
sources: [gazette]
claims:
  - {id: hurt, by: armenia, text: Two were hurt., question: hurt-at-the-bridge, injured: 2, words: a pair, sources: [gazette]}
  - {id: paint, by: armenia, text: For painting., question: bridge, sources: [gazette]}
---
-- content/entries/closed.hy.md --
---
title: Կամուրջը փակ է
summary: Այն փակ էր։
review: awaited
claims: {hurt: Երկուսը վիրավորվեցին։}
questions: {hurt-at-the-bridge: Քանի՞ վիրավոր կար, bridge: Ինչո՞ւ փակվեց կամուրջը}
---
-- content/entries/again.md --
---
title: Bridge closed again
date: 2023-10-02
lang: hy
sources: [gazette]
claims: [{id: hurt, by: armenia, text: Ոչ ոք։, lang: hy, question: hurt-at-the-bridge, injured: 1, sources: [gazette]}]
---
"""


def statements(html: str) -> list[str]:
    return re.findall(r'<p class="claim-text"[^>]*>.*?</p>', html)


def test_statements_and_questions_are_translated_in_the_translation_of_their_entry(site):
    made = site(STATEMENTS)
    assert made.build().published
    page = made.page("hy/entries/closed/")
    assert statements(page) == [
        '<p class="claim-text">Երկուսը վիրավորվեցին։</p>',
        '<p class="claim-text" lang="en" dir="ltr">For painting.</p>',
    ]
    # What a translation leaves out says in which language it is, beside a statement that is translated too.
    assert '<bdi lang="en" dir="ltr">a pair</bdi>' in page
    assert re.findall("<h3><[^>]+>(.*?)<", page) == ["Քանի՞ վիրավոր կար", "Ինչո՞ւ փակվեց կամուրջը"]
    asked = made.page("hy/questions/hurt-at-the-bridge/")
    assert [found.partition(">")[2] for found in statements(asked)] == ["Երկուսը վիրավորվեցին։</p>", "Ոչ ոք։</p>"]
    assert re.search("<h1.*?</h1>", asked)[0] == "<h1>Քանի՞ վիրավոր կար</h1>"
    assert re.search("<h1.*?</h1>", made.page("hy/questions/bridge/"))[0] == "<h1>Ինչո՞ւ փակվեց կամուրջը</h1>"
    assert statements(made.page("entries/closed/"))[0] == '<p class="claim-text">Two were hurt.</p>'


def test_an_edition_in_which_nothing_is_left_to_translate_says_nothing_of_it(site):
    made = site(STATEMENTS)
    made.build()
    left = "Այն, ինչ դեռ թարգմանված չէ"
    assert left in made.page("hy/timeline/")
    made.write(
        STATEMENTS[
            STATEMENTS.index("-- content/entries/closed.hy") : STATEMENTS.index("-- content/entries/again")
        ].replace("hurt: Երկ", "paint: Ներկելու համար։, hurt: Երկ")
    )
    made.build()
    assert left not in made.page("hy/timeline/")


def test_a_translated_statement_is_one_of_the_original(site):
    made = site(STATEMENTS)
    made.write("""
-- content/entries/closed.hy.md --
---
title: Կամուրջը փակ է
summary: Այն փակ էր։
claims: {hrut: Երկուսը։, paint: 3}
questions: {bridges: Ինչո՞ւ}
---
-- content/questions/bridge.hy.md --
---
title: Ինչո՞ւ
---
-- content/entries/again.hy.md --
---
title: Կրկին
questions: {hurt-at-the-bridge: Քանի՞, bridge: Ինչո՞ւ}
---
""")
    told = [line for line in made.problems() if ".hy.md" in line]
    assert told == [
        'content/entries/again.hy.md:3:40 error [translation-of-nothing] the original has no question "bridge" '
        "to translate; one of hurt-at-the-bridge",
        'content/entries/closed.hy.md:4:10 error [translation-of-nothing] the original has no claim "hrut" '
        'to translate; did you mean "hurt"?',
        'content/entries/closed.hy.md:5:13 error [translation-of-nothing] the original has no question "bridges" '
        'to translate; did you mean "bridge"?',
    ]
    put_in_what_is_proposed(made, "translation-of-nothing")
    assert [line for line in made.problems() if ".hy.md" in line] == told[:1]


def put_in_what_is_proposed(made: Site, *codes: str) -> None:
    """Put in the first text that each problem of some codes proposes."""
    for problem in check(made.folder, NOW):
        if problem.code in codes and problem.proposed:
            place = made.folder / problem.file
            place.write_text(with_proposed(place.read_text("utf-8"), problem, problem.proposed[0]), "utf-8")


# What authors have to fix


def test_mistakes_in_translations_are_told_where_they_stand(site):
    made = with_pictures(site(SITE, around=""))
    made.write("""
-- content/entries/talks.az.md --
---
title: Danışıqlar
---
Onlar [[nobody]] görüşdülər.[@gazette; @paper] [Bax](../../nowhere/).
-- content/entries/tlaks.hy.md --
---
title: Ոչինչ
summary: Ոչինչ։
---
-- content/pages/method.fr.md --
---
title: Méthode
summary: En bref.
---
-- content/pages/method.en.md --
---
title: How
summary: In short.
---
-- content/actors/west.hy.md --
---
title: Բանակ
---
""")
    made.write(
        SITE.partition("-- content/actors")[0].replace(
            "  ru: {title: Малая", "  fr: {title: x}\n  ru: {sides: {nrth: С}, tags: {the nws: Н}, title: Малая"
        )
    )
    told = [line for line in made.problems() if re.search(r"\.(az|hy|fr|en)\.md|site\.yaml", line)]
    assert told == [
        'content/actors/west.hy.md:2:1 error [key-unknown] unknown field "title"; known here: review, translator',
        "content/entries/talks.az.md:1:1 error [field-missing] the original has a summary, but this translation has none; "
        "add `summary: …` in this language",
        'content/entries/talks.az.md:4:7 error [link-unknown] no entry, actor, place or page is called "nobody"; '
        "write an id, or the name of an actor or a place",
        "content/entries/talks.az.md:4:29 error [translation-adds] the original does not cite this source; "
        "cite it there too, or not here",
        'content/entries/talks.az.md:4:54 error [O2] "../../nowhere/" leads nowhere; '
        "write [[id]] for a page of this site",
        'content/entries/tlaks.hy.md:1:1 error [translation-of-nothing] there is no entries/tlaks.md to translate; '
        'did you mean "talks"?',
        'content/pages/method.en.md:1:1 warning [translation-unused] the site itself is in "en"; '
        "write the original's own file instead",
        'content/pages/method.fr.md:1:1 warning [translation-unused] there is no edition in "fr"; '
        "add it to `languages` in site.yaml, or delete the file",
        'content/site.yaml:13:3 warning [translation-unused] there is no edition in "fr"; '
        "add it to `languages`, or remove this",
        'content/site.yaml:14:16 error [key-unknown] unknown field "nrth" in sides; known here: east, west',
        'content/site.yaml:14:33 warning [translation-unused] no entry has the tag "the nws"; did you mean "the news"?',
    ]  # fmt: skip
    put_in_what_is_proposed(made, "translation-unused")
    assert [line for line in made.problems() if "has the tag" in line] == []


def test_a_language_is_a_tag_and_a_page_does_not_stand_in_its_way(site):
    made = site(
        "-- content/site.yaml --\ntitle: T\nlanguages: [hy, Armenian]\n-- content/pages/hy.md --\n---\ntitle: H\n---\n"
    )
    assert [line for line in made.problems() if "[V4]" not in line and "[url" not in line] == [
        'content/pages/hy.md error [O1] its address, "hy/", is that of the edition in hy, too; '
        "give this file another name",
        'content/site.yaml:2:17 error [lang-form] a language is "Armenian": not a BCP 47 language tag; write hy',
    ]


def test_the_translation_of_a_draft_leaves_no_trace(site):
    made = site("""
-- content/site.yaml --
title: T
languages: [en, hy]
-- content/entries/secret.md --
---
title: A draft
date: 2023
status: draft
sources: [gazette]
---
-- content/entries/secret.hy.md --
---
title: Սևագիր
---
Գաղտնի։
""")
    assert made.build().published
    words = ("Սևագիր", "Գաղտնի", "secret")
    assert [path for path, data in made.published().items() if any(word.encode() in data for word in words)] == []


def test_private_fields_of_a_translation_never_leave(site):
    made = with_pictures(site(SITE, around=""))
    made.write(
        "-- content/pages/method.az.md --\n---\ntitle: Necə\nsummary: Q.\nprivate: {by: SECRET-1}\n_todo: SECRET-2\n---\nM.\n"
    )
    made.build()
    assert [path for path, data in made.published().items() if b"SECRET" in data] == []


def test_a_site_in_one_language_has_no_editions(site):
    made = site(
        "-- content/site.yaml --\ntitle: T\nurl: https://example.org/\nlanguages: [en]\n-- content/entries/e.md --\n---\ntitle: E\ndate: 2023\nsources: gazette\n---\n"
    )
    made.build()
    assert [
        path
        for path in made.published()
        if re.search(rb"hreflang=|editions|translation\"", made.published()[path]) and path.endswith(".html")
    ] == []


def test_an_entry_in_a_language_of_its_own_says_so_and_no_word_around_it_does(site):
    made = site(
        "-- content/entries/e.md --\n---\ntitle: Կոչ\nsummary: Ահա։\ndate: 2023\nlang: hy\nsources: gazette\nclaims: [{by: armenia, text: Այո, sources: gazette}]\n---\n[[yerevan]] լսեց։\n"
    )
    made.build()
    wrong = [
        (lang, text)
        for lang, text in texts(
            html5lib.parse(made.page("entries/e/"), namespaceHTMLElements=False).find("body"), "en"
        )
        if not all(re.match(LETTERS[lang], letter) for letter in re.findall(r"[^\W\d_]", text))
    ]
    assert wrong == []


def test_actors_places_and_questions_in_a_language_of_their_own_say_so(site):
    made = site("""
-- content/site.yaml --
title: T
languages: [en, hy]
-- content/actors/council.md --
---
kind: government-body
names: [{text: Խորհուրդ, lang: hy}]
lang: hy
---
[[yerevan]] քաղաքի խորհուրդը։
-- content/places/yerevan.md --
---
kind: city
names: [{text: Yerevan, lang: en}]
lang: hy
---
Քաղաք։
-- content/questions/when.md --
---
title: Ե՞րբ
lang: hy
---
Հարց։
-- content/entries/e.md --
---
title: E
date: 2023
sources: gazette
claims: [{by: council, text: Now., question: when, sources: gazette}]
---
[[council]] spoke.
""")
    assert made.build().published
    titles = ("actors/council/", "places/yerevan/", "questions/when/")
    assert [re.search("<h1.*?</h1>", made.page(path))[0] for path in titles] == [
        '<h1 lang="hy" dir="ltr">Խորհուրդ</h1>', "<h1>Yerevan</h1>", '<h1 lang="hy" dir="ltr">Ե՞րբ</h1>',
    ]  # fmt: skip
    body = '<div class="body"{}>\n<p>{}</p>'
    own = ' lang="hy" dir="ltr"'
    link = '<a href="../../places/yerevan/"{}>Yerevan</a> քաղաքի խորհուրդը։'
    assert body.format(own, link.format(' lang="en" dir="ltr"')) in made.page("actors/council/")
    # In the edition that speaks that language they are at home, and nobody calls them untranslated.
    page = made.page("hy/actors/council/")
    assert body.format("", link.format(' lang="en" dir="ltr"')) in page
    assert "բնագրի լեզվով։ <a" not in page
    assert "<h1>Ե՞րբ</h1>" in made.page("hy/questions/when/")
    assert '<a href="../../actors/council/"' + own in made.page("entries/e/")


def without_grouping(text: str) -> str:
    """Write 2,000 and 2 000 as 2000."""
    return re.sub(r"(?<=\d)[,\s](?=\d{3}\b)", "", text)


def test_the_publication_in_this_repository_says_the_same_in_every_translation(request):
    content: Path = request.config.rootpath / "content"
    found = [place for place in sorted(content.rglob("*.md")) if place.stem.count(".")]
    assert {place.parts[-2]: place.name for place in found}.keys() == {
        "entries", "pages", "places", "questions", "stories",
    }  # fmt: skip

    def said(place: Path) -> tuple[list[str], list[str], list[str], int] | None:
        body = place.read_text("utf-8").partition("\n---\n")[2]
        if not body:
            return None
        plain = without_grouping(re.sub(r"\[@[^\]]+\]|\[\[[^\]|]*\|?", "", body))
        links = sorted(link.partition("|")[0] for link in re.findall(r"\[\[([^\]]+)\]\]", body))
        return (
            re.findall(r"\[@[^\]]+\]", body),
            links,
            sorted(re.findall(r"\d+", plain)),
            len(re.findall("[“«]", body)),
        )

    originals = {place: said(place.with_name(place.stem.partition(".")[0] + ".md")) for place in found}
    assert {place.name for place in found if said(place) not in (None, originals[place])} == set()
    assert {place.name for place in found if "\nreview: awaited\n" not in place.read_text("utf-8")} == set()


def test_no_translation_in_this_repository_has_another_figure_than_the_original(request):
    content: Path = request.config.rootpath / "content"

    def figures(place: Path) -> dict[str, list[str]]:
        head = yaml.load(place.read_text("utf-8").partition("\n---\n")[0].removeprefix("---\n"), yaml.CSafeLoader)
        claims = head.get("claims", {})
        if isinstance(claims, list):
            claims = {claim["id"]: claim["text"] for claim in claims}
        texts = {"title": head.get("title", ""), "summary": head.get("summary", ""), **claims}
        return {key: sorted(re.findall(r"\d+", without_grouping(text))) for key, text in texts.items()}

    found = [place for place in sorted(content.rglob("*.md")) if place.stem.count(".")]
    originals = {place: figures(place.with_name(place.stem.partition(".")[0] + ".md")) for place in found}
    other = {
        (place.name, key): (told, originals[place][key])
        for place in found
        for key, told in figures(place).items()
        if told != originals[place][key]
    }
    assert other == {}
