"""Make drafts of what researchers have: tables, timelines, lists of references, other sites.

All rows are read twice: first to find whatever is wrong, and who and what they name, then to write. Rows are never
held all at once, and files are put into the site together at the end."""

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from builder.building.pipeline import load
from builder.drafting.draft_files import need_content
from builder.importing.drafts import Lookups
from builder.importing.kinds import kind_named, recognise
from builder.importing.name_lookups import ActorLookup, PlaceLookup, names_registered
from builder.importing.outcome import ImportOutcome
from builder.importing.record import Flaw, ImportSource, Instructions, Spoilt
from builder.importing.seeded import seeded
from builder.importing.source_lookup import SourceLookup
from builder.importing.survey import Named, survey
from builder.importing.transaction import Staged, Unstaged, all_or_none, recover
from builder.importing.writing import DraftWriter
from builder.model.errors import BuilderError
from builder.remembering.run import Progress, no_progress


class ImportOptions(Struct, frozen=True, kw_only=True):
    """What an import is asked for; `folder` lies below `content/entries/`."""

    kind: str | None = None
    instructions: Instructions = Instructions()
    folder: str = ""
    makes_stubs: bool = False
    is_dry: bool = False
    skips_flaws: bool = False


def import_files(
    site: Path, files: tuple[Path, ...], options: ImportOptions, moment: datetime, progress: Progress = no_progress
) -> ImportOutcome:
    """Make drafts of the rows of files, and update earlier ones; write nothing where a row is wrong."""
    need_content(site)
    recover(site)
    archive = load(site, moment).archive
    named, unknown = _named(site, files, options, names_registered(archive.registers))
    stubs = options.makes_stubs
    lookups = Lookups(
        ActorLookup(archive, stubs), PlaceLookup(archive, stubs), SourceLookup(archive, stubs), archive.site.language
    )
    surveyed = survey(named, lookups)
    flaws = (*unknown, *surveyed.flaws)
    if unknown or surveyed.is_broken or (flaws and not options.skips_flaws):
        count = len(unknown) + surveyed.flaw_count
        return ImportOutcome(kinds=surveyed.kinds, flaws=flaws, flaw_count=count, was_stopped=True)
    aside: AbstractContextManager[Staged] = nullcontext(Unstaged(site, [])) if options.is_dry else all_or_none(site)
    with aside as staged:
        writer = DraftWriter(site, archive, seeded(archive), lookups, _folder(options.folder), staged)
        writer.write(named, surveyed.rows, progress)
    return ImportOutcome(
        kinds=surveyed.kinds,
        made=tuple(writer.made),
        updated=tuple(writer.updated),
        unchanged=writer.unchanged,
        left_alone=tuple(writer.left_alone),
        losses=writer.tally.losses(),
        flaws=flaws,
        flaw_count=surveyed.flaw_count,
        is_dry=options.is_dry,
    )


def _named(
    site: Path, files: tuple[Path, ...], options: ImportOptions, registered: Mapping[str, str]
) -> tuple[tuple[Named, ...], tuple[Flaw, ...]]:
    """Find out what each file holds."""
    named: list[Named] = []
    unknown: list[Flaw] = []
    for path in dict.fromkeys(files):
        material = ImportSource(path, name_in_seeds(site, path), options.instructions, registered)
        try:
            named.append((material, kind_named(options.kind) if options.kind else recognise(material)))
        except Spoilt as fault:
            unknown.append(fault.flaw(material.name, ends_the_file=True))
    return tuple(named), tuple(unknown)


def name_in_seeds(site: Path, path: Path) -> str:
    """Name a file as `seed` does: by where it lies in `seeds/`, or else by its name alone."""
    seeds = (site / "seeds").resolve()
    whole = path.resolve()
    return whole.relative_to(seeds).as_posix() if whole.is_relative_to(seeds) else whole.name


def _folder(wished: str) -> str:
    """Name the folder below `content/entries/`, however it was written."""
    folder = wished.strip("/").removeprefix("content/").removeprefix("entries").strip("/")
    if ".." in folder.split("/") or Path(wished).is_absolute():
        raise BuilderError(f'"{wished}" is not a folder below content/entries/')
    return f"{folder}/" if folder else ""
