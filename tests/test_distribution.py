"""What is published is the same bytes whoever builds it, holds all that a site is made of, and works by itself."""

import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

import pytest
from conftest import HOUSE
from hatchling.build import build_sdist, build_wheel

import builder

PARTS = (
    *("builder", "themes", "docs", "README.md", "LICENSE", "CHANGELOG.md", "pyproject.toml", ".gitignore"),
    *("tests", "content", "seeds", "benchmarks", "tools", "Makefile", "requirements.lock"),
)


def built_from(folder: Path, to: Path) -> dict[str, bytes]:
    """Build both archives of the sources in a folder, and return them by name."""
    to.mkdir()
    with chdir(folder):
        names = (build_wheel(str(to)), build_sdist(str(to)))
    return {name: (to / name).read_bytes() for name in names}


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build what is published of a copy, so that what other tests leave in the folder is no part of it."""
    top = tmp_path_factory.mktemp("distribution")
    leave_out = shutil.ignore_patterns("__pycache__")
    for name in PARTS:
        if (HOUSE / name).is_dir():
            shutil.copytree(HOUSE / name, top / "one" / name, ignore=leave_out)
        else:
            (top / "one").mkdir(exist_ok=True)
            shutil.copy(HOUSE / name, top / "one" / name)
    built_from(top / "one", top / "dist")
    return top


@pytest.fixture(scope="module")
def installed(archives: Path) -> Path:
    """Unpack the wheel, which is all that an installation does with it."""
    with zipfile.ZipFile(next((archives / "dist").glob("*.whl"))) as wheel:
        wheel.extractall(archives / "installed")
    return archives / "installed"


def test_the_version_is_written_in_one_place():
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))
    assert (project["project"]["dynamic"], project["tool"]["hatch"]["version"]) == (
        ["version"],
        {"path": "builder/__init__.py"},
    )
    places = [*HOUSE.glob("builder/**/*.py"), HOUSE / "pyproject.toml", HOUSE / "Makefile"]
    written = [place for place in places if f'"{builder.__version__}"' in place.read_text("utf-8")]
    assert written == [HOUSE / "builder/__init__.py"]


def test_twice_is_the_same_bytes_whatever_time_and_mode_the_files_have(
    archives: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    copy = shutil.copytree(archives / "one", tmp_path / "elsewhere")
    for place in copy.rglob("*"):
        os.utime(place, (1_000_000_000, 1_000_000_000))
        place.chmod(0o700 if place.is_dir() else 0o600)
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    before = os.umask(0o077)
    try:
        second = built_from(copy, tmp_path / "dist")
    finally:
        os.umask(before)
    assert second == {place.name: place.read_bytes() for place in (archives / "dist").iterdir()}


def test_the_sources_make_the_same_wheel(archives: Path, tmp_path: Path):
    with tarfile.open(next((archives / "dist").glob("*.tar.gz"))) as sources:
        sources.extractall(tmp_path, filter="data")
    folder = next(tmp_path.iterdir())
    with chdir(folder):
        name = build_wheel(str(tmp_path))
    assert (tmp_path / name).read_bytes() == (archives / "dist" / name).read_bytes()


def test_the_archive_of_the_sources_holds_the_tests_and_what_they_read(archives: Path):
    with tarfile.open(next((archives / "dist").glob("*.tar.gz"))) as sources:
        held = {name.partition("/")[2] for name in sources.getnames()}
    own = {path for path in sources_of(HOUSE / "tests") if not path.startswith(".")}
    assert {f"tests/{path}" for path in own} <= held
    assert {"content/site.yaml", "tests/conftest.py", "tools/docs.py", "Makefile"} <= held


def test_the_description_is_shown_as_it_is_meant(archives: Path):
    line = [
        sys.executable,
        "-m",
        "twine",
        "--no-color",
        "check",
        "--strict",
        *map(str, (archives / "dist").iterdir()),
    ]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.count("PASSED")) == (0, 2), done.stdout


def sources_of(folder: Path) -> Iterator[str]:
    """List all files of a package that are not compiled ones."""
    for place in folder.rglob("*"):
        if place.is_file() and "__pycache__" not in place.parts:
            yield place.relative_to(folder).as_posix()


def test_the_wheel_holds_all_of_the_package_its_themes_and_its_types(installed: Path):
    themes = {f"themes/{path}" for path in sources_of(HOUSE / "themes")}
    assert {*sources_of(installed / "builder")} == {*sources_of(HOUSE / "builder")} | themes
    assert (installed / "builder/py.typed").read_bytes() == b""
    assert {place.name for place in installed.iterdir()} == {"builder", f"dateline-{builder.__version__}.dist-info"}


def test_what_is_installed_builds_a_site_where_there_are_no_sources(installed: Path, tmp_path: Path):
    home = tmp_path / "home"
    home.mkdir()
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "PYTHONPATH": str(installed)}

    def dateline(*words: str) -> str:
        line = [sys.executable, "-P", "-m", "builder", *words]
        return subprocess.run(line, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True).stdout

    assert dateline("--version") == f"dateline {builder.__version__}\n"
    assert (
        dateline("new", "site") == "created content/site.yaml\ncreated content/pages/about.md\ncreated .gitignore\n"
    )
    assert " files written, 0 unchanged, 0 removed in " in dateline("build")
    assert "theme" in dateline("schema", "site")
