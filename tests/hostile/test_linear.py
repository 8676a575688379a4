"""Reading takes time in proportion to what is read: twice and four times as much text takes no more than that."""

import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import AROUND, NOW, Site

from builder.building.pipeline import check
from builder.model.mentions import mentions
from builder.model.report import MOST_ALIKE
from builder.reading.density import MOST_MARKS
from builder.reading.records import read_record
from builder.typesetting.body import typeset
from builder.typesetting.prose import prose_of
from builder.views.body import Links

HEAD = """---
title: A
date: 2023-09-19
sources: [gazette]
claims:
  - {by: armenia, text: Something, killed: 12, sources: [gazette]}
  - {by: armenia, text: Something else, killed: 13, question: q, sources: [gazette]}
---
"""
# Texts that were, or might be, read in time that grows with the square of their length.
UNITS = (
    "# Same\n\n", "[@a ", "[@a\n", "[@nobody] ", "[[nobody]] ", "[[nobody ", "[[a|", "[x](javascript:1) ",
    "[x](/nowhere/) ", "[x](#nowhere) ", "[x](a.md) ", "[x]() ", "x[^1] ", "[^a", "^[", "^[a ", "![", "![a ", "![x](a.gif) ",
    "[", "]", "[a](", "[a][", "](((", "<", "<a ", "<https:", "&", "`", "`a ``b ", "```\n", "*a **b ", "_a ", "~~a ",
    "> a\n", "- a\n", "1. a\n", "a\n: b\n", "|a", "12 killed, 1 000 wounded; ", "12 killed, ", "12 killed. ", "killed ",
    "12 ", "twenty ", "“a ", "„a ", "«a ", "‘a ", '"a ', "Yerevan ", "Yerevan said ", "reportedly ", "Armenia claimed that ",
    "a-", "a'", "a", "1", "1,000,", " ", "\n", "40.1234, 44.1234 ", "https://example.com ", "secret words ",
)  # fmt: skip
# One of each kind that differs from all before it.
COUNTED = (
    "[[nobody {}]] ",
    "[@nobody-{}] ",
    "[x](javascript:{}) ",
    "[x](/nowhere/{}) ",
    "[^{}] ",
    "{} were killed. ",
)
# Under some load, work on four times as much text seldom takes eight times as long; at its square it takes sixteen.
MOST = 8


def work(text: str, site: Site) -> None:
    """Do all that is done to a text before a page is made of it, with every rule."""
    entry = f"{HEAD.replace('title: A', 'title: A' + PRIVATE)}{text}"
    (site.folder / "content/entries/e.md").write_text(entry, "utf-8")
    check(site.folder, NOW)


PRIVATE = "\nprivate: [secret words of somebody, secret words of another]"


def steps(do: Callable[[], object]) -> float:
    """Measure work by the processor's time, the best of two."""
    best = sys.float_info.max
    for _ in range(2):
        started = time.process_time()
        do()
        best = min(best, time.process_time() - started)
    return best


@pytest.fixture
def empty(site: Callable[..., Site]) -> Site:
    made = site("", around=AROUND)
    (made.folder / "content/entries").mkdir(parents=True)
    return made


@pytest.mark.parametrize("shape", [*UNITS, *COUNTED])
def test_four_times_as_much_text_takes_about_four_times_as_long(shape: str, empty: Site):
    def text(size: int) -> str:
        units = (shape.format(number) if "{}" in shape else shape for number in range(size))
        return "".join(units)

    # As much as may be typeset, so that nothing is refused before the work begins.
    most = min(MOST_MARKS // 3 // max(1, sum(map(shape.count, "[]<*_`~^|&\n"))), 40_000 // len(shape), 10_000)
    base = steps(lambda: work("", empty))
    small = steps(lambda: work(text(most // 4), empty)) - base
    large = steps(lambda: work(text(most), empty)) - base
    # What is done in a hundredth of a second is as quick as anybody can want.
    assert large < max(small, 0.01) * MOST


@pytest.mark.parametrize("shape", UNITS)
def test_each_reading_of_a_text_takes_time_in_proportion(shape: str):
    """The same for single readers, which no limit protects here."""
    for read in (mentions, prose_of, lambda text: typeset(text, Links()), _recorded):
        small, large = (steps(lambda read=read, n=n: read(shape * n)) for n in (250, 1000))
        assert large < max(small, 0.01) * MOST, read


def _recorded(text: str) -> object:
    return read_record("content/entries/e.md", "entries", f"{HEAD}{text}".encode(), frozenset())


def test_of_one_kind_in_one_file_fifty_problems_are_listed_and_the_others_counted(site: Callable[..., Site]):
    made = site(f"-- content/entries/e.md --\n{HEAD}{'[[nobody]] ' * 300}")
    found = [problem for problem in made.problems() if "[link-unknown]" in problem]
    assert len(found) == MOST_ALIKE + 1
    assert found[0].startswith("content/entries/e.md:9:1 error")
    assert found[-1] == (
        "content/entries/e.md error [link-unknown] 250 more of this kind in this file; "
        "they are listed once those before them are corrected"
    )


def test_one_problem_more_than_that_is_listed_as_well(site: Callable[..., Site]):
    made = site(f"-- content/entries/e.md --\n{HEAD}{'[[nobody]] ' * 51}")
    found = [problem for problem in made.problems() if "[link-unknown]" in problem]
    assert [problem for problem in found if "more of this kind" in problem] == []
    assert len(found) == MOST_ALIKE + 1


@pytest.mark.parametrize("folder", ["content/entries/e.md", "content/actors/armenia.md"])
def test_a_text_that_is_a_flood_of_marks_is_refused_before_it_is_typeset(folder: str, site: Callable[..., Site]):
    head = HEAD if "entries" in folder else "---\nkind: state\nnames: [Armenia]\n---\n"
    made = site(f"-- {folder} --\n{head}{'*a* ' * 20_000}")
    assert [problem.split(" ", 1)[1] for problem in made.problems() if "[text-marks]" in problem] == [
        "error [text-marks] this text holds 40,000 lines, brackets and other marks; at most 30,000 are set; "
        "divide it into several entries or pages"
    ]


def test_files_at_the_limit_are_read_and_larger_ones_are_not(site: Callable[..., Site], tmp_path: Path):
    made = site()
    place = made.folder / "content/sources/more.yaml"
    place.write_text("# " + "x" * 15_999_998, "utf-8")
    assert [problem for problem in made.problems() if "more.yaml" in problem] == []
    place.write_text("# " + "x" * 15_999_999, "utf-8")
    assert [problem for problem in made.problems() if "more.yaml" in problem] == [
        "content/sources/more.yaml error [file-unreadable] this file holds 16.0 MB; at most 16 MB are read; "
        "divide it into several files"
    ]
