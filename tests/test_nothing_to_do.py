"""A build with nothing to do is answered at once, and says what the full build would say."""

import os
import random
import re
import shutil
import subprocess
import sys
from ast import literal_eval
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from fcntl import LOCK_EX, flock
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import Site
from laws import FIRST_SEED, examples
from test_memo_laws import SITE, differing, settled
from test_publishing import held

from builder.building.pipeline import build
from builder.cli import commands
from builder.cli.fast_path import answered_from_stamps
from builder.remembering import cache_file

HOUSE = Path(__file__).parent.parent
SEQUENCES = examples(4, 600)
EDITS = 5

# The talks are held back until 2030.
BEFORE, AFTER = datetime(2029, 6, 1, tzinfo=UTC), datetime(2031, 6, 1, tzinfo=UTC)
HELD_BACK = SITE.replace("title: Talks", "title: Talks\nsafety: {delay_until: 2030-01-01}") + (
    "-- content/notes.txt --\nThis lies in no folder that is read.\n-- content/media/bridge.txt --\nA note.\n"
)


@dataclass
class Asking:
    """Somebody who builds a site again and again, each time at once if that can be, and then in full."""

    site: Site
    capsys: pytest.CaptureFixture[str]
    monkeypatch: pytest.MonkeyPatch
    words: tuple[str, ...] = ()
    moment: datetime = BEFORE

    @property
    def line(self) -> list[str]:
        return ["build", "--site", str(self.site.folder), *self.words]

    def fast_path(self) -> tuple[str, str] | None:
        """Return what is printed at once; None where the full build is needed."""
        self.monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(self.moment.timestamp())))
        self.capsys.readouterr()
        answered = answered_from_stamps(self.line)
        told = self.capsys.readouterr()
        assert answered or told == ("", "")
        return (without_seconds(told.out), told.err) if answered else None

    def in_full(self) -> tuple[int, str, str]:
        """Return the exit code of the full command, and what it prints."""
        self.monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(self.moment.timestamp())))
        done = CliRunner().invoke(commands.dateline, self.line)
        return done.exit_code, without_seconds(done.stdout), done.stderr

    def agree(self) -> bool:
        """Build both ways; return whether the answer came at once."""
        told = self.fast_path()
        if told is not None:
            assert self.stands_as_a_clean_build_would()
        code, out, aside = self.in_full()
        # A memo that is not needed is not looked at, so nobody learns that it is damaged.
        aside = "".join(line for line in aside.splitlines(keepends=True) if not line.startswith("ignored: "))
        assert told is None or (0, *told) == (code, out, aside)
        return told is not None

    def stands_as_a_clean_build_would(self) -> bool:
        clean = self.site.folder.with_name("clean")
        shutil.rmtree(clean, ignore_errors=True)
        assert build(self.site.folder, clean, self.moment, uses_cache=False).published
        whole, output = held(clean), held(self.output)
        return differing({path: output.get(path) for path in whole}, whole) == []

    @property
    def output(self) -> Path:
        return Path(self.words[-1]) if self.words else self.site.public


def without_seconds(told: str) -> str:
    return re.sub(r"in \d+\.\d s", "in 0.0 s", told)


@pytest.fixture
def asking(
    site: Callable[..., Site], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[[], Asking]:
    return lambda: Asking(settled(site(HELD_BACK)).site, capsys, monkeypatch)


# Edits: each changes one thing that a build may have to see.


def content(asking: Asking, dice: random.Random) -> Path:
    return dice.choice(sorted(place for place in (asking.site.folder / "content").rglob("*.*") if place.is_file()))


def published(asking: Asking, dice: random.Random) -> Path:
    return dice.choice(sorted(place for place in asking.output.rglob("*.*") if place.is_file()))


def touch(asking: Asking, dice: random.Random) -> None:
    place = content(asking, dice)
    os.utime(place, ns=(place.stat().st_mtime_ns, place.stat().st_mtime_ns + 1))


def replace_by_as_much(asking: Asking, dice: random.Random) -> None:
    """Move another file over one, as long as it and as old."""
    place = content(asking, dice)
    found, new = place.stat(), place.with_name(".new")
    new.write_bytes(place.read_bytes().replace(b"title: A", b"title: B"))
    os.utime(new, ns=(found.st_atime_ns, found.st_mtime_ns))
    new.rename(place)


def write_as_much_in_place(asking: Asking, dice: random.Random) -> None:
    place = content(asking, dice)
    place.write_bytes(place.read_bytes().replace(b"2023-09", b"2023-08"))


def add_an_entry(asking: Asking, dice: random.Random) -> None:
    fields = f"title: Entry\ndate: 2023-01-{dice.randint(10, 28)}\nsources: [gazette]\n"
    (asking.site.folder / f"content/entries/entry-{dice.randint(1, 9)}.md").write_text(f"---\n{fields}---\n")


def delete_what_lies_in_content(asking: Asking, dice: random.Random) -> None:
    dice.choice(sorted((asking.site.folder / "content/entries").glob("*.md"))).unlink()


def add_what_is_not_read(asking: Asking, dice: random.Random) -> None:
    path = dice.choice(["content/draft.doc", "content/entries/a.txt", "content/new/b.md", "content/media/c.txt"])
    place = asking.site.folder / path
    place.parent.mkdir(exist_ok=True)
    place.write_text("mine")


def link_into_content(asking: Asking, dice: random.Random) -> None:
    place = asking.site.folder / "content/entries/linked.md"
    if not place.is_symlink():
        place.symlink_to(dice.choice(["appeal.md", "nowhere.md"]))


def exchange(asking: Asking, dice: random.Random) -> None:
    first, second = content(asking, dice), content(asking, dice)
    if first != second and first.parent == second.parent:
        kept = first.with_name(".kept")
        first.rename(kept)
        second.rename(first)
        kept.rename(second)


def break_the_settings(asking: Asking, dice: random.Random) -> None:
    place = asking.site.folder / "content/site.yaml"
    text = place.read_text("utf-8")
    place.write_text(text.removesuffix("\n") if text.endswith("title: [\n") else f"{text}title: [\n", "utf-8")


def delete_in_the_output(asking: Asking, dice: random.Random) -> None:
    published(asking, dice).unlink()


def alter_in_the_output(asking: Asking, dice: random.Random) -> None:
    place = published(asking, dice)
    if place.name != "manifest.json":
        place.write_bytes(place.read_bytes().swapcase())


def put_into_the_output(asking: Asking, dice: random.Random) -> None:
    (published(asking, dice).parent / dice.choice(["CNAME", "notes.txt", ".hidden", "Ծանոթ"])).write_text("mine")


def empty_a_folder_of_the_output(asking: Asking, dice: random.Random) -> None:
    shutil.rmtree(dice.choice(sorted(place for place in asking.output.iterdir() if place.is_dir())))


def leave_the_output_half_done(asking: Asking, dice: random.Random) -> None:
    (asking.output / ".dateline").mkdir(exist_ok=True)


def write_into_the_theme(asking: Asking, dice: random.Random) -> None:
    name = dice.choice(["css/page.css", "strings/en.yaml", "templates/entry.html"])
    place = asking.site.folder / "themes/chronicle" / name
    place.parent.mkdir(parents=True, exist_ok=True)
    text = (place if place.exists() else HOUSE / "themes/chronicle" / name).read_text("utf-8")
    place.write_text(text.replace("Skip", "Leap") + "\n", "utf-8")


def drop_the_theme(asking: Asking, dice: random.Random) -> None:
    shutil.rmtree(asking.site.folder / "themes", ignore_errors=True)


def damage(place: Path, dice: random.Random) -> None:
    if place.exists():
        data = bytearray(place.read_bytes())
        for _ in range(dice.choice([1, 1, 300])):
            data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
        place.write_bytes(data[: dice.choice([len(data), len(data), dice.randrange(len(data))])])


def damage_the_stamps(asking: Asking, dice: random.Random) -> None:
    damage(asking.site.folder / ".dateline-cache-stamps", dice)


def damage_the_memo(asking: Asking, dice: random.Random) -> None:
    damage(asking.site.folder / ".dateline-cache", dice)


def forget(asking: Asking, dice: random.Random) -> None:
    (asking.site.folder / dice.choice([".dateline-cache", ".dateline-cache-stamps"])).unlink(missing_ok=True)


def name_another_output(asking: Asking, dice: random.Random) -> None:
    asking.words = () if asking.words else ("--output", str(asking.site.folder.with_name("other")))


def let_time_pass(asking: Asking, dice: random.Random) -> None:
    asking.moment = AFTER if asking.moment == BEFORE else BEFORE


def do_nothing(asking: Asking, dice: random.Random) -> None:
    pass


DEEDS = (
    touch, replace_by_as_much, write_as_much_in_place, add_an_entry, delete_what_lies_in_content, exchange,
    add_what_is_not_read, link_into_content, break_the_settings, delete_in_the_output, alter_in_the_output,
    put_into_the_output, empty_a_folder_of_the_output, leave_the_output_half_done, write_into_the_theme,
    drop_the_theme, damage_the_stamps, damage_the_memo, forget, name_another_output, let_time_pass, do_nothing,
)  # fmt: skip


@pytest.mark.law
@pytest.mark.parametrize("seed", range(FIRST_SEED, FIRST_SEED + SEQUENCES))
def test_after_any_edit_the_answer_at_once_is_that_of_the_full_build(
    seed: int, asking: Callable[[], Asking], monkeypatch: pytest.MonkeyPatch
):
    # What has just been written is trusted here: between two builds, every clock goes on.
    monkeypatch.setattr(cache_file, "_RACY_NANOSECONDS", 0)
    asked, dice, deeds = asking(), random.Random(seed), []
    asked.in_full()
    for _ in range(EDITS):
        deed = dice.choice(DEEDS)
        if deed is delete_what_lies_in_content and len([*asked.site.folder.glob("content/entries/*.md")]) < 2:
            deed = add_an_entry
        if not any(asked.output.rglob("*.*")):
            deed = break_the_settings
        deeds.append(deed.__name__)
        deed(asked, dice)
        asked.agree()
        code, told, _ = asked.in_full()
        has_nothing_to_do = (
            code == 0 and told.startswith("0 files written") and told.endswith(" 0 removed in 0.0 s\n")
        )
        is_plain = all(path.isascii() for path in os.listdir(asked.output)) if asked.output.exists() else False
        if has_nothing_to_do and is_plain and not [*asked.output.rglob("Ծանոթ")]:
            assert asked.agree(), deeds


# One by one


def test_nothing_changed_is_answered_at_once(asking: Callable[[], Asking]):
    asked = asking()
    code, told, aside = asked.in_full()
    assert (code, told.startswith("0 files written")) == (0, False)
    again = re.sub(r"^(\d+) files written, 0", r"0 files written, \1", told)
    assert asked.fast_path() == (again, aside)


# What changes nothing, or nothing that the answer rests on.
HARMLESS = (do_nothing, link_into_content, exchange, damage_the_memo)


@pytest.mark.parametrize("deed", [deed for deed in DEEDS if deed not in HARMLESS])
def test_what_has_changed_is_never_answered_at_once(
    deed: Callable[..., None], asking: Callable[[], Asking], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(cache_file, "_RACY_NANOSECONDS", 0)
    asked = asking()
    if deed is drop_the_theme:
        write_into_the_theme(asked, random.Random(0))
    asked.in_full()
    assert asked.fast_path() is not None
    deed(asked, random.Random(3))
    assert asked.fast_path() is None


def test_what_was_written_a_moment_before_a_build_is_not_trusted(asking: Callable[[], Asking]):
    asked = asking()
    (asked.site.folder / "content/entries/appeal.md").touch()
    asked.in_full()
    assert asked.fast_path() is None


def test_a_theme_written_a_moment_before_a_build_is_not_trusted_however_old_it_looks(asking: Callable[[], Asking]):
    asked = asking()
    write_into_the_theme(asked, random.Random(0))
    for place in (asked.site.folder / "themes").rglob("*"):
        os.utime(place, (1_600_000_000, 1_600_000_000))
    asked.in_full()
    assert asked.fast_path() is None


def test_an_entry_held_back_is_released_by_the_clock(asking: Callable[[], Asking]):
    asked = asking()
    asked.in_full()
    asked.moment = datetime(2029, 12, 31, 23, 59, 59, tzinfo=UTC)
    assert asked.fast_path() is not None
    asked.moment = datetime(2030, 1, 1, tzinfo=UTC)
    assert asked.fast_path() is None


@pytest.mark.parametrize(
    "words",
    [
        ("--json",), ("--jobs", "1"), ("--no-cache",), ("--explain", "/"), ("--help",), ("--output", ""), ("more",),
        ("--output",), ("--output", "-"), ("--outpt", "public"), ("--site", "."), ("--output=public", "--output=x"),
    ],
)  # fmt: skip
def test_any_other_command_is_left_to_the_full_one(words: tuple[str, ...], asking: Callable[[], Asking]):
    asked = asking()
    asked.in_full()
    asked.words = words
    assert asked.fast_path() is None


@pytest.mark.parametrize("epoch", ["soon", "-1", "1e9", "999999999999", ""])
def test_a_moment_that_may_be_none_is_left_to_the_full_command(
    epoch: str, asking: Callable[[], Asking], monkeypatch: pytest.MonkeyPatch
):
    asked = asking()
    asked.in_full()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert not answered_from_stamps(asked.line)


def test_while_another_build_works_nothing_is_answered_at_once(asking: Callable[[], Asking]):
    asked = asking()
    asked.in_full()
    with (asked.site.folder / ".dateline-cache").open("r+b") as memo_file:
        flock(memo_file, LOCK_EX)
        assert asked.fast_path() is None
    assert asked.fast_path() is not None


# What work that is


def run(line: list[str], code: Path = HOUSE, **more: str) -> tuple[int, str, str]:
    """Run Python on the code of a folder; give the exit code and all that is printed."""
    environment = {**os.environ, "PYTHONPATH": str(code), **more}
    done = subprocess.run([sys.executable, *line], cwd=code.parent, env=environment, capture_output=True, text=True)
    return done.returncode, without_seconds(done.stdout), done.stderr


WATCHED = """
import sys
opened = []
sys.addaudithook(lambda event, told: opened.append(str(told[0])) if event == "open" else None)
from builder.cli import main
assert main() == 0
print([sorted(sys.modules), opened])
"""


def test_a_build_with_nothing_to_do_imports_no_library_and_opens_no_file_of_the_site(asking: Callable[[], Asking]):
    asked = asking()
    asked.in_full()
    code, told, _ = run(["-c", WATCHED, *asked.line])
    answer, work = told.splitlines()
    assert (code, answer.startswith("0 files written")) == (0, True)
    modules, opened = literal_eval(work)
    assert [name for name in modules if name.split(".")[0] == "builder"] == [
        "builder",
        "builder.cli",
        "builder.cli.fast_path",
        "builder.cli.outcome",
        "builder.cli.plain_words",
        "builder.model",
        "builder.model.blake2",
        "builder.model.errors",
        "builder.model.opening",
        "builder.publishing",
        "builder.publishing.lock",
        "builder.publishing.seal",
        "builder.publishing.untouched",
        "builder.reading",
        "builder.reading.listing",
    ]
    dear = {"re", "pathlib", "typing", "dataclasses", "datetime", "hashlib", "sqlite3", "tempfile", "subprocess"}
    dear |= {"click", "msgspec", "jinja2", "markdown_it", "yaml", "babel", "rich"}
    assert dear & {*modules} == set()
    folder = f"{asked.site.folder}/"
    assert [path.removeprefix(folder) for path in opened if path.startswith(folder)] == [
        ".dateline-cache",
        ".dateline-cache-stamps",
    ]


def test_other_code_builds_anew_and_the_command_says_the_same_either_way(
    asking: Callable[[], Asking], tmp_path: Path
):
    asked, code = asking(), tmp_path / "code"
    for part in ("builder", "themes"):
        shutil.copytree(HOUSE / part, code / part, ignore=shutil.ignore_patterns("__pycache__"))
    asked.in_full()
    told = asked.fast_path()
    assert told is not None
    epoch = {"SOURCE_DATE_EPOCH": str(int(asked.moment.timestamp()))}
    assert run(["-m", "builder", *asked.line], **epoch) == (0, *told)
    imports = "-X", "importtime", "-m", "builder"
    assert "msgspec" not in run([*imports, *asked.line], **epoch)[2]
    # The same code in another place has other stamps.
    assert "msgspec" in run([*imports, *asked.line], code, **epoch)[2]
