"""Read a theme's files: the default theme's, and over them those of the site's own `themes/<name>/`."""

import os
from pathlib import Path

import builder
from builder.model.faults import BuilderError
from builder.model.nearest import did_you_mean

_DEFAULT = "chronicle"
_KINDS = ("templates", "css", "js", "strings")


def read_theme_files(site: Path, name: str) -> dict[str, bytes]:
    """Give a theme's files by path; a file of the site's theme takes the place of the default's."""
    own = site / "themes" / name
    ours = default_theme()
    if name != _DEFAULT and not own.is_dir():
        known = [_DEFAULT, *(found.name for found in (site / "themes").glob("*") if found.is_dir())]
        hint = did_you_mean(name, known) or "use `chronicle`, or make the folder themes/" + name
        raise BuilderError(f'there is no theme "{name}": {hint}')
    files = _files_of(ours)
    if own.is_dir() and own.resolve() != ours.resolve():
        # A site's words are read over the theme's; its other files take the place of the theme's.
        files |= {
            f"site/{path}" if path.startswith("strings/") else path: data for path, data in _files_of(own).items()
        }
    return files


def default_theme() -> Path:
    """Find the theme that comes with Dateline: within the package once installed, beside it in the repository."""
    package = Path(builder.__file__).parent
    installed = package / "themes" / _DEFAULT
    return installed if installed.is_dir() else package.parent / "themes" / _DEFAULT


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
