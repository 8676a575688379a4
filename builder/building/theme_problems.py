"""Find what the files of a site's own theme say that no page shows: names that nothing asks for."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from builder.model.advice import Advice
from builder.model.nearest import meant, nearest
from builder.model.problem import Problem, Severity
from builder.reading.listing import DEFAULT_THEME
from builder.reading.nodes import Map, read_nodes
from builder.reading.theme_files import files_of_theme, themes_below, themes_of_ours
from builder.rendering.theme import EMBED_PARTS, Words, words_in

Files = Mapping[str, bytes]


def theme_problems(site: Path, name: str, files: Files) -> Iterator[Problem]:
    """List the files and words of the site's theme that are read and never shown; `files` are those of all layers."""
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
    lists = tomllib.loads(files["theme.toml"].decode("utf-8"))
    listed, base = lists["css"], _css_below(name)
    if "theme.toml" in own and base and not lists.get("standalone") and not {*base} & {*listed}:
        says = "`css` names no part of the stylesheet below, and pages have none of it"
        hint = f"write css = {_written((*base, *listed))}, or `standalone = true` for a theme that has all of its own"
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
            hint = _nearest(short, known) or Advice("name it as a template of ours, or include it in one")
            yield _unused(f"{where}/{path}", "no page is made with this template", hint)


def _unknown_words(file: str, data: bytes, files: Files) -> Iterator[Problem]:
    """Find words under keys that neither the theme below has nor a template of the site's asks for."""
    below = words_in("en", {path: text for path, text in files.items() if not path.startswith("site/")})
    asked = "\n".join(text.decode("utf-8") for path, text in files.items() if path.startswith("site/templates/"))
    texts = (text.decode("utf-8") for path, text in files.items() if path.startswith("templates/"))
    # Words of some sections are asked for by what authors write: kinds of places, say.
    is_open = {name for text in texts for name in re.findall(r"words\.(\w+)\[", text)}
    node = read_nodes(data.decode("utf-8"))
    for key, (written, value) in node.items.items() if isinstance(node, Map) else ():
        known = below.get(key)
        if known is None and key not in asked:
            yield _unknown(file, written.line, written.column, key, _nearest(key, below))
        elif isinstance(known, Mapping) and isinstance(value, Map) and key not in is_open:
            yield from _unknown_inner(file, value, known, asked)


def _unknown_inner(file: str, node: Map, known: "Words", asked: str) -> Iterator[Problem]:
    for key, (written, _) in node.items.items():
        if key not in known and key not in asked:
            yield _unknown(file, written.line, written.column, key, _nearest(key, known))


def _unknown(file: str, line: int, column: int, key: str, near: Advice) -> Problem:
    hint = near or Advice("look up the words in the theme's strings/en.yaml: `dateline theme copy strings/en.yaml`")
    return _problem(file, line, column, f'no page says the words under "{key}"', hint)


def _nearest(word: str, known: Iterable[str]) -> Advice:
    return meant(nearest(word, known, most=1), word)


def _unused(file: str, says: str, hint: str | Advice) -> Problem:
    return _problem(file, 0, 0, says, hint)


def _problem(file: str, line: int, column: int, says: str, hint: str | Advice) -> Problem:
    return Problem(file, line, column, "theme-unused", says, str(hint), Severity.WARNING)
