"""Measure Dateline, Hugo, Eleventy and Pelican once: a clean build, one with nothing changed, one of an edited body.

`python benchmarks/others.py 1000`. The sites of Eleventy and Pelican have entries and four kinds of lists, and no
more: what they take is what so much less costs (`other_sites.py`)."""

import argparse
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import other_sites
from corpus import Shape
from measuring import CommandFailed, Cost, cost, memory
from run import CACHE, Measure, Measured, move_aside, sites
from writing import entry_id

from tools import ELEVENTY_VERSION, HUGO_VERSION, PELICAN_VERSION, REST, Tool, eleventy, pelican

_INTRODUCTION = f"""# Dateline beside other generators

Written by `python benchmarks/others.py SIZE`: one run, in seconds of wall time and of processor time, and the peak
memory of all processes of a clean build. Sources are inline. Hugo {HUGO_VERSION} makes what Dateline makes. Eleventy
{ELEVENTY_VERSION} and Pelican {PELICAN_VERSION} make much less: entries, and lists by year, actor, place and tag.
"""
_HEAD = (
    "| | pages | clean: wall, s | processor, s | memory, MB | nothing changed: wall, s | one body: wall, s |\n"
    "|---|--:|--:|--:|--:|--:|--:|"
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("size", type=int, help="how many entries")
    parser.add_argument("--cache", default=CACHE, type=Path, help=f"where tools and sites are put (default: {CACHE})")
    parser.add_argument("--results", default=Path(__file__).parent / "OTHERS.md", type=Path, help="the file to keep")
    chosen = parser.parse_args()
    chosen.cache.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f"{chosen.size}-others-", dir=chosen.cache))
    try:
        with ProcessPoolExecutor(1) as apart:
            tools = apart.submit(_sites, chosen.size, work, chosen.cache).result()
        rows = list(_rows(tools, entry_id(chosen.size // 2), work / "aside"))
    except CommandFailed as failure:
        sys.exit(str(failure))
    finally:
        shutil.rmtree(work)
    section = "\n".join((f"## {chosen.size:,} entries", "", _HEAD, *rows)) + "\n"
    print(section)
    _keep(chosen.results, chosen.size, section)


def _sites(size: int, work: Path, cache: Path) -> tuple[Tool, ...]:
    ours, hugo = sites(size, Shape.INLINE, 1, work, cache)
    other_sites.write_for_eleventy(ours.site, work / "eleventy")
    other_sites.write_for_pelican(ours.site, work / "pelican")
    return ours, hugo, eleventy(work / "eleventy", cache), pelican(work / "pelican", cache)


def _rows(tools: tuple[Tool, ...], entry: str, aside: Path) -> Iterator[str]:
    for tool in tools:
        _run(tool, cost)
        time.sleep(REST)
        move_aside(tool, aside / tool.name)
        clean = _run(tool, cost)
        pages = sum(1 for _ in tool.finished.rglob("*.html"))
        time.sleep(REST)
        unchanged = _run(tool, cost)
        edited = _edited(tool, entry)
        move_aside(tool, aside / f"{tool.name}-memory")
        peak = _run(tool, memory)
        yield (
            f"| {tool.name} | {pages:,} | {clean.wall:.2f} | {clean.processor:.2f} | {peak.peak / 1e6:.0f} "
            f"| {unchanged.wall:.2f} | {edited.wall:.2f} |"
        )


def _edited(tool: Tool, entry: str) -> Cost:
    (file,) = tool.site.glob(f"content/**/{entry}.md")
    file.write_text(f"{file.read_text('utf-8').rstrip()}\n\nEdited once.\n", "utf-8")
    took = _run(tool, cost)
    if "Edited once." not in (tool.finished / f"entries/{entry}/index.html").read_text("utf-8"):
        raise CommandFailed(f"{tool.name} built, but the page does not show the edit")
    return took


def _run(tool: Tool, measure: Measure[Measured]) -> Measured:
    measured = measure(tool.command, tool.site, tool.environment)
    print(f"{tool.name}: {measured}", file=sys.stderr, flush=True)
    return measured


def _keep(file: Path, size: int, section: str) -> None:
    """Put a section into the file, in place of an earlier one of its size."""
    written = file.read_text("utf-8") if file.exists() else ""
    found = re.findall(r"^## .*?(?=^## |\Z)", written, re.MULTILINE | re.DOTALL)
    sections = {int(re.sub(r"\D", "", text.partition("\n")[0])): text.rstrip() + "\n" for text in found} | {
        size: section
    }
    file.write_text("\n".join((_INTRODUCTION, *(sections[known] for known in sorted(sections)))), "utf-8")


if __name__ == "__main__":
    main()
