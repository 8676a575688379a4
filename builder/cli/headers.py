"""`dateline headers`: what a host is to say with each file, in the form that it takes."""

from pathlib import Path

import click

from builder.cli.manners import now, site_option, told
from builder.cli.terminal import say

# The files of `builder/hosting/`, which is imported when the command runs.
FORMS = ("apache", "caddy", "netlify", "nginx", "vercel")


@click.command()
@click.option("--form", type=click.Choice(FORMS), required=True, help="The web server or host to write for.")
@click.option("--redirects", is_flag=True, help="Print redirects from former addresses instead of headers.")
@site_option
def headers(form: str, redirects: bool, site: Path) -> None:
    """Print the headers that a web server should send, in its own format."""
    from builder.building import pipeline
    from builder.hosting import write_headers, write_redirects
    from builder.outputs.parts.moved import moves

    with told():
        archive = pipeline.load(site, now()).archive
        if redirects:
            say(write_redirects(form, archive.site, moves(archive)), nl=False)
            return
    say(write_headers(form, archive.site), nl=False)
