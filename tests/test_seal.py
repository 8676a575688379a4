"""What a build leaves in the site's folder is believed by the user who built it, on that machine, and by nobody else."""

import os
import stat
from pathlib import Path

import pytest

from builder.model.errors import BuilderError
from builder.publishing.seal import TAG, VARIABLE, known_secret, sealed, secret


@pytest.fixture
def place(tmp_path, monkeypatch) -> Path:
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "dateline" / "seal"


def test_a_secret_is_made_once_and_only_its_owner_may_read_it(place):
    assert known_secret() is None
    made = secret()
    assert (len(made), place.read_bytes(), secret(), known_secret()) == (32, made, made, made)
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert [*place.parent.iterdir()] == [place]


def test_a_tag_depends_on_the_data_and_on_the_secret(place):
    tag = sealed(b"a page")
    assert (len(tag), sealed(b"a page"), sealed(b"a page", secret())) == (TAG, tag, tag)
    assert sealed(b"another") != tag
    place.unlink()
    assert sealed(b"a page") != tag


@pytest.mark.parametrize("spoil", ["readable", "short", "link", "folder", "pipe"])
def test_a_secret_that_others_may_know_is_not_used(place, tmp_path, spoil):
    known = secret()
    place.unlink()
    if spoil == "link":
        elsewhere = tmp_path / "elsewhere"
        elsewhere.write_bytes(known)
        elsewhere.chmod(0o600)
        place.symlink_to(elsewhere)
    elif spoil == "folder":
        place.mkdir()
    elif spoil == "pipe":
        os.mkfifo(place, 0o600)
    else:
        place.write_bytes(known if spoil == "readable" else known[:-1])
        place.chmod(0o644 if spoil == "readable" else 0o600)
    assert known_secret() is None
    assert secret() != known


def test_where_no_secret_can_be_kept_there_is_one_for_this_time(tmp_path, monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    assert (len(secret()), known_secret()) == (32, None)
    assert secret() != secret()


def test_the_environment_hands_in_a_secret(place, monkeypatch):
    monkeypatch.setenv(VARIABLE, "a" * 40)
    given = secret()
    assert (len(given), known_secret(), place.exists()) == (32, given, False)
    monkeypatch.setenv(VARIABLE, "b" * 40)
    assert secret() != given


def test_an_empty_secret_as_builds_of_forks_get_it_is_none(place, monkeypatch):
    monkeypatch.setenv(VARIABLE, "")
    assert secret() == place.read_bytes()


def test_a_secret_that_could_be_guessed_is_refused(place, monkeypatch):
    monkeypatch.setenv(VARIABLE, "hunter2")
    with pytest.raises(BuilderError) as refused:
        secret()
    assert str(refused.value) == (
        "DATELINE_SEAL is shorter than 32 characters and could be guessed: make one with `openssl rand -hex 32`"
    )
