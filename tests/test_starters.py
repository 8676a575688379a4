"""A starter is whole: nothing is found in it, everything in it is shown, and it is fiction."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import HOUSE, NOW, Site

from builder.building.pipeline import check
from builder.cli.commands import dateline
from builder.drafting import STARTERS


def begun(folder: Path, *options: str) -> Site:
    folder.mkdir()
    done = CliRunner().invoke(dateline, ["new", "site", "--site", str(folder), *options])
    assert done.exit_code == 0, done.output
    return Site(folder)


def test_every_starter_can_be_chosen():
    assert {folder.name for folder in (HOUSE / "builder/starters").iterdir()} == {*STARTERS}


@pytest.mark.parametrize("starter", STARTERS)
def test_a_starter_is_built_and_nothing_is_found_in_it(starter: str, tmp_path: Path):
    made = begun(tmp_path / "site", "--starter", starter)
    # Not even what no small site has.
    assert [str(problem) for problem in check(made.folder, NOW)] == []
    assert made.build().published
    paths = {*made.published()}
    entries = {path.stem for path in (made.folder / "content/entries").iterdir()}
    assert {f"entries/{id}/index.html" for id in entries} <= paths
    assert "fictional" in made.page("index.html").lower()
    written = "".join(path.read_text("utf-8") for path in made.folder.glob("content/**/*.*"))
    # Names that nobody can own (RFC 2606).
    assert {host.rpartition(".")[2] for host in re.findall('https?://([^/"\\s]+)', written)} == {"example"}


def test_each_starter_shows_what_matters_to_its_authors(tmp_path: Path):
    newsroom, rights, lesson = (begun(tmp_path / name, "--starter", name) for name in STARTERS)
    for made in (newsroom, rights, lesson):
        made.build()
    counted = newsroom.page("questions/stayed-away")
    assert [count for count in ("140", "400") if count not in counted] == []
    assert "104" in newsroom.page("corrections")
    private = [b"interviews", b"kept in the safe", b"Two interviews", b"valley's edge", b"A school of the valley"]
    published = b"".join(rights.published().values())
    assert [word for word in private if word in published] == []
    assert "about 1704" in lesson.page("entries/bridge-burnt")


def test_a_title_takes_the_place_of_the_starter_s_own(tmp_path: Path):
    made = begun(tmp_path / "site", "--starter", "newsroom", "--title", "Us: a chronology")
    text = (made.folder / "content/site.yaml").read_text("utf-8")
    assert text.splitlines()[0] == "title: 'Us: a chronology'"
    assert check(made.folder, NOW) == ()
