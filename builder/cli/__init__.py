"""The `dateline` command: the only place that prints, looks at the clock and reads the environment."""

import gc
import sys
from io import TextIOWrapper

from builder.cli.fast_path import answered_from_stamps


def main() -> None:
    """Run the command line; a build with nothing to do is answered before anything is imported."""
    for stream in (sys.stdout, sys.stderr):
        # A console that has not every letter of every script shows the others as escapes.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    if answered_from_stamps(sys.argv[1:]):
        return
    # What is imported stays until the end: to look for cycles in it takes a fifth of a small build.
    gc.disable()
    from builder.cli.commands import dateline

    gc.freeze()
    gc.enable()
    try:
        dateline()
    finally:
        gc.freeze()
