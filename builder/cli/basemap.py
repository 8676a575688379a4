"""`dateline basemap`: cut the lines beneath the maps from a file of the user's."""

from pathlib import Path

import click

from builder.cli.manners import now, site_option, told
from builder.cli.terminal import say
from builder.model.basemap import Bounds
from builder.model.errors import BuilderError


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True), required=False)
@click.option("--around", metavar="W,S,E,N", help="The region in degrees (default: where most places are).")
@click.option("--edition", help="The edition of the data (default: from package.json or VERSION next to it).")
@click.option("--viewpoint", help="Whose view of the borders to draw (default: Natural Earth's own).")
@site_option
def basemap(file: Path | None, around: str | None, edition: str | None, viewpoint: str | None, site: Path) -> None:
    """Make the base map from npm's world-atlas or your own Natural Earth file."""
    from builder.drafting.basemap import draft_basemap

    with told():
        made = draft_basemap(site, file, _bounds(around) if around else None, edition, viewpoint, now())
    for path in made:
        say(f"created {path}")


def _bounds(around: str) -> Bounds:
    try:
        west, south, east, north = map(float, around.split(","))
    except ValueError:
        west = south = east = north = 0.0
    if not (-180 <= west < east <= west + 360 and -85 <= south < north <= 85):
        raise BuilderError(
            f'"{around}" is not a region: write west, south, east and north in degrees, as 43.9,38.4,50.5,41.8'
        )
    return Bounds(west, south, east, north)
