"""`dateline new`: begin an entry, an actor, a place, a source, a question, a page, a claim or a whole site.

On a terminal it asks for what it was not told."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from builder.cli import completion
from builder.cli.asking import asked, asked_for_some, asked_until_right, is_somebody_there
from builder.cli.manners import now, site_option, told
from builder.cli.terminal import say
from builder.drafting import STARTERS

if TYPE_CHECKING:
    from builder.model.archive import Archive

_WHEN = "When it happened, as precisely as known (2031-04-05, 2031-04, 2031~ …)"


@click.group()
def new() -> None:
    """Create an entry, actor, place, source, question, page, claim or a whole site."""


@new.command("entry")
@click.argument("title", required=False)
@click.option("--date", help="When it happened, in EDTF: 2031-04-05, 2031-04, 2031~ …")
@click.option(
    "--place", "places", multiple=True, help="The id or name of a place; can be repeated.",
    shell_complete=completion.complete_places,
)  # fmt: skip
@click.option(
    "--actor", "actors", multiple=True, help="The id or name of an actor; can be repeated.",
    shell_complete=completion.complete_actors,
)  # fmt: skip
@click.option(
    "--source", "sources", multiple=True, help="An id or a web address; can be repeated.",
    shell_complete=completion.complete_sources,
)  # fmt: skip
@site_option
def new_entry(
    title: str | None,
    date: str | None,
    places: tuple[str, ...],
    actors: tuple[str, ...],
    sources: tuple[str, ...],
    site: Path,
) -> None:
    """Create an entry as a draft."""
    from builder.drafting import draft_entry
    from builder.drafting.draft_files import check_date

    with told():
        asks = title is None or date is None
        title = asked(title, "argument 'TITLE'", "What happened, in a few words")
        date = asked_until_right(date, "option '--date'", _WHEN, check_date)
        if asks and is_somebody_there():
            registers = _archive(site).registers
            places = asked_for_some(places, "Where (Enter to skip)", registers.places)
            actors = asked_for_some(actors, "Who (Enter to skip)", registers.actors)
            sources = asked_for_some(sources, "Source: an id or a web address (Enter to skip)", registers.sources)
        cited, made = _sources(site, sources)
        made += draft_entry(site, title, date, places, actors, now(), cited)
    _tell(made)


@new.command("actor")
@click.argument("name", required=False)
@click.option(
    "--kind", help="state, government-body, armed-force, person …", shell_complete=completion.complete_kinds_of_actors
)
@click.option("--side", help="One of the sides declared in site.yaml.", shell_complete=completion.complete_sides)
@click.option("--public-figure", is_flag=True, help="The person is a public figure and may be named.")
@site_option
def new_actor(name: str | None, kind: str | None, side: str | None, public_figure: bool, site: Path) -> None:
    """Create an actor."""
    from builder.drafting import draft_actor
    from builder.model.actor import ActorKind

    asks = name is None and is_somebody_there()
    name = asked(name, "argument 'NAME'", "Its name")
    if asks and kind is None:
        kind = asked(None, "option '--kind'", f"What it is ({', '.join(ActorKind)})", ActorKind)
    if asks and kind == "person" and not public_figure:
        public_figure = click.confirm("Is this person a public figure, who may be named?")
    _draft(lambda: draft_actor(site, name, kind or "other", side, public_figure))


@new.command("place")
@click.argument("name", required=False)
@click.option("--kind", help="country, region, city, village, road …")
@site_option
def new_place(name: str | None, kind: str | None, site: Path) -> None:
    """Create a place."""
    from builder.drafting import draft_place

    asks = name is None and is_somebody_there()
    name = asked(name, "argument 'NAME'", "Its name")
    if asks and kind is None:
        kind = asked(None, "option '--kind'", "What it is (country, region, city, village, road …)")
    _draft(lambda: draft_place(site, name, kind or "place"))


@new.command("source")
@click.argument("url", required=False)
@click.option("--title", help="Its title, in [brackets] if the words are your own.")
@click.option("--publisher", help="Who published it or keeps it.")
@click.option("--issued", help="When it was published, in EDTF.")
@click.option("--id", "id", help="The id to cite it by (default: made from host, day and title).")
@site_option
def new_source(
    url: str | None,
    title: str | None,
    publisher: str | None,
    issued: str | None,
    id: str | None,
    site: Path,
) -> None:
    """Create a source from its web address URL, or from title and publisher, without network access."""
    from builder.drafting.new_source import SourceOptions, draft_source

    if url is None and title is None and is_somebody_there():
        url = click.prompt("Its web address (Enter if it has none)", default="", show_default=False).strip() or None
    if url is None:
        title = asked(title, "argument 'URL', or option '--title'", "Its title, in [brackets] if the words are yours")
        publisher = asked(publisher, "option '--publisher'", "Who published it, or keeps it")
    options = SourceOptions(url, title, publisher, issued, id)
    _draft(lambda: draft_source(site, options, now())[1])


@new.command("question")
@click.argument("title", required=False)
@click.option("--exclusive", is_flag=True, help="Only one answer can be right, as for who did something.")
@site_option
def new_question(title: str | None, exclusive: bool, site: Path) -> None:
    """Create a question for claims to answer."""
    from builder.drafting import draft_question

    title = asked(title, "argument 'TITLE'", "The question, as readers see it")
    _draft(lambda: draft_question(site, title, exclusive))


@new.command("page")
@click.argument("title", required=False)
@click.option(
    "--states",
    type=click.Choice(("methodology", "corrections", "contact")),
    help="List it in site.yaml as this page.",
)
@site_option
def new_page(title: str | None, states: str | None, site: Path) -> None:
    """Create a page such as one on the method."""
    from builder.drafting import draft_page

    title = asked(title, "argument 'TITLE'", "Its title")
    _draft(lambda: draft_page(site, title, states))
    if states is not None:
        say("changed content/site.yaml")


@new.command("claim")
@click.argument("entry", required=False, shell_complete=completion.complete_entries)
@click.option("--by", help="The id or name of the claimant.", shell_complete=completion.complete_actors)
@click.option("--text", help="What was said, in one sentence.")
@click.option(
    "--source", "sources", multiple=True, help="An id or a web address; can be repeated.",
    shell_complete=completion.complete_sources,
)  # fmt: skip
@click.option("--made", help="When it was said, in EDTF.")
@click.option("--question", help="The id of the question it answers.", shell_complete=completion.complete_questions)
@site_option
def new_claim(
    entry: str | None,
    by: str | None,
    text: str | None,
    sources: tuple[str, ...],
    made: str | None,
    question: str | None,
    site: Path,
) -> None:
    """Add a claim to the front matter of ENTRY, leaving the rest of the file unchanged."""
    from builder.drafting.new_claim import ClaimOptions, draft_claim

    with told():
        registers = _archive(site).registers if is_somebody_there() else None
        entry = asked(entry, "argument 'ENTRY'", "The entry", registers.entries.words() if registers else ())
        by = asked(by, "option '--by'", "Who says so", registers.actors.words() if registers else ())
        text = asked(text, "option '--text'", "What was said, in one sentence")
        if registers:
            sources = asked_for_some(sources, "Source: an id or a web address (Enter to skip)", registers.sources)
        if not sources:
            raise click.UsageError("Missing option '--source'.")
        cited, paths = _sources(site, sources)
        changed = draft_claim(site, entry, ClaimOptions(by, text, cited, made, question), now())
    _tell(paths)
    say(f"added a claim to {changed}")


@new.command("site")
@click.option("--title", help="The publication's name (default: “A chronology”, or that of the starter).")
@click.option("--starter", type=click.Choice(STARTERS), help="Start from a small fictional chronology of this kind.")
@site_option
def new_site(title: str | None, starter: str | None, site: Path) -> None:
    """Create a site: content/ with settings and an about page, or a starter to explore and change."""
    from builder.drafting import draft_site

    _draft(lambda: draft_site(site, title, starter))


def _archive(site: Path) -> "Archive":
    from builder.building.pipeline import load

    return load(site, now()).archive


def _sources(site: Path, named: tuple[str, ...]) -> tuple[tuple[str, ...], list[str]]:
    """Return the ids of sources that are named by id or by address, and the files made for those of addresses."""
    from builder.drafting.new_source import SourceOptions, draft_source

    ids: list[str] = []
    made: list[str] = []
    for word in named:
        if not word.startswith(("http://", "https://")):
            ids.append(word)
            continue
        id, paths = draft_source(site, SourceOptions(word, None, None, None), now())
        ids.append(id)
        made += paths
    return tuple(ids), made


def _draft(draft: Callable[[], list[str]]) -> None:
    with told():
        made = draft()
    _tell(made)


def _tell(made: Iterable[str]) -> None:
    for path in made:
        say(f"created {path}")
