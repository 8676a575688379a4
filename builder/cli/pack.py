"""`dateline pack`: put together what a successor, an archive or a court needs, as a bag of files."""

import sys
import time
from pathlib import Path

import click

from builder.cli.manners import DONE, TO_MEND, now, output_folder, site_options, told
from builder.cli.terminal import say


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--private", "is_private", is_flag=True, help="Also pack drafts, private fields and withheld sources.")
@site_options
def pack(folder: Path, is_private: bool, site: Path, output: Path | None) -> None:
    """Pack the chronology into FOLDER as a BagIt bag, for a successor, an archive or a court."""
    from builder import packing
    from builder.building import pipeline
    from builder.cli import telling
    from builder.cli.progress import shown_progress
    from builder.model.decimals import size_in_words

    started, moment = time.perf_counter(), now()
    with told():
        public = output_folder(site, output)
        packing.refuse_what_is_there(folder)
        with shown_progress() as progress:
            built = pipeline.build(site, public, moment, progress)
        if built.published is None:
            telling.tell_what_stops(built.problems, site)
            sys.exit(TO_MEND)
        packed = packing.pack(site, public, folder, moment, is_private)
    if is_private:
        say(f"{folder.name}/ is private: it contains drafts, private fields and withheld sources", err=True)
    seconds = time.perf_counter() - started
    say(f"packed {packed.files} files, {size_in_words(packed.size)}, into {folder.name}/ in {seconds:.1f} s")
    sys.exit(DONE)
