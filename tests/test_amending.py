"""The law of amending: an archive that took in one entry, new or edited, is the one that assembling all would give."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from conftest import NOW, TWO_SIDES, Site
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import examples
from msgspec.structs import fields

from builder.preview.live_archive import LiveArchive
from builder.workers import Workers

OTHERS = """
-- content/entries/first.md --
---
title: The first
date: 2023-09-18
actors: [east]
places: [norvad]
tags: [Talks, mines]
sources: [courier, review, {id: letter, title: A letter, publisher: The Courier, issued: 2023}]
claims: [{id: toll, question: killed, by: east, text: They died., killed: 4, sources: courier}]
---
See [[third]].
-- content/entries/third.md --
---
title: The third
date: 2023-09-20T10:00+04:00
actors: [west, observers]
places: [eastport]
tags: [talks]
sources: [post, {id: note, title: A note, publisher: The Post, issued: 2023}]
part_of: first
claims: [{question: killed, by: west, text: They died., killed: 2..3, words: two or three, sources: post}, {question: fired, by: west, stance: denies, text: It did not fire., sources: post}]
---
-- content/entries/second.md --
---
title: The second
date: 2023-09
sources: [review]
---
-- content/entries/fourth.md --
---
title: The fourth
date: 2023-09-18
actors: [east]
sources: [review]
related: [{entry: first, rel: precedes}]
claims: [{question: killed, by: observers, text: They died., killed: 3, sources: review}]
---
-- content/entries/sixth.md --
---
title: The sixth
date: 2023-09-18T12:00Z
actors: [west, east]
places: [norvad]
sources: [review]
---
-- content/entries/fifth.md --
---
title: The fifth
date: 2023-09-18
places: [norvad]
sources: [review]
---
"""


def some(name: str, *values: str) -> st.SearchStrategy[str]:
    return st.sampled_from(("", *(f"{name}: {value}\n" for value in values)))


entries = st.tuples(
    st.sampled_from(("title: The second\n", "title: Another\n")),
    st.sampled_from(
        (
            "date: 2023-09\n",
            "date: 2023-09-18\n",
            "date: 2023-09-18\n",
            "date: 2023-09-20T11:00+05:00\n",
            "date: 1999~\n",
        )
    ),
    some(
        "actors", "[east]", "[west, east]", "[{actor: observers, role: mediator}, {actor: observers, role: speaker}]"
    ),
    some("places", "[norvad]", "[eastport, norvad]"),
    some("tags", "[mines]", "[TALKS, Rain]"),
    some(
        "sources",
        "[review]",
        "[courier, post]",
        "[letter]",
        "[{id: diary, title: A diary, publisher: The Post, issued: 2023}, review]",
        "[review, {id: diary, title: The same diary, publisher: The Post, issued: 2022}]",
        "[{id: diary, title: A diary, issued: 2023}, {id: roll, title: A roll, publisher: The Post, issued: 2023}]",
        "[{id: Letter, title: Another letter, publisher: The Post, issued: 2023}]",
    ),
    some("status", "draft", "provisional", "draft"),
    some("safety", "{hide_sources: true}"),
    some("part_of", "first", "third"),
    some(
        "related",
        "[{entry: first, rel: follows}]",
        "[{entry: fourth, rel: precedes}]",
        "[{entry: fourth, rel: precedes}, {entry: sixth, rel: follows}]",
        "[{entry: first, rel: follows}, {entry: fifth, rel: precedes}]",
        "[{entry: first, rel: precedes}, {entry: third, rel: follows}]",
    ),
    some(
        "claims",
        "[{id: a, question: killed, by: west, text: They died., killed: 9, sources: post}]",
        "[{id: a, question: fired, by: east, text: It fired., sources: post}, {id: b, by: west, text: Nothing more., sources: post}]",
        "[{id: a, question: killed, by: east, text: They died., killed: 5.., words: at least five, supersedes: first#toll, sources: post}]",
        "[{id: a, question: killed, by: west, text: They died., killed: 9, as_of: 2023-09-19, contradicts: [first#toll], sources: post}]",
    ),
    st.sampled_from(
        ("---\n", "---\nSee [[first]] [@post].\n", "---\nNo more [@note].\n", "---\nAs said [@Diary].\n")
    ),
)
# One that is there, one that is not yet, and one in a folder of its own.
versions = st.tuples(st.sampled_from(("second", "seventh", "more/eighth")), entries.map("".join))


@settings(max_examples=examples(20, 1000))
@given(st.lists(versions, min_size=1, max_size=5))
def test_an_archive_with_one_entry_amended_is_the_one_that_assembling_all_gives(versions):
    with TemporaryDirectory() as folder:
        made = Site(Path(folder)).write(TWO_SIDES).write(OTHERS)
        desk = LiveArchive(made.folder, Workers(1), shows_early=True)
        holdings, _ = desk.read_all(NOW)
        is_in_order = True
        for id, text in versions:
            path = f"content/entries/{id}.md"
            made.write(f"-- {path} --\n---\n{text}")
            taken = desk.take_in(path, holdings, is_alone=True) if is_in_order else None
            reread, problems = LiveArchive(made.folder, Workers(1), shows_early=True).read_all(NOW)
            if taken is None or taken[1]:
                # What a draft lacks is told to who saves it, and stops nothing.
                assert problems or taken is None or "status: draft" in text
                holdings, problems = desk.read_all(NOW, [path])
                is_in_order = not problems
                continue
            holdings, _ = taken
            assert problems == ()
            assert [file.path for file in holdings.tree.files] == [file.path for file in reread.tree.files]
            for field in fields(reread.archive):
                found, expected = getattr(holdings.archive, field.name), getattr(reread.archive, field.name)
                if field.name == "comparisons":
                    found, expected = dict(found), dict(expected)
                assert found == expected, field.name
                if field.name.startswith("by_") or field.name in ("sources", "entry_of"):
                    assert list(found) == list(expected), field.name


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("third", "date", "date"),
        ("fourth", "precedes", "background"),
        ("fourth", "date: 2023-09-18\n", "date: 2023-09-18T10:00Z\n"),
        ("sixth", "T12:00Z", "T11:00Z"),
        ("fifth", "date: 2023-09-18\n", "date: 2023-09-18\nrelated: [{entry: first, rel: precedes}]\n"),
    ],
)
def test_an_entry_is_taken_in_without_assembling(site, file, old, new):
    made = site(OTHERS, TWO_SIDES)
    desk = LiveArchive(made.folder, Workers(1), shows_early=True)
    holdings, _ = desk.read_all(NOW)
    path = f"content/entries/{file}.md"
    made.write(f"-- {path} --\n{(made.folder / path).read_text('utf-8').replace(old, new)}And so on.\n")
    taken, problems = desk.take_in(path, holdings, is_alone=True)
    archive = taken.archive
    assert (archive.entry_of[file].body, problems) == ("And so on.\n", ())
    again, _ = LiveArchive(made.folder, Workers(1), shows_early=True).read_all(NOW)
    assert archive.entries == again.archive.entries


def test_an_entry_that_moves_others_is_taken_in_by_assembling(site):
    made = site(OTHERS, TWO_SIDES)
    desk = LiveArchive(made.folder, Workers(1), shows_early=True)
    holdings, _ = desk.read_all(NOW)
    path = "content/entries/fourth.md"
    ties = "{entry: first, rel: follows}, {entry: fifth, rel: precedes}"
    made.write(
        f"-- {path} --\n{(made.folder / path).read_text('utf-8').replace('{entry: first, rel: precedes}', ties)}"
    )
    assert [entry.id for entry in holdings.archive.entries][1:4] == ["fifth", "fourth", "first"]
    assert desk.take_in(path, holdings, is_alone=True) is None


def test_a_new_body_is_taken_in_without_assembling(site):
    made = site(OTHERS, TWO_SIDES)
    desk = LiveArchive(made.folder, Workers(1), shows_early=True)
    holdings, problems = desk.read_all(NOW)
    assert problems == ()
    text = (made.folder / "content/entries/third.md").read_text("utf-8")
    made.write(f"-- content/entries/third.md --\n{text}And so on.\n")
    taken, problems = desk.take_in("content/entries/third.md", holdings, is_alone=True)
    assert (taken.archive.entry_of["third"].body, problems) == ("And so on.\n", ())
