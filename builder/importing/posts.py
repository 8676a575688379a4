"""Read the posts of another site (Hugo, Jekyll, Pelican, Eleventy, Obsidian): an incident each that has a date.

The date of a post is the day that it names, which may be that on which it was published: this is told, and its time
of day is left out."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from msgspec import Struct

from builder.importing.citing import language_of, page_at, source_of
from builder.importing.clippings import clipped, clipping
from builder.importing.foreign_sites import ForeignSite, Post, foreign_site, read_post
from builder.importing.name_lookups import free_id
from builder.importing.post_bodies import PostBody, post_body
from builder.importing.record import Found, ImportSource, Incident, NamedPlace, Party, Spoilt, Unmapped
from builder.model.ids import folded, slug
from builder.model.placeholders import SOURCE_PUBLISHER
from builder.model.source import Source

_TAGS = ("tags", "tag", "categories", "category", "keywords")
_KNOWN = frozenset(
    {
        *("title", *_TAGS, "description", "summary", "excerpt", "author"),
        *("authors", "lang", "language", "source", "sources", "source_url", "people", "actors", "places", "location"),
        *("locations", "draft", "layout", "slug", "status"),
    }
)
_LEFT = MappingProxyType({"layout": "how the page looked", "slug": "a part of its old address"})
_INLINE_TAG = re.compile(r"(?<![\w/#&;])#([^\W\d_][\w/-]*)")


class KnownPosts(Struct, frozen=True):
    """The ids that posts get, by their files, and by the names and titles by which links lead to them."""

    of_file: Mapping[str, str]
    of_name: Mapping[str, str]


def read_posts(material: ImportSource) -> Iterator[Found]:
    """Read a folder of posts, or one of them."""
    site = foreign_site(material)
    if not site.paths:
        raise Spoilt("no file of Markdown in it", "name the folder that holds the posts")
    known = _known_posts(site, material)
    # A note that is imported comes before an actor or a place of its name.
    known = KnownPosts(known.of_file, {**material.registered, **known.of_name})
    yield Unmapped(material.name, "date", "the post's own date, which may be its date of publication: check each")
    for name in site.passed_over:
        yield Unmapped(name, "", "not read: this program keeps posts as Markdown files")
    for path in site.paths:
        name = site.name_of(path, material)
        try:
            yield from _found(read_post(path, name, material.instructions, site.is_vault), known, site)
        except Spoilt as fault:
            yield fault.flaw(name, 1)


def _known_posts(site: ForeignSite, material: ImportSource) -> KnownPosts:
    """Return the ids of all posts by their names, with and without the date, their titles and other names."""
    of_file: dict[str, str] = {}
    of_name: dict[str, str] = {}
    for path in site.paths:
        name = site.name_of(path, material)
        try:
            post = read_post(path, name, material.instructions, site.is_vault)
        except Spoilt:
            continue
        if post.has_date:
            id = of_file[name] = free_id(post.wished_id, of_file.values())
            short = re.sub(r"^\d{4}-\d\d-\d\d[-_ ]*", "", post.stem)
            whole = re.sub(r"\.(md|markdown)$", "", name).split("/", 1)[-1]
            for called in (post.title, post.one("slug"), short, post.stem, whole, *post.all("aliases", "alias")):
                of_name.setdefault(folded(called.strip("/")), id)
    of_name.pop("", None)
    return KnownPosts(of_file, of_name)


def _found(post: Post, known: KnownPosts, site: ForeignSite) -> Iterator[Found]:
    if article := clipped(post.fields, post.body):
        yield from clipping(article, post.origin, post.stem)
    elif post.has_date:
        yield from _incident(post, known, site)
    else:
        yield Unmapped(post.name, "", "no date: it is not about an event")


def _incident(post: Post, known: KnownPosts, site: ForeignSite) -> Iterator[Found]:
    body = post_body(post.body, known.of_name, site.is_vault)
    yield from (Unmapped(post.name, "", told) for told in body.told)
    if post.queries:
        yield Unmapped(post.name, "", "a query of Dataview, which lists other notes, is left out")
    left = {key: value for key, value in post.fields.items() if key not in _KNOWN and key != post.key_of_date}
    yield from _told(post, left)
    text = re.sub(r"\A\s*#\s+.+\n?", "", body.text) if not post.one("title") else body.text
    yield Incident(
        origin=post.origin,
        id=known.of_file[post.name],
        title=post.title or f"[Note of {post.day}]",
        date=post.day,
        summary=post.one("description", "summary", "excerpt") or None,
        lang=language_of(post.one("lang", "language") or post.language_of_file),
        tags=tuple(tag for tag in _tags(post, body, site) if slug(tag)),
        authors=tuple(dict.fromkeys(map(_unlinked, post.authors))),
        parties=tuple(Party(_unlinked(name)) for name in post.all("actors", "people")),
        places=tuple(NamedPlace(_unlinked(name)) for name in post.all("places", "location", "locations")),
        sources=tuple(_sources(post, site.title)),
        private={**body.private, **_as_texts(left)},
        body=text,
    )


def _told(post: Post, left: Mapping[str, object]) -> Iterator[Unmapped]:
    for key in left:
        yield Unmapped(post.name, post.spelling.get(key, key), "kept under `private`: there is no field for it")
    for key, reason in _LEFT.items():
        if post.one(key):
            yield Unmapped(post.name, post.spelling.get(key, key), reason)
    if post.one("draft").casefold() == "true" or post.one("status").casefold() in ("draft", "hidden"):
        yield Unmapped(post.name, "", "also a draft there: not yet reviewed")


def _tags(post: Post, body: PostBody, site: ForeignSite) -> Iterator[str]:
    for key in _TAGS:
        value = post.fields.get(key)
        # Jekyll parts tags in one text by blanks, the others by commas.
        parts = r"\s+" if site.is_jekyll and isinstance(value, str) and "," not in value else ","
        for text in post.all(key):
            yield from (part.strip().removeprefix("#") for part in re.split(parts, text) if part.strip())
    if site.is_vault:
        yield from _INLINE_TAG.findall(body.prose)


def _sources(post: Post, site: str) -> Iterator[Source]:
    """Cite what the post names as its sources, or else the post itself."""
    named = [_unlinked(text) for text in post.all("source", "sources", "source_url")]
    for text in named:
        if re.match(r"https?://", text):
            yield source_of(page_at(text), url=text)
        else:
            yield source_of(text, SOURCE_PUBLISHER)
    if not named:
        yield source_of(post.title or f"[Note of {post.day}]", site or SOURCE_PUBLISHER, post.day)


def _unlinked(text: str) -> str:
    """Return the name that a link in double brackets leads to, without the folders before it."""
    return re.sub(r"\[\[(?:[^\[\]|]*/)?([^\[\]|/]+)(?:\|[^\[\]]*)?\]\]", r"\1", text).strip()


def _as_texts(value: Mapping[str, object]) -> Mapping[str, object]:
    """Write dates and numbers of TOML as texts."""
    return {key: item if isinstance(item, str | list | dict) else str(item) for key, item in value.items()}
