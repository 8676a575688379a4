"""Files that cannot be read, or change while they are: a problem with the file's name, and no waiting."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import NOW, Site

from builder.building.pipeline import build, check
from builder.reading.regular_files import FileUnread, read_regular
from builder.workers import USUAL_PORTIONS

ENTRY = "---\ntitle: A\ndate: 2023-09-19\nsources: [gazette]\n---\nText.\n"


def test_a_file_that_its_owner_keeps_from_us_is_refused_in_words(tmp_path: Path):
    place = tmp_path / "kept.md"
    place.write_text(ENTRY, "utf-8")
    place.chmod(0)
    said = as_nobody(lambda: refusal(place))
    assert said == "this file cannot be read (Permission denied); check its permissions, or delete it"


def as_nobody(do: Callable[[], str]) -> str:
    """Do something as a user who owns nothing: what root may read says nothing of others."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            if not os.getuid():
                # The folders on the way belong to whoever runs the tests.
                os.setegid(65534)
                os.seteuid(65534)
            os.write(writing, do().encode())
        finally:
            os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading) as said:
        return said.read()


def refusal(place: Path | str) -> str:
    try:
        read_regular(place)
    except FileUnread as fault:
        return str(fault)
    return ""


def test_what_is_no_file_is_not_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to(tmp_path / "pipe")
    no_file = "this is a folder, a pipe or a device, not a file; delete it, or put a file in its place"
    assert [refusal(tmp_path / "pipe"), refusal("/dev/zero"), refusal(tmp_path)] == [no_file] * 3
    assert refusal(tmp_path / "link").startswith("this file cannot be read (")
    assert refusal(tmp_path / "none") == "this file was deleted before it could be read; run the command again"


def test_a_disk_that_fails_is_told_of():
    if Path("/proc/self/mem").exists():
        assert refusal("/proc/self/mem") == "this file cannot be read (Input/output error); check the disk"


@pytest.mark.parametrize("change", ["delete", "edit", "pipe"])
def test_a_file_that_changes_while_it_is_read_is_told_of_and_never_remembered(change: str, site: Callable[..., Site]):
    made = site()
    entries = made.folder / "content/entries"
    entries.mkdir()
    for number in range(150):
        (entries / f"e{number:03}.md").write_text(ENTRY, "utf-8")
    last = entries / "e149.md"

    def meddle(stage: str, done: int, whole: int) -> None:
        # All files were digested when the first of them have been read.
        if stage == "read" and done == USUAL_PORTIONS.chunk:
            last.unlink()
            if change == "edit":
                last.write_text(ENTRY.replace("title: A", "title: B"), "utf-8")
            elif change == "pipe":
                os.mkfifo(last)

    stopped = build(made.folder, made.public, NOW, meddle, jobs=1)
    says = {
        "delete": "this file was deleted before it could be read; run the command again",
        "edit": "this file changed while it was being read; run the command again",
        "pipe": "this is a folder, a pipe or a device, not a file; delete it, or put a file in its place",
    }
    assert [str(problem) for problem in stopped.problems if problem.stops_a_build] == [
        f"content/entries/e149.md error [file-unreadable] {says[change]}"
    ]
    last.unlink(missing_ok=True)
    last.write_text(ENTRY, "utf-8")
    assert made.build().published
    assert "<title>A" in made.page("entries/e149")


def test_a_picture_beyond_its_pixels_is_refused(site: Callable[..., Site]):
    entry = ENTRY.replace("sources", "media: [{file: a.png, alt: A, credit: C, licence: CC0}]\nsources")
    made = site(f"-- content/entries/e.md --\n{entry}")
    (made.folder / "content/media").mkdir()
    head = "89504e470d0a1a0a0000000d49484452" + "00002328" + "00002328" + "0806000000000000000000000049454e44ae426082"
    (made.folder / "content/media/a.png").write_bytes(bytes.fromhex(head))
    stopping = [problem.code for problem in check(made.folder, NOW) if problem.stops_a_build]
    assert stopping == ["picture-too-large"]
