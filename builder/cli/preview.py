"""`dateline preview`: show the site while it is written."""

import os
from pathlib import Path

import click

from builder.cli.manners import now, site_options, tell_if_interrupted, told
from builder.cli.terminal import say

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@click.command()
@site_options
@click.option(
    "--port",
    type=click.IntRange(1, 65000),
    default=5500,
    help="The port; if it is in use, the next free one is used.",
)
@click.option("--host", default="127.0.0.1", help="The address of this machine to listen on.")
@click.option(
    "--drafts/--published",
    default=None,
    help="Show or hide what is not published yet (default: show it on this machine only).",
)
@click.option("--follow", is_flag=True, help="Move open pages to the entry saved last.")
@click.option("--editor", metavar="COMMAND|ADDRESS", help="The program that opens a source file (default: $EDITOR).")
@click.option("--poll", is_flag=True, help="Poll files for changes, for network mounts that do not report them.")
def preview(
    site: Path,
    output: Path | None,
    port: int,
    host: str,
    drafts: bool | None,
    follow: bool,
    editor: str | None,
    poll: bool,
) -> None:
    """Show the site while you write: every save appears at once. Nothing is written to public/."""
    from builder.cli import telling
    from builder.preview import PreviewOptions, Reporter, serve

    tell_if_interrupted(output or site / "public")
    is_alone = host in _LOOPBACK
    shows_early = is_alone if drafts is None else drafts
    if not is_alone:
        whose = "what is not published yet" if shows_early else "this preview"
        say(f"anyone who can reach {host} can read {whose}", err=True)
    options = PreviewOptions(host, port, shows_early, follow, poll, editor or os.environ.get("EDITOR"))
    reporter = Reporter(telling.tell_update, telling.tell_address, lambda note: say(note, err=True))
    with told():
        try:
            serve(site, options, now, reporter)
        except KeyboardInterrupt:
            say("")
