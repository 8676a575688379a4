"""Report to people and machines what came of a command."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from shutil import get_terminal_size
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec.structs import asdict

from builder.building.results import Built, Recorded, Unreleased
from builder.checking import Explanation
from builder.cli import formats
from builder.cli.by_code import lines_by_code, tally_of
from builder.cli.outcome import tally
from builder.cli.terminal import is_read_by_author, say, say_json, say_line, say_with_colour
from builder.cli.visible import in_columns
from builder.model.problem import Problem, Severity
from builder.reading.excerpts import cells, excerpt
from builder.reading.quoting import lines_kept_back, quoted_line
from builder.reading.source_tree import RELEASE_FILE

if TYPE_CHECKING:
    from builder.preview.shown_site import SiteUpdate
    from builder.verifying.twice import Twice

_COLOURS = MappingProxyType({Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.HINT: "cyan"})
_INDENT = "    "
_NARROWEST = 16
_WIDTH_OF_A_FILE = 160


def tell_problems(problems: Sequence[Problem], site: Path, others: Sequence[Problem] = ()) -> None:
    """Print problems, each with the line that it is about and a caret under the place, and how many there are.

    The `others` are not printed; they may keep a line from being quoted."""
    _tell_each(_as_read(problems), site, others)
    say(tally_of(problems) or "no problems found")


def tell_what_stops(problems: Sequence[Problem], site: Path) -> None:
    """Print errors in full and everything else as one line per code, so that errors stay visible."""
    errors = [problem for problem in problems if problem.stops_a_build]
    others = lines_by_code([problem for problem in problems if not problem.stops_a_build], site)
    if sys.stdout.isatty():
        for line in others:
            say_line(line)
    _tell_each(errors, site, problems)
    if not sys.stdout.isatty():
        for line in others:
            say_line(line)
    say(tally_of(problems))


def tell_summary(problems: Sequence[Problem], site: Path) -> None:
    """Print one line per code, and the number of problems."""
    lines = lines_by_code(problems, site)
    for line in reversed(lines) if sys.stdout.isatty() else lines:
        say_line(line)
    say(tally_of(problems) or "no problems found")


def tell_not_shown(problems: Sequence[Problem]) -> None:
    """Print how many problems were not selected."""
    if problems:
        say(f"not selected: {tally_of(problems)}", err=True)


def _as_read(problems: Sequence[Problem]) -> Sequence[Problem]:
    """Put errors last on a terminal, so that they are just above the prompt; elsewhere keep the order of files."""
    if not sys.stdout.isatty():
        return problems
    weights = list(Severity)
    return sorted(problems, key=lambda problem: -weights.index(problem.severity))


def _tell_each(problems: Sequence[Problem], site: Path, others: Sequence[Problem]) -> None:
    files: dict[str, list[str]] = {}
    secret = lines_kept_back((*problems, *others), is_read_by_author())
    for problem in problems:
        _say(problem)
        quoted = "" if (problem.file, problem.line) in secret else _quoted(problem, site, files)
        if quoted:
            say(quoted)


def tell_result(built: Built, site: Path, seconds: float, as_json: bool) -> None:
    """Print what stopped a build, or its result as JSON."""
    published = built.published
    if not as_json:
        tell_what_stops(built.problems, site)
        say("nothing was written: the site is unchanged", err=True)
    elif published is None:
        say(formats.write_problems(built.problems, "json"))
    else:
        say_json(
            {
                "problems": [formats.as_map(problem) for problem in built.problems],
                "written": published.written,
                "unchanged": published.unchanged,
                "removed": published.removed,
                "foreign": list(published.foreign),
                "seconds": round(seconds, 3),
                **({"explanation": built.explanation} if built.explanation else {}),
            }
        )


def tell_twice(twice: "Twice", as_json: bool) -> None:
    """Print the files that differ between two builds."""
    if as_json:
        say(json.dumps(asdict(twice) | {"differences": [*map(asdict, twice.differences)]}, indent=1))
        return
    for found in twice.differences:
        for which, shown in (("first", found.first), ("second", found.second)):
            said = "is not there" if shown is None else f"byte {found.byte}: {shown!r}"
            say(f"{found.path}, {which} build: {said}")
    count = len(twice.differences)
    differ = f"{count} of {twice.files} files differ" if count else f"{twice.files} files, the same in both"
    say(f"built twice under different conditions: {differ}")


def tell_release(recorded: Recorded, site: Path) -> None:
    """Print what was recorded, or what stopped it."""
    if recorded.entries is None:
        tell_what_stops(recorded.problems, site)
        say("nothing was recorded: the last release is unchanged", err=True)
        return
    if recorded.report:
        say(f"{tally(recorded.report.counts.items())}: `dateline check` shows them", err=True)
    entries = "1 entry" if recorded.entries == 1 else f"{recorded.entries} entries"
    news = "recorded" if recorded.has_changed else "nothing has changed since the last release:"
    say(f"{news} {entries} in {RELEASE_FILE}")


def tell_unreleased(found: Unreleased) -> None:
    """Print what is not recorded in a release, and how to record it."""
    how = "run `dateline release`, or deploy with --release"
    if not found.entries:
        return
    if not found.has_record:
        say(f"there is no {RELEASE_FILE}, so later changes to published content go unnoticed: {how}", err=True)
        return
    count = "1 entry is" if len(found.entries) == 1 else f"{len(found.entries):,} entries are"
    says = f'{count} different from the last release, the first "{found.entries[0]}": {how}'
    say(says.replace("the first ", "") if len(found.entries) == 1 else says, err=True)


def tell_update(update: "SiteUpdate") -> None:
    """Print one line per rebuild: what was saved, the result, and how long it took."""
    saved = ", ".join(update.paths[:2]) + (f" and {len(update.paths) - 2} more" if len(update.paths) > 2 else "")
    came = f"not shown until this is corrected: {update.problems[0]}" if update.problems else "shown"
    if saved or update.problems:
        say_line(f"{saved or 'the site'}: {came} ({update.seconds * 1000:.0f} ms)")


def tell_explanation(explained: Explanation) -> None:
    """Print what a code means, how much it weighs, and an example where there is one."""
    say(f"{explained.code} ({explained.severity.value}): {explained.law}\n")
    say(f"Why: {explained.reason}\nTo fix it: {explained.fix}")
    for heading, example in (("Wrong:", explained.wrong), ("Right:", explained.right)):
        if example:
            say("\n".join((f"\n{heading}", *(f"    {line}" for line in example.split("\n")))))


def tell_address(address: str) -> None:
    say(f"the site is at {address} (press Ctrl-C to stop)")


def _say(problem: Problem) -> None:
    before, severity, after = str(problem).partition(f" {problem.severity} [")
    say_with_colour(f"{before} ", problem.severity.value, severity[-2:] + after, _COLOURS[problem.severity])


def _quoted(problem: Problem, site: Path, files: dict[str, list[str]]) -> str:
    line = quoted_line(problem, site, files, to_author=is_read_by_author())
    if line is None:
        return ""
    before, after = excerpt(in_columns(line), problem.column, max(_width() - len(_INDENT), _NARROWEST))
    return f"{_INDENT}{before}{after}\n{_INDENT}{' ' * cells(before)}^"


def _width() -> int:
    """Return the width of the terminal, or a fixed width where there is none."""
    return get_terminal_size().columns if sys.stdout.isatty() else _WIDTH_OF_A_FILE
