"""Turn measured costs into a table, with the machine and the versions, and keep the latest of each size in a file."""

import os
import platform
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median

from measuring import Cost
from tools import HUGO_VERSION

from builder import __version__

# What was measured, then by which tool: the costs of every round.
Costs = Mapping[str, Mapping[str, Sequence[Cost]]]
# By which tool: seconds from a save to the page that shows it.
Waits = Mapping[str, Sequence[float]]

FLOOR = "floor: copying the finished tree"
_PREVIEW = "preview, from a save to its page"
_LIBRARIES = ("markdown-it-py", "Jinja2", "PyYAML", "msgspec")
_INTRODUCTION = """# Dateline beside Hugo

Written by `make bench SIZE=…` (`benchmarks/run.py`), which keeps one section a size. Medians; in brackets the
quickest and the slowest round. Ratio is Dateline's number over Hugo's: below 1, Dateline needs less. Processor time
and memory are those of all processes together. The preview's row is of five saves, made after the rounds. What is
compared, and what is not the same: [README.md](README.md).
"""
_HEAD = (
    "| | wall, s: Dateline | Hugo | ratio | processor, s: Dateline | Hugo | ratio "
    "| peak memory, MB: Dateline | Hugo | ratio |\n"
    "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
)


def section(size: int, trees: Sequence[str], costs: Costs, waits: Waits, place: Path) -> str:
    """Write the section of one size."""
    rounds = max(len(found) for tools in costs.values() for found in tools.values())
    lines = [
        f"## {size:,} entries",
        "",
        f"{datetime.now(UTC):%Y-%m-%d}, {rounds} {'round' if rounds == 1 else 'rounds'}.",
        f"{_machine(place)}. {_versions()}.",
        "",
        *(f"- {tree}" for tree in trees),
        "",
        _HEAD,
        *(_row(what, tools) for what, tools in costs.items() if what != FLOOR),
        _waiting_row(waits),
        _row(FLOOR, costs[FLOOR]),
    ]
    return "\n".join(lines) + "\n"


def keep(file: Path, size: int, text: str) -> None:
    """Put a section into the file, in place of an earlier one of its size."""
    written = file.read_text("utf-8") if file.exists() else ""
    sections = {_size(found): found for found in re.findall(r"^## .*?(?=^## |\Z)", written, re.MULTILINE | re.DOTALL)}
    sections[size] = text
    parts = (_INTRODUCTION, *(sections[known].rstrip() + "\n" for known in sorted(sections)))
    file.write_text("\n".join(parts), "utf-8")


def _size(text: str) -> int:
    return int(re.sub(r"\D", "", text.partition("\n")[0]))


def _row(what: str, tools: Mapping[str, Sequence[Cost]]) -> str:
    cells = [
        *_cells(tools, lambda cost: cost.wall, _seconds),
        *_cells(tools, lambda cost: cost.processor, lambda found: f"{median(found):.2f}"),
        *_cells(tools, lambda cost: cost.memory / 1e6, lambda found: f"{median(found):.0f}"),
    ]
    return f"| {what} | {' | '.join(cells)} |"


def _waiting_row(waits: Waits) -> str:
    """Write the row of the preview: a server that waits has no processor time or peak of its own to compare."""
    ours, theirs = waits["Dateline"], waits["Hugo"]
    ratio = median(ours) / median(theirs)
    return f"| {_PREVIEW} | {_seconds(ours)} | {_seconds(theirs)} | **{ratio:.2f}** | | | | | | |"


def _cells(
    tools: Mapping[str, Sequence[Cost]],
    number: Callable[[Cost], float],
    words: Callable[[Sequence[float]], str],
) -> list[str]:
    numbers = {tool: [number(cost) for cost in costs] for tool, costs in tools.items()}
    ours, theirs = numbers["Dateline"], numbers["Hugo"]
    return [words(ours), words(theirs), f"**{median(ours) / median(theirs):.2f}**"]


def _seconds(found: Sequence[float]) -> str:
    return f"{median(found):.2f} ({min(found):.2f}–{max(found):.2f})"


def _machine(place: Path) -> str:
    cpu = re.search(r"model name\s*: (.*)", _text("/proc/cpuinfo"))
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    name = cpu[1] if cpu else platform.processor() or platform.machine()
    load = os.getloadavg()[2]
    return (
        f"{name}, {cores} cores, {memory:.0f} GB, {platform.system()} {platform.release()}, {_file_system(place)}; "
        f"load over the last 15 minutes {load:.1f}"
    )


def _file_system(place: Path) -> str:
    """Tell the kind of file system that a folder lies on."""
    mounts = [line.split()[1:3] for line in _text("/proc/mounts").splitlines()]
    above = [(len(mount), kind) for mount, kind in mounts if place.resolve().is_relative_to(mount)]
    return max(above)[1] if above else "file system unknown"


def _versions() -> str:
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    return f"Dateline {__version__} on Python {platform.python_version()} ({libraries}); Hugo {HUGO_VERSION}"


def _text(file: str) -> str:
    return Path(file).read_text("utf-8") if Path(file).exists() else ""
