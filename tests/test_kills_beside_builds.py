"""Whenever `kill -9` ends a release or a preview, nothing is half written, and the next command goes on as if it had not."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import NOW, Site
from hosts import free_port
from test_publishing import ANSWER, APPEAL, TOUCHING, clean, dateline, everything, held, kill

from builder.building.pipeline import check, release
from builder.preview.shown_site import ShownSite
from builder.rendering.kept_code import KeptCode

THIRD = ANSWER.replace("answer.md", "third.md").replace("An answer", "A third")
RELEASED = "content/released.txt"


def ended_at(step: int, folder: Path, work: Callable[[], object]) -> int:
    """Do something in a process of its own that is killed before the given touch of a folder; return how it ended."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    left = step

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        if event in TOUCHING and str(arguments[0]).startswith(f"{folder}/") and is_written(event, arguments):
            left -= 1
            if left == 0:
                kill()

    try:
        sys.addaudithook(watch)
        work()
        os._exit(0)
    finally:
        os._exit(70)


def is_written(event: str, arguments: tuple[object, ...]) -> bool:
    return event != "open" or bool(int(str(arguments[2])) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def killed_everywhere(start: Path, site: Site, work: Callable[[], object]) -> Iterator[None]:
    """Do something again and again from the same beginnings, killed one touch later each time, until it gets through."""
    shutil.copytree(site.folder, start)
    step, ended = 0, -signal.SIGKILL
    while ended:
        step += 1
        shutil.rmtree(site.folder)
        shutil.copytree(start, site.folder)
        ended = ended_at(step, site.folder, work)
        assert ended in (0, -signal.SIGKILL)
        yield
    assert step > 3


@pytest.mark.parametrize("is_first", [True, False])
def test_wherever_a_release_is_killed_its_record_is_the_old_or_the_new(
    site: Callable[..., Site], tmp_path: Path, is_first: bool
):
    small, expected = site(APPEAL + ANSWER), []
    if not is_first:
        release(small.folder, NOW)
    old = (small.folder / RELEASED).read_bytes() if not is_first else None
    small.write(THIRD)
    with tempfile.TemporaryDirectory() as folder:
        other = shutil.copytree(small.folder, Path(folder, "site"))
        release(other, NOW)
        expected = (other / RELEASED).read_bytes()
    assert expected != old
    found = set()
    for _ in killed_everywhere(tmp_path / "start", small, lambda: release(small.folder, NOW)):
        record = small.folder / RELEASED
        found.add(record.read_bytes() if record.is_file() else None)
        # What was half written is no part of the content.
        assert release(small.folder, NOW).entries == 3
        assert record.read_bytes() == expected
        assert sorted(path.name for path in record.parent.iterdir()) == sorted(
            ["actors", "entries", "places", "released.txt", "site.yaml", "sources"]
        )
    assert found == {old, expected}


def test_a_preview_touches_nothing_and_so_leaves_nothing_half_written(site: Callable[..., Site]):
    small = site(APPEAL + ANSWER)
    small.build()

    def show() -> None:
        shown = ShownSite(small.folder, lambda: NOW, True)
        shown.update()
        assert shown.answer("entries/appeal/").status == 200

    assert ended_at(1, small.folder, show) == 0


def test_wherever_the_check_that_a_preview_starts_is_killed_the_next_build_is_a_clean_one(
    site: Callable[..., Site], tmp_path: Path
):
    small = site(APPEAL + ANSWER)
    small.build()
    small.write(THIRD)
    expected, public = clean(small), everything(small.public)
    for _ in killed_everywhere(tmp_path / "start", small, lambda: check(small.folder, NOW)):
        assert held(small.public) == {path: found for path, (found, _) in public.items()}
        small.build()
        assert held(small.public) == expected


def test_wherever_a_preview_is_killed_that_keeps_compiled_templates_the_next_one_can_keep_them(tmp_path: Path):
    cache, code = tmp_path / "cache", compile("1 + 1", "a template", "eval")
    cache.mkdir()

    def keep() -> KeptCode:
        kept = KeptCode(cache / "templates", b"a secret", b"salt")
        kept.put(b"key", code)
        return kept

    for _ in killed_everywhere(tmp_path / "start", Site(cache), keep):
        assert KeptCode(cache / "templates", b"a secret", b"salt").get(b"key") in (None, code)
        assert keep().get(b"key") == code


def test_a_preview_that_is_killed_while_it_serves_leaves_the_site_to_the_next_command(site: Callable[..., Site]):
    small = site(APPEAL + ANSWER)
    small.build()
    before, port = everything(small.folder), free_port()
    for _ in range(2):
        # The port of one that was killed is free at once.
        with previewed(small, str(port)) as process:
            lines = process.stdout
            assert lines
            assert lines.readline() == f"the site is at http://127.0.0.1:{port}/ (press Ctrl-C to stop)\n"
            process.kill()
    assert everything(small.folder) == before
    small.write(ANSWER.replace("An answer to", "No answer to"))
    assert dateline("build", cwd=small.folder)[0] == 0
    assert held(small.public) == clean(small)


def previewed(site: Site, port: str) -> "subprocess.Popen[str]":
    line = [sys.executable, "-m", "builder", "preview", "--site", str(site.folder), "--port", port]
    return subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
