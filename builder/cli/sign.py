"""`dateline sign`: sign what was built with a key of one's own."""

from pathlib import Path

import click

from builder.cli.manners import output_folder, site_options, told
from builder.cli.terminal import say


@click.command()
@click.option("--key", type=click.Path(path_type=Path), required=True, help="The key, in the form the tool expects.")
@click.option(
    "--with", "tool", type=click.Choice(("ssh-keygen", "minisign")), default="ssh-keygen", help="The signing tool."
)
@site_options
def sign(key: Path, tool: str, site: Path, output: Path | None) -> None:
    """Sign the manifest of public/ after a build and before deploying."""
    from builder import verifying
    from builder.cli.progress import shown_progress

    with told(), shown_progress() as progress:
        public = output_folder(site, output)
        made = verifying.sign(public, key, tool, progress)
    say(f"signed {public.name}/manifest.json: {public.name}/{made.name}")
