"""List the files of a site's theme, and copy one of them into the site, where it takes the place of the original."""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from builder.drafting.draft_files import write_file
from builder.model.errors import BuilderError
from builder.model.nearest import did_you_mean
from builder.reading.theme_files import files_of_theme, read_theme_files, themes_below


class ThemeFile(Struct, frozen=True):
    """A file of a theme: its path in it, and whether the site has one of its own in its place."""

    path: str
    is_own: bool


def theme_files(site: Path, theme: str) -> Iterator[ThemeFile]:
    """List the files of a theme, by path."""
    # What is wrong with the site's own files is told here, too.
    read_theme_files(site, theme)
    own = site / "themes" / theme
    for path in sorted({*_originals(theme), *files_of_theme(own)}):
        yield ThemeFile(path, (own / path).is_file())


def copy_file(site: Path, theme: str, named: str) -> str:
    """Copy a file of a theme into the site; return the path made. It is named by its path, or by its name alone."""
    originals = _originals(theme)
    fitting = [path for path in originals if path == named or path.rpartition("/")[2] == named]
    fitting = [path for path in fitting if path == named] or fitting
    if len(fitting) > 1:
        raise BuilderError(f'"{named}" means more than one file: write {" or ".join(fitting)}')
    if not fitting:
        names = [*originals, *(path.rpartition("/")[2] for path in originals)]
        hint = did_you_mean(named, names) or "`dateline theme list` lists them"
        raise BuilderError(f'the theme has no file "{named}": {hint}')
    return write_file(site, f"themes/{theme}/{fitting[0]}", originals[fitting[0]].decode("utf-8"))


def _originals(theme: str) -> dict[str, bytes]:
    """Return the files that come with Dateline and that a site's theme of this name is read over."""
    found: dict[str, bytes] = {}
    for folder in reversed(themes_below(theme)):
        found |= files_of_theme(folder)
    return dict(sorted(found.items()))
