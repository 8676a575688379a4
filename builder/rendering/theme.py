"""A theme put together: templates, words in the site's language, and stylesheet, from files of the site over ours."""

import hashlib
import json
import re
from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct

from builder.model.digests import DIGEST
from builder.model.errors import BuilderError
from builder.model.site import Site
from builder.reading.nodes import Map, Node, Scalar, read_nodes
from builder.reading.not_yaml import NotYaml
from builder.rendering.language_facts import LanguageFacts, facts_of
from builder.rendering.renditions import can_encode
from builder.rendering.theme_scripts import asset_address, publish_scripts, shortest
from builder.views.social_card import Typeface

Words = Mapping[str, "str | Words"]

# What the stylesheet of embed pages is made of, unless a theme says otherwise.
EMBED_PARTS = ("tokens", "page", "embed")
# The first of each is that of the light scheme.
_COLOUR = re.compile(r"--(paper|ink|quiet): (#[0-9a-fA-F]{6})\b")
# What looks like a comment within quotation marks is none.
_COMMENT = re.compile(r""""[^"\n]*"|'[^'\n]*'|/\*.*?\*/\n*""", re.DOTALL)
_DISK = "disk"
_ICON = "icon.svg"
_SCRIPT = re.compile(r"\w[\w.-]*")


class ThemeFiles(Struct, frozen=True):
    """Templates by name, and the files that pages load, by address; scripts have names.

    `own` are the templates that the site brought itself, which are held to what a theme needs.
    `embed_stylesheet` is that of embed pages, `typeface` that of social cards, where the site has some."""

    templates: Mapping[str, str]
    own: frozenset[str]
    assets: Mapping[str, bytes]
    stylesheet: str
    embed_stylesheet: str | None
    icon: str | None
    scripts: Mapping[str, str]
    typeface: Typeface | None
    facts: LanguageFacts
    digest: bytes


class Theme(ThemeFiles, frozen=True, kw_only=True):
    """A theme with its words, by key, in one language."""

    words: Words


def make_theme(files: Mapping[str, bytes], site: Site) -> Theme:
    """Put a theme together from its files (path within the theme → bytes); raise BuilderError where one is wrong."""
    ours, own = (_templates(folder, files) for folder in ("templates/", "site/templates/"))
    css = _stylesheet(files, site, "css")
    stylesheet = asset_address(site.theme, css, "css")
    embed_css = _stylesheet(files, site, "embed") if site.has_embeds else b""
    embed_stylesheet = asset_address("embed", embed_css, "css") if embed_css else None
    modules = {_stem(path): data for path, data in files.items() if path.startswith("js/") and path.endswith(".js")}
    # What speaks of pages on a disk is loaded where they can be read there.
    modules = {name: data for name, data in modules.items() if name != _DISK or site.has_relative_links}
    scripts, code = publish_scripts(shortest(modules))
    assets = {stylesheet: css, **code}
    if embed_stylesheet:
        assets[embed_stylesheet] = embed_css
    icon = asset_address("icon", files[_ICON], "svg") if _ICON in files else None
    assets |= {icon: files[_ICON]} if icon else {}
    words = words_in(site.language, files)
    typeface = _typeface(files, css.decode()) if site.has_cards and can_encode() else None
    return Theme(
        {**ours, **own},
        frozenset(own),
        assets,
        stylesheet,
        embed_stylesheet,
        icon,
        scripts,
        typeface,
        facts_of(site.language, str(words.get("plurals", site.language)), words_under("dates", words)),
        digest_of_files(files),
        words=words,
    )


def digest_of_files(files: Mapping[str, bytes]) -> bytes:
    """Digest the files of a theme."""
    digest = hashlib.blake2b(digest_size=DIGEST)
    for path in sorted(files):
        digest.update(path.encode() + b"\0" + hashlib.blake2b(files[path]).digest())
    return digest.digest()


def words_in(language: str, files: Mapping[str, bytes]) -> Words:
    """Read the words of a language; what it does not say is said in English, so that nothing is ever missing.

    `plurals` is the language whose plural forms they have: English where there are no words in the site's own."""
    tags = dict.fromkeys(("en", language.partition("-")[0], language))
    words: Words = {}
    for tag in tags:
        for path in [f"{whose}strings/{tag}.yaml" for whose in ("", "site/")]:
            if path in files:
                words = _merged(words, {"plurals": tag, **_read_words(path, files[path])})
    return words


def title_of_corrections(words: Words) -> str:
    """Return what the page of corrections is called, or what the menu calls it."""
    return words_under("corrections", words).get("title") or words_under("sections", words).get("corrections", "")


def title_of_claims(words: Words) -> str:
    """Return what the feed of claims is called, or what the menu calls the questions that they answer."""
    return words_under("said", words).get("feed") or words_under("sections", words).get("questions", "")


def words_under(key: str, words: Words) -> Mapping[str, str]:
    """Return the phrases of one section."""
    section = words.get(key, {})
    assert isinstance(section, Mapping)
    return {name: phrase for name, phrase in section.items() if isinstance(phrase, str)}


def _stem(path: str) -> str:
    """Return the name of a script, which becomes a part of its address."""
    stem = path.rpartition("/")[2].removesuffix(".js")
    if not _SCRIPT.fullmatch(stem):
        raise BuilderError(
            f"the theme's script {json.dumps(path)} has a name that cannot be part of an address: "
            "use letters, digits, dots and hyphens"
        )
    return stem


def _stylesheet(files: Mapping[str, bytes], site: Site, which: str) -> bytes:
    """Join the parts that theme.toml lists; one that says nothing of embed pages has ours for them, or its own."""
    # A theme is remembered, so most runs read none.
    import tomllib

    try:
        listed = tomllib.loads(_decode("theme.toml", files["theme.toml"]))
        has_ours = all(f"css/{part}.css" in files for part in EMBED_PARTS)
        parts = {"embed": EMBED_PARTS if has_ours else listed["css"], **listed}[which]
        css = [_decode(f"css/{part}.css", files[f"css/{part}.css"]) for part in parts]
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise BuilderError(f"theme.toml cannot be followed ({error}): let `{which}` list the parts in css/") from None
    return _without_comments("\n".join([*css, *_side_rules(site), _running_title(site)])).encode()


def _templates(folder: str, files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the templates below a folder by name."""
    return {
        path.removeprefix(folder): _decode(path.removeprefix("site/"), data)
        for path, data in files.items()
        if path.startswith(folder)
    }


# Comments are for those who read the parts.
@lru_cache(maxsize=8)
def _without_comments(css: str) -> str:
    return _COMMENT.sub(lambda found: "" if found[0].startswith("/*") else found[0], css)


def _typeface(files: Mapping[str, bytes], css: str) -> Typeface:
    """Take fonts from the folder fonts/, then Pillow's own; colours from the stylesheet."""
    fonts = [files[path] for path in sorted(files) if path.startswith("fonts/") and path.endswith((".ttf", ".otf"))]
    colours: dict[str, str] = dict(reversed(_COLOUR.findall(css)))
    paper, ink = colours.get("paper", "#ffffff"), colours.get("ink", "#000000")
    return Typeface((*fonts, b""), paper, ink, colours.get("quiet", ink))


def _side_rules(site: Site) -> list[str]:
    # The sides' colours are the site's own; inline styles are not allowed on any page.
    return [f".side-{side.id} {{ --side: {side.colour}; }}" for side in site.sides if side.colour]


def _running_title(site: Site) -> str:
    # Browsers that print take the running title from the stylesheet alone.
    title = re.sub(r'["\\\n]', lambda found: f"\\{ord(found[0]):x} ", site.title)
    return f'@page {{ @top-center {{ content: "{title}"; }} }}'


# Every edition falls back on the words of the same few files.
@lru_cache(maxsize=32)
def _read_words(path: str, data: bytes) -> Words:
    try:
        node = read_nodes(_decode(path, data))
    except NotYaml as mistake:
        raise BuilderError(f"{path}:{mistake.line}:{mistake.column}: {mistake.says}; {mistake.hint}") from None
    words = _as_words(node)
    return words if isinstance(words, dict) else {}


def _as_words(node: Node | None) -> "str | dict[str, str | Words]":
    match node:
        case Map():
            return {key: _as_words(value) for key, (_, value) in node.items.items()}
        case Scalar():
            return node.value
        case _:
            return ""


def _merged(base: Words, over: Words) -> Words:
    merged = dict(base)
    for key, value in over.items():
        below = merged.get(key)
        merged[key] = _merged(below, value) if isinstance(value, Mapping) and isinstance(below, Mapping) else value
    return merged


def _decode(path: str, data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise BuilderError(f"the theme's file {path} is not UTF-8: save it as UTF-8") from None
