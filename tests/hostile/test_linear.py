"""Reading takes time in proportion to what is read: twice and four times as much text takes no more than that."""

import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import NOW, TWO_SIDES, Site
from msgspec.structs import replace

from builder import checking
from builder.building.pipeline import load
from builder.importing.html_text import escaped, without_dead_links
from builder.importing.post_bodies import post_body
from builder.model.mentions import mentions
from builder.model.problem import Finding
from builder.model.report import MOST_ALIKE
from builder.reading.records import read_record
from builder.typesetting.body import typeset
from builder.typesetting.prose import prose_of
from builder.views.body import Links

ENTRY = "content/entries/e.md"
HEAD = """---
title: A
date: 2023-09-19
sources: [courier]
private: [secret words of somebody]
claims:
  - {by: east, text: Something, killed: 12, sources: [courier]}
  - {by: east, text: Something else, killed: 13, question: q, sources: [courier]}
---
"""
# Texts that were, or might be, read in time that grows with the square of their length.
UNITS = (
    "# Same\n\n", "[@a ", "[@a\n", "[@nobody] ", "[[nobody]] ", "[[nobody ", "[[a|", "[x](javascript:1) ",
    "[x](/nowhere/) ", "[x](#nowhere) ", "[x](a.md) ", "[x]() ", "x[^1] ", "[^a", "^[", "^[a ", "![", "![a ", "![x](a.gif) ",
    "[", "]", "[a](", "[a][", "](((", "<", "<a ", "<https:", "&", "`", "`a ``b ", "```\n", "*a **b ", "_a ", "~~a ",
    "> a\n", "- a\n", "1. a\n", "a\n: b\n", "|a", "12 killed, 1 000 wounded; ", "12 killed, ", "12 killed. ", "killed ",
    "12 ", "twenty ", "“a ", "„a ", "«a ", "‘a ", '"a ', "Eastport ", "Eastport said ", "in the Eastport said ", "Norvad ", "reportedly ", "Eastmarch claimed that ", "regime ",
    "a-", "a'", "a", "1", "1,000,", " ", "\n", "40.1234, 44.1234 ", "https://example.com ", "secret words ",
    "<!-- ", "{{< ", "{{ ", "{% comment %}", "{: ", "[a](b ", "[a](b \"", "![a](b ",
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
# What is done in so many seconds is as quick as anybody can want.
QUICK = 0.002


def time_for(read: Callable[[str], object], text: str) -> float:
    """Measure work by the processor's time."""
    started = time.process_time()
    read(text)
    return time.process_time() - started


def ratio_of(read: Callable[[str], object], few: str, many: str) -> float:
    """Return how many times as long the longer text takes; where that is too long, the better of two tries."""
    found = sys.float_info.max
    for _ in range(2):
        found = min(found, time_for(read, many) / max(time_for(read, few), QUICK))
        if found <= MOST:
            break
    return found


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Callable[[str], object]]:
    """All that is done to a text before a page is made of it, one by one; no limit protects them here."""
    site = Site(tmp_path_factory.mktemp("linear") / "site").write(TWO_SIDES).write(f"-- {ENTRY} --\n{HEAD}")
    archive = load(site.folder, NOW).archive
    policy = checking.make_policy(archive)

    def review(text: str) -> list[Finding]:
        entry = replace(archive.entry_of["e"], body=text)
        return list(checking.check_entry(checking.under_review(entry, archive, prose_of(text), policy)))

    return {
        "mentions": mentions,
        "record": record,
        "typeset": lambda text: typeset(text, Links()),
        "review": review,
        "post": lambda text: post_body(text, {}),
        "escaped": lambda text: without_dead_links(escaped(text)),
    }


def record(text: str) -> object:
    return read_record(ENTRY, "entries", f"{HEAD}{text}".encode(), frozenset())


@pytest.mark.parametrize("unit", [*UNITS, *COUNTED])
def test_four_times_as_much_text_takes_about_four_times_as_long(
    unit: str, readings: dict[str, Callable[[str], object]]
):
    def text(size: int) -> str:
        return "".join(unit.format(number) if "{}" in unit else unit for number in range(size))

    ratios = {name: ratio_of(read, text(200), text(800)) for name, read in readings.items()}
    assert {name: ratio for name, ratio in ratios.items() if ratio > MOST} == {}


def test_of_one_kind_in_one_file_fifty_problems_are_listed_and_the_others_counted(site: Callable[..., Site]):
    made = site(f"-- content/entries/e.md --\n{HEAD}{'[[nobody]] ' * 300}", around=TWO_SIDES)
    found = [problem for problem in made.problems() if "[link-unknown]" in problem]
    assert len(found) == MOST_ALIKE + 1
    assert found[0].startswith("content/entries/e.md:10:1 error")
    assert found[-1] == (
        "content/entries/e.md error [link-unknown] 250 more of this kind in this file; "
        "they are listed once those before them are corrected"
    )


def test_one_problem_more_than_that_is_listed_as_well(site: Callable[..., Site]):
    made = site(f"-- content/entries/e.md --\n{HEAD}{'[[nobody]] ' * 51}", around=TWO_SIDES)
    found = [problem for problem in made.problems() if "[link-unknown]" in problem]
    assert [problem for problem in found if "more of this kind" in problem] == []
    assert len(found) == MOST_ALIKE + 1


@pytest.mark.parametrize("folder", ["content/entries/e.md", "content/actors/west.md"])
def test_a_text_that_is_a_flood_of_marks_is_refused_before_it_is_typeset(folder: str, site: Callable[..., Site]):
    head = HEAD if "entries" in folder else "---\nkind: state\nnames: [West]\n---\n"
    made = site(f"-- {folder} --\n{head}{'*a* ' * 20_000}", around=TWO_SIDES)
    assert [problem.split(" ", 1)[1] for problem in made.problems() if "[text-marks]" in problem] == [
        "error [text-marks] this text contains 40,000 lines, brackets and other marks; at most 30,000 are allowed; "
        "split it into several entries or pages"
    ]


def test_files_at_the_limit_are_read_and_larger_ones_are_not(site: Callable[..., Site], tmp_path: Path):
    made = site()
    place = made.folder / "content/sources/more.yaml"
    place.write_text("# " + "x" * 15_999_998, "utf-8")
    assert [problem for problem in made.problems() if "more.yaml" in problem] == []
    place.write_text("# " + "x" * 15_999_999, "utf-8")
    assert [problem for problem in made.problems() if "more.yaml" in problem] == [
        "content/sources/more.yaml error [file-unreadable] this file is 16.0 MB; at most 16 MB can be read; "
        "split it into several files"
    ]
