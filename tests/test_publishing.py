"""What a reader meets in `public/` is always a whole site: real folders, real processes, real kills."""

import hashlib
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout, suppress
from io import StringIO
from pathlib import Path
from types import MappingProxyType

import pytest
from conftest import AROUND, NOW, PIXEL, Site
from laws import FIRST_SEED, SEARCH

from builder.building.pipeline import build
from builder.cli import main
from builder.deploying.whole import read_whole
from builder.model.errors import BuilderError
from builder.publishing.tree import Published

HOUSE = Path(__file__).parent.parent

APPEAL = """
-- content/site.yaml --
title: A small chronology
url: https://example.org/
-- content/entries/appeal.md --
---
title: An appeal
date: 2023-09-19
published: 2023-09-20
actors: [armenia]
places: [yerevan]
tags: [appeals]
sources: [gazette]
---
The text of the appeal.
"""
ANSWER = """
-- content/entries/answer.md --
---
title: An answer
date: 2023-10-02
published: 2023-10-03
tags: [answers]
sources: [gazette]
---
An answer to [[appeal]].
"""
# All that shows the answer's title beside its own page, its tag's page and that tag's feed.
SHOW_THE_ANSWER = [
    "entries/appeal/index.html",
    "feed.xml",
    "index.html",
    "search/names.json",
    "sources/gazette/index.html",
    "timeline/2023/10/index.html",
    "timeline/2023/index.html",
    "timeline/filter.json",
    "timeline/index.html",
]


@pytest.fixture
def published(site: Callable[..., Site]) -> Site:
    """Publish a site of two entries."""
    small = site(APPEAL + ANSWER)
    small.build()
    return small


def everything(folder: Path) -> dict[str, tuple[bytes | str | None, int]]:
    """Give all below a folder, hidden files, folders and links too, each with what it holds and its time."""
    found = {}
    for place in sorted(folder.rglob("*")):
        held = os.readlink(place) if place.is_symlink() else place.read_bytes() if place.is_file() else None
        found[place.relative_to(folder).as_posix()] = (held, place.lstat().st_mtime_ns)
    return found


def held(folder: Path) -> dict[str, bytes | str | None]:
    return {path: content for path, (content, _) in everything(folder).items()}


def files(folder: Path) -> dict[str, tuple[bytes | str | None, int]]:
    return {path: found for path, found in everything(folder).items() if found[0] is not None}


def clean(site: Site) -> dict[str, bytes | str | None]:
    """Build a site where nothing was before."""
    with tempfile.TemporaryDirectory() as folder:
        assert build(site.folder, Path(folder) / "public", NOW, uses_cache=False).published
        return held(Path(folder) / "public")


def counts(published: Published | None) -> tuple[int, int, int]:
    assert published
    return published.written, published.unchanged, published.removed


def dateline(
    *arguments: str | Path, cwd: Path, environment: Mapping[str, str] = MappingProxyType({})
) -> tuple[int, str]:
    """Run the command as a shell would, in this process; give its exit code and all that it prints."""
    told, code = StringIO(), 0
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(told), redirect_stderr(told):
        patch.chdir(cwd)
        patch.setattr(sys, "argv", ["dateline", *map(str, arguments)])
        for name, value in environment.items():
            patch.setenv(name, value)
        try:
            code = main()
        except SystemExit as end:
            code = int(end.code or 0)
    return code, told.getvalue()


def process(*arguments: str | Path, cwd: Path, limit: Callable[[], None] | None = None) -> tuple[int, str]:
    """Run the command in a process of its own, below a limit; give its exit code and all that it prints."""
    line = [sys.executable, "-m", "builder", *map(str, arguments)]
    path = os.pathsep.join((str(HOUSE), os.environ.get("PYTHONPATH", "")))
    environment = {**os.environ, "PYTHONPATH": path}
    done = subprocess.run(
        line, cwd=cwd, env=environment, preexec_fn=limit, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    return done.returncode, done.stdout


def refused(site: Site) -> str:
    with pytest.raises(BuilderError) as refusal:
        site.build()
    return str(refusal.value)


# Building again


def test_a_second_build_writes_nothing(published: Site):
    before = everything(published.public)
    assert counts(published.build().published) == (0, len(files(published.public)) - 1, 0)
    assert everything(published.public) == before


def test_a_build_of_settled_files_reads_nothing_and_writes_nothing(published: Site):
    for place in (published.folder / "content").rglob("*"):
        os.utime(place, (1_600_000_000, 1_600_000_000))
    published.build()
    before = everything(published.public)
    assert counts(published.build().published) == (0, len(files(published.public)) - 1, 0)
    assert everything(published.public) == before


def in_secret(place: Path, was: str, now: str) -> None:
    """Edit a file so that its size and its time are what they were."""
    before = place.stat()
    with place.open("r+", encoding="utf-8") as file:
        text = file.read()
        assert was in text
        file.seek(0)
        file.write(text.replace(was, now))
    os.utime(place, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = place.stat()
    assert (after.st_size, after.st_mtime_ns, after.st_ino) == (before.st_size, before.st_mtime_ns, before.st_ino)


@pytest.mark.parametrize("path", ["content/entries/answer.md", "public/entries/answer/index.html", "public/feed.xml"])
def test_an_edit_that_puts_size_and_time_back_is_seen(published: Site, path: str):
    for place in (published.folder / "content").rglob("*"):
        os.utime(place, (1_600_000_000, 1_600_000_000))
    # Pages that are moved over others and pages that are new are both remembered as they stand.
    published.write(ANSWER.replace("An answer to", "No answer to"))
    os.utime(published.folder / "content/entries/answer.md", (1_600_000_000, 1_600_000_000))
    published.build()
    assert "0 files written" in dateline("build", cwd=published.folder)[1]
    in_secret(published.folder / path, "nswer", "NSWER")
    said = dateline("build", cwd=published.folder)[1]
    assert "0 files written" not in said
    assert held(published.public) == clean(published)


def changed_by(published: Site, text: str) -> list[str]:
    """List the published files that a change of content makes, alters or takes away."""
    before = files(published.public)
    published.write(text)
    report = published.build().published
    after = files(published.public)
    changed = sorted(path for path in {*before, *after} if before.get(path) != after.get(path))
    assert held(published.public) == clean(published)
    touched = set(changed) - {"manifest.json"}
    assert counts(report) == (len(touched & set(after)), len(after) - 1 - len(touched), len(touched - set(after)))
    return changed


def test_a_changed_body_changes_the_entry_s_page_alone(published: Site):
    text = ANSWER.replace("An answer to", "No answer to")
    assert changed_by(published, text) == ["entries/answer/index.html", "manifest.json"]


def test_a_changed_title_changes_exactly_the_files_that_show_it(published: Site):
    text = ANSWER.replace("title: An answer", "title: The answer")
    shown = [*SHOW_THE_ANSWER, "entries/answer/index.html"]
    shown += ["tags/answers/feed.xml", "tags/answers/index.html"]
    assert changed_by(published, text) == sorted([*shown, "manifest.json"])


def test_a_new_actor_changes_the_lists_of_actors_alone(published: Site):
    text = "-- content/actors/baku.md --\n---\nkind: other\nnames: [{text: Baku group, lang: en}]\n---\n"
    assert changed_by(published, text) == [
        "actors/baku/index.html",
        "actors/index.html",
        "manifest.json",
        "search/names.json",
        "sitemap.xml",
    ]


def test_a_deleted_entry_takes_its_page_its_empty_folders_and_its_place_in_lists_with_it(published: Site):
    before = everything(published.public)
    published.delete("content/entries/answer.md")
    published.build()
    after = everything(published.public)
    gone = {
        "entries/answer",
        "entries/answer/index.html",
        "tags/answers",
        "tags/answers/index.html",
        "tags/answers/feed.xml",
        "timeline/2023/10",
        "timeline/2023/10/index.html",
    }
    lists = {*SHOW_THE_ANSWER, "timeline/2023/09/index.html", "tags/index.html", "sources/index.html", "sitemap.xml"}
    lists |= {"timeline/days.json", "timeline/summaries/0.json"}
    assert set(before) - set(after) == gone
    changed = {path for path in after if after[path][0] != before[path][0]}
    assert changed == (lists | {"manifest.json"}) - gone
    assert held(published.public) == clean(published)


def test_what_somebody_deletes_or_alters_in_public_is_mended(published: Site):
    whole = held(published.public)
    (published.public / "entries/answer/index.html").write_text("defaced", "utf-8")
    (published.public / "robots.txt").unlink()
    shutil.rmtree(published.public / "actors")
    published.build()
    assert held(published.public) == whole


def test_every_published_file_stands_in_the_manifest_with_its_size_and_sum(published: Site):
    found = {path: content for path, content in held(published.public).items() if isinstance(content, bytes)}
    manifest = json.loads(found.pop("manifest.json"))
    sums = {path: {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()} for path, data in found.items()}
    assert manifest == {"version": 1, "files": sums}
    assert list(manifest["files"]) == sorted(sums)


# What is not ours


def test_a_foreign_file_is_told_of_and_left(published: Site):
    for path in ("CNAME", "entries/answer/notes.txt"):
        (published.public / path).write_text("mine", "utf-8")
    published.delete("content/entries/answer.md")
    report = published.build().published
    assert report
    assert report.foreign == ("CNAME", "entries/answer/notes.txt")
    assert held(published.public) == {
        **clean(published),
        "CNAME": b"mine",
        "entries/answer": None,
        "entries/answer/notes.txt": b"mine",
    }


def test_a_foreign_file_in_a_page_s_place_stops_the_build(published: Site):
    (published.public / "tags/news").mkdir()
    (published.public / "tags/news/index.html").write_text("mine", "utf-8")
    before = everything(published.public)
    published.write(ANSWER.replace("[answers]", "[news]"))
    assert refused(published) == (
        "public/tags/news/index.html was not written by Dateline, but a page has the same address: move that file away"
    )
    assert everything(published.public) == before


@pytest.mark.parametrize("foreign", ["tags/news", "entries/third"])
def test_a_foreign_file_in_a_folder_s_place_stops_the_build(published: Site, foreign: str):
    (published.public / foreign).write_text("mine", "utf-8")
    before = everything(published.public)
    published.write(ANSWER.replace("answer", "third").replace("[thirds]", "[news]"))
    assert (
        refused(published)
        == f"public/{foreign} was not written by Dateline, but a page has the same address: move that file away"
    )
    assert everything(published.public) == before


def test_a_foreign_folder_in_a_page_s_place_stops_the_build(published: Site):
    (published.public / "entries/third/index.html").mkdir(parents=True)
    (published.public / "entries/third/index.html/mine").write_text("mine", "utf-8")
    before = everything(published.public)
    published.write(ANSWER.replace("answer", "third"))
    assert refused(published) == (
        "public/entries/third/index.html was not written by Dateline, but a page has the same address: move that file away"
    )
    assert everything(published.public) == before


def test_a_folder_of_others_is_refused(site: Callable[..., Site]):
    small = site(APPEAL)
    (small.folder / "public/photos").mkdir(parents=True)
    (small.folder / "public/photos/wedding.jpg").write_text("mine", "utf-8")
    before = everything(small.public)
    assert refused(small) == (
        "public/ contains files that Dateline did not write (photos, for one): "
        "choose an empty folder with --output, or clear this one yourself"
    )
    assert everything(small.public) == before


def test_what_systems_leave_in_every_folder_is_passed_over(site: Callable[..., Site]):
    small = site(APPEAL)
    small.build()
    for name in ("assets/.DS_Store", "Thumbs.db", "entries/._appeal", "entries/desktop.ini"):
        (small.public / name).write_text("left by a system")
    report = small.build().published
    assert report is not None
    assert report.foreign == ()
    assert {path for path, data in small.published().items() if data == b"left by a system"} == {
        "assets/.DS_Store", "Thumbs.db", "entries/._appeal", "entries/desktop.ini",
    }  # fmt: skip
    left = [path for path, data in small.published().items() if data != b"left by a system"]
    assert sorted(read_whole(small.public).files) == sorted({*left} - {"manifest.json"})


def test_hidden_files_may_stand_in_the_folder(site: Callable[..., Site]):
    small = site(APPEAL)
    (small.folder / "public/.git").mkdir(parents=True)
    (small.folder / "public/.git/HEAD").write_text("ref: refs/heads/main", "utf-8")
    (small.folder / "public/.nojekyll").write_text("", "utf-8")
    report = small.build().published
    assert report
    assert report.foreign == ()
    own = {".git": None, ".git/HEAD": b"ref: refs/heads/main", ".nojekyll": b""}
    assert held(small.public) == {**clean(small), **own}


def test_a_manifest_of_somebody_else_is_not_believed(site: Callable[..., Site]):
    small = site(APPEAL + '\n-- public/manifest.json --\n{"name": "Another app", "icons": []}\n')
    before = everything(small.public)
    assert refused(small) == (
        "public/manifest.json cannot be read: delete the folder public/ if it contains nothing of your own, and build again"
    )
    assert everything(small.public) == before


# `output_folder` of the command line compares paths as written.


@pytest.mark.parametrize(
    "output",
    [
        "content",
        "content/built",
        ".",
        pytest.param(".."),
        pytest.param("public/../content/built"),
        pytest.param("linked/built"),
    ],
)
def test_an_output_folder_inside_or_around_the_content_is_refused(site: Callable[..., Site], output: str):
    small = site(APPEAL)
    (small.folder / "linked").symlink_to("content")
    before = everything(small.folder.parent)
    code, said = dateline("build", "--output", output, cwd=small.folder)
    where = (
        "contains the content itself"
        if output in ("content", ".", "..")
        else "is inside content/, which is read by every build"
    )
    assert (code, said) == (2, f"dateline: {output} {where}: choose another folder with --output\n")
    assert everything(small.folder.parent) == before


# Links


def test_a_link_in_the_folder_is_not_followed(published: Site, tmp_path: Path):
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "third").mkdir(parents=True)
    (elsewhere / "third/index.html").write_text("mine", "utf-8")
    shutil.rmtree(published.public / "entries")
    (published.public / "entries").symlink_to(elsewhere)
    before, outside = everything(published.public), everything(elsewhere)
    published.write(ANSWER.replace("answer", "third"))
    assert (
        refused(published)
        == "public/entries was not written by Dateline, but a page has the same address: move that file away"
    )
    assert everything(published.public) == before
    assert everything(elsewhere) == outside


@pytest.mark.parametrize("same", [True, False])
def test_a_link_in_a_page_s_place_is_replaced_and_not_written_through(published: Site, tmp_path: Path, same: bool):
    whole = held(published.public)
    page = published.public / "entries/answer/index.html"
    target = tmp_path / "target.html"
    target.write_bytes(page.read_bytes() if same else b"mine")
    page.unlink()
    page.symlink_to(target)
    before = target.read_bytes()
    published.build()
    assert held(published.public) == whole
    assert target.read_bytes() == before


def test_a_pipe_in_a_page_s_place_does_not_hold_a_build_up(published: Site):
    whole = held(published.public)
    page = published.public / "entries/answer/index.html"
    page.unlink()
    os.mkfifo(page)
    published.build()
    assert held(published.public) == whole


def test_what_was_a_file_may_become_a_folder_and_turn_back(published: Site):
    def pictured(file: str) -> str:
        medium = f"media: [{{file: {file}, alt: A bridge., credit: Somebody, licence: CC0}}]"
        return APPEAL.replace("tags: [appeals]", f"tags: [appeals]\n{medium}")

    media = published.folder / "content/media"
    picture = b"GIF89a\x01\x00\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02L\x01\x00;"
    for file in ("bridge.gif", "bridge.gif/whole.gif", "bridge.gif"):
        shutil.rmtree(media, ignore_errors=True)
        (media / file).parent.mkdir(parents=True)
        (media / file).write_bytes(picture)
        published.write(pictured(file)).build()
        assert held(published.public) == clean(published)


# One at a time


def test_two_builds_at_once_exclude_each_other(published: Site):
    holding = (
        "import sys; from pathlib import Path; from builder.publishing.lock import locked\n"
        "with locked(Path(sys.argv[1])):\n    print('held', flush=True)\n    sys.stdin.read()"
    )
    line = [sys.executable, "-c", holding, str(published.public)]
    published.write(ANSWER.replace("An answer to", "No answer to"))
    before = everything(published.public)
    with subprocess.Popen(line, cwd=HOUSE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        assert refused(published) == "another build is writing to public/: wait until it is done"
        code, said = dateline("build", cwd=published.folder)
        assert (code, said) == (2, "dateline: another build is writing to public/: wait until it is done\n")
        assert everything(published.public) == before
        other.kill()
    # A dead process holds no lock.
    published.build()
    assert held(published.public) == clean(published)


def test_builds_that_start_together_leave_a_whole_site(published: Site):
    published.write(ANSWER.replace("An answer", "Another answer"))
    line = [sys.executable, "-m", "builder", "build", "--site", str(published.folder)]
    started = [subprocess.Popen(line, cwd=HOUSE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(4)]
    ended = [(build.communicate()[1].decode(), build.returncode) for build in started]
    busy = ("dateline: another build is writing to public/: wait until it is done\n", 2)
    done = ("2 warnings, 2 hints: `dateline check` shows them\n", 0)
    assert {*ended} <= {done, busy}
    assert done in ended
    assert held(published.public) == clean(published)


# Failing on the way


def test_an_error_in_the_content_leaves_the_site_as_it_was(published: Site):
    before = everything(published.public)
    published.write("-- content/entries/third.md --\n---\ntitle: Third\ndate: 2023-13-01\nsources: [gazette]\n---\n")
    built = published.build()
    assert (built.published, [problem.code for problem in built.problems]) == (None, ["date-form"])
    assert dateline("build", cwd=published.folder)[0] == 1
    assert everything(published.public) == before


def test_an_error_in_the_content_makes_no_folder(site: Callable[..., Site]):
    small = site("-- content/entries/third.md --\n---\ntitle: Third\ndate: 2023-13-01\nsources: [gazette]\n---\n")
    assert small.build().published is None
    assert not small.public.exists()


def test_a_template_that_fails_for_one_entry_leaves_the_site_as_it_was(published: Site):
    before = held(published.public)
    template = (HOUSE / "themes/chronicle/templates/entry.html").read_text("utf-8")
    failing = template.replace("<h1", '{% if page.address == "entries/third/" %}{{ page.nothing }}{% endif %}<h1')
    published.write(ANSWER.replace("answer", "third").replace("An third", "A third"))
    published.write(f"-- themes/chronicle/templates/entry.html --\n{failing}")
    said = refused(published)
    assert said.startswith("the template entry.html, line ")
    assert ", rendering entries/third/: " in said
    assert held(published.public) == before
    assert dateline("build", cwd=published.folder) == (2, f"dateline: {said}\n")
    assert held(published.public) == before


def test_a_build_that_fails_at_first_leaves_an_empty_folder(site: Callable[..., Site]):
    small = site(APPEAL + "\n-- themes/chronicle/templates/entry.html --\n{{ page.nothing }}\n")
    refused(small)
    assert held(small.public) == {}


def test_a_build_that_fails_after_a_killed_one_leaves_a_folder_that_can_be_built(published: Site):
    rewrite(published)
    assert build_until(published, 20, kill) == -signal.SIGKILL
    published.write("-- themes/chronicle/templates/redirect.html --\n{{ page.nothing }}\n")
    published.write(APPEAL.replace("tags:", "formerly: [call]\ntags:"))
    refused(published)
    (published.folder / "themes/chronicle/templates/redirect.html").unlink()
    published.build()
    assert held(published.public) == clean(published)


def test_a_picture_that_cannot_be_read_is_told_of_by_name(published: Site, tmp_path: Path):
    published.write(
        APPEAL.replace("tags: [appeals]", "media: [{file: a.png, alt: A bridge., credit: Somebody, licence: CC0}]")
    )
    (published.folder / "content/media").mkdir()
    (published.folder / "content/media/a.png").write_bytes(PIXEL)
    before = everything(published.public)

    def vanish(stage: str, done: int, whole: int) -> None:
        if stage == "typeset":
            (published.folder / "content/media/a.png").unlink(missing_ok=True)

    with pytest.raises(BuilderError) as refusal:
        build(published.folder, tmp_path / "elsewhere", NOW, vanish)
    assert str(refusal.value) == "media/a.png: this file was deleted before it could be read; run the command again"
    assert everything(published.public) == before


def test_files_that_may_not_grow_are_told_of_and_the_site_stays_as_it_was(published: Site):
    before = everything(published.public)
    published.write(ANSWER.replace("An answer to", "No answer to" + " and no answer to" * 2000))
    limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))  # noqa: E731
    code, said = process("build", cwd=published.folder, limit=limit)
    assert (code, said) == (
        2,
        "dateline: public/ cannot be written: File too large. "
        "The last published site is still there; fix this and build again\n",
    )
    assert everything(published.public) == before
    published.build()
    assert held(published.public) == clean(published)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of 600 kilobytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", str(disk)], capture_output=True
    )
    if not mounted or mounted.returncode:
        pytest.skip("nothing can be mounted here")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def test_a_read_only_disk_is_told_of_and_the_site_stays_as_it_was(small_disk: Path):
    small = Site(small_disk / "site").write(AROUND).write(APPEAL)
    small.build()
    before = everything(small.public)
    small.write(APPEAL.replace("An appeal", "A call"))
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    assert dateline("build", cwd=small.folder) == (
        2,
        "dateline: public/ cannot be written: Read-only file system (public/.dateline). "
        "The last published site is still there; fix this and build again\n",
    )
    assert everything(small.public) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_read_only_folder_is_told_of_and_stays_as_it_was(published: Site):
    before = everything(published.public)
    published.write(ANSWER.replace("An answer", "No answer"))
    published.public.chmod(0o555)
    assert dateline("build", cwd=published.folder) == (
        2,
        "dateline: public/ cannot be written: Permission denied (public/.dateline). "
        "The last published site is still there; fix this and build again\n",
    )
    assert everything(published.public) == before
    published.public.chmod(0o755)


@pytest.mark.parametrize("room", [0, 9_000, 120_000])
def test_a_full_disk_is_told_of_and_the_site_stays_as_it_was(small_disk: Path, room: int):
    small = Site(small_disk / "site").write(AROUND).write(APPEAL + ANSWER)
    assert build(small.folder, small.public, NOW, uses_cache=False).published
    before = everything(small.public)
    small.write(ANSWER.replace("An answer to", "No answer to" + " and no answer to" * 8000))
    free = os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize
    (small_disk / "filler").write_bytes(bytes(max(free - room, 0)))
    code, said = dateline("build", cwd=small.folder)
    assert (code, said.partition(": ")[2].partition(" (")[0].partition(". ")[0]) == (
        2,
        "public/ cannot be written: No space left on device",
    )
    assert str(small_disk) not in said
    assert everything(small.public) == before
    (small_disk / "filler").unlink()
    small.write(ANSWER.replace("An answer", "No answer")).build()
    assert held(small.public) == clean(small)


# Dying on the way

TOUCHING = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir")


def build_until(site: Site, step: int, end: Callable[[], None]) -> int:
    """Build in a process of its own that comes to its end before the given touch of `public/`; give how it ended."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    left = [step]

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        # To remove a folder, or to make one that is there, takes no room on a disk.
        if end is fill_the_disk and (
            event == "os.rmdir" or (event == "os.mkdir" and Path(str(arguments[0])).is_dir())
        ):
            return
        if event in TOUCHING and str(arguments[0]).startswith(f"{site.public}/"):
            left[0] -= 1
            if left[0] == 0:
                end()

    try:
        sys.addaudithook(watch)
        build(site.folder, site.public, NOW, jobs=1)
        os._exit(0)
    except BuilderError:
        os._exit(2)
    finally:
        os._exit(70)


def kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def fill_the_disk() -> None:
    raise OSError(28, "No space left on device")


def tear_what_is_written() -> None:
    # From here on, whatever writes more than this dies in the middle of it.
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))


def rewrite(site: Site) -> None:
    """Delete an entry, add another and change a third: new, changed and removed pages at once."""
    site.delete("content/entries/appeal.md")
    site.write(ANSWER.replace("[[appeal]]", "[[third]]").replace("[answers]", "[answers, news]"))
    site.write(
        ANSWER.replace("[[appeal]]", "nobody").replace("An answer", "A third").replace("answer.md", "third.md")
    )


def meets(old: dict[str, bytes | str | None], new: dict[str, bytes | str | None], site: Site) -> None:
    """Assert that a reader meets every page whole, the old or the new, and no link to what is not there yet."""
    now = held(site.public)
    pages = {path for path, content in old.items() if content is not None}
    torn = [path for path in pages & set(now) if now[path] not in (old[path], new.get(path))]
    is_new = [path for path in pages & set(new) if old[path] != new[path] and now[path] == new[path]]
    missing = [path for path in pages - set(now) if path in new]
    unfinished = [path for path in set(new) - set(old) if now.get(path) != new[path]]
    too_early = [path for path in pages & set(new) if now.get(path) != new[path]] if pages - set(now) else []
    too_early = [path for path in too_early if path != "manifest.json"]
    assert (torn, missing, unfinished if is_new else [], too_early) == ([], [], [], [])


@pytest.mark.law
@pytest.mark.parametrize("end", [kill, fill_the_disk, tear_what_is_written])
def test_wherever_a_build_ends_readers_meet_whole_pages_and_the_next_one_mends_it(
    published: Site, tmp_path: Path, end: Callable[[], None]
):
    old = held(published.public)
    rewrite(published)
    new = clean(published)
    start = tmp_path / "start"
    shutil.copytree(published.folder, start)
    # The suite ends a third of these builds, from where the seed begins; `make laws` ends all.
    step, ended = FIRST_SEED % 3, -signal.SIGKILL
    while ended:
        step += (3 if SEARCH == "little" else 1) * (1 if end is kill else 3)
        shutil.rmtree(published.folder)
        shutil.copytree(start, published.folder)
        ended = build_until(published, step, end)
        assert ended in (0, -signal.SIGKILL, -signal.SIGXFSZ, 2)
        meets(old, new, published)
        if not (published.public / ".dateline").exists():
            assert held(published.public) in (old, new)
        # What a deploy would send is whole, or nothing.
        with suppress(BuilderError):
            read_whole(published.public)
            assert held(published.public) in (old, new)
        if step % 5 == 0:
            # Whoever dies may have found the ruins of another.
            build_until(published, step // 2, kill)
        published.build()
        assert held(published.public) == new
    assert step > 40


def test_every_command_says_that_a_build_was_interrupted_and_no_deploy_sends_what_it_left(published: Site):
    old = held(published.public)
    rewrite(published)
    new = clean(published)
    step = 0
    # Until some pages are old and others new.
    while not (mixed(held(published.public), old, new) and (published.public / ".dateline").exists()):
        step += 1
        assert build_until(published, step, kill) == -signal.SIGKILL
    says = "the last build was interrupted, so some pages may be old and others new: the next build will finish it"
    site = (published.folder / "content/site.yaml").read_text("utf-8")
    published.write(f"-- content/site.yaml --\n{site}deploy: {{here: {{kind: folder, path: ../www}}}}\n")
    assert first_line_of_a_preview(published) == f"public/: {says}\n"
    for command in (["check"], ["release"], ["deploy", "--no-build"], ["verify", "public"], ["build"]):
        assert dateline(*command, cwd=published.folder)[1].splitlines()[0] == f"public/: {says}", command
    assert not (published.folder.parent / "www/current").exists()
    assert says not in dateline("check", cwd=published.folder)[1]
    assert held(published.public) == clean(published)


def first_line_of_a_preview(site: Site) -> str:
    """Return what a preview says first, and end it."""
    line = [sys.executable, "-m", "builder", "preview", "--site", str(site.folder), "--port", "5800"]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        said = process.stdout.readline() if process.stdout else ""
        process.kill()
    return said


def mixed(
    now: dict[str, bytes | str | None], old: dict[str, bytes | str | None], new: dict[str, bytes | str | None]
) -> bool:
    """Return whether some pages that differ are as they were, and others as they are to be."""
    differing = [path for path in {*old, *new} if old.get(path) != new.get(path) and path in now]
    return len({now[path] == new.get(path) for path in differing}) == 2


# A build of its own process, whose work is shared among two workers as soon as there is some.
SHARED = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from builder.workers import Portions
from builder.building.pipeline import build
site = Path(sys.argv[1])
build(site, site / "public", datetime.now(UTC), jobs=2, portions=Portions(enough=9, chunk=4))
"""


def test_a_killed_build_of_many_files_leaves_no_worker_and_no_lock_behind(site: Callable[..., Site]):
    many = site(APPEAL + ANSWER)
    for number in range(24):
        many.write(ANSWER.replace("answer.md", f"answer-{number}.md").replace("An answer", f"Answer {number}"))
    many.build()
    generator = random.Random(20230919)
    line = [sys.executable, "-c", SHARED, str(many.folder)]
    for round in range(3):
        old = held(many.public)
        for number in range(0, 24, 2):
            many.write(
                ANSWER.replace("answer.md", f"answer-{number}.md").replace("An answer", f"Answer {round} {number}")
            )
        many.write(ANSWER.replace("answer.md", f"round-{round}.md"))
        new = clean(many)
        killed = subprocess.Popen(line, cwd=HOUSE, stdout=subprocess.DEVNULL, start_new_session=True)
        while not (many.public / ".dateline/journal").exists() and killed.poll() is None:
            time.sleep(0.002)
        time.sleep(generator.random() * 0.1)
        killed.kill()
        killed.wait()
        wait_for_the_end_of(killed.pid)
        meets(old, new, many)
        many.build()
        assert held(many.public) == new


def wait_for_the_end_of(group: int) -> None:
    """Wait until no process of a group is left: those that a killed build hired go of their own accord."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.005)
    os.killpg(group, signal.SIGKILL)
    raise AssertionError("workers outlive the build that hired them")


@pytest.mark.parametrize(
    ("template", "wrong"),
    [
        ("{{ 1 / 0 }}", "the template entry.html, line 1: templates cannot divide: show what the view contains"),
        ("{{ page.nothing }}", "the template entry.html, line 1, rendering entries/appeal/: "),
        ("{% if %}", "the template entry.html, line 1: "),
    ],
)
def test_a_mistake_in_a_template_names_the_template_and_the_page(
    site: Callable[..., Site], template: str, wrong: str
):
    small = site(APPEAL).write(f"-- themes/chronicle/templates/entry.html --\n{template}\n")
    assert refused(small).startswith(wrong)
