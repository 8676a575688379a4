"""`dateline import`: make drafts of tables, timelines, lists of references and other sites."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from builder.cli.manners import DONE, TO_MEND, as_json, now, site_option, told
from builder.cli.terminal import say, say_json
from builder.model.errors import BuilderError

if TYPE_CHECKING:
    from builder.importing.outcome import ImportOutcome, LeftAlone, Loss

FOLDER_OR_FILE = click.Path(path_type=Path)
# Paths that are listed one by one; the rest are counted.
_MOST_PATHS = 12


@click.command("import")
@click.argument("files", nargs=-1, type=FOLDER_OR_FILE)
@site_option
@as_json
@click.option("--as", "kind", metavar="KIND", help="The kind of data, if it cannot be detected: ged, acled, table …")
@click.option("--map", "columns", type=FOLDER_OR_FILE, help="A YAML file that maps columns to fields.")
@click.option("--to", "folder", default="", help="A folder under content/entries/ for the drafts.")
@click.option("--registers", is_flag=True, help="Also create stubs for actors, places and sources.")
@click.option("--dataset", help="The dataset's name and version, such as 'UCDP GED 25.1'.")
@click.option("--publisher", help="The publisher, if the files do not name one.")
@click.option("--encoding", help="The character encoding, if it is neither UTF-8 nor UTF-16.")
@click.option("--skip", is_flag=True, help="Skip rows that cannot be read, and list them.")
@click.option("--dry-run", is_flag=True, help="List what would be created and what would be lost, without doing it.")
@click.option("--status", is_flag=True, help="List which records in seeds/ are in entries and what has changed.")
def import_(
    files: tuple[Path, ...],
    site: Path,
    as_json: bool,
    kind: str | None,
    columns: Path | None,
    folder: str,
    registers: bool,
    dataset: str | None,
    publisher: str | None,
    encoding: str | None,
    skip: bool,
    dry_run: bool,
    status: bool,
) -> None:
    """Make drafts from FILES: tables, timelines, lists of references, a site's posts."""
    from builder.cli.progress import shown_progress
    from builder.importing import ImportOptions, import_files
    from builder.importing.record import Instructions

    if status:
        _tell_status(site, as_json)
        return
    options = ImportOptions(
        kind=kind,
        instructions=Instructions(dataset, columns, encoding, publisher),
        folder=folder,
        makes_stubs=registers,
        is_dry=dry_run,
        skips_flaws=skip,
    )
    with told(), shown_progress() as progress:
        if not files:
            raise BuilderError("give the files to import, or use --status")
        outcome = import_files(site, files, options, now(), progress)
    if as_json:
        say_json(_as_map(outcome))
    else:
        _tell(outcome)
    sys.exit(TO_MEND if outcome.was_stopped else DONE)


def _tell(outcome: "ImportOutcome") -> None:
    """Print what was read, what was written, what was not mapped, and the terms of the data."""
    for kind in outcome.kinds:
        say(f"{kind.file}: {kind.says}, {kind.rows} row{'' if kind.rows == 1 else 's'}")
    for flaw in outcome.flaws:
        say(str(flaw), err=outcome.was_stopped)
    if outcome.flaw_count > len(outcome.flaws):
        say(f"and {outcome.flaw_count - len(outcome.flaws)} more of these", err=outcome.was_stopped)
    if outcome.was_stopped:
        # What cannot be read to its end has no rows that could be skipped.
        skips = "" if any(flaw.ends_the_file for flaw in outcome.flaws) else ", or skip such rows with --skip"
        say(f"nothing was written: correct {'this' if outcome.flaw_count == 1 else 'these'}{skips}", err=True)
        return
    would = "would be " if outcome.is_dry else ""
    for done, paths in (("created", outcome.made), ("updated", outcome.updated)):
        for path in paths[:_MOST_PATHS]:
            say(f"{would}{done} {path}")
        if len(paths) > _MOST_PATHS:
            say(f"{would}{done} {len(paths) - _MOST_PATHS} more")
    for left in outcome.left_alone:
        say(f"left alone {_left_words(left)} {', '.join(left.fields)}")
    if outcome.losses:
        say("not mapped:")
    for loss in outcome.losses:
        say(f"  {_loss_words(loss)}")
    for terms in dict.fromkeys(f"{kind.says}: {kind.terms}" for kind in outcome.kinds if kind.terms):
        say(terms)
    counts = f"{len(outcome.made)} {would}created, {len(outcome.updated)} updated, {outcome.unchanged} unchanged"
    say(f"{counts}, {len(outcome.left_alone)} left alone, {outcome.flaw_count} rows left out")


def _left_words(left: "LeftAlone") -> str:
    if left.source is None:
        return f"{left.path}: you have edited it, and its source has changed"
    return f'{left.path}: "{left.source}" is there as it was, and what was imported says otherwise of its'


def _loss_words(loss: "Loss") -> str:
    named = ", ".join(map(str, loss.rows))
    more = f" and {loss.count - len(loss.rows)} more" if loss.rows and loss.count > len(loss.rows) else ""
    rows = f"row {named}" if loss.count == 1 and loss.rows else f"rows {named}{more}" if loss.rows else ""
    where = ", ".join(filter(None, (f'column "{loss.column}"' if loss.column else "", rows)))
    return f"{loss.file}, {where}: {loss.reason}" if where else f"{loss.file}: {loss.reason}"


def _as_map(outcome: "ImportOutcome") -> object:
    """Write what came of an import as one JSON object."""
    return {
        "files": [{"file": kind.file, "kind": kind.says, "rows": kind.rows} for kind in outcome.kinds],
        "made": list(outcome.made),
        "updated": list(outcome.updated),
        "unchanged": outcome.unchanged,
        "left_alone": [
            {"path": left.path, "fields": list(left.fields)} | ({"source": left.source} if left.source else {})
            for left in outcome.left_alone
        ],
        "not_mapped": [
            {
                "file": loss.file,
                "column": loss.column,
                "reason": loss.reason,
                "rows": list(loss.rows),
                "count": loss.count,
            }
            for loss in outcome.losses
        ],
        "flaws": [
            {"file": flaw.file, "row": flaw.row, "column": flaw.column, "says": flaw.says, "hint": flaw.hint}
            for flaw in outcome.flaws
        ],
        "dry_run": outcome.is_dry,
    }


def _tell_status(site: Path, as_json: bool) -> None:
    """Print how the records in seeds/ relate to the entries."""
    from builder.importing.status import import_status

    with told():
        status = import_status(site, now())
    if as_json:
        say(msgspec.json.format(msgspec.json.encode(status)).decode())
        return
    if status.was_interrupted:
        say("an import was interrupted: what it had written was undone", err=True)
    for seed in status.seeds:
        say(f"{seed.file}: {seed.says}, {seed.in_entries} of {seed.records} records in entries")
        for says, listed in (
            ("could not be read", (seed.flaw,) if seed.flaw else ()),
            ("edited since it was imported", seed.edited),
            ("changed in the source", seed.changed),
            ("in no entry", seed.missing),
        ):
            for name in listed[:_MOST_PATHS]:
                say(f"  {says}: {name}")
            if len(listed) > _MOST_PATHS:
                say(f"  {says}: {len(listed) - _MOST_PATHS} more")
    for file in status.gone:
        say(f"{file}: entries refer to it, but it is not in seeds/")
