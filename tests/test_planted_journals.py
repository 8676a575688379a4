"""The journal of an import that came with the site's folder moves, replaces and deletes nothing."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Site

from builder.importing.transaction import FOLDER, _journal, all_or_none, recover
from builder.model.errors import BuilderError


@pytest.fixture
def planted(site: Callable[..., Site], tmp_path: Path) -> tuple[Site, Path]:
    """A site with a journal that would replace one file beside the site, and delete another."""
    small = site()
    folder = small.folder / FOLDER
    folder.mkdir()
    (folder / "old-0").write_text("theirs")
    (folder / "journal.json").write_bytes(bytes(16) + json.dumps(["../replaced.txt", "../deleted.txt"]).encode())
    for name in ("replaced.txt", "deleted.txt"):
        (tmp_path / name).write_text("ours")
    return small, tmp_path


def test_a_journal_of_another_is_not_followed(planted: tuple[Site, Path]):
    small, outside = planted
    recover(small.folder)
    with all_or_none(small.folder) as staged:
        staged.put("content/entries/e.md", "An entry.")
    assert [(outside / name).read_text() for name in ("replaced.txt", "deleted.txt")] == ["ours", "ours"]
    assert (small.folder / "content/entries/e.md").read_text() == "An entry."
    assert not (small.folder / FOLDER).exists()


def test_a_journal_of_one_s_own_is(planted: tuple[Site, Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    small, outside = planted
    _journal(small.folder / FOLDER, ["../replaced.txt", "../deleted.txt"])
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "theirs"))
    recover(small.folder)
    assert (outside / "replaced.txt").read_text() == "ours"
    (small.folder / FOLDER).mkdir()
    (small.folder / FOLDER / "old-0").write_text("before")
    _journal(small.folder / FOLDER, ["content/a.md"])
    recover(small.folder)
    assert (small.folder / "content/a.md").read_text() == "before"


@pytest.mark.parametrize("path", [FOLDER, "content/entries"])
def test_an_import_goes_through_no_link(site: Callable[..., Site], tmp_path: Path, path: str):
    small = site()
    (tmp_path / "outside").mkdir()
    (small.folder / path).symlink_to(tmp_path / "outside")
    with pytest.raises(BuilderError, match=f"^{path} is a link"), all_or_none(small.folder) as staged:
        staged.put("content/entries/e.md", "An entry.")
    assert [*(tmp_path / "outside").iterdir()] == []
