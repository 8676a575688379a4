"""The `dateline` command: the only place that prints, looks at the clock and reads the environment."""

import gc
import os
import sys
from io import TextIOWrapper

from builder.cli.fast_path import answered_from_stamps

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


def command() -> "NoReturn":
    """Run the command line as the process that it is, and end that."""
    code = main()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    # To take apart everything that was imported and read, piece by piece, takes a twentieth of a small build.
    os._exit(code)


def main() -> int:
    """Run the command line; return the exit code of a plain build, and raise SystemExit after anything else.

    A build with nothing to do is answered before anything is imported, and a plain one without click."""
    for stream in (sys.stdout, sys.stderr):
        # A console that has not every letter of every script shows the others as escapes.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    words = sys.argv[1:]
    if answered_from_stamps(words):
        return 0
    # What is imported stays until the end: to look for cycles in it takes a fifth of a small build.
    gc.disable()
    try:
        from builder.cli.building import built_plainly

        code = built_plainly(words)
        if code is not None:
            return code
        from builder.cli.commands import dateline

        gc.freeze()
        gc.enable()
        dateline()
        return 0
    finally:
        gc.freeze()
        gc.enable()
