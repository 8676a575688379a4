"""`dateline build --edition`: the offline editions of a publication."""

import json
import sys
from pathlib import Path
from typing import NoReturn

import click

from builder.cli.manners import DONE, TO_MEND, now, output_folder, told
from builder.cli.terminal import say


def write_edition(
    name: str,
    site: Path,
    output: Path | None,
    as_json: bool,
    jobs: int | None,
    uses_cache: bool,
    others: object,
    only: tuple[str, ...],
) -> NoReturn:
    """Write the files of an edition, or report what stops it."""
    from builder.building import pipeline
    from builder.building.results import OfflineEdition
    from builder.cli import formats, telling
    from builder.cli.progress import shown_progress
    from builder.model.site import EditionKind

    kind = EditionKind(name)
    if others:
        raise click.UsageError("--check, --explain and --executor cannot be used with --edition")
    if only and kind is not EditionKind.PDF:
        raise click.UsageError("--only selects the entries of a booklet: use it with --edition pdf")
    with told(), shown_progress() as progress:
        folder = output_folder(site, output or site / "editions")
        if kind is EditionKind.ZIP:
            built = pipeline.build(site, output_folder(site, None), now(), progress, jobs, uses_cache)
            edition = OfflineEdition(built.report, (_write_zip(site, folder),) if built.published else None)
        else:
            edition = pipeline.write_offline_edition(site, kind, folder, now(), progress, jobs, uses_cache, only)
    files, problems = edition.files, edition.problems
    if as_json:
        written = [{"path": str(file), "size": file.stat().st_size} for file in files or ()]
        say(
            json.dumps(
                {"problems": [formats.as_map(one) for one in problems], "written": written}, ensure_ascii=False
            )
        )
    elif files is None:
        telling.tell_what_stops(problems, site)
        say("nothing was written", err=True)
    else:
        for file in files:
            say(f"{file} written, {file.stat().st_size:,} bytes")
    sys.exit(TO_MEND if files is None else DONE)


def _write_zip(site: Path, folder: Path) -> Path:
    from builder.deploying.settings import read_settings
    from builder.editions.zip import write_archive
    from builder.model.site import EditionKind

    settings, _ = read_settings(site)
    # What cannot be read has stopped the build.
    assert settings is not None
    path = folder / settings.edition_file(EditionKind.ZIP)
    write_archive(site / "public", path)
    return path
