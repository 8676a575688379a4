"""Find what a site's own theme holds and no page shows, and the languages that the theme has no words in."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from builder.model.advice import Advice
from builder.model.nearest import meant, nearest
from builder.model.problem import Finding, Problem, Severity, advised
from builder.model.site import Site
from builder.reading.listing import DEFAULT_THEME
from builder.reading.locate import place_findings
from builder.reading.nodes import Map, Scalar, read_nodes
from builder.reading.theme_files import (
    files_of_theme,
    instead_of_theme,
    read_theme_files,
    themes_below,
    themes_of_ours,
)
from builder.rendering.theme import EMBED_PARTS, words_in

Files = Mapping[str, bytes]


def read_theme(site: Path, settings: Site) -> tuple[dict[str, bytes], list[Problem]]:
    """Return the files of a site's theme; where there is none of that name, those of the default, and an error."""
    hint = instead_of_theme(site, settings.theme)
    if hint is None:
        return read_theme_files(site, settings.theme), []
    says = f'there is no theme "{settings.theme}"'
    finding = advised(_SETTINGS, ("theme",), "theme-unknown", says, hint)
    return read_theme_files(site, DEFAULT_THEME), place_findings([finding], (site / _SETTINGS).read_bytes())


def theme_problems(site: Path, settings: Site, files: Files) -> list[Problem]:
    """List what is read and never shown, and what is shown in English alone; `files` are those of all layers."""
    silent = [*_languages_without_words(settings, files)]
    found = place_findings(silent, (site / _SETTINGS).read_bytes()) if silent else []
    return [*found, *_never_shown(site, settings.theme, files)]


def _languages_without_words(settings: Site, files: Files) -> Iterator[Finding]:
    """Find, once, the languages in which the theme says everything in English."""
    tags = settings.languages or (settings.language,)
    silent = [tag for tag in tags if not _words_of(tag, files)]
    if silent:
        some = " or ".join(f'"{tag}"' for tag in silent)
        says = f"the theme has no words in {some}: menus and labels stay in English"
        hint = f"copy them with {_COPY}, name the copy {silent[0]}.yaml, and translate what it says"
        keys = ("languages", tags.index(silent[0])) if settings.languages else ("language",)
        yield Finding(_SETTINGS, keys, "words-missing", says, hint, Severity.HINT)


def _words_of(tag: str, files: Files) -> bool:
    names = (f"{whose}strings/{one}.yaml" for one in (tag, tag.partition("-")[0]) for whose in ("", "site/"))
    return any(name in files for name in names)


def _never_shown(site: Path, name: str, files: Files) -> Iterator[Problem]:
    """List the files and words of the site's theme that are read and never shown."""
    folder = site / "themes" / name
    if not folder.is_dir():
        return
    own = files_of_theme(folder)
    where = f"themes/{name}"
    yield from _unused_stylesheets(where, name, own, files)
    yield from _unused_templates(where, own, files)
    for path in own:
        if path.startswith("strings/") and not path.endswith(".yaml"):
            yield _unused(
                f"{where}/{path}", "this file is not read: words are in files that end in .yaml", "rename it"
            )
        elif f"site/{path}" in files and path.startswith("strings/"):
            yield from _unknown_words(f"{where}/{path}", own[path], files)


def _unused_stylesheets(where: str, name: str, own: Files, files: Files) -> Iterator[Problem]:
    # Only where a site has a theme of its own.
    import tomllib

    lists = tomllib.loads(files["theme.toml"].decode("utf-8"))
    listed, base = lists["css"], _css_below(name)
    if "theme.toml" in own and base and not lists.get("standalone") and not {*base} & {*listed}:
        says = "`css` lists no part of the inherited stylesheet, so pages use none of it"
        hint = f"write css = {_written((*base, *listed))}, or `standalone = true` for a theme with only its own"
        yield _unused(f"{where}/theme.toml", says, hint)
    known = {*listed, *lists.get("embed", ()), *EMBED_PARTS, *base}
    for path in own:
        part = path.removeprefix("css/").removesuffix(".css")
        if path.startswith("css/") and part not in known:
            hint = f"write `css = {_written((*listed, part))}` in {where}/theme.toml"
            near = _nearest(part, known - {*own})
            hint = f"{near} Else {hint}" if near else hint
            yield _unused(f"{where}/{path}", "no page loads this: theme.toml does not list it", hint)


def _css_below(name: str) -> tuple[str, ...]:
    """Return the parts that the theme below a site's own lists."""
    import tomllib

    for folder in themes_below(name):
        if (folder / "theme.toml").is_file():
            return tuple(tomllib.loads((folder / "theme.toml").read_text("utf-8"))["css"])
    return ()


def _written(parts: tuple[str, ...]) -> str:
    return "[" + ", ".join(f'"{part}"' for part in dict.fromkeys(parts)) + "]"


def _unused_templates(where: str, own: Files, files: Files) -> Iterator[Problem]:
    templates = {path: data.decode("utf-8") for path, data in own.items() if path.startswith("templates/")}
    if not templates:
        return
    ours = {path for path in files if path.startswith("templates/")}
    ours = ours or {*files_of_theme(themes_of_ours() / DEFAULT_THEME)}
    named = "\n".join(templates.values())
    for path in templates:
        short = path.removeprefix("templates/")
        if path not in ours and f'"{short}"' not in named and f"'{short}'" not in named:
            known = [one.removeprefix("templates/") for one in ours]
            hint = _nearest(short, known) or Advice("give it the name of a built-in template, or include it in one")
            yield _unused(f"{where}/{path}", "no page uses this template", hint)


def _unknown_words(file: str, data: bytes, files: Files) -> Iterator[Problem]:
    """Find words under keys that neither the theme below has nor a template of the site's asks for.

    Within a section keys may be what authors write, such as kinds of places: one is wrong if it is near another."""
    below = words_in("en", {path: text for path, text in files.items() if not path.startswith("site/")})
    asked = "\n".join(text.decode("utf-8") for path, text in files.items() if path.startswith("site/templates/"))
    node = read_nodes(data.decode("utf-8"))
    for key, (written, value) in node.items.items() if isinstance(node, Map) else ():
        known = below.get(key)
        if known is None and key not in asked:
            hint = _nearest(key, below) or Advice(f"list the ones there are with {_COPY}")
            yield _unknown(file, written, hint)
        elif isinstance(known, Mapping) and isinstance(value, Map):
            for inner, (written_inner, _) in value.items.items():
                if inner not in known and inner not in asked and (hint := _nearest(inner, known)):
                    yield _unknown(file, written_inner, hint)


def _unknown(file: str, key: Scalar, hint: Advice) -> Problem:
    says = f'no page uses the words under "{key.value}"'
    return Problem(file, key.line, key.column, "theme-unused", says, hint.hint, Severity.WARNING)


def _nearest(word: str, known: Iterable[str]) -> Advice:
    return meant(nearest(word, known, most=1, nearness=0.7), word)


def _unused(file: str, says: str, hint: str | Advice) -> Problem:
    return Problem(file, 0, 0, "theme-unused", says, str(hint), Severity.WARNING)


_SETTINGS = "content/site.yaml"
_COPY = "`dateline theme copy strings/en.yaml`"
