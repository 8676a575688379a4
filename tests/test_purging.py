"""What is purged is gone from every byte that is published, and what refers to it stands as if it had not."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import PIXEL, TWO_SIDES, Site
from test_publishing import clean, dateline, held

from builder.drafting.yaml_edits import without_item
from builder.reading.listing import content_files

DANGER = """
-- content/actors/quillon.md --
---
kind: person
names: [{text: Tessaly Quillon, lang: en}]
person: {consent: true}
---
Tessaly Quillon saw it.
-- content/questions/market.md --
---
title: How many were killed?
---
As [[Tessaly Quillon|Zefirella]] said.
-- content/entries/market.md --
---
title: The market
date: 2023-09-19
published: 2023-09-20
places: [norvad]
actors: [{actor: Tessaly Quillon, role: speaker}, {actor: east, role: affected, basis: stated, according_to: [quillon, west]}]
sources: [courier, review]
claims:
  - {id: seen, by: quillon, question: market, text: Vermilion many were killed., killed: 40.., words: forty, sources: review}
  - {id: counted, by: east, question: market, text: Twelve were killed., killed: 12, sources: courier, responds_to: seen, attributed_to: [quillon, west]}
  - {id: told, by: west, question: market, text: Obsidian told., killed: 13, sources: courier, responds_to: counted}
---
It was seen by [[quillon]], see [[vigil]] and [[vigil#light|Kaleidoscope]].[@review]
-- content/entries/vigil.md --
---
title: A chartreuse vigil
date: 2023-09-20
published: 2023-09-21
places: [norvad]
actors: [{actor: east, role: initiator}]
formerly: [marigold]
sources: [courier, {id: own, title: Saffron notes, publisher: The Post, issued: 2023}]
claims:
  - {id: light, by: east, text: Cerulean lights., sources: own}
---
People came after [[market]].
"""


@pytest.fixture
def told(site: Callable[..., Site]) -> Site:
    made = site(DANGER, around=TWO_SIDES)
    assert made.build().published, made.problems()
    return made


def purge(site: Site, *addresses: str) -> None:
    site.write("-- content/purged.txt --\n" + "".join(f"{address}\n" for address in addresses))
    built = site.build()
    assert built.published, built.problems
    assert held(site.public) == clean(site)


def holding(site: Site, *words: str) -> dict[str, list[str]]:
    return {
        word: [path for path, data in site.published().items() if word.encode() in data or word in path]
        for word in words
    }


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("actors/quillon", ("uillon", "Zefirella", "Vermilion")),
        ("entries/vigil", ("vigil", "chartreuse", "Saffron", "Cerulean", "Kaleidoscope", "marigold")),
        ("entries/market#seen", ("Vermilion", "forty")),
        ("entries/vigil#light", ("Cerulean", "Kaleidoscope")),
    ],
)
def test_what_is_purged_is_nowhere(told: Site, address: str, words: tuple[str, ...]):
    before = holding(told, *words)
    assert all(before.values()), before
    purge(told, address)
    # An address is known to readers already: a page stands there, and the manifest lists it.
    own = {f"{address}/index.html", "manifest.json"} if "#" not in address else set()
    assert {word: {*paths} - own for word, paths in holding(told, *words).items()} == {word: set() for word in words}


def test_a_page_stands_at_the_address_that_says_only_that_something_was_removed(told: Site):
    purge(told, "actors/quillon", "entries/marigold", "entries/vigil")
    for address in ("actors/quillon/", "entries/vigil/", "entries/marigold/"):
        page = told.page(address)
        assert "<h1>Removed</h1>\n<p>The page at this address has been removed.</p>" in page
        assert '<meta name="robots" content="noindex">' in page
        assert address not in told.page("sitemap.xml")
    assert "It was seen by […], see […] and […]." in told.page("entries/market/")


def test_what_refers_to_a_purged_claim_stands_without_it(told: Site):
    purge(told, "entries/market#seen")
    page = told.page("entries/market/")
    assert "Twelve were killed." in page
    assert "Obsidian told." in page
    assert "claim_seen" not in page


def test_a_purged_picture_is_neither_in_its_entry_nor_anywhere(told: Site):
    text = (told.folder / "content/entries/vigil.md").read_text("utf-8")
    media = "media:\n  - {file: square.png, alt: A sepia square., credit: Somebody, licence: CC0}\n"
    told.write(
        "-- content/entries/vigil.md --\n" + text.replace("sources:", f"{media}sources:", 1) + "\n![](square.png)\n"
    )
    (told.folder / "content/media").mkdir()
    (told.folder / "content/media/square.png").write_bytes(PIXEL)
    told.build()
    assert "media/square.png" in holding(told, "square")["square"]
    code, said = dateline("purge", "square.png", "--content", "--yes", cwd=told.folder)
    assert [line for line in said.splitlines() if line.startswith("deleted")] == [
        "deleted content/entries/vigil.md, line 9",
        "deleted content/media/square.png",
    ]
    assert holding(told, "square.png", "sepia") == {"square.png": [], "sepia": []}
    # The text names it still, and leads nowhere.
    assert code == 0
    assert re.search(r'content/entries/vigil\.md:\d+: "square\.png" still occurs here', said)


def test_files_that_only_a_purged_entry_names_are_purged_with_it(told: Site):
    text = (told.folder / "content/entries/vigil.md").read_text("utf-8")
    own = "{id: own, file: notes.pdf, sha256: '0', title"
    media = "media:\n  - {file: square.png, alt: A square., credit: Somebody, licence: CC0, publish: false}\n"
    text = text.replace("{id: own, title", own).replace("sources:", f"{media}sources:", 1)
    told.write(
        f"-- content/entries/vigil.md --\n{text}"
        "-- content/media/notes.pdf --\nNotes\n-- content/media/square.png --\nSquare\n"
        "-- content/media/shared.pdf --\nShared\n"
    )
    code, said = dateline("purge", "vigil", "--yes", cwd=told.folder)
    assert (told.folder / "content/purged.txt").read_text("utf-8").splitlines()[1:] == [
        "entries/marigold", "entries/vigil", "media/notes.pdf", "media/square.png",
    ]  # fmt: skip
    assert [line for line in said.splitlines() if "notes.pdf" in line] == [
        "content/media/notes.pdf is still there",
        'content/entries/vigil.md:10: "notes.pdf" still occurs here',
    ]
    assert code == 0


def test_evidence_that_is_purged_is_no_longer_asked_for(told: Site):
    told.write(
        "-- content/sources/letters.yaml --\n- {id: letter, title: A letter, publisher: The Post, issued: 2023-09-20, file: letter.pdf}\n"
        "-- content/media/letter.pdf --\nLetter\n"
    )
    code, said = dateline("purge", "letter.pdf", "--content", "--yes", cwd=told.folder)
    assert (code, told.found("S2")) == (0, []), said
    assert 'content/sources/letters.yaml:1: "letter.pdf" still occurs here' in said
    assert not (told.folder / "content/media/letter.pdf").exists()


def test_a_purge_is_no_silent_change(told: Site):
    assert dateline("release", cwd=told.folder)[0] == 0
    before = told.found("V1", "V2")
    purge(told, "actors/quillon", "entries/vigil", "entries/market#told")
    assert (before, told.found("V1", "V2")) == ([], [])


@pytest.mark.parametrize(
    "line", ["entries/", "places/norvad", "../actors/east", "actors/east#claim", "media/../site.yaml", "Entries/x"]
)
def test_a_line_that_is_no_address_stops_a_build(told: Site, line: str):
    told.write(f"-- content/purged.txt --\n# A comment.\n{line}\n")
    assert [str(problem) for problem in told.build().problems if problem.code == "purged-form"] == [
        "content/purged.txt:2:1 error [purged-form] this is not an address that can be purged; "
        "write entries/ID, entries/ID#CLAIM, actors/ID or media/FILE, as `dateline purge` does"
    ]


def test_the_command_purges_everywhere_in_reach_and_lists_what_is_not(told: Site, tmp_path: Path):
    settings = (told.folder / "content/site.yaml").read_text("utf-8")
    told.write(f"-- content/site.yaml --\n{settings}deploy: {{here: {{kind: folder, path: ../www}}}}\n")
    assert dateline("release", cwd=told.folder)[0] == 0
    assert dateline("deploy", cwd=told.folder)[0] == 0
    code, said = dateline("purge", "vigil", "--yes", cwd=told.folder)
    assert code == 0, said
    www = tmp_path / "www"
    assert said.splitlines()[:2] == [
        "public/: 24 files written, 3 removed",
        "here: 0 added, 24 changed, 3 deleted",
    ]
    assert 'content/entries/market.md:13: "vigil" still occurs here' in said
    assert "  here: rm -rf ../www/releases/1" in said
    assert "vigil" not in (told.folder / "content/released.txt").read_text("utf-8")
    assert (told.folder / "content/purged.txt").read_text("utf-8").splitlines()[1:] == [
        "entries/marigold",
        "entries/vigil",
    ]
    assert b"chartreuse" not in b"".join(
        place.read_bytes() for place in (www / "current").rglob("*") if place.is_file()
    )
    assert b"chartreuse" in b"".join(
        place.read_bytes() for place in (www / "releases/1").rglob("*") if place.is_file()
    )
    assert [*told.folder.glob(".dateline-cache*")] == []


def test_what_is_purged_leaves_the_content_on_request(told: Site):
    told.write("-- content/entries/vigil.hy.md --\n---\ntitle: Vigil\n---\n")
    code, said = dateline("purge", "vigil", "counted", "--content", "--yes", cwd=told.folder)
    assert code == 0, said
    assert [line for line in said.splitlines() if line.startswith("deleted")] == [
        "deleted content/entries/vigil.hy.md",
        "deleted content/entries/vigil.md",
        "deleted content/entries/market.md, line 10",
    ]
    assert "Twelve" not in (told.folder / "content/entries/market.md").read_text("utf-8")
    assert 'content/entries/market.md:12: "vigil" still occurs here' in said


def test_what_the_content_names_still_is_published_without_it_and_told(told: Site):
    code, said = dateline("purge", "quillon", "--content", "--yes", cwd=told.folder)
    assert code == 1
    assert "public/: " in said.splitlines()[0]
    assert "content/questions/market.md:4:4 error [link-unknown]" in said
    assert "it is no longer published; correct these problems before the next build" in said
    assert holding(told, "Tessaly Quillon") == {"Tessaly Quillon": []}


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("vigi", 'there is no entry, claim, actor or file of media/ called "vigi": did you mean "vigil"?'),
        ("east", "nothing was purged: add `--yes` to confirm"),
    ],
)
def test_nothing_is_purged_that_is_not_meant(told: Site, word: str, says: str):
    assert dateline("purge", word, cwd=told.folder) == (2, f"dateline: {says}\n")
    assert not (told.folder / "content/purged.txt").exists()


def test_what_was_built_before_a_purge_is_not_deployed(told: Site):
    settings = (told.folder / "content/site.yaml").read_text("utf-8")
    told.write(f"-- content/site.yaml --\n{settings}deploy: {{here: {{kind: folder, path: ../www}}}}\n").build()
    assert dateline("deploy", "--no-build", cwd=told.folder)[0] == 0
    told.write("-- content/purged.txt --\nentries/market#seen\n")
    # A clock that was set back says that the purge came first.
    os.utime(told.folder / "content/purged.txt", (1, 1))
    before = "was built before content/purged.txt was changed and may contain what was purged: build again\n"
    assert dateline("deploy", "--no-build", cwd=told.folder) == (2, f"dateline: public/ {before}")
    assert dateline("deploy", "--rollback", "1", cwd=told.folder) == (2, f"dateline: release 1 {before}")
    told.build()
    assert dateline("deploy", "--no-build", cwd=told.folder)[0] == 0
    assert dateline("deploy", "--rollback", "2", cwd=told.folder)[0] == 0


def test_what_is_purged_is_known_by_its_bytes_and_by_no_clock(told: Site):
    def listed() -> tuple[str, int, int, int, int]:
        files = next(content_files(str(told.folder / "content"), "content"))[1]
        return next(file for file in files if file[0] == "purged.txt")

    purge(told, "entries/market#seen")
    place = told.folder / "content/purged.txt"
    first, stamp = place.read_bytes(), place.stat()
    place.write_bytes(first.replace(b"seen", b"told"))
    os.utime(place, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    second = listed()
    place.write_bytes(first)
    os.utime(place, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    # The time of the last change, which nobody can put back here, is the same as if the clock had stood still.
    assert listed() != second
    assert told.build().published.written == 0


@pytest.mark.parametrize(
    ("text", "line", "kept"),
    [
        ("a: 1\nclaims:\n  - id: x\n    text: >\n      t\n\n  - id: y\nb: 2", 3, "a: 1\nclaims:\n  - id: y\nb: 2"),
        ("claims:\n- {id: x,\n  text: t}\n---\nBody", 2, "---\nBody"),
        ("claims: [{id: x}]", 1, None),
    ],
)
def test_an_item_is_taken_out_with_its_own_lines(text: str, line: int, kept: str | None):
    assert without_item(text, line) == kept
