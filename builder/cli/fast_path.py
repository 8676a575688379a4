"""The fast path of `dateline build`: answer from stamps alone where nothing has changed, importing no library.

Only the plainest command is understood here; anything else, and any change, is left to the full command."""

import os
import sys
import time

from builder.cli.outcome import asides, outcome
from builder.cli.plain_words import plain_folders
from builder.publishing.untouched import state_if_untouched

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_MICROSECONDS = 1_000_000
_SEVERITIES = ("error", "warning", "hint")
# Until the year 5138: what lies beyond may be no date at all.
_LONGEST_EPOCH = 11


def answered_from_stamps(words: "Sequence[str]") -> bool:
    """Print the report of a build with nothing to do and return True; print nothing if there may be more to do."""
    started = time.perf_counter()
    moment, folders = _moment(), plain_folders(words)
    if moment is None or folders is None:
        return False
    site, output = folders
    if not os.access(site, os.R_OK) or (output is None and os.path.islink(f"{site}/public")):
        return False
    target, content = os.path.realpath(output or f"{site}/public"), os.path.realpath(f"{site}/content")
    if _holds(target, content) or _holds(content, target) or not os.access(target, os.R_OK):
        return False
    state = state_if_untouched(site, target, moment)
    if state is None:
        return False
    counts = zip(_SEVERITIES, state.counts, strict=True)
    told = asides(os.path.basename(target), state.foreign, counts)
    # How names of other kinds are printed depends on the terminal.
    if not all(line.isascii() and line.isprintable() for line in told):
        return False
    _print(told, outcome(0, state.unchanged, 0, time.perf_counter() - started))
    return True


def _moment() -> int | None:
    """Return the time as the full command does, in microseconds since 1970; None if it may be refused."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return time.time_ns() * _MICROSECONDS // 1_000_000_000
    is_plain = epoch.isascii() and epoch.isdigit() and len(epoch) <= _LONGEST_EPOCH
    return int(epoch) * _MICROSECONDS if is_plain else None


def _holds(folder: str, other: str) -> bool:
    return other == folder or other.startswith(folder.rstrip("/") + "/")


def _print(told: "Sequence[str]", line: str) -> None:
    try:
        for each in told:
            print(each if each.isprintable() else _escaped(each), file=sys.stderr, flush=True)
        print(line, flush=True)
    except BrokenPipeError:
        # Nobody reads on; what is left in the stream must not be written again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def _escaped(line: str) -> str:
    # Few names hold what no terminal should be given.
    from builder.cli.visible import visible_line

    return visible_line(line)
