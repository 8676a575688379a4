"""`dateline headers`: what a host is to say with each file, in the form that it takes."""

from pathlib import Path

import click

from builder.cli.manners import now, site_options, told
from builder.cli.terminal import say

# The files of `builder/hosting/`, which is imported when the command runs.
FORMS = ("apache", "caddy", "netlify", "nginx", "vercel")


@click.command()
@click.option("--form", type=click.Choice(FORMS), required=True, help="Whose form to write.")
@site_options
def headers(form: str, site: Path, output: Path | None) -> None:
    """Print the headers that a host is to send, in the form that it takes."""
    from builder.building import pipeline
    from builder.hosting import write_headers

    with told():
        settings = pipeline.load(site, now()).archive.site
    say(write_headers(form, settings), nl=False)
