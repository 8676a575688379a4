"""Offline editions: the same bytes every time, nothing that the site does not show, whole or not at all."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from hashlib import sha256
from importlib.resources import files as files_of
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from browsing import JAVA
from click.testing import CliRunner
from conftest import HOUSE, PIXEL, TWO_SIDES, Site
from playwright.sync_api import Page, expect
from whole_sites import EVERYTHING

from builder.cli.commands import dateline
from builder.editions import single
from builder.editions.parts.brief import told_once
from builder.editions.parts.tree import first, read_tree, words_of
from builder.editions.pdf import refuse_missing, scripts_of, typeset_booklet
from builder.editions.zip import write_archive
from builder.model.errors import BuilderError

SMALL = """
-- content/site.yaml --
title: The Northford chronology
links: relative
-- content/actors/harbour-office.md --
---
kind: government-body
names: [{text: Harbour Office, lang: en}]
---
-- content/entries/bridge-closed.md --
---
title: Bridge closed
date: 2031-04-05
actors: [{actor: harbour-office}]
sources: [gazette]
---
The bridge was closed, as [[harbour-office]] says.[@gazette]
-- content/entries/bridge-opened.md --
---
title: Bridge opened
date: 2031-06-01
sources: [gazette]
---
It came after [[bridge-closed]].
-- content/entries/bridge-sold.md --
---
title: Bridge sold
date: 2031-07-01
status: draft
---
"""


def run(site: Site, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(dateline, [words[0], "--site", str(site.folder), *words[1:]])
    return done.exit_code, done.output


@pytest.fixture
def small(site: Callable[..., Site]) -> Site:
    return site(SMALL)


def edition(site: Site, kind: str, *words: str) -> dict[str, bytes]:
    """Write an edition, and return its files by name."""
    folder = site.folder / "carried"
    code, output = run(site, "build", "--edition", kind, "--output", str(folder), *words)
    assert code == 0, output
    return {place.name: place.read_bytes() for place in sorted(folder.iterdir())}


def test_with_relative_links_every_link_leads_to_a_file(small: Site):
    small.build()
    pages = {path: data.decode() for path, data in small.published().items() if path.endswith(".html")}
    links = {
        (path, address)
        for path, page in pages.items()
        for address in re.findall(r'(?:href|src)="([^"#?:]+)(?:[?#][^"]*)?"', page)
    }
    lost = [(path, to) for path, to in sorted(links) if not (small.public / path).parent.joinpath(to).is_file()]
    assert lost == []
    assert ("entries/bridge-opened/index.html", "../../entries/bridge-closed/index.html") in links


def test_a_site_without_relative_links_is_as_it_was(small: Site):
    small.write("-- content/site.yaml --\ntitle: The Northford chronology\nlinks: pages\n").build()
    assert 'href="../../actors/harbour-office/"' in small.page("entries/bridge-closed")
    assert [path for path in small.published() if "disk" in path] == []


def test_a_page_on_a_disk_leads_on_and_says_what_does_not_run_there(small: Site, page: Page):
    small.build()
    page.goto((small.public / "timeline/index.html").as_uri())
    says = page.locator("main > .note")
    assert says.inner_text().startswith("This page was opened from a file")
    page.get_by_role("link", name="Bridge opened").first.click()
    page.locator(".body").get_by_role("link", name="Bridge closed").click()
    assert page.locator("h1").inner_text() == "Bridge closed"
    assert says.count() == 0
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily") != ""


def test_an_archive_holds_what_was_built_and_signed_and_is_the_same_every_time(small: Site, tmp_path: Path):
    files = edition(small, "zip")
    assert [*files] == ["the-northford-chronology.zip"]
    (small.public / "manifest.json.sig").write_bytes(b"signed")
    (small.public / "notes.txt").write_bytes(b"mine")
    signed = edition(small, "zip")
    assert signed == edition(small, "zip")
    with ZipFile(small.folder / "carried/the-northford-chronology.zip") as archive:
        held = {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}
        assert {name.partition("/")[0] for name in archive.namelist()} == {"the-northford-chronology"}
    assert held == {path: data for path, data in small.published().items() if path != "notes.txt"}


def test_a_site_that_is_not_what_was_built_is_not_packed(small: Site):
    kept = edition(small, "zip")
    # The same stamp as before.
    page = small.public / "index.html"
    manifest = (small.public / "manifest.json").read_text("utf-8")
    page_sum = sha256(page.read_bytes()).hexdigest()
    (small.public / "manifest.json").write_text(manifest.replace(page_sum, "0" * 64), "utf-8")
    with pytest.raises(BuilderError, match=r"public/index\.html differs from the build: run `dateline build`"):
        write_archive(small.public, small.folder / "carried/the-northford-chronology.zip")
    assert {place.name: place.read_bytes() for place in (small.folder / "carried").iterdir()} == kept


def test_the_archive_on_the_site_holds_its_files(small: Site):
    small.write("-- content/site.yaml --\ntitle: The Northford chronology\neditions: [zip]\n").build()
    path = "downloads/the-northford-chronology.zip"
    with ZipFile(small.public / path) as archive:
        held = {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}
    out = {key: data for key, data in small.published().items() if key not in (path, "manifest.json")}
    assert {key: data for key, data in held.items() if key != "manifest.json"} == out
    assert f'<a href="../../{path}" download>The whole site (ZIP)</a>' in small.page("entries/bridge-closed")


def test_an_edition_of_content_with_an_error_is_not_written(small: Site):
    small.write("-- content/entries/odd.md --\n---\ntitle: Odd\n---\n")
    code, output = run(small, "build", "--edition", "zip")
    assert (code, output.splitlines()[-1]) == (1, "nothing was written")
    assert not (small.folder / "editions").exists() or [*(small.folder / "editions").iterdir()] == []


def test_settings_that_name_no_edition_are_answered_with_the_nearest(small: Site):
    small.write("-- content/site.yaml --\ntitle: A\nlinks: relativ\neditions: [zap]\n")
    assert small.found("value-unknown") == [
        'site.yaml:2:8 value-unknown links is "relativ"',
        'site.yaml:3:12 value-unknown editions is "zap"',
    ]


def test_what_is_about_the_site_does_not_go_with_an_edition(small: Site):
    code, output = run(small, "build", "--edition", "zip", "--check")
    assert code == 2
    assert "cannot be used with --edition" in output


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """One of everything, from right to left, with pictures and a translation."""
    site = Site(tmp_path_factory.mktemp("everything") / "site").write(TWO_SIDES).write(EVERYTHING)
    (site.folder / "content/media").mkdir()
    (site.folder / "content/media/square.png").write_bytes(PIXEL)
    return site.write(PICTURED)


PICTURED = """
-- content/entries/pictured.md --
---
title: A picture is taken
date: 2023-09-20
sources: [courier]
media: [{file: square.png, alt: A square., credit: Somebody, licence: CC0}]
published: 2023-09-21T08:00:00Z
---
Of the [[bridge]].
"""


def ids_and_links(html: str) -> tuple[list[str], list[str]]:
    found = read_tree(html)
    ids = [id for element in found.iter() if (id := element.get("id"))]
    return ids, [link for element in found.iter("a") if (link := element.get("href", "")).startswith(("#", "?"))]


def test_a_single_page_holds_all_pages_and_asks_nobody(everything: Site):
    files = edition(everything, "single")
    assert [*files] == ["example-org.html"]
    assert files == edition(everything, "single", "--no-cache")
    html = files["example-org.html"].decode()
    ids, links = ids_and_links(html)
    assert len({*ids}) == len(ids)
    assert {unquote(link.partition("#")[2]) for link in links} - {*ids} == set()
    loaded = re.findall(r'<(?:img|script|link|source|image|iframe)\b[^>]*?\b(?:src|href)="?([^" >]*)', html)
    assert {address.partition(",")[0] for address in loaded} == {"data:image/webp;base64"}
    assert "Four thousand were killed." in html
    assert re.search("<html lang=ar dir=rtl>", html)


def test_a_large_single_page_tells_each_statement_once(everything: Site, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("builder.editions.single.MOST", 1)
    html = edition(everything, "single")["example-org.html"].decode()
    ids, links = ids_and_links(html)
    assert {unquote(link.partition("#")[2]) for link in links} - {*ids} == set()
    # What the search asks holds it once more.
    shown = re.sub(r"<script.*?</script>", "", html, flags=re.S)
    assert shown.count("Four thousand were killed.") == 1
    held = dict(re.findall(r"<script type=text/plain data-path=([^ >]+)>(.*?)</script>", html, re.S))
    assert [path for path, text in held.items() if "The market is shelled, and both sides" in text] == []


def test_a_large_single_page_says_once_what_is_not_translated(small: Site, monkeypatch: pytest.MonkeyPatch):
    small.write(
        SMALL.replace("links: relative", "languages: [en, ru]").replace(
            "names: [{text: Harbour Office, lang: en}]",
            "names: [{text: Harbour Office, lang: en}, {text: Управление порта, lang: ru, kind: translation}]",
        )
    )
    (note,) = re.findall(r"untranslated: (.*)", (HOUSE / "themes/chronicle/strings/ru.yaml").read_text("utf-8"))
    whole = edition(small, "single")
    (translated,) = [name for name in whole if name.endswith("-ru.html")]
    assert whole[translated].decode().count(note) == 3
    assert whole["the-northford-chronology.html"].decode().count("Управление порта") == 3
    monkeypatch.setattr("builder.editions.single.MOST", 1)
    brief = edition(small, "single")
    assert brief[translated].decode().count(note) == 1
    assert brief[translated].decode().count("<bdi lang=en>English</bdi>") == 3
    assert brief["the-northford-chronology.html"].decode().count("Управление порта") == 1


def test_a_large_single_page_is_made_with_a_theme_that_has_other_words(small: Site, monkeypatch: pytest.MonkeyPatch):
    small.write(SMALL.replace("links: relative", "theme: wire\nlanguages: [en, ru]"))
    monkeypatch.setattr("builder.editions.single.MOST", 1)
    assert {*edition(small, "single")} == {"the-northford-chronology.html", "the-northford-chronology-ru.html"}


def test_the_publication_without_pictures_is_one_page_of_a_megabyte_and_a_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    # It is larger at first, and made again in brief: what is thrown away is not made here.
    chapters, page = single.chapters, single._page
    monkeypatch.setattr(
        single, "chapters", lambda volume, adapt: chapters(volume, adapt) if adapt is told_once else []
    )
    monkeypatch.setattr(
        single,
        "_page",
        lambda volume, parts, is_brief=False: (
            page(volume, parts, is_brief) if is_brief else (bytes(single.MOST + 1), 0)
        ),
    )
    site = Site(tmp_path / "site")
    shutil.copytree(HOUSE / "content", site.folder / "content")
    settings = site.folder / "content/site.yaml"
    text = settings.read_text("utf-8")
    original = re.sub(r"^languages: .*\n|^translations:\n(?:  .*\n)*", "", text, flags=re.M)
    settings.write_text(re.sub(r"^editions: .*\n", "", original, flags=re.M), "utf-8")
    (page,) = edition(site, "single").values()
    assert len(page) <= 1_500_000


@pytest.mark.parametrize("most", [1_500_000, 1])
def test_a_single_page_shows_page_by_page_and_finds_filters_and_moves(
    everything: Site, page: Page, monkeypatch: pytest.MonkeyPatch, most: int
):
    monkeypatch.setattr("builder.editions.single.MOST", most)
    edition(everything, "single")
    address = (everything.folder / "carried/example-org.html").as_uri()
    page.context.set_offline(True)
    page.goto(f"{address}#search/")
    page.locator("#search_query").fill("Norvad")
    page.locator(".found a").first.click()
    # What scripts began ends with their page: another one is loaded.
    expect(page.locator("h1")).to_have_text(["Norvad/Northford"])
    expect(page.locator("main > div")).to_have_count(1)
    page.go_back()
    page.wait_for_selector("#search_query")
    assert page.locator("#search_query").input_value() == "Norvad"
    page.goto(f"{address}?side=east#timeline/")
    first = page.locator(".filtered .entries h3 a, .filtered .entries h4 a").first
    title = "The market is shelled, and both sides say by whom"
    expect(first).to_have_text(title, use_inner_text=True)
    # What a heading says already is asked of it.
    assert "Eastmarch and Westmarch each counted." in page.locator(".filtered").first.inner_text()
    first.click()
    expect(page.locator("h1")).to_have_text([title])
    assert "side=" not in page.url
    page.context.set_offline(False)


def test_a_single_page_is_read_without_scripts(everything: Site, page_without_script: Page):
    edition(everything, "single")
    page_without_script.goto((everything.folder / "carried/example-org.html").as_uri())
    assert page_without_script.locator("h1").count() == page_without_script.locator("main > div").count()
    page_without_script.get_by_role("link", name="The market is shelled").first.click()
    leaf = page_without_script.locator(f"[id='{page_without_script.url.partition('#')[2]}']")
    assert leaf.locator("h1").inner_text() == "The market is shelled, and both sides say by whom"


def test_a_picture_too_large_for_a_page_is_named(everything: Site, monkeypatch: pytest.MonkeyPatch):
    kept = edition(everything, "single")
    monkeypatch.setattr("builder.editions.single.MOST_OF_A_PICTURE", 10)
    code, output = run(everything, "build", "--edition", "single", "--output", str(everything.folder / "carried"))
    assert code == 2
    assert "content/media/square.png, shown at entries/pictured/, takes 1 kB" in output
    assert {place.name: place.read_bytes() for place in (everything.folder / "carried").iterdir()} == kept


# One run for all books, as most of its time is reading what EPUB asks for. Java compiles this file itself.
CHECKS_ALL = """
public class Check {
    public static void main(String[] books) {
        for (String book : books) {
            int code = new com.adobe.epubcheck.tool.EpubChecker().run(new String[] {book});
            System.out.println(book + " " + code);
        }
    }
}
"""


def checked_by_epubcheck(books: Mapping[str, bytes], folder: Path) -> subprocess.CompletedProcess[str]:
    (folder / "Check.java").write_text(CHECKS_ALL)
    for name, data in books.items():
        (folder / name).write_bytes(data)
    jar = Path(str(files_of("epubcheck")))
    line = [*JAVA, "--class-path", f"{jar}/epubcheck.jar:{jar}/lib/*", "Check.java", *books]
    return subprocess.run(line, cwd=folder, capture_output=True, text=True)


def test_a_book_is_what_epubcheck_asks_for_and_the_same_every_time(everything: Site, small: Site, tmp_path: Path):
    everything.write(
        "-- content/entries/talks.en.md --\n---\ntitle: Talks are held, in short\nsummary: Both sides met.\nreview: done\n---\nThey met.\n"
    )
    settings = (everything.folder / "content/site.yaml").read_text("utf-8")
    both = settings.replace("language: ar", "language: ar\nlanguages: [ar, en]")
    everything.write(f"-- content/site.yaml --\n{both}")
    files = edition(everything, "epub", "--no-cache")
    assert files == edition(everything, "epub")
    assert [name for name in files if name.endswith(".epub")] == ["example-org-en.epub", "example-org.epub"]
    books = {name: data for name, data in {**files, **edition(small, "epub")}.items() if name.endswith(".epub")}
    assert len(books) == 3
    done = checked_by_epubcheck(books, tmp_path)
    assert [line for line in done.stderr.splitlines() if line] == []
    assert re.findall(r"^(\S+\.epub) (\d+)$", done.stdout, re.M) == [(name, "0") for name in books]
    assert done.stdout.count("No errors or warnings detected.") == len(books)
    everything.write(f"-- content/site.yaml --\n{settings}").delete("content/entries/talks.en.md")


def test_a_book_is_found_through_by_date_actor_and_place(everything: Site):
    with ZipFile(BytesIO(edition(everything, "epub")["example-org.epub"])) as book:
        names = book.namelist()
        nav, package = (read_tree(book.read(f"EPUB/{name}").decode()) for name in ("nav.xhtml", "nav.xhtml"))
        text = {name: book.read(name).decode() for name in names if name.endswith((".xhtml", ".opf"))}
    assert names[0] == "mimetype"
    assert package.get("dir") == "rtl"
    parts = {words_of(item[0]): [words_of(line[0]) for line in item.iter("li")][1:] for item in first(nav, "ol")}
    assert parts["الأماكن"] == ["Eastport", "Norvad/Northford", "The bridge"]
    assert "2023" in parts["التسلسل الزمني"] or "2023" in str(parts)
    assert [name for name in text if name.endswith(".xhtml") and 'href="style.css"' not in text[name]] == []
    assert "<svg" in text["EPUB/B.xhtml"]
    assert 'page-progression-direction="rtl"' in text["EPUB/package.opf"]
    assert [name for name in text if "<details" in text[name] or "<button" in text[name]] == []


def pdf_text(data: bytes, folder: Path) -> str:
    """Return the words of a booklet as readers of PDF find them, once qpdf finds nothing wrong with the file."""
    place = folder / "booklet.pdf"
    place.write_bytes(data)
    checked = subprocess.run(["qpdf", "--check", str(place)], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    return subprocess.run(
        ["pdftotext", "-layout", str(place), "-"], capture_output=True, text=True, check=True
    ).stdout


def test_a_booklet_has_contents_sources_once_and_an_index(small: Site, tmp_path: Path):
    files = edition(small, "pdf")
    data = files["the-northford-chronology.pdf"]
    assert files == edition(small, "pdf", "--no-cache")
    pages = pdf_text(data, tmp_path).split("\f")
    numbered = {line.strip() for page in pages for line in page.splitlines()}
    place = next(number for number, page in enumerate(pages, start=1) if "The bridge was closed, as" in page)
    lines = re.findall(r"(Bridge closed|Harbour Office)[ .]+(\d+)$", "\n".join(pages), re.M)
    assert {("Bridge closed", str(place)), ("Harbour Office", str(place))} <= {*lines}
    assert sum("The day's news" in line for line in numbered) == 1
    assert "Bridge sold" not in "".join(pages)
    about = subprocess.run(["pdfinfo", str(tmp_path / "booklet.pdf")], capture_output=True, text=True, check=True)
    assert re.findall(r"^(?:Title|Tagged|Page size): +(.*)", about.stdout, re.M) == [
        "The Northford chronology",
        "yes",
        "419.528 x 595.276 pts",
    ]
    # Every page but the title and the contents has a running head: the publication on the left, the chapter on the right.
    heads = [page.strip().splitlines()[0].strip() for page in pages[2:] if page.strip()]
    assert (heads[0::2], {*heads[1::2]}) == (
        ["The Northford chronology", "Corrections", "Actors"],
        {"The Northford chronology"},
    )
    outlines = json.loads(qpdf_json(tmp_path / "booklet.pdf"))["outlines"]
    assert {line["title"]: [kid["title"] for kid in line["kids"]] for line in outlines} == {
        "The Northford chronology": [],
        "2031": ["Bridge closed", "Bridge opened"],
        "Corrections": [],
        "Sources": [],
        "Actors": [],
    }


def qpdf_json(place: Path) -> str:
    line = ["qpdf", "--json", "--json-key=outlines", str(place)]
    return subprocess.run(line, capture_output=True, text=True, check=True).stdout


def test_a_booklet_draws_each_side_in_its_colour_and_shapes_what_runs_from_right_to_left(
    everything: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    pages: list[str] = []
    monkeypatch.setattr(
        "builder.editions.pdf.typeset_booklet", lambda html: pages.append(html) or typeset_booklet(html)
    )
    text = pdf_text(edition(everything, "pdf")["example-org.pdf"], tmp_path)
    body = first(read_tree(pages[0]), "body")
    rules = {style.text or "" for drawing in body.iter("svg") for style in drawing.iter("style")}
    assert {colour for rule in rules for colour in re.findall(r"\.side-(\w+)\{color: (#\w+)\}", rule)} == {
        ("east", "#0d5a66"),
        ("west", "#8a4b0f"),
    }
    inks = {ink for rule in rules for ink in re.findall(r"(?<!past )\.sign-exact[^{]*\{fill: ([^;}]+)", rule)}
    assert inks == {"currentColor"}
    # Drawings hold no letters that join, and are named for who does not see them.
    drawn = [words for drawing in body.iter("svg") for label in drawing.iter("text") if (words := words_of(label))]
    assert [words for words in drawn if re.search(r"[\u0590-\u08ff]", words)] == []
    labels = [words_of(label) for label in body.iter("span") if label.get("class") == "label"]
    assert "21 سبتمبر" in labels
    # As it is written, not letter by letter from the left.
    assert "سبتمبر" in text
    assert [drawing for drawing in body.iter("svg") if drawing.get("role") and not words_of(drawing[0])] == []
    # A sign on the map is where its place is, whether or not the booklet has a page about the place.
    signs = [one.get("transform") for one in body.iter("g") if one.get("aria-label")]
    assert {*signs} == {"translate(400.0 268.9)"}
    # Whatever leads on leads somewhere.
    ids, links = ids_and_links(pages[0])
    assert {link for link in links if unquote(link.removeprefix("#")) not in ids} == set()


def test_a_booklet_holds_what_is_chosen_alone(small: Site, everything: Site, tmp_path: Path):
    text = pdf_text(edition(small, "pdf", "--only", "bridge-opened")["the-northford-chronology.pdf"], tmp_path)
    assert ("It came after Bridge closed." in text, "The bridge was closed" in text) == (True, False)
    code, output = run(small, "build", "--edition", "pdf", "--only", "bridge-opend")
    assert (code, output) == (
        2,
        'dateline: --only "bridge-opend" selects no entry: did you mean "bridge-opened" or "bridge-closed"?\n',
    )
    assert run(small, "build", "--edition", "zip", "--only", "2031")[0] == 2
    assert "الأطراف" in pdf_text(edition(everything, "pdf", "--only", "2023")["example-org.pdf"], tmp_path)


def test_a_booklet_says_what_is_missing_to_set_it(small: Site, monkeypatch: pytest.MonkeyPatch):
    assert scripts_of(map(ord, "Աբ1!ქ")) == {"Armenian": "Աբ", "Georgian": "ქ"}
    html = (
        "<head><title>ქ</title></head><body><h1>Title</h1><h1>The <i>bridge</i> &amp; town</h1><p>At ქ.<h1>After</h1>"
    )
    with pytest.raises(BuilderError, match=r"Georgian \(ქ, on “The bridge & town”\): install one, such as Noto"):
        refuse_missing("ქ", html)
    monkeypatch.setattr("builder.editions.pdf.find_spec", lambda name: None)
    code, output = run(small, "build", "--edition", "pdf")
    assert (code, output) == (
        2,
        "dateline: a booklet needs WeasyPrint, which is not installed: `pip install 'dateline[pdf]'`\n",
    )
    assert not (small.folder / "editions").exists()


@pytest.mark.parametrize(
    ("kind", "writes"),
    [
        ("single", "builder.publishing.files.os.replace"),
        ("epub", "builder.publishing.files.os.replace"),
        ("zip", "builder.editions.zip._pack"),
    ],
)
def test_an_edition_that_cannot_be_written_leaves_the_former_one(
    small: Site, monkeypatch: pytest.MonkeyPatch, kind: str, writes: str
):
    former = edition(small, kind)
    folder = small.folder / "carried"
    small.write("-- content/pages/about.md --\n---\ntitle: About\n---\nAnother text.\n")
    with monkeypatch.context() as full:
        full.setattr(writes, _no_space)
        code, output = run(small, "build", "--edition", kind, "--output", str(folder))
    assert (code, "No space left on device" in output, "try again" in output) == (2, True, True)
    assert {place.name: place.read_bytes() for place in folder.iterdir()} == former
    # A file is in the place of the folder.
    (small.folder / "taken").write_bytes(b"")
    code, output = run(small, "build", "--edition", kind, "--output", str(small.folder / "taken/below"))
    assert (code, output.startswith("dateline: "), "try again" in output) == (2, True, True), output
    assert (small.folder / "taken").read_bytes() == b""


def _no_space(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_sources_have_one_number_wherever_they_are_cited(everything: Site):
    html = edition(everything, "single")["example-org.html"].decode()
    cited = re.findall(r"<a href=#(\d+)>(?:[^<]*<span[^>]*>)?\[?(\d+)", html)
    assert cited
    assert [(id, number) for id, number in cited if id != number] == []
