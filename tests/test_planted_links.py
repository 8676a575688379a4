"""Links in a site's folder are followed nowhere, and each is told of: they lead to any file of whoever builds."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import NOW, Site

from builder.building.pipeline import build, check
from builder.cli.commands import dateline
from builder.cli.fast_path import answered_from_stamps
from builder.model.errors import BuilderError

SECRET = "SECRET-IN-A-FILE-OUTSIDE"
ENTRY = "-- content/entries/appeal.md --\n---\ntitle: An appeal\ndate: 2023-09-19\nsources: [gazette]\n---\nText.\n"


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder of the builder's own, with a file for each place that a link could stand in."""
    folder = tmp_path / "outside"
    for name in ("x.md", "x.css", "x.js", "x.svg", "x.yaml", "x.json", "x.txt", "x.png", "theme.toml"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(f"title: {SECRET}\n")
    (folder / "css").mkdir()
    (folder / "css/page.css").write_text(f"/* no comment */ .{SECRET} {{}}")
    (folder / "js").mkdir()
    (folder / "js/x.js").write_text(f"'{SECRET}'")
    return folder


def has_leaked(site: Site) -> bool:
    return site.public.exists() and any(SECRET.encode() in data for data in site.published().values())


IN_CONTENT = {
    "an entry": ("content/entries/x.md", "x.md"),
    "a translation": ("content/entries/appeal.hy.md", "x.md"),
    "an actor": ("content/actors/x.md", "x.md"),
    "a place": ("content/places/x.md", "x.md"),
    "a page": ("content/pages/x.md", "x.md"),
    "a question": ("content/questions/x.md", "x.md"),
    "sources": ("content/sources/x.yaml", "x.yaml"),
    "a map": ("content/map/region.json", "x.json"),
    "a picture": ("content/media/x.png", "x.png"),
    "a release": ("content/released.txt", "x.txt"),
    "a folder in a folder": ("content/entries/more", "."),
    "a folder of media": ("content/media/more", "."),
    "a folder of content": ("content/map", "."),
    "a link that leads nowhere": ("content/entries/x.md", "nowhere"),
    "a link within the site": ("content/entries/x.md", "../site/content/entries/appeal.md"),
}


@pytest.mark.parametrize("kind", IN_CONTENT)
def test_a_link_in_content_is_told_and_not_followed(site: Callable[..., Site], outside: Path, kind: str):
    path, target = IN_CONTENT[kind]
    small = site(ENTRY)
    small.build()
    place = small.folder / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(outside / target)
    told = f"{path} warning [file-unread] this link is not followed; put the file or folder itself there"
    assert small.problems() == [told]
    assert [str(problem) for problem in small.build().problems] == [told]
    assert not has_leaked(small)


def test_a_linked_file_of_settings_is_told(site: Callable[..., Site], outside: Path):
    small = site(ENTRY)
    (small.folder / "content/site.yaml").unlink()
    (small.folder / "content/site.yaml").symlink_to(outside / "x.yaml")
    assert [problem.split(" ", 1)[0] for problem in small.problems()] == ["content/site.yaml", "content/site.yaml"]
    assert small.build().published is None
    done = CliRunner().invoke(dateline, ["deploy", "--site", str(small.folder)])
    assert (done.exit_code, done.stderr) == (
        2,
        "dateline: content/site.yaml is a link, and links are not followed: put the file or folder itself there\n",
    )


def test_a_pipe_in_content_is_told_and_keeps_nobody_waiting(site: Callable[..., Site]):
    small = site(ENTRY)
    os.mkfifo(small.folder / "content/entries/x.md")
    assert small.problems() == [
        "content/entries/x.md warning [file-unread] this is neither a file nor a folder, and is not read; "
        "move it out of content/"
    ]


def test_a_linked_folder_of_content_is_refused(site: Callable[..., Site], tmp_path: Path):
    small = site(ENTRY)
    (small.folder / "content").rename(tmp_path / "elsewhere")
    (small.folder / "content").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(BuilderError, match=r"^content/ is a link, and links are not followed: put the folder itself"):
        small.problems()


IN_THEMES = {
    "a script": ("themes/chronicle/js/x.js", "x.js"),
    "a part of the stylesheet": ("themes/chronicle/css/page.css", "x.css"),
    "a template": ("themes/chronicle/templates/not_found.html", "x.md"),
    "words": ("themes/chronicle/strings/en.yaml", "x.yaml"),
    "a font": ("themes/chronicle/fonts/x.ttf", "x.txt"),
    "an icon": ("themes/chronicle/icon.svg", "x.svg"),
    "theme.toml": ("themes/chronicle/theme.toml", "theme.toml"),
    "a device": ("themes/chronicle/theme.toml", "/dev/zero"),
    "a script in a hidden folder": ("themes/chronicle/js/.more/x.js", "x.js"),
    "a folder of scripts": ("themes/chronicle/js", "js"),
    "a folder in a folder": ("themes/chronicle/js/more", "js"),
    "a theme": ("themes/chronicle", "."),
    "all themes": ("themes", "."),
    "a link that leads nowhere": ("themes/chronicle/icon.svg", "nowhere"),
}


@pytest.mark.parametrize("kind", IN_THEMES)
def test_a_link_among_themes_is_told_and_not_followed(site: Callable[..., Site], outside: Path, kind: str):
    path, target = IN_THEMES[kind]
    small = site(ENTRY)
    assert small.build().published
    place = small.folder / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(outside / target)
    says = f"{path} is a link, and links are not followed: put the files themselves there, or delete them"
    for command in ("check", "build"):
        done = CliRunner().invoke(dateline, [command, "--site", str(small.folder)])
        assert (done.exit_code, done.stderr.splitlines()[-1]) == (2, f"dateline: {says}")
    assert not has_leaked(small)


def test_every_link_among_a_theme_s_files_is_told(site: Callable[..., Site], outside: Path):
    small = site(ENTRY)
    for path in ("themes/chronicle/js/a.js", "themes/chronicle/css/b.css"):
        (small.folder / path).parent.mkdir(parents=True)
        (small.folder / path).symlink_to(outside / "x.js")
    says = "themes/chronicle/css/b.css, themes/chronicle/js/a.js are links, and links are not followed"
    with pytest.raises(BuilderError, match=says):
        small.problems()


def test_a_pipe_among_a_theme_s_files_keeps_nobody_waiting(site: Callable[..., Site]):
    small = site(ENTRY)
    (small.folder / "themes/chronicle").mkdir(parents=True)
    os.mkfifo(small.folder / "themes/chronicle/theme.toml")
    assert small.problems() == []
    assert small.build().published


def test_the_link_that_an_editor_keeps_is_no_part_of_a_site(site: Callable[..., Site]):
    small = site(ENTRY)
    for folder in ("content/entries", "themes/chronicle/css"):
        (small.folder / folder).mkdir(parents=True, exist_ok=True)
        (small.folder / folder / ".#page.css").symlink_to("somebody@example.1234")
    assert small.problems() == []


# What is written into a site's folder


WRITING = {
    "release through a staged file": ("content/.released.txt.new", "x.txt", ["release"]),
    "release through its file": ("content/released.txt", "x.txt", ["release"]),
    "entry through a folder": ("content/entries", ".", ["new", "entry", "Talks", "--date", "2023-10-02"]),
    "place through a file": ("content/places/norvad.md", "nowhere", ["new", "place", "Norvad"]),
    "place through content": ("content", ".", ["new", "place", "Norvad"]),
}


@pytest.mark.parametrize("kind", WRITING)
def test_nothing_is_written_through_a_link(site: Callable[..., Site], outside: Path, tmp_path: Path, kind: str):
    path, target, line = WRITING[kind]
    small = site("" if kind.startswith("entry") else ENTRY)
    place = small.folder / path
    if place.is_dir():
        place.rename(tmp_path / "aside")
    place.symlink_to(outside / target)
    before = {found: found.read_bytes() for found in outside.rglob("*") if found.is_file()}
    CliRunner().invoke(dateline, [*line, "--site", str(small.folder)])
    assert {found: found.read_bytes() for found in outside.rglob("*") if found.is_file()} == before


def test_a_site_may_itself_lie_behind_a_link(site: Callable[..., Site], tmp_path: Path):
    small = site(ENTRY)
    (tmp_path / "link").symlink_to(small.folder)
    assert build(tmp_path / "link", tmp_path / "out", NOW).published
    assert [problem for problem in check(tmp_path / "link", NOW) if problem.code == "file-unread"] == []


def test_a_linked_output_folder_is_refused_unless_it_is_named(site: Callable[..., Site], tmp_path: Path):
    small = site(ENTRY)
    (tmp_path / "www").mkdir()
    small.public.symlink_to(tmp_path / "www")
    line = ["build", "--site", str(small.folder)]
    done = CliRunner().invoke(dateline, line)
    says = "dateline: public/ is a link, and links are not followed: give the folder itself with --output\n"
    assert (done.exit_code, done.stderr, [*(tmp_path / "www").iterdir()]) == (2, says, [])
    assert CliRunner().invoke(dateline, [*line, "--output", str(small.public)]).exit_code == 0
    assert not answered_from_stamps(line)
