"""What an editor changes between two builds, in the Dateline site and in the Hugo site alike.

Every edit leaves its mark in the text, and the mark is looked for in the finished page: a tool that was quick because
it did nothing is found out."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import hugo_site

BODY, TITLE, SOURCE, NEW = "one body", "one title", "one source’s title", "one new entry, with two sources"

# What the files of a site are to hold, by their paths, once a mark is left in them.
Writing = Callable[[Path, str], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Edit:
    """What is written into the site of each tool, and the page that then has to show the mark."""

    written: Mapping[str, Writing]
    page_of: Callable[[str], str]

    def make(self, tool: str, site: Path, mark: str) -> None:
        for path, text in self.written[tool](site, mark).items():
            file = site / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")

    def shows(self, finished: Path, mark: str) -> bool:
        return mark in (finished / self.page_of(mark)).read_text("utf-8")


def edits(site: Path, entry: str) -> dict[str, Edit]:
    """Give the edits around one entry of the Dateline site, by the name of what changes."""
    front, _ = hugo_site.read_entry(entry, _entry_file(site, entry).read_text("utf-8"))
    actor, source = front["actors"][0]["actor"], hugo_site.source_ids(front)[0]
    ours, theirs = f"content/entries/{entry}.md", f"content/timeline/*/*/{entry}.md"
    page, page_of_actor = f"entries/{entry}/index.html", f"actors/{actor}/index.html"
    source_at = ours if isinstance(front["sources"][0], dict) else _list_with(site, source)
    last = max(file.stem for file in site.glob("content/entries/entry-*.md"))
    latest = _entry_file(site, last).read_text("utf-8")
    return {
        BODY: _rewriting(ours, theirs, _with_words, page),
        TITLE: _rewriting(ours, theirs, _with_title, page),
        SOURCE: Edit(
            {
                "Dateline": _rewritten(source_at, lambda text, mark: _with_title_of_source(text, source, mark)),
                "Hugo": _rewritten(f"content/sources/{source}/_index.md", _with_title),
            },
            lambda _: page,
        ),
        NEW: Edit(
            {
                "Dateline": lambda _, mark: {f"content/entries/{_new_id(mark)}.md": _new_entry(latest, mark)},
                "Hugo": lambda _, mark: _new_entry_of_hugo(latest, mark),
            },
            lambda mark: f"entries/{_new_id(mark)}/index.html",
        ),
        "one actor renamed": _rewriting(
            f"content/actors/{actor}.md", f"content/actors/{actor}/_index.md", _with_name, page_of_actor
        ),
        "one template": _rewriting(
            "themes/chronicle/templates/entry.html", "layouts/timeline/page.html", _with_attribute, page
        ),
    }


def _rewriting(ours: str, theirs: str, rewrite: Callable[[str, str], str], page: str) -> Edit:
    return Edit({"Dateline": _rewritten(ours, rewrite), "Hugo": _rewritten(theirs, rewrite)}, lambda _: page)


def _rewritten(pattern: str, rewrite: Callable[[str, str], str]) -> Writing:
    """Rewrite the one file that a pattern finds."""

    def write(site: Path, mark: str) -> Mapping[str, str]:
        (file,) = site.glob(pattern)
        text = file.read_text("utf-8")
        rewritten = rewrite(text, mark)
        assert rewritten != text, f"nothing to edit in {file}"
        return {file.relative_to(site).as_posix(): rewritten}

    return write


def _with_words(text: str, mark: str) -> str:
    return f"{text.rstrip()} {mark}.\n"


def _with_title(text: str, mark: str) -> str:
    return re.sub(r"^title: .*$", f"title: {mark}", text, count=1, flags=re.MULTILINE)


def _with_title_of_source(text: str, source: str, mark: str) -> str:
    """Correct the title of a source, in the list or, where it needs no id, as the first one in the entry."""
    listed = rf"^- \{{id: {re.escape(source)}, title: "
    return re.sub(rf"({listed}|^  - \{{title: )[^,]*", rf"\g<1>{mark}", text, count=1, flags=re.MULTILINE)


def _with_name(text: str, mark: str) -> str:
    """Rename an actor: in a list of names here, in the title there."""
    if "names: [{text: " in text:
        return re.sub(r"(names: \[\{text: )[^,]*", rf"\g<1>{mark}", text, count=1)
    return _with_title(text, mark)


def _with_attribute(text: str, mark: str) -> str:
    return re.sub(r'<article( data-mark="[^"]*")? class="entry"', f'<article data-mark="{mark}" class="entry"', text)


def _new_id(mark: str) -> str:
    return f"new-{mark.lower().replace(' ', '-')}"


def _new_entry(latest: str, mark: str) -> str:
    """Write an entry of the day of the latest one, about the same actors and places, with two sources of its own."""
    front = re.sub(r"^(claims|sources):\n(  - .*\n)*", "", latest.split("---\n")[1], flags=re.MULTILINE)
    actor = re.findall(r"\{actor: ([\w-]+)", front)[0]
    id = _new_id(mark)
    sources = "".join(
        f"  - {{title: {words} report of what is new, publisher: Of {words}, issued: 2024}}\n"
        for words in ("The first", "The second")
    )
    body = f"[[{actor}|They]] met again.[@{id}-1]\n\nNothing else was reported on the day.[@{id}-2]\n"
    return f"---\n{_with_title(front, mark)}sources:\n{sources}---\n{body}"


def _new_entry_of_hugo(latest: str, mark: str) -> Mapping[str, str]:
    return {f"content/{path}": text for path, text in hugo_site.added(_new_id(mark), _new_entry(latest, mark))}


def _entry_file(site: Path, entry: str) -> Path:
    return site / f"content/entries/{entry}.md"


def _list_with(site: Path, source: str) -> str:
    """Find the list that holds a source."""
    lists = site.glob("content/sources/*.yaml")
    return next(file for file in lists if f"{{id: {source}," in file.read_text("utf-8")).relative_to(site).as_posix()
