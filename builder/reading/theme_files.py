"""Read a theme's files: those of the site's own `themes/<name>/`, over the theme of that name that is ours.

Below lies the default theme, unless a `theme.toml` on the way says that its theme is standalone."""

import os
import tomllib
from collections.abc import Iterator
from pathlib import Path

from builder.model.errors import BuilderError
from builder.model.nearest import did_you_mean
from builder.reading import listing
from builder.reading.listing import DEFAULT_THEME
from builder.reading.regular_files import FileUnread, read_regular

_KINDS = ("templates", "css", "js", "strings", "fonts")


def read_theme_files(site: Path, name: str) -> dict[str, bytes]:
    """Give a theme's files by path; a file of the site's theme takes the place of the one below."""
    own, ours = site / "themes" / name, themes_of_ours()
    if not own.is_dir() and not (ours / name).is_dir():
        known = [found.name for place in (ours, site / "themes") for found in place.glob("*") if found.is_dir()]
        hint = did_you_mean(name, known) or f"use `{DEFAULT_THEME}`, or make the folder themes/{name}"
        raise BuilderError(f'there is no theme "{name}": {hint}')
    files: dict[str, bytes] = {}
    for theme in reversed([*_layers(own, ours, name)]):
        # A site's words are read over the theme's; its other files take the place of the theme's.
        is_own = theme == own and any(path.startswith("strings/") for path in files)
        files |= {
            f"site/{path}" if is_own and path.startswith("strings/") else path: data
            for path, data in _files_of(theme).items()
        }
    return files


def themes_of_ours() -> Path:
    """Find the themes that come with Dateline."""
    return Path(listing.themes_of_ours())


def _layers(own: Path, ours: Path, name: str) -> Iterator[Path]:
    """List the folders that a theme is read from, the topmost first."""
    folders = dict.fromkeys(place.resolve() for place in (own, ours / name, ours / DEFAULT_THEME) if place.is_dir())
    for folder in folders:
        yield own if folder == own.resolve() else folder
        if _is_standalone(folder):
            return


def _is_standalone(theme: Path) -> bool:
    try:
        return tomllib.loads(read_regular(theme / "theme.toml").decode("utf-8")).get("standalone") is True
    except (FileUnread, ValueError, RecursionError):
        # What is amiss with the file is told when the stylesheet is put together.
        return False


def _files_of(theme: Path) -> dict[str, bytes]:
    places = [
        theme / "theme.toml",
        theme / "icon.svg",
        *(place for kind in _KINDS for place in sorted((theme / kind).rglob("*"))),
    ]
    return {
        place.relative_to(theme).as_posix(): place.read_bytes()
        for place in places
        if place.is_file()
        and not place.name.startswith((".", "#"))
        and not place.name.endswith(os.path.extsep + "swp")
    }
