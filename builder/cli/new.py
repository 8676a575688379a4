"""`dateline new`: begin an entry, an actor, a place or a whole site."""

from collections.abc import Callable
from pathlib import Path

import click

from builder.cli.manners import now, site_options, told
from builder.cli.terminal import say


@click.group()
def new() -> None:
    """Begin an entry, an actor, a place or a whole site."""


@new.command("entry")
@click.argument("title")
@click.option("--date", required=True, help="When it happened, in EDTF: 2023-09-19, 2023-09, 2023~ …")
@click.option("--place", "places", multiple=True, help="An id or a name of a place; may be given more than once.")
@click.option("--actor", "actors", multiple=True, help="An id or a name of an actor; may be given more than once.")
@site_options
def new_entry(
    title: str, date: str, places: tuple[str, ...], actors: tuple[str, ...], site: Path, output: Path | None
) -> None:
    """Begin an entry as a draft."""
    from builder.drafting import draft_entry

    _draft(lambda: draft_entry(site, title, date, places, actors, now()))


@new.command("actor")
@click.argument("name")
@click.option("--kind", default="other", help="state, government-body, armed-force, person …")
@click.option("--side", help="One of the sides that site.yaml declares.")
@click.option("--public-figure", is_flag=True, help="A person who may be named as a public figure.")
@site_options
def new_actor(name: str, kind: str, side: str | None, public_figure: bool, site: Path, output: Path | None) -> None:
    """Begin an actor."""
    from builder.drafting import draft_actor

    _draft(lambda: draft_actor(site, name, kind, side, public_figure))


@new.command("place")
@click.argument("name")
@click.option("--kind", default="place", help="country, region, city, village, road …")
@site_options
def new_place(name: str, kind: str, site: Path, output: Path | None) -> None:
    """Begin a place."""
    from builder.drafting import draft_place

    _draft(lambda: draft_place(site, name, kind))


@new.command("site")
@click.option("--title", default="A chronology", help="The publication's name.")
@site_options
def new_site(title: str, site: Path, output: Path | None) -> None:
    """Begin a site: content/ with its settings and an about page."""
    from builder.drafting import draft_site

    _draft(lambda: draft_site(site, title))


def _draft(draft: Callable[[], list[str]]) -> None:
    with told():
        made = draft()
    for path in made:
        say(f"made {path}")
