"""What all commands have in common: the folders that they know, the clock, and how a fault is told."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import ParamSpec, TypeVar

from builder.cli.terminal import say
from builder.cli.visible import visible_line
from builder.model.errors import BuilderError

DONE, TO_MEND, AT_FAULT = 0, 1, 2

P = ParamSpec("P")
R = TypeVar("R")


def site_option(command: Callable[P, R]) -> Callable[P, R]:
    """Add the --site option to a command."""
    # A plain build needs no click.
    import click

    folder = click.Path(path_type=Path, file_okay=False)
    return click.option(
        "--site", type=folder, default=".", help="The folder that contains content/ (default: the current folder)."
    )(command)


def site_options(command: Callable[P, R]) -> Callable[P, R]:
    """Add the --site and --output options to a command."""
    import click

    folder = click.Path(path_type=Path, file_okay=False)
    output = click.option("--output", type=folder, help="The output folder (default: public/ in the site's folder).")
    return site_option(output(command))


def as_json(command: Callable[P, R]) -> Callable[P, R]:
    """Add the --json option to a command."""
    import click

    return click.option("--json", "as_json", is_flag=True, help="Print the result as one JSON object.")(command)


@contextmanager
def told() -> Iterator[None]:
    """Print an error about the user's situation on one line, and exit with 2."""
    try:
        yield
    except BuilderError as error:
        say(f"dateline: {visible_line(str(error))}", err=True)
        sys.exit(AT_FAULT)


def output_folder(site: Path, output: Path | None) -> Path:
    """Choose the output folder, and report an interrupted build of it."""
    from builder.publishing.output_folder import output_of

    target = output_of(site, output)
    tell_if_interrupted(target)
    return target


def tell_if_interrupted(folder: Path) -> None:
    """Report that a build of a folder was cut off, unless it is still at work: its pages may be of two builds."""
    from builder.publishing.lock import is_locked
    from builder.publishing.untouched import WORK_FOLDER

    if (folder / WORK_FOLDER).exists() and not is_locked(folder):
        says = (
            "the last build was interrupted, so some pages may be old and others new: the next build will finish it"
        )
        say(f"{folder.name}/: {says}", err=True)


def now() -> datetime:
    """Return the current time, or the time given by SOURCE_DATE_EPOCH."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        raise BuilderError(
            f'SOURCE_DATE_EPOCH is "{epoch}": set it to a whole number of seconds since 1970'
        ) from None
