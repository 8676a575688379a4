"""Turn a corpus into a Hugo site that shows the same: as a good Hugo user would have written it.

Entries lie in sections by year and month; actors, places, tags and sources are taxonomies; layouts are in `hugo/`.
What only Dateline resolves (`[[id]]`, `[@id, p. 2]`, which months make a part of the timeline) is resolved here."""

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

LAYOUTS = Path(__file__).parent / "hugo"
# A part of the timeline ends with the month in which it reaches so many entries, as in timeline_pages.py.
ENOUGH = 100
MONTHS = "January February March April May June July August September October November December".split()

Front = dict[str, Any]


def write(corpus: Path, theme: Path, folder: Path) -> None:
    """Write the Hugo site of a corpus into a folder; the stylesheet is the theme's own."""
    shutil.copytree(LAYOUTS, folder)
    css = "".join(place.read_text("utf-8") for place in sorted(theme.glob("css/*.css")))
    _write(folder / "assets/chronicle.css", css)
    for path, text in _content(corpus / "content"):
        _write(folder / "content" / path, text)


def _content(content: Path) -> Iterator[tuple[str, str]]:
    entries = {place.stem: _read(place) for place in sorted((content / "entries").glob("*.md"))}
    names: dict[str, str] = {}
    for kind in ("actors", "places"):
        for place in sorted((content / kind).glob("*.md")):
            front, body = _read(place)
            name = names[place.stem] = front["names"][0]["text"]
            yield f"{kind}/{place.stem}/_index.md", _page({"title": name, "kind": front["kind"]}, body)
    for source in _yaml((content / "sources/list.yaml").read_text("utf-8")):
        front = {key: source[key] for key in ("title", "publisher", "issued")}
        yield f"sources/{source['id']}/_index.md", _page({**front, "outputs": ["html"]}, "")
    for place in sorted((content / "pages").glob("*.md")):
        front, body = _read(place)
        yield place.name, _page({"title": front["title"]}, body)
    for place in sorted((content / "questions").glob("*.md")):
        front, body = _read(place)
        yield f"questions/{place.stem}/_index.md", _page({"title": front["title"], "outputs": ["html"]}, body)
    for kind in ("actors", "places", "questions", "tags", "sources", "corrections", "search"):
        yield f"{kind}/_index.md", _page({"title": kind.capitalize()}, "")
    site = _yaml((content / "site.yaml").read_text("utf-8"))
    yield "_index.md", _page({"title": site["title"], "description": site["description"]}, "")
    titles = {id: front["title"] for id, (front, _) in entries.items()}
    for id, (front, body) in entries.items():
        yield f"timeline/{_month(front)}/{id}.md", _page(_entry(front), _resolved(body, front, names, titles))
    yield from _periods([_month(front) for front, _ in entries.values()])


def _entry(front: Front) -> Front:
    """Say the front matter of an entry in Hugo's words: the questions that its claims answer are terms."""
    own: Front = {
        "title": front["title"],
        "description": front["summary"],
        "date": front["date"],
        "publishDate": front["published"],
        "kinds": front["type"],
        "tags": front["tags"],
        "actors": [part["actor"] for part in front["actors"]],
        "roles": {part["actor"]: part["role"] for part in front["actors"]},
        "places": front["places"],
        "sources": front["sources"],
    }
    if claims := front.get("claims"):
        own["questions"] = list(dict.fromkeys(claim["question"] for claim in claims))
        own["claims"] = [_claim(place, claim) for place, claim in enumerate(claims, start=1)]
    return own


def _claim(place: int, claim: Front) -> Front:
    return {**claim, "id": f"c{place}", "killed": int(claim["killed"])}


def _resolved(body: str, front: Front, names: Mapping[str, str], titles: Mapping[str, str]) -> str:
    """Write links as Markdown's own and citations as superscript numbers that lead to the list of sources."""

    def link(match: re.Match[str]) -> str:
        id, words = match[1], match[2]
        kind = "entries" if id in titles else "places" if id in front["places"] else "actors"
        return f"[{words or titles.get(id) or names[id]}](/{kind}/{id}/)"

    def citation(match: re.Match[str]) -> str:
        number = front["sources"].index(match[1]) + 1
        return f"<sup>[{number}](#source_{match[1]}){match[2] or ''}</sup>"

    return _CITATION.sub(citation, _LINK.sub(link, body))


def _periods(of_entries: list[str]) -> Iterator[tuple[str, str]]:
    """Give the pages of years, months and parts of the timeline: no more than a title and what they cover."""
    counts = {month: len(list(found)) for month, found in groupby(sorted(of_entries))}
    for year in dict.fromkeys(month[:4] for month in counts):
        yield f"timeline/{year}/_index.md", _page(_period(year, f"{year}-01-01", "year"), "")
    for month in counts:
        year, number = month.split("/")
        title = f"{MONTHS[int(number) - 1]} {year}"
        yield f"timeline/{month}/_index.md", _page(_period(title, f"{year}-{number}-01", "month"), "")
    first, *others = _parts(counts)
    yield "timeline/_index.md", _page({"title": "Timeline", "months": first}, "")
    for part, months in enumerate(others, start=2):
        front = _period(f"Timeline, part {part}", months[0].replace("/", "-") + "-01", "part")
        yield f"timeline/part/{part}/_index.md", _page({**front, "months": months}, "")


def _period(title: str, date: str, layout: str) -> Front:
    # Dateline's sitemap does not list periods either.
    return {"title": title, "date": date, "layout": layout, "sitemap": {"disable": True}}


def _parts(counts: Mapping[str, int]) -> list[list[str]]:
    parts: list[list[str]] = [[]]
    reached = 0
    for month, count in counts.items():
        if reached >= ENOUGH:
            parts.append([])
            reached = 0
        parts[-1].append(month)
        reached += count
    return parts


def _month(front: Front) -> str:
    return str(front["date"])[:7].replace("-", "/")


def _read(place: Path) -> tuple[Front, str]:
    _, front, body = place.read_text("utf-8").split("---\n", 2)
    return _yaml(front), body


def _yaml(text: str) -> Any:
    # Every value stays the text that was written, as a date would not.
    return yaml.load(text, _TEXT_ONLY)


def _page(front: Front, body: str) -> str:
    # JSON is YAML too, and one line a field reads like front matter.
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in front.items())
    return f"---\n{''.join(lines)}---\n{body}"


def _write(place: Path, text: str) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, "utf-8")


_TEXT_ONLY = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_LINK = re.compile(r"\[\[([^\]|]+)(?:\|([^\]]+))?\]\]")
_CITATION = re.compile(r"\[@([\w-]+)(, [^\]]+)?\]")
