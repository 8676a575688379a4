"""Take a saved web page apart: what it says of itself for machines, and its paragraphs."""

import json
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct

from builder.importing.dates_elsewhere import day_if_any
from builder.importing.html_text import soup_of

if TYPE_CHECKING:
    from bs4 import BeautifulSoup as Soup
_PARAGRAPHS = ("p", "li", "figcaption", "blockquote", "h2", "h3")


class Article(Struct, frozen=True):
    """A saved article: what it says of itself, and its lines; its day is that of the copy where it is not dated."""

    title: str
    lines: tuple[str, ...]
    outlet: str = ""
    day: str = ""
    url: str = ""
    lang: str = ""
    authors: tuple[str, ...] = ()
    is_dated: bool = True


def article_in_html(html: str) -> Article:
    """Read the article of a page."""
    soup = soup_of(html)
    said = _said_for_machines(soup)
    for name in ("script", "style", "nav", "footer", "aside", "form"):
        for element in soup.find_all(name):
            element.decompose()
    heading = soup.find("h1") or soup.find("title")
    whole = soup.find("article") or soup.find("main") or soup
    lines = [" ".join(element.get_text(" ").split()) for element in whole.find_all(_PARAGRAPHS)]
    root = soup.find("html")
    return Article(
        title=said.get("title", "") or (" ".join(heading.get_text(" ").split()) if heading else ""),
        lines=tuple(dict.fromkeys(filter(None, lines))),
        outlet=said.get("outlet", ""),
        day=day_if_any(said.get("day", "")),
        url=said.get("url", ""),
        lang=str(root.get("lang") or "") if root else "",
        authors=tuple(filter(None, said.get("author", "").split("\n"))),
    )


def _said_for_machines(soup: "Soup") -> Mapping[str, str]:
    """Collect what a page says of itself in its head: Open Graph, Dublin Core, and JSON-LD."""
    found: dict[str, str] = {}
    for meta in soup.find_all("meta"):
        key = str(meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        content = " ".join(str(meta.get("content") or "").split())
        if key in _META and content:
            found.setdefault(_META[key], content)
    canonical = soup.find("link", rel="canonical")
    if canonical and str(canonical.get("href") or "").startswith("http"):
        found.setdefault("url", str(canonical.get("href")))
    for key, text in _linked_data(soup):
        # Several authors stand in a list here, and of the elements of a head only the first is read.
        found[key] = text if key == "author" else found.get(key, text)
    time = soup.find("time", datetime=True)
    if time:
        found.setdefault("day", str(time["datetime"]))
    return found


def _linked_data(soup: "Soup") -> Iterator[tuple[str, str]]:
    for script in soup.find_all("script", type="application/ld+json"):
        try:
            data: object = json.loads(script.get_text())
        except (ValueError, RecursionError):
            continue
        for item in _items(data):
            for name, key in (("headline", "title"), ("datePublished", "day"), ("url", "url")):
                if isinstance(item.get(name), str):
                    yield key, str(item[name])
            if outlet := next(iter(_names(item.get("publisher"))), ""):
                yield "outlet", outlet
            if authors := tuple(_names(item.get("author"))):
                yield "author", "\n".join(authors)


def _items(data: object) -> Iterator[Mapping[str, object]]:
    match data:
        case list():
            for item in data:
                yield from _items(item)
        case {"@graph": graph}:
            yield from _items(graph)
        case dict() if "headline" in data or "datePublished" in data:
            yield data


def _names(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case {"name": str(name)}:
            yield name
        case list():
            for item in value:
                yield from _names(item)


_META = MappingProxyType(
    {
        "og:title": "title",
        "og:site_name": "outlet",
        "article:published_time": "day",
        "datepublished": "day",
        "date": "day",
        "dc.date": "day",
        "og:url": "url",
        "author": "author",
    }
)
