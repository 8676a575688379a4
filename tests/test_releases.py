"""What was published does not change in silence: releases, and what is found when something differs from the last."""

import re
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import AROUND, NOW, Site
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import examples

from builder.building.pipeline import release
from builder.publishing.release_file import release_text
from builder.reading.release_file import read_release

RELEASED = "content/released.txt"

APPEAL = """
-- content/entries/appeal.md --
---
title: An appeal
date: 2023-09-20
end: 2023-09-21
status: provisional
actors: [{actor: armenia, role: speaker, basis: stated}]
places: [{place: yerevan, precision: settlement}]
claims:
  - {id: toll, question: how-many, by: armenia, made: 2023-09-20, as_of: 2023-09-19, text: Two were killed., killed: {civilians: 2}, sources: gazette}
  - {id: start, by: armenia, text: It began at noon., attributed_to: armenia, where: yerevan, sources: gazette}
sources: gazette
---
A text.
"""

FORMS = """# What readers were given at the last release. `dateline release` writes this file; keep it with the content.
appeal
  status provisional
  date 2023-09-20
  end 2023-09-21
  places yerevan (location, settlement)
  actors armenia (speaker, stated)
  claim start
    by armenia
    stance asserts
    status claimed
    attributed_to armenia
    where yerevan
  claim toll
    by armenia
    question how-many
    made 2023-09-20
    as_of 2023-09-19
    stance asserts
    status claimed
    quantity 2 civilians killed
"""


@pytest.fixture
def appeal(site: Callable[..., Site]) -> Site:
    """Give a site with one entry, which has been released."""
    small = site(APPEAL)
    release(small.folder, NOW)
    return small


def with_change(text: str, *changes: tuple[str, str]) -> str:
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


def correcting(*corrections: str) -> tuple[str, str]:
    """Give the change that puts corrections into the entry."""
    return "sources: gazette\n---", "corrections:\n" + "".join(
        f"  {line}\n" for line in corrections
    ) + "sources: gazette\n---"


def test_a_release_says_one_thing_a_line(appeal: Site):
    assert (appeal.folder / RELEASED).read_text("utf-8") == FORMS


def test_a_release_of_the_same_is_the_same(appeal: Site):
    before = (appeal.folder / RELEASED).stat()
    again = release(appeal.folder, NOW)
    assert (again.entries, again.has_changed) == (1, False)
    after = (appeal.folder / RELEASED).stat()
    # It was read, which some file systems note.
    assert (after.st_ino, after.st_mtime_ns, after.st_ctime_ns) == (
        before.st_ino,
        before.st_mtime_ns,
        before.st_ctime_ns,
    )


def test_a_release_is_no_page_and_no_entry(appeal: Site):
    appeal.build()
    assert [path for path in appeal.published() if "released" in path] == []
    assert appeal.problems() == []


def test_nothing_is_released_while_there_is_something_to_mend(appeal: Site):
    appeal.write("-- content/entries/broken.md --\n---\ntitle: Broken\n---\n")
    refused = release(appeal.folder, NOW)
    assert refused.entries is None
    assert [problem.code for problem in refused.problems if problem.stops_a_build] == ["field-missing"] * 2
    assert (appeal.folder / RELEASED).read_text("utf-8") == FORMS


def test_a_release_holds_nothing_of_what_is_held_back(appeal: Site):
    held = "-- content/entries/{}.md --\n---\ntitle: T\ndate: 2023\nsources: gazette\n{}\n---\n"
    appeal.write(held.format("draft", "status: draft") + held.format("later", "safety: {delay_until: 2030-01-01}"))
    release(appeal.folder, NOW)
    assert (appeal.folder / RELEASED).read_text("utf-8") == FORMS


# What is changed in the entry, where that is found, and what is told.
CHANGES = {
    "a figure": (
        ("civilians: 2}", "civilians: 3}"),
        "9:130",
        'claims.toll.quantity was "2 civilians killed" at the last release and is now "3 civilians killed"',
        'field: claims.toll.quantity, was: "2 civilians killed", now: "3 civilians killed"',
    ),
    "a date": (
        ("date: 2023-09-20\nend", "date: 2023-09-19\nend"),
        "3:7",
        'date was "2023-09-20" at the last release and is now "2023-09-19"',
        'field: date, was: "2023-09-20", now: "2023-09-19"',
    ),
    "an end that is gone": (
        ("end: 2023-09-21\n", ""),
        "1:1",
        'end was "2023-09-21" at the last release and is now nothing',
        'field: end, was: "2023-09-21"',
    ),
    "a place": (
        ("precision: settlement", "precision: vicinity"),
        "7:10",
        'places was "yerevan (location, settlement)" at the last release and is now "yerevan (location, vicinity)"',
        'field: places, was: "yerevan (location, settlement)", now: "yerevan (location, vicinity)"',
    ),
    "a part in the event": (
        ("basis: stated", "basis: alleged, according_to: armenia"),
        "6:10",
        'actors was "armenia (speaker, stated)" at the last release and is now '
        '"armenia (speaker, alleged, according to armenia)"',
        'field: actors, was: "armenia (speaker, stated)", now: "armenia (speaker, alleged, according to armenia)"',
    ),
    "an attribution": (
        ("attributed_to: armenia, ", ""),
        "10:5",
        'claims.start.attributed_to was "armenia" at the last release and is now nothing',
        'field: claims.start.attributed_to, was: "armenia"',
    ),
    "a stance": (
        ("It began at noon.,", "It began at noon., stance: denies,"),
        "10:63",
        'claims.start.stance was "asserts" at the last release and is now "denies"',
        'field: claims.start.stance, was: "asserts", now: "denies"',
    ),
    "the day that a figure speaks of": (
        ("as_of: 2023-09-19", "as_of: 2023-09-20"),
        "9:74",
        'claims.toll.as_of was "2023-09-19" at the last release and is now "2023-09-20"',
        'field: claims.toll.as_of, was: "2023-09-19", now: "2023-09-20"',
    ),
    "a day that no figure speaks of any more": (
        ("as_of: 2023-09-19, ", ""),
        "9:5",
        'claims.toll.as_of was "2023-09-19" at the last release and is now nothing',
        'field: claims.toll.as_of, was: "2023-09-19"',
    ),
    "a question": (
        ("how-many", "how-many-died"),
        "9:26",
        'claims.toll.question was "how-many" at the last release and is now "how-many-died"',
        'field: claims.toll.question, was: "how-many", now: "how-many-died"',
    ),
}


@pytest.mark.parametrize("of", CHANGES)
def test_a_silent_change_is_told_with_the_line_to_add(appeal: Site, of: str):
    change, place, says, line = CHANGES[of]
    appeal.write(with_change(APPEAL, change))
    hint = f"add `corrections:` and under it the line `- {{date: …, kind: correction, {line}, text: …}}`"
    assert appeal.problems() == [
        f"content/entries/appeal.md:{place} error [V1] {says}, but no correction says so; {hint}"
    ]


@pytest.mark.parametrize("of", CHANGES)
def test_a_change_with_the_line_that_was_proposed_is_no_silent_one(appeal: Site, of: str):
    change, *_, line = CHANGES[of]
    said = f"- {{date: 2023-09-22, kind: correction, {line}, text: It was wrong.}}"
    appeal.write(with_change(APPEAL, change, correcting(said)))
    assert appeal.problems() == []
    assert appeal.build().published is not None


def test_a_removed_claim_is_a_change(appeal: Site):
    appeal.write(re.sub(r"  - \{id: toll.*\n", "", APPEAL))
    assert appeal.problems() == [
        'content/entries/appeal.md:9:3 error [V1] claims.toll was "armenia asserts 2 civilians killed" at the last '
        "release and is now nothing, but no correction says so; add `corrections:` and under it the line "
        '`- {date: …, kind: correction, field: claims.toll, was: "armenia asserts 2 civilians killed", text: …}`'
    ]


def test_a_withdrawal_needs_a_reason(appeal: Site):
    appeal.write(with_change(APPEAL, ("status: provisional", "status: withdrawn")))
    why = "the line `- {date: …, kind: retraction, "
    assert appeal.problems() == [
        'content/entries/appeal.md:5:9 error [V1] status was "provisional" at the last release and is now "withdrawn", '
        f"but no correction says so; add `corrections:` and under it {why}field: status, "
        'was: "provisional", now: "withdrawn", text: …}`',
        "content/entries/appeal.md:5:9 warning [withdrawn-unexplained] this entry is withdrawn, but nothing says why; "
        f"add under `corrections:` {why}text: …}}`",
    ]
    reason = "- {date: 2023-09-22, kind: retraction, text: The letter was forged.}"
    appeal.write(with_change(APPEAL, ("status: provisional", "status: withdrawn"), correcting(reason)))
    assert appeal.problems() == []


FIRST = "- {date: 2023-09-22, field: claims.toll.quantity, was: 2 civilians killed, now: 3 civilians killed, text: Three.}"
SECOND = (
    "- {date: 2023-09-23, field: claims.toll.quantity, was: 3 civilians killed, now: 4 civilians killed, text: Four.}"
)


def test_a_second_silent_change_is_found_before_a_release_and_after_it(appeal: Site):
    told = (
        "but no correction says so; add under `corrections:` the line `- {date: …, kind: correction, "
        'field: claims.toll.quantity, was: "3 civilians killed", now: "4 civilians killed", text: …}`'
    )
    place = "content/entries/appeal.md:9:130 error [V1] claims.toll.quantity"
    appeal.write(with_change(APPEAL, ("civilians: 2}", "civilians: 4}"), correcting(FIRST)))
    assert appeal.problems() == [
        f'{place} was "3 civilians killed" by its last correction and is now "4 civilians killed", {told}'
    ]
    appeal.write(with_change(APPEAL, ("civilians: 2}", "civilians: 3}"), correcting(FIRST)))
    assert release(appeal.folder, NOW).has_changed
    appeal.write(with_change(APPEAL, ("civilians: 2}", "civilians: 4}"), correcting(FIRST)))
    assert appeal.problems() == [
        f'{place} was "3 civilians killed" at the last release and is now "4 civilians killed", {told}'
    ]
    appeal.write(with_change(APPEAL, ("civilians: 2}", "civilians: 4}"), correcting(SECOND, FIRST)))
    assert appeal.problems() == []


def test_a_correction_speaks_for_its_field_alone(appeal: Site):
    changes = (("civilians: 2}", "civilians: 3}"), ("made: 2023-09-20", "made: 2023-09-21"))
    appeal.write(with_change(APPEAL, *changes, correcting(FIRST)))
    assert [problem.partition(" at the")[0] for problem in appeal.problems()] == [
        'content/entries/appeal.md:9:55 error [V1] claims.toll.made was "2023-09-20"'
    ]
    whole = "- {date: 2023-09-22, field: claims.toll, text: We had misread the statement.}"
    appeal.write(with_change(APPEAL, *changes, correcting(whole)))
    assert appeal.problems() == []
    appeal.write(
        with_change(
            APPEAL,
            *changes,
            correcting("- {date: 2023-09-22, field: claims.start, text: Another field was put right.}"),
        )
    )
    assert len(appeal.problems()) == 2


SILENT = {
    "title, summary and text": (
        ("title: An appeal", "title: The appeal\nsummary: Of both."),
        ("A text.", "Another text."),
        ("Two were killed.", "Two people were killed."),
    ),
    "tags and type": (("sources: gazette\n---", "tags: [bridge]\ntype: battle/armed-clash\nsources: gazette\n---"),),
    "the order of fields": (
        ("date: 2023-09-20\nend: 2023-09-21\n", "end: 2023-09-21\ndate: 2023-09-20\n"),
        ("{actor: armenia, role: speaker, basis: stated}", "{basis: stated, role: speaker, actor: armenia}"),
    ),
    "the same written in full": (
        ("killed: {civilians: 2}", "quantity: {category: civilians, harm: killed, count: 2}, stance: asserts"),
    ),
    "another name of the same place": (("{place: yerevan, ", "{place: Երևան, "),),
    "a place that is only mentioned": (
        ("precision: settlement}]", "precision: settlement}, {place: yerevan, role: mentioned}]"),
    ),
    "a claim that is new": (
        ("  - {id: start", "  - {id: new, by: armenia, text: New., killed: 5, sources: gazette}\n  - {id: start"),
    ),
    "the day that a figure speaks of, which was not said": (
        ("It began at noon.,", "It began at noon., as_of: 2023-09-19,"),
    ),
    "an assessment that is new": (
        ("sources: gazette\n---", "assessment: {figures: [{harm: killed, low: 2, high: 3}]}\nsources: gazette\n---"),
    ),
}


@pytest.mark.parametrize("of", SILENT)
def test_what_changes_nothing_that_was_published_needs_no_correction(appeal: Site, of: str):
    appeal.write(with_change(APPEAL, *SILENT[of]))
    assert appeal.problems() == []


def test_claims_in_another_order_are_the_same_claims(appeal: Site):
    first, second = re.findall(r"  - \{id: .*\n", APPEAL)
    appeal.write(with_change(APPEAL, (first + second, second + first)))
    assert appeal.problems() == []


def test_claims_without_ids_may_change_their_places(site: Callable[..., Site]):
    text = APPEAL.replace("id: toll, ", "").replace("id: start, ", "")
    small = site(text)
    release(small.folder, NOW)
    first, second = re.findall(r"  - \{.*\n", text)
    new = "  - {by: armenia, text: New., injured: 5, sources: gazette}\n"
    small.write(with_change(text, (first + second, new + second + first)))
    assert small.problems() == []
    small.write(with_change(text, (first + second, second + first), ("civilians: 2}", "civilians: 3}")))
    assert fields_told_of(small) == ["claims.c2.quantity"]


def test_claims_without_ids_may_say_of_which_day_their_figures_are(site: Callable[..., Site]):
    claim = "  - {by: armenia, text: Two were killed., killed: 2, sources: gazette}\n"
    dated = claim.replace("killed: 2,", "killed: 2, as_of: 2023-09-19,")
    again = claim.replace("killed: 2,", "killed: 2, as_of: 2023-09-20,")
    entry = "-- content/entries/e.md --\n---\ntitle: T\ndate: 2023-09-20\nsources: gazette\nclaims:\n{}---\n"
    small = site(entry.format(claim + dated))
    release(small.folder, NOW)
    for now in (dated + claim, dated + again, again + dated, again + dated + claim):
        small.write(entry.format(now))
        assert fields_told_of(small) == []
    small.write(entry.format(claim + again))
    assert fields_told_of(small) == ["claims.c2.as_of"]


def test_a_release_written_before_it_held_of_which_day_figures_are_is_read_as_it_stands(appeal: Site):
    place = appeal.folder / RELEASED
    place.write_text(with_change(FORMS, ("    as_of 2023-09-19\n", "")), "utf-8")
    assert appeal.problems() == []
    assert release(appeal.folder, NOW).has_changed
    assert place.read_text("utf-8") == FORMS


def fields_told_of(small: Site) -> list[str]:
    """List the fields that are told of."""
    return re.findall(r"\[V1\] (\S+) was", "\n".join(small.problems()))


def test_an_actor_or_a_place_with_a_new_id_is_the_same(appeal: Site):
    appeal.delete("content/actors/armenia.md").delete("content/places/yerevan.md")
    appeal.write(
        "-- content/actors/republic.md --\n---\nkind: state\nnames: [{text: Armenia}]\nformerly: [armenia]\n---\n"
        "-- content/places/capital.md --\n---\nkind: city\nnames: [{text: Yerevan}]\nformerly: [yerevan]\n---\n"
    )
    appeal.write(with_change(APPEAL, (": armenia", ": republic"), (": yerevan", ": capital")))
    assert appeal.problems() == []


def test_an_entry_that_is_deleted_is_missed_in_the_file_of_the_release(appeal: Site):
    appeal.delete("content/entries/appeal.md")
    assert appeal.problems() == [
        'content/released.txt:2:1 error [V2] "appeal" was published and is now missing; put it back with `status: withdrawn` '
        "and a correction that says why, or name this id in the `formerly` of the entry that it is now"
    ]


def test_an_entry_with_another_id_names_the_old_one(appeal: Site):
    appeal.delete("content/entries/appeal.md").write(APPEAL.replace("/appeal.md", "/call.md"))
    assert appeal.problems() == [
        'content/entries/call.md:1:1 error [V2] "appeal" was published, and this entry has all its content; '
        "write `formerly: [appeal]`, so that the old address leads here"
    ]
    # Ids that it had before stay.
    older = with_change(APPEAL.replace("/appeal.md", "/call.md"), ("title:", "formerly: [plea]\ntitle:"))
    assert [problem.rpartition("; ")[2] for problem in appeal.write(older).problems()] == [
        "write `formerly: [plea, appeal]`, so that the old address leads here"
    ]
    assert appeal.write(with_change(older, ("[plea]", "[plea, appeal]"))).problems() == []
    moved = with_change(APPEAL.replace("/appeal.md", "/call.md"), ("title:", "formerly: [appeal]\ntitle:"))
    assert appeal.write(moved).problems() == []
    # What was published under the old id is not changed in silence under the new one.
    appeal.write(with_change(moved, ("civilians: 2}", "civilians: 3}")))
    assert fields_told_of(appeal) == ["claims.toll.quantity"]
    appeal.write(moved)
    release(appeal.folder, NOW)
    appeal.write(APPEAL.replace("/appeal.md", "/call.md"))
    assert appeal.problems() == [
        'content/entries/call.md:1:1 error [V2] "appeal" led here at the last release, and now leads nowhere; '
        "put the id back under `formerly`"
    ]


def test_an_entry_does_not_become_a_draft_again(appeal: Site):
    appeal.write(with_change(APPEAL, ("status: provisional", "status: draft")))
    assert appeal.problems() == [
        "content/entries/appeal.md:5:9 error [V2] this entry was published and is now a draft; "
        "write `status: withdrawn`, and a correction of kind retraction that says why"
    ]


def test_a_file_that_cannot_be_read_is_not_taken_for_a_deleted_one(appeal: Site):
    call = "-- content/entries/call.md --\n---\ntitle: [\ndate: 2031-04-05\nsources: [gazette]\n---\n"
    appeal.delete("content/entries/appeal.md").write(call)
    assert [problem.split("[")[1].split("]")[0] for problem in appeal.problems()] == ["front-matter"]


@pytest.mark.parametrize(
    ("damaged", "place", "says"),
    [
        (("  date 2023", "  dte 2023"), "4:3", '"dte" does not belong in a release record (did you mean "date")'),
        (
            ("    by armenia\n    stance", "     by armenia\n    stance"),
            "9:6",
            '"by" does not belong in a release record',
        ),
        (("  status prov", "<<<<<<< ours\n  status prov"), "3:1", '"<<<<<<<" does not belong in a release record'),
        (("  end 2023-09-21", "appeal"), "5:1", '"appeal" is listed twice'),
    ],
)
def test_a_damaged_release_stops_a_build(appeal: Site, damaged: tuple[str, str], place: str, says: str):
    (appeal.folder / RELEASED).write_text(with_change(FORMS, damaged), "utf-8")
    hint = "this file is written only by `dateline release`: restore it from version control"
    assert appeal.problems() == [f"{RELEASED}:{place} error [release-form] {says}; {hint}"]
    assert appeal.build().published is None
    assert release(appeal.folder, NOW).entries is None


def test_a_release_reads_the_same_with_other_line_ends(appeal: Site):
    (appeal.folder / RELEASED).write_bytes(FORMS.replace("\n", "\r\n").encode())
    assert appeal.problems() == []


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=12)
QUOTED = WORDS.map(lambda text: '"' + text.replace("\\", "\\\\").replace('"', '\\"') + ' x"')
CLAIMS = st.lists(
    st.fixed_dictionaries(
        {"by": st.sampled_from(("armenia", "Հայաստան")), "text": QUOTED, "sources": st.just("gazette")},
        optional={
            "killed": st.integers(1, 99),
            "made": st.sampled_from(("2023-09-20", "2023-09-20T13:00+04:00", "202X", '"2023-09~"')),
            "as_of": st.sampled_from(("2023-09-19", "2023-09", '"2023-09-19/2023-09-20"')),
            "stance": st.sampled_from(("asserts", "denies", "retracts")),
            "status": st.sampled_from(("claimed", "disputed")),
            "where": st.just("Ереван"),
            "attributed_to": st.just("[armenia]"),
        },
    ),
    max_size=4,
)
ENTRIES = st.lists(
    st.fixed_dictionaries(
        {"title": QUOTED, "date": st.sampled_from(("2023", '"[2023-09-19,2023-09-20]"', "2023-09-20T13:00"))},
        optional={
            "status": st.sampled_from(("published", "provisional", "withdrawn", "draft")),
            "actors": st.sampled_from(
                ("[armenia]", "[{actor: armenia, role: target}, {actor: armenia, role: speaker}]")
            ),
            "places": st.sampled_from(("[yerevan]", "[{place: yerevan, role: origin}, {place: yerevan}]")),
            "corrections": QUOTED.map(
                lambda text: f"[{{date: 2024, kind: retraction, text: {text}, field: {text}}}]"
            ),
        },
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=examples(7, 400))
@given(ENTRIES, st.data())
def test_what_was_released_has_not_changed(entries: list[dict[str, str]], data: st.DataObject):
    with tempfile.TemporaryDirectory() as folder:
        small = Site(Path(folder)).write(AROUND)
        for number, fields in enumerate(entries):
            claims = "".join(
                f"  - {{{', '.join(f'{k}: {v}' for k, v in claim.items())}}}\n" for claim in data.draw(CLAIMS)
            )
            lines = "".join(f"{key}: {value}\n" for key, value in fields.items())
            text = f"---\n{lines}claims:\n{claims}sources: gazette\n---\nText.\n"
            (place := small.folder / f"content/entries/e{number}.md").parent.mkdir(exist_ok=True)
            place.write_text(text, "utf-8")
        recorded = release(small.folder, NOW)
        assert recorded.entries is not None, recorded.problems
        text = (small.folder / RELEASED).read_text("utf-8")
        assert release_text(read_release(text).entries) == text
        assert [problem for problem in small.problems() if re.search(r"\[V[12]\]|release-form", problem)] == []
        assert not release(small.folder, NOW).has_changed
