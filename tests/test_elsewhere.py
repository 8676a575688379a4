"""What Windows and macOS have not is missed by nothing: forks, locks of folders, links, flags, and case in names.

Each is taken away in a Python of its own, before anything of ours is imported; the site is the same bytes."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import HOUSE, NOW, PIXEL, Site
from test_publishing import held
from test_same_bytes import ENTRIES

# Python runs this at its start. Windows opens no folder as a file; its own locks are played by those of POSIX on bytes.
ELSEWHERE = """
import fcntl as _locks, os, sys, types
# Python itself would take itself for one on Windows.
import shutil, subprocess, tempfile
shutil._use_fd_functions = False

def _refuse(*_, **__):
    raise OSError(1314, "a required privilege is not held by the client")

_open = os.open
def _open_file(path, flags, *rest, **more):
    if not isinstance(path, int) and os.path.isdir(path):
        raise PermissionError(13, "Permission denied", path)
    return _open(path, flags, *rest, **more)

def _locking(handle, mode, count):
    assert os.lseek(handle, 0, os.SEEK_CUR) > 1 << 30
    try:
        _locks.lockf(handle, _locks.LOCK_EX | _locks.LOCK_NB, count, os.lseek(handle, 0, os.SEEK_CUR))
    except BlockingIOError:
        raise PermissionError(13, "Permission denied") from None

for name in "fork O_NOFOLLOW O_NONBLOCK sched_getaffinity".split():
    delattr(os, name)
os.symlink = os.link = _refuse
os.open = _open_file
sys.modules["fcntl"] = None
if WITH_LOCKS:
    sys.modules["msvcrt"] = types.SimpleNamespace(LK_NBLCK=2, locking=_locking)
"""
# So that a handful of files is enough for workers.
BUILD = """
import sys
from datetime import datetime
from pathlib import Path
from builder.building.pipeline import build
from builder.workers import Portions
if __name__ == "__main__":
    built = build(Path(sys.argv[1]), Path(sys.argv[2]), datetime.fromisoformat(sys.argv[3]), jobs=2, portions=Portions(2, 4))
    print(built.published.written, "concurrent.futures.process" in sys.modules)
"""
FOLDER = ENTRIES.replace(
    "data: {pages: true}\n", "data: {pages: true}\ndeploy: {here: {kind: folder, path: deployed}}\n"
)


class Elsewhere:
    """A Python that has been robbed."""

    def __init__(self, folder: Path, has_locks: bool) -> None:
        self.has_locks = has_locks
        (folder / "sitecustomize.py").write_text(ELSEWHERE.replace("WITH_LOCKS", str(has_locks)))
        self.environment = {
            **os.environ,
            "PYTHONPATH": f"{folder}{os.pathsep}{HOUSE}",
            "SOURCE_DATE_EPOCH": str(int(NOW.timestamp())),
        }

    def run(self, *words: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, *words], env=self.environment, capture_output=True, text=True, check=False
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done.returncode, done.stdout + done.stderr

    def dateline(self, site: Site, command: str, *words: str) -> tuple[int, str]:
        return self.run("-m", "builder", command, *words, "--site", str(site.folder))


@pytest.fixture(params=[True, False], ids=["locks of Windows", "no locks"])
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> Elsewhere:
    (tmp_path / "python").mkdir()
    return Elsewhere(tmp_path / "python", request.param)


def test_a_site_is_built_checked_released_deployed_and_packed(
    elsewhere: Elsewhere, site: Callable[..., Site], tmp_path: Path
):
    made = site(FOLDER)
    made.build()
    expected = held(made.public)
    for command, *words in (
        ("build", "--output", str(tmp_path / "first"), "--no-cache"),
        ("build", "--output", str(tmp_path / "first")),
        ("release",),
        ("deploy", "here"),
        ("pack", str(tmp_path / "bag")),
        # These lock nothing.
        *([("check",), ("verify", str(made.folder / "deployed/current"))] if elsewhere.has_locks else []),
    ):
        code, said = elsewhere.dateline(made, command, *words)
        assert code == 0, (command, said)
    assert held(tmp_path / "first") == expected
    assert (made.folder / "deployed/current").is_dir()
    assert held(made.folder / "deployed/current") == expected


def test_a_folder_without_links_keeps_releases_and_goes_back(site: Callable[..., Site], tmp_path: Path):
    elsewhere = Elsewhere(tmp_path, has_locks=True)
    made = site(FOLDER)
    first = elsewhere.dateline(made, "deploy", "here")
    made.write("-- content/pages/about.md --\n---\ntitle: About\n---\nWords.\n")
    second = elsewhere.dateline(made, "deploy", "here")
    assert (first[0], second[0]) == (0, 0), (first, second)
    current = made.folder / "deployed/current"
    assert (current.is_symlink(), (current / "about/index.html").is_file()) == (False, True)
    listed = elsewhere.dateline(made, "deploy", "here", "--releases")
    code, said = elsewhere.dateline(made, "deploy", "here", "--rollback", "1")
    assert (listed[0], code, (current / "about").exists()) == (0, 0, False), said
    # Where links can be made again, the copy gives way to one.
    assert made.build().published
    words = [sys.executable, "-m", "builder", "deploy", "here", "--site", str(made.folder)]
    environment = {**elsewhere.environment, "PYTHONPATH": str(HOUSE)}
    subprocess.run(words, env=environment, check=True, capture_output=True)
    assert (current.is_symlink(), (current / "about/index.html").is_file()) == (True, True)


def test_workers_are_spawned_where_none_can_be_forked(site: Callable[..., Site], tmp_path: Path):
    elsewhere = Elsewhere(tmp_path, has_locks=True)
    made = site(ENTRIES)
    script = tmp_path / "build.py"
    script.write_text(BUILD)
    code, said = elsewhere.run(str(script), str(made.folder), str(tmp_path / "built"), NOW.isoformat())
    assert (code, said.split()[1:]) == (0, ["True"]), said
    made.build()
    assert held(tmp_path / "built") == held(made.public)


def test_a_second_build_waits_for_the_first_where_a_file_stands_for_the_folder(
    site: Callable[..., Site], tmp_path: Path
):
    elsewhere = Elsewhere(tmp_path, has_locks=True)
    made = site(ENTRIES)
    holds = (
        "import subprocess, sys; from pathlib import Path; from builder.publishing.lock import locked\n"
        "folder = Path(sys.argv[1]); folder.mkdir()\n"
        "with locked(folder):\n"
        "    sys.exit(subprocess.run([sys.executable, '-m', 'builder', 'build', '--site', sys.argv[2]]).returncode)"
    )
    code, said = elsewhere.run("-c", holds, str(made.public), str(made.folder))
    assert (code, said) == (2, "dateline: another build is writing to public/: wait until it is done\n")
    assert elsewhere.dateline(made, "build")[0] == 0


def test_pictures_whose_names_differ_in_case_are_not_published_over_each_other(site: Callable[..., Site]):
    made = site(
        ENTRIES.replace(
            "tags: [answers]",
            "media:\n  - {file: a.png, alt: One., credit: C, licence: CC0}\n  - {file: A.png, alt: Two., credit: C, licence: CC0}",
        )
    )
    (made.folder / "content/media").mkdir()
    for name in ("a.png", "A.png"):
        (made.folder / "content/media" / name).write_bytes(PIXEL)
    assert [line for line in made.problems() if "[O1]" in line] != []
    assert made.build().published is None
