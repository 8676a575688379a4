"""Turn a corpus into a Hugo site that shows the same: as a good Hugo user would have written it.

Entries lie in sections by year and month; actors, places, tags and sources are taxonomies; layouts are in `hugo/`.
What only Dateline resolves (`[[id]]`, `[@id, p. 2]`, which months make a part of the timeline) is resolved here."""

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

LAYOUTS = Path(__file__).parent / "hugo"
# A part of the timeline ends with the month in which it reaches so many entries, as in timeline_pages.py.
ENOUGH = 100
MONTHS = "January February March April May June July August September October November December".split()

Front = dict[str, Any]
Entries = Mapping[str, tuple[Front, str]]
File = tuple[str, str]


def write(corpus: Path, theme: Path, folder: Path) -> None:
    """Write the Hugo site of a corpus into a folder; the stylesheet is the theme's own."""
    shutil.copytree(LAYOUTS, folder)
    css = "".join(file.read_text("utf-8") for file in sorted(theme.glob("css/*.css")))
    _write(folder / "assets/chronicle.css", css)
    for path, text in _content(corpus / "content"):
        _write(folder / "content" / path, text)


def _has_page(entries: Sequence[str], has_file: bool) -> bool:
    """Return whether a source or a question has a page of its own, as in Dateline; `entries` are those that name it.

    One that has none is a part of the entry that names it: `_term` gives it that address, which all links follow."""
    return has_file or len(entries) != 1


def _content(content: Path) -> Iterator[File]:
    entries = read_entries(content)
    names: dict[str, str] = {}
    for kind in ("actors", "places"):
        for file in sorted((content / kind).glob("*.md")):
            front, body = _read(file)
            name = names[file.stem] = front["names"][0]["text"]
            yield f"{kind}/{file.stem}/_index.md", _page({"title": name, "kind": front["kind"]}, body)
    yield from _sources(content, entries)
    yield from _questions(content, entries)
    for file in sorted((content / "pages").glob("*.md")):
        front, body = _read(file)
        yield file.name, _page({"title": front["title"]}, body)
    for kind in ("actors", "places", "tags", "sources", "corrections", "search"):
        yield f"{kind}/_index.md", _page({"title": kind.capitalize()}, "")
    # The page of questions has a feed of the claims beside it.
    yield "questions/_index.md", _page({"title": "Questions", "outputs": ["html", "atom"]}, "")
    site = _yaml((content / "site.yaml").read_text("utf-8"))
    yield "_index.md", _page({"title": site["title"], "description": site["description"]}, "")
    titles = {id: front["title"] for id, (front, _) in entries.items()}
    for id, (front, body) in entries.items():
        yield _path(id, front), _entry(front, body, names, titles)
    yield from _periods([_month(front) for front, _ in entries.values()])
    yield from _days(Counter(str(front["date"]) for front, _ in entries.values()))


def added(id: str, text: str) -> Iterator[File]:
    """Give the files of an entry added on a day that has one: it holds its sources, and words for its links."""
    front, body = read_entry(id, text)
    for source in front["sources"]:
        yield _source(source, [id], has_file=False)
    yield _path(id, front), _entry(front, body, {}, {})
    yield from _days({str(front["date"]): 2})


def _path(id: str, front: Front) -> str:
    return f"timeline/{_month(front)}/{id}.md"


def _sources(content: Path, entries: Entries) -> Iterator[File]:
    """Give the sources of the lists and those that are written out in entries."""
    cited = _entries_by((id, source) for id, (front, _) in entries.items() for source in source_ids(front))
    for id, source in listed_sources(content).items():
        yield _source(source, cited.get(id, ()), has_file=True)
    for front, _ in entries.values():
        for source in front["sources"]:
            if isinstance(source, dict):
                yield _source(source, cited[source["id"]], has_file=False)


def _source(source: Front, entries: Sequence[str], *, has_file: bool) -> File:
    front = {key: source[key] for key in ("title", "publisher", "issued")}
    return f"sources/{source['id']}/_index.md", _term(front, "", f"source_{source['id']}", entries, has_file)


def _questions(content: Path, entries: Entries) -> Iterator[File]:
    """Give the questions that have files and those that only claims name, in the words of their ids."""
    asked = _entries_by(
        (id, claim["question"]) for id, (front, _) in entries.items() for claim in front.get("claims", ())
    )
    written = {file.stem: _read(file) for file in sorted((content / "questions").glob("*.md"))}
    for id, answered_in in asked.items():
        front, body = written.get(id, ({"title": id.replace("-", " ").capitalize()}, ""))
        text = _term({"title": front["title"]}, body, f"question_{id}", answered_in, id in written)
        yield f"questions/{id}/_index.md", text


def _entries_by(named: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """List the entries that name something, each of them once."""
    entries: dict[str, dict[str, None]] = {}
    for entry, id in named:
        entries.setdefault(id, {})[entry] = None
    return {id: list(found) for id, found in entries.items()}


def _term(front: Front, body: str, anchor: str, entries: Sequence[str], has_file: bool) -> str:
    if _has_page(entries, has_file):
        return _page({**front, "outputs": ["html"]}, body)
    # Hugo still knows the term, lists it and counts its entries, but writes no page. That spares it about an
    # eighth of a build; a source in the front matter of its entry, and no term, would spare it more.
    own = {"at": f"/entries/{entries[0]}/#{anchor}", "build": {"render": "link"}, "sitemap": {"disable": True}}
    return _page({**front, **own, "outputs": ["html"]}, body)


def listed_sources(content: Path) -> Mapping[str, Front]:
    lists = (_yaml(file.read_text("utf-8")) for file in sorted((content / "sources").glob("*.yaml")))
    return {source["id"]: source for sources in lists for source in sources}


def read_entries(content: Path) -> Entries:
    files = sorted((content / "entries").glob("*.md"))
    return {file.stem: read_entry(file.stem, file.read_text("utf-8")) for file in files}


def read_entry(id: str, text: str) -> tuple[Front, str]:
    """Read an entry of Dateline's, in which every source then has an id: one that has none has its place for one."""
    front, body = _parted(text)
    for place, source in enumerate(front["sources"], start=1):
        if isinstance(source, dict):
            source.setdefault("id", f"{id}-{place}")
    return front, body


def source_ids(front: Front) -> list[str]:
    return [source["id"] if isinstance(source, dict) else source for source in front["sources"]]


def _entry(front: Front, body: str, names: Mapping[str, str], titles: Mapping[str, str]) -> str:
    """Say an entry in Hugo's words: the questions that its claims answer are terms."""
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
        "sources": source_ids(front),
    }
    if claims := front.get("claims"):
        own["questions"] = list(dict.fromkeys(claim["question"] for claim in claims))
        own["claims"] = [_claim(place, claim) for place, claim in enumerate(claims, start=1)]
    return _page(own, resolved(body, front, names, titles))


def _claim(place: int, claim: Front) -> Front:
    counted = {"killed": int(claim["killed"])} if "killed" in claim else {}
    return {**claim, "id": f"c{place}", **counted}


def resolved(body: str, front: Front, names: Mapping[str, str], titles: Mapping[str, str]) -> str:
    """Write links as Markdown's own, and citations as numbers that lead to the list of sources."""

    def link(match: re.Match[str]) -> str:
        id, words = match[1], match[2]
        kind = "entries" if id in titles else "places" if id in front["places"] else "actors"
        return f"[{words or titles.get(id) or names[id]}](/{kind}/{id}/)"

    def citation(match: re.Match[str]) -> str:
        number = source_ids(front).index(match[1]) + 1
        return f'<span class="cited">[<a href="#source_{match[1]}">{number}</a>{match[2] or ""}]</span>'

    return _CITATION.sub(citation, _LINK.sub(link, body))


def _periods(of_entries: list[str]) -> Iterator[File]:
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


def _days(counts: Mapping[str, int]) -> Iterator[File]:
    """Give the pages of days, which those have on which two entries are, as in Dateline."""
    for date, count in sorted(counts.items()):
        if count > 1:
            year, month, day = date.split("-")
            title = f"{int(day)} {MONTHS[int(month) - 1]} {year}"
            yield f"timeline/{year}/{month}/{day}/_index.md", _page(_period(title, date, "day"), "")


def _period(title: str, date: str, layout: str) -> Front:
    # Dateline's sitemap does not list periods either.
    return {"title": title, "date": date, "layout": layout, "sitemap": {"disable": True}}


def _parts(counts: Mapping[str, int]) -> list[list[str]]:
    """Part the timeline as Dateline does: between months, and where a year with enough entries begins or ends."""
    by_year = Counter(month[:4] for month, count in counts.items() for _ in range(count))
    stretches = groupby(counts, key=lambda month: month[:4] if by_year[month[:4]] >= ENOUGH else "")
    return [part for _, months in stretches for part in _in_whole_months(months, counts)]


def _in_whole_months(months: Iterable[str], counts: Mapping[str, int]) -> list[list[str]]:
    parts: list[list[str]] = [[]]
    for month in months:
        if sum(counts[held] for held in parts[-1]) >= ENOUGH:
            parts.append([])
        parts[-1].append(month)
    if sum(counts[held] for held in parts[-1]) < ENOUGH // 2 and len(parts) > 1:
        before, rest = parts[-2:]
        if before[-1][:4] == rest[0][:4]:
            parts[-2:] = [before + rest]
    return parts


def _month(front: Front) -> str:
    return str(front["date"])[:7].replace("-", "/")


def _read(file: Path) -> tuple[Front, str]:
    return _parted(file.read_text("utf-8"))


def _parted(text: str) -> tuple[Front, str]:
    _, front, body = text.split("---\n", 2)
    return _yaml(front), body


def _yaml(text: str) -> Any:
    # Every value stays the text that was written, as a date would not.
    return yaml.load(text, _TEXT_ONLY)


def _page(front: Front, body: str) -> str:
    # JSON is YAML too, and one line a field reads like front matter.
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in front.items())
    return f"---\n{''.join(lines)}---\n{body}"


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


_TEXT_ONLY = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_LINK = re.compile(r"\[\[([^\]|]+)(?:\|([^\]]+))?\]\]")
_CITATION = re.compile(r"\[@([\w-]+)(, [^\]]+)?\]")
