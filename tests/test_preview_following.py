"""Open pages go to what was saved last, however it was saved; nothing that is shown is called old."""

import shutil

import pytest
from conftest import NOW

from builder.preview.panel import write_panel
from builder.preview.shown_site import ShownSite
from builder.reading.source_tree import conflict_of

SITE = """
-- content/site.yaml --
title: A small chronology
url: https://example.org/
languages: [en, hy]
translations: {hy: {title: Ժամանակագրություն}}
-- content/questions/why.md --
---
title: Why?
---
-- content/pages/about.md --
---
title: About
---
-- content/entries/talks.md --
---
title: Talks
date: 2031-04-05
sources: [gazette]
actors: [armenia]
claims: [{by: armenia, text: So., question: why, sources: gazette}]
---
-- content/entries/talks.hy.md --
---
title: Բանակցություններ
---
"""


@pytest.mark.parametrize(
    ("saved", "address"),
    [
        (["entries/talks.md"], "entries/talks/"),
        (["entries/talks.md", "entries/sedX8Ab2"], "entries/talks/"),
        (["entries/talks.md", "entries/4913", "entries/talks.md~", "entries/.talks.md.swp"], "entries/talks/"),
        (["entries/talks.hy.md"], "hy/entries/talks/"),
        (["actors/armenia.md"], "actors/armenia/"),
        (["places/yerevan.md"], "places/yerevan/"),
        (["pages/about.md"], "about/"),
        (["questions/why.md"], "questions/why/"),
        (["entries/talks.md", "actors/armenia.md"], None),
        (["entries/4913"], None),
        (["sources/list.yaml"], None),
    ],
)
def test_the_page_of_the_one_file_that_was_saved_is_followed(site, saved, address):
    made = site(SITE)
    shown = ShownSite(made.folder, lambda: NOW, True)
    shown.update()
    shift = shown.update(f"content/{path}" for path in saved)
    assert shift.address == address
    assert [path for path in shift.paths if "4913" in path or "sed" in path or path.endswith(("~", ".swp"))] == []
    assert address is None or shown.answer(address).status == 200


def test_an_entry_that_is_renamed_is_followed_and_not_called_old(site):
    made = site(SITE)
    shown = ShownSite(made.folder, lambda: NOW, True)
    shown.update()
    (made.folder / "content/entries/talks.hy.md").unlink()
    shown.update(["content/entries/talks.hy.md"])
    shutil.move(made.folder / "content/entries/talks.md", made.folder / "content/entries/talks-begin.md")
    paths = ("content/entries/talks-begin.md", "content/entries/talks.md")
    shift = shown.update(paths)
    assert (shift.paths, shift.address, shift.problems) == (paths, "entries/talks-begin/", ())
    panel = write_panel(paths[0], shown.problems, (), made.folder, False)
    assert "Not shown until" not in panel


def test_a_mistake_is_not_followed_and_what_it_keeps_back_is_said(site):
    made = site(SITE)
    shown = ShownSite(made.folder, lambda: NOW, True)
    shown.update()
    made.write(SITE.partition("-- content/entries/talks.hy")[0].replace("2031-04-05", "soon"))
    assert shown.update(["content/entries/talks.md"]).address is None
    assert "Not shown until this is corrected:" in write_panel(None, shown.problems, (), made.folder, False)


def test_a_draft_with_mistakes_keeps_nobody_from_seeing_the_rest(site):
    made = site(SITE + "-- content/entries/plan.md --\n---\ntitle: A: B\nstatus: draft\n---\n")
    shown = ShownSite(made.folder, lambda: NOW, True)
    shown.update()
    made.write("-- content/pages/about.md --\n---\ntitle: About us\n---\n")
    assert shown.update(["content/pages/about.md"]).problems == ()
    assert b"About us" in shown.answer("about/").data


@pytest.mark.parametrize("date", ["date: soon", "date: 2031-13-45", "summary: No date", "date: soon\nstatus: draft"])
def test_an_entry_whose_date_cannot_be_read_is_given_none_when_the_preview_begins(site, date):
    made = site(SITE.replace("date: 2031-04-05", date))
    shown = ShownSite(made.folder, lambda: NOW, True)
    shown.update()
    assert [shown.answer(address).status for address in ("entries/talks/", "", "timeline/")] == [404, 200, 200]
    assert b"1 BC" not in shown.answer("").data + shown.answer("timeline/").data + shown.answer("hy/").data
    made.write(SITE)
    assert shown.update(["content/entries/talks.md"]).problems == ()
    assert shown.answer("entries/talks/").status == 200


def test_a_folder_without_content_says_so_and_waits(site, tmp_path):
    (tmp_path / "site").mkdir()
    shown = ShownSite(tmp_path / "site", lambda: NOW, True)
    shown.update()
    assert [problem.says.partition(":")[0] for problem in shown.problems] == ["there is no folder content/ in site"]
    site(SITE)
    assert shown.update(["content/site.yaml"]).problems == ()
    assert shown.answer("entries/talks/").status == 200


@pytest.mark.parametrize(
    ("path", "original"),
    [
        ("content/entries/a.sync-conflict-20230101-120000-ABCDEFG.md", "content/entries/a.md"),
        ("content/entries/a (conflicted copy 2023-01-01).md", "content/entries/a.md"),
        ("content/entries/a (Ann's conflicted copy 2023-01-01 120000).md", "content/entries/a.md"),
        ("content/entries/a_conflict-20230101-120000.md", "content/entries/a.md"),
        ("content/entries/2031-conflict-in-the-hills.md", None),
        ("content/entries/conflict-2023.md", None),
    ],
)
def test_a_conflict_copy_is_passed_over_with_a_line(site, path, original):
    assert conflict_of(path) == original
    made = site(SITE + f"-- {path} --\n<<<<<<<\n")
    about = [line for line in made.problems() if path in line]
    says = "warning [file-unread] this file is not read: it is a conflict copy of"
    assert original is None or [line.startswith(f"{path} {says} {original}, which") for line in about] == [True]
