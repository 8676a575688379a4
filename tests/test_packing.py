"""A bag holds what it says: by default the published site can be built from it, and nothing else is in it."""

import re
from collections.abc import Callable
from pathlib import Path
from unicodedata import normalize

import bagit
import pytest
from click.testing import CliRunner
from conftest import AROUND, NOW, Site, found_by_schema
from test_canaries import MARK, leaks, marked_site
from test_publishing import held

from builder import packing
from builder.building.pipeline import build, release
from builder.cli import commands
from builder.model.decimals import size_in_words
from builder.packing.bodies import published_body

EPOCH = {"SOURCE_DATE_EPOCH": str(int(NOW.timestamp()))}


def pack(site: Site, to: Path, *options: str) -> tuple[int, str]:
    """Run the command; return its exit code and what it says."""
    words = ["pack", str(to), "--site", str(site.folder), *options]
    done = CliRunner().invoke(commands.dateline, words, prog_name="dateline", env=EPOCH)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.output
    return done.exit_code, done.output.replace(f"{to} ", f"{to.name} ")


def authored(folder: Path) -> dict[str, bytes]:
    """Return all files of content/ and seeds/ by path."""
    found = (place for name in ("content", "seeds") for place in (folder / name).rglob("*") if place.is_file())
    return {place.relative_to(folder).as_posix(): place.read_bytes() for place in found}


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Path]:
    """Pack the site that holds one of everything, with a canary in every map and comment."""
    folder = tmp_path_factory.mktemp("packed")
    made, _ = marked_site(lambda text, around: Site(folder / "site").write(around).write(text))
    assert pack(made, folder / "bag")[0] == 0
    return made, folder / "bag"


def test_the_site_can_be_built_from_a_bag_and_nothing_private_is_in_it(site: Callable[..., Site], tmp_path: Path):
    made, canaries = marked_site(site)
    made.write(
        f"-- content/stories/two-days.md --\n---\ntitle: Two days\n_note: {MARK}\n---\n## [[talks]]\n\nThey met.\n"
        "-- content/root/humans.txt --\nWe did.\n"
        f"-- seeds/{MARK}.yaml --\n{MARK}\n-- content/README.md --\n{MARK}\n"
        f"-- content/map/lines.json --\n"
        '{"type": "FeatureCollection", "bbox": [40, 38, 50, 42], "about": {"edition": "E"}, "note": "%s", "features": '
        '[{"type": "Feature", "id": "%s", "properties": {"kind": "border", "by": "%s"}, '
        '"geometry": {"type": "LineString", "coordinates": [[41, 39], [44, 40]]}}]}\n' % (MARK, MARK, MARK)
    )
    bag = tmp_path / "bag"
    assert release(made.folder, NOW).entries
    assert pack(made, bag)[0] == 0
    assert "shelling\n  status provisional\n" in (bag / "data/content/released.txt").read_text("utf-8")
    assert leaks(bag, canaries) == []
    again = build(bag / "data", tmp_path / "again", NOW, uses_cache=False)
    assert [str(problem) for problem in again.problems if problem.stops_a_build] == []
    one, other = held(made.public), held(tmp_path / "again")
    # Pictures are published without what a camera wrote into them; encoded a second time, they are other bytes.
    pictures = {path for path in {*one, *other} if path.startswith(("media/", "manifest.json", "pagefind/"))}
    assert {path for path in {*one, *other} - pictures if one.get(path) != other.get(path)} == set()
    assert len(one) > 150


def test_a_private_bag_holds_all_that_was_written_and_says_so(site: Callable[..., Site], tmp_path: Path):
    made, canaries = marked_site(site)
    made.write(f"-- seeds/rows.yaml --\n{MARK}\n-- content/.entry.swp --\n{MARK}\n")
    code, said = pack(made, tmp_path / "bag", "--private")
    assert (code, said.splitlines()[0]) == (
        0,
        "bag/ is private: it contains drafts, private fields and withheld sources",
    )
    data = tmp_path / "bag/data"
    own = {path: text for path, text in authored(made.folder).items() if "/." not in path}
    assert authored(data) == own
    assert len([name for name in canaries.where if name.encode() in b"".join(own.values())]) == canaries.count
    assert "THIS BAG IS PRIVATE." in (data / "README.txt").read_text("utf-8")
    assert "Dateline-Holds: PRIVATE: " in (tmp_path / "bag/bag-info.txt").read_text("utf-8")


def test_a_bag_is_valid_and_the_same_bytes_each_time(packed: tuple[Site, Path], tmp_path: Path):
    made, bag = packed
    bagit.Bag(str(bag)).validate()
    assert pack(made, tmp_path / "second")[0] == 0
    assert held(tmp_path / "second") == held(bag)
    assert {path.split("/")[1] for path in held(bag) if path.startswith("data/")} == {
        "CITATION.cff",
        "README.txt",
        "content",
        "public",
        "versions.json",
    }
    assert (bag / "data/public/manifest.json").read_bytes() == (made.public / "manifest.json").read_bytes()
    (tmp_path / "second/data/README.txt").write_bytes(b"Another.")
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(tmp_path / "second")).validate()


def test_the_citation_is_what_the_format_asks_for(packed: tuple[Site, Path], tmp_path: Path):
    small = Site(tmp_path / "small").write(AROUND)
    assert pack(small, tmp_path / "least")[0] == 0
    files = [str(folder / "data/CITATION.cff") for folder in (packed[1], tmp_path / "least")]
    assert found_by_schema("vendor.citation-file-format", *files) == (0, "ok -- validation done\n")
    assert Path(files[0]).read_text("utf-8").splitlines()[1:] == [
        "cff-version: 1.2.0",
        "message: Please cite the chronology, and the entry with its address where you rely",
        "  on one.",
        "type: dataset",
        "title: وقائع جانبين",
        "authors:",
        "- name: وقائع جانبين",
        "  website: https://example.org/",
        "abstract: A chronology of Eastmarch and Westmarch, written to be looked at.",
        "url: https://example.org/",
        "license: CC-BY-4.0",
        "date-released: '2023-09-22'",
        "keywords:",
        "- markets",
        "- talks",
    ]


@pytest.mark.parametrize(
    ("body", "published"),
    [
        ("Words[^anna].\n\n[^anna]: A note.", "Words[^1].\n\n[^1]: A note."),
        ("[//]: # (Anna said so)\n\nWords.", "\nWords."),
        ("[Words][anna].\n\n[anna]: https://example.org/\n[other]: https://example.com/", "[Words][1].\n\n[1]: https://example.org/\n"),
        ("[Anna].\n\n[Anna]: https://example.org/", "[Anna].\n\n[1]: https://example.org/"),
        ("`[//]: # (code)` and `[^anna]`.", "`[//]: # (code)` and `[^anna]`."),
        ("```\n[anna]: https://example.org/\n```", "```\n[anna]: https://example.org/\n```"),
        ("It is so.[@courier, p. 2]", "It is so.[@courier, p. 2]"),
    ],
)  # fmt: skip
def test_what_no_reader_sees_of_a_text_is_taken_out(body: str, published: str):
    assert published_body(body, hides_sources=False) == published


def test_citations_of_withheld_sources_are_taken_out_but_for_those_in_code():
    body = "It is so.[@anna, p. 2] And `[@anna]`."
    assert published_body(body, hides_sources=True) == "It is so. And `[@anna]`."


def test_a_text_with_words_that_no_reader_sees_is_refused(site: Callable[..., Site], tmp_path: Path):
    made = site(
        """
-- content/entries/talks.md --
---
title: Talks
date: 2023-09-19
sources: [gazette]
---
| One | Two |
|---|---|
| Yes | No | Anna said |
"""
    )
    code, said = pack(made, tmp_path / "bag")
    assert (code, said) == (
        2,
        'dateline: content/entries/talks.md:8: no reader sees "anna", which is in this text: remove it, or move it '
        "under `private`, and pack again\n",
    )
    assert [place.name for place in tmp_path.iterdir() if "bag" in place.name] == []


def test_a_bag_is_refused_while_content_still_names_what_was_purged(site: Callable[..., Site], tmp_path: Path):
    made = site(
        """
-- content/purged.txt --
actors/driver
-- content/actors/driver.md --
---
kind: person
names: [Anna Driver]
person: {consent: true}
---
-- content/entries/talks.md --
---
title: Talks
date: 2023-09-19
actors: [driver]
summary: A car came with anna driver.
sources: [gazette]
---
"""
    )
    code, said = pack(made, tmp_path / "bag")
    assert (code, said.splitlines()[-1]) == (
        2,
        'dateline: content/entries/talks.md:4 still names "driver", which was purged: remove it by hand, or run '
        "`dateline purge --content`, and pack again",
    )
    made.write(
        "-- content/entries/talks.md --\n---\ntitle: Talks\ndate: 2023-09-19\nsources: [gazette]\n---\nA car came.\n"
    )
    assert pack(made, tmp_path / "bag")[0] == 0
    assert [path for path, data in held(tmp_path / "bag").items() if data and b"anna" in data.lower()] == []
    assert "content/actors/driver.md" not in held(tmp_path / "bag/data")


def test_nothing_is_packed_over_something_or_while_there_are_errors(site: Callable[..., Site], tmp_path: Path):
    made = site("-- content/entries/talks.md --\n---\ntitle: Talks\ndate: 2023-09-19\nsources: [gazete]\n---\n")
    code, said = pack(made, tmp_path / "bag")
    assert (code, "[source-unknown]" in said, (tmp_path / "bag").exists()) == (1, True, False)
    (tmp_path / "bag").mkdir()
    says = "already exists: give a new folder, as nothing is added to an existing bag"
    assert pack(made, tmp_path / "bag") == (2, f"dateline: bag {says}\n")
    (tmp_path / "bag").rmdir()
    code, said = pack(made, tmp_path / "none/bag")
    assert (code, said) == (2, f"dateline: there is no folder {tmp_path}/none to put a bag into: create it first\n")


@pytest.mark.parametrize(
    ("size", "said"), [(0, "0 kB"), (1, "1 kB"), (999_000, "999 kB"), (999_001, "1.0 MB"), (1_250_000, "1.2 MB")]
)
def test_a_small_bag_has_its_size_in_kilobytes(site: Callable[..., Site], tmp_path: Path, size: int, said: str):
    made = site("-- content/entries/talks.md --\n---\ntitle: Talks\ndate: 2023-09-19\nstatus: draft\n---\n")
    assert size_in_words(size) == said
    assert re.search(r"packed \d+ files, [1-9]\d? kB, into", pack(made, tmp_path / "bag")[1])


def test_a_bag_that_cannot_be_finished_leaves_nothing(
    site: Callable[..., Site], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    made = site()
    full = OSError(28, "No space left on device")

    def fails(*_: object) -> bytes:
        raise full

    monkeypatch.setattr(packing.bag, "_manifest", fails)
    code, said = pack(made, tmp_path / "bag")
    assert (code, said) == (
        2,
        "dateline: bag cannot be written (No space left on device): fix this, and pack again\n",
    )
    assert [place.name for place in tmp_path.iterdir() if "bag" in place.name] == []


def test_names_of_files_are_written_in_one_form_of_unicode(site: Callable[..., Site], tmp_path: Path):
    made = site()
    apart = normalize("NFD", "é.txt")
    (made.folder / "seeds").mkdir()
    (made.folder / "seeds" / apart).write_bytes(b"")
    assert pack(made, tmp_path / "bag", "--private")[0] == 0
    assert "data/seeds/é.txt" in held(tmp_path / "bag")
    bagit.Bag(str(tmp_path / "bag")).validate()
