"""Check a site as `dateline check` does, in a process of its own, so that nobody waits for it."""

import asyncio
import sys
from pathlib import Path

import msgspec
from msgspec import Struct

from builder.model.problem import Problem, Severity


async def review(site: Path) -> tuple[Problem, ...]:
    """Find everything that has to be corrected; the process ends with the one that waits for it."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "builder", "check", "--site", str(site), "--json",
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        told, _ = await process.communicate()
    except asyncio.CancelledError:
        process.kill()
        raise
    found = msgspec.json.decode(told or b"{}", type=_Findings).problems
    return tuple(Problem(one.file, one.line, one.column, one.code, one.says, one.hint, one.severity) for one in found)


class _Told(Struct, frozen=True):
    """A problem as `dateline check --json` tells it."""

    file: str
    line: int
    column: int
    code: str
    severity: Severity
    says: str
    hint: str


class _Findings(Struct, frozen=True):
    problems: tuple[_Told, ...] = ()
