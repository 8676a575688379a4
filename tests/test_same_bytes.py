"""The same input gives the same bytes: on any machine, in any order, with any cache or none."""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import NOW, TWO_SIDES, Site
from laws import SEARCH, examples
from test_publishing import clean, held
from whole_sites import EVERYTHING

from builder.building.pipeline import build

HOUSE = Path(__file__).parent.parent

ENTRIES = """
-- content/site.yaml --
title: A small chronology
url: https://example.org/
data: {pages: true}
-- content/entries/appeal.md --
---
title: An appeal
date: 2023-09-19
published: 2023-09-20
actors: [armenia]
places: [yerevan]
tags: [appeals, İstanbul, ırk]
sources: [gazette]
---
The text of the appeal[^1], as [[Երևան]] heard it.

[^1]: A note.
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


def settle(site: Site) -> None:
    """Make all content look as if it was written long ago, so that its stamps are trusted."""
    for place in (site.folder / "content").rglob("*"):
        os.utime(place, (1_600_000_000, 1_600_000_000))


def copy_backwards(source: Path, target: Path, time: int) -> None:
    """Copy a folder's files in the reverse order of their paths, all with one time."""
    for place in sorted((place for place in source.rglob("*") if place.is_file()), reverse=True):
        copy = target / place.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(place, copy)
        os.utime(copy, (time, time))


@pytest.fixture
def whole(site: Callable[..., Site], request: pytest.FixtureRequest) -> Site:
    """Publish a site that holds one of everything; for `make laws` the publication of this repository."""
    if SEARCH != "little":
        shutil.copytree(HOUSE / "content", (made := site(around="")).folder / "content")
        shutil.copytree(request.getfixturevalue("publication_folder"), made.public)
        return made
    made = site(EVERYTHING, around=TWO_SIDES)
    assert made.build().published
    return made


@pytest.mark.law
def test_locale_time_zone_hash_seed_file_order_times_and_folder_leave_no_trace(whole: Site, tmp_path: Path):
    machine = {"LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "4242", "LANGUAGE": "tr"}
    copy_backwards(whole.folder / "content", tmp_path / "another place/content", 1_000_000_000)
    line = [
        sys.executable,
        "-m",
        "builder",
        "build",
        "--site",
        "another place",
        "--output",
        str(tmp_path / "far/away"),
    ]
    everywhere = {**os.environ, "PYTHONPATH": str(HOUSE), "SOURCE_DATE_EPOCH": "1767225600"}
    subprocess.run(line, cwd=tmp_path, env={**everywhere, **machine}, check=True, capture_output=True)
    one, other = held(whole.public), held(tmp_path / "far/away")
    assert len(one) > (80 if SEARCH == "little" else 1000)
    assert {path for path in {*one, *other} if one.get(path) != other.get(path)} == set()


@pytest.fixture
def remembered(site: Callable[..., Site]) -> Site:
    """Publish a site with a cache that the next build trusts."""
    small = site(ENTRIES)
    settle(small)
    small.build()
    return small


def test_a_warm_cache_and_none_give_the_same_bytes(remembered: Site):
    whole = clean(remembered)
    assert held(remembered.public) == whole
    remembered.build()
    assert held(remembered.public) == whole
    shutil.rmtree(remembered.public)
    remembered.build()
    assert held(remembered.public) == whole
    (remembered.folder / ".dateline-cache").unlink()
    remembered.build()
    assert held(remembered.public) == whole


def test_a_moved_site_keeps_its_cache_and_its_bytes(remembered: Site, tmp_path: Path):
    moved = Site(remembered.folder.rename(tmp_path / "moved"))
    moved.build()
    assert held(moved.public) == clean(moved)


def test_one_cache_serves_two_output_folders(remembered: Site, tmp_path: Path):
    other = tmp_path / "other"
    for _ in range(2):
        build(remembered.folder, other, NOW)
        assert held(other) == clean(remembered)
        remembered.write(ENTRIES.replace("An answer to", "No answer to")).build()
        assert held(remembered.public) == clean(remembered)


def flipped(data: bytes, generator: random.Random) -> bytes:
    """Alter a few bytes, each anywhere."""
    damaged = bytearray(data)
    for _ in range(generator.choice((1, 1, 5, 200))):
        damaged[generator.randrange(len(damaged))] ^= 1 << generator.randrange(8)
    return bytes(damaged)


def without_a_word(data: bytes, generator: random.Random) -> bytes:
    """Alter what the cache says in words and numbers of its own: state, stamps, sums."""
    words = [b"fingerprint", b"chronicle", b"salt", b"theme", b"pages", b"files", b"gazette", b"index.html", b"card"]
    word = generator.choice(words)
    return data.replace(word, bytes(byte ^ 1 for byte in word))


DAMAGE: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "flipped": flipped,
    "without a word": without_a_word,
    "with a name that is no text": lambda data, generator: data.replace(b"TABLE memo", b"TABLE \xc1emo"),
    "with a column that is no text": lambda data, generator: data.replace(b"kind TEXT", b"\xc1ind TEXT"),
    "with tables that are no tables": lambda data, generator: data.replace(b"CREATE TABLE", b"CREATE\xc1TABLE"),
    "cut off": lambda data, generator: data[: generator.randrange(len(data))],
    "emptied": lambda data, generator: b"",
    "garbage": lambda data, generator: generator.randbytes(generator.choice((10, 5000, len(data)))),
    "with garbage in it": lambda data, generator: data[:8192] + generator.randbytes(4096) + data[12288:],
    "with its head of another": lambda data, generator: data[:100] + bytes(len(data) - 100),
}


@pytest.mark.law
@pytest.mark.parametrize("kind", DAMAGE)
def test_a_damaged_cache_does_no_harm(remembered: Site, kind: str):
    cache = remembered.folder / ".dateline-cache"
    generator = random.Random(kind)
    whole = held(remembered.public)
    remembered.write(ENTRIES.replace("An answer to", "No answer to"))
    changed = clean(remembered)
    for round in range(examples(7, 400) if kind == "flipped" else examples(2, 40)):
        remembered.write(ENTRIES)
        settle(remembered)
        remembered.build()
        assert held(remembered.public) == whole
        cache.write_bytes(DAMAGE[kind](cache.read_bytes(), generator))
        if round % 2:
            remembered.write(ENTRIES.replace("An answer to", "No answer to"))
        assert remembered.build().problems == ()
        assert held(remembered.public) == (changed if round % 2 else whole)


def test_a_folder_a_link_or_a_pipe_in_the_cache_s_place_does_no_harm(remembered: Site, tmp_path: Path):
    cache = remembered.folder / ".dateline-cache"
    kinds: dict[str, Callable[[], None]] = {
        "folder": cache.mkdir,
        "link": lambda: cache.symlink_to(tmp_path / "nowhere"),
        "pipe": lambda: os.mkfifo(cache),
    }
    for make in kinds.values():
        cache.unlink() if cache.is_file() or cache.is_symlink() else shutil.rmtree(cache)
        make()
        remembered.write(ENTRIES.replace("An answer", "No answer")).build()
        assert held(remembered.public) == clean(remembered)
    assert not (tmp_path / "nowhere").exists()
