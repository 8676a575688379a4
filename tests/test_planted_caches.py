"""A cache that came with the site's folder is not believed: it is told of, and everything is worked out again."""

import os
import shutil
import sqlite3
import struct
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import Site
from test_nothing_to_do import Asking, asking  # noqa: F401 - A fixture.
from test_publishing import clean, held
from test_same_bytes import ENTRIES, settle

from builder.cli.commands import dateline
from builder.publishing.seal import sealed, secret
from builder.reading import listing
from builder.remembering.user_folder import mark_of_own_code

IGNORED = (
    "ignored: .dateline-cache* is damaged or was not made by you on this machine: its contents are computed again\n"
)
SCRIPT = b"<script>alert(1)</script>"


@pytest.fixture
def built(site) -> Site:
    made = site(ENTRIES)
    settle(made)
    made.build()
    return made


def become_another(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Become another user, or the same one on another machine."""
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))


def told(site: Site) -> str:
    done = CliRunner().invoke(
        dateline, ["build", "--site", str(site.folder)], env={"SOURCE_DATE_EPOCH": "1767225600"}
    )
    assert done.exit_code == 0, done.output
    return "".join(line for line in done.stderr.splitlines(keepends=True) if line.startswith("ignored"))


def poison(cache: Path) -> int:
    """Put a script into every body that is remembered, under the seal of whoever does so."""
    poisoned = 0
    with sqlite3.connect(cache) as connection:
        for table, column, name in (("value", "value", "key"), ("pack", "briefs", "CAST(kind AS BLOB) || keys")):
            rows = connection.execute(f"SELECT rowid, CAST({name} AS BLOB), {column} FROM {table}").fetchall()
            for id, key, value in rows:
                bad = value.replace(b"The text of the appeal", SCRIPT[:22])
                tag = sealed(b"%d %s%s" % (len(key), key, bad), secret())
                connection.execute(f"UPDATE {table} SET {column} = ?, tag = ? WHERE rowid = ?", (bad, tag, id))
                poisoned += bad != value
    connection.close()
    return poisoned


def test_a_poisoned_cache_of_somebody_else_is_ignored_with_a_line(built: Site, monkeypatch, tmp_path):
    whole = held(built.public)
    become_another(monkeypatch, tmp_path / "theirs")
    (built.folder / ".dateline-cache").unlink()
    built.build()
    assert poison(built.folder / ".dateline-cache") > 0
    become_another(monkeypatch, tmp_path / "ours")
    shutil.rmtree(built.public)
    assert told(built) == IGNORED
    assert held(built.public) == whole
    assert told(built) == ""


def test_an_own_cache_is_believed_and_so_the_test_above_shows_something(built: Site):
    assert poison(built.folder / ".dateline-cache") > 0
    shutil.rmtree(built.public)
    assert told(built) == ""
    assert held(built.public) != clean(built)


def test_a_cache_is_believed_where_the_same_secret_is_handed_in(built: Site, monkeypatch, tmp_path):
    monkeypatch.setenv("DATELINE_SEAL", "7" * 64)
    assert told(built) == IGNORED
    become_another(monkeypatch, tmp_path / "a machine made anew")
    assert told(built) == ""
    monkeypatch.setenv("DATELINE_SEAL", "")
    assert told(built) == IGNORED


def test_stamps_of_somebody_else_are_never_answered_at_once(asking, monkeypatch, tmp_path):  # noqa: F811 - The fixture.
    asked: Asking = asking()
    asked.in_full()
    assert asked.fast_path() is not None
    become_another(monkeypatch, tmp_path / "theirs")
    assert asked.fast_path() is None
    (asked.site.folder / ".dateline-cache").unlink()
    assert IGNORED in asked.in_full()[2]
    assert asked.fast_path() is not None


@pytest.mark.parametrize("name", [".dateline-cache", ".dateline-cache-stamps"])
@pytest.mark.parametrize("kind", ["link", "folder", "pipe"])
def test_what_is_no_file_in_the_place_of_a_cache_is_ignored_with_a_line(built: Site, tmp_path, name: str, kind: str):
    place, elsewhere = built.folder / name, tmp_path / "elsewhere"
    elsewhere.write_bytes(place.read_bytes())
    place.unlink()
    if kind == "link":
        place.symlink_to(elsewhere)
    elif kind == "folder":
        place.mkdir()
    else:
        os.mkfifo(place)
    before = elsewhere.read_bytes()
    assert told(built) == IGNORED
    assert held(built.public) == clean(built)
    assert elsewhere.read_bytes() == before


def test_a_planted_table_that_does_something_is_not_opened(built: Site):
    cache = built.folder / ".dateline-cache"
    with sqlite3.connect(cache) as connection:
        connection.execute("CREATE TRIGGER more AFTER INSERT ON value BEGIN DELETE FROM state; END")
    connection.close()
    assert told(built) == IGNORED
    with sqlite3.connect(cache) as connection:
        assert connection.execute("SELECT type, name FROM sqlite_master WHERE type = 'trigger'").fetchall() == []
    connection.close()


def test_a_planted_journal_of_the_cache_deletes_nothing(built: Site, tmp_path):
    """SQLite plays back a journal that it finds, and deletes the file that the journal names as the one above it."""
    precious, cache = tmp_path / "precious.txt", built.folder / ".dateline-cache"
    precious.write_bytes(b"notes\0")
    plant_journal(cache, precious)
    built.build()
    assert precious.read_bytes() == b"notes\0"
    # The same, left to SQLite.
    plant_journal(cache, precious)
    connection = sqlite3.connect(cache)
    connection.execute("SELECT count(*) FROM value").fetchall()
    connection.close()
    assert not precious.exists()


def plant_journal(cache: Path, above: Path) -> None:
    pages = cache.stat().st_size // 4096
    head = bytes.fromhex("d9d505f920a163d7") + struct.pack(">5I", 1, 0, pages, 512, 4096)
    page = cache.read_bytes()[:4096]
    sum = struct.pack(">I", sum_of(page))
    name = str(above).encode()
    # The page that SQLite locks is never one of a database.
    end = struct.pack(">I", 0x40000000 // 4096 + 1) + name + struct.pack(">2I", len(name), sum_of_name(name))
    journal = head.ljust(512, b"\0") + struct.pack(">I", 1) + page + sum + end + bytes.fromhex("d9d505f920a163d7")
    cache.with_name(f"{cache.name}-journal").write_bytes(journal)


def sum_of(page: bytes) -> int:
    total = 0
    for at in range(len(page) - 200, 0, -200):
        total += page[at]
    return total & 0xFFFFFFFF


def sum_of_name(name: bytes) -> int:
    return sum(name) & 0xFFFFFFFF


def test_another_version_s_cache_is_forgotten_without_a_word(built: Site, monkeypatch):
    monkeypatch.setattr("builder.remembering.run.mark_of_own_code", lambda: mark_of_own_code() + b"+")
    assert told(built) == ""
    assert held(built.public) == clean(built)


def test_code_that_is_installed_anew_is_the_same_where_the_secret_is_handed_in(monkeypatch):
    """A service that builds on a new machine each time brings its cache along: there, our files have other stamps."""
    code, newest = listing.own_code()
    marks = []
    for stamps in (code, f"{code} of another machine"):
        monkeypatch.setattr("builder.reading.own_code.own_code", lambda stamps=stamps: (stamps, newest))
        for given in ("", "s" * 32):
            monkeypatch.setenv("DATELINE_SEAL", given)
            marks.append(mark_of_own_code())
    assert marks[1] == marks[3]
    assert len({*marks}) == 3
