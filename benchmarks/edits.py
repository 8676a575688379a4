"""What an editor changes between two builds, in the Dateline site and in the Hugo site alike.

Every edit leaves its mark in the text, and the mark is looked for in the finished page: a tool that was quick because
it did nothing is found out."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Edit:
    """A file of each site, how it is rewritten, and the page that has to show the mark."""

    dateline: str
    hugo: str
    rewrite: Callable[[str, str], str]
    page: str

    def make(self, tool: str, site: Path, mark: str) -> None:
        (place,) = site.glob(self.dateline if tool == "Dateline" else self.hugo)
        text = place.read_text("utf-8")
        rewritten = self.rewrite(text, mark)
        assert rewritten != text, f"nothing to edit in {place}"
        place.write_text(rewritten, "utf-8")

    def shows(self, finished: Path, mark: str) -> bool:
        return mark in (finished / self.page).read_text("utf-8")


def edits(entry: str, actor: str) -> dict[str, Edit]:
    """Give the edits of one entry, one actor and the template of all entries, by the name of what changes."""
    source, page = f"content/entries/{entry}.md", f"entries/{entry}/index.html"
    at_hugo = f"content/timeline/*/*/{entry}.md"
    return {
        "one body": Edit(source, at_hugo, lambda text, mark: f"{text.rstrip()} {mark}.\n", page),
        "one title": Edit(source, at_hugo, _with_title, page),
        "one actor renamed": Edit(
            f"content/actors/{actor}.md",
            f"content/actors/{actor}/_index.md",
            _with_name,
            f"actors/{actor}/index.html",
        ),
        "one template": Edit(
            "themes/chronicle/templates/entry.html", "layouts/timeline/page.html", _with_attribute, page
        ),
    }


def _with_title(text: str, mark: str) -> str:
    return re.sub(r"^title: .*$", f"title: {mark}", text, count=1, flags=re.MULTILINE)


def _with_name(text: str, mark: str) -> str:
    """Rename an actor: in a list of names here, in the title there."""
    if "names: [{text: " in text:
        return re.sub(r"(names: \[\{text: )[^,]*", rf"\g<1>{mark}", text, count=1)
    return _with_title(text, mark)


def _with_attribute(text: str, mark: str) -> str:
    return re.sub(r'<article( data-mark="[^"]*")? class="entry"', f'<article data-mark="{mark}" class="entry"', text)
