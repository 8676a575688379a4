"""The corpora of the benchmark are sound, and the same wherever they are made."""

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import HOUSE, Site

SHAPES = ("shared", "inline", "publication")
ENTRIES = 12


def make(folder: Path, shape: str, *, hash_seed: str = "0") -> Path:
    """Make a corpus in a process of its own, as its modules lie beside each other in a folder of scripts."""
    command = [sys.executable, str(HOUSE / "benchmarks/corpus.py"), str(folder), str(ENTRIES), shape]
    subprocess.run(command, check=True, env={"PYTHONHASHSEED": hash_seed})
    return folder


def held(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_of_corpus_is_published_and_nothing_is_wrong_with_it(tmp_path, shape):
    site = Site(make(tmp_path / shape, shape))
    assert site.build().published
    assert site.problems() == []
    assert len([path for path in site.published() if path.startswith("entries/")]) == ENTRIES


@pytest.mark.parametrize("shape", SHAPES)
def test_a_corpus_of_one_size_and_shape_has_the_same_bytes_everywhere(tmp_path, shape):
    here, there = make(tmp_path / "here", shape), make(tmp_path / "there", shape, hash_seed="1")
    assert held(here) == held(there)


def test_an_inline_corpus_has_all_its_sources_in_its_entries(tmp_path):
    site = make(tmp_path, "inline")
    assert not (site / "content/sources").exists()
    entries = [file.read_text("utf-8") for file in (site / "content/entries").iterdir()]
    assert {text.count("\n  - {title: ") for text in entries} == {2}
