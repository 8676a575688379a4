"""Read a theme's files: those of the site's own `themes/<name>/`, over the theme of that name that is ours.

Below lies the default theme, unless a `theme.toml` on the way says that its theme is standalone. Links in the site's
folder are not followed: what a page loads is published, and a link may lead to any file of the one who builds."""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from builder.model.advice import Advice
from builder.model.errors import BuilderError
from builder.model.nearest import did_you_mean
from builder.reading import listing
from builder.reading.listing import DEFAULT_THEME
from builder.reading.regular_files import FileUnread, read_regular

# A name leads nowhere else: what lies outside the folder of our themes would be taken for one of them.
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")
_KINDS = ("templates", "css", "js", "strings", "fonts")
_ALONE = ("theme.toml", "icon.svg")


def read_theme_files(site: Path, name: str) -> dict[str, bytes]:
    """Return a theme's files by path; a file of the site's theme takes the place of the one below."""
    if not _NAME.fullmatch(name):
        raise BuilderError(f'the name of a theme consists of letters from a to z, digits and hyphens, not "{name}"')
    own, ours = site / "themes" / name, themes_of_ours()
    _refuse_links(site, name)
    if hint := instead_of_theme(site, name):
        raise BuilderError(f'there is no theme "{name}": {hint}')
    files: dict[str, bytes] = {}
    for theme in reversed([*_layers(own, ours, name)]):
        is_own = theme == own and own.resolve() != (ours / name).resolve()
        # A site's words are read over the theme's, and its templates are held to rules of their own.
        apart = ("templates/", "strings/") if any(path.startswith("strings/") for path in files) else ("templates/",)
        files |= {
            f"site/{path}" if is_own and path.startswith(apart) else path: data
            for path, data in files_of_theme(theme).items()
        }
    return files


def instead_of_theme(site: Path, name: str) -> str | Advice | None:
    """Return what to do where a site has no theme of a name; None where it has one."""
    folders = (themes_of_ours(), site / "themes")
    if any((folder / name).is_dir() for folder in folders):
        return None
    known = [found.name for folder in folders for found in folder.glob("*") if found.is_dir()]
    return did_you_mean(name, known) or f"use `{DEFAULT_THEME}`, or create the folder themes/{name}"


def themes_of_ours() -> Path:
    """Find the themes that come with Dateline."""
    return Path(listing.themes_of_ours())


def themes_below(name: str) -> list[Path]:
    """List the folders of ours that a site's theme of this name is read over, the topmost first."""
    return [*_layers(themes_of_ours() / name, themes_of_ours(), name)]


def _layers(own: Path, ours: Path, name: str) -> Iterator[Path]:
    """List the folders that a theme is read from, the topmost first."""
    found = dict.fromkeys(path.resolve() for path in (own, ours / name, ours / DEFAULT_THEME) if path.is_dir())
    folders = [own if folder == own.resolve() else folder for folder in found]
    for index, folder in enumerate(folders):
        yield folder
        # Nothing lies below the last.
        if index + 1 < len(folders) and _is_standalone(folder):
            return


def _is_standalone(theme: Path) -> bool:
    if not (theme / "theme.toml").is_file():
        # There is none, or a pipe that would never end.
        return False
    import tomllib

    try:
        return tomllib.loads(read_regular(theme / "theme.toml").decode("utf-8")).get("standalone") is True
    except (FileUnread, ValueError, RecursionError):
        # What is wrong with the file is told when the stylesheet is put together.
        return False


def files_of_theme(theme: Path) -> dict[str, bytes]:
    """Read the files of one folder of a theme, by path."""
    folder = str(theme)
    paths = [*_ALONE, *(path for kind in _KINDS for path in _paths_below(folder, kind))]
    found = {path: f"{folder}/{path}" for path in paths if not _is_aside(path.rpartition("/")[2])}
    return {path: _bytes_of(full_path) for path, full_path in found.items() if os.path.isfile(full_path)}


def _paths_below(theme: str, path: str) -> Iterator[str]:
    """List the files in a folder of a theme, in order; links to folders are not followed."""
    try:
        items = sorted(os.scandir(f"{theme}/{path}"), key=lambda item: item.name)
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return
    for item in items:
        inner = f"{path}/{item.name}"
        if item.is_dir(follow_symlinks=False):
            yield from _paths_below(theme, inner)
        else:
            yield inner


def _bytes_of(full_path: str) -> bytes:
    with open(full_path, "rb", buffering=0) as file:
        return file.read()


def _is_aside(name: str) -> bool:
    """Return whether a file is hidden, or one that editors keep."""
    return name.startswith((".", "#")) or name.endswith(os.path.extsep + "swp")


def _refuse_links(site: Path, name: str) -> None:
    """Raise BuilderError where a link lies among the files of the site's own theme, or leads to it."""
    links = [*_links(site, ("themes", f"themes/{name}"))]
    links = links or sorted(_links(site, [f"themes/{name}/{path}" for path in (*_ALONE, *_KINDS)], is_deep=True))
    if links:
        verb = "is a link" if len(links) == 1 else "are links"
        raise BuilderError(
            f"{', '.join(links)} {verb}, and links are not followed: put the files themselves there, or delete them"
        )


def _links(site: Path, paths: Iterable[str], is_deep: bool = False) -> Iterator[str]:
    for path in paths:
        full_path = site / path
        if full_path.is_symlink():
            # Editors keep links with hidden names, which are not read.
            yield from () if _is_aside(full_path.name) else (path,)
        elif is_deep and full_path.is_dir():
            yield from _links(site, [f"{path}/{name}" for name in os.listdir(full_path)], is_deep)
