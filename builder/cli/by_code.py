"""Sum up many problems: one line for each code, with the first place and the command that lists the others."""

import shlex
from collections.abc import Sequence
from pathlib import Path

from builder.cli.outcome import tally
from builder.model.problem import Problem, Severity

_LONGEST = 120


def lines_by_code(problems: Sequence[Problem], site: Path) -> list[str]:
    """Write a line for each code, the worst first, and of one severity the most frequent."""
    kinds: dict[tuple[Severity, str], list[Problem]] = {}
    for problem in problems:
        kinds.setdefault((problem.severity, problem.code), []).append(problem)
    counted = [(*kind, sum(one.count for one in found), found) for kind, found in kinds.items()]
    counted.sort(key=lambda kind: (list(Severity).index(kind[0]), -kind[2], kind[1]))
    return [_line(severity, code, count, found, site) for severity, code, count, found in counted]


def tally_of(problems: Sequence[Problem]) -> str:
    """Count problems by severity: "2 errors, 1 hint"; empty where there are none."""
    return tally((one, sum(each.count for each in problems if each.severity is one)) for one in Severity)


def _line(severity: Severity, code: str, count: int, found: Sequence[Problem], site: Path) -> str:
    first = min(found)
    says = first.says if len(first.says) <= _LONGEST else f"{first.says[:_LONGEST]}…"
    in_site = "" if site == Path() else f" --site {shlex.quote(str(site))}"
    lists = f"`dateline check{in_site} --code {code}` {'lists them' if count > 1 else 'shows it'}"
    where = f"{first.file}:{first.line}" if first.line else first.file
    return f"{code}: {tally([(severity, count)])}, {'the first ' if count > 1 else ''}in {where}: {says}; {lists}"
