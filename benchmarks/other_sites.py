"""Turn a corpus into small sites for Eleventy and Pelican: entries, and lists by year, actor, place and tag.

They are much less than Dateline's site: no claims, questions, pages of sources, texts about actors and places, feeds,
neighbours or sitemap. Layouts are in `eleventy/` and `pelican/`."""

import json
import shutil
from collections.abc import Iterator
from html import escape
from pathlib import Path

import hugo_site
from hugo_site import Front

_HERE = Path(__file__).parent


def write_for_eleventy(corpus: Path, folder: Path) -> None:
    shutil.copytree(_HERE / "eleventy", folder)
    for id, front, body in _entries(corpus / "content"):
        own = {
            "title": front["title"],
            "description": front["summary"],
            "date": front["date"],
            "day": front["date"],
            "subjects": [tag.replace(" ", "-") for tag in front["tags"]],
            "actors": [part["actor"] for part in front["actors"]],
            "places": front["places"],
        }
        lines = (f"{key}: {json.dumps(value)}\n" for key, value in own.items())
        (folder / f"content/entries/{id}.md").write_text(f"---\n{''.join(lines)}---\n{body}", "utf-8")


def write_for_pelican(corpus: Path, folder: Path) -> None:
    """Write what Pelican calls authors, a category and tags; as there is one category, only the first place."""
    shutil.copytree(_HERE / "pelican", folder)
    (folder / "content/entries").mkdir(parents=True)
    for id, front, body in _entries(corpus / "content"):
        own = {
            "Title": front["title"],
            "Summary": front["summary"],
            "Date": front["date"],
            "Slug": id,
            "Tags": ", ".join(tag.replace(" ", "-") for tag in front["tags"]),
            "Authors": ", ".join(part["actor"] for part in front["actors"]),
            "Category": front["places"][0],
        }
        lines = (f"{key}: {value}\n" for key, value in own.items())
        (folder / f"content/entries/{id}.md").write_text(f"{''.join(lines)}\n{body}", "utf-8")


def _entries(content: Path) -> Iterator[tuple[str, Front, str]]:
    """Give the entries; links and citations are resolved, and the sources stand at the end of the text."""
    listed = hugo_site.listed_sources(content)
    entries = hugo_site.read_entries(content)
    titles = {id: front["title"] for id, (front, _) in entries.items()}
    names = {file.stem: file.stem for kind in ("actors", "places") for file in (content / kind).glob("*.md")}
    for id, (front, body) in entries.items():
        sources = (source if isinstance(source, dict) else listed[source] for source in front["sources"])
        items = (f'<li id="source_{source["id"]}">{escape(source["title"])}</li>\n' for source in sources)
        yield id, front, f"{hugo_site.resolved(body, front, names, titles)}\n<ol>\n{''.join(items)}</ol>\n"
