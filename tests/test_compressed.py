"""Compressed copies stand beside the texts that they are of, are true, and go when nobody asks for them."""

import gzip
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from conftest import AROUND, Site
from test_publishing import ANSWER, APPEAL, changed_by, clean, counts, everything, held, refused

BOTH = "hosting: {compress: [gzip, brotli]}\n"
UNPACKED = {".gz": gzip.decompress, ".br": brotli.decompress}


def settings(more: str) -> str:
    return f"-- content/site.yaml --\ntitle: A small chronology\nurl: https://example.org/\n{more}"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Site:
    small = Site(tmp_path_factory.mktemp("built") / "site").write(AROUND).write(APPEAL + ANSWER + settings(BOTH))
    small.build()
    return small


@pytest.fixture
def packed(built: Site, tmp_path: Path) -> Site:
    """Give a copy of a site of two entries, with copies of both kinds."""
    packed = Site(Path(shutil.copytree(built.folder, tmp_path / "site")))
    # The stamps of a copied folder are not those of the build.
    packed.build()
    return packed


def copies(site: Site) -> set[str]:
    return {path for path in site.published() if path.endswith((".gz", ".br"))}


def test_every_text_that_is_not_short_has_a_copy_of_each_kind_and_nothing_else_has(packed: Site):
    found = packed.published()
    texts = {
        path
        for path, data in found.items()
        if path.endswith((".html", ".css", ".js", ".json", ".xml", ".txt"))
        and len(data) >= 1024
        and path != "manifest.json"
    }
    assert copies(packed) == {f"{path}{suffix}" for path in texts for suffix in UNPACKED}
    assert {"index.html", "entries/appeal/index.html", "404.html"} < texts


def test_a_copy_is_the_text_and_smaller(packed: Site):
    found = packed.published()
    for path in copies(packed):
        original = found[path[:-3]]
        assert UNPACKED[path[-3:]](found[path]) == original
        assert len(found[path]) < len(original)


def test_copies_stand_in_the_manifest(packed: Site):
    files = json.loads(packed.page("manifest.json"))["files"]
    assert copies(packed) == {path for path in files if path.endswith((".gz", ".br"))}


def test_a_gzip_copy_holds_no_name_no_time_and_no_system(packed: Site):
    assert packed.published()["index.html.gz"][:10] == bytes.fromhex("1f8b08000000000002ff")


def test_the_same_text_makes_the_same_copies(packed: Site):
    assert clean(packed) == held(packed.public)


def test_nothing_is_made_again_where_nothing_changed(packed: Site):
    before = everything(packed.public)
    assert counts(packed.build().published)[0] == 0
    (packed.folder / ".dateline-cache").unlink()
    packed.build()
    assert {path: found for path, found in everything(packed.public).items() if found[0]} == {
        path: found for path, found in before.items() if found[0]
    }


def test_a_changed_text_has_changed_copies_and_no_others_are_touched(packed: Site):
    changed = changed_by(packed, ANSWER.replace("An answer to", "Another answer to"))
    page = "entries/answer/index.html"
    assert changed == sorted([page, f"{page}.br", f"{page}.gz", "manifest.json"])
    assert clean(packed) == held(packed.public)


@pytest.mark.parametrize("more", ["", "hosting: {compress: brotli}\n", "hosting: {compress: gzip}\n"])
def test_copies_go_and_come_with_the_setting(packed: Site, more: str):
    packed.write(settings(more)).build()
    suffixes = tuple(suffix for suffix, form in ((".gz", "gzip"), (".br", "brotli")) if form in more)
    assert {path[-3:] for path in copies(packed)} == set(suffixes)
    assert clean(packed) == held(packed.public)
    packed.write(settings(BOTH)).build()
    assert clean(packed) == held(packed.public)


def test_a_copy_goes_with_its_text(packed: Site):
    packed.delete("content/entries/answer.md").build()
    assert not (packed.public / "entries/answer").exists()
    assert clean(packed) == held(packed.public)


def test_a_copy_that_was_deleted_or_changed_by_hand_is_made_again(packed: Site):
    whole = held(packed.public)
    (packed.public / "index.html.gz").unlink()
    (packed.public / "index.html.br").write_bytes(b"something else")
    packed.build()
    assert held(packed.public) == whole


def test_a_file_of_somebody_else_in_the_place_of_a_copy_is_not_overwritten(packed: Site):
    packed.write(settings("")).build()
    (packed.public / "index.html.gz").write_bytes(b"mine")
    packed.write(settings(BOTH))
    assert refused(packed) == (
        "public/index.html.gz was not written by Dateline, but a page has the same address: move that file away"
    )
    assert (packed.public / "index.html.gz").read_bytes() == b"mine"


def test_without_the_library_the_message_says_what_to_install(
    site: Callable[..., Site], monkeypatch: pytest.MonkeyPatch
):
    small = site(APPEAL + settings(BOTH))
    monkeypatch.setitem(sys.modules, "brotli", None)
    assert refused(small) == (
        "site.yaml asks for brotli, which is not installed: `pip install 'dateline[brotli]'`, "
        "or remove it from `compress`"
    )


def test_another_kind_of_compression_is_a_mistake_in_the_settings(site: Callable[..., Site]):
    small = site(settings("hosting: {compress: [gzip, zip]}\n"))
    assert [problem for problem in small.problems() if "compress" in problem] == [
        'content/site.yaml:3:28 error [value-unknown] compress is "zip"; one of gzip, brotli'
    ]
