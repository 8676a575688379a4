"""`dateline theme`: find the files of the theme, and begin one's own with a copy of them."""

from pathlib import Path

import click

from builder.cli.completion import complete_theme_files
from builder.cli.manners import site_option, told
from builder.cli.terminal import say, say_line


@click.group()
def theme() -> None:
    """List the files of the site's theme, or copy them to customise them."""


@theme.command("list")
@site_option
def theme_list(site: Path) -> None:
    """List the files of the site's theme; your own are marked."""
    from builder.drafting.theme_copies import theme_files

    with told():
        name = _theme_of(site)
        files = [*theme_files(site, name)]
    for file in files:
        say_line(f"{file.path}{f'  (yours, in themes/{name}/)' if file.is_own else ''}")


@theme.command("copy")
@click.argument("files", nargs=-1, required=True, shell_complete=complete_theme_files)
@site_option
def theme_copy(files: tuple[str, ...], site: Path) -> None:
    """Copy FILES of the theme to themes/, where they replace the originals."""
    from builder.drafting.theme_copies import copy_file

    for file in files:
        with told():
            made = copy_file(site, _theme_of(site), file)
        say(f"created {made}")


def _theme_of(site: Path) -> str:
    from builder.deploying.settings import read_settings
    from builder.reading.listing import DEFAULT_THEME

    settings, _ = read_settings(site)
    return settings.theme if settings else DEFAULT_THEME
