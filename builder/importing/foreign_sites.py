"""Recognise the folder of another site: its program, where its posts are, and what each says."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from builder.importing.dataview import DataviewNote, with_fields, without_dataview
from builder.importing.dates_elsewhere import day_of, edtf_in
from builder.importing.kinds import MOST_AT_ONCE, whole_text
from builder.importing.post_front import has_pelican_head, parted
from builder.importing.record import ImportSource, Instructions, Origin, origin_of
from builder.importing.source_lookup import shortened
from builder.model.ids import nearest_id

_SKIPPED = (
    *("node_modules", "_site", "public", "themes", "layouts", "_layouts", "_includes", "templates", "archetypes"),
    *("_templates", "_drafts"),
)
_MARKDOWN = (".md", ".markdown")
# What other notations for posts are called, of which none is read.
_OTHER_NOTATIONS = (".html", ".htm", ".rst", ".org", ".adoc", ".asciidoc", ".njk", ".liquid", ".mdx")
_DATE = ("date", "event_date", "event date", "event-date", "start", "created")
# What Eleventy takes from the file, and Hugo writes where there is none: no day that anybody has named.
_NO_DAY = re.compile(r"(?i)(git )?(last modified|created)|0001-01-01.*")
_DAY_IN_NAME = re.compile(r"\d{4}-\d\d(-\d\d)?(?!\d)")


class ForeignSite(Struct, frozen=True):
    """The folder of a site: its posts, what it calls itself, and what its program is."""

    folder: Path
    paths: tuple[Path, ...]
    title: str
    is_vault: bool
    is_jekyll: bool
    passed_over: tuple[str, ...]

    def name_of(self, path: Path, material: ImportSource) -> str:
        """Name a file as seeds do."""
        inside = path.relative_to(self.folder).as_posix()
        return material.name if inside == "." else f"{material.name}/{inside}"


class Post(Struct, frozen=True):
    """A file of Markdown of another site, taken apart; `spelling` has its fields as their author spells them."""

    origin: Origin
    stem: str
    folder: str
    fields: Mapping[str, object]
    spelling: Mapping[str, str]
    body: str
    is_of_pelican: bool
    queries: int = 0

    @property
    def name(self) -> str:
        return self.origin.file

    def one(self, *keys: str) -> str:
        return next((text for key in keys for text in _texts(self.fields.get(key))), "")

    def all(self, *keys: str) -> tuple[str, ...]:
        return tuple(text for key in keys for text in _texts(self.fields.get(key)))

    @property
    def title(self) -> str:
        heading = re.match(r"\s*#\s+(.+)", self.body)
        plain = re.sub(r"^\d{4}-\d\d(-\d\d)?[-_ ]*", "", self.stem)
        return self.one("title") or (heading[1].strip(" #") if heading else re.sub(r"[-_]+", " ", plain).strip())

    @property
    def wished_id(self) -> str:
        return shortened(nearest_id(self.stem)) or "post"

    @property
    def language_of_file(self) -> str:
        """Return the language that stands in the name of a translated file, as in `post.fr.md`."""
        found = re.search(r"\.([a-z]{2}(?:-[a-z]{2})?)$", self.stem)
        return found[1] if found else ""

    @property
    def authors(self) -> tuple[str, ...]:
        named = self.all("author", "authors")
        if not self.is_of_pelican:
            return named
        return tuple(part.strip() for text in named for part in re.split(r";" if ";" in text else ",", text))

    @property
    def has_date(self) -> bool:
        return bool(self._written_day or self._day_in_name)

    @property
    def day(self) -> str:
        """Return the day of the post, from its fields or else from its name; raise Spoilt where it is none."""
        return day_of(edtf_in("date", self._written_day)) if self._written_day else self._day_in_name

    @property
    def key_of_date(self) -> str:
        """Return the field that has the day: of several, the one that is least of the writing."""
        return next((key for key in _DATE if self.one(key)), "")

    @property
    def _written_day(self) -> str:
        written = self.one(self.key_of_date)
        return "" if _NO_DAY.fullmatch(written) else written

    @property
    def _day_in_name(self) -> str:
        found = _DAY_IN_NAME.match(self.stem) or _DAY_IN_NAME.match(self.folder)
        return found[0] if found else ""


def foreign_site(material: ImportSource) -> ForeignSite:
    """Inspect a folder, or one file in it."""
    path = material.path
    if path.is_file():
        return ForeignSite(path, (path,), _title(path), False, path.parent.name == "_posts", ())
    root = next((path / inner for inner in ("_posts", "content") if (path / inner).is_dir()), path)
    files = [found for found in sorted(path.rglob("*")) if found.is_file() and not _is_skipped(found, path)]
    posts = [found for found in files if found.suffix.lower() in _MARKDOWN and found.is_relative_to(root)]
    others = [found for found in files if found.suffix.lower() in (*_MARKDOWN, *_OTHER_NOTATIONS)]
    return ForeignSite(
        path,
        tuple(found for found in posts if found.stat().st_size < MOST_AT_ONCE),
        _title(path),
        (path / ".obsidian").is_dir(),
        root.name == "_posts" or path.name == "_posts" or (path / "_config.yml").is_file(),
        tuple(f"{material.name}/{found.relative_to(path).as_posix()}" for found in others if found not in set(posts)),
    )


def is_foreign_site(folder: Path) -> bool:
    """Return whether a folder is that of a site: by the settings of its program, or by where it keeps posts."""
    return any((folder / name).exists() for name in (*_SETTINGS, ".obsidian", "_posts", "content"))


def read_post(path: Path, name: str, instructions: Instructions, is_note: bool) -> Post:
    """Take a file apart, whatever its front matter is written in; a note of Obsidian may have fields in its text."""
    text = whole_text(ImportSource(path, name, instructions))
    fields, body = parted(text)
    note = without_dataview(body) if is_note else DataviewNote(body, {}, 0)
    fields = with_fields(fields, note.fields)
    stem, folder = path.stem, path.parent.name
    if stem in ("index", "_index"):
        stem, folder = folder, ""
    spelling = {str(key).casefold(): str(key) for key in fields}
    lowered = {str(key).casefold(): value for key, value in fields.items()}
    origin = origin_of(name, 1, text)
    return Post(origin, stem, folder, lowered, spelling, note.text, has_pelican_head(text), note.queries)


def _is_skipped(path: Path, root: Path) -> bool:
    inside = path.relative_to(root).parts
    return path.stem == "_index" or any(part.startswith(".") or part.casefold() in _SKIPPED for part in inside)


def _title(path: Path) -> str:
    """Find what the site calls itself, in its settings beside the posts or above them."""
    for folder in (path, *path.parents)[:4]:
        for name in _SETTINGS:
            settings = folder / name
            if settings.is_file():
                text = settings.read_text("utf-8", "replace")
                found = re.search(r"(?mi)^(?:title|sitename)\s*[:=]\s*[\"']?(.+?)[\"']?\s*$", text)
                return found[1] if found else ""
    return ""


def _texts(value: object) -> Iterator[str]:
    match value:
        case None | "":
            return
        case list():
            yield from (str(item) for item in value if item not in (None, "") and not isinstance(item, dict | list))
        case dict():
            yield from _texts(value.get("name"))
        case _:
            yield str(value)


_SETTINGS = (
    *("hugo.toml", "hugo.yaml", "hugo.json", "config.toml", "config.yaml", "_config.yml", "pelicanconf.py"),
    *("eleventy.config.js", ".eleventy.js"),
)
