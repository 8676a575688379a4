"""`dateline build --check` finds what differs between two builds, and that nothing does."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import NOW, Site
from test_publishing import dateline, everything
from test_same_bytes import ENTRIES

from builder.cli.telling import tell_twice
from builder.verifying.twice import Difference, Twice, build_twice

# Python runs this at its start: one file comes to depend on the language of whoever builds.
SPOILS = """
import os
from builder.outputs import robots
from builder.views.output import Export
def plan(edition):
    yield Export("robots.txt", lambda: b"Disallow: /" + os.environ.get("LANGUAGE", "none").encode())
robots.plan = plan
"""


@pytest.fixture
def small(site: Callable[..., Site]) -> Site:
    return site(ENTRIES)


def test_two_builds_of_a_site_are_the_same_and_nothing_is_left_behind(
    small: Site, capsys: pytest.CaptureFixture[str]
):
    before = everything(small.folder)
    code, said = dateline("build", "--check", "--json", cwd=small.folder)
    assert (code, json.loads(said)) == (0, {"files": 102, "differences": []})
    assert everything(small.folder) == before
    tell_twice(Twice(102, ()), as_json=False)
    assert capsys.readouterr().out == "built twice under different conditions: 102 files, the same in both\n"


def test_a_file_that_differs_is_named_with_what_stands_in_each(
    small: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "sitecustomize.py").write_text(SPOILS)
    monkeypatch.syspath_prepend(tmp_path)
    twice = build_twice(small.folder, NOW, {**os.environ, "LANGUAGE": "en"})
    assert twice == Twice(102, (Difference("robots.txt", 11, "Disallow: /en", "Disallow: /tr"),))
    tell_twice(twice, as_json=False)
    assert capsys.readouterr().out == (
        "robots.txt, first build: byte 11: 'Disallow: /en'\n"
        "robots.txt, second build: byte 11: 'Disallow: /tr'\n"
        "built twice under different conditions: 1 of 102 files differ\n"
    )


def test_a_site_that_cannot_be_built_is_said_to_be_so(small: Site):
    small.write("-- content/entries/third.md --\n---\ntitle: Third\ndate: 2023-13-01\nsources: [gazette]\n---\n")
    code, said = dateline("build", "--check", cwd=small.folder)
    assert (code, said) == (
        2,
        "dateline: the site cannot be built (nothing was written: the site is unchanged): "
        "see what `dateline check` finds\n",
    )


@pytest.mark.parametrize("option", ["--jobs=2", "--no-cache", "--explain=index.html", "--executor=a:b"])
def test_how_to_build_is_chosen_by_the_check(small: Site, option: str):
    code, said = dateline("build", "--check", option, cwd=small.folder)
    assert (code, said.splitlines()[-1]) == (
        2,
        "Error: --check sets its own build options: use it only with --site and --json",
    )
