"""A theme put together: templates, words in the site's language, and stylesheet, from files of the site over ours."""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from builder.model.faults import BuilderError
from builder.model.site import Site
from builder.reading.nodes import Map, Node, NotYaml, Text, read_nodes

Words = Mapping[str, "str | Words"]


@dataclass(frozen=True, slots=True)
class Theme:
    """Templates by name, words by key, and the files that pages load, by address; scripts have names."""

    templates: Mapping[str, str]
    words: Words
    assets: Mapping[str, bytes]
    stylesheet: str
    scripts: Mapping[str, str]
    digest: bytes


def make_theme(files: Mapping[str, bytes], site: Site) -> Theme:
    """Put a theme together from its files (path within the theme → bytes); raise BuilderError where one is amiss."""
    templates = {
        path.removeprefix("templates/"): _decode(path, data)
        for path, data in files.items()
        if path.startswith("templates/")
    }
    css = _stylesheet(files, site)
    stylesheet = _address(site.theme, css, "css")
    modules = {_stem(path): data for path, data in files.items() if path.startswith("js/") and path.endswith(".js")}
    scripts = {name: _address(name, data, "js") for name, data in sorted(modules.items())}
    assets = {stylesheet: css, **{scripts[name]: modules[name] for name in scripts}}
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted(files):
        digest.update(path.encode() + b"\0" + hashlib.blake2b(files[path]).digest())
    return Theme(templates, words_in(site.language, files), assets, stylesheet, scripts, digest.digest())


def words_in(language: str, files: Mapping[str, bytes]) -> Words:
    """Read the words of a language; what it does not say is said in English, so that nothing is ever missing."""
    tags = dict.fromkeys(("en", language.partition("-")[0], language))
    words: Words = {}
    for path in [f"{whose}strings/{tag}.yaml" for tag in tags for whose in ("", "site/")]:
        if path in files:
            words = _merged(words, _read_words(path, files))
    return words


def title_of_corrections(words: Words) -> str:
    """Say what the page of corrections is called."""
    return words_under("corrections", words)["title"]


def words_under(key: str, words: Words) -> Mapping[str, str]:
    """Give the phrases of one section."""
    section = words[key]
    assert isinstance(section, Mapping)
    return {name: phrase for name, phrase in section.items() if isinstance(phrase, str)}


def _address(name: str, data: bytes, kind: str) -> str:
    """Name a file that pages load: the name changes with the content, so that it may be kept for ever."""
    return f"assets/{name}.{hashlib.sha256(data).hexdigest()[:10]}.{kind}"


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".js")


def _stylesheet(files: Mapping[str, bytes], site: Site) -> bytes:
    try:
        parts = tomllib.loads(_decode("theme.toml", files["theme.toml"]))["css"]
        css = [_decode(f"css/{part}.css", files[f"css/{part}.css"]) for part in parts]
    except (KeyError, tomllib.TOMLDecodeError) as error:
        raise BuilderError(f"theme.toml cannot be followed ({error}): let `css` list the parts in css/") from None
    return "\n".join([*css, *_side_rules(site)]).encode()


def _side_rules(site: Site) -> list[str]:
    # The sides' colours are the site's own; inline styles are not allowed on any page.
    return [f".side-{side.id} {{ --side: {side.colour}; }}" for side in site.sides if side.colour]


def _read_words(path: str, files: Mapping[str, bytes]) -> Words:
    try:
        node = read_nodes(_decode(path, files[path]))
    except NotYaml as mistake:
        raise BuilderError(f"{path}:{mistake.line}:{mistake.column}: {mistake.says}; {mistake.hint}") from None
    words = _as_words(node)
    return words if isinstance(words, dict) else {}


def _as_words(node: Node | None) -> "str | dict[str, str | Words]":
    match node:
        case Map():
            return {key: _as_words(value) for key, (_, value) in node.items.items()}
        case Text():
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
