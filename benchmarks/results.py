"""Turn what was measured into tables, with the machine and the versions; keep the latest of each corpus in a file."""

import os
import platform
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median

from corpus import Shape
from measuring import Cost, Memory
from previewing import Wait

from builder import __version__
from tools import HUGO_VERSION

# What was measured, then by which tool: the costs of every round, the peaks, and the waits of every save.
Costs = Mapping[str, Mapping[str, Sequence[Cost]]]
Peaks = Mapping[str, Mapping[str, Memory]]
Waits = Mapping[str, Mapping[str, Sequence[Wait]]]

SHAPES = {
    Shape.SHARED: "shared sources",
    Shape.INLINE: "inline sources",
    Shape.PUBLICATION: "the publication’s shape",
}
FLOOR = "floor: copying the finished tree"
_LIBRARIES = ("markdown-it-py", "Jinja2", "PyYAML", "msgspec")
_INTRODUCTION = """# Dateline beside Hugo

Written by `make bench SIZE=… SHAPE=…` (`benchmarks/run.py`), which keeps one section a size and shape. Times are
medians; in brackets the quickest and the slowest. Ratio is Dateline's number over Hugo's: below 1, Dateline needs
less. Processor time and memory are those of all processes together; memory is the peak of a round of its own. The
preview's rows are of five saves. What is compared, and what is not the same: [README.md](README.md).
"""
_HEAD = (
    "| | wall, s: Dateline | Hugo | ratio | processor, s: Dateline | Hugo | ratio "
    "| peak memory, MB: Dateline | Hugo | ratio |\n"
    "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
)
_WAITS_HEAD = (
    "| preview: seconds from a save | to the reload message: Dateline | Hugo | ratio "
    "| to its page: Dateline | Hugo | ratio |\n"
    "|---|--:|--:|--:|--:|--:|--:|"
)


def section(
    size: int, shape: Shape, trees: Sequence[str], costs: Costs, peaks: Peaks, waits: Waits, folder: Path
) -> str:
    """Write the section of one size and shape."""
    rounds = max(len(found) for tools in costs.values() for found in tools.values())
    lines = [
        f"## {size:,} entries, {SHAPES[shape]}",
        "",
        f"{datetime.now(UTC):%Y-%m-%d}, {rounds} {'round' if rounds == 1 else 'rounds'}.",
        f"{_machine(folder)}. {_versions()}.",
        "",
        *(f"- {tree}" for tree in trees),
        "",
        _HEAD,
        *(_row(what, tools, peaks[what]) for what, tools in costs.items()),
        "",
        _WAITS_HEAD,
        *(_waiting_row(what, tools) for what, tools in waits.items()),
    ]
    return "\n".join(lines) + "\n"


def keep(file: Path, size: int, shape: Shape, text: str) -> None:
    """Put a section into the file, in place of an earlier one of its size and shape."""
    written = file.read_text("utf-8") if file.exists() else ""
    found = re.findall(r"^## .*?(?=^## |\Z)", written, re.MULTILINE | re.DOTALL)
    sections = {_size_and_shape(section): section for section in found} | {(size, shape): text}
    in_order = sorted(sections, key=lambda known: (known[0], list(Shape).index(known[1])))
    file.write_text("\n".join((_INTRODUCTION, *(sections[known].rstrip() + "\n" for known in in_order))), "utf-8")


def _size_and_shape(section: str) -> tuple[int, Shape]:
    heading = section.partition("\n")[0]
    # Sources were always shared when headings did not say so.
    shape = next((shape for shape, words in SHAPES.items() if heading.endswith(words)), Shape.SHARED)
    return int(re.sub(r"\D", "", heading)), shape


def _row(what: str, tools: Mapping[str, Sequence[Cost]], peaks: Mapping[str, Memory]) -> str:
    cells = [
        *_cells({tool: [cost.wall for cost in costs] for tool, costs in tools.items()}, _seconds),
        *_cells({tool: [cost.processor for cost in costs] for tool, costs in tools.items()}, _median),
        *_cells({tool: [memory.peak / 1e6] for tool, memory in peaks.items()}, lambda found: f"{median(found):.0f}"),
    ]
    return f"| {what} | {' | '.join(cells)} |"


def _waiting_row(what: str, tools: Mapping[str, Sequence[Wait]]) -> str:
    cells = [
        *_cells({tool: [wait.message for wait in waits] for tool, waits in tools.items()}, _seconds),
        *_cells({tool: [wait.page for wait in waits] for tool, waits in tools.items()}, _seconds),
    ]
    return f"| {what} | {' | '.join(cells)} |"


def _cells(numbers: Mapping[str, Sequence[float]], words: Callable[[Sequence[float]], str]) -> list[str]:
    ours, theirs = numbers["Dateline"], numbers["Hugo"]
    ratio = f"**{median(ours) / median(theirs):.2f}**" if median(theirs) else ""
    return [words(ours), words(theirs), ratio]


def _seconds(found: Sequence[float]) -> str:
    return f"{_median(found)} ({_digits(min(found))}–{_digits(max(found))})"


def _median(found: Sequence[float]) -> str:
    return _digits(median(found))


def _digits(number: float) -> str:
    return f"{number:.3f}" if number < 0.1 else f"{number:.2f}"


def _machine(folder: Path) -> str:
    cpu = re.search(r"model name\s*: (.*)", _text("/proc/cpuinfo"))
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    name = cpu[1] if cpu else platform.processor() or platform.machine()
    load = os.getloadavg()[2]
    return (
        f"{name}, {cores} cores, {memory:.0f} GB, {platform.system()} {platform.release()}, {_file_system(folder)}; "
        f"load over the last 15 minutes {load:.1f}"
    )


def _file_system(folder: Path) -> str:
    """Return the kind of file system that a folder lies on."""
    mounts = [line.split()[1:3] for line in _text("/proc/mounts").splitlines()]
    above = [(len(mount), kind) for mount, kind in mounts if folder.resolve().is_relative_to(mount)]
    return max(above)[1] if above else "file system unknown"


def _versions() -> str:
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    return f"Dateline {__version__} on Python {platform.python_version()} ({libraries}); Hugo {HUGO_VERSION}"


def _text(file: str) -> str:
    return Path(file).read_text("utf-8") if Path(file).exists() else ""
