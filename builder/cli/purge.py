"""`dateline purge`: take something out at once, wherever that is in our hands, and say where it is not."""

import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from builder.cli.completion import complete_ids
from builder.cli.manners import DONE, TO_MEND, now, output_folder, site_options, told
from builder.cli.terminal import say
from builder.model.errors import BuilderError

if TYPE_CHECKING:
    from builder.building.loading import Loaded
    from builder.model.site import Site


@click.command()
@click.argument("ids", nargs=-1, required=True, shell_complete=complete_ids)
@site_options
@click.option("--content", "from_content", is_flag=True, help="Also delete it from content/.")
@click.option("--no-deploy", is_flag=True, help="Build, but do not deploy.")
@click.option("--yes", is_flag=True, help="Do not ask for confirmation.")
def purge(
    ids: tuple[str, ...], site: Path, output: Path | None, from_content: bool, no_deploy: bool, yes: bool
) -> None:
    """Remove entries, claims (ENTRY#CLAIM), actors or files in media/ from everything published, at once."""
    from builder.building import pipeline
    from builder.drafting.purge import addresses_of, words_of, write_down
    from builder.model.purged import Purged

    with told():
        folder, loaded = output_folder(site, output), pipeline.load(site, now())
        archive = loaded.archive
        addresses = tuple(dict.fromkeys(address for id in ids for address in addresses_of(id, archive)))
        words = tuple(dict.fromkeys(word for address in addresses for word in words_of(address, archive)))
        if not yes and not _agreed(addresses):
            raise BuilderError("nothing was purged: add `--yes` to confirm")
        write_down(site, Purged(tuple(sorted({*archive.purged.addresses, *addresses}))), archive)
    settings = archive.site
    # Readers come first: as long as the content has its names, no reference to it is a mistake.
    is_done = _publish(site, folder, settings, no_deploy)
    by_hand: tuple[str, ...] = ()
    if from_content:
        by_hand, is_sound = _remove_from_content(site, addresses, loaded)
        is_done = is_done and is_sound
    # What a build remembers holds what it read.
    for path in sorted(site.glob(".dateline-cache*")):
        path.unlink(missing_ok=True)
    _tell_what_is_left(site, settings, addresses, words, by_hand, _files_of(addresses, loaded))
    sys.exit(DONE if is_done else TO_MEND)


def _agreed(addresses: Sequence[str]) -> bool:
    listed = ", ".join(addresses)
    return sys.stdin.isatty() and click.confirm(f"{listed} will be removed from the site. Continue?", err=True)


def _publish(site: Path, folder: Path, settings: "Site", no_deploy: bool) -> bool:
    """Build, and bring the site to all of its targets; one that cannot be reached does not keep back the others."""
    from builder import deploying
    from builder.building import pipeline
    from builder.cli import telling
    from builder.deploying.destination import Surroundings

    with told():
        built = pipeline.build(site, folder, now())
    if built.published is None:
        telling.tell_what_stops(built.problems, site)
        say(
            "the purge is recorded, but nothing was published: correct these problems, then run `dateline deploy`",
            err=True,
        )
        return False
    say(f"{folder.name}/: {built.published.written} files written, {built.published.removed} removed")
    is_everywhere = True
    surroundings = Surroundings(site, folder, os.environ, lambda: datetime.now(UTC))
    for target in () if no_deploy else settings.deploy:
        try:
            deployed = deploying.deploy(
                target, deploying.DeployOptions(), surroundings, lambda _: True, lambda *_: None
            )
        except BuilderError as error:
            say(f"dateline: {error}", err=True)
            is_everywhere = False
            continue
        say(f"{target.name}: {', '.join(f'{len(paths)} {kind}' for kind, paths in deployed.changes.by_kind)}")
    return is_everywhere


def _remove_from_content(site: Path, addresses: Sequence[str], loaded: "Loaded") -> tuple[tuple[str, ...], bool]:
    """Delete things in content/; return what has to be by hand, and whether nothing else needs what is gone."""
    from builder.building import pipeline
    from builder.cli import telling
    from builder.drafting.purge import remove_from_content

    with told():
        done, by_hand = remove_from_content(site, addresses, loaded)
    for path in done:
        say(f"deleted {path}")
    problems = tuple(problem for problem in pipeline.check(site, now()) if problem.stops_a_build)
    if problems:
        telling.tell_problems(problems, site)
        say("it is no longer published; correct these problems before the next build", err=True)
    return tuple(by_hand), not problems


def _files_of(addresses: Sequence[str], loaded: "Loaded") -> tuple[str, ...]:
    """Name the files of the content that stand for addresses."""
    files = loaded.archive.files
    own = (files.get(address) if not address.startswith("media/") else f"content/{address}" for address in addresses)
    return tuple(path for path in own if path)


def _tell_what_is_left(
    site: Path,
    settings: "Site",
    addresses: Sequence[str],
    words: Sequence[str],
    by_hand: Sequence[str],
    paths: Sequence[str],
) -> None:
    from builder.deploying.beyond import beyond_reach
    from builder.drafting.purge import mentions_left

    for file in by_hand:
        say(f"{file}: delete it there yourself, as its lines also contain something else")
    for path in paths:
        if (site / path).exists():
            say(f"{path} is still there")
    for left in mentions_left(site, words):
        say(f'{left.file}:{left.line}: "{left.word}" still occurs here')
    say("not reached:")
    for line in beyond_reach(site, settings, addresses, paths):
        say(f"  {line}")
