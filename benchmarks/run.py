"""Measure Dateline beside Hugo: the same seeded corpus, pages and edits, in turn, each in a fresh process.

`make bench SIZE=10000 SHAPE=inline`, or `python benchmarks/run.py 10000 inline --rounds 5`. Documented sizes: 100,
1000, 10000, 50000."""

import argparse
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TypeAlias, TypeVar

import corpus
import hugo_site
import results
from corpus import Shape
from edits import BODY, Edit, edits
from measuring import CommandFailed, Cost, Memory, cost, memory
from previewing import Wait, waits
from writing import entry_id

from builder.reading.theme_files import themes_of_ours
from tools import REST, Tool, dateline, hugo

Measured = TypeVar("Measured", Cost, Memory)
# Runs a command in a folder and an environment.
Measure: TypeAlias = Callable[[Sequence[str], Path, Mapping[str, str]], Measured]

SIZE, ROUNDS = 10_000, 5
_PARTS = "sources/part/"
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "dateline-bench"


def main() -> None:
    chosen = _arguments()
    # Ending this ends the servers, and deletes the sites, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))
    chosen.cache.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f"{chosen.size}-{chosen.shape}-", dir=chosen.cache))
    try:
        text = _measured(chosen, work)
    except CommandFailed as failure:
        sys.exit(str(failure))
    finally:
        if not chosen.keep:
            shutil.rmtree(work)
    print(text)
    results.keep(chosen.results, chosen.size, chosen.shape, text)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("size", nargs="?", default=SIZE, type=int, help=f"how many entries (default: {SIZE})")
    shapes = f"one of {', '.join(Shape)} (default: {Shape.INLINE})"
    parser.add_argument("shape", nargs="?", default=Shape.INLINE, type=Shape, metavar="shape", help=shapes)
    parser.add_argument("--rounds", default=ROUNDS, type=int, help=f"how often to take times (default: {ROUNDS})")
    parser.add_argument("--seed", default=1, type=int, help="of the corpus (default: 1)")
    parser.add_argument("--cache", default=CACHE, type=Path, help=f"where Hugo and sites are put (default: {CACHE})")
    parser.add_argument("--results", default=Path(__file__).parent / "RESULTS.md", type=Path, help="the file to keep")
    parser.add_argument("--keep", action="store_true", help="leave the sites and all that was built")
    return parser.parse_args()


def _measured(chosen: argparse.Namespace, work: Path) -> str:
    _tell(f"making {chosen.size:,} entries, {results.SHAPES[chosen.shape]}, in {work}")
    # Made in a process of their own, as one that is large here would hide how small the measured ones are.
    with ProcessPoolExecutor(1) as apart:
        tools = apart.submit(sites, chosen.size, chosen.shape, chosen.seed, work, chosen.cache).result()
    changes = edits(tools[0].site, entry_id(chosen.size // 2))
    _tell("first builds, not measured")
    for tool in tools:
        _run(tool, cost)
    trees = _compared(tools)
    costs: dict[str, dict[str, list[Cost]]] = {}
    for number in range(1, chosen.rounds + 1):
        _tell(f"round {number} of {chosen.rounds}")
        # Who goes first changes, as what one leaves in the machine's memory may help or hinder the other.
        in_turn = tools if number % 2 else tools[::-1]
        for what, name, took in _round(number, in_turn, work / "aside", changes, cost):
            costs.setdefault(what, {}).setdefault(name, []).append(took)
    _tell("one more round, for memory")
    peaks: dict[str, dict[str, Memory]] = {}
    for what, name, peak in _round(chosen.rounds + 1, tools, work / "aside", changes, memory):
        peaks.setdefault(what, {})[name] = peak
    _compared(tools)
    waited: dict[str, dict[str, list[Wait]]] = {}
    for tool in tools:
        for what, wait in waits(tool, changes, work / "previews"):
            waited.setdefault(what, {}).setdefault(tool.name, []).append(wait)
            _tell(f"  preview, {what}, {tool.name}: {wait}")
    return results.section(chosen.size, chosen.shape, trees, costs, peaks, waited, work)


def sites(size: int, shape: Shape, seed: int, work: Path, cache: Path) -> tuple[Tool, Tool]:
    """Make both sites from one corpus."""
    ours, theirs = work / "dateline", work / "hugo"
    corpus.write(ours, size, seed, shape)
    hugo_site.write(ours, themes_of_ours() / "chronicle", theirs)
    # The template that is edited lies in the site, over that of the theme.
    template = ours / "themes/chronicle/templates/entry.html"
    template.parent.mkdir(parents=True)
    shutil.copy(themes_of_ours() / "chronicle/templates/entry.html", template)
    return dateline(ours, work / "code"), hugo(theirs, cache)


def _round(
    number: int, tools: Sequence[Tool], aside: Path, changes: Mapping[str, Edit], measure: Measure[Measured]
) -> Iterator[tuple[str, str, Measured]]:
    """Measure everything once: a clean build, one with nothing to do, one after each edit, and a copy of the tree."""
    for what, tool, measured in _measurements(number, tools, aside, changes, measure):
        _tell(f"  {what}, {tool.name}: {measured}")
        yield what, tool.name, measured


def _measurements(
    number: int, tools: Sequence[Tool], aside: Path, changes: Mapping[str, Edit], measure: Measure[Measured]
) -> Iterator[tuple[str, Tool, Measured]]:
    time.sleep(REST)
    for tool in tools:
        move_aside(tool, aside / f"{number}-{tool.name}")
        yield "clean", tool, _run(tool, measure)
    # What was written last is then old enough for its stamps to be trusted.
    time.sleep(REST)
    for tool in tools:
        yield "nothing changed", tool, _run(tool, measure)
    for place, (what, edit) in enumerate(changes.items()):
        mark = f"Edited {number}{place}"
        time.sleep(REST)
        for tool in tools:
            edit.make(tool.name, tool.site, mark)
            measured = _run(tool, measure)
            if not edit.shows(tool.finished, mark):
                raise CommandFailed(f"{tool.name} built, but {edit.page_of(mark)} does not show the edit: {what}")
            yield what, tool, measured
            if what == BODY:
                yield "nothing changed, at once after an edit", tool, _run(tool, measure)
    for tool in tools:
        copy = ["cp", "-R", str(tool.finished), str(aside / f"{number}-{tool.name}-copy")]
        yield results.FLOOR, tool, measure(copy, tool.site, tool.environment)


def _run(tool: Tool, measure: Measure[Measured]) -> Measured:
    return measure(tool.command, tool.site, tool.environment)


def move_aside(tool: Tool, aside: Path) -> None:
    """Take away what a tool made; not deleted, as a file system that has just deleted much is slow to write."""
    aside.mkdir(parents=True)
    for made in tool.made:
        (tool.site / made).rename(aside / made)


def _compared(tools: Sequence[Tool]) -> list[str]:
    """Describe both trees, or stop: a page that only one of them has would be work that only one of them does."""
    found = {tool.name: _published(tool.finished) for tool in tools}
    # What Hugo has on one page, the index of sources, goes on in parts in Dateline.
    ours, theirs = ({path for path in paths if not path.startswith(_PARTS)} for paths in found.values())
    trees = []
    for name, paths in found.items():
        pages, feeds = (sum(path.endswith(ending) for path in paths) for ending in (".html", "feed.xml"))
        trees.append(f"{name}: {pages:,} pages, {feeds:,} feeds, {sum(paths.values()) / 1e6:.1f} MB")
    if ours != theirs:
        odd = [
            f"only {name} has {path}"
            for name, own in zip(found, (ours - theirs, theirs - ours), strict=True)
            for path in sorted(own)[:20]
        ]
        raise CommandFailed("\n".join(("the trees differ", *trees, *odd)))
    return trees


def _published(finished: Path) -> dict[str, int]:
    """Give the size of every page, feed and text; stylesheets bear other names, the manifest is Dateline's alone."""
    return {
        place.relative_to(finished).as_posix(): place.stat().st_size
        for place in finished.rglob("*")
        if place.suffix in (".html", ".xml", ".txt")
    }


def _tell(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
