"""Read the posts of another site (Hugo, Jekyll, Pelican, Eleventy, Obsidian): an incident each that has a date.

The date of a post is the day that it bears, which may be that on which it was published: this is told, and its time
of day is left out."""

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct

from builder.importing.citing import language_of, placeholder, source_of
from builder.importing.dates_elsewhere import day_of, edtf_of
from builder.importing.kinds import MOST_AT_ONCE, whole_text
from builder.importing.post_bodies import post_body
from builder.importing.record import (
    Found,
    ImportSource,
    Incident,
    Instructions,
    NamedPlace,
    Origin,
    Party,
    Spoilt,
    Unmapped,
)
from builder.importing.seeded import plain_value
from builder.importing.shelving import shortened
from builder.model.ids import folded, nearest_id, slug
from builder.model.source import Source
from builder.reading.nodes import read_nodes
from builder.reading.not_yaml import NotYaml

_SKIPPED = (
    "node_modules",
    "_site",
    "public",
    "themes",
    "layouts",
    "_layouts",
    "_includes",
    "templates",
    "archetypes",
)
_DATE = ("date", "event_date", "start", "created")
_TAGS = ("tags", "tag", "categories", "category", "keywords")
_KNOWN = frozenset(
    {
        *("title", *_DATE, *_TAGS, "description", "summary", "excerpt", "author", "authors", "lang", "language"),
        *("source", "sources", "source_url", "people", "actors", "places", "location", "locations", "draft"),
        *("layout", "slug", "status"),
    }
)
_WIKI = re.compile(r"\[\[([^\[\]|]+)(?:\|[^\[\]]*)?\]\]")


class Post(Struct, frozen=True):
    """A file of Markdown of another site, taken apart."""

    name: str
    stem: str
    fields: Mapping[str, object]
    body: str
    digest: str

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
    def id(self) -> str:
        return shortened(nearest_id(self.stem))


def read_posts(material: ImportSource) -> Iterator[Found]:
    """Read a folder of posts, or one of them."""
    paths = tuple(_paths(material.path))
    if not paths:
        raise Spoilt("no file of Markdown in it", "name the folder that holds the posts")
    known = _known_names(paths, material)
    source = _site_title(material.path)
    yield Unmapped(material.name, "date", "a post's own day, perhaps that on which it was published: look at each")
    for path in paths:
        inside = path.relative_to(material.path).as_posix()
        name = material.name if inside == "." else f"{material.name}/{inside}"
        try:
            yield from _incident(read_post(path, name, material.instructions), known, source)
        except Spoilt as fault:
            yield fault.flaw(name, 1)


def read_post(path: Path, name: str, instructions: Instructions) -> Post:
    """Take a file apart, whatever its front matter is written in."""
    text = whole_text(ImportSource(path, name, instructions)).removeprefix("\ufeff")
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    fields, body = _parted(text)
    stem = path.stem if path.stem not in ("index", "_index") else path.parent.name
    return Post(name, stem, {str(key).casefold(): value for key, value in fields.items()}, body, digest)


def _paths(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    root = next((path / inner for inner in ("_posts", "content") if (path / inner).is_dir()), path)
    for found in sorted(root.rglob("*")):
        inside = found.relative_to(root).parts
        if found.suffix.lower() not in (".md", ".markdown") or found.stem == "_index" or not found.is_file():
            continue
        if (
            not any(part.startswith(".") or part in _SKIPPED for part in inside)
            and found.stat().st_size < MOST_AT_ONCE
        ):
            yield found


def _known_names(paths: tuple[Path, ...], material: ImportSource) -> Mapping[str, str]:
    """List the ids of all posts by their names, with and without the date, and by their titles."""
    known: dict[str, str] = {}
    for path in paths:
        try:
            post = read_post(path, path.name, material.instructions)
        except Spoilt:
            continue
        if _has_date(post):
            short = re.sub(r"^\d{4}-\d\d-\d\d[-_ ]*", "", post.stem)
            for name in (post.title, post.one("slug"), short, post.stem):
                known[folded(name)] = post.id
    known.pop("", None)
    return MappingProxyType(known)


def _parted(text: str) -> tuple[Mapping[str, object], str]:
    found = re.match(r"(---|\+\+\+)[ \t]*\n(.*?)^\1[ \t]*(?:\n|\Z)", text, re.DOTALL | re.MULTILINE)
    try:
        if found and found[1] == "+++":
            return tomllib.loads(found[2]), text[found.end() :]
        if found:
            node = read_nodes(found[2], first_line=2)
            fields = plain_value(node) if node else {}
            return (fields if isinstance(fields, dict) else {}), text[found.end() :]
    except NotYaml as fault:
        raise Spoilt(f"line {fault.line}, column {fault.column}: {fault.says}", fault.hint) from None
    except tomllib.TOMLDecodeError as fault:
        raise Spoilt(f"its front matter is not TOML: {fault}", "correct it at this place") from None
    head, _, body = text.partition("\n\n")
    lines = [line.partition(":") for line in head.split("\n")]
    is_pelican = all(re.fullmatch(r"[A-Za-z_-]+", key) and colon for key, colon, _ in lines)
    names = {key.casefold(): value.strip() for key, _, value in lines}
    return (names, body) if is_pelican and {"title", "date"} & names.keys() else ({}, text)


def _has_date(post: Post) -> bool:
    return bool(post.one(*_DATE) or re.match(r"\d{4}-\d\d", post.stem))


def _incident(post: Post, known: Mapping[str, str], site: str) -> Iterator[Found]:
    if not _has_date(post):
        yield Unmapped(post.name, "", "no date: it tells of no event")
        return
    body = post_body(post.body, known)
    for told in body.told:
        yield Unmapped(post.name, "", told)
    left = {key: value for key, value in post.fields.items() if key not in _KNOWN}
    for key in left:
        yield Unmapped(post.name, key, "kept under `private`: there is no field for it")
    text = re.sub(r"\A\s*#\s+.+\n?", "", body.text) if not post.one("title") else body.text
    yield Incident(
        origin=Origin(post.name, 1, post.digest),
        id=post.id,
        title=post.title,
        date=_day(post),
        summary=post.one("description", "summary", "excerpt") or None,
        lang=language_of(post.one("lang", "language")),
        tags=tuple(tag for tag in _commas(post.all(*_TAGS)) if slug(tag)),
        authors=post.all("author", "authors"),
        parties=tuple(Party(_unlinked(name)) for name in post.all("actors", "people")),
        places=tuple(NamedPlace(_unlinked(name)) for name in post.all("places", "location", "locations")),
        sources=tuple(_sources(post, site)),
        private={**({"comments": list(body.comments)} if body.comments else {}), **_as_texts(left)},
        body=text,
    )


def _day(post: Post) -> str:
    written = post.one(*_DATE)
    found = re.match(r"\d{4}-\d\d(-\d\d)?", post.stem)
    try:
        return day_of(edtf_of(written)) if written else (found[0] if found else "")
    except Spoilt as fault:
        raise Spoilt(fault.says, fault.hint, "date") from None


def _sources(post: Post, site: str) -> Iterator[Source]:
    """Cite what the post names as its sources, or else the post itself."""
    named = [_unlinked(text) for text in post.all("source", "sources", "source_url")]
    for text in named:
        if re.match(r"https?://", text):
            yield source_of(f"[Page at {text.split('/')[2]}]", url=text)
        else:
            yield source_of(text, "[who published it]")
    if not named:
        day = _day(post)
        yield source_of(post.title, site, day) if site else placeholder(f"The post {post.name}", issued=day)


def _site_title(path: Path) -> str:
    """Find what the site calls itself, in its settings beside the posts or above them."""
    for folder in (path, *path.parents)[:4]:
        for name in ("hugo.toml", "config.toml", "hugo.yaml", "config.yaml", "_config.yml", "pelicanconf.py"):
            settings = folder / name
            if settings.is_file():
                text = settings.read_text("utf-8", "replace")
                found = re.search(r"(?mi)^(?:title|sitename)\s*[:=]\s*[\"']?(.+?)[\"']?\s*$", text)
                return found[1] if found else ""
    return ""


def _texts(value: object) -> tuple[str, ...]:
    match value:
        case None | "":
            return ()
        case list():
            return tuple(str(item) for item in value if item not in (None, "") and not isinstance(item, dict | list))
        case dict():
            return _texts(value.get("name"))
        case _:
            return (str(value),)


def _commas(texts: tuple[str, ...]) -> Iterator[str]:
    for text in texts:
        yield from (part.strip().removeprefix("#") for part in text.split(",") if part.strip())


def _unlinked(text: str) -> str:
    return _WIKI.sub(r"\1", text).strip()


def _as_texts(value: Mapping[str, object]) -> Mapping[str, object]:
    """Write dates and numbers of TOML as texts."""
    return {key: item if isinstance(item, str | list | dict) else str(item) for key, item in value.items()}
