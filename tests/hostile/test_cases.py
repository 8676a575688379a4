"""Whatever is pasted into a site: it is published harmless or refused with a reason, and nothing crashes or hangs."""

import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from cases import case_names, read_case, write_case
from click.testing import CliRunner
from conftest import Site
from judge import elements_that_run, faults_in

from builder.cli.commands import dateline

OUTCOMES = {"published": 0, "refused": 1, "impossible": 2}
# What must never reach a terminal as it is: controls, and marks that turn words around.
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ud800-\udfff]")


@pytest.fixture(autouse=True)
def limited() -> Iterator[None]:
    """End a case that hangs."""
    signal.alarm(120)
    yield
    signal.alarm(0)


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """What runs or loads something on the pages of a harmless site."""
    harmless = {"files": {"content/entries/e.md": ENTRY}}
    site = write_case(harmless, tmp_path_factory.mktemp("harmless") / "site")
    assert site.build().published
    pages = (data for path, data in site.published().items() if path.endswith(".html"))
    return frozenset().union(*(elements_that_run(page.decode()) for page in pages))


ENTRY = "---\ntitle: A\ndate: 2023-09-19\nsources: [gazette]\nactors: [armenia]\nplaces: [yerevan]\ntags: [a]\n---\nText.\n"


def run(site: Site, *words: str) -> tuple[int, str]:
    """Run a command as people do; give its exit code and all that it printed."""
    result = CliRunner().invoke(dateline, [words[0], "--site", str(site.folder), *words[1:]])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result.exit_code, result.output + result.stderr


@pytest.mark.parametrize("name", case_names())
def test_hostile_input_comes_to_nothing(name: str, tmp_path: Path, ours: frozenset[str]):
    case = read_case(name)
    site = write_case(case, tmp_path / "site")
    code, said = run(site, "build", "--jobs", "1")
    assert (code, UNSEEN.findall(said)) == (OUTCOMES[case["outcome"]], []), said[:2000]
    missing = [problem for problem in case.get("problems", ()) if not holds(said, problem)]
    assert missing == [], said[:2000]
    published = site.published() if case["outcome"] == "published" else {}
    assert [fault for path, data in published.items() for fault in faults_in(path, data, ours)] == []
    never = [text.encode() for text in case.get("never", ())]
    assert [path for path, data in published.items() for text in never if text in data] == []


def holds(said: str, problem: str) -> bool:
    """Return whether a problem, `FILE CODE`, was told."""
    file, _, code = problem.rpartition(" ")
    return any(line.startswith(file) and (f"[{code}]" in line if code else True) for line in said.splitlines())


@pytest.mark.parametrize("form", ["--json", "--sarif", "--github"])
def test_what_machines_are_told_holds_no_character_that_steers_a_terminal(form: str, tmp_path: Path):
    site = write_case(read_case("terminal"), tmp_path / "site")
    code, said = run(site, "check", form)
    assert (code, UNSEEN.findall(said)) == (1, [])
    assert "202e" in said
