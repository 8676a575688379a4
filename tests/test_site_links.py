"""The real publication as a reader walks it: every link leads somewhere, every page stands on its own feet."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import unescape
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import feedparser
import pytest
from conftest import AROUND, Site
from whole_sites import is_inner, led_to

HOUSE = Path(__file__).parent.parent
URL = "https://nagorno-karabakh.example/"
# One of the translated editions speaks for all.
EDITIONS, LEFT_OUT = ("", "hy/"), ("az/", "ru/")
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())

Attributes = dict[str, str | None]


# Text, and the tag that ends it: tens of megabytes are read, in a third of the time that `html.parser` takes.
TOKEN = re.compile(
    r"""([^<]*)(?:<!--.*?-->|<![^>]*>|<(/?)([a-zA-Z][^\s/>]*)([^>"']*(?:(?:"[^"]*"|'[^']*')[^>"']*)*)>)""", re.DOTALL
)
ATTRIBUTE = re.compile(r"""([^\s"'>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
SCRIPT = re.compile(r"(<(script|style)\b[^>]*>).*?(?=</\2)", re.DOTALL)
TITLES = frozenset("title h1 h2 h3 h4 h5 h6".split())


# Most tags stand on many pages.
@cache
def attributes_in(text: str) -> Attributes:
    found: Attributes = {}
    for attribute in ATTRIBUTE.finditer(text):
        value = next((value for value in attribute.groups()[1:] if value is not None), None)
        found[attribute[1].lower()] = unescape(value) if value else value
    return found


class Tags:
    """All start tags of a page with their attributes, and the text of its title and headings."""

    def __init__(self, html: str) -> None:
        self.tags: list[tuple[str, Attributes]] = []
        self.texts: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.unclosed: list[str] = []
        # A drawing has a title of its own, which is no page's.
        self._drawings = end = 0
        html = SCRIPT.sub(r"\1", html)
        for token in TOKEN.finditer(html):
            assert token.start() == end, f"no tag: {html[end : token.start()]!r}"
            end = token.end()
            text, closes, name, attributes = token.groups()
            if text and not self._drawings and not TITLES.isdisjoint(self.open):
                tag, before = self.texts[-1]
                self.texts[-1] = (tag, before + unescape(text))
            if closes:
                self._close(name.lower())
            elif name:
                self._open(name.lower(), attributes)
        assert "<" not in html[end:], f"no tag: {html[end:]!r}"

    def _open(self, tag: str, attributes: str) -> None:
        self.tags.append((tag, attributes_in(attributes)))
        self._drawings += tag == "svg"
        if tag not in VOID:
            self.open.append(tag)
        if tag in TITLES and not self._drawings:
            self.texts.append((tag, ""))
        if attributes.endswith("/"):
            self._close(tag)

    def _close(self, tag: str) -> None:
        self._drawings -= tag == "svg"
        if not self.open or self.open.pop() != tag:
            self.unclosed.append(tag)

    def all(self, name: str) -> list[Attributes]:
        return [attributes for tag, attributes in self.tags if tag == name]

    def values(self, attribute: str) -> list[str]:
        return [attributes[attribute] or "" for _, attributes in self.tags if attribute in attributes]


@dataclass(frozen=True)
class Publication:
    """All published files by path, and the pages among them, parsed."""

    files: dict[str, bytes]
    pages: dict[str, Tags]

    def is_redirect(self, path: str) -> bool:
        return any((meta.get("http-equiv") or "") == "refresh" for meta in self.pages[path].all("meta"))


@pytest.fixture(scope="session")
def publication(publication_folder: Path) -> Publication:
    """Read the publication in content/ as it is published."""
    public = publication_folder
    files = {
        place.relative_to(public).as_posix(): place.read_bytes() for place in public.rglob("*") if place.is_file()
    }
    pages = {
        path: Tags(data.decode())
        for path, data in sorted(files.items())
        if path.endswith(".html") and not path.startswith(LEFT_OUT)
    }
    assert len(pages) > 300
    return Publication(files, pages)


def links(page: Tags) -> Iterator[tuple[str, str]]:
    """List where a page leads and what it loads, with the tag that says so."""
    for tag, attributes in page.tags:
        for attribute in ("href", "src", "srcset", "poster", "data", "action"):
            if attribute in attributes:
                yield tag, attributes[attribute] or ""


def test_every_link_and_fragment_leads_to_something(publication: Publication):
    ids = {path: set(page.values("id")) for path, page in publication.pages.items()}
    wrong = []
    for path, page in publication.pages.items():
        for address in {address for _, address in links(page)}:
            if is_inner(address):
                file, fragment = led_to(path, address)
                if file not in publication.files or (fragment and fragment not in ids.get(file, set())):
                    wrong.append(f"{path}: {address}")
    assert wrong == []


def test_links_within_the_site_are_relative(publication: Publication):
    # A host shows the page for what is not there at any address, so that page names the root.
    wrong = [
        f"{path}: {address}"
        for path, page in publication.pages.items()
        for tag, address in links(page)
        if path != "404.html" and (address.startswith("/") or (address.startswith(URL) and tag != "link"))
    ]
    assert wrong == []


def test_pages_load_nothing_from_another_host_and_run_nothing(publication: Publication):
    loading = ("img", "script", "iframe", "embed", "object", "video", "audio", "source", "track", "form", "base")
    wrong = [
        f"{path}: {tag} {address}"
        for path, page in publication.pages.items()
        for tag, address in links(page)
        if (tag in loading and not is_inner(address)) or address.lower().startswith(("javascript:", "data:", "//"))
    ]
    wrong += [
        f"{path}: {link}"
        for path, page in publication.pages.items()
        for link in page.all("link")
        if link.get("rel") not in ("canonical", "alternate") and not is_inner(link.get("href") or "")
    ]
    wrong += [
        f"{path}: {tag} {name}"
        for path, page in publication.pages.items()
        for tag, attributes in page.tags
        for name in attributes
        if name.startswith("on") or name == "style" or tag in ("style", "iframe")
    ]
    # A script is a file of the site's own, or data that is never run.
    wrong += [
        f"{path}: {script}"
        for path, page in publication.pages.items()
        for script in page.all("script")
        if script != {"type": "application/ld+json"}
        and (script.keys() != {"type", "src"} or script["type"] != "module" or "assets/" not in (script["src"] or ""))
    ]
    wrong += [path for path, data in publication.files.items() if path.endswith(".css") and b"//" in data]
    wrong += [path for path, data in publication.files.items() if path.endswith(".css") and b"@import" in data]
    assert wrong == []


def test_links_to_other_hosts_are_http(publication: Publication):
    schemes = {
        urlsplit(address).scheme
        for page in publication.pages.values()
        for _, address in links(page)
        if not is_inner(address)
    }
    assert schemes <= {"https", "http", "mailto"}


def test_tags_are_closed_in_order(publication: Publication):
    assert {
        path: page.unclosed + page.open for path, page in publication.pages.items() if page.unclosed + page.open
    } == {}


def test_ids_are_unique_on_a_page(publication: Publication):
    twice = {
        path: sorted({id for id in ids if ids.count(id) > 1})
        for path, page in publication.pages.items()
        if len(set(ids := page.values("id"))) < len(ids)
    }
    assert twice == {}


def test_labels_refer_to_what_is_on_the_page(publication: Publication):
    wrong = []
    for path, page in publication.pages.items():
        ids = {*page.values("id")}
        named = {
            id
            for name in ("aria-labelledby", "aria-describedby", "for")
            for id in " ".join(page.values(name)).split()
        }
        wrong += [f"{path}: {id}" for id in named - ids]
    assert wrong == []


def test_headings_begin_with_one_title_and_leave_no_level_out(publication: Publication):
    wrong = {}
    for path, page in publication.pages.items():
        levels = [int(tag[1]) for tag, _ in page.texts if tag != "title"]
        steps = [after - before for before, after in pairwise(levels)]
        if not publication.is_redirect(path) and (
            levels.count(1) != 1 or levels[0] != 1 or max(steps, default=0) > 1
        ):
            wrong[path] = levels
    assert wrong == {}


def test_every_page_has_a_title_and_headings_have_words(publication: Publication):
    empty = [path for path, page in publication.pages.items() if any(not text.strip() for _, text in page.texts)]
    untitled = [
        path for path, page in publication.pages.items() if [tag for tag, _ in page.texts].count("title") != 1
    ]
    assert (empty, untitled) == ([], [])


def test_every_page_says_its_language_and_every_picture_what_it_shows(publication: Publication):
    languages = {page.all("html")[0].get("lang") for page in publication.pages.values()}
    empty = [path for path, page in publication.pages.items() if "" in page.values("lang")]
    without = [
        f"{path}: {image}"
        for path, page in publication.pages.items()
        for image in page.all("img")
        if "alt" not in image
    ]
    assert (languages, empty, without) == ({"en", "hy"}, [], [])


def test_links_have_words(publication: Publication):
    wrong = []
    for path in publication.pages:
        html = publication.files[path].decode()
        wrong += [
            path for anchor in html.split("<a ")[1:] if not anchor.partition(">")[2].partition("</a>")[0].strip()
        ]
    assert wrong == []


def test_feeds_are_sound_and_name_everything_once(publication: Publication):
    feeds = {
        path: feedparser.parse(data)
        for path, data in publication.files.items()
        if path.endswith("feed.xml") and not path.startswith(LEFT_OUT)
    }
    assert "feed.xml" in feeds
    wrong = []
    for path, feed in feeds.items():
        ids = [entry.id for entry in feed.entries]
        page = publication.pages[path.replace("feed.xml", "index.html")]
        alternates = [link["href"] or "" for link in page.all("link") if link.get("type") == "application/atom+xml"]
        linked = [led_to(path, address)[0] for address in alternates]
        own = [link.href for link in feed.feed.links if link.rel == "self"]
        if feed.bozo or feed.version != "atom10" or len(set(ids)) < len(ids) or not ids:
            wrong.append(path)
        if own != [URL + path] or linked != [path]:
            wrong.append(f"{path} is linked as {linked}, and calls itself {own}")
        wrong += [
            f"{path}: {entry.link}"
            for entry in feed.entries
            if file_at(entry.link) not in publication.files or not (entry.published and entry.updated and entry.title)
        ]
    assert len({feed.feed.id for feed in feeds.values()}) == len(feeds)
    assert wrong == []


def file_at(address: str) -> str:
    assert address.startswith(URL)
    page, _, _ = address.removeprefix(URL).partition("#")
    return f"{unquote(page)}index.html"


def test_canonical_addresses_are_the_page_s_own(publication: Publication):
    wrong = []
    for path, page in publication.pages.items():
        found = [file_at(link["href"] or "") for link in page.all("link") if link.get("rel") == "canonical"]
        # An embed page stands for the whole one.
        own = path.removesuffix("embed/index.html") + "index.html" if path.endswith("/embed/index.html") else path
        # A text that is not translated yet stands for itself in the language of the original.
        owns = [[own], [own.removeprefix("hy/")]] if path != "404.html" else [[]]
        if found not in owns and not publication.is_redirect(path):
            wrong.append(f"{path}: {found}")
    assert wrong == []


def in_the_sitemap(publication: Publication) -> list[str]:
    trees = [ElementTree.fromstring(publication.files[f"{edition}sitemap.xml"]) for edition in EDITIONS]
    return [
        file_at(loc.text or "")
        for tree in trees
        for loc in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    ]


def indexable(publication: Publication) -> set[str]:
    """List the pages that have a canonical address of their own; robots.txt forbids none."""
    pages = (
        path
        for path, page in publication.pages.items()
        if path != "404.html" and not publication.is_redirect(path)
        for link in page.all("link")
        if link.get("rel") == "canonical" and file_at(link["href"] or "") == path
    )
    hidden = {
        path
        for path in publication.pages
        if any("noindex" in value for value in publication.pages[path].values("content"))
    }
    return set(pages) - hidden


def test_the_sitemap_lists_pages_that_are_there_once(publication: Publication):
    listed, pages = in_the_sitemap(publication), indexable(publication)
    assert [path for path in listed if path not in pages] == []
    assert len(set(listed)) == len(listed)
    assert publication.files["robots.txt"].decode() == "User-agent: *\nAllow: /\n" + "".join(
        f"Sitemap: {URL}{edition}sitemap.xml\n" for edition in (*EDITIONS, *LEFT_OUT)
    )


def test_the_sitemap_lists_every_page_but_the_parts_of_the_timeline(publication: Publication):
    missing = indexable(publication) - set(in_the_sitemap(publication))
    assert {path for path in missing if not path.startswith(("timeline/", "hy/timeline/"))} == set()


def test_a_former_address_leads_to_where_the_text_stands_now(publication: Publication):
    wrong = []
    for path, page in publication.pages.items():
        if publication.is_redirect(path):
            refresh = next(meta for meta in page.all("meta") if meta.get("http-equiv") == "refresh")
            target = led_to(path, (refresh["content"] or "").partition("url=")[2])[0]
            canonical = [file_at(link["href"] or "") for link in page.all("link") if link.get("rel") == "canonical"]
            anchors = [led_to(path, anchor["href"] or "")[0] for anchor in page.all("a")]
            if target not in publication.files or not anchors == canonical == [target]:
                wrong.append(path)
    assert wrong == []


def test_every_page_can_be_reached_from_the_front_page(publication: Publication):
    reached, waiting = {"index.html"}, ["index.html"]
    while waiting:
        path = waiting.pop()
        for address in {address for _, address in links(publication.pages[path])}:
            file = led_to(path, address)[0] if is_inner(address) else ""
            if file in publication.pages and file not in reached:
                reached.add(file)
                waiting.append(file)
    redirects = {path for path in publication.pages if publication.is_redirect(path)}
    assert set(publication.pages) - reached - redirects - {"404.html"} == set()


def test_every_source_that_a_page_cites_has_a_page(tmp_path: Path):
    small = Site(tmp_path / "site").write(
        AROUND + "- {id: herald, title: The morning's news, publisher: The Herald}\n"
    )
    small.write(
        "-- content/entries/appeal.md --\n---\ntitle: An appeal\ndate: 2023-09-19\nsources: [gazette]\n---\n[@herald]\n"
    )
    small.build()
    cited = [
        led_to("entries/appeal/index.html", address)[0] for _, address in links(Tags(small.page("entries/appeal")))
    ]
    assert [file for file in cited if file.startswith("sources/") and file not in small.published()] == []
