"""`dateline deploy`: build, look, and bring the site to where readers are."""

import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from builder.cli.completion import complete_targets
from builder.cli.manners import TO_MEND, as_json, now, output_folder, site_options, told
from builder.cli.terminal import say, say_json, say_line
from builder.model.errors import BuilderError

if TYPE_CHECKING:
    from builder.deploying import Deployed
    from builder.deploying.changes import Changes
    from builder.deploying.destination import Surroundings
    from builder.deploying.folder import Deployment
    from builder.model.site import Site
    from builder.model.target import Target


@click.command()
@click.argument("target", required=False, shell_complete=complete_targets)
@site_options
@as_json
@click.option("--dry-run", is_flag=True, help="List what would be added, changed and deleted, without doing it.")
@click.option("--yes", is_flag=True, help="Do not ask before deleting many files.")
@click.option("--no-build", is_flag=True, help="Check the content, but deploy public/ as it is.")
@click.option("--adopt", is_flag=True, help="Overwrite files at the target that Dateline did not put there.")
@click.option("--again", is_flag=True, help="Send every file again, regardless of the last deploy.")
@click.option("--release", "records", is_flag=True, help="Also record what is published, as `dateline release` does.")
@click.option("--releases", is_flag=True, help="List the releases kept in a folder target.")
@click.option("--rollback", metavar="RELEASE", help="Publish an earlier release kept in a folder target.")
def deploy(
    target: str | None,
    site: Path,
    output: Path | None,
    as_json: bool,
    dry_run: bool,
    yes: bool,
    no_build: bool,
    adopt: bool,
    again: bool,
    records: bool,
    releases: bool,
    rollback: str | None,
) -> None:
    """Deploy the site to TARGET, one of those in site.yaml."""
    from builder import deploying
    from builder.cli.progress import shown_progress
    from builder.deploying.destination import Surroundings
    from builder.deploying.settings import choose_target

    started = time.perf_counter()
    with told():
        folder = output_folder(site, output)
        settings = _settings(site)
        chosen = choose_target(settings, target)
        surroundings = Surroundings(site, folder, os.environ, lambda: datetime.now(UTC))
        if releases or rollback is not None:
            _turn_back(chosen, surroundings, rollback)
            return
        if no_build:
            _look(site, folder)
        else:
            _build(site, folder, quiet=as_json)
        options = deploying.DeployOptions(dry_run, adopt, again)
        with shown_progress() as progress:
            deployed = deploying.deploy(chosen, options, surroundings, lambda changes: yes or _ask(changes), progress)
    _tell(deployed, chosen, settings.url, time.perf_counter() - started, as_json)
    _record(site, records and not dry_run, quiet=as_json)


def _settings(site: Path) -> "Site":
    from builder.cli import telling
    from builder.deploying.settings import read_settings

    settings, problems = read_settings(site)
    if settings is None or any(problem.stops_a_build for problem in problems):
        telling.tell_problems(problems, site)
        sys.exit(TO_MEND)
    return settings


def _build(site: Path, folder: Path, quiet: bool) -> None:
    """Build, so that the current content is deployed; exit if there are errors."""
    from builder.building import pipeline
    from builder.cli.building import tell_build
    from builder.cli.progress import shown_progress

    started = time.perf_counter()
    with shown_progress() as progress:
        built = pipeline.build(site, folder, now(), progress)
    if built.published is None or not quiet:
        tell_build(built, site, folder, time.perf_counter() - started, quiet)
    if built.published is None:
        sys.exit(TO_MEND)


def _look(site: Path, folder: Path) -> None:
    """Check whether a folder built earlier may be published."""
    from builder.building import pipeline
    from builder.cli import telling
    from builder.deploying.whole import (
        read_whole,
        refuse_what_is_not_published,
        refuse_what_is_older_than_a_purge,
    )

    problems = pipeline.check(site, now())
    if any(problem.stops_a_build for problem in problems):
        telling.tell_what_stops(problems, site)
        sys.exit(TO_MEND)
    manifest, archive = read_whole(folder), pipeline.load(site, now()).archive
    refuse_what_is_older_than_a_purge(manifest, archive.purged, f"{folder.name}/")
    refuse_what_is_not_published(manifest, archive, folder.name)


def _turn_back(target: "Target", surroundings: "Surroundings", release: str | None) -> None:
    from builder.deploying.folder import FolderHost
    from builder.model.target import FolderTarget

    if not isinstance(target, FolderTarget):
        raise BuilderError(
            f"{target.name} keeps no releases; only a folder target does: deploy an earlier state instead"
        )
    host = FolderHost(target, surroundings)
    if release is not None:
        from builder.building import pipeline

        purged = pipeline.load(surroundings.site, now()).archive.purged
        with host.held():
            host.roll_back(release, purged)
    _tell_releases(host.releases())


def _record(site: Path, records: bool, quiet: bool) -> None:
    """Record what is published now, or report what is not recorded."""
    from builder.building import pipeline
    from builder.cli import telling

    with told():
        if not records:
            telling.tell_unreleased(pipeline.unreleased(site, now()))
            return
        recorded = pipeline.release(site, now())
    if not quiet or recorded.entries is None:
        telling.tell_release(recorded, site)


def _ask(changes: "Changes") -> bool:
    """Ask the user to confirm deleting many files."""
    if not sys.stdin.isatty():
        return False
    return click.confirm(f"{len(changes.deleted)} of {changes.before} files will be deleted. Continue?", err=True)


def _tell(deployed: "Deployed", target: "Target", url: str | None, seconds: float, as_json: bool) -> None:
    """Print what a deploy did, or would do, and where it can be read."""
    from builder.model.target import kind_of

    changes, address = deployed.changes, target.address or url
    if as_json:
        found = {
            "target": target.name,
            "kind": kind_of(target),
            "address": address,
            "dry_run": deployed.is_dry,
            **{kind: list(paths) for kind, paths in changes.by_kind},
            "unchanged": changes.unchanged,
            "bytes": deployed.size,
            "was_interrupted": deployed.was_interrupted,
            "seconds": round(seconds, 3),
        }
        say_json(found)
        return
    if deployed.was_interrupted:
        say("the last deploy was interrupted: this one will finish it", err=True)
    if deployed.loses_signature:
        says = "the published site is signed" if deployed.is_dry else "the previously published site was signed"
        say(f"{says}, but this one is not: run `dateline sign` and deploy again", err=True)
    if deployed.is_dry:
        for verb, (_, paths) in zip(("add", "change", "delete"), changes.by_kind, strict=True):
            for path in paths:
                say_line(f"would {verb} {path}")
    counts = ", ".join(f"{len(paths)} {kind}" for kind, paths in changes.by_kind)
    ending = f"; read it at {address}" if address else ""
    would = "nothing was done, it would be " if deployed.is_dry else ""
    say(f"{target.name}: {would}{counts}, {changes.unchanged} unchanged{ending}")


def _tell_releases(releases: "tuple[Deployment, ...]") -> None:
    """List the releases that a folder keeps."""
    for release in releases:
        say(f"{release.name}{'  (published)' if release.is_current else ''}")
