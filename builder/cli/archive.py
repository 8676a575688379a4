"""`dateline archive`: look for archived copies of sources, and write them down."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from builder.cli.completion import complete_sources
from builder.cli.manners import now, site_option, told
from builder.cli.terminal import say, say_line

if TYPE_CHECKING:
    from builder.web.archiving import ArchiveOutcome


@click.command()
@click.argument("ids", nargs=-1, shell_complete=complete_sources)
@click.option("--save", is_flag=True, help="Save pages that have no copy.")
@click.option("--dry-run", is_flag=True, help="List the addresses that would be sent, without sending any.")
@click.option("--service", metavar="ADDRESS", help="Another service with the Wayback Machine's API.")
@site_option
def archive(ids: tuple[str, ...], save: bool, dry_run: bool, service: str | None, site: Path) -> None:
    """Ask the Wayback Machine for copies of published sources (or of those named), and write `archived`."""
    from builder.building import pipeline
    from builder.web.archiving import archive_sources, without_copy
    from builder.web.wayback import KNOWS, SAVES, Wayback

    found, lacking_copy, by_hand = 0, 0, 0
    with told():
        lacking = without_copy(pipeline.load(site, now()).archive, ids)
        if dry_run:
            for each in lacking:
                say_line(f"would send {each.address}")
            return
        host = service.rstrip("/") if service else None
        wayback = Wayback(host or KNOWS, host or SAVES)
        for outcome in archive_sources(site, lacking, wayback, save):
            found += outcome.copy is not None
            lacking_copy += outcome.copy is None
            by_hand += outcome.copy is not None and not outcome.is_written
            say_line(_told_of(outcome))
    say(f"{found} copies found, {lacking_copy} pages without one, {by_hand} to add by hand")


def _told_of(outcome: "ArchiveOutcome") -> str:
    if outcome.copy is None:
        return f"{outcome.id}: no copy of {outcome.address}"
    if outcome.is_written:
        return f"{outcome.id}: {outcome.copy}"
    return f"{outcome.id}: {outcome.copy}; add it to {outcome.file} by hand, as `archived`"
